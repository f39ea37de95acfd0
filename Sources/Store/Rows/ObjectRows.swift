/// Reading and writing the rows of `object`.
public struct ObjectRows {
    private let connection: Connection

    /// The objects behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The row of a source, made if it is new.
    /// - Parameters:
    ///   - kind: `own`, `partner`, `collection` or `rendition`.
    ///   - name: which one.
    /// - Returns: the row.
    /// - Throws: `StoreError`.
    public func source(kind: String, name: String) throws(StoreError) -> Int64 {
        try connection.run(Statements.Source.add, [.text(kind), .text(name)])
        return try knownSource(kind: kind, name: name) ?? 0
    }

    /// The row of a source, or nil if it has handed in nothing.
    /// - Parameters:
    ///   - kind: `own`, `partner`, `collection`, `rendition` or `found`.
    ///   - name: which one.
    /// - Returns: the row or nil.
    /// - Throws: `StoreError`.
    public func knownSource(kind: String, name: String) throws(StoreError) -> Int64? {
        try connection.first(Statements.Source.find, [.text(kind), .text(name)]) {
            $0.integer(0)
        }
    }

    /// The row of a STIX type, made if it is new.
    /// - Parameter name: the type.
    /// - Returns: the row.
    /// - Throws: `StoreError`.
    public func kind(_ name: String) throws(StoreError) -> Int64 {
        if let row = try knownKind(name) { return row }
        try connection.run(Statements.Kind.add, [.text(name)])
        return connection.lastRow
    }

    /// The same for a session that writes, which need not ask each time.
    private func numberedKind(_ name: String) throws(StoreError) -> Int64 {
        if let known = connection.holdings.names[name] { return known }
        let row = try kind(name)
        connection.holdings.names[name] = row
        return row
    }

    /// The row of a STIX type, or nil if no object has it.
    /// - Parameter name: the type.
    /// - Returns: the row or nil.
    /// - Throws: `StoreError`.
    public func knownKind(_ name: String) throws(StoreError) -> Int64? {
        try connection.first(Statements.Kind.find, [.text(name)]) { $0.integer(0) }
    }

    /// Keeps one version of an object.
    /// - Parameters:
    ///   - object: the version.
    ///   - source: who handed it in.
    ///   - now: microseconds since 1970.
    ///   - isOnly: whether it is known that the source has no other version of the object that was not erased.
    /// - Returns: whether it was new, known or in conflict.
    /// - Throws: `StoreError`.
    public func keep(_ object: KeptObject, source: Int64, now: Int64, isOnly: Bool = false) throws(StoreError)
        -> Keeping
    {
        let kind = try numberedKind(object.type)
        let holdings = HoldingWriter(connection)
        try connection.run(
            Statements.Object.keep,
            [
                .integer(source), .text(object.id), .integer(object.stamp), .text(object.version), .integer(kind),
                .integer(object.specification), .integer(now), .optional(object.quarantine), .blob(object.digest),
                .blob(object.bytes),
            ]
        )
        if connection.changes == 1 {
            let row = connection.lastRow
            try noteDefinition(object)
            try holdings.added(row, object, kind: kind, source: source, isOnly: isOnly)
            return .added(row: row)
        }
        let known = try connection.first(
            Statements.Object.same,
            [.text(object.id), .integer(source), .integer(object.stamp), .text(object.version)]
        ) { (row: $0.integer(0), digest: $0.blob(1), erased: $0.isNull(2) ? nil : $0.integer(2)) }
        guard let known, known.digest == object.digest else { return .conflict }
        // What was erased stays so, however often it comes, until an officer lets it be taken again.
        guard let erased = known.erased, erased < 0 else {
            return known.erased == nil ? .known(row: known.row) : .gone
        }
        try connection.run(
            Statements.Object.takeAgain,
            [.blob(object.bytes), .optional(object.quarantine), .integer(now), .integer(known.row)]
        )
        try SearchIndex().add(known.row, bytes: object.bytes, connection)
        try noteDefinition(object)
        try holdings.added(known.row, object, kind: kind, source: source, isOnly: isOnly)
        return .added(row: known.row)
    }

    /// Who remembers what markings mean looks again.
    private func noteDefinition(_ object: KeptObject) throws(StoreError) {
        if object.type == "marking-definition" { try MarkingRows(connection).noteChange() }
    }

    /// What a source has kept under an object's id, as far as it decides whether a version may stand there (STIX 2.1,
    /// 3.6).
    ///
    /// The version itself is none of them, nor is what was erased.
    /// - Parameters:
    ///   - object: the version.
    ///   - source: the source.
    /// - Returns: the bytes of the versions at the same microsecond, of the last before it and of the first behind it.
    /// - Throws: `StoreError`.
    public func neighbours(of object: KeptObject, source: Int64) throws(StoreError) -> [[UInt8]] {
        // Most objects are new, and one look into the index says so: half the time of asking at once.
        let isAnyHeld = try connection.first(
            Statements.Object.any,
            [.text(object.id), .integer(source)]
        ) { $0.integer(0) }
        guard isAnyHeld != nil else { return [] }
        return try connection.all(
            Statements.Object.neighbours,
            [.text(object.id), .integer(source), .integer(object.stamp), .text(object.version)]
        ) { $0.blob(0) }
    }

    /// Whether a source has handed in exactly this version before, erased or not.
    /// - Parameters:
    ///   - object: the version.
    ///   - source: the source.
    /// - Returns: true if it has.
    /// - Throws: `StoreError`.
    public func isKept(_ object: KeptObject, source: Int64) throws(StoreError) -> Bool {
        try connection.first(
            Statements.Object.isKept,
            [
                .text(object.id), .integer(source), .integer(object.stamp), .text(object.version),
                .blob(object.digest),
            ]
        ) { $0.integer(0) } != nil
    }

    /// Everything but the bytes of one version.
    public struct Summary: Sendable {
        /// The row.
        public let row: Int64
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String
        /// The source in one word or two: `own`, `partner NAME`.
        public var source: String { sourceName.isEmpty ? sourceKind : "\(sourceKind) \(sourceName)" }
        /// The STIX identifier.
        public let id: String
        /// The version as sent.
        public let version: String
        /// The STIX type.
        public let type: String
        /// When it was kept, in microseconds since 1970.
        public let kept: Int64
        /// Why it may not be released, or nil.
        public let quarantine: String?
        /// The canonical bytes.
        public let bytes: [UInt8]
    }

    private static func summary(_ row: Row) -> Summary {
        Summary(
            row: row.integer(0),
            sourceKind: row.text(1),
            sourceName: row.text(2),
            id: row.text(3),
            version: row.text(4),
            type: row.text(5),
            kept: row.integer(6),
            quarantine: row.optionalText(7),
            bytes: row.blob(8)
        )
    }

    /// The versions of an id from every source, oldest first.
    /// - Parameter id: the STIX identifier.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func versions(of id: String) throws(StoreError) -> [Summary] {
        try connection.all(Statements.Object.versions, [.text(id)], Self.summary)
    }

    /// The row of the newest version of the same object from the same source.
    /// - Parameter row: the row of a version.
    /// - Returns: the row of the newest version that is not destroyed, or nil.
    /// - Throws: `StoreError`.
    public func newestRow(like row: Int64) throws(StoreError) -> Int64? {
        try connection.first(Statements.Object.newestLike, [.integer(row)]) { $0.integer(0) }
    }

    /// One version by its row.
    /// - Parameter row: the row.
    /// - Returns: the version, or nil.
    /// - Throws: `StoreError`.
    public func object(row: Int64) throws(StoreError) -> Summary? {
        try connection.first(Statements.Object.find, [.integer(row)], Self.summary)
    }

    /// Versions behind a row, in the order they were kept.
    /// - Parameters:
    ///   - row: the row to start behind.
    ///   - limit: how many at most.
    ///   - source: only from this source, or nil for all.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func objects(after row: Int64, limit: Int, source: Int64? = nil) throws(StoreError) -> [Summary] {
        try connection.all(
            Statements.Object.page,
            [.integer(row), .optional(source), .integer(Int64(limit))],
            Self.summary
        )
    }

    /// All versions of one type, found by how their identifiers begin.
    /// - Parameter type: the STIX type.
    /// - Returns: the versions, oldest first for each object.
    /// - Throws: `StoreError`.
    public func objects(ofType type: String) throws(StoreError) -> [Summary] {
        try connection.all(Statements.Object.ofType, [.text(type)], Self.summary)
    }

    /// Notes a version that may not stand beside the one that is kept, so that an officer can look at it.
    /// - Parameters:
    ///   - object: the version.
    ///   - source: who handed it in.
    ///   - now: microseconds since 1970.
    ///   - reason: why it was set apart.
    /// - Throws: `StoreError`.
    public func setApart(_ object: KeptObject, source: Int64, now: Int64, reason: String) throws(StoreError) {
        try connection.run(
            Statements.Object.setApart,
            [
                .integer(source), .text(object.id), .text(object.version), .integer(now), .text(reason),
                .blob(object.bytes),
            ]
        )
    }

    /// How many versions are kept, in quarantine and set apart.
    /// - Returns: the three counts.
    /// - Throws: `StoreError`.
    public func counts() throws(StoreError) -> (kept: Int64, quarantined: Int64, apart: Int64) {
        try connection.first(Statements.Object.counts) { ($0.integer(0), $0.integer(1), $0.integer(2)) } ?? (0, 0, 0)
    }
}
