/// The notices among the rows of `object`: what officers of two parties ask and answer each other.
public struct NoticeRows {
    private let connection: Connection

    /// The notices behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// A version of a notice.
    public struct Version: Sendable {
        /// The canonical bytes.
        public let bytes: [UInt8]
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String
        /// The party in whose list it stands first, or nil.
        public let listedFor: String?
    }

    /// All notices, the party's own and those of partners.
    /// - Returns: the versions, in the order they were kept.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [Version] {
        try connection.all(Statements.Notice.all) {
            Version(
                bytes: $0.blob(0),
                sourceKind: $0.text(1),
                sourceName: $0.text(2),
                listedFor: $0.optionalText(3)
            )
        }
    }

    /// The partner that one of the party's own notices asked: it stands in its feed, and the item came from it.
    /// - Parameters:
    ///   - notice: the notice's identifier.
    ///   - item: the identifier of what it speaks of.
    /// - Returns: the partner, or nil.
    /// - Throws: `StoreError`.
    public func addressee(of notice: String, about item: String) throws(StoreError) -> String? {
        try connection.first(Statements.Notice.addressee, [.text(notice), .text(item)]) { $0.text(0) }
    }
}
