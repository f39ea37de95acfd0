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

    init(_ row: Statement) {
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
    }
}

/// Reading and writing the rows of `partner`.
public struct PartnerRows {
    private let connection: Connection

    /// The partners behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Takes in a partner's invitation; a changed one has to be confirmed again, the place in its feed is kept.
    /// - Parameter partner: the partner.
    /// - Throws: `StoreError`; code `constraint` if another partner has the same pin.
    public func put(_ partner: StoredPartner) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO partner(name, title, identity, address, pin, next_pin, log_key, fingerprint, invitation, witness_key,
            open_witness, courier) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(name) DO UPDATE SET title=excluded.title, identity=excluded.identity,
            address=excluded.address, pin=excluded.pin, next_pin=excluded.next_pin, log_key=excluded.log_key,
            fingerprint=excluded.fingerprint, invitation=excluded.invitation, witness_key=excluded.witness_key,
            open_witness=excluded.open_witness, courier=excluded.courier,
            confirmed=CASE WHEN fingerprint=excluded.fingerprint THEN confirmed END
            """,
            [
                .text(partner.name), .text(partner.title), .optional(partner.identity), .text(partner.address),
                .text(partner.pin), .optional(partner.nextPin), .text(partner.logKey), .text(partner.fingerprint),
                .blob(partner.invitation), .text(partner.witnessKey), .bool(partner.isOpenWitness),
                .text(partner.courierCertificate),
            ]
        )
        let origin = String(partner.logKey.prefix { $0 != "+" })
        try connection.run(
            """
            INSERT INTO log_key(origin, partner, key) VALUES(?, ?, ?)
            ON CONFLICT(origin) DO UPDATE SET key=excluded.key WHERE partner=excluded.partner
            """,
            [.text(origin), .text(partner.name), .text(partner.logKey)]
        )
    }

    /// The key of a partner's log by the log's name, also of one that goes on under another name or key.
    /// - Parameter origin: the name.
    /// - Returns: the verifier key, or nil.
    /// - Throws: `StoreError`.
    public func logKey(of origin: String) throws(StoreError) -> String? {
        try connection.first("SELECT key FROM log_key WHERE origin=?", [.text(origin)]) { $0.text(0) }
    }

    /// Marks the link as confirmed by an officer.
    /// - Parameters:
    ///   - name: the partner.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func confirm(_ name: String, now: Int64) throws(StoreError) {
        try connection.run("UPDATE partner SET confirmed=? WHERE name=?", [.integer(now), .text(name)])
    }

    /// Ends the link.
    /// - Parameter name: the partner.
    /// - Throws: `StoreError`.
    public func remove(_ name: String) throws(StoreError) {
        try connection.run("DELETE FROM partner WHERE name=?", [.text(name)])
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
            "UPDATE partner SET cursor=coalesce(?, cursor), pulled=coalesce(?, pulled), problem=? WHERE name=?",
            [.optional(cursor), .optional(now), .optional(problem), .text(name)]
        )
    }

    /// All partners by name.
    /// - Returns: the partners.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredPartner] {
        try connection.all(
            """
            SELECT name, title, identity, address, pin, next_pin, log_key, fingerprint, invitation, confirmed, cursor,
            pulled, problem, witness_key, open_witness, courier FROM partner ORDER BY name
            """,
            [],
            StoredPartner.init
        )
    }

    /// One partner.
    /// - Parameter name: its short name.
    /// - Returns: the partner, or nil.
    /// - Throws: `StoreError`.
    public func find(_ name: String) throws(StoreError) -> StoredPartner? {
        try all().first { $0.name == name }
    }
}
