internal import Calls
internal import JSON
internal import STIX

/// What a party told of its draft.
struct ToldDraft: WorkObject {
    static let type = "entente-draft-digest"

    let text: String
    let party: String
    let agreement: String
    let articles: [String: String]
    let digest: String
    let version: String
    let moment: Int64

    init?(_ object: SeenValue) {
        guard let text = object.text("text_ref"), let party = object.text("party_ref"),
            let agreement = object.text("agreement"), let digest = object.text("digest"),
            let version = object.text("modified")
        else { return nil }
        (self.text, self.party, self.agreement) = (text, party, agreement)
        (self.digest, self.version) = (digest, version)
        let listed = object.records("articles").compactMap { one in
            one.text("article").flatMap { article in one.text("sha256").map { (article, $0) } }
        }
        articles = Dictionary(listed) { _, last in last }
        moment = object.moment("modified") ?? .min
    }
}

/// How the draft of an agreement stands here, and what others told of theirs.
enum DraftAnswer {
    private static let fault = Shape.record([
        "row": .text, "code": .text, "message": .text, "line": .number, "column": .number,
    ])
    static let shape = Shape.record([
        "agreement": .text.noted("the draft's name"),
        "here": .flag.noted("whether the agreements in use here have a draft of that name"),
        "rows": .list(.record(["row": .text, "number?": .text, "article": .text])),
        "articles": .map(.text).noted("SHA-256 by article, as the draft stands here"),
        "digest?": .text.noted("of all together; absent where an article cannot be read"), "faults": .list(fault),
        "agreed": .flag.noted("whether each row of the text is agreed"),
        "told": .list(
            .record([
                "id": .identifier, "party": .identifier, "own": .flag, "banner": .text, "made": .time,
                "digest": .text, "isSent": .flag.noted("whether all others have it"),
                "compared": .choice("same", "differs").noted("with the draft as it stands here now"),
                "differing": .texts.noted("the articles that differ, or that one of the two has alone"),
            ])
        ),
        "same": .flag.noted("whether every party told of its draft, and all are the one that stands here now"),
    ])

    static func tree(of id: String, _ seen: SeenObjects) throws(SeenFault) -> JSONTree? {
        guard let text = try seen.one(id, as: AgreedText.self) else { return nil }
        let tied = TiedText(try AgreedTable(text, seen), seen)
        let rows = tied.rows
        guard !rows.isEmpty else { return nil }
        let form = try seen.engines.draft(tied.own)
        let articles = form?.articles ?? [:]
        let digest = form?.faults.isEmpty == true ? form?.digest : nil
        let told = try told(id, text.view.parties, seen)
        let items = try told.map { one throws(SeenFault) in try tree(one, articles, digest, text.view.parties, seen) }
        var isSame = digest != nil && told.count == text.view.parties.count
        for one in told where isSame {
            let isGiven = try isSent(one, text.view.parties, seen)
            isSame = isGiven && one.view.digest == digest
        }
        return .members([
            "agreement": .string(tied.agreement), "here": .bool(form?.isHere ?? false),
            "rows": .array(
                rows.map { row in
                    .members([
                        "row": .string(row.row), "number": row.number.map { .string($0) },
                        "article": .string(row.article),
                    ])
                }
            ),
            "articles": RowWords.tree(articles), "digest": digest.map { .string($0) },
            "faults": .array((form?.faults ?? []).map(tree)), "agreed": .bool(tied.isAgreed),
            "told": .array(items), "same": .bool(isSame),
        ])
    }

    /// What each party told last, itself.
    private static func told(_ id: String, _ parties: [String], _ seen: SeenObjects) throws(SeenFault)
        -> [Seen<ToldDraft>]
    {
        let all = try seen.all(ToldDraft.self, referringTo: id).filter { one in
            one.view.text == id && parties.contains(one.view.party)
                && seen.parties.giver(of: one.source) == one.view.party
        }
        return parties.compactMap { party in
            all.filter { $0.view.party == party }.max { $0.view.moment < $1.view.moment }
        }
    }

    /// Whether all others have what the own side told; what others told is here.
    private static func isSent(_ one: Seen<ToldDraft>, _ parties: [String], _ seen: SeenObjects) throws(SeenFault)
        -> Bool
    {
        guard one.source == "own" else { return true }
        let given = try seen.parties.sent(one.id).filter { $0.version == one.view.version }.map(\.party)
        return parties.allSatisfy { $0 == one.view.party || given.contains($0) }
    }

    private static func tree(
        _ one: Seen<ToldDraft>,
        _ articles: [String: String],
        _ digest: String?,
        _ parties: [String],
        _ seen: SeenObjects
    ) throws(SeenFault) -> JSONTree {
        let names = Set(articles.keys).union(one.view.articles.keys)
        let differing = names.filter { articles[$0] != one.view.articles[$0] }.sorted()
        return .members([
            "id": .string(one.id), "party": .string(one.view.party), "own": .bool(one.source == "own"),
            "banner": .string(one.banner), "made": .string(one.view.version), "digest": .string(one.view.digest),
            "isSent": .bool(try isSent(one, parties, seen)),
            "compared": .string(one.view.digest == digest ? "same" : "differs"),
            "differing": .strings(differing),
        ])
    }

    private static func tree(_ fault: DraftForm.Fault) -> JSONTree {
        .members([
            "row": .string(fault.row), "code": .string(fault.code), "message": .string(fault.message),
            "line": .integer(fault.line), "column": .integer(fault.column),
        ])
    }
}
