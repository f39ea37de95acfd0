internal import JSON
internal import Release
internal import STIX

/// A text that parties agree on together, as one reader sees it.
package struct AgreedText: WorkObject {
    package static let type = "entente-text"

    /// What people call it.
    let name: String
    /// What becomes of it.
    let kind: String
    /// The identities of the parties that have to agree.
    let parties: [String]
    /// The authentic languages.
    let languages: [String]
    /// The name of the draft of an agreement in which its articles stand.
    let agreement: String?
    /// What it belongs to.
    package let about: String?
    /// Its markings, which what is written for it bears.
    let markings: [String]
    /// What people read of it.
    let members: [JSONMember]

    package init?(_ object: SeenValue) {
        guard let name = object.text("name"), let kind = object.text("kind") else { return nil }
        (self.name, self.kind) = (name, kind)
        parties = object.texts("party_refs")
        languages = object.texts("languages")
        about = object.text("about_ref")
        agreement = object.text("agreement")
        markings = object.texts("object_marking_refs")
        members = object.members(["name", "kind", "languages", "description", "agreement", "about_ref"])
        guard parties.count > 1, !languages.isEmpty else { return nil }
    }
}

/// The words of a row: what parties act on.
struct RowWords: Equatable, Sendable {
    let number: String?
    let heading: [String: String]
    let body: [String: String]

    init(number: String?, heading: [String: String], body: [String: String]) {
        (self.number, self.heading, self.body) = (number, heading, body)
    }

    init(_ object: SeenValue) {
        (number, heading, body) = (object.text("number"), object.named("heading"), object.named("body"))
    }

    /// The thing that an act is about: the text, the row and its words, members in order (RFC 8785, 3.2.3).
    func thing(_ row: String, of text: String) -> JSONTree {
        .members([
            "body": Self.tree(body), "heading": heading.isEmpty ? nil : Self.tree(heading),
            "number": number.map { .string($0) }, "row": .string(row), "text": .string(text),
        ])
    }

    /// Texts by names, in the order of RFC 8785, 3.2.3.
    static func tree(_ texts: [String: String]) -> JSONTree {
        let sorted = texts.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
        return .object(sorted.map { JSONMember($0.key, .string($0.value)) })
    }

    /// The thing of an act about all rows together: the digest of each by its name.
    static func whole(_ digests: [String: String], of text: String) -> JSONTree {
        .members(["rows": tree(digests), "text": .string(text)])
    }
}

/// The wording of a row by one party.
struct Wording: WorkObject {
    static let type = "entente-wording"

    let text: String
    let row: String
    let party: String
    let position: Double
    let words: RowWords
    /// The words that it departs from.
    let base: [String: String]
    /// Whether it stands in brackets or is one of several.
    let state: String
    let note: String?
    let article: String?
    /// What the article would say, in the agreement language.
    let accord: String?
    /// The version, and its moment in microseconds since 1970.
    let version: String
    let moment: Int64

    init?(_ object: SeenValue) {
        guard let text = object.text("text_ref"), let row = object.text("row"),
            let party = object.text("party_ref"), let version = object.text("modified")
        else { return nil }
        (self.text, self.row, self.party, self.version) = (text, row, party, version)
        position = object.number("position") ?? .infinity
        words = RowWords(object)
        base = object.named("base")
        state = object.text("state") ?? "open"
        (note, article, accord) = (object.text("note"), object.text("article"), object.text("accord"))
        moment = object.moment("modified") ?? .min
    }
}

/// The act of one party.
struct PartyAct: WorkObject {
    static let type = "entente-act"

    let text: String
    let row: String?
    let act: JointAct.Act
    /// The version of the object.
    let version: String
    /// The thing that it is about, put together anew from what it says: nothing else is in its digest.
    let thing: JSONTree
    let words: RowWords
    let reason: String?

    init?(_ object: SeenValue) {
        guard let text = object.text("text_ref"), let party = object.text("party_ref"),
            let verb = object.text("verb").flatMap(JointAct.Verb.init), let digest = object.text("digest"),
            let version = object.text("modified"), let id = object.text("id"), let said = object["thing"]
        else { return nil }
        (self.text, self.version) = (text, version)
        (row, reason) = (object.text("row"), object.text("reason"))
        let words = RowWords(said)
        self.words = words
        thing = row.map { words.thing($0, of: text) } ?? RowWords.whole(said.named("rows"), of: text)
        act = JointAct.Act(
            party: party,
            verb,
            object.text("reservation").flatMap(JointAct.Reservation.init),
            digest: digest,
            moment: object.moment("modified") ?? .min,
            id: id
        )
    }
}
