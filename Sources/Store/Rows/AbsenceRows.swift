/// Who is away, and who does the work meanwhile.
public struct Absence: Sendable, Equatable {
    /// The account of who is away.
    public let account: String
    /// The account of the deputy.
    public let deputy: String
    /// The first day (UTC), as `2026-03-02`.
    public let since: String
    /// The last day (UTC).
    public let until: String

    /// An absence.
    /// - Parameters:
    ///   - account: the account of who is away.
    ///   - deputy: the account of the deputy.
    ///   - since: the first day (UTC).
    ///   - until: the last day (UTC).
    public init(account: String, deputy: String, since: String, until: String) {
        (self.account, self.deputy, self.since, self.until) = (account, deputy, since, until)
    }

    /// Whether a day is one of it; days are texts in the order of time.
    /// - Parameter day: the day.
    /// - Returns: true if it is.
    public func covers(_ day: String) -> Bool { since <= day && day <= until }
}

/// Reading and writing the rows of `absence`.
public struct AbsenceRows {
    private let connection: Connection

    /// The absences behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Every absence, by account.
    /// - Returns: the absences; one an account at most.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [Absence] {
        try connection.all(Statements.AbsenceList.all) {
            Absence(account: $0.text(0), deputy: $0.text(1), since: $0.text(2), until: $0.text(3))
        }
    }

    /// Keeps an absence in place of the one that the account has.
    /// - Parameter absence: the absence.
    /// - Throws: `StoreError`.
    public func put(_ absence: Absence) throws(StoreError) {
        try connection.run(
            Statements.AbsenceList.put,
            [.text(absence.account), .text(absence.deputy), .text(absence.since), .text(absence.until)]
        )
    }

    /// Ends the absence of an account.
    /// - Parameter account: the account.
    /// - Returns: whether there was one.
    /// - Throws: `StoreError`.
    public func remove(_ account: String) throws(StoreError) -> Bool {
        try connection.run(Statements.AbsenceList.remove, [.text(account)])
        return connection.changes == 1
    }
}
