internal import Expressions
internal import Holdings
internal import JSON
internal import PatternMatching
internal import Store

/// One step after the other of what is held against each other; used by one thread at a time.
///
/// Nothing here is decided for anybody: all that stands is held, and what a reader may know of it is found when that
/// reader asks. So no bound may be filled by what another reader sees: bounds count by the groups of holdings.
final class HitMatcher {
    /// So many versions are one step at first, and so long it may take.
    private static let (most, patience) = (400, Duration.milliseconds(600))
    /// So many steps for a pattern at most.
    private static let limit = 100_000
    private static let observed = "observed-data"
    /// So many more than twice those that stand are known at most.
    private static let mostPast = 10_000

    private let clock: @Sendable () -> Int64
    private var patterns = LivePatterns()
    /// The indicators that stand, with some that stood; nil before they were looked for.
    private var indicators: [Int64]?
    private var groups: [Int64: Int64] = [:]
    /// Those whose pattern is about several observations.
    private var joined: Set<Int64> = []
    private var size = HitMatcher.most

    init(clock: @escaping @Sendable () -> Int64) { self.clock = clock }

    /// What a step found.
    private struct Found {
        /// The moment at which all of it is held: what counts then, in microseconds since 1970.
        let now: Int64
        /// When its time is over, of all that it holds together.
        let end = ContinuousClock.now + HitMatcher.patience
        var pairs: [HitRows.Pair] = []
        var leftOut: Set<HitRows.Groups> = []
        /// Indicators that do not count yet, with when they begin: then they are held against all that was observed.
        var later: [HoldingRows.Entry: Int64] = [:]
        /// Whether there was time for all of it.
        var isComplete = true
    }

    /// Holds the next versions against what is here.
    /// - Returns: whether more may be left.
    func step(_ store: Store) throws(StoreError) -> Bool {
        let (size, now) = (size, clock())
        let (arrived, upTo, due) = try store.read { connection throws(StoreError) in
            try HitRows(connection).next(size, now: now)
        }
        let before = try store.read { connection throws(StoreError) in try HitRows(connection).covered() }
        guard !arrived.isEmpty || !due.isEmpty || upTo > before else { return false }
        let found = try store.read { connection throws(StoreError) in try hold(arrived, now, connection) }
        guard found.isComplete || size == 1 else {
            self.size = max(1, size / 4)
            return true
        }
        self.size = min(Self.most, size * 2)
        try store.write { connection throws(StoreError) in
            try HitRows(connection).note(
                found.pairs,
                leftOut: found.leftOut,
                upTo: upTo,
                due: due,
                later: found.later,
                now: now
            )
        }
        return true
    }

    private func hold(_ arrived: [HitRows.Arrived], _ now: Int64, _ connection: Connection) throws(StoreError)
        -> Found
    {
        try gather(connection)
        let new = arrived.filter { $0.type == "indicator" }
        try know(new.map(\.entry), connection)
        var found = Found(now: now)
        let seen = arrived.filter { HitCandidates.types.contains($0.type) }
        try holdObserved(seen, connection, &found)
        for one in new where found.isComplete || arrived.count == 1 {
            try hold(indicator: one.entry, connection, &found)
        }
        return found
    }

    /// Finds the indicators that stand, once, and again when too many of those that are known stand no more.
    private func gather(_ connection: Connection) throws(StoreError) {
        let rows = HoldingRows(connection)
        let groups = try rows.groups().filter { $0.kind == "indicator" }
        let standing = groups.reduce(0) { $0 + Int($1.count) }
        if let indicators, indicators.count <= 2 * standing + Self.mostPast { return }
        (patterns, joined, self.groups) = (LivePatterns(), [], [:])
        var (entries, walk) = ([HoldingRows.Entry](), rows.walk(groups.map { ($0.number, $0.newest) }))
        let covered = try HitRows(connection).covered()
        while let entry = try walk.next() { if entry.row <= covered { entries.append(entry) } }
        indicators = []
        try know(entries, connection)
    }

    /// Knows the patterns of some indicators from now on.
    private func know(_ entries: [HoldingRows.Entry], _ connection: Connection) throws(StoreError) {
        for entry in entries where groups.updateValue(entry.group, forKey: entry.row) == nil {
            indicators?.append(entry.row)
        }
        var isComplete = false
        while !isComplete {
            let tools = PCRE(until: .now + Self.patience)
            isComplete = try patterns.known(entries.map(\.row), .practical, tools) { row throws(StoreError) in
                let document = try HitCandidates.document(row, connection)
                if let pattern = document?.root["pattern"]?.string, HitCandidates.isJoined(pattern) {
                    joined.insert(row)
                }
                return document
            }.isComplete
        }
    }

    /// New observations against all live indicators.
    private func holdObserved(_ arrived: [HitRows.Arrived], _ connection: Connection, _ found: inout Found)
        throws(StoreError)
    {
        guard !arrived.isEmpty, let indicators else { return }
        let candidates = HitCandidates(connection)
        var seen: [(entry: HoldingRows.Entry, observation: Observation)] = []
        var said: Set<Int64> = []
        for one in arrived {
            // What names it is another observation now.
            for entry in [one.entry] + (one.type == Self.observed ? [] : try candidates.naming(one.entry)) {
                guard said.insert(entry.row).inserted, let made = try candidates.observation(entry) else { continue }
                seen.append((entry, made))
            }
        }
        let (tools, now) = (PCRE(until: found.end), found.now)
        let (known, isWhole) = try patterns.known(indicators, .practical, tools) { row throws(StoreError) in
            try HitCandidates.document(row, connection)
        }
        let answer = known.set.by(tools).hits(in: seen.map(\.observation), limit: Self.limit) { number in
            known.isLive(number, at: now) && !joined.contains(known.rows[number])
        }
        found.isComplete = answer.isComplete && isWhole
        if !found.isComplete {
            // It counts where it is the last try: one observation alone takes too long.
            for group in Set(groups.values) {
                for one in seen {
                    found.leftOut.insert(HitRows.Groups(indicators: group, observed: one.entry.group))
                }
            }
        }
        for hit in answer.hits {
            let row = known.rows[hit.pattern]
            add(hit, HoldingRows.Entry(row: row, group: groups[row] ?? 0), seen, candidates, &found)
        }
        // Patterns about several observations are held against those that were there before as well.
        guard !joined.isEmpty else { return }
        var together: Set<HoldingRows.Entry> = []
        for one in seen {
            together.formUnion(try candidates.indicators(like: one.entry).filter { joined.contains($0.row) })
        }
        for entry in together { try hold(indicator: entry, connection, &found) }
    }

    private func add(
        _ hit: PatternSet.Hit,
        _ indicator: HoldingRows.Entry,
        _ seen: [(entry: HoldingRows.Entry, observation: Observation)],
        _ candidates: HitCandidates,
        _ found: inout Found
    ) {
        if hit.isUndecided {
            for one in seen {
                found.leftOut.insert(HitRows.Groups(indicators: indicator.group, observed: one.entry.group))
            }
        }
        for place in hit.observations {
            let mark = candidates.mark(indicator, seen[place].observation.id)
            found.pairs.append(HitRows.Pair(indicator: indicator, observed: seen[place].entry, mark: mark))
        }
    }

    /// A new indicator against all that was observed, as far as the index of values leads to it; what asks for no value
    /// is held against the newest.
    private func hold(indicator: HoldingRows.Entry, _ connection: Connection, _ found: inout Found)
        throws(StoreError)
    {
        let candidates = HitCandidates(connection)
        guard let document = try HitCandidates.document(indicator.row, connection),
            document.root["pattern_type"]?.isString("stix") ?? false,
            let pattern = document.root["pattern"]?.string
        else { return }
        switch HitCandidates.standing(of: document.root, found.now) {
        case .live: break
        case .later(let begins):
            found.later[indicator] = begins
            return
        case .over: return
        }
        let (entries, leftOut) = try candidates.observed(for: document.root, pattern)
        for group in leftOut { found.leftOut.insert(HitRows.Groups(indicators: indicator.group, observed: group)) }
        let isJoined = HitCandidates.isJoined(pattern)
        let piece = isJoined ? max(entries.count, 1) : 200
        for start in stride(from: 0, to: entries.count, by: piece) {
            var seen: [(entry: HoldingRows.Entry, observation: Observation)] = []
            for entry in entries[start..<min(start + piece, entries.count)] {
                if let made = try candidates.observation(entry) { seen.append((entry, made)) }
            }
            let tools = PCRE(until: found.end)
            var set = PatternSet(tools, mode: .practical)
            guard (try? set.add(pattern)) != nil else { return }
            let answer = set.hits(in: seen.map(\.observation), limit: Self.limit)
            for hit in answer.hits { add(hit, indicator, seen, candidates, &found) }
            guard answer.isComplete else {
                found.isComplete = false
                // It counts where it is the last try: of what is left all groups are concerned.
                for entry in entries[start...] {
                    found.leftOut.insert(HitRows.Groups(indicators: indicator.group, observed: entry.group))
                }
                return
            }
        }
    }
}
