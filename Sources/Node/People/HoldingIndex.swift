internal import JSON
internal import Labels
internal import Store
internal import Synchronization

/// What the node holds, by classes of markings, so that what a person may see is decided once for each class and every count is
/// over what that person may see (`RULES.md`, 31).
///
/// Kept in memory and brought up with each reading: rows are added, erased, and taken again after an erasure. The newest version of
/// each object stands for it.
final class HoldingIndex: Sendable {
    /// One object, by its newest version.
    struct Entry: Sendable {
        let row: Int64
        let kind: Int32
        let source: Int32
        let markings: Int32
    }

    /// One look at it.
    struct Look: Sendable {
        let entries: [Entry]
        /// The marking references of each class.
        let classes: [[String]]
        let kinds: [Int32: String]
        let sources: [Int32: String]
        /// The rows of what is in quarantine or set apart: for officers only.
        let apart: Set<Int64>

        /// The objects of a type, the newest first.
        func newest(of type: String) -> LazyFilterSequence<ReversedCollection<ArraySlice<Entry>>> {
            let kind = kinds.first { $0.value == type }?.key
            return (kind == nil ? [] : entries[...]).reversed().lazy.filter { $0.kind == kind }
        }
    }

    private struct State {
        var last: Int64 = 0
        var entries: [Entry] = []
        var stamps: [Int64] = []
        var newest: [UInt64: Int] = [:]
        var superseded: Set<Int> = []
        var erased: Set<Int64> = []
        /// Rows that were passed over, as they were erased when they were come to.
        var passed: Set<Int64> = []
        var apart: Set<Int64> = []
        /// The source of what is kept as it was found, and the rows of it for which no valid version has come.
        var found: Int32?
        var standing: Set<Int64> = []
        var classes: [[String]] = []
        var numbers: [[String]: Int32] = [:]
        var kinds: [Int32: String] = [:]
        var sources: [Int32: String] = [:]
        var references = ReferenceIndex()
        var look: Look?

        /// Whether an entry stands for its object: what was found does until it is healed.
        func stands(_ entry: Entry) -> Bool { entry.source != found || standing.contains(entry.row) }
    }

    private let state = Mutex(State())

    /// The index as it is now.
    func look(_ connection: Connection) throws(StoreError) -> Look {
        let result: Result<Look, StoreError> = state.withLock { state in
            do throws(StoreError) {
                return .success(try Self.bringUp(&state, connection))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// What may refer to an object, newest first, by the newest versions; who only wrote for it as its creator stands behind.
    ///
    /// At most so many, of those that count.
    func referrers(of id: String, limit: Int, _ connection: Connection, where isSeen: (Entry) -> Bool)
        throws(StoreError) -> [Entry]
    {
        let result: Result<[Entry], StoreError> = state.withLock { state in
            do throws(StoreError) {
                _ = try Self.bringUp(&state, connection)
            } catch {
                return .failure(error)
            }
            var found: [Entry] = []
            state.references.visit(id) { place in
                let entry = state.entries[place]
                if !state.superseded.contains(place), !state.erased.contains(entry.row), state.stands(entry),
                    isSeen(entry)
                {
                    found.append(entry)
                }
                return found.count < limit
            }
            return .success(found)
        }
        return try result.get()
    }

    /// Takes one row in.
    private static func add(_ holding: HoldingRows.Holding, to state: inout State) {
        let document = try? JSONDocument(parsing: holding.bytes)
        let markings = document.map { MarkingReading.references(of: $0.root) } ?? []
        let number: Int32
        if let known = state.numbers[markings] {
            number = known
        } else {
            number = Int32(clamping: state.classes.count)
            state.numbers[markings] = number
            state.classes.append(markings)
        }
        let (kind, source) = (Int32(clamping: holding.kind), Int32(clamping: holding.source))
        if state.kinds[kind] == nil { state.kinds[kind] = holding.type }
        if state.sources[source] == nil {
            let (kind, name) = (holding.sourceKind, holding.sourceName)
            state.sources[source] = name.isEmpty ? kind : "\(kind) \(name)"
            if kind == FoundRows.kind { state.found = source }
        }
        let place = state.entries.count
        if let document { state.references.add(document.root, at: place) }
        state.entries.append(Entry(row: holding.row, kind: kind, source: source, markings: number))
        state.stamps.append(holding.stamp)
        var hasher = Hasher()
        hasher.combine(holding.id)
        hasher.combine(source)
        let key = UInt64(bitPattern: Int64(hasher.finalize()))
        if let other = state.newest[key] {
            let isOlder = state.stamps[place] < state.stamps[other]
            state.superseded.insert(isOlder ? place : other)
            if !isOlder { state.newest[key] = place }
        } else {
            state.newest[key] = place
        }
    }

    private static func bringUp(_ state: inout State, _ connection: Connection) throws(StoreError) -> Look {
        let before = state.last
        let rows = HoldingRows(connection)
        let erased = try rows.erased()
        let found = try FoundRows(connection).source
        let quarantined = try rows.quarantined().map { (row: $0.row, isFound: $0.source == found) }
        let apart = Set(quarantined.lazy.filter { !$0.isFound }.map(\.row))
        let standing = Set(quarantined.lazy.filter(\.isFound).map(\.row))
        try rows.visit(after: before) { holding in
            state.last = holding.row
            add(holding, to: &state)
        }
        // What was erased when it was come to, and was given again since.
        let revived = state.passed.subtracting(erased).filter { $0 <= before }.sorted()
        for row in revived {
            if let holding = try rows.one(row) { add(holding, to: &state) }
        }
        state.passed = state.passed.intersection(erased).union(erased.filter { $0 > before })
        let isSame =
            state.last == before && revived.isEmpty && erased == state.erased && apart == state.apart
            && standing == state.standing
        if let look = state.look, isSame { return look }
        (state.erased, state.apart, state.standing) = (erased, apart, standing)
        var shown: [Entry] = []
        shown.reserveCapacity(state.entries.count)
        for (place, entry) in state.entries.enumerated()
        where !state.superseded.contains(place) && !erased.contains(entry.row) && state.stands(entry) {
            shown.append(entry)
        }
        let look = Look(
            entries: shown,
            classes: state.classes,
            kinds: state.kinds,
            sources: state.sources,
            apart: apart
        )
        state.look = look
        return look
    }
}
