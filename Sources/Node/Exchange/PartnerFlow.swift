internal import Cryptography
internal import JSON
internal import MerkleLog
internal import Store

/// Connecting two nodes: one signed invitation each way, a fingerprint that both officers compare.
extension Node {
    /// Makes room for a partner (an API root, a feed and an inbox of its own) and the invitation for it.
    /// - Parameters:
    ///   - name: the partner's short name.
    ///   - address: the base URL at which the partner will reach this node.
    ///   - officer: who invites, if that is known.
    /// - Returns: the invitation.
    /// - Throws: `NodeError`.
    public func invite(_ name: String, address: String, by officer: String? = nil) throws(NodeError) -> Invitation {
        guard NodeConfiguration.isName(name), name != Self.toolsRoot, name != configuration.name else {
            throw NodeError("`\(name)` cannot name a partner: 1 to 40 lower-case letters, digits and hyphens")
        }
        guard let pin = certificate.pin else { throw NodeError("the node's TLS certificate cannot be read") }
        let (feed, inbox, length) = (Random.uuid(), Random.uuid(), Int64(configuration.maximumContentLength))
        let party = configuration.title
        try change { connection throws(StoreError) in
            let collections = CollectionRows(connection)
            let isNew = try collections.feed(of: name) == nil
            if isNew || officer != nil {
                try self.ledger.append([Self.linkEntry(name, "invited", address, officer: officer)], connection)
            }
            guard isNew else { return }
            let title = "\(party) for \(name)"
            try RootRows(connection).put(
                StoredRoot(path: name, title: title, description: nil, party: name, maximumContentLength: length)
            )
            _ = try collections.add(
                NewCollection(
                    root: name,
                    id: feed,
                    alias: "feed",
                    kind: .feed,
                    party: name,
                    title: "Released to \(name)"
                )
            )
            _ = try collections.add(
                NewCollection(root: name, id: inbox, alias: "inbox", kind: .inbox, party: name, title: "From \(name)")
            )
            _ = try Self.list(.courier, of: name, connection)
        }
        return Invitation(
            from: configuration.name,
            title: party,
            identity: configuration.identity,
            to: name,
            address: address,
            pin: pin,
            logKey: try logKey(),
            witnessKey: ledger.witnessKey?.description ?? "",
            isOpenWitness: configuration.isOpenWitness,
            courierCertificate: try courierCertificate().certificate
        )
    }

    /// The list of what a partner gets by courier only, or when witnesses have seen it; made if it is missing.
    ///
    /// It belongs to no API root: no path leads to it.
    static func list(
        _ kind: StoredCollection.Kind,
        of party: String,
        _ connection: Connection
    ) throws(StoreError) -> StoredCollection? {
        let rows = CollectionRows(connection)
        if let known = try rows.list(kind, of: party) { return known }
        let title = "\(kind.rawValue) for \(party)"
        _ = try rows.add(NewCollection(root: "", id: Random.uuid(), kind: kind, party: party, title: title))
        return try rows.list(kind, of: party)
    }

    /// The certificate and key for courier files.
    func courierCertificate() throws(NodeError) -> NodeCertificate {
        do throws(NodeFolder.Failure) {
            return try folder.courierCertificate()
        } catch {
            throw NodeError(error.description)
        }
    }

    /// Takes in a partner's invitation.
    /// - Parameters:
    ///   - file: the file.
    ///   - officer: who takes it in, if that is known.
    /// - Returns: the invitation, whose fingerprint the officers now compare.
    /// - Throws: `NodeError` if the file is no invitation for this node.
    public func accept(_ file: [UInt8], by officer: String? = nil) throws(NodeError) -> Invitation {
        let invitation: Invitation
        do throws(Invitation.Failure) {
            invitation = try Invitation(file: file)
        } catch {
            throw NodeError("the invitation cannot be accepted: \(error)")
        }
        guard invitation.to == configuration.name else {
            throw NodeError("the invitation is for `\(invitation.to)`, this node is `\(configuration.name)`")
        }
        let partner = StoredPartner(
            name: invitation.from,
            title: invitation.title,
            identity: invitation.identity,
            address: invitation.address,
            pin: invitation.pin,
            nextPin: nil,
            logKey: invitation.logKey,
            witnessKey: invitation.witnessKey,
            isOpenWitness: invitation.isOpenWitness,
            courierCertificate: invitation.courierCertificate,
            fingerprint: invitation.fingerprint,
            invitation: file
        )
        try change { connection throws(StoreError) in
            try PartnerRows(connection).put(partner)
            let entry = Self.linkEntry(partner.name, "accepted", partner.fingerprint, officer: officer)
            try self.ledger.append([entry], connection)
        }
        return invitation
    }

    /// Confirms a link after both officers have compared the fingerprint.
    /// - Parameters:
    ///   - name: the partner.
    ///   - fingerprint: what the other officer read out.
    ///   - officer: who confirms, if that is known.
    /// - Throws: `NodeError` if it is another one; the link then stays unconfirmed.
    public func confirm(_ name: String, fingerprint: String, by officer: String? = nil) throws(NodeError) {
        guard let partner = try reading({ connection throws(StoreError) in try PartnerRows(connection).find(name) })
        else {
            throw NodeError("there is no partner `\(name)`; accept its invitation first")
        }
        let wanted = fingerprint.lowercased().filter { !$0.isWhitespace }
        guard wanted == partner.fingerprint.filter({ !$0.isWhitespace }) else {
            throw NodeError("the fingerprint of `\(name)` is another one: \(partner.fingerprint)")
        }
        let now = clock()
        try change { connection throws(StoreError) in
            try PartnerRows(connection).confirm(name, now: now)
            let entry = Self.linkEntry(name, "confirmed", partner.fingerprint, officer: officer)
            try self.ledger.append([entry], connection)
        }
    }

    /// Lets the exchange with a partner go on whose log did not hold.
    /// - Parameters:
    ///   - name: the partner.
    ///   - officer: who decides.
    ///   - reason: why.
    /// - Returns: how much evidence was open.
    /// - Throws: `NodeError`.
    public func settleEvidence(against name: String, officer: String, reason: String) throws(NodeError) -> Int {
        let now = clock()
        return try change { connection throws(StoreError) in
            let count = try ReceiptRows(connection).settle(name, officer: officer, reason: reason, now: now)
            if count > 0 {
                try self.ledger.append([Self.linkEntry(name, "settled", reason, officer: officer)], connection)
            }
            return count
        }
    }

    /// The entry for what became of a link.
    static func linkEntry(_ partner: String, _ step: String, _ detail: String, officer: String? = nil) -> LedgerEntry
    {
        var entry = LedgerEntry(.link, officer: officer)
        entry.internalMembers = [
            JSONMember("partner", .string(partner)), JSONMember("step", .string(step)),
            JSONMember("detail", .string(detail)),
        ]
        return entry
    }
}
