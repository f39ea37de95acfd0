/// The marking definitions among the rows of `object`.
public struct MarkingRows {
    private let connection: Connection

    /// The definitions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// A marking definition as a source gave it.
    public struct Definition: Sendable {
        /// The source's row.
        public let source: Int64
        /// SHA-256 of the canonical bytes.
        public let digest: [UInt8]
        /// The canonical bytes.
        public let bytes: [UInt8]
    }

    /// A marking definition as each source gave it.
    /// - Parameter id: the definition's identifier.
    /// - Returns: the versions, the party's own first.
    /// - Throws: `StoreError`.
    public func definitions(of id: String) throws(StoreError) -> [Definition] {
        try connection.all(
            Statements.Marking.definitions,
            [.text(id)]
        ) { Definition(source: $0.integer(0), digest: $0.blob(1), bytes: $0.blob(2)) }
    }

    /// The words of a definition for what a source handed in: the party's own definition, else that of the source.
    /// - Parameters:
    ///   - id: the definition's identifier.
    ///   - source: the source's row.
    /// - Returns: the canonical bytes, or nil if neither has given it.
    /// - Throws: `StoreError`.
    public func definition(_ id: String, for source: Int64) throws(StoreError) -> [UInt8]? {
        try connection.first(Statements.Marking.definition, [.text(id), .integer(source)]) { $0.blob(0) }
    }

    /// The party's own definitions.
    /// - Returns: their canonical bytes, in the order they were kept.
    /// - Throws: `StoreError`.
    public func own() throws(StoreError) -> [[UInt8]] {
        try connection.all(Statements.Marking.own) { $0.blob(0) }
    }

    /// A text that is another one after each change of definitions, and of what officers have said that some mean.
    /// - Returns: the text.
    /// - Throws: `StoreError`.
    public func epoch() throws(StoreError) -> String { try SettingRows(connection).value(.markings) ?? "" }

    /// Notes that a definition or an explanation was kept, closed, erased or deleted, in the transaction that does it.
    ///
    /// By chance and not by counting: what a transaction that is undone had noted is never noted again for something
    /// else.
    func noteChange() throws(StoreError) {
        try SettingRows(connection).put(.markings, String(UInt64.random(in: .min ... .max), radix: 16))
    }

    /// All definitions, whoever gave them.
    /// - Returns: their identifiers, each once.
    /// - Throws: `StoreError`.
    public func identifiers() throws(StoreError) -> [String] {
        try connection.all(Statements.Marking.identifiers) { $0.text(0) }
    }
}
