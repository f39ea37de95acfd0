internal import Cryptography
internal import Installation
internal import JSON
package import Ledger
package import MerkleLog
package import Store

/// What was on a page that a partner fetched: the number, a Merkle root over the objects' digests, and their rows.
package struct Delivery: Sendable, Equatable {
    package let rows: [Int64]
    package let root: Digest

    /// What a page with these objects delivers.
    package init(_ rows: [Int64], _ connection: Connection) throws(StoreError) {
        var tree = MerkleTree(Ledger.hasher)
        for row in rows {
            tree.append(try VersionRows(connection).digest(of: row) ?? [])
        }
        (self.rows, root) = (rows, tree.root)
    }

    /// The entry that says so.
    package func entry(for party: String) -> LedgerEntry {
        var entry = LedgerEntry(.delivery, party: party)
        entry.members = [
            JSONMember("objects", .integer(rows.count)), JSONMember("root", .string(root.base64)),
        ]
        entry.internalMembers = [JSONMember("rows", .array(rows.map { .integer(Int($0)) }))]
        return entry
    }
}

extension Node {
    /// Logs that a page goes out; the page is sent when the entry is durable (`RULES.md`, 17).
    package func log(_ delivery: Delivery, to party: String, done: @escaping @Sendable (Bool) -> Void) {
        let entry = delivery.entry(for: party)
        store.write { connection throws(StoreError) in
            try self.ledger.append([entry], connection)
        } done: { error in
            done(error == nil)
        }
    }
}
