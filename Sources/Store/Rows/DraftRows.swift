/// What somebody writes and has not saved yet: no version of anything, and nobody else's.
public struct StoredDraft: Sendable, Equatable {
    /// What the account calls it.
    public var key: String
    /// The object of which it is to be the next version; nil for a new one.
    public var item: String?
    /// What it is called in the account's list.
    public var title: String
    /// The STIX type.
    public var type: String
    /// The marking definitions that stand in it.
    public var markings: [String]
    /// When it was kept, in microseconds since 1970.
    public var saved: Int64
    /// How often it was kept.
    public var revision: Int64
    /// What stands in it, as JSON; empty in lists.
    public var body: [UInt8]

    /// A draft.
    public init(
        key: String,
        item: String?,
        title: String,
        type: String,
        markings: [String],
        saved: Int64,
        revision: Int64,
        body: [UInt8]
    ) {
        (self.key, self.item, self.title, self.type) = (key, item, title, type)
        (self.markings, self.saved, self.revision, self.body) = (markings, saved, revision, body)
    }
}

/// Reading and writing the rows of `draft`.
public struct DraftRows {
    /// What became of a draft that was to be kept.
    public enum Keeping: Sendable, Equatable {
        /// It is kept, for the so-manieth time.
        case kept(Int64)
        /// It was kept from elsewhere since.
        case changed
        /// The account has as many as it may have.
        case full
    }

    private let connection: Connection

    /// The drafts behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The drafts of an account without what stands in them, the newest first.
    /// - Parameter account: the account.
    /// - Returns: the drafts.
    /// - Throws: `StoreError`.
    public func all(of account: String) throws(StoreError) -> [StoredDraft] {
        try connection.all(Statements.Draft.ofAccount, [.text(account)], Self.draft)
    }

    /// A draft of an account.
    /// - Parameters:
    ///   - key: what the account calls it.
    ///   - account: the account.
    /// - Returns: the draft, or nil.
    /// - Throws: `StoreError`.
    public func find(_ key: String, of account: String) throws(StoreError) -> StoredDraft? {
        try connection.first(Statements.Draft.find, [.text(account), .text(key)], Self.draft)
    }

    private static func draft(_ row: Row) -> StoredDraft {
        StoredDraft(
            key: row.text(0),
            item: row.optionalText(1),
            title: row.text(2),
            type: row.text(3),
            markings: row.text(4).split(separator: " ").map(String.init),
            saved: row.integer(5),
            revision: row.integer(6),
            body: row.blob(7)
        )
    }

    /// Keeps a draft.
    /// - Parameters:
    ///   - draft: the draft; its `revision` does not count.
    ///   - before: the `revision` of the one that it was made from, 0 for a first one; nil takes the place of any.
    ///   - account: the account.
    ///   - most: how many an account may have.
    /// - Returns: whether it is kept.
    /// - Throws: `StoreError`.
    public func put(_ draft: StoredDraft, after before: Int64?, of account: String, most: Int) throws(StoreError)
        -> Keeping
    {
        let known = try connection.first(
            Statements.Draft.revision,
            [.text(account), .text(draft.key)]
        ) { $0.integer(0) }
        guard before ?? known ?? 0 == known ?? 0 else { return .changed }
        let revision = (known ?? 0) + 1
        if known == nil {
            let count = try connection.first(Statements.Draft.count, [.text(account)]) {
                $0.integer(0)
            }
            guard count ?? 0 < Int64(most) else { return .full }
        }
        try connection.run(
            Statements.Draft.put,
            [
                .text(account), .text(draft.key), .optional(draft.item), .text(draft.title), .text(draft.type),
                .text(draft.markings.joined(separator: " ")), .integer(draft.saved), .integer(revision),
                .blob(draft.body),
            ]
        )
        return .kept(revision)
    }

    /// Forgets a draft.
    /// - Parameters:
    ///   - key: what the account calls it.
    ///   - account: the account.
    /// - Returns: whether there was one.
    /// - Throws: `StoreError`.
    @discardableResult
    public func remove(_ key: String, of account: String) throws(StoreError) -> Bool {
        try connection.run(Statements.Draft.remove, [.text(account), .text(key)])
        return connection.changes == 1
    }
}
