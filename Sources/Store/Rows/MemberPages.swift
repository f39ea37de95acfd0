/// Reading pages of the list of a collection.
///
/// Every query is answered by walking one or a few index ranges that hold only members that are wanted, in the
/// order of the list, and merging them; so a page costs the same at the first place and the last, whatever the
/// size of the collection.
public struct MemberPages {
    private let connection: Connection

    /// The lists behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// A page of members; it ends with the last member of a millisecond wherever the limit allows.
    /// - Parameters:
    ///   - collection: the collection.
    ///   - query: what is asked for.
    /// - Returns: the members, and whether there are more behind them.
    /// - Throws: `StoreError`.
    public func page(
        of collection: StoredCollection,
        _ query: MemberQuery
    ) throws(StoreError) -> (members: [ListedMember], more: Bool) {
        var after = query.after
        if let date = query.addedAfter {
            after = max(after, try place(behind: date, in: collection.row))
        }
        var found = try members(of: collection, query, after: after, limit: query.limit + 1)
        let more = found.count > query.limit
        if more { found.removeLast(found.count - Self.end(of: found.map(\.added), atMost: query.limit)) }
        return (found, more)
    }

    /// Where a page ends: behind the last member of a millisecond, or inside of one that is larger than a page.
    ///
    /// A client that goes on by date alone, as real ones do (cut to milliseconds), loses nothing so.
    /// - Parameters:
    ///   - dates: the dates of members in their order, more of them than a page takes.
    ///   - limit: the most that the page takes.
    /// - Returns: how many members the page takes.
    public static func end(of dates: [Int64], atMost limit: Int) -> Int {
        let behind = dates[limit] / 1_000
        return (dates[..<limit].lastIndex { $0 / 1_000 != behind }).map { $0 + 1 } ?? limit
    }

    /// The place up to which the members of a list were added at a moment or before.
    /// - Parameters:
    ///   - collection: the collection, as it was read after the moment.
    ///   - time: the moment, in microseconds since 1970.
    /// - Returns: the place of the last of them.
    /// - Throws: `StoreError`.
    public func end(of collection: StoredCollection, at time: Int64) throws(StoreError) -> Int64 {
        if let end = collection.end(at: time) { return end }
        return try place(behind: time, in: collection.row)
    }

    /// The objects that were added within a time, in the order of the list.
    /// - Parameters:
    ///   - collection: the collection's row.
    ///   - added: the dates of adding, in microseconds since 1970, both ends included.
    ///   - limit: the most objects.
    /// - Returns: the objects' rows.
    /// - Throws: `StoreError`.
    public func objects(
        of collection: Int64,
        added: ClosedRange<Int64>,
        limit: Int
    ) throws(StoreError) -> [Int64] {
        let after = added.lowerBound == .min ? 0 : try place(behind: added.lowerBound - 1, in: collection)
        var rows: [Int64] = []
        try connection.rows(
            Statements.Member.added,
            [.integer(collection), .integer(after), .integer(Int64(limit))]
        ) { row in
            guard row.integer(1) <= added.upperBound else { return false }
            rows.append(row.integer(0))
            return true
        }
        return rows
    }

    /// The objects of a list behind a place, with their places and sizes.
    /// - Parameters:
    ///   - collection: the collection's row.
    ///   - place: the place to start behind.
    ///   - body: gets the place, the object's row and its canonical bytes; returns false to stop.
    /// - Throws: `StoreError`.
    public func visit(
        _ collection: Int64,
        behind place: Int64,
        _ body: (Int64, Int64, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try connection.rows(
            Statements.Member.visit,
            [.integer(collection), .integer(place)]
        ) { row throws(StoreError) in try body(row.integer(0), row.integer(1), row.blob(2)) }
    }

    /// Which part of a list is wanted.
    private struct Places {
        let after: Int64
        let upTo: Int64
    }

    private func members(
        of collection: StoredCollection,
        _ query: MemberQuery,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [ListedMember] {
        let places = Places(after: after, upTo: query.upTo)
        if let ids = query.ids {
            return try byID(ids, of: collection, query, places, limit: limit)
        }
        let kinds = try query.types.map { types throws(StoreError) in try rows(of: types) }
        let stamps = query.versions.compactMap { if case .exactly(let stamp, _) = $0 { stamp } else { nil } }
        if stamps.count == query.versions.count {
            return try byStamp(stamps, kinds, of: collection, query, places, limit: limit)
        }
        let states = MemberState.all.filter {
            collection.states & 1 << $0.rawValue != 0 && query.shows($0)
        }
        var found: [ListedMember] = []
        for state in states {
            if let kinds {
                for kind in kinds {
                    found += try walkKind(collection.row, kind, state, places, limit: limit)
                }
            } else {
                found += try walkState(collection.row, state, places, limit: limit)
            }
        }
        if !stamps.isEmpty {
            found += try byStamp(stamps, kinds, of: collection, query, places, limit: limit)
        }
        return merged(found, limit)
    }

    /// Several ranges, each in order, as one.
    private func merged(_ found: [ListedMember], _ limit: Int) -> [ListedMember] {
        var result: [ListedMember] = []
        for member in found.sorted(by: { $0.seq < $1.seq }) where result.last?.seq != member.seq {
            result.append(member)
            if result.count == limit { break }
        }
        return result
    }

    private func rows(of types: [String]) throws(StoreError) -> [Int64] {
        var result: [Int64] = []
        for type in types {
            if let row = try ObjectRows(connection).knownKind(type), !result.contains(row) { result.append(row) }
        }
        return result
    }

    private static func member(_ row: Row) -> ListedMember {
        ListedMember(
            seq: row.integer(0),
            added: row.integer(1),
            object: row.integer(2),
            stamp: row.integer(3),
            state: MemberState(rawValue: row.integer(4))
        )
    }

    private func walkState(
        _ collection: Int64,
        _ state: MemberState,
        _ places: Places,
        limit: Int
    ) throws(StoreError) -> [ListedMember] {
        try connection.all(
            Statements.Member.byState,
            [
                .integer(collection), .integer(state.rawValue), .integer(places.after), .integer(places.upTo),
                .integer(Int64(limit)),
            ],
            Self.member
        )
    }

    private func walkKind(
        _ collection: Int64,
        _ kind: Int64,
        _ state: MemberState,
        _ places: Places,
        limit: Int
    ) throws(StoreError) -> [ListedMember] {
        try connection.all(
            Statements.Member.byKind,
            [
                .integer(collection), .integer(kind), .integer(state.rawValue), .integer(places.after),
                .integer(places.upTo), .integer(Int64(limit)),
            ],
            Self.member
        )
    }

    private func byStamp(
        _ stamps: [Int64],
        _ kinds: [Int64]?,
        of collection: StoredCollection,
        _ query: MemberQuery,
        _ places: Places,
        limit: Int
    ) throws(StoreError) -> [ListedMember] {
        var found: [ListedMember] = []
        for stamp in Set(stamps) {
            var count = 0
            try connection.rows(
                Statements.Member.byStamp,
                [.integer(collection.row), .integer(stamp), .integer(places.after), .integer(places.upTo)]
            ) { row in
                let member = Self.member(row)
                let fits =
                    kinds?.contains(row.integer(5)) ?? true
                    && query.shows(member.state, stamp: member.stamp, version: row.text(6))
                if fits {
                    found.append(member)
                    count += 1
                }
                return count < limit
            }
        }
        return merged(found, limit)
    }

    private func byID(
        _ ids: [String],
        of collection: StoredCollection,
        _ query: MemberQuery,
        _ places: Places,
        limit: Int
    ) throws(StoreError) -> [ListedMember] {
        var found: [ListedMember] = []
        for id in Set(ids) {
            if let types = query.types, !types.contains(where: { id.hasPrefix($0 + "--") }) { continue }
            try connection.rows(
                Statements.Member.byID,
                [.text(id), .integer(collection.row), .integer(places.after), .integer(places.upTo)]
            ) { row in
                let member = Self.member(row)
                if query.shows(member.state, stamp: member.stamp, version: row.text(5)) { found.append(member) }
                return true
            }
        }
        return merged(found, limit)
    }

    /// The place of the last member that was not added after a date.
    ///
    /// Dates never fall along the list, so bisecting its places finds it; the list needs no index by date.
    private func place(behind date: Int64, in collection: Int64) throws(StoreError) -> Int64 {
        let ends = try connection.first(Statements.Member.counter, [.integer(collection)]) { $0.integer(0) }
        var low: Int64 = 0
        var high = (ends ?? 1) - 1
        // Every member at or before `low` was added at `date` or earlier; every one behind `high` later.
        while low < high {
            let middle = low + (high - low + 1) / 2
            let next = try connection.first(Statements.Member.dateAt, [.integer(collection), .integer(middle)]) {
                $0.integer(0)
            }
            if let next, next <= date { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The versions of one id in a collection, of every specification version, in no order.
    /// - Parameters:
    ///   - id: the STIX identifier.
    ///   - collection: the collection.
    /// - Returns: the members.
    /// - Throws: `StoreError`.
    public func versions(of id: String, in collection: StoredCollection) throws(StoreError) -> [ListedMember] {
        try connection.all(
            Statements.Member.byID,
            [.text(id), .integer(collection.row), 0, .integer(.max)],
            Self.member
        )
    }

    /// Appends the bytes of an object.
    /// - Parameters:
    ///   - object: the object's row.
    ///   - output: where they go.
    /// - Throws: `StoreError`.
    public func appendBytes(of object: Int64, to output: inout [UInt8]) throws(StoreError) {
        var buffer = output
        output = []
        try connection.rows(Statements.Object.bytes, [.integer(object)]) { row in
            row.append(0, to: &buffer)
            return false
        }
        output = buffer
    }

    /// The id, version as sent and specification version of an object.
    /// - Parameter object: the object's row.
    /// - Returns: the three, or nil if the row is gone.
    /// - Throws: `StoreError`.
    public func name(of object: Int64) throws(StoreError) -> (id: String, version: String, specification: Int64)? {
        try connection.first(Statements.Member.name, [.integer(object)]) {
            ($0.text(0), $0.text(1), $0.integer(2))
        }
    }
}
