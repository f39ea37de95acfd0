/// What a party got in place of one of our objects.
public struct StoredRendition: Sendable, Equatable {
    /// The identifier of the object that it stands for.
    public var source: String
    /// The row of the version that it was made from.
    public var object: Int64
    /// The identifier of the rendition.
    public var id: String
    /// When it was first released, in microseconds since 1970.
    public var created: Int64
    /// When it was last released, in microseconds since 1970.
    public var modified: Int64
    /// SHA-256 of its content without times and commitment; a rendition that says the same is not sent again.
    public var content: [UInt8]
    /// When it was revoked, or nil.
    public var revoked: Int64?

    /// A rendition.
    public init(
        source: String,
        object: Int64,
        id: String,
        created: Int64,
        modified: Int64,
        content: [UInt8],
        revoked: Int64? = nil
    ) {
        (self.source, self.object, self.id) = (source, object, id)
        (self.created, self.modified, self.content, self.revoked) = (created, modified, content, revoked)
    }
}

/// Reading and writing the rows of `rendition`.
public struct RenditionRows {
    private let connection: Connection

    /// The renditions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The renditions that a party got.
    /// - Parameter party: the party.
    /// - Returns: the renditions by the identifier of their source.
    /// - Throws: `StoreError`.
    public func all(of party: String) throws(StoreError) -> [String: StoredRendition] {
        let rows = try connection.all(Statements.Rendition.ofParty, [.text(party)], Self.rendition)
        return Dictionary(rows.map { ($0.source, $0) }) { first, _ in first }
    }

    /// The rendition of one object for a party.
    /// - Parameters:
    ///   - source: the object's identifier.
    ///   - party: the party.
    /// - Returns: the rendition, or nil.
    /// - Throws: `StoreError`.
    public func one(_ source: String, for party: String) throws(StoreError) -> StoredRendition? {
        try connection.first(Statements.Rendition.find, [.text(party), .text(source)], Self.rendition)
    }

    /// The identifier of the object that a rendition stands for.
    /// - Parameters:
    ///   - id: the rendition's identifier.
    ///   - party: the party that got it.
    /// - Returns: the identifier, or nil.
    /// - Throws: `StoreError`.
    /// - Complexity: O(*n*) in the renditions of the party.
    public func source(of id: String, for party: String) throws(StoreError) -> String? {
        try connection.first(Statements.Rendition.source, [.text(party), .text(id)]) { $0.text(0) }
    }

    private static func rendition(_ row: Row) -> StoredRendition {
        StoredRendition(
            source: row.text(0),
            object: row.integer(1),
            id: row.text(2),
            created: row.integer(3),
            modified: row.integer(4),
            content: row.blob(5),
            revoked: row.isNull(6) ? nil : row.integer(6)
        )
    }

    /// Notes what a party got last in place of an object.
    /// - Parameters:
    ///   - rendition: the rendition.
    ///   - party: the party.
    /// - Throws: `StoreError`.
    public func put(_ rendition: StoredRendition, for party: String) throws(StoreError) {
        try connection.run(
            Statements.Rendition.put,
            [
                .text(party), .text(rendition.source), .integer(rendition.object), .text(rendition.id),
                .integer(rendition.created), .integer(rendition.modified), .blob(rendition.content),
                .optional(rendition.revoked),
            ]
        )
    }

    /// Whether any partner has a rendition of an object that was not revoked.
    /// - Parameter source: the object's identifier.
    /// - Returns: true if one has.
    /// - Throws: `StoreError`.
    public func isGiven(_ source: String) throws(StoreError) -> Bool {
        try connection.first(Statements.Rendition.isGiven, [.text(source)]) { $0.integer(0) } != nil
    }

    /// Notes that the rendition of one object was revoked.
    /// - Parameters:
    ///   - source: the object's identifier.
    ///   - party: the party that got it.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func revoke(_ source: String, for party: String, now: Int64) throws(StoreError) {
        try connection.run(Statements.Rendition.revoke, [.integer(now), .text(party), .text(source)])
    }

    /// Notes that all renditions that a party got were revoked; those that were keep their moment.
    /// - Parameters:
    ///   - party: the party.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func revokeAll(for party: String, now: Int64) throws(StoreError) {
        try connection.run(Statements.Rendition.revokeAll, [.integer(now), .text(party)])
    }
}
