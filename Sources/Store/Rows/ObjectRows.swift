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
        try connection.run("INSERT OR IGNORE INTO source(kind, name) VALUES(?, ?)", [.text(kind), .text(name)])
        return try knownSource(kind: kind, name: name) ?? 0
    }

    /// The row of a source, or nil if it has handed in nothing.
    /// - Parameters:
    ///   - kind: `own`, `partner`, `collection`, `rendition` or `found`.
    ///   - name: which one.
    /// - Returns: the row or nil.
    /// - Throws: `StoreError`.
    public func knownSource(kind: String, name: String) throws(StoreError) -> Int64? {
        try connection.first("SELECT row FROM source WHERE kind=? AND name=?", [.text(kind), .text(name)]) {
            $0.integer(0)
        }
    }

    /// The row of a STIX type, made if it is new.
    /// - Parameter name: the type.
    /// - Returns: the row.
    /// - Throws: `StoreError`.
    public func kind(_ name: String) throws(StoreError) -> Int64 {
        if let row = try knownKind(name) { return row }
        try connection.run("INSERT INTO kind(name) VALUES(?)", [.text(name)])
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
        try connection.first("SELECT row FROM kind WHERE name=?", [.text(name)]) { $0.integer(0) }
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
            """
            INSERT OR IGNORE INTO object(source, id, stamp, version, kind, spec, kept, quarantine, digest, bytes)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(source), .text(object.id), .integer(object.stamp), .text(object.version), .integer(kind),
                .integer(object.specification), .integer(now), .optional(object.quarantine), .blob(object.digest),
                .blob(object.bytes),
            ]
        )
        if connection.changes == 1 {
            let row = connection.lastRow
            try holdings.added(row, object, kind: kind, source: source, isOnly: isOnly)
            return .added(row: row)
        }
        let known = try connection.first(
            "SELECT row, digest, erased FROM object WHERE id=? AND source=? AND stamp=? AND version=?",
            [.text(object.id), .integer(source), .integer(object.stamp), .text(object.version)]
        ) { (row: $0.integer(0), digest: $0.blob(1), erased: $0.isNull(2) ? nil : $0.integer(2)) }
        guard let known, known.digest == object.digest else { return .conflict }
        // What was erased stays so, however often it comes, until an officer lets it be taken again.
        guard let erased = known.erased, erased < 0 else {
            return known.erased == nil ? .known(row: known.row) : .gone
        }
        try connection.run(
            "UPDATE object SET bytes=?, quarantine=?, kept=?, erased=NULL WHERE row=?",
            [.blob(object.bytes), .optional(object.quarantine), .integer(now), .integer(known.row)]
        )
        try SearchIndex().add(known.row, bytes: object.bytes, connection)
        try holdings.added(known.row, object, kind: kind, source: source, isOnly: isOnly)
        return .added(row: known.row)
    }

    /// What a source has kept under an object's id, as far as it decides whether a version may stand there (STIX 2.1, 3.6).
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
            "SELECT 1 FROM object WHERE id=? AND source=? LIMIT 1",
            [.text(object.id), .integer(source)]
        ) { $0.integer(0) }
        guard isAnyHeld != nil else { return [] }
        return try connection.all(
            """
            SELECT bytes FROM (SELECT bytes FROM object WHERE id=?1 AND source=?2 AND stamp<?3 AND erased IS NULL
                ORDER BY stamp DESC, rtrim(version, 'Z') DESC LIMIT 1)
            UNION ALL SELECT bytes FROM object
                WHERE id=?1 AND source=?2 AND stamp=?3 AND version<>?4 AND erased IS NULL
            UNION ALL SELECT bytes FROM (SELECT bytes FROM object WHERE id=?1 AND source=?2 AND stamp>?3 AND erased IS NULL
                ORDER BY stamp, rtrim(version, 'Z') LIMIT 1)
            """,
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
            "SELECT 1 FROM object WHERE id=? AND source=? AND stamp=? AND version=? AND digest=?",
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
        try connection.all(
            """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.id=? AND o.erased IS NULL ORDER BY o.stamp, rtrim(o.version, 'Z'), o.source
            """,
            [.text(id)],
            Self.summary
        )
    }

    /// The row of the newest version of the same object from the same source.
    /// - Parameter row: the row of a version.
    /// - Returns: the row of the newest version that is not destroyed, or nil.
    /// - Throws: `StoreError`.
    public func newestRow(like row: Int64) throws(StoreError) -> Int64? {
        try connection.first(
            """
            SELECT o.row FROM object p JOIN object o ON o.id=p.id AND o.source=p.source
            WHERE p.row=? AND o.erased IS NULL ORDER BY o.stamp DESC, rtrim(o.version, 'Z') DESC LIMIT 1
            """,
            [.integer(row)]
        ) { $0.integer(0) }
    }

    /// One version by its row.
    /// - Parameter row: the row.
    /// - Returns: the version, or nil.
    /// - Throws: `StoreError`.
    public func object(row: Int64) throws(StoreError) -> Summary? {
        try connection.first(
            """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.row=? AND o.erased IS NULL
            """,
            [.integer(row)],
            Self.summary
        )
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
            """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.row>? AND (?2 IS NULL OR o.source=?2) AND o.erased IS NULL ORDER BY o.row LIMIT ?3
            """,
            [.integer(row), .optional(source), .integer(Int64(limit))],
            Self.summary
        )
    }

    /// All versions of one type, found by how their identifiers begin.
    /// - Parameter type: the STIX type.
    /// - Returns: the versions, oldest first for each object.
    /// - Throws: `StoreError`.
    public func objects(ofType type: String) throws(StoreError) -> [Summary] {
        try connection.all(
            """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.id>=?1||'--' AND o.id<?1||'-.' AND o.erased IS NULL ORDER BY o.id, o.stamp, o.version
            """,
            [.text(type)],
            Self.summary
        )
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
            "INSERT INTO conflict(source, id, version, seen, reason, bytes) VALUES(?, ?, ?, ?, ?, ?)",
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
        try connection.first(
            """
            SELECT (SELECT count(*) FROM object WHERE erased IS NULL),
            (SELECT count(*) FROM object WHERE quarantine IS NOT NULL), (SELECT count(*) FROM conflict)
            """
        ) { ($0.integer(0), $0.integer(1), $0.integer(2)) } ?? (0, 0, 0)
    }
}
