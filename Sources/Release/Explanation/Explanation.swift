public import Agreements
public import JSON
internal import Labels

/// A decision in words and as JSON.
public struct Explanation: Sendable {
    /// The languages that there are.
    public static let languages = ["en", "ja", "fr", "de"]

    /// So many characters of an article stand beside a ground; the whole is on the agreement's page.
    private static let longestWords = 2_000

    private let decision: Decision
    private let tables: AgreementTables
    private let from: Int
    private let to: Int
    private let language: String

    /// A decision to be explained.
    /// - Parameters:
    ///   - decision: the decision.
    ///   - tables: the agreements that it was made with.
    ///   - from: the party that decided, by number.
    ///   - to: the recipient, by number.
    ///   - language: a language tag; unknown ones are read as English.
    public init(_ decision: Decision, _ tables: AgreementTables, from: Int, to: Int, language: String = "en") {
        (self.decision, self.tables) = (decision, tables)
        (self.from, self.to, self.language) = (from, to, language)
    }

    /// A warning for people.
    /// - Parameter warning: the warning.
    /// - Returns: a sentence without a full stop.
    public func text(of warning: ReleaseWarning) -> String { warning.text(in: language) }

    /// Warnings for programs.
    /// - Parameter warnings: the warnings.
    /// - Returns: a list, or nil where there are none.
    public func json(of warnings: [ReleaseWarning]) -> JSONTree? {
        warnings.isEmpty ? nil : .array(warnings.map { $0.json(in: language) })
    }

    /// What was found by one rule.
    /// - Parameter ground: the ground.
    /// - Returns: a sentence without a full stop.
    public func text(of ground: Ground) -> String { fill(wording(ground.code).text, ground) }

    /// The change that would turn a ground into a yes, or nil.
    /// - Parameter ground: the ground.
    /// - Returns: a sentence without a full stop.
    public func remedy(of ground: Ground) -> String? {
        guard ground.verdict != .permits else { return nil }
        let wording = wording(ground.code)
        let isAlone = !tables.levels.indices.contains(Int(ground.other))
        let remedy = isAlone ? wording.remedyWithoutOther ?? wording.remedy : wording.remedy
        return remedy.map { fill($0, ground) }
    }

    /// The agreement and article of a ground, or the rule of the field.
    /// - Parameter ground: the ground.
    /// - Returns: such as `JP-KR-2016, article 4(2)`.
    public func source(of ground: Ground) -> String {
        let agreement = Int(ground.agreement)
        guard tables.set.agreements.indices.contains(agreement) else { return ground.code.rule }
        let name = tables.set.agreements[agreement].name
        let article = tables.rule(Int(ground.article), of: agreement)?.article ?? ""
        return article.isEmpty ? name : "\(name), \(article)"
    }

    /// What the article of a ground says in its own words, where the file of the agreement has them.
    /// - Parameter ground: the ground.
    /// - Returns: the words, in the reader's language if there are any in it, with the language.
    public func words(of ground: Ground) -> Title? {
        let agreement = Int(ground.agreement)
        guard tables.set.agreements.indices.contains(agreement),
            let article = tables.rule(Int(ground.article), of: agreement)?.article, !article.isEmpty
        else { return nil }
        var words = tables.set.agreements[agreement].words(of: article, in: language)
        if let text = words?.text, text.count > Self.longestWords {
            words?.text = text.prefix(Self.longestWords) + "…"
        }
        return words
    }

    /// A ground for people: a sign for its verdict, the sentence, where it stands, and what the article says.
    /// - Parameter ground: the ground.
    /// - Returns: one line, and one more for each line of the article's words; without a line feed at the end.
    public func line(of ground: Ground) -> String {
        let sign = ground.verdict == .permits ? "+" : ground.verdict == .refers ? "?" : "-"
        let line = "  \(sign) \(text(of: ground))  [\(source(of: ground))]"
        guard let words = words(of: ground) else { return line }
        return ([line] + words.text.split(separator: "\n").map { "      | \($0)" }).joined(separator: "\n")
    }

    /// The smallest change that would release: what every refusing rule needs; empty if nothing goes against it.
    public var remedies: [String] {
        var seen: [String] = []
        for ground in decision.grounds {
            if let remedy = remedy(of: ground), !seen.contains(remedy) { seen.append(remedy) }
        }
        return seen
    }

    /// The levels that the recipient must apply, as written.
    public var equivalents: [LevelName] {
        decision.equivalents.filter(tables.levels.indices.contains).map { tables.levels[$0].name }
    }

    /// The articles that a yes stands on, each once.
    public var basis: [String] {
        var seen: [String] = []
        for ground in decision.grounds where ground.agreement >= 0 && !seen.contains(source(of: ground)) {
            seen.append(source(of: ground))
        }
        return seen
    }

    /// The articles of the agreement that the release stands on; what other agreements and parties had to say in it is
    /// not the recipient's to know.
    public var basisForRecipient: [String] {
        guard let agreement = decision.agreement else { return [] }
        var seen: [String] = []
        for ground in decision.grounds where Int(ground.agreement) == agreement && ground.verdict == .permits {
            let source = source(of: ground)
            if !seen.contains(source) { seen.append(source) }
        }
        return seen
    }

    /// The decision for programs, as it is kept.
    public var json: JSONTree { json(withWords: false) }

    /// The decision for programs.
    /// - Parameter withWords: whether what articles say goes with their numbers; it is not kept with each decision.
    /// - Returns: outcome, grounds, and what would have to change.
    public func json(withWords: Bool) -> JSONTree {
        let remedies = remedies
        return .members([
            "outcome": .string(decision.outcome.rawValue),
            "grounds": .array(decision.grounds.map { json(of: $0, withWords: withWords) }),
            "agreement": decision.agreement.map { .string(tables.set.agreements[$0].name) },
            "equivalents": decision.equivalents.isEmpty
                ? nil
                : .array(equivalents.map { .members(["scheme": .string($0.scheme), "level": .string($0.level)]) }),
            "remedy": remedies.isEmpty ? nil : .string(remedies.joined(separator: "; ")),
        ])
    }

    /// One ground for programs.
    /// - Parameters:
    ///   - ground: the ground.
    ///   - withWords: whether what the article says goes with it.
    /// - Returns: code, rule, source, verdict and text.
    public func json(of ground: Ground, withWords: Bool = false) -> JSONTree {
        let verdict =
            switch ground.verdict {
            case .permits: "permits"
            case .refers: "refers"
            case .refuses: "refuses"
            }
        let article = tables.rule(Int(ground.article), of: Int(ground.agreement))?.article ?? ""
        return .members([
            "code": .string(ground.code.rawValue), "rule": .string(ground.code.rule),
            "source": .string(source(of: ground)),
            "agreement": ground.agreement < 0 ? nil : .string(tables.set.agreements[Int(ground.agreement)].name),
            "article": article.isEmpty ? nil : .string(article), "verdict": .string(verdict),
            "permits": .bool(ground.verdict == .permits), "text": .string(text(of: ground)),
            "remedy": remedy(of: ground).map { .string($0) },
            "words": (withWords ? words(of: ground) : nil).map {
                .members(["language": .string($0.language), "text": .string($0.text)])
            },
        ])
    }

    private func wording(_ code: GroundCode) -> Wording {
        switch language.split(separator: "-").first.map(String.init) ?? "" {
        case "ja": .japanese(code)
        case "fr": .french(code)
        case "de": .german(code)
        default: .english(code)
        }
    }

    private func fill(_ template: String, _ ground: Ground) -> String {
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            if let party = party(name, ground) {
                PartyNoun.append(party, to: &text, in: language)
            } else {
                text += value(name, ground)
            }
            rest = rest[rest.index(after: close)...]
        }
        return PartyNoun.joined(text + rest, in: language)
    }

    /// The party that stands at a place; nil if something else does.
    private func party(_ name: Substring, _ ground: Ground) -> String? {
        switch name {
        case "from": party(from)
        case "to": party(to)
        case "party": party(Int(ground.party))
        default: nil
        }
    }

    private func value(_ name: Substring, _ ground: Ground) -> String {
        switch name {
        case "level": level(Int(ground.level))
        case "other": level(Int(ground.other))
        case "agreement":
            tables.set.agreements.indices.contains(Int(ground.agreement))
                ? tables.set.agreements[Int(ground.agreement)].name : "?"
        case "article": tables.rule(Int(ground.article), of: Int(ground.agreement))?.article ?? "?"
        case "value": ground.value ?? "?"
        case "day": Day(number: Int(ground.day))?.description ?? "?"
        default: "?"
        }
    }

    private func party(_ number: Int) -> String {
        guard tables.set.parties.indices.contains(number) else { return "?" }
        return tables.set.parties[number].titles.text(in: language) ?? tables.set.parties[number].name
    }

    private func level(_ number: Int) -> String {
        tables.levels.indices.contains(number) ? tables.levels[number].name.description : "-"
    }
}
