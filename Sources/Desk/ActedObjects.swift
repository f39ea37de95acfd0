internal import Configuration
package import JSON
internal import Releasing
internal import STIX
package import Store
package import Work

/// What an act of a workspace writes, as objects with identifier and version.
package struct ActedObjects {
    /// The identity of the node's own party; nil if it has none.
    package let identity: String?
    /// The moment, in microseconds since 1970.
    package let now: Int64
    package let connection: Connection

    package init(_ identity: String?, now: Int64, _ connection: Connection) {
        (self.identity, self.now, self.connection) = (identity, now, connection)
    }

    /// An object as it is kept, and the version that it follows; nil if it is a version of nothing that is held here.
    package func object(_ writing: WorkWriting) throws(StoreError) -> (tree: JSONTree, base: String?)? {
        guard !writing.isNew else { return (Self.changed(common(writing), by: writing.members), nil) }
        let held = try ObjectRows(connection).versions(of: writing.id).last { $0.sourceKind == "own" }
        guard let held, let document = try? JSONDocument(parsing: held.bytes) else { return nil }
        var tree = JSONTree(document.root)
        let before = STIXTimestamp(held.version)?.microsecondsSinceEpoch ?? .min
        tree["modified"] = .string(RenditionContent.timestamp(max(now, before + 1_000)))
        return (Self.changed(tree, by: writing.members), held.version)
    }

    private func common(_ writing: WorkWriting) -> JSONTree {
        let stamp = RenditionContent.timestamp(now)
        return .members([
            "type": .string(STIXIdentifier(writing.id)?.type ?? ""), "spec_version": .string("2.1"),
            "id": .string(writing.id), "created": .string(stamp),
            // A marking definition has no versions (STIX 2.1, 7.2.1).
            "modified": STIXIdentifier(writing.id)?.type == "marking-definition" ? nil : .string(stamp),
            "created_by_ref": identity.map { .string($0) },
        ])
    }

    private static func changed(_ object: JSONTree, by members: [JSONMember]) -> JSONTree {
        var object = object
        for member in members { object[member.name] = member.value == .null ? nil : member.value }
        return object
    }
}
