internal import Cryptography
package import JSON
internal import MerkleLog
package import Store

extension Ledger {
    /// Opens the first log; what stands in feeds from before there was a log is logged as it is found.
    package func adopt(_ connection: Connection) throws(StoreError) {
        try open(connection)
        guard try LogRows(connection).head()?.closed == nil else { return }
        try logFeeds(connection)
    }

    /// Logs what stands in feeds, as it is found.
    package func logFeeds(_ connection: Connection) throws(StoreError) {
        for feed in try CollectionRows(connection).all() where feed.kind.isReleased {
            guard let party = feed.party else { continue }
            try append(
                try ListRows(feed.row, connection).members().map { member in
                    var entry = LedgerEntry(
                        member.sourceKind == "rendition" ? .rendition : .release,
                        party: party,
                        subject: member.name.id,
                        object: member.row
                    )
                    entry.members = Self.given(member.name)
                    entry.internalMembers = [JSONMember("adopted", .bool(true))]
                    return entry
                },
                connection
            )
        }
    }

    /// What an entry says of an object that was given.
    package static func given(_ name: VersionRows.Name) -> [JSONMember] {
        [
            JSONMember("version", .string(name.version)),
            JSONMember("sha256", .string(Encoding.hex(name.digest))),
        ]
    }
}
