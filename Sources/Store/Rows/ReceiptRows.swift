/// The proof that a partner logged what it gave, as it was verified when the object came.
public struct StoredReceipt: Sendable, Equatable {
    /// The partner.
    public var partner: String
    /// The object's identifier.
    public var id: String
    /// The object's version.
    public var version: String
    /// When it was taken, in microseconds since 1970.
    public var taken: Int64
    /// The name of the partner's log.
    public var origin: String
    /// The place of the entry.
    public var place: Int64
    /// The size of the checkpoint that the path leads to.
    public var size: Int64
    /// The entry as canonical JSON.
    public var body: [UInt8]
    /// The salt of its commitment.
    public var salt: [UInt8]
    /// The path, 32 bytes a hash.
    public var path: [UInt8]
    /// Whether it came by courier, and the object not over the network.
    public var isByCourier = false

    /// A receipt.
    public init(
        partner: String,
        id: String,
        version: String,
        taken: Int64,
        origin: String,
        place: Int64,
        size: Int64,
        body: [UInt8],
        salt: [UInt8],
        path: [UInt8]
    ) {
        (self.partner, self.id, self.version, self.taken) = (partner, id, version, taken)
        (self.origin, self.place, self.size) = (origin, place, size)
        (self.body, self.salt, self.path) = (body, salt, path)
    }
}

/// What this node has last seen of a log.
public struct SeenLog: Sendable, Equatable {
    /// The name of the log.
    public var origin: String
    /// The partner whose log it is.
    public var partner: String
    /// How many entries it had.
    public var size: Int64
    /// The root over them.
    public var root: [UInt8]
    /// The signed checkpoint.
    public var note: [UInt8]
    /// When, in microseconds since 1970.
    public var seen: Int64
    /// The size that this node cosigned last, as a witness; 0 for none.
    public var cosigned: Int64

    /// What was seen.
    public init(
        origin: String,
        partner: String,
        size: Int64,
        root: [UInt8],
        note: [UInt8],
        seen: Int64,
        cosigned: Int64
    ) {
        (self.origin, self.partner, self.size, self.root) = (origin, partner, size, root)
        (self.note, self.seen, self.cosigned) = (note, seen, cosigned)
    }
}

/// What shows that a partner's log is not what it was.
public struct Evidence: Sendable, Equatable {
    /// Its number.
    public var row: Int64
    /// The partner.
    public var partner: String
    /// When it was found, in microseconds since 1970.
    public var seen: Int64
    /// A stable word.
    public var code: String
    /// What does not hold.
    public var message: String
    /// What came, as JSON: the checkpoints and proofs.
    public var body: [UInt8]
    /// When an officer settled it, or nil while the exchange stands still.
    public var settled: Int64?
}

/// Reading and writing what a node knows of its partners' logs.
public struct ReceiptRows {
    private let connection: Connection

    /// The rows behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Keeps a receipt; a newer one for the same version takes the place of an older one.
    /// - Parameter receipt: the receipt.
    /// - Throws: `StoreError`.
    public func put(_ receipt: StoredReceipt) throws(StoreError) {
        try connection.run(
            Statements.Receipt.put,
            [
                .text(receipt.partner), .text(receipt.id), .text(receipt.version), .integer(receipt.taken),
                .text(receipt.origin), .integer(receipt.place), .integer(receipt.size), .blob(receipt.body),
                .blob(receipt.salt), .blob(receipt.path), .bool(receipt.isByCourier),
            ]
        )
    }

    /// Keeps a checkpoint that receipts lead to.
    /// - Parameters:
    ///   - origin: the log.
    ///   - size: its size.
    ///   - note: the signed checkpoint.
    /// - Throws: `StoreError`.
    public func putCheckpoint(_ origin: String, size: Int64, note: [UInt8]) throws(StoreError) {
        try connection.run(Statements.Receipt.putCheckpoint, [.text(origin), .integer(size), .blob(note)])
    }

    /// The checkpoint that a receipt leads to.
    /// - Parameter receipt: the receipt.
    /// - Returns: the signed checkpoint, or nil.
    /// - Throws: `StoreError`.
    public func checkpoint(of receipt: StoredReceipt) throws(StoreError) -> [UInt8]? {
        try connection.first(
            Statements.Receipt.checkpoint,
            [.text(receipt.origin), .integer(receipt.size)]
        ) { $0.blob(0) }
    }

    /// Whether something came from a partner by courier only.
    /// - Parameters:
    ///   - id: an object's identifier.
    ///   - other: another that counts as well, or the same.
    ///   - partner: the partner.
    /// - Returns: true if there are receipts, and all of them came by courier.
    /// - Throws: `StoreError`.
    public func isByCourierOnly(_ id: String, or other: String, from partner: String) throws(StoreError) -> Bool {
        try connection.first(
            Statements.Receipt.byCourierOnly,
            [.text(partner), .text(id), .text(other)]
        ) { !$0.isNull(0) && $0.integer(0) == 1 } ?? false
    }

    /// The receipts for an object.
    /// - Parameter id: the object's identifier.
    /// - Returns: the receipts, by partner and version.
    /// - Throws: `StoreError`.
    public func all(of id: String) throws(StoreError) -> [StoredReceipt] {
        try connection.all(Statements.Receipt.ofObject, [.text(id)], Self.receipt)
    }

    /// Every receipt.
    /// - Parameter body: gets the receipts one by one; returns false to stop.
    /// - Throws: `StoreError`.
    public func visit(_ body: (StoredReceipt) throws(StoreError) -> Bool) throws(StoreError) {
        try connection.rows(Statements.Receipt.all) { row throws(StoreError) in try body(Self.receipt(row)) }
    }

    private static func receipt(_ row: Row) -> StoredReceipt {
        StoredReceipt(
            partner: row.text(0),
            id: row.text(1),
            version: row.text(2),
            taken: row.integer(3),
            origin: row.text(4),
            place: row.integer(5),
            size: row.integer(6),
            body: row.blob(7),
            salt: row.blob(8),
            path: row.blob(9)
        )
    }

    /// What was last seen of a log.
    /// - Parameter origin: the log.
    /// - Returns: what was seen, or nil.
    /// - Throws: `StoreError`.
    public func seen(_ origin: String) throws(StoreError) -> SeenLog? {
        try connection.first(Statements.SeenLog.find, [.text(origin)]) {
            SeenLog(
                origin: $0.text(0),
                partner: $0.text(1),
                size: $0.integer(2),
                root: $0.blob(3),
                note: $0.blob(4),
                seen: $0.integer(5),
                cosigned: $0.integer(6)
            )
        }
    }

    /// What was last seen of the newest log of a partner.
    /// - Parameter partner: the partner.
    /// - Returns: what was seen, or nil.
    /// - Throws: `StoreError`.
    public func newestSeen(of partner: String) throws(StoreError) -> SeenLog? {
        let origin = try connection.first(Statements.SeenLog.newest, [.text(partner)]) { $0.text(0) }
        guard let origin else { return nil }
        return try seen(origin)
    }

    /// Keeps what was seen of a log.
    /// - Parameter log: what was seen.
    /// - Throws: `StoreError`.
    public func put(_ log: SeenLog) throws(StoreError) {
        try connection.run(
            Statements.SeenLog.put,
            [
                .text(log.origin), .text(log.partner), .integer(log.size), .blob(log.root), .blob(log.note),
                .integer(log.seen), .integer(log.cosigned),
            ]
        )
    }

    /// Keeps evidence against a partner's log; the exchange stands still until an officer settles it.
    /// - Parameters:
    ///   - partner: the partner.
    ///   - code: a stable word.
    ///   - message: what does not hold.
    ///   - body: what came, as JSON.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func addEvidence(
        _ partner: String,
        code: String,
        message: String,
        body: [UInt8],
        now: Int64
    ) throws(StoreError) {
        let isKnown = try evidence(openOnly: true).contains { $0.partner == partner && $0.message == message }
        if isKnown { return }
        try connection.run(
            Statements.Evidence.add,
            [.text(partner), .integer(now), .text(code), .text(message), .blob(body)]
        )
    }

    /// Evidence, the oldest first.
    /// - Parameter openOnly: whether to leave out what was settled.
    /// - Returns: the evidence.
    /// - Throws: `StoreError`.
    public func evidence(openOnly: Bool) throws(StoreError) -> [Evidence] {
        try connection.all(Statements.Evidence.all, [.bool(openOnly)]) {
            Evidence(
                row: $0.integer(0),
                partner: $0.text(1),
                seen: $0.integer(2),
                code: $0.text(3),
                message: $0.text(4),
                body: $0.blob(5),
                settled: $0.isNull(6) ? nil : $0.integer(6)
            )
        }
    }

    /// Whether the exchange with a partner stands still.
    /// - Parameter partner: the partner.
    /// - Returns: the first open evidence, or nil.
    /// - Throws: `StoreError`.
    public func openEvidence(against partner: String) throws(StoreError) -> String? {
        try connection.first(Statements.Evidence.open, [.text(partner)]) { $0.text(0) }
    }

    /// Settles the evidence against a partner.
    /// - Parameters:
    ///   - partner: the partner.
    ///   - officer: who settles it.
    ///   - reason: why.
    ///   - now: microseconds since 1970.
    /// - Returns: how much was open.
    /// - Throws: `StoreError`.
    public func settle(_ partner: String, officer: String, reason: String, now: Int64) throws(StoreError) -> Int {
        try connection.run(
            Statements.Evidence.settle,
            [.integer(now), .text(officer), .text(reason), .text(partner)]
        )
        return connection.changes
    }
}
