/// Objects that are kept as they were found, though they are not valid: apart from all else under a source of their
/// own.
///
/// They are read and searched, and never released. `quarantine` holds what is wrong with each while it stands; a
/// valid version of the party's own that is as new heals it: then it is only kept.
public struct FoundRows {
    /// The kind of their source.
    public static let kind = "found"
    /// What the reason of their quarantine begins with.
    public static let reason = "as-found"

    private let connection: Connection

    /// The rows behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Whether a version is one of these, and no valid one has come for it.
    /// - Parameter version: the version.
    /// - Returns: true if it stands.
    public static func stands(_ version: ObjectRows.Summary) -> Bool {
        version.sourceKind == kind && version.quarantine != nil
    }

    /// The row of the source, or nil before anything was taken so.
    public var source: Int64? {
        get throws(StoreError) {
            try ObjectRows(connection).knownSource(kind: Self.kind, name: "")
        }
    }

    /// Keeps an object with what is wrong with it, unless a valid version is as new.
    /// - Parameters:
    ///   - object: the object.
    ///   - findings: what is wrong: codes and places, with semicolons between them.
    ///   - now: microseconds since 1970.
    /// - Returns: what became of it; known too where the valid version stands for it.
    /// - Throws: `StoreError`.
    public func keep(_ object: KeptObject, findings: String, now: Int64) throws(StoreError) -> Keeping {
        let valid = try connection.first(
            Statements.Found.valid,
            [.text(object.id), .integer(object.stamp)]
        ) { $0.integer(0) }
        if let valid { return .known(row: valid) }
        var object = object
        object.quarantine = "\(Self.reason): \(findings)"
        let rows = ObjectRows(connection)
        return try rows.keep(object, source: try rows.source(kind: Self.kind, name: ""), now: now)
    }

    /// Notes that a valid version has come.
    /// - Parameters:
    ///   - object: the version.
    ///   - source: the row of the source of what is kept as it was found.
    /// - Throws: `StoreError`.
    public func heal(_ object: KeptObject, in source: Int64) throws(StoreError) {
        try connection.run(Statements.Found.heal, [.text(object.id), .integer(source), .integer(object.stamp)])
        if connection.changes > 0 { try HoldingWriter(connection).settle(object.id, source) }
    }
}
