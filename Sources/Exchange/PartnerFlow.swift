public import Configuration
package import Cryptography
public import Installation
internal import JSON
package import Ledger
internal import MerkleLog
package import Store
internal import Witnessing

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
        guard NodeConfiguration.isName(name), name != NodeConfiguration.toolsRoot, name != configuration.name else {
            throw NodeError("`\(name)` cannot name a partner: 1 to 40 lower-case letters, digits and hyphens")
        }
        guard let pin = certificate.pin else { throw NodeError("the node's TLS certificate cannot be read") }
        let reached: PartnerAddress
        do throws(PartnerAddress.Failure) {
            reached = try PartnerAddress(address)
        } catch {
            throw NodeError("`\(address)` is no address for an invitation: \(error.description)")
        }
        let (feed, inbox, length) = (Random.uuid(), Random.uuid(), Int64(configuration.maximumContentLength))
        let (party, now) = (configuration.title, clock())
        let (serial, rotations) = try change { connection throws(StoreError) in
            let serial = try InvitationRows(connection).next(now: now)
            let rotations = try self.rotations(connection)
            let collections = CollectionRows(connection)
            let isNew = try collections.feed(of: name) == nil
            if isNew || officer != nil {
                try self.ledger.append([Self.linkEntry(name, "invited", reached.text, officer: officer)], connection)
            }
            guard isNew else { return (serial, rotations) }
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
            return (serial, rotations)
        }
        var invitation = Invitation(
            from: configuration.name,
            title: party,
            identity: configuration.identity,
            to: name,
            address: reached.text,
            pin: pin,
            logKey: try logKey(),
            witnessKey: ledger.witnessKey?.description ?? "",
            isOpenWitness: configuration.isOpenWitness,
            courierCertificate: try courierCertificate().certificate,
            serial: serial
        )
        invitation.rotations = rotations
        return invitation
    }

    /// The certificate and key for courier files.
    package func courierCertificate() throws(NodeError) -> NodeCertificate {
        do throws(NodeFolder.Failure) {
            return try folder.courierCertificate()
        } catch {
            throw NodeError(error.description)
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

    /// The partner with whom a link is in force.
    /// - Throws: `NodeError` that says why there is none.
    package func linked(_ name: String) throws(NodeError) -> StoredPartner {
        guard let partner = try reading({ connection throws(StoreError) in try PartnerRows(connection).find(name) })
        else {
            throw NodeError("there is no partner `\(name)`")
        }
        guard partner.confirmed != nil else {
            if let end = partner.end {
                let made = Moment.text(end.made)
                throw NodeError(
                    end.isTheirs
                        ? "`\(name)` ended the link on \(made): a new invitation begins it anew"
                        : "the link to `\(name)` was ended by this side on \(made): a new invitation begins it anew"
                )
            }
            throw NodeError("the link to `\(name)` is not confirmed; compare fingerprints first")
        }
        return partner
    }

    /// The entry for what became of a link.
    package static func linkEntry(
        _ partner: String,
        _ step: String,
        _ detail: String,
        officer: String? = nil,
        countersigned second: String? = nil
    ) -> LedgerEntry {
        var entry = LedgerEntry(.link, officer: officer)
        entry.internalMembers = [
            JSONMember("partner", .string(partner)), JSONMember("step", .string(step)),
            JSONMember("detail", .string(detail)),
        ]
        if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
        return entry
    }
}
