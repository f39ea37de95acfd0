/// Keeps the index of the holdings in the transaction that changes a version.
///
/// For each object and source the newest version stands that was not erased, the latest kept of two that are as new;
/// what was kept as it was found stands until it is healed. The party's own, those of partners and what was found are
/// holdings; marking definitions and notices are none.
struct HoldingWriter {
    private let connection: Connection
    private let state: HoldingState

    /// The index behind a connection that writes.
    init(_ connection: Connection) { (self.connection, state) = (connection, connection.holdings) }

    private typealias Change = Statements.Holding.Change

    /// A version was kept, or taken again after it had been erased.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - object: the version.
    ///   - kind: the row of its type.
    ///   - source: the row of its source.
    ///   - isOnly: whether it is known that no other version of the object from this source is there.
    /// - Throws: `StoreError`.
    func added(_ row: Int64, _ object: KeptObject, kind: Int64, source: Int64, isOnly: Bool) throws(StoreError) {
        guard let role = try role(of: source), try isHolding(kind) else { return }
        if !isOnly, let other = try newest(object.id, source, but: row) {
            guard (object.stamp, row) > (other.stamp, other.row) else { return }
            try drop(other.row)
        }
        guard let isApart = role.isApart(object.quarantine != nil) else { return }
        let facts = object.facts ?? HoldingFacts(parsing: object.bytes)
        try put(row, facts, HoldingState.Place(kind: kind, source: source, isApart: isApart), object.bytes)
    }

    /// A version is about to be erased or deleted; `settle` follows.
    func leaves(_ row: Int64, bytes: [UInt8]) throws(StoreError) { try drop(row, bytes) }

    /// The quarantine of a version has changed, or it was erased: the version that stands may be another one now.
    func changed(_ row: Int64) throws(StoreError) {
        let key = try connection.first(Statements.Object.key, [.integer(row)]) {
            (id: $0.text(0), source: $0.integer(1))
        }
        if let key { try settle(key.id, key.source) }
    }

    /// Has the version stand for an object that follows from what is kept.
    func settle(_ id: String, _ source: Int64) throws(StoreError) {
        guard let role = try role(of: source), let newest = try newest(id, source, but: 0), try isHolding(newest.kind)
        else { return }
        let place = role.isApart(newest.isQuarantined).map {
            HoldingState.Place(kind: newest.kind, source: source, isApart: $0)
        }
        let bytes = try bytes(of: newest.row)
        try drop(newest.row, bytes)
        if let place { try put(newest.row, HoldingFacts(parsing: bytes), place, bytes) }
    }

    /// A version stands, of which it is known that it does.
    func fill(_ row: Int64, _ bytes: [UInt8], kind: Int64, source: Int64, isQuarantined: Bool) throws(StoreError) {
        guard let role = try role(of: source), let isApart = role.isApart(isQuarantined), try isHolding(kind),
            // What is kept meanwhile is taken in by itself.
            try HoldingRows(connection).group(of: row) == nil
        else { return }
        let place = HoldingState.Place(kind: kind, source: source, isApart: isApart)
        try put(row, HoldingFacts(parsing: bytes), place, bytes, isNews: false)
    }

    /// Writes what waits, and raises the epoch; at the end of a transaction or of a part of it.
    func flush() throws(StoreError) {
        // Another process may have come further when the next one begins.
        (state.covered, state.held) = (nil, nil)
        guard !state.tallies.isEmpty else { return }
        try writeRows()
        for (group, tally) in state.tallies {
            try connection.run(Change.count, [.integer(tally.change), .integer(tally.newest), .integer(group)])
        }
        try connection.run(Change.raise)
        state.tallies.removeAll(keepingCapacity: true)
    }

    private func put(
        _ row: Int64,
        _ found: HoldingFacts,
        _ place: HoldingState.Place,
        _ bytes: [UInt8],
        isNews: Bool = true
    )
        throws(StoreError)
    {
        let facts = try role(of: place.source) == .taxii ? found.bearing(outsideMarking(place.source)) : found
        let group = try group(facts, place)
        state.entries.append(HoldingRows.Entry(row: row, group: group))
        for one in facts.references {
            state.references.append(HoldingState.Reference(fact: one, group: group, row: row))
        }
        state.tallies[group, default: HoldingState.Tally()].add(row)
        try ValueWriter(connection).stands(row, bytes, group)
        if isNews { try HitRows(connection).standsAnew(row) }
        if state.references.count + state.entries.count > HoldingState.mostWaiting { try writeRows() }
    }

    /// Writes the rows that wait, in the order of their places.
    private func writeRows() throws(StoreError) {
        guard !state.entries.isEmpty else { return }
        let (entries, references) = (state.entries, state.references.sorted(by: <))
        state.entries.removeAll(keepingCapacity: true)
        state.references.removeAll(keepingCapacity: true)
        try write(entries, one: Change.add, eight: Change.addEight) { entry, values in
            values.append(.integer(entry.row))
            values.append(.integer(entry.group))
        }
        try write(references, one: Change.addReference, eight: Change.addEightReferences) { reference, values in
            values.append(.integer(reference.fact.target))
            values.append(.bool(reference.fact.isAuthorship))
            values.append(.integer(reference.group))
            values.append(.integer(reference.row))
        }
    }

    private func write<Item>(
        _ items: [Item],
        one: StaticString,
        eight: StaticString,
        _ append: (Item, inout [SQLValue]) -> Void
    ) throws(StoreError) {
        var values: [SQLValue] = []
        let whole = items.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            values.removeAll(keepingCapacity: true)
            for item in items[start..<start + 8] { append(item, &values) }
            try connection.run(eight, values)
        }
        for item in items[whole...] {
            values.removeAll(keepingCapacity: true)
            append(item, &values)
            try connection.run(one, values)
        }
    }

    /// Takes a version out, if it stands.
    private func drop(_ row: Int64, _ known: [UInt8]? = nil) throws(StoreError) {
        try writeRows()
        guard let group = try HoldingRows(connection).group(of: row) else { return }
        let bytes = if let known { known } else { try bytes(of: row) }
        try connection.run(Change.remove, [.integer(row)])
        for one in HoldingFacts(parsing: bytes).references {
            try connection.run(
                Change.removeReference,
                [.integer(one.target), .bool(one.isAuthorship), .integer(group), .integer(row)]
            )
        }
        try ValueWriter(connection).leaves(row, bytes, group)
        try HitRows(connection).leaves(row)
        state.tallies[group, default: HoldingState.Tally()].change -= 1
    }

    private func bytes(of row: Int64) throws(StoreError) -> [UInt8] {
        try connection.first(Statements.Object.bytes, [.integer(row)]) { $0.blob(0) } ?? []
    }

    private func newest(_ id: String, _ source: Int64, but row: Int64) throws(StoreError) -> (
        row: Int64, stamp: Int64, kind: Int64, isQuarantined: Bool
    )? {
        try connection.first(Change.newest, [.text(id), .integer(source), .integer(row)]) {
            ($0.integer(0), $0.integer(1), $0.integer(2), $0.integer(3) == 1)
        }
    }

    private func role(of source: Int64) throws(StoreError) -> HoldingState.Role? {
        if let known = state.roles[source] { return known }
        let kind = try connection.first(Change.source, [.integer(source)]) { $0.text(0) }
        let role = kind.flatMap(HoldingState.Role.init(rawValue:))
        state.roles[source] = .some(role)
        return role
    }

    /// The marking that counts for all that a server of others gave, or nil.
    private func outsideMarking(_ source: Int64) throws(StoreError) -> String? {
        // Another process may change it: it is not remembered.
        try connection.first(Statements.Outside.marking, [.integer(source)]) { $0.optionalText(0) } ?? nil
    }

    private func isHolding(_ kind: Int64) throws(StoreError) -> Bool {
        if let known = state.kinds[kind] { return known }
        let name = try connection.first(Change.kind, [.integer(kind)]) { $0.text(0) }
        let isHolding = name != "marking-definition" && name != "entente-notice"
        state.kinds[kind] = isHolding
        return isHolding
    }

    private func group(_ facts: HoldingFacts, _ place: HoldingState.Place) throws(StoreError) -> Int64 {
        let key = HoldingState.Key(markings: facts.markings, isUnclear: facts.isUnclear, place: place)
        if let known = state.groups[key] { return known }
        let values: [SQLValue] = [
            .integer(try markingClass(facts)), .integer(place.kind), .integer(place.source), .bool(place.isApart),
        ]
        var number = try connection.first(Change.findGroup, values) { $0.integer(0) }
        if number == nil {
            try connection.run(Change.addGroup, values)
            number = connection.lastRow
        }
        let group = number ?? 0
        state.remember(group, for: key)
        return group
    }

    private func markingClass(_ facts: HoldingFacts) throws(StoreError) -> Int64 {
        let values: [SQLValue] = [.utf8(HoldingRows.text(facts.markings)), .bool(facts.isUnclear)]
        if let known = try connection.first(Change.findClass, values, { $0.integer(0) }) { return known }
        try connection.run(Change.addClass, values)
        return connection.lastRow
    }
}

extension Connection {
    /// What this session knows of the index of the holdings, and has changed in it.
    var holdings: HoldingState {
        if let known = attendant as? HoldingState { return known }
        let state = HoldingState()
        attendant = state
        return state
    }
}

/// What a session that writes knows of the index of the holdings, and what its transaction has changed so far.
///
/// Classes, groups, types and sources are only ever added, so a number stays true; one that was made in a transaction
/// that is undone is forgotten with all the others.
final class HoldingState: Attendant {
    /// What the versions of a source are here.
    enum Role: String {
        case own
        case partner
        case found
        /// What an ordinary TAXII server gave.
        case taxii

        /// Whether a version is for officers only; nil if it does not stand.
        func isApart(_ isQuarantined: Bool) -> Bool? {
            switch self {
            case .own, .partner, .taxii: isQuarantined
            // What was found is in quarantine until a valid version heals it.
            case .found: isQuarantined ? false : nil
            }
        }
    }

    /// Where a version belongs, beside its class of markings.
    struct Place: Hashable {
        let kind: Int64
        let source: Int64
        let isApart: Bool
    }

    /// What makes a group.
    struct Key: Hashable {
        let markings: [String]
        let isUnclear: Bool
        let place: Place
    }

    /// What a group has more than before.
    struct Tally {
        var change: Int64 = 0
        var newest: Int64 = 0

        mutating func add(_ row: Int64) { (change, newest) = (change + 1, max(newest, row)) }
    }

    /// What refers to something, on its way to the disk.
    struct Reference: Comparable {
        let fact: HoldingFacts.Reference
        let group: Int64
        let row: Int64

        static func < (left: Reference, right: Reference) -> Bool {
            if left.fact.target != right.fact.target { return left.fact.target < right.fact.target }
            if left.fact.isAuthorship != right.fact.isAuthorship { return right.fact.isAuthorship }
            return (left.group, left.row) < (right.group, right.row)
        }
    }

    /// So many groups are remembered at once.
    private static let most = 10_000
    /// So many rows wait at most to be written together.
    static let mostWaiting = 4_000

    var roles: [Int64: Role?] = [:]
    var kinds: [Int64: Bool] = [:]
    var names: [String: Int64] = [:]
    private(set) var groups: [Key: Int64] = [:]
    var tallies: [Int64: Tally] = [:]
    /// What stands since the rows were written last; no reader of the session sees it before.
    var entries: [HoldingRows.Entry] = []
    var references: [Reference] = []
    /// The last row that the index of values covers, in this transaction.
    var covered: Int64?
    /// The last row that was held against what is here, in this transaction.
    var held: Int64?

    func remember(_ group: Int64, for key: Key) {
        if groups.count >= Self.most { groups.removeAll() }
        groups[key] = group
    }

    func flush(_ connection: Connection) throws(StoreError) { try HoldingWriter(connection).flush() }

    /// What was done is undone.
    func forget() {
        (covered, held) = (nil, nil)
        roles.removeAll()
        kinds.removeAll()
        names.removeAll()
        groups.removeAll()
        tallies.removeAll()
        entries.removeAll()
        references.removeAll()
    }
}
