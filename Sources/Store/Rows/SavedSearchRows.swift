internal import JSON

/// A search that a person keeps.
public struct SavedSearch: Sendable, Equatable {
    /// What the person calls it.
    public var name: String
    /// The words; empty for none.
    public var words: String
    /// The STIX type, or nil for every one.
    public var type: String?
    /// The source, or nil for every one.
    public var source: String?
    /// What else is asked for, and how it is listed, by the names of the API.
    public var filters: [String: String]

    /// A search.
    public init(name: String, words: String, type: String?, source: String?, filters: [String: String] = [:]) {
        (self.name, self.words, self.type, self.source) = (name, words, type, source)
        self.filters = filters
    }
}

/// Reading and writing the rows of `saved_search`.
public struct SavedSearchRows {
    private let connection: Connection

    /// The searches behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The searches of an account, by name.
    /// - Parameter account: the account.
    /// - Returns: the searches.
    /// - Throws: `StoreError`.
    public func all(of account: String) throws(StoreError) -> [SavedSearch] {
        try connection.all(Statements.SavedSearch.ofAccount, [.text(account)]) {
            SavedSearch(
                name: $0.text(0),
                words: $0.text(1),
                type: $0.optionalText(2),
                source: $0.optionalText(3),
                filters: Self.filters($0.blob(4))
            )
        }
    }

    private static func filters(_ bytes: [UInt8]) -> [String: String] {
        let members = (try? JSONDocument(parsing: bytes))?.root.members.compactMap { member in
            member.name.string.flatMap { name in member.value.string.map { (name, $0) } }
        }
        return Dictionary(members ?? []) { first, _ in first }
    }

    /// How an account has its list, where it asks for no search that it keeps.
    /// - Parameter account: the account.
    /// - Returns: values by the names of the API; empty where nothing was chosen.
    /// - Throws: `StoreError`.
    public func list(of account: String) throws(StoreError) -> [String: String] {
        try connection.first(Statements.SavedSearch.list, [.text(account)]) { Self.filters($0.blob(0)) } ?? [:]
    }

    /// Keeps how an account has its list.
    /// - Parameters:
    ///   - values: values by the names of the API.
    ///   - account: the account.
    /// - Throws: `StoreError`.
    public func put(list values: [String: String], of account: String) throws(StoreError) {
        try put(SavedSearch(name: "", words: "", type: nil, source: nil, filters: values), of: account)
    }

    /// Keeps a search; one of the same name is replaced.
    /// - Parameters:
    ///   - search: the search.
    ///   - account: the account.
    ///   - most: how many an account may have.
    /// - Returns: false if the account has as many already.
    /// - Throws: `StoreError`.
    public func put(_ search: SavedSearch, of account: String, most: Int) throws(StoreError) -> Bool {
        let others = try connection.first(
            Statements.SavedSearch.countOthers,
            [.text(account), .text(search.name)]
        ) { $0.integer(0) }
        guard others ?? 0 < Int64(most) else { return false }
        try put(search, of: account)
        return true
    }

    private func put(_ search: SavedSearch, of account: String) throws(StoreError) {
        try connection.run(
            Statements.SavedSearch.put,
            [
                .text(account), .text(search.name), .text(search.words), .optional(search.type),
                .optional(search.source),
                .utf8(
                    JSONTree.object(
                        search.filters.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
                    ).bytes()
                ),
            ]
        )
    }

    /// Forgets a search.
    /// - Parameters:
    ///   - name: its name.
    ///   - account: the account.
    /// - Returns: whether there was one.
    /// - Throws: `StoreError`.
    public func remove(_ name: String, of account: String) throws(StoreError) -> Bool {
        try connection.run(Statements.SavedSearch.remove, [.text(account), .text(name)])
        return connection.changes == 1
    }
}
