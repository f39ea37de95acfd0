public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
internal import Store
internal import Witnessing

/// An invitation that was taken in, and what becomes of it.
public struct TakenInvitation: Sendable {
    /// What taking it in has done.
    public enum Standing: String, Sendable {
        /// The first of a partner: a link comes about when it is confirmed.
        case new
        /// A further one of a partner: the confirmed link stays in force until it is confirmed.
        case renewal
        /// The first after the link was ended: the link begins anew when it is confirmed.
        case anew
        /// It says what the link in force says: there is nothing to confirm.
        case known
    }

    /// The invitation.
    public let invitation: Invitation
    /// What taking it in has done.
    public let standing: Standing
    /// What an officer should know of it, or nil.
    public let remark: String?
}

/// Taking in invitations and confirming them: what is in force changes with the confirmation, and by nothing before it.
extension Node {
    /// Takes in a partner's invitation.
    ///
    /// A further one of a known partner is signed by the known key of its log, or by one that follows it by a rotation, and its serial is
    /// higher than that of every earlier one.
    /// - Parameters:
    ///   - file: the file.
    ///   - officer: who takes it in, if that is known.
    /// - Returns: the invitation, whose fingerprint the officers now compare.
    /// - Throws: `NodeError` if the file is no invitation for this node, or not the partner's newest.
    public func accept(_ file: [UInt8], by officer: String? = nil) throws(NodeError) -> TakenInvitation {
        let invitation: Invitation
        do throws(Invitation.Failure) {
            invitation = try Invitation(file: file)
        } catch {
            throw NodeError("the invitation cannot be accepted: \(error)")
        }
        guard invitation.to == configuration.name else {
            throw NodeError("the invitation is for `\(invitation.to)`, this node is `\(configuration.name)`")
        }
        guard invitation.from != configuration.name else {
            throw NodeError("the invitation is from `\(invitation.from)`, as this node is called itself")
        }
        let (partner, now) = (try Self.partner(invitation, file), clock())
        return try change { connection throws(StoreError) in
            let (rows, partners) = (InvitationRows(connection), PartnerRows(connection))
            let known = try partners.find(partner.name)
            let standing = try Self.standing(of: invitation, file, known, connection)
            if let other = try partners.other(with: partner.pin, than: partner.name) {
                throw StoreError(.other, "the node of `\(other)` has the same TLS key as this invitation names")
            }
            switch standing {
            case .new: try partners.put(partner)
            case .renewal, .anew:
                try rows.put(
                    WaitingInvitation(
                        partner: partner.name,
                        fingerprint: partner.fingerprint,
                        serial: partner.serial,
                        taken: now,
                        file: file
                    )
                )
            case .known:
                try rows.noteConfirmed(partner.name, fingerprint: partner.fingerprint, serial: partner.serial)
                if let serial = partner.serial { try partners.note(partner.name, serial: serial) }
            }
            let entry = Self.linkEntry(partner.name, "accepted", partner.fingerprint, officer: officer)
            try self.ledger.append([entry], connection)
            let remark =
                partner.serial == nil
                ? "the invitation has no serial, as its node is of an earlier release: whether it is the newest, the officers have to ask each other"
                : nil
            return TakenInvitation(invitation: invitation, standing: standing, remark: remark)
        }
    }

    /// A partner as its invitation describes it.
    private static func partner(_ invitation: Invitation, _ file: [UInt8]) throws(NodeError) -> StoredPartner {
        let address: PartnerAddress
        do throws(PartnerAddress.Failure) {
            address = try PartnerAddress(invitation.address)
        } catch {
            throw NodeError("`\(invitation.address)` is no address for an invitation: \(error.description)")
        }
        var partner = StoredPartner(
            name: invitation.from,
            title: invitation.title,
            identity: invitation.identity,
            address: address.text,
            pin: invitation.pin,
            nextPin: nil,
            logKey: invitation.logKey,
            witnessKey: invitation.witnessKey,
            isOpenWitness: invitation.isOpenWitness,
            courierCertificate: invitation.courierCertificate,
            fingerprint: invitation.fingerprint,
            invitation: file
        )
        partner.serial = invitation.serial
        return partner
    }

    /// What a new invitation is beside what is known of its sender.
    private static func standing(
        of invitation: Invitation,
        _ file: [UInt8],
        _ known: StoredPartner?,
        _ connection: Connection
    ) throws(StoreError) -> TakenInvitation.Standing {
        guard let known, known.confirmed != nil || known.end != nil else { return .new }
        let name = known.name
        let isInForce = known.confirmed != nil
        guard try follows(invitation, file, known, connection) else {
            guard !isInForce else {
                throw StoreError(
                    .other,
                    "the invitation is not signed by the known key of the log of `\(name)`, nor by one that follows it by a rotation; if `\(name)` has made its node anew, end the link first"
                )
            }
            // A log keeps its key: what was given under the old one is proved with it.
            if let key = try? NoteKey(invitation.logKey, Ledger.hasher),
                try PartnerRows(connection).logKey(of: key.name) != nil
            {
                throw StoreError(
                    .other,
                    "another key is known for the log `\(key.name)`; `\(name)` has to open a log under another name: `entente log rotate`"
                )
            }
            return .anew
        }
        let rows = InvitationRows(connection)
        let isSame = isInForce && invitation.fingerprint == known.fingerprint
        let newest = max(try rows.newestSerial(of: name) ?? 0, try rows.waiting(name)?.serial ?? 0)
        if let serial = invitation.serial {
            // The one in force may be taken in again, as may the one that waits.
            let waits = try rows.waiting(name)?.file == file
            let isAgain = serial == newest && (isSame || waits)
            guard serial > newest || isAgain else {
                throw StoreError(.other, "the invitation is older than one of `\(name)` that is known already")
            }
        } else {
            guard newest == 0 else {
                throw StoreError(
                    .other,
                    "the invitation has no serial, and is older than one of `\(name)` that is known already"
                )
            }
            if isInForce, !isSame, try rows.wasConfirmed(name, fingerprint: invitation.fingerprint) {
                throw StoreError(.other, "the invitation is older than one of `\(name)` that is known already")
            }
        }
        return isSame ? .known : isInForce ? .renewal : .anew
    }

    /// Whether an invitation is signed by the known key of the partner's log, or by one that follows it.
    private static func follows(
        _ invitation: Invitation,
        _ file: [UInt8],
        _ known: StoredPartner,
        _ connection: Connection
    ) throws(StoreError) -> Bool {
        guard let last = try? NoteKey(invitation.logKey, Ledger.hasher) else { return false }
        var key = known.logKey
        // As many logs as anybody opens in a lifetime.
        for _ in 0..<100 {
            guard let read = try? NoteKey(key, Ledger.hasher) else { return false }
            if read.publicKey == last.publicKey { return true }
            if try InvitationRows(connection).isSuccessor(invitation.logKey, of: key) { return true }
            guard let step = RotationStatement(in: file, by: key) else { return false }
            key = step.new.description
        }
        return false
    }

    /// Confirms an invitation after both officers have compared the fingerprint.
    ///
    /// Whoever asks with a wrong one is not told the right one: it comes from the partner's officer alone.
    /// - Parameters:
    ///   - name: the partner.
    ///   - fingerprint: what the other officer read out.
    ///   - officer: who confirms, if that is known.
    /// - Throws: `NodeError` if it is another one; everything then stays as it was.
    public func confirm(_ name: String, fingerprint: String, by officer: String? = nil) throws(NodeError) {
        let (partner, waiting) = try reading { connection throws(StoreError) in
            (try PartnerRows(connection).find(name), try InvitationRows(connection).waiting(name))
        }
        guard let partner, partner.end == nil || waiting != nil else {
            throw NodeError("there is no partner `\(name)`; accept its invitation first")
        }
        let right = waiting?.fingerprint ?? partner.fingerprint
        guard fingerprint.lowercased().filter({ !$0.isWhitespace }) == right.filter({ !$0.isWhitespace }) else {
            throw NodeError("that is not the fingerprint of the invitation of `\(name)`")
        }
        var next = partner
        if let waiting {
            guard let read = try? Invitation(file: waiting.file) else {
                throw NodeError("the invitation of `\(name)` that waits cannot be read; accept it again")
            }
            next = try Self.partner(read, waiting.file)
        }
        let isNew = waiting != nil || partner.confirmed == nil
        let isAnew = partner.end != nil
        let now = clock()
        try change { [next] connection throws(StoreError) in
            let (rows, partners) = (InvitationRows(connection), PartnerRows(connection))
            let found = try partners.find(name)
            guard let found, found.invitation == partner.invitation, found.confirmed == partner.confirmed,
                found.end == partner.end, try rows.waiting(name) == waiting
            else {
                throw StoreError(.other, "the link changed meanwhile; look again")
            }
            if waiting != nil {
                try partners.put(next)
                try rows.discard(name)
            }
            try partners.confirm(name, now: now)
            try rows.noteConfirmed(name, fingerprint: next.fingerprint, serial: next.serial)
            guard isNew else { return }
            let step = isAnew ? "confirmed-anew" : "confirmed"
            try self.ledger.append([Self.linkEntry(name, step, next.fingerprint, officer: officer)], connection)
        }
        clients.forget(name)
        feedClock.forget()
    }

    /// Forgets an invitation that waits, or one that never made a link.
    /// - Parameters:
    ///   - name: the partner.
    ///   - officer: who decides, if that is known.
    /// - Returns: false if there was none.
    /// - Throws: `NodeError`.
    public func discardInvitation(of name: String, by officer: String? = nil) throws(NodeError) -> Bool {
        try change { connection throws(StoreError) in
            let partners = PartnerRows(connection)
            let isWaiting = try InvitationRows(connection).discard(name)
            let known = try partners.find(name)
            let isUnconfirmed = known.map { $0.confirmed == nil && $0.end == nil } ?? false
            guard isWaiting || isUnconfirmed else { return false }
            if isUnconfirmed { try partners.remove(name) }
            try self.ledger.append([Self.linkEntry(name, "discarded", "", officer: officer)], connection)
            return true
        }
    }
}
