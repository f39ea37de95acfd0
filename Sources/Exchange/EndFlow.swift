public import Configuration
public import Installation
internal import JSON
internal import Ledger
internal import Releasing
internal import Store
package import Transport

/// Ending a link: either side does it alone and at once.
///
/// What was given stays proved on both sides: the log, the acts, the receipts and the keys that they are verified with are kept. What
/// stands in the feed leaves it, so that a link that begins anew carries nothing that no officer releases anew.
extension Node {
    /// How the partner was told that its link has ended.
    public enum EndNews: String, Sendable {
        /// It has taken note.
        case told
        /// Its node is of a release that cannot be told; its next pull fails with status 403.
        case old
        /// It could not be reached; it is told when it calls next.
        case later
    }

    /// Ends the confirmed link to a partner; from the moment on in which this is durable nothing goes or comes.
    /// - Parameters:
    ///   - name: the partner.
    ///   - officer: who decides.
    ///   - second: who signed beside them.
    ///   - reason: why; only the own log has it.
    /// - Returns: how the partner was told.
    /// - Throws: `NodeError` if there is no link.
    public func endLink(
        to name: String,
        officer: String,
        countersigned second: String? = nil,
        reason: String = ""
    ) throws(NodeError) -> EndNews {
        guard !officer.isEmpty else { throw NodeError("the end of a link needs the officer who decides") }
        let partner = try linked(name)
        let end = try cut(name, isTheirs: false) {
            Self.linkEntry(name, "ended", reason, officer: officer, countersigned: second)
        }
        guard let end else { throw NodeError("the link to `\(name)` is not in force any more") }
        let news = tell(partner, end)
        clients.forget(name)
        try emptyLists(of: name, officer: officer)
        return news
    }

    /// Takes note that a partner has ended the link.
    /// - Parameters:
    ///   - name: the partner.
    ///   - serial: the last invitation that the partner had made then; a link made by a later one goes on.
    /// - Returns: whether a link ended with it.
    /// - Throws: `NodeError`.
    @discardableResult
    package func noteEnd(by name: String, serial: Int64) throws(NodeError) -> Bool {
        let end = try cut(name, isTheirs: true, until: serial) { Self.linkEntry(name, "ended-there", "") }
        guard end != nil else { return false }
        clients.forget(name)
        try emptyLists(of: name, officer: "partner \(name)")
        return true
    }

    /// Cuts the link in one transaction; nil if there is none, or it was made by a later invitation.
    private func cut(
        _ name: String,
        isTheirs: Bool,
        until serial: Int64 = .max,
        _ entry: @escaping @Sendable () -> LedgerEntry
    ) throws(NodeError) -> LinkEnd? {
        let now = clock()
        return try change { connection throws(StoreError) in
            let (partners, rows) = (PartnerRows(connection), InvitationRows(connection))
            guard let partner = try partners.find(name), partner.confirmed != nil, partner.serial ?? 0 <= serial
            else {
                return nil
            }
            let end = LinkEnd(made: now, isTheirs: isTheirs, serial: try rows.lastMade())
            try partners.end(name, end)
            try rows.discard(name)
            try self.ledger.append([entry()], connection)
            return end
        }
    }

    /// Takes everything off the lists of what was released to a partner, with an act and an entry for each, some at a time: nobody reads
    /// them any more.
    private func emptyLists(of name: String, officer: String) throws(NodeError) {
        let (now, batch) = (clock(), Int64(configuration.batchObjects))
        for kind in [StoredCollection.Kind.feed, .courier, .waiting] {
            var isDone = false
            while !isDone {
                isDone = try change { connection throws(StoreError) in
                    let lists = CollectionRows(connection)
                    let found = try kind == .feed ? lists.feed(of: name) : lists.list(kind, of: name)
                    guard let list = found else { return true }
                    let rows = try ListRows(list.row, connection).first(batch)
                    for row in rows {
                        try ReleaseRows(connection).add(
                            ReleaseAct(
                                object: row,
                                party: name,
                                officer: officer,
                                made: now,
                                outcome: "withdraw",
                                grounds: Array("{}".utf8)
                            )
                        )
                        let entry = try self.withdrawal(of: row, from: name, officer: officer, connection)
                        try self.ledger.append([entry], connection)
                    }
                    try MemberRows(connection).remove(objects: rows, from: list.row)
                    return rows.count < batch
                }
            }
        }
        try change { connection throws(StoreError) in
            try QueueRows(connection).removeAll(party: name)
            try RenditionRows(connection).revokeAll(for: name, now: now)
        }
    }

    /// Tells a partner that the link has ended.
    private func tell(_ partner: StoredPartner, _ end: LinkEnd) -> EndNews {
        let client = clients.quickClient(for: partner, folder: folder, seconds: configuration.witnessSeconds)
        let body = JSONTree.members(["serial": .integer(Int(end.serial))]).bytes()
        guard let response = try? client.send("POST", partner.address + "/entente/v1/end/", body: body) else {
            return .later
        }
        switch response.status {
        case 204: return .told
        case 404: return .old
        default: return .later
        }
    }

    /// What an answer of a partner says about the end of the link, from its side; nil if it says nothing of it.
    package static func endSerial(in response: HTTPResponse) -> Int64? {
        guard response.status == 403, let body = try? JSONDocument(parsing: response.body.bytes).root,
            body["error_code"]?.isString("link-ended") ?? false
        else { return nil }
        return body["details"]?["serial"]?.integer.map { Int64($0) }
    }
}
