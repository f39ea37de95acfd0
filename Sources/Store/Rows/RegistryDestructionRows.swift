/// The destruction of a copy, which two persons have to answer for.
package struct StoredDestruction: Sendable, Equatable {
    /// How one ended.
    package enum Outcome: String, Sendable {
        case destroyed
        case withdrawn
    }

    /// Its row, that of the entry, and the number of the copy; 0 for what the node itself keeps.
    package let row, entry, number: Int64
    /// How it is destroyed, and why.
    package let method, reason: String
    /// The account of the first person, and who that is.
    package let account, officer: String
    /// When the first person said so, in microseconds since 1970.
    package let made: Int64
    /// When it was decided, in microseconds since 1970, or nil.
    package let decided: Int64?
    /// The account of the second person, and who that is, or nil.
    package let second, secondOfficer: String?
    /// How it ended, or nil as long as it waits.
    package let outcome: Outcome?
    /// The certificate as a signed note, or nil.
    package let certificate: [UInt8]?
}

extension StoredDestruction {
    init(_ found: Row) {
        (row, entry, number) = (found.integer(0), found.integer(1), found.integer(2))
        (method, reason, account, officer) = (found.text(3), found.text(4), found.text(5), found.text(6))
        (made, decided) = (found.integer(7), found.isNull(8) ? nil : found.integer(8))
        (second, secondOfficer) = (found.optionalText(9), found.optionalText(10))
        outcome = found.optionalText(11).flatMap(Outcome.init)
        certificate = found.isNull(12) ? nil : found.blob(12)
    }
}

/// Reading and writing the rows of `registry_destruction`.
package struct RegistryDestructionRows {
    private let connection: Connection

    /// The destructions behind a connection.
    package init(_ connection: Connection) { self.connection = connection }

    /// Keeps the word of the first person; returns its row.
    package func add(
        entry: Int64,
        number: Int64,
        method: String,
        reason: String,
        account: String,
        officer: String,
        now: Int64
    ) throws(StoreError) -> Int64 {
        try connection.run(
            Statements.RegistryDestruction.add,
            [
                .integer(entry), .integer(number), .text(method), .text(reason), .text(account), .text(officer),
                .integer(now),
            ]
        )
        return connection.lastRow
    }

    /// A destruction, or nil.
    package func find(_ row: Int64) throws(StoreError) -> StoredDestruction? {
        try connection.first(Statements.RegistryDestruction.find, [.integer(row)], StoredDestruction.init)
    }

    /// The destructions of an entry, the oldest first.
    package func all(of entry: Int64) throws(StoreError) -> [StoredDestruction] {
        try connection.all(Statements.RegistryDestruction.ofEntry, [.integer(entry)], StoredDestruction.init)
    }

    /// Those that wait for a second person.
    package func waiting(most: Int) throws(StoreError) -> [StoredDestruction] {
        try connection.all(Statements.RegistryDestruction.waiting, [.integer(Int64(most))], StoredDestruction.init)
    }

    /// Keeps how one ended; false if it had ended before.
    package func decide(
        _ row: Int64,
        _ outcome: StoredDestruction.Outcome,
        account: String,
        officer: String,
        certificate: [UInt8]?,
        now: Int64
    ) throws(StoreError) -> Bool {
        try connection.run(
            Statements.RegistryDestruction.decide,
            [
                .integer(now), .text(account), .text(officer), .text(outcome.rawValue),
                certificate.map { .blob($0) } ?? .null, .integer(row),
            ]
        )
        return connection.changes == 1
    }
}
