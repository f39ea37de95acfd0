/// A partner's node as the store knows it.
public struct StoredPartner: Sendable, Equatable {
    /// The partner's short name, which is also its API root's path segment.
    public var name: String
    /// The party's name for people.
    public var title: String
    /// The partner's STIX identity, or nil.
    public var identity: String?
    /// The base URL of the partner's node.
    public var address: String
    /// SHA-256 of the public key (SPKI) of the partner's TLS certificate, in base 64.
    public var pin: String
    /// The pin that will hold after the partner's next renewal, or nil.
    public var nextPin: String?
    /// The verifier key of the partner's log (C2SP signed-note); the same key signs its invitation.
    public var logKey: String
    /// The verifier key with which the partner cosigns other logs (C2SP tlog-cosignature).
    public var witnessKey: String
    /// Whether receipts may show others that the partner is a witness.
    public var isOpenWitness: Bool
    /// The partner's courier certificate in PEM; empty for a link from before there were any.
    public var courierCertificate: String
    /// What both officers compare by another way.
    public var fingerprint: String
    /// The invitation file as it came.
    public var invitation: [UInt8]
    /// When an officer confirmed the fingerprint, in microseconds since 1970; an unconfirmed link carries nothing.
    public var confirmed: Int64?
    /// How far this node has read the partner's feed: the `added_after` of the next pull, or nil.
    public var cursor: String?
    /// When the last pull ended well, in microseconds since 1970.
    public var pulled: Int64?
    /// Why the last pull failed, or nil.
    public var problem: String?
    /// The serial of the invitation in force; nil for one from before invitations had any.
    public var serial: Int64?
    /// How the link was ended, or nil for one that was not.
    public var end: LinkEnd?

    /// A partner.
    public init(
        name: String,
        title: String,
        identity: String?,
        address: String,
        pin: String,
        nextPin: String?,
        logKey: String,
        witnessKey: String,
        isOpenWitness: Bool,
        courierCertificate: String,
        fingerprint: String,
        invitation: [UInt8]
    ) {
        self.name = name
        self.title = title
        self.identity = identity
        self.address = address
        self.pin = pin
        self.nextPin = nextPin
        self.logKey = logKey
        self.witnessKey = witnessKey
        self.isOpenWitness = isOpenWitness
        self.courierCertificate = courierCertificate
        self.fingerprint = fingerprint
        self.invitation = invitation
    }

    init(_ row: Row) {
        name = row.text(0)
        title = row.text(1)
        identity = row.optionalText(2)
        address = row.text(3)
        pin = row.text(4)
        nextPin = row.optionalText(5)
        logKey = row.text(6)
        fingerprint = row.text(7)
        invitation = row.blob(8)
        confirmed = row.isNull(9) ? nil : row.integer(9)
        cursor = row.optionalText(10)
        pulled = row.isNull(11) ? nil : row.integer(11)
        problem = row.optionalText(12)
        witnessKey = row.text(13)
        isOpenWitness = row.integer(14) != 0
        courierCertificate = row.text(15)
        serial = row.isNull(16) ? nil : row.integer(16)
        if !row.isNull(17) {
            end = LinkEnd(made: row.integer(17), isTheirs: row.integer(18) != 0, serial: row.integer(19))
        }
    }
}

/// How a link was ended.
public struct LinkEnd: Sendable, Equatable {
    /// When, in microseconds since 1970.
    public var made: Int64
    /// Whether the partner ended it.
    public var isTheirs: Bool
    /// The serial of the last invitation that this node had made then: a link made by a later one is another link.
    public var serial: Int64

    /// The end of a link.
    public init(made: Int64, isTheirs: Bool, serial: Int64) {
        (self.made, self.isTheirs, self.serial) = (made, isTheirs, serial)
    }
}

/// Reading and writing the rows of `partner`.
public struct PartnerRows {
    private let connection: Connection

    /// The partners behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Takes in the invitation of somebody with whom no link is, or puts a confirmed one in the place of the link's.
    ///
    /// The place in the partner's feed is kept. What is known of its logs changes with the confirmation alone.
    /// - Parameter partner: the partner.
    /// - Throws: `StoreError`; code `constraint` if another partner has the same pin.
    public func put(_ partner: StoredPartner) throws(StoreError) {
        try connection.run(
            Statements.Partner.put,
            [
                .text(partner.name), .text(partner.title), .optional(partner.identity), .text(partner.address),
                .text(partner.pin), .optional(partner.nextPin), .text(partner.logKey), .text(partner.fingerprint),
                .blob(partner.invitation), .text(partner.witnessKey), .bool(partner.isOpenWitness),
                .text(partner.courierCertificate), .optional(partner.serial),
            ]
        )
    }

    /// Whether another partner is known by the same TLS key.
    /// - Parameters:
    ///   - pin: the pin.
    ///   - name: the partner that may have it.
    /// - Returns: the other partner's name, or nil.
    /// - Throws: `StoreError`.
    public func other(with pin: String, than name: String) throws(StoreError) -> String? {
        try connection.first(Statements.Partner.other, [.text(pin), .text(name)]) { $0.text(0) }
    }

    /// The key of a partner's log by the log's name, also of one that goes on under another name or key.
    /// - Parameter origin: the name.
    /// - Returns: the verifier key, or nil.
    /// - Throws: `StoreError`.
    public func logKey(of origin: String) throws(StoreError) -> String? {
        try connection.first(Statements.LogKey.find, [.text(origin)]) { $0.text(0) }
    }

    /// Marks the link as confirmed by an officer; one that had been ended begins anew, at the start of the partner's
    /// feed.
    /// - Parameters:
    ///   - name: the partner.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func confirm(_ name: String, now: Int64) throws(StoreError) {
        try connection.run(Statements.Partner.confirm, [.integer(now), .text(name)])
        try connection.run(Statements.LogKey.confirm, [.text(name)])
    }

    /// Notes a higher serial of an invitation that says what the link in force says.
    /// - Parameters:
    ///   - name: the partner.
    ///   - serial: the serial.
    /// - Throws: `StoreError`.
    public func note(_ name: String, serial: Int64) throws(StoreError) {
        try connection.run(Statements.Partner.noteSerial, [.integer(serial), .text(name)])
    }

    /// Ends a confirmed link; what is known of the partner stays, as it proves what was given and taken.
    /// - Parameters:
    ///   - name: the partner.
    ///   - end: when and by whom.
    /// - Throws: `StoreError`.
    public func end(_ name: String, _ end: LinkEnd) throws(StoreError) {
        try connection.run(
            Statements.Partner.end,
            [.integer(end.made), .bool(end.isTheirs), .integer(end.serial), .text(name)]
        )
    }

    /// Forgets an invitation that was never confirmed.
    /// - Parameter name: the partner.
    /// - Throws: `StoreError`.
    public func remove(_ name: String) throws(StoreError) {
        try connection.run(Statements.Partner.remove, [.text(name)])
    }

    /// Notes how a pull ended.
    /// - Parameters:
    ///   - name: the partner.
    ///   - cursor: the `added_after` of the next pull, or nil to keep it.
    ///   - now: microseconds since 1970, or nil if the pull failed.
    ///   - problem: why it failed, or nil.
    /// - Throws: `StoreError`.
    public func notePull(_ name: String, cursor: String?, now: Int64?, problem: String?) throws(StoreError) {
        try connection.run(
            Statements.Partner.notePull,
            [.optional(cursor), .optional(now), .optional(problem), .text(name)]
        )
    }

    /// The partners whose link was not ended, by name.
    /// - Returns: the partners.
    /// - Throws: `StoreError`.
    public func linked() throws(StoreError) -> [StoredPartner] { try all().filter { $0.end == nil } }

    /// The partner whose link is confirmed and that has this TLS key, or will have it next.
    /// - Parameter pin: the pin.
    /// - Returns: its short name, or nil.
    /// - Throws: `StoreError`.
    public func confirmed(pin: String) throws(StoreError) -> String? {
        try connection.first(Statements.Partner.withPin, [.text(pin)]) { $0.text(0) }
    }

    /// The partner whose link was ended and that had this TLS key.
    /// - Parameter pin: the pin.
    /// - Returns: the partner, or nil.
    /// - Throws: `StoreError`.
    public func ended(pin: String) throws(StoreError) -> StoredPartner? {
        try all().first { $0.confirmed == nil && $0.end != nil && ($0.pin == pin || $0.nextPin == pin) }
    }

    /// All partners by name, with those whose link was ended.
    /// - Returns: the partners.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredPartner] {
        try connection.all(Statements.Partner.all, [], StoredPartner.init)
    }

    /// One partner.
    /// - Parameter name: its short name.
    /// - Returns: the partner, or nil.
    /// - Throws: `StoreError`.
    public func find(_ name: String) throws(StoreError) -> StoredPartner? {
        try all().first { $0.name == name }
    }
}
