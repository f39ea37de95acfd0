internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import STIX
internal import Store
package import Transport

/// What an author writes and has not saved yet: kept with the account, for nobody else to see, and no version of anything.
///
/// It is in no list, search, feed or log, and has no number that others could count by. It is shown for as long as its author may
/// see what it is marked with, and may write the next version of what it is one of.
extension APIService {
    package static let ownDraftsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "drafts",
            .roles([.author]),
            "What the person writes and has not saved yet, the newest first; nobody else sees it.",
            answers: [.json(.record(["items": .list(.draft)]))],
            run: APIService.ownDrafts
        ),
        Endpoint(
            .get,
            "drafts/{key}",
            .roles([.author]),
            "A draft with what stands in it, for as long as its author may see what it is marked with.",
            answers: [
                .json(
                    .record([
                        "key": .text, "item?": .text.noted("the object of which it is to be the next version"),
                        "title": .text, "type": .text.noted("a STIX type"), "saved": .text.noted("when it was kept"),
                        "revision": .number.noted("how often it was kept"),
                        "content": .record([:]).noted("as it was given"),
                    ])
                )
            ],
            run: APIService.ownDraft
        ),
        Endpoint(
            .post,
            "drafts/{key}",
            .roles([.author]),
            "Keeps a draft: no version of anything, in no list, search, feed or log. An account has 20 at most, each of 1 MiB.",
            scope: .write,
            body: .json(
                .record([
                    "content": .record([:]).noted("what the page needs to go on"),
                    "type": .words.noted("a STIX type"), "title?": .text,
                    "item?": .text.noted("the object of which it is to be the next version"),
                    "markings?": .list(.text, from: nil, to: 100).noted("the marking definitions that stand in it"),
                    "revision?": .number.noted(
                        "of the one that it was made from, 0 for a first one; without it the draft takes the place of any"
                    ),
                ])
            ),
            answers: [.json(.record(["saved": .text, "revision": .number]), 200, "kept")],
            run: APIService.keepDraft
        ),
        Endpoint(
            .delete,
            "drafts/{key}",
            .roles([.author]),
            "Discards a draft.",
            answers: [.nothing("forgotten")],
            run: APIService.discardDraft
        ),
    ]

    /// So many an account may have, and so large is each.
    private static let (mostDrafts, draftBytes) = (20, 1 << 20)
    private static let (titleLetters, draftMarkings) = (200, 100)

    package func ownDrafts(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let items = try reading { connection throws(StoreError) in
            var items: [JSONTree] = []
            for draft in try DraftRows(connection).all(of: person.account.name)
            where try isShown(draft, person, connection) {
                items.append(Self.json(draft))
            }
            return items
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func ownDraft(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let key = call.target
        let person = try call.signedIn()
        let found = try reading { connection throws(StoreError) -> StoredDraft? in
            guard let draft = try DraftRows(connection).find(key, of: person.account.name),
                try isShown(draft, person, connection)
            else { return nil }
            return draft
        }
        guard let found else { throw .notFound }
        var json = Self.json(found)
        json["content"] = .encoded(found.body)
        return Self.json(json)
    }

    private func isShown(_ draft: StoredDraft, _ person: SignedIn, _ connection: Connection) throws(StoreError)
        -> Bool
    {
        try fault(of: draft, person, connection) == nil
    }

    /// Why a person may not have a draft, or nil; what bears no marking yet is its author's text and nothing else.
    private func fault(of draft: StoredDraft, _ person: SignedIn, _ connection: Connection) throws(StoreError)
        -> APIFault?
    {
        if let item = draft.item, try !WritingDesk(person, node, connection).mayEdit(item) { return .notFound }
        if draft.markings.isEmpty { return nil }
        return try PersonDesk(person, node, connection).sees(markings: draft.markings)
            ? nil : .invalid("your clearances do not cover the markings of the object")
    }

    private static func json(_ draft: StoredDraft) -> JSONTree {
        .members([
            "key": .string(draft.key), "item": draft.item.map { .string($0) }, "title": .string(draft.title),
            "type": .string(draft.type), "saved": .string(Moment.text(draft.saved)),
            "revision": .integer(Int(draft.revision)),
        ])
    }

    package func keepDraft(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let key = call.target
        let person = try call.signedIn()
        guard !key.isEmpty, key.utf8.count <= 40, key.utf8.allSatisfy({ $0.isPlain }) else {
            throw .invalid("a draft's name has letters, digits and hyphens, at most 40")
        }
        guard let content = try call.content()["content"], content.kind == .object else {
            throw .invalid("`content` is missing")
        }
        let body = JSONTree(content).bytes()
        guard body.count <= Self.draftBytes else {
            throw APIFault(413, "too-large", "the draft has more than \(Self.draftBytes) bytes")
        }
        let (item, markings) = (try call.optional("item"), try call.texts("markings"))
        guard markings.count <= Self.draftMarkings else {
            throw .invalid("`markings` has more than \(Self.draftMarkings) items")
        }
        guard markings.allSatisfy({ STIXIdentifier($0) != nil }) else {
            throw .invalid("`markings` has something that is no identifier")
        }
        guard item.map({ STIXIdentifier($0) != nil }) ?? true else {
            throw .invalid("`item` has something that is no identifier")
        }
        let draft = StoredDraft(
            key: key,
            item: item,
            title: String((try call.optional("title") ?? "").prefix(Self.titleLetters)),
            type: String((try call.text("type")).prefix(Self.titleLetters)),
            markings: markings,
            saved: node.clock(),
            revision: 0,
            body: body
        )
        let before = try call.content()["revision"]?.integer.map { Int64($0) }
        let account = person.account.name
        let (fault, keeping) = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) -> (APIFault?, DraftRows.Keeping) in
                if let fault = try self.fault(of: draft, person, connection) { return (fault, .full) }
                return (nil, try DraftRows(connection).put(draft, after: before, of: account, most: Self.mostDrafts))
            }
        }
        if let fault { throw fault }
        switch keeping {
        case .changed: throw APIFault(409, "draft-changed", "the draft was changed in another window")
        case .full: throw .invalid("there are \(Self.mostDrafts) drafts; save or discard one first")
        case .kept(let revision):
            return Self.json(
                .members(["saved": .string(Moment.text(draft.saved)), "revision": .integer(Int(revision))])
            )
        }
    }

    package func discardDraft(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let key = call.target
        let account = try call.signedIn().account.name
        let isGone = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in try DraftRows(connection).remove(key, of: account) }
        }
        guard isGone else { throw .notFound }
        forgetDrafts()
        return Self.nothing
    }

    /// What a draft said leaves the write-ahead log as well, soon; where a reader does not let go it leaves with the next one.
    package func forgetDrafts() { _ = workers.start { try? self.node.store.foldLog() } }
}

extension UInt8 {
    fileprivate var isPlain: Bool {
        self == UInt8(ascii: "-") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= self
    }
}
