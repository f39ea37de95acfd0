/// An API root as the store knows it.
public struct StoredRoot: Sendable, Equatable {
    /// The path segment.
    public var path: String
    /// A title for people.
    public var title: String
    /// A description for people.
    public var description: String?
    /// The partner whose root it is (only that partner can see it), or nil for the party's own tools.
    public var party: String?
    /// The largest request body that is taken, in bytes (TAXII 2.1, 4.2).
    public var maximumContentLength: Int64

    /// An API root.
    public init(path: String, title: String, description: String?, party: String?, maximumContentLength: Int64) {
        self.path = path
        self.title = title
        self.description = description
        self.party = party
        self.maximumContentLength = maximumContentLength
    }
}

/// Reading and writing the rows of `api_root`.
public struct RootRows {
    private let connection: Connection

    /// The API roots behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Makes or changes an API root.
    /// - Parameter root: the root.
    /// - Throws: `StoreError`.
    public func put(_ root: StoredRoot) throws(StoreError) {
        try connection.run(
            Statements.Root.put,
            [
                .text(root.path), .text(root.title), .optional(root.description), .optional(root.party),
                .integer(root.maximumContentLength),
            ]
        )
    }

    /// All API roots in a stable order.
    /// - Returns: the roots.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredRoot] {
        try connection.all(Statements.Root.all) {
            StoredRoot(
                path: $0.text(0),
                title: $0.text(1),
                description: $0.optionalText(2),
                party: $0.optionalText(3),
                maximumContentLength: $0.integer(4)
            )
        }
    }
}
