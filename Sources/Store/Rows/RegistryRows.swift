/// An object of a registered level, with its number: an entry of the registry.
package struct StoredRegistryEntry: Sendable, Equatable {
    /// Its row, the year of its number, and the number within the year: from 1 without a gap.
    package let row, year, running: Int64
    /// The object's identifier.
    package let object: String
    /// The source that handed it in: `own`, `found`, or `partner` with its short name.
    package let sourceKind, sourceName: String
    /// The scheme and the level.
    package let scheme, level: String
    /// When it was entered, in microseconds since 1970.
    package let made: Int64
    /// The entry of what it translates; when what the node keeps was destroyed, in microseconds since 1970.
    package let parent, destroyed: Int64?
}

extension StoredRegistryEntry {
    init(_ found: Row) {
        (row, year, running) = (found.integer(0), found.integer(1), found.integer(2))
        (object, sourceKind, sourceName) = (found.text(3), found.text(4), found.text(5))
        (scheme, level) = (found.text(6), found.text(7))
        (parent, made) = (found.isNull(8) ? nil : found.integer(8), found.integer(9))
        destroyed = found.isNull(10) ? nil : found.integer(10)
    }
}

/// Something that happened in the registry.
package struct StoredRegistryAct: Sendable, Equatable {
    /// Its row; 0 before it is kept.
    package var row: Int64 = 0
    /// The row of the entry that it is about; nil where it is about several, or about none.
    package var entry: Int64?
    /// What was done, in one word.
    package var act: String
    /// When, in microseconds since 1970.
    package var made: Int64
    /// The account of who did it, and the name for people; empty for the node itself.
    package var account, officer: String
    /// The day, counted from 1970 in the zone of the party; for openings.
    package var day: Int64 = 0
    /// How an object was opened; empty for other acts.
    package var way = ""
    /// What else there is to say, as canonical JSON.
    package var body: [UInt8]
    /// Opens the commitment to it, and what the log holds: a digest over the commitments of its transaction.
    package var salt: [UInt8] = [], sealed: [UInt8] = []

    /// An act.
    package init(
        entry: Int64?,
        act: String,
        made: Int64,
        account: String,
        officer: String,
        day: Int64 = 0,
        way: String = "",
        body: [UInt8]
    ) {
        (self.entry, self.act, self.made, self.account) = (entry, act, made, account)
        (self.officer, self.day, self.way, self.body) = (officer, day, way, body)
    }

    init(_ found: Row) {
        (row, entry) = (found.integer(0), found.isNull(1) ? nil : found.integer(1))
        (act, made, account, officer) = (found.text(2), found.integer(3), found.text(4), found.text(5))
        (day, way, body) = (found.integer(6), found.text(7), found.blob(8))
        (salt, sealed) = (found.blob(9), found.blob(10))
    }
}

/// Reading and writing the rows of `registry` and `registry_act`.
package struct RegistryRows {
    /// Which entries a list has; nil for any.
    package struct Filter: Sendable {
        package var year: Int64?
        package var scheme, level: String?
        package var isDestroyed: Bool?

        /// Every entry.
        package init() {}
    }

    private let connection: Connection

    /// The registry behind a connection.
    package init(_ connection: Connection) { self.connection = connection }

    /// The kinds of sources whose objects are entered: the party's own, valid or kept as found, and what partners give.
    package static let registering: Set<String> = ["own", "partner", FoundRows.kind]

    /// Whether what a source hands in is entered.
    package func isRegistering(_ source: Int64) throws(StoreError) -> Bool {
        try connection.first(Statements.Holding.Change.source, [.integer(source)]) { $0.text(0) }
            .map(Self.registering.contains) ?? false
    }

    /// The next number of a year; the one before is taken, whatever became of its entry.
    package func nextNumber(in year: Int64) throws(StoreError) -> Int64 {
        try connection.first(Statements.Registry.last, [.integer(year)]) { $0.isNull(0) ? 1 : $0.integer(0) + 1 } ?? 1
    }

    /// Enters an object; returns the row of its entry.
    package func add(
        year: Int64,
        running: Int64,
        object: String,
        source: Int64,
        scheme: String,
        level: String,
        parent: Int64?,
        made: Int64,
        act: Int64
    ) throws(StoreError) -> Int64 {
        try connection.run(
            Statements.Registry.add,
            [
                .integer(year), .integer(running), .text(object), .integer(source), .text(scheme), .text(level),
                parent.map { .integer($0) } ?? .null, .integer(made), .integer(act),
            ]
        )
        return connection.lastRow
    }

    /// The entries of an object, one for each source.
    package func entries(of object: String) throws(StoreError) -> [StoredRegistryEntry] {
        try connection.all(Statements.Registry.ofObject, [.text(object)], StoredRegistryEntry.init)
    }

    /// The entry of an object from one source, by row with its level; nil if there is none.
    package func held(_ object: String, source: Int64) throws(StoreError) -> (
        row: Int64, level: String, scheme: String, isDestroyed: Bool
    )? {
        try connection.first(Statements.Registry.held, [.text(object), .integer(source)]) {
            ($0.integer(0), $0.text(1), $0.text(2), !$0.isNull(3))
        }
    }

    /// The entry of a number, or nil.
    package func entry(year: Int64, running: Int64) throws(StoreError) -> StoredRegistryEntry? {
        try connection.first(
            Statements.Registry.numbered,
            [.integer(year), .integer(running)],
            StoredRegistryEntry.init
        )
    }

    /// The entry of a row, or nil.
    package func entry(row: Int64) throws(StoreError) -> StoredRegistryEntry? {
        try connection.first(Statements.Registry.find, [.integer(row)], StoredRegistryEntry.init)
    }

    /// The entries of translations of an entry's object.
    package func translations(of row: Int64, most: Int) throws(StoreError) -> [StoredRegistryEntry] {
        try connection.all(
            Statements.Registry.parts,
            [.integer(row), .integer(Int64(most))],
            StoredRegistryEntry.init
        )
    }

    /// Entries before a row, the newest first.
    package func page(_ filter: Filter, before: Int64, limit: Int) throws(StoreError) -> [StoredRegistryEntry] {
        try connection.all(
            Statements.Registry.page,
            [
                .integer(before), filter.year.map { .integer($0) } ?? .null, .optional(filter.scheme),
                .optional(filter.level), filter.isDestroyed.map { .bool($0) } ?? .null, .integer(Int64(limit)),
            ],
            StoredRegistryEntry.init
        )
    }

    /// Notes another level of an entry.
    package func put(_ row: Int64, scheme: String, level: String) throws(StoreError) {
        try connection.run(Statements.Registry.level, [.text(scheme), .text(level), .integer(row)])
    }

    /// Notes that what the node keeps of an entry is destroyed; false if it was so before.
    package func destroy(_ row: Int64, now: Int64) throws(StoreError) -> Bool {
        try connection.run(Statements.Registry.destroy, [.integer(now), .integer(row)])
        return connection.changes == 1
    }

    /// Notes that the node keeps what was destroyed once more.
    package func revive(_ row: Int64) throws(StoreError) {
        try connection.run(Statements.Registry.revive, [.integer(row)])
    }

    /// Whether the node keeps any version of what was entered.
    package func isKept(_ entry: StoredRegistryEntry) throws(StoreError) -> Bool {
        try connection.first(Statements.Registry.isKept, [.integer(entry.row)]) { $0.integer(0) } != nil
    }

    /// Keeps an act; returns its row.
    package func add(_ act: StoredRegistryAct) throws(StoreError) -> Int64 {
        try connection.run(
            Statements.RegistryAct.add,
            [
                act.entry.map { .integer($0) } ?? .null, .text(act.act), .integer(act.made), .text(act.account),
                .text(act.officer), .integer(act.day), .text(act.way), .blob(act.body), .blob(act.salt),
                .blob(act.sealed),
            ]
        )
        return connection.lastRow
    }

    /// What happened to an entry before a row, the newest first.
    package func acts(on entry: Int64, act: String?, before: Int64, limit: Int) throws(StoreError)
        -> [StoredRegistryAct]
    {
        try connection.all(
            Statements.RegistryAct.page,
            [.integer(entry), .integer(before), .optional(act), .integer(Int64(limit))],
            StoredRegistryAct.init
        )
    }

    /// The act by which an entry was made.
    package func entering(_ entry: Int64) throws(StoreError) -> StoredRegistryAct? {
        try connection.first(Statements.RegistryAct.ofEntry, [.integer(entry)], StoredRegistryAct.init)
    }

    /// Whether it is known that an account opened an entry on a day in some way.
    package func isOpened(_ entry: Int64, by account: String, day: Int64, way: String) throws(StoreError) -> Bool {
        try connection.first(
            Statements.RegistryAct.isOpened,
            [.integer(entry), .text(account), .integer(day), .text(way)]
        ) { $0.integer(0) } != nil
    }

    /// What an account has opened before a row, the newest first.
    package func openings(by account: String, before: Int64, limit: Int) throws(StoreError) -> [StoredRegistryAct] {
        try connection.all(
            Statements.RegistryAct.opened,
            [.text(account), .integer(before), .integer(Int64(limit))],
            StoredRegistryAct.init
        )
    }
}
