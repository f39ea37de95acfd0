/// Reading and writing the rows of `derivation`: which objects were made of which.
public struct DerivationRows {
    private let connection: Connection

    /// The derivations behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Notes that an object was made of another; nothing happens if that is known.
    /// - Parameters:
    ///   - work: the identifier of what was made.
    ///   - source: the identifier of what it was made of.
    /// - Throws: `StoreError`.
    public func add(_ work: String, of source: String) throws(StoreError) {
        try connection.run(Statements.Derivation.add, [.text(work), .text(source)])
    }

    /// Whether it is known that an object was made of another.
    /// - Parameters:
    ///   - work: the identifier of what was made.
    ///   - source: the identifier of what it was made of.
    /// - Returns: true if it is.
    /// - Throws: `StoreError`.
    public func holds(_ work: String, of source: String) throws(StoreError) -> Bool {
        try connection.first(Statements.Derivation.holds, [.text(work), .text(source)]) { $0.integer(0) } != nil
    }

    /// What an object was made of.
    /// - Parameter work: its identifier.
    /// - Returns: identifiers.
    /// - Throws: `StoreError`.
    public func sources(of work: String) throws(StoreError) -> [String] {
        try connection.all(Statements.Derivation.sources, [.text(work)]) { $0.text(0) }
    }

    /// What was made of an object.
    /// - Parameter source: its identifier.
    /// - Returns: identifiers.
    /// - Throws: `StoreError`.
    public func works(of source: String) throws(StoreError) -> [String] {
        try connection.all(Statements.Derivation.works, [.text(source)]) { $0.text(0) }
    }

    /// What everything was made of.
    /// - Returns: the identifiers of the sources by that of the work.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [String: [String]] {
        var made: [String: [String]] = [:]
        try connection.rows(Statements.Derivation.all) { row in
            made[row.text(0), default: []].append(row.text(1))
            return true
        }
        return made
    }
}
