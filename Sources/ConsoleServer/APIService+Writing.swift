internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
package import Holdings
package import Installation
package import JSON
internal import Release
package import Releasing
internal import STIX
package import Store
package import Transport
internal import Work

extension APIService {
    package static let writingCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "objects",
            .roles([.author]),
            "Keeps a new object as the party's own, to which the node gives the identifier, or a new version of one; what it quotes is kept as `derived-from` relationships. It names nothing that the person may not see.",
            scope: .write,
            body: .json(
                .record([
                    "object": .object,
                    "sources?": .list(.text, from: nil, to: 50).noted(
                        "what it quotes: the object must be marked at least as high"
                    ), "base?": .text.noted("the version that was edited; another newest one is a conflict"),
                    "draft?": .text.noted("the draft that it was, which is gone once the object is kept"),
                ])
            ),
            answers: [
                .json(
                    .record(["id": .identifier, "version": .text, "listed": ListedValue.shapes]),
                    201,
                    "kept"
                )
            ],
            refusals: [404],
            run: APIService.write
        )
    ]

    /// Keeps an object that a person wrote as the party's own, and what it quotes as `derived-from` relationships.
    ///
    /// A new object gets its identifier here, and what has no versions is not written here: an identifier that somebody
    /// chose, or
    /// one that follows from the content (STIX 2.1, 2.9), would tell whether it is held under a marking that the person
    /// may not see.
    package func write(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let given = try call.content()["object"], given.kind == .object else {
            throw .invalid("`object` is missing")
        }
        let isNew = given["id"] == nil
        let named = isNew ? try named(given) : nil
        let value = named?.root ?? given
        let incoming = try taken(value)
        guard incoming.kept.type != "marking-definition", incoming.kept.type != TypeSchema.notice.name,
            value["modified"] != nil
        else {
            throw .invalid("objects of this type are not written here")
        }
        let order = WritingDesk.Order(
            object: value,
            isNew: isNew,
            sources: try sources(call, quotedIn: value),
            base: try call.optional("base")
        )
        guard !order.sources.contains(order.id) else { throw .invalid("an object does not quote itself") }
        let ties = try order.sources.map { source throws(APIFault) in try derivation(order, source) }
        let draft = try call.optional("draft")
        let results = try keep(person, [incoming], ties, draft: draft) { connection throws(StoreError) in
            try WritingDesk(person, self.node, connection).refusal(of: order)
        }
        guard results.first?.keeping != .conflict else {
            throw APIFault(409, "conflict", "another content has this id and version; give it a newer `modified`")
        }
        if draft != nil { forgetDrafts() }
        return Self.json(
            .members([
                "id": .string(incoming.kept.id), "version": .string(incoming.kept.version),
                "listed": ListedDesk.json(of: [value], node),
            ]),
            status: 201
        )
    }

    /// A new object with an identifier of this node's.
    private func named(_ object: JSONValue) throws(APIFault) -> JSONDocument {
        guard case .object(var members) = JSONTree(object), let type = object["type"]?.string else {
            throw .invalid("`type` is missing")
        }
        members.append(JSONMember("id", .string("\(type)--\(Random.uuid())")))
        return try document(.object(members))
    }

    /// So many objects are quoted at most.
    private static let quoted = 50

    /// What the body says that the object quotes, with what its paragraphs quote.
    package func sources(_ call: APICall, quotedIn object: JSONValue) throws(APIFault) -> [String] {
        var sources = try call.texts("sources")
        let quoted = ParagraphBlocks(of: JSONTree(object))?.sources ?? []
        sources += quoted.filter { !sources.contains($0) }
        guard sources.count <= Self.quoted else { throw .invalid("`sources` has more than \(Self.quoted) items") }
        guard sources.allSatisfy({ STIXIdentifier($0) != nil }) else {
            throw .invalid("`sources` has something that is no identifier")
        }
        return sources
    }

    package func taken(_ value: JSONValue) throws(APIFault) -> IncomingObject {
        do throws(Intake.Refusal) {
            return try node.intake.object(value)
        } catch {
            throw .invalid(error.message)
        }
    }

    package func taken(_ tree: JSONTree) throws(APIFault) -> IncomingObject { try taken(document(tree).root) }

    package func document(_ tree: JSONTree) throws(APIFault) -> JSONDocument {
        let limits = JSONLimits(
            maximumBytes: node.configuration.maximumObjectBytes,
            maximumDepth: node.configuration.maximumDepth
        )
        do throws(JSONError) {
            return try JSONDocument(parsing: tree.bytes(), limits: limits)
        } catch {
            throw .invalid(error.description)
        }
    }

    /// The relationship that says what an object was made from (STIX 2.1, 3.7), marked as the object.
    private func derivation(_ order: WritingDesk.Order, _ source: String) throws(APIFault) -> IncomingObject {
        let moment = RenditionContent.timestamp(node.clock())
        return try taken(
            .members([
                "type": .string("relationship"), "spec_version": .string("2.1"),
                "id": .string("relationship--\(Random.uuid())"), "created": .string(moment),
                "modified": .string(moment),
                "created_by_ref": node.configuration.identity.map { .string($0) },
                "relationship_type": .string("derived-from"), "source_ref": .string(order.id),
                "target_ref": .string(source),
                "object_marking_refs": order.object["object_marking_refs"].map { JSONTree($0) },
            ])
        )
    }

    /// Keeps objects of a person in one transaction, if nothing speaks against it there.
    ///
    /// Ties that are known are not made again, and the draft that the first was is gone then. What is done further is
    /// done in the same transaction.
    package func keep(
        _ person: SignedIn,
        _ objects: [IncomingObject],
        _ ties: [IncomingObject] = [],
        draft: String? = nil,
        then further: (@Sendable (Connection) throws(StoreError) -> Void)? = nil,
        unless refusal: @escaping @Sendable (Connection) throws(StoreError) -> APIFault?
    ) throws(APIFault) -> [KeepingOutcome.Result] {
        let (name, now) = (person.account.name, node.clock())
        let (fault, results) = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) -> (APIFault?, [KeepingOutcome.Result]) in
                if let fault = try refusal(connection) { return (fault, []) }
                var all = objects
                for tie in ties {
                    guard let derivation = tie.derivation else { continue }
                    let isKnown = try DerivationRows(connection).holds(derivation.work, of: derivation.source)
                    if !isKnown { all.append(tie) }
                }
                let results = try self.node.keep(all, source: 1, now: now, connection)
                for row in results.compactMap(\.keeping.row) {
                    try AccountRows(connection).note(author: name, of: row)
                }
                let written = zip(all, results).filter { $1.keeping.row != nil }.map {
                    Node.Opened($0.0.kept.id, source: "own")
                }
                try self.node.noteOpening(Set(written), by: person, .written, now: now, connection)
                try self.node.logWriting(
                    all,
                    results,
                    by: person.account.title,
                    account: name,
                    .written,
                    connection
                )
                if let draft, results.first?.keeping.row != nil {
                    try DraftRows(connection).remove(draft, of: name)
                }
                if let further { try further(connection) }
                return (nil, results)
            }
        }
        if let fault { throw fault }
        return results
    }
}
