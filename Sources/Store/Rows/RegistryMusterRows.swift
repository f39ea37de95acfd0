/// A muster: every copy is looked for, and what differs is written down.
package struct StoredMuster: Sendable, Equatable {
    /// Its row, the year that it is of, and when it began, in microseconds since 1970.
    package let row, year, opened: Int64
    /// The account of who began it, and who that is.
    package let account, officer: String
    /// When it was closed, in microseconds since 1970, or nil.
    package let closed: Int64?
    /// Who closed it, or nil.
    package let closer: String?
    /// How many copies there were when it began.
    package let expected: Int64
    /// How many differences there were when it was closed, or nil.
    package let differing: Int64?
}

extension StoredMuster {
    init(_ found: Row) {
        (row, year, opened) = (found.integer(0), found.integer(1), found.integer(2))
        (account, officer) = (found.text(3), found.text(4))
        (closed, closer) = (found.isNull(5) ? nil : found.integer(5), found.optionalText(6))
        (expected, differing) = (found.integer(7), found.isNull(8) ? nil : found.integer(8))
    }
}

/// What was found of a copy at a muster.
package struct StoredSighting: Sendable, Equatable {
    /// The row of the entry, and the number of the copy; 0 for what the node itself keeps.
    package let entry, number: Int64
    /// `seen`, `elsewhere`, `missing`, `not-seen` or `gone`, and what was written beside.
    package let state, note: String
    /// When, in microseconds since 1970.
    package let made: Int64
    /// Who looked.
    package let officer: String

    init(_ found: Row) {
        (entry, number, state) = (found.integer(0), found.integer(1), found.text(2))
        (note, made, officer) = (found.text(3), found.integer(4), found.text(5))
    }

    /// What was found.
    package init(entry: Int64, number: Int64, state: String, note: String, made: Int64, officer: String) {
        (self.entry, self.number, self.state, self.note) = (entry, number, state, note)
        (self.made, self.officer) = (made, officer)
    }
}

/// Reading and writing the rows of `registry_muster` and `registry_sighting`.
package struct RegistryMusterRows {
    private let connection: Connection

    /// The musters behind a connection.
    package init(_ connection: Connection) { self.connection = connection }

    /// Begins a muster; returns its row.
    package func open(year: Int64, account: String, officer: String, now: Int64) throws(StoreError) -> Int64 {
        try connection.run(
            Statements.RegistryMuster.open,
            [.integer(year), .integer(now), .text(account), .text(officer)]
        )
        return connection.lastRow
    }

    /// The row of the muster that is not closed, or nil.
    package func current() throws(StoreError) -> Int64? {
        try connection.first(Statements.RegistryMuster.current) { $0.integer(0) }
    }

    /// The musters, the newest first.
    package func all(most: Int) throws(StoreError) -> [StoredMuster] {
        try connection.all(Statements.RegistryMuster.all, [.integer(Int64(most))], StoredMuster.init)
    }

    /// A muster, or nil.
    package func find(_ row: Int64) throws(StoreError) -> StoredMuster? {
        try connection.first(Statements.RegistryMuster.find, [.integer(row)], StoredMuster.init)
    }

    /// Keeps what was found of a copy, in place of what was written before.
    package func note(_ sighting: StoredSighting, at muster: Int64) throws(StoreError) {
        try connection.run(
            Statements.RegistryMuster.sight,
            [
                .integer(muster), .integer(sighting.entry), .integer(sighting.number), .text(sighting.state),
                .text(sighting.note), .integer(sighting.made), .text(sighting.officer),
            ]
        )
    }

    /// Copies that nobody has looked for, behind a copy.
    package func unseen(_ muster: Int64, after copy: (entry: Int64, number: Int64), limit: Int) throws(StoreError)
        -> [StoredRegistryCopy]
    {
        try connection.all(
            Statements.RegistryMuster.unseen,
            [.integer(muster), .integer(copy.entry), .integer(copy.number), .integer(Int64(limit))],
            StoredRegistryCopy.init
        )
    }

    /// What differs, behind a copy.
    package func differences(_ muster: Int64, after copy: (entry: Int64, number: Int64), limit: Int)
        throws(StoreError) -> [StoredSighting]
    {
        try connection.all(
            Statements.RegistryMuster.differences,
            [.integer(muster), .integer(copy.entry), .integer(copy.number), .integer(Int64(limit))],
            StoredSighting.init
        )
    }

    /// How many copies were looked for, and how many of them differ.
    package func counts(_ muster: Int64) throws(StoreError) -> (looked: Int64, differing: Int64) {
        try connection.first(Statements.RegistryMuster.counts, [.integer(muster)]) { ($0.integer(0), $0.integer(1)) }
            ?? (0, 0)
    }

    /// What musters found of an entry, the oldest first, each with the year of its muster.
    package func sightings(of entry: Int64) throws(StoreError) -> [(year: Int64, sighting: StoredSighting)] {
        try connection.all(Statements.RegistryMuster.ofEntry, [.integer(entry)]) {
            ($0.integer(6), StoredSighting($0))
        }
    }

    /// Closes a muster: what nobody looked for, and what the node no longer keeps, are differences.
    /// - Returns: how many there are.
    package func close(_ muster: Int64, officer: String, now: Int64) throws(StoreError) -> Int64 {
        for statement in [Statements.RegistryMuster.noteUnseen, Statements.RegistryMuster.noteGone] {
            try connection.run(statement, [.integer(muster), .integer(now), .text(officer)])
        }
        let differing = try counts(muster).differing
        try connection.run(
            Statements.RegistryMuster.close,
            [.integer(now), .text(officer), .integer(differing), .integer(muster)]
        )
        return differing
    }
}
