/// What an author hands to the disclosure officers: a version of an object, for some parties.
public struct StoredSubmission: Sendable, Equatable {
    /// How one ended.
    public enum End: String, Sendable {
        /// An officer gave it back to the author.
        case returned
        /// The author took it back, or handed in another version.
        case withdrawn
    }

    /// Its row.
    public let row: Int64
    /// What it is called in addresses.
    public let id: String
    /// The object's identifier.
    public let object: String
    /// The version that was handed in.
    public let version: String
    /// The author's account.
    public let account: String
    /// Who the author is.
    public let author: String
    /// The short names of the partners.
    public let parties: [String]
    /// When it was handed in, in microseconds since 1970.
    public let made: Int64
    /// The account of the officer who took it on, or nil.
    public let assigned: String?
    /// How it ended, or nil as long as it has not.
    public let end: End?
    /// When it ended, in microseconds since 1970.
    public let ended: Int64?
    /// Until when the author knows of it, in microseconds since 1970.
    public let seen: Int64
}

/// A word about a submission, of its author or of an officer.
public struct StoredRemark: Sendable, Equatable {
    /// Who said it: the account.
    public let account: String
    /// Who that is.
    public let name: String
    /// When, in microseconds since 1970.
    public let made: Int64
    /// What was said.
    public let text: String

    /// A word.
    public init(account: String, name: String, made: Int64, text: String) {
        (self.account, self.name, self.made, self.text) = (account, name, made, text)
    }
}

/// Reading and writing the rows of `submission` and `remark`.
public struct SubmissionRows {
    private let connection: Connection

    /// The submissions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Keeps a submission.
    /// - Parameters:
    ///   - id: what it is called in addresses.
    ///   - object: the object's identifier.
    ///   - version: the version that is handed in.
    ///   - account: the author's account.
    ///   - author: who the author is.
    ///   - parties: the short names of the partners.
    ///   - now: microseconds since 1970.
    /// - Returns: its row.
    /// - Throws: `StoreError`.
    public func add(
        id: String,
        object: String,
        version: String,
        account: String,
        author: String,
        parties: [String],
        now: Int64
    ) throws(StoreError) -> Int64 {
        try connection.run(
            Statements.Submission.add,
            [
                .text(id), .text(object), .text(version), .text(account), .text(author),
                .text(parties.joined(separator: " ")), .integer(now),
            ]
        )
        return connection.lastRow
    }

    /// The submission of a name.
    /// - Parameter id: the name.
    /// - Returns: the submission, or nil.
    /// - Throws: `StoreError`.
    public func find(_ id: String) throws(StoreError) -> StoredSubmission? {
        try connection.first(
            Statements.Submission.find,
            [.text(id)],
            Self.submission
        )
    }

    /// What an account handed in, the newest first.
    /// - Parameters:
    ///   - account: the account.
    ///   - most: how many at most.
    /// - Returns: the submissions.
    /// - Throws: `StoreError`.
    public func all(of account: String, most: Int) throws(StoreError) -> [StoredSubmission] {
        try connection.all(
            Statements.Submission.ofAccount,
            [.text(account), .integer(Int64(most))],
            Self.submission
        )
    }

    /// What was handed in of an object and has not ended, the oldest first.
    /// - Parameter object: the object's identifier.
    /// - Returns: the submissions.
    /// - Throws: `StoreError`.
    public func open(of object: String) throws(StoreError) -> [StoredSubmission] {
        try connection.all(Statements.Submission.openOf, [.text(object)], Self.submission)
    }

    /// What waits for an officer, the oldest first.
    /// - Returns: the submissions.
    /// - Throws: `StoreError`.
    public func waiting() throws(StoreError) -> [StoredSubmission] {
        try connection.all(Statements.Submission.waiting, [], Self.submission)
    }

    private static func submission(_ row: Row) -> StoredSubmission {
        StoredSubmission(
            row: row.integer(0),
            id: row.text(1),
            object: row.text(2),
            version: row.text(3),
            account: row.text(4),
            author: row.text(5),
            parties: row.text(6).split(separator: " ").map(String.init),
            made: row.integer(7),
            assigned: row.optionalText(8),
            end: row.optionalText(9).flatMap(StoredSubmission.End.init),
            ended: row.isNull(10) ? nil : row.integer(10),
            seen: row.integer(11)
        )
    }

    /// Ends a submission.
    /// - Parameters:
    ///   - row: its row.
    ///   - end: how.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func end(_ row: Int64, _ end: StoredSubmission.End, now: Int64) throws(StoreError) {
        try connection.run(
            Statements.Submission.end,
            [.text(end.rawValue), .integer(now), .integer(row)]
        )
    }

    /// Gives a submission to an officer.
    /// - Parameters:
    ///   - row: its row.
    ///   - account: the officer's account, or nil for nobody.
    /// - Throws: `StoreError`.
    public func assign(_ row: Int64, to account: String?) throws(StoreError) {
        try connection.run(
            Statements.Submission.assign,
            [.optional(account), .integer(row)]
        )
    }

    /// Notes that the author knows how a submission stands.
    /// - Parameters:
    ///   - row: its row.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func note(_ row: Int64, seen now: Int64) throws(StoreError) {
        try connection.run(Statements.Submission.see, [.integer(now), .integer(row)])
    }

    /// Keeps a word about a submission.
    /// - Parameters:
    ///   - remark: the word.
    ///   - row: the submission's row.
    /// - Throws: `StoreError`.
    public func add(_ remark: StoredRemark, to row: Int64) throws(StoreError) {
        try connection.run(
            Statements.Submission.say,
            [.integer(row), .text(remark.account), .text(remark.name), .integer(remark.made), .text(remark.text)]
        )
    }

    /// The words about a submission, the oldest first.
    /// - Parameter row: its row.
    /// - Returns: the words.
    /// - Throws: `StoreError`.
    public func remarks(on row: Int64) throws(StoreError) -> [StoredRemark] {
        try connection.all(
            Statements.Submission.remarks,
            [.integer(row)]
        ) { StoredRemark(account: $0.text(0), name: $0.text(1), made: $0.integer(2), text: $0.text(3)) }
    }
}
