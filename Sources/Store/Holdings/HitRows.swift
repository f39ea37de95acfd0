/// What was met when it came in: an indicator, and what was observed.
///
/// Nothing of it is told without being decided anew for whoever asks: what stands here is which versions to look at.
public struct HitRows {
    private let connection: Connection

    /// So many are kept of an indicator with what is alike in who may see it, and so many of two groups in all.
    public static let (mostOfIndicator, mostOfGroups) = (100, 5_000)

    /// The hits behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Two versions by which a pattern is met.
    public struct Pair: Sendable, Hashable {
        /// The indicator.
        public let indicator: HoldingRows.Entry
        /// What was observed.
        public let observed: HoldingRows.Entry
        /// A mark of their identifiers.
        public let mark: Int64

        /// Two versions.
        /// - Parameters:
        ///   - indicator: the indicator.
        ///   - observed: what was observed.
        ///   - mark: a mark of their identifiers.
        public init(indicator: HoldingRows.Entry, observed: HoldingRows.Entry, mark: Int64) {
            (self.indicator, self.observed, self.mark) = (indicator, observed, mark)
        }
    }

    /// A hit as it is kept.
    public struct Kept: Sendable {
        /// Its number; later ones have larger numbers.
        public let row: Int64
        /// The versions.
        public let pair: Pair
        /// When it was found, in microseconds since 1970.
        public let found: Int64
    }

    /// A version that stands for its object.
    public struct Arrived: Sendable {
        /// The version.
        public let entry: HoldingRows.Entry
        /// Its type.
        public let type: String
    }

    /// Two groups of which hits are kept, or were more than are kept.
    public struct Groups: Sendable, Hashable {
        /// The group of the indicators.
        public let indicators: Int64
        /// The group of what was observed.
        public let observed: Int64

        /// Two groups.
        /// - Parameters:
        ///   - indicators: the group of the indicators.
        ///   - observed: the group of what was observed.
        public init(indicators: Int64, observed: Int64) { (self.indicators, self.observed) = (indicators, observed) }
    }

    /// The last row that was held against what is here.
    public func covered() throws(StoreError) -> Int64 {
        try connection.first(Statements.Hit.covered) { $0.integer(0) } ?? 0
    }

    /// What is to be held next: what stands anew or begins to count, then what came, as far as the index of values has
    /// come.
    /// - Parameters:
    ///   - limit: so many at most.
    ///   - now: microseconds since 1970.
    /// - Returns: what stands; up to which row that is all that came; the rows that are due no more.
    /// - Throws: `StoreError`.
    public func next(_ limit: Int, now: Int64) throws(StoreError) -> (arrived: [Arrived], upTo: Int64, due: [Int64]) {
        let from = try covered()
        let due = try connection.all(Statements.Hit.due, [.integer(now), .integer(Int64(limit))]) { $0.integer(0) }
        guard due.isEmpty else {
            var arrived: [Arrived] = []
            for row in due { arrived += try connection.all(Statements.Hit.standing, [.integer(row)], Self.arrived) }
            return (arrived, from, due)
        }
        let last = try ValueIndex.covered(connection)
        guard last > from else { return ([], from, []) }
        let arrived = try connection.all(
            Statements.Hit.arrived,
            [.integer(from), .integer(last), .integer(Int64(limit))],
            Self.arrived
        )
        return (arrived, arrived.count < limit ? last : arrived.last?.entry.row ?? last, [])
    }

    /// When something is due next, in microseconds since 1970; nil if nothing waits.
    public func nextDue() throws(StoreError) -> Int64? {
        try connection.first(Statements.Hit.nextDue) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
    }

    private static func arrived(_ row: Row) -> Arrived {
        Arrived(entry: HoldingRows.Entry(row: row.integer(0), group: row.integer(1)), type: row.text(2))
    }

    /// Notes what was met, and that so much was held.
    /// - Parameters:
    ///   - pairs: what was met.
    ///   - leftOut: groups of which something was not decided.
    ///   - upTo: the last row that was held.
    ///   - due: what is due no more.
    ///   - later: what is due later, with when, in microseconds since 1970.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func note(
        _ pairs: [Pair],
        leftOut: Set<Groups>,
        upTo: Int64,
        due: [Int64],
        later: [HoldingRows.Entry: Int64],
        now: Int64
    ) throws(StoreError) {
        var (touched, room): (Set<Groups>, [OfIndicator: Int]) = ([], [:])
        var (standing, over): ([Int64: Int64?], [Groups: Int]) = ([:], [:])
        let holdings = HoldingRows(connection)
        func stands(_ entry: HoldingRows.Entry) throws(StoreError) -> Bool {
            if let known = standing[entry.row] { return known == entry.group }
            let group = try holdings.group(of: entry.row)
            standing[entry.row] = .some(group)
            return group == entry.group
        }
        for pair in pairs {
            let (indicator, observed) = (pair.indicator, pair.observed)
            // What does not stand any more must not come back.
            guard try stands(indicator), try stands(observed) else { continue }
            let groups = Groups(indicators: indicator.group, observed: observed.group)
            let key = OfIndicator(row: indicator.row, group: observed.group)
            let left = if let known = room[key] { known } else { try self.room(key) }
            room[key] = left - 1
            guard left > 0 else {
                over[groups, default: 0] += 1
                continue
            }
            try connection.run(
                Statements.Hit.add,
                [
                    .integer(indicator.row), .integer(indicator.group), .integer(observed.row),
                    .integer(observed.group), .integer(pair.mark), .integer(now),
                ]
            )
            touched.insert(groups)
        }
        for (groups, count) in over { try leave(count, out: groups, now) }
        for groups in touched {
            try connection.run(
                Statements.Hit.cut,
                [.integer(groups.indicators), .integer(groups.observed), .integer(Int64(Self.mostOfGroups))]
            )
            try leave(connection.changes, out: groups, now)
        }
        for groups in leftOut { try leave(1, out: groups, now) }
        for row in due { try connection.run(Statements.Hit.removeDue, [.integer(row)]) }
        for (entry, begins) in later where try stands(entry) {
            try connection.run(Statements.Hit.addDue, [.integer(entry.row), .integer(begins)])
        }
        try connection.run(Statements.Hit.cover, [.integer(upTo)])
        connection.holdings.held = nil
    }

    /// An indicator with what is alike in who may see it.
    private struct OfIndicator: Hashable {
        let row: Int64
        let group: Int64
    }

    /// How many more are kept of an indicator.
    private func room(_ key: OfIndicator) throws(StoreError) -> Int {
        let count = try connection.first(
            Statements.Hit.count,
            [.integer(key.row), .integer(key.group), .integer(Int64(Self.mostOfIndicator))]
        ) { Int($0.integer(0)) }
        return Self.mostOfIndicator - (count ?? 0)
    }

    private func leave(_ count: Int, out groups: Groups, _ now: Int64) throws(StoreError) {
        try connection.run(
            Statements.Hit.noteGroups,
            [.integer(groups.indicators), .integer(groups.observed), .integer(Int64(count)), .integer(now)]
        )
    }

    /// A version stands anew that was held before: it is held once more.
    func standsAnew(_ row: Int64) throws(StoreError) {
        let state = connection.holdings
        let held = if let known = state.held { known } else { try covered() }
        state.held = held
        if row <= held { try connection.run(Statements.Hit.addDue, [.integer(row), .integer(0)]) }
    }

    /// A version stands no more.
    func leaves(_ row: Int64) throws(StoreError) {
        try connection.run(Statements.Hit.forgetIndicator, [.integer(row)])
        try connection.run(Statements.Hit.forgetObserved, [.integer(row)])
        try connection.run(Statements.Hit.removeDue, [.integer(row)])
    }

    /// The groups of which there are hits, each with when something was last left out: more than is kept, or undecided.
    /// - Returns: the groups, with microseconds since 1970 or 0 for never.
    /// - Throws: `StoreError`.
    public func groups() throws(StoreError) -> [(groups: Groups, leftOut: Int64)] {
        try connection.all(Statements.Hit.groups) {
            (Groups(indicators: $0.integer(0), observed: $0.integer(1)), $0.integer(2))
        }
    }

    /// The newest hits of two groups.
    /// - Parameters:
    ///   - groups: the groups.
    ///   - account: without those that this account is done with; nil for all.
    ///   - limit: so many at most.
    /// - Returns: the hits, the newest first.
    /// - Throws: `StoreError`.
    public func newest(_ groups: Groups, openFor account: String?, _ limit: Int) throws(StoreError) -> [Kept] {
        try connection.all(
            Statements.Hit.newest,
            [
                .integer(groups.indicators), .integer(groups.observed), .text(account ?? ""),
                .integer(Int64(limit)),
            ],
            Self.kept
        )
    }

    /// The hits of an indicator's version, or of what was observed.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - account: without those that this account is done with; nil for all.
    /// - Returns: the hits.
    /// - Throws: `StoreError`.
    public func of(_ row: Int64, openFor account: String?) throws(StoreError) -> [Kept] {
        let values: [SQLValue] = [.integer(row), .text(account ?? "")]
        return try connection.all(Statements.Hit.ofIndicator, values, Self.kept)
            + connection.all(Statements.Hit.ofObserved, values, Self.kept)
    }

    private static func kept(_ row: Row) -> Kept {
        Kept(
            row: row.integer(0),
            pair: Pair(
                indicator: HoldingRows.Entry(row: row.integer(1), group: row.integer(2)),
                observed: HoldingRows.Entry(row: row.integer(3), group: row.integer(4)),
                mark: row.integer(5)
            ),
            found: row.integer(6)
        )
    }

    /// An account is done with hits.
    /// - Parameters:
    ///   - marks: their marks.
    ///   - account: the account.
    /// - Throws: `StoreError`.
    public func settle(_ marks: [Int64], for account: String) throws(StoreError) {
        for mark in marks { try connection.run(Statements.Hit.settle, [.text(account), .integer(mark)]) }
    }
}
