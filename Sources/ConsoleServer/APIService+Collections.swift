internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Store
package import Transport

/// Collections for the party's own tools, and the search index: for administrators, without a count of what is in them.
extension APIService {
    package static let collectionsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "collections",
            .roles([.administrator]),
            "The collections of the node, without a count of what is in them.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "id": .text, "root": .text, "kind": .choice("feed", "inbox", "shelf"), "title": .text,
                                "alias?": .text, "description?": .text, "party?": .text,
                            ])
                        )
                    ])
                )
            ],
            run: APIService.collections
        ),
        Endpoint(
            .post,
            "collections",
            .roles([.administrator]),
            "Makes an inbox or a shelf for the party's own tools.",
            body: .json(
                .record([
                    "kind": .choice("shelf", "inbox"), "title": .text(1, 200), "alias?": .text(upTo: 255),
                    "description?": .text,
                ])
            ),
            answers: [.json(.record(["id": .text]), 201)],
            run: APIService.addCollection
        ),
        Endpoint(
            .delete,
            "collections/{id}",
            .roles([.administrator]),
            "Takes an inbox or a shelf away; its objects stay in the node.",
            answers: [.nothing()],
            run: APIService.removeCollection
        ),
        Endpoint(
            .post,
            "index",
            .roles([.administrator]),
            "Makes the search index anew; searches find less until it is done.",
            answers: [.nothing()],
            run: APIService.reindex
        ),
    ]

    package func collections(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let all = try reading { connection throws(StoreError) in try CollectionRows(connection).all() }
        let items = all.filter { !$0.root.isEmpty }.map { collection in
            JSONTree.members([
                "id": .string(collection.id), "root": .string(collection.root),
                "kind": .string(collection.kind.rawValue), "title": .string(collection.title),
                "alias": collection.alias.map { .string($0) },
                "description": collection.description.map { .string($0) },
                "party": collection.party.map { .string($0) },
            ])
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func addCollection(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (kind, title) = (try call.text("kind"), try call.text("title"))
        let alias = try call.optional("alias").flatMap { $0.isEmpty ? nil : $0 }
        let description = try call.optional("description").flatMap { $0.isEmpty ? nil : $0 }
        guard title.utf8.count <= 200, description?.utf8.count ?? 0 <= 2_000 else {
            throw .invalid("`title` or `description` is too long")
        }
        let id = try attempt { () throws(NodeError) in
            try node.addCollection(kind, title: title, alias: alias, description: description)
        }
        return Self.json(.members(["id": .string(id)]), status: 201)
    }

    package func removeCollection(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let isDone = try attempt { () throws(NodeError) in try node.removeCollection(id) }
        guard isDone else { throw .notFound }
        return Self.nothing
    }

    /// Makes the search index anew; searches find less until it is done.
    package func reindex(_ call: APICall) throws(APIFault) -> HTTPResponse {
        do throws(StoreError) {
            _ = try node.store.rebuildIndex()
        } catch {
            throw .unavailable
        }
        return Self.nothing
    }
}
