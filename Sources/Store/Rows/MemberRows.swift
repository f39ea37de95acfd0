/// Adding to and removing from the list of a collection.
public struct MemberRows {
    private let connection: Connection

    /// The lists behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// What is needed of an object to list it.
    struct Entry {
        let row: Int64
        let id: String
        let source: Int64
        let kind: Int64
        let specification: Int64
        let stamp: Int64
        let version: String
    }

    /// Lists objects that are kept, in the order given; nothing happens for one that is listed already.
    ///
    /// Without an explicit date they have none until the end of the transaction (`ListDating`).
    /// - Parameters:
    ///   - objects: the objects' rows.
    ///   - collection: the collection's row.
    ///   - explicit: a date that a seed asks for; may equal that of another member, never falls along the list.
    /// - Returns: how many were not listed before.
    /// - Throws: `StoreError`.
    @discardableResult
    public func add(
        objects: [Int64],
        to collection: Int64,
        explicit: Int64? = nil
    ) throws(StoreError) -> Int {
        let counter = try connection.first(
            Statements.Collection.counters,
            [.integer(collection)]
        ) { ($0.integer(0), $0.integer(1), $0.integer(2), $0.integer(3)) }
        guard var (seq, last, states, dated) = counter else {
            throw StoreError(.other, "no collection has the row \(collection)")
        }
        let first = seq
        for object in objects {
            guard let entry = try entry(object) else { throw StoreError(.other, "no object has the row \(object)") }
            let added = explicit.map { max($0, last) }
            guard let seen = try insert(entry, collection: collection, seq: seq, added: added) else { continue }
            states |= seen
            last = added ?? last
            seq += 1
        }
        guard seq > first else { return 0 }
        if explicit != nil { dated = seq }
        try connection.run(
            Statements.Collection.noteAdded,
            [.integer(seq), .integer(last), .integer(dated), .integer(states), .integer(collection)]
        )
        return Int(seq - first)
    }

    /// The date of one of many objects that were there before a moment: no more share a millisecond than in a list
    /// that grows.
    /// - Parameters:
    ///   - place: which of them, from 0.
    ///   - count: how many there are.
    ///   - moment: microseconds since 1970.
    /// - Returns: microseconds since 1970.
    public static func date(_ place: Int, of count: Int, before moment: Int64) -> Int64 {
        let group = ListDates.group
        return ListDates.date((moment / 1_000 - Int64(count - 1) / group - 1) * group + Int64(place))
    }

    private func entry(_ object: Int64) throws(StoreError) -> Entry? {
        try connection.first(Statements.Member.entry, [.integer(object)]) {
            Entry(
                row: $0.integer(0),
                id: $0.text(1),
                source: $0.integer(2),
                kind: $0.integer(3),
                specification: $0.integer(4),
                stamp: $0.integer(5),
                version: $0.text(6)
            )
        }
    }

    /// Inserts one member.
    /// - Returns: the states that occur now, one bit for each; nil if it is listed already.
    private func insert(_ entry: Entry, collection: Int64, seq: Int64, added: Int64?) throws(StoreError) -> Int64? {
        var state: MemberState = [.first, .last]
        if entry.specification == 20 { state.insert(.specification20) }
        try connection.run(
            Statements.Member.add,
            [
                .integer(collection), .integer(seq), .integer(added ?? ListDating.noDate), .integer(entry.row),
                .integer(entry.kind), .integer(state.rawValue),
                .integer(entry.version.isEmpty ? added ?? ListDating.noStamp : entry.stamp),
            ]
        )
        guard connection.changes == 1 else { return nil }
        let hasOther = try hasOtherVersion(entry, in: collection)
        return hasOther ? try order(id: entry.id, source: entry.source, in: collection) : 1 << state.rawValue
    }

    private func hasOtherVersion(_ entry: Entry, in collection: Int64) throws(StoreError) -> Bool {
        try connection.first(
            Statements.Member.otherVersion,
            [.integer(collection), .text(entry.id), .integer(entry.source), .integer(entry.row)]
        ) { $0.integer(0) } != nil
    }

    /// Sets the states of all versions of one id anew.
    /// - Returns: the states that occur, one bit for each.
    private func order(id: String, source: Int64, in collection: Int64) throws(StoreError) -> Int64 {
        struct Version {
            let seq: Int64
            let specification: Int64
            let state: Int64
        }
        let versions = try connection.all(
            Statements.Member.versions,
            [.integer(collection), .text(id), .integer(source)]
        ) { Version(seq: $0.integer(0), specification: $0.integer(1), state: $0.integer(2)) }
        let newest = versions.map(\.specification).max() ?? 21
        var seen: Int64 = 0
        for (place, version) in versions.enumerated() {
            var state: MemberState = version.specification == 20 ? .specification20 : []
            if version.specification < newest { state.insert(.oldSpecification) }
            let isSame = { (other: Version) in other.specification == version.specification }
            if !versions[..<place].contains(where: isSame) { state.insert(.first) }
            if !versions[(place + 1)...].contains(where: isSame) { state.insert(.last) }
            seen |= 1 << state.rawValue
            if state.rawValue != version.state {
                try connection.run(
                    Statements.Member.setState,
                    [.integer(state.rawValue), .integer(collection), .integer(version.seq)]
                )
            }
        }
        return seen
    }

    /// Takes versions of an object off the list of a collection.
    /// - Parameters:
    ///   - objects: the objects' rows, all of one id.
    ///   - collection: the collection's row.
    /// - Throws: `StoreError`.
    public func remove(objects: [Int64], from collection: Int64) throws(StoreError) {
        for object in objects {
            let key = try connection.first(Statements.Object.key, [.integer(object)]) { ($0.text(0), $0.integer(1)) }
            try connection.run(Statements.Member.remove, [.integer(object), .integer(collection)])
            if let key {
                let seen = try order(id: key.0, source: key.1, in: collection)
                try connection.run(Statements.Collection.noteRemoved, [.integer(seen), .integer(collection)])
            }
        }
    }
}
