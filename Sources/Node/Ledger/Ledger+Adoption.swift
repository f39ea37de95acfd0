internal import Cryptography
internal import JSON
internal import MerkleLog
internal import Store

extension Ledger {
    /// Opens the first log; what stands in feeds from before there was a log is logged as it is found.
    func adopt(_ connection: Connection) throws(StoreError) {
        try open(connection)
        guard try LogRows(connection).head()?.closed == nil else { return }
        try logFeeds(connection)
    }

    /// Logs what stands in feeds, as it is found.
    func logFeeds(_ connection: Connection) throws(StoreError) {
        for feed in try CollectionRows(connection).all() where feed.kind.isReleased {
            guard let party = feed.party else { continue }
            let listed = try connection.all(
                """
                SELECT o.row, o.id, o.version, o.digest, s.kind FROM member m JOIN object o ON o.row=m.object
                JOIN source s ON s.row=o.source WHERE m.collection=? ORDER BY m.seq
                """,
                [.integer(feed.row)]
            ) { ($0.integer(0), $0.text(1), $0.text(2), $0.blob(3), $0.text(4)) }
            try append(
                listed.map { row, id, version, digest, source in
                    var entry = LedgerEntry(
                        source == "rendition" ? .rendition : .release,
                        party: party,
                        subject: id,
                        object: row
                    )
                    entry.members = Self.given(version: version, digest: digest)
                    entry.internalMembers = [JSONMember("adopted", .bool(true))]
                    return entry
                },
                connection
            )
        }
    }

    /// What an entry says of an object that was given.
    static func given(version: String, digest: [UInt8]) -> [JSONMember] {
        [
            JSONMember("version", .string(version)),
            JSONMember("sha256", .string(Encoding.hex(digest))),
        ]
    }
}

extension Node {
    /// The verifier key of the log in use.
    /// - Returns: name, identifier and key (C2SP signed-note).
    /// - Throws: `NodeError`.
    public func logKey() throws(NodeError) -> String {
        try reading { connection throws(StoreError) in
            guard let head = try LogRows(connection).head() else { throw StoreError(.other, "the node has no log") }
            return try ledger.key(head.origin).description
        }
    }
}
