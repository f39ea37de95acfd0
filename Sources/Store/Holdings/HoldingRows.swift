internal import JSON

/// The index of the holdings: the objects that people can find, by classes of markings, types and sources.
///
/// It is written with the versions (`HoldingWriter`): nothing is read at a start, and two processes over one store see
/// the same.
public struct HoldingRows {
    private let connection: Connection

    /// The index behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// One object, by the version that stands for it.
    public struct Entry: Sendable, Hashable {
        /// The version's row.
        public let row: Int64
        /// The number of its group.
        public let group: Int64

        /// A holding.
        /// - Parameters:
        ///   - row: the row of the version that stands for it.
        ///   - group: the number of its group.
        public init(row: Int64, group: Int64) {
            (self.row, self.group) = (row, group)
        }
    }

    /// Holdings that are alike in all that decides who sees them, and in what lists tell them apart by.
    public struct Group: Sendable, Equatable {
        /// Its number.
        public let number: Int64
        /// The number of the class of markings.
        public let markings: Int64
        /// The STIX type.
        public let kind: String
        /// The kind of source that handed them in, and its name behind a space if it has one.
        public let source: String
        /// Whether they are in quarantine or set apart, for officers only.
        public let isApart: Bool
        /// How many there are.
        public let count: Int64
        /// No row of them is behind this one.
        public let newest: Int64
    }

    /// What some holdings are marked with.
    public struct MarkingClass: Sendable, Equatable {
        /// The marking definitions that they and their portions refer to, in order.
        public let markings: [String]
        /// Whether a part of their markings cannot be read.
        public let isUnclear: Bool
    }

    /// A number that every change of the index raises: what is remembered of it holds as long as this is the same.
    /// - Returns: the number.
    /// - Throws: `StoreError`.
    public func epoch() throws(StoreError) -> Int64 {
        try connection.first(Statements.Holding.epoch) { $0.integer(0) } ?? 0
    }

    /// The groups that have holdings.
    /// - Returns: the groups, in no order.
    /// - Throws: `StoreError`.
    public func groups() throws(StoreError) -> [Group] {
        try connection.all(Statements.Holding.groups) { Self.group($0) }
    }

    /// A group, also where it has no holdings any more.
    /// - Parameter number: its number.
    /// - Returns: the group; nil if there is none.
    /// - Throws: `StoreError`.
    public func group(numbered number: Int64) throws(StoreError) -> Group? {
        try connection.first(Statements.Holding.numbered, [.integer(number)]) { Self.group($0) }
    }

    private static func group(_ row: Row) -> Group {
        let (kind, name) = (row.text(3), row.text(4))
        return Group(
            number: row.integer(0),
            markings: row.integer(1),
            kind: row.text(2),
            source: name.isEmpty ? kind : "\(kind) \(name)",
            isApart: row.integer(5) == 1,
            count: row.integer(6),
            newest: row.integer(7)
        )
    }

    /// When a version was made, as far as it says so.
    /// - Parameter row: the version's row.
    /// - Returns: microseconds since 1970; nil if there is no such row.
    /// - Throws: `StoreError`.
    public func stamp(of row: Int64) throws(StoreError) -> Int64? {
        try connection.first(Statements.Holding.stamp, [.integer(row)]) { $0.integer(0) }
    }

    /// The classes of markings; their numbers begin at 1 and have no gap.
    /// - Parameter number: only those behind this number.
    /// - Returns: the classes by their numbers.
    /// - Throws: `StoreError`.
    public func classes(after number: Int64 = 0) throws(StoreError) -> [Int64: MarkingClass] {
        var classes: [Int64: MarkingClass] = [:]
        try connection.rows(Statements.Holding.classes, [.integer(number)]) { row in
            let list = try? JSONDocument(parsing: row.blob(1))
            let markings = list.map { $0.root.elements.compactMap(\.string) } ?? []
            classes[row.integer(0)] = MarkingClass(markings: markings, isUnclear: row.integer(2) == 1)
            return true
        }
        return classes
    }

    /// The group of a version; nil if it stands for no object.
    /// - Parameter row: the version's row.
    /// - Returns: the group's number.
    /// - Throws: `StoreError`.
    public func group(of row: Int64) throws(StoreError) -> Int64? {
        try connection.first(Statements.Holding.group, [.integer(row)]) { $0.integer(0) }
    }

    /// The versions that stand for an object, one from each source.
    /// - Parameter id: the object's identifier.
    /// - Returns: the holdings, the newest first.
    /// - Throws: `StoreError`.
    public func standing(for id: String) throws(StoreError) -> [Entry] {
        try connection.all(Statements.Holding.standing, [.text(id)]) {
            Entry(row: $0.integer(0), group: $0.integer(1))
        }
        .sorted { $0.row > $1.row }
    }

    /// The first row that was kept at a moment or later, found by halving: rows are written in the order of time.
    /// - Parameter moment: microseconds since 1970.
    /// - Returns: the row; one behind the last where nothing was kept since.
    /// - Throws: `StoreError`.
    public func firstRow(since moment: Int64) throws(StoreError) -> Int64 {
        var low: Int64 = 1
        var high = try connection.first(Statements.Holding.lastRow) { $0.integer(0) + 1 } ?? 1
        while low < high {
            let middle = low + (high - low) / 2
            let found = try connection.first(Statements.Holding.keptFrom, [.integer(middle)]) {
                (row: $0.integer(0), kept: $0.integer(1))
            }
            guard let found else { break }
            if found.kept >= moment { high = middle } else { low = found.row + 1 }
        }
        return low
    }

    /// Visits the holdings whose identifiers begin with a text, in the order of identifiers.
    /// - Parameters:
    ///   - text: a type with the beginning of a UUID.
    ///   - body: gets the holdings one by one; returns false to stop.
    /// - Throws: `StoreError`.
    public func visit(beginning text: String, _ body: (Entry) -> Bool) throws(StoreError) {
        // No sign of a UUID is as large as `g`.
        try connection.rows(Statements.Holding.beginning, [.text(text), .text(text + "g")]) {
            body(Entry(row: $0.integer(0), group: $0.integer(1)))
        }
    }

    /// Visits the holdings that stand in the lists of a party, whole or as a rendition, what was given last first.
    /// - Parameters:
    ///   - party: the party.
    ///   - body: gets the holdings one by one; returns false to stop.
    /// - Throws: `StoreError`.
    public func visit(givenTo party: String, _ body: (Entry) -> Bool) throws(StoreError) {
        for statement in [Statements.Holding.givenWhole, Statements.Holding.givenRenditions] {
            try connection.rows(statement, [.text(party)]) {
                body(Entry(row: $0.integer(0), group: $0.integer(1)))
            }
        }
    }

    /// The holdings of some groups, the newest first, read as they are asked for.
    /// - Parameters:
    ///   - groups: the groups, each with a row behind which it has none.
    ///   - before: only rows before this one.
    /// - Returns: the walk.
    public func walk(_ groups: some Sequence<(number: Int64, newest: Int64)>, before: Int64 = .max) -> HoldingWalk {
        HoldingWalk(.holdings, groups, before: before, connection)
    }

    /// The holdings of some groups, the oldest first, read as they are asked for.
    /// - Parameters:
    ///   - groups: the numbers of the groups.
    ///   - row: only rows after this one.
    /// - Returns: the walk.
    public func walk(_ groups: [Int64], after row: Int64) -> HoldingWalk {
        HoldingWalk(.oldest, groups.map { (number: $0, newest: -row - 1) }, before: .max, connection)
    }

    /// What refers to an identifier, the newest first, read as it is asked for.
    /// - Parameters:
    ///   - id: the identifier.
    ///   - isAuthorship: those that only name it as their creator, or the others.
    ///   - isAsked: which groups count.
    /// - Returns: the walk.
    /// - Throws: `StoreError`.
    public func referrers(of id: String, isAuthorship: Bool, where isAsked: (Int64) -> Bool) throws(StoreError)
        -> HoldingWalk
    {
        let target = HoldingFacts.mark(of: id)
        var found: [(number: Int64, newest: Int64)] = []
        var last: Int64 = 0
        while let group = try connection.first(
            Statements.Holding.nextGroup,
            [.integer(target), .bool(isAuthorship), .integer(last)],
            { $0.integer(0) }
        ) {
            if isAsked(group) { found.append((group, .max - 1)) }
            last = group
        }
        return HoldingWalk(.references(target, isAuthorship: isAuthorship), found, before: .max, connection)
    }

    /// Whether an object refers to an identifier.
    /// - Parameters:
    ///   - entry: the object.
    ///   - id: the identifier.
    ///   - isAuthorship: whether it is to name it only as its creator.
    /// - Returns: true if it does.
    /// - Throws: `StoreError`.
    public func refers(_ entry: Entry, to id: String, isAuthorship: Bool) throws(StoreError) -> Bool {
        let values: [SQLValue] = [
            .integer(HoldingFacts.mark(of: id)), .bool(isAuthorship), .integer(entry.group), .integer(entry.row),
        ]
        return try connection.first(Statements.Holding.refers, values) { $0.integer(0) } != nil
    }

    /// How much of the index is not as the versions are; for `check`.
    func differences() throws(StoreError) -> Int64 {
        var found: Int64 = 0
        for statement in [Statements.Holding.Check.missing, Statements.Holding.Check.counts] {
            found += try connection.first(statement) { $0.integer(0) } ?? 0
        }
        return found
    }

    /// A list of marking definitions as it is kept.
    static func text(_ markings: [String]) -> [UInt8] { JSONTree.strings(markings).bytes() }
}
