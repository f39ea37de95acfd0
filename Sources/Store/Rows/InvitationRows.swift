/// A further invitation of a partner, until an officer confirms it.
public struct WaitingInvitation: Sendable, Equatable {
    /// The partner's short name.
    public var partner: String
    /// What both officers compare by another way.
    public var fingerprint: String
    /// The serial; nil for one of a release that gave none.
    public var serial: Int64?
    /// When it was taken in, in microseconds since 1970.
    public var taken: Int64
    /// The file as it came.
    public var file: [UInt8]

    /// A further invitation.
    public init(partner: String, fingerprint: String, serial: Int64?, taken: Int64, file: [UInt8]) {
        (self.partner, self.fingerprint, self.serial) = (partner, fingerprint, serial)
        (self.taken, self.file) = (taken, file)
    }
}

/// Reading and writing what is known of invitations, beside the links that they made.
public struct InvitationRows {
    private let connection: Connection

    /// The invitations behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Keeps a further invitation beside the link in force; an earlier one that waits is replaced.
    /// - Parameter invitation: the invitation.
    /// - Throws: `StoreError`.
    public func put(_ invitation: WaitingInvitation) throws(StoreError) {
        try connection.run(
            Statements.Invitation.put,
            [
                .text(invitation.partner), .text(invitation.fingerprint), .optional(invitation.serial),
                .integer(invitation.taken), .blob(invitation.file),
            ]
        )
    }

    /// The invitation of a partner that waits for its confirmation.
    /// - Parameter partner: the partner's short name.
    /// - Returns: the invitation, or nil.
    /// - Throws: `StoreError`.
    public func waiting(_ partner: String) throws(StoreError) -> WaitingInvitation? {
        try connection.first(Statements.Invitation.waiting, [.text(partner)]) {
            WaitingInvitation(
                partner: partner,
                fingerprint: $0.text(0),
                serial: $0.isNull(1) ? nil : $0.integer(1),
                taken: $0.integer(2),
                file: $0.blob(3)
            )
        }
    }

    /// Forgets the invitation that waits.
    /// - Parameter partner: the partner's short name.
    /// - Returns: false if none waited.
    /// - Throws: `StoreError`.
    @discardableResult
    public func discard(_ partner: String) throws(StoreError) -> Bool {
        try connection.run(Statements.Invitation.discard, [.text(partner)])
        return connection.changes > 0
    }

    /// Notes an invitation that an officer has confirmed.
    /// - Parameters:
    ///   - partner: the partner's short name.
    ///   - fingerprint: its fingerprint.
    ///   - serial: its serial, if it has one.
    /// - Throws: `StoreError`.
    public func noteConfirmed(_ partner: String, fingerprint: String, serial: Int64?) throws(StoreError) {
        try connection.run(
            Statements.Invitation.noteConfirmed,
            [.text(partner), .text(fingerprint), .optional(serial)]
        )
    }

    /// Whether an invitation with this fingerprint was confirmed once.
    /// - Parameters:
    ///   - partner: the partner's short name.
    ///   - fingerprint: the fingerprint.
    /// - Returns: true if it was.
    /// - Throws: `StoreError`.
    public func wasConfirmed(_ partner: String, fingerprint: String) throws(StoreError) -> Bool {
        try connection.first(
            Statements.Invitation.wasConfirmed,
            [.text(partner), .text(fingerprint)]
        ) { $0.integer(0) } != nil
    }

    /// The highest serial of a partner's invitations that were confirmed.
    /// - Parameter partner: the partner's short name.
    /// - Returns: the serial, or nil if none had any.
    /// - Throws: `StoreError`.
    public func newestSerial(of partner: String) throws(StoreError) -> Int64? {
        try connection.first(Statements.Invitation.newestSerial, [.text(partner)]) { $0.integer(0) }
    }

    /// Notes that the old key of a partner's log has named another one.
    /// - Parameters:
    ///   - new: the verifier key that follows.
    ///   - old: the one that it follows.
    /// - Throws: `StoreError`.
    public func note(successor new: String, of old: String) throws(StoreError) {
        try connection.run(Statements.LogKey.noteSuccessor, [.text(old), .text(new)])
    }

    /// Whether the old key of a partner's log has named another one.
    /// - Parameters:
    ///   - new: the verifier key.
    ///   - old: the one that it follows.
    /// - Returns: true if it has.
    /// - Throws: `StoreError`.
    public func isSuccessor(_ new: String, of old: String) throws(StoreError) -> Bool {
        try connection.first(Statements.LogKey.isSuccessor, [.text(old), .text(new)]) { $0.integer(0) } != nil
    }

    /// The serial of the last invitation that this node made; 0 before the first.
    /// - Returns: the serial.
    /// - Throws: `StoreError`.
    public func lastMade() throws(StoreError) -> Int64 {
        try connection.first(Statements.Invitation.lastMade) { Int64($0.text(0)) ?? 0 }
            ?? 0
    }

    /// A serial for another invitation: higher than all before, after a restore of the store too as long as the clock
    /// goes on.
    /// - Parameter now: microseconds since 1970.
    /// - Returns: the serial.
    /// - Throws: `StoreError`.
    public func next(now: Int64) throws(StoreError) -> Int64 {
        let serial = max(try lastMade() + 1, now)
        try connection.run(Statements.Invitation.noteMade, [.text(String(serial))])
        return serial
    }
}
