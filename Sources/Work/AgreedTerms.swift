internal import Calls
internal import JSON
internal import STIX

/// A term in several languages, as one party would have it used.
struct Term: WorkObject {
    static let type = "entente-term"

    let name: String
    let party: String
    /// The term by language.
    let terms: [String: String]
    /// Whether the party agrees to it, and does not only propose it.
    let isAgreed: Bool
    let version: String
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let name = object.text("name"), let party = object.text("party_ref"),
            let version = object.text("modified")
        else { return nil }
        (self.name, self.party, self.version) = (name, party, version)
        terms = object.named("terms")
        isAgreed = object.text("state") == "agreed"
        moment = object.moment("modified") ?? .min
        members = object.members(["name", "terms", "state", "source", "description"])
        guard terms.count > 1 else { return nil }
    }
}

/// The terms of the parties, and which of them are agreed: both parties' own objects, from each itself, say so.
///
/// No party says what another has agreed to (decision 26): a pair is agreed between the own side and another when each
/// has an object of its own with the same terms that agrees, and the other has ours.
struct AgreedTerms {
    /// A term of one party.
    struct Item {
        let seen: Seen<Term>
        let isOwn: Bool
        /// The other parties with which it is agreed.
        let agreedWith: [String]
        /// Whether others were given it in this version.
        let isSent: Bool
    }

    let items: [Item]

    /// The terms that a reader may see.
    /// - Throws: `SeenFault` if the store cannot be read.
    init(_ seen: SeenObjects) throws(SeenFault) {
        let all = try seen.all(Term.self).filter { seen.parties.giver(of: $0.source) == $0.view.party }
        let alike = Dictionary(grouping: all.filter(\.view.isAgreed), by: \.view.terms)
        var items: [Item] = []
        for one in all {
            let isOwn = one.source == "own"
            let given = try Self.given(one, seen)
            // A party counts once, however often it says so.
            var parties: Set<String> = []
            let others = (alike[one.view.terms] ?? []).filter { other in
                (other.source == "own") != isOwn && parties.insert(other.view.party).inserted
            }
            var agreedWith: [String] = []
            for other in others where one.view.isAgreed {
                let mine = isOwn ? given : try Self.given(other, seen)
                let party = isOwn ? other.view.party : one.view.party
                if mine.contains(party) { agreedWith.append(party) }
            }
            items.append(Item(seen: one, isOwn: isOwn, agreedWith: agreedWith, isSent: !isOwn || !given.isEmpty))
        }
        self.items = items
    }

    /// Who was given an own term in the version that stands.
    private static func given(_ term: Seen<Term>, _ seen: SeenObjects) throws(SeenFault) -> [String] {
        guard term.source == "own" else { return [] }
        return try seen.parties.sent(term.id).filter { $0.version == term.view.version }.map(\.party)
    }

    /// The terms that are agreed among some parties, each once.
    func agreed(among parties: [String], own: String?) -> [Term] {
        let others = Set(parties.filter { $0 != own })
        return items.filter { $0.isOwn && !others.isDisjoint(with: $0.agreedWith) }.map(\.seen.view)
    }
}

/// Where one language of a wording uses an agreed term and another one not its pair.
struct TermWarning: Equatable {
    /// The language that uses the term, and the term.
    let language: String
    let term: String
    /// The language that does not use its pair, and the pair.
    let other: String
    let pair: String

    /// What is otherwise than agreed in words of several languages.
    /// - Parameters:
    ///   - terms: the agreed terms.
    ///   - words: the words by language.
    /// - Returns: one warning for each term and pair of languages, in order.
    static func found(_ terms: [Term], in words: [String: String]) -> [TermWarning] {
        var warnings: [TermWarning] = []
        let languages = words.filter { !$0.value.isEmpty }.keys.sorted()
        for language in languages {
            let used = TermUse(words[language] ?? "", language)
            // The longest first: "classified information" is no use of "information".
            let ordered = terms.compactMap { term in term.terms[language].map { (term, $0) } }
                .sorted { ($1.1.count, $0.1) < ($0.1.count, $1.1) }
            var text = used
            for (term, said) in ordered where text.takesOut(said) {
                for other in languages where other != language {
                    guard let pair = term.terms[other], !TermUse(words[other] ?? "", other).has(pair) else {
                        continue
                    }
                    warnings.append(TermWarning(language: language, term: said, other: other, pair: pair))
                }
            }
        }
        return warnings
    }
}

/// Words in which terms are looked for, whatever their case.
private struct TermUse {
    private var letters: [Character]
    private let isSpaced: Bool

    init(_ text: String, _ language: String) {
        letters = Array(text.lowercased())
        isSpaced = !["ja", "zh", "ko", "th"].contains(String(language.prefix { $0 != "-" }).lowercased())
    }

    /// Whether a term stands in it: from the beginning of a word, where a language has spaces; its end may bend.
    func has(_ term: String) -> Bool { places(of: term).first != nil }

    /// Takes a term out everywhere; false where it does not stand.
    mutating func takesOut(_ term: String) -> Bool {
        let count = Array(term.lowercased()).count
        let found = places(of: term)
        for place in found { for letter in place..<(place + count) { letters[letter] = "\u{0}" } }
        return !found.isEmpty
    }

    private func places(of term: String) -> [Int] {
        let wanted = Array(term.lowercased())
        guard !wanted.isEmpty, wanted.count <= letters.count else { return [] }
        var found: [Int] = []
        var place = 0
        while place + wanted.count <= letters.count {
            let isAtStart = !isSpaced || place == 0 || !(letters[place - 1].isLetter || letters[place - 1].isNumber)
            if isAtStart, letters[place] == wanted[0],
                letters[place..<(place + wanted.count)].elementsEqual(wanted)
            {
                found.append(place)
                place += wanted.count
            } else {
                place += 1
            }
        }
        return found
    }
}
