internal import Holdings
package import Store

/// The order of a list.
///
/// 1. An order is over all that is asked for, never over a page alone.
/// 2. Within equal types, sources and markings the newest stands first.
/// 3. `version` reads each version, so it is there for as many as are counted; so is any order of what is searched.
/// 4. Only what the person sees is in any order, and a place in one names a row that the person was shown.
package enum HoldingOrder: String, CaseIterable, Sendable {
    /// What was kept last.
    case newest
    /// What was kept first.
    case oldest
    /// By the STIX type.
    case type
    /// The party's own, then what came from partners by their short names.
    case source
    /// The highest first (`BannerOrder`).
    case marking
    /// The version that was made last, whenever it was kept.
    case version
}

/// Where a page of an ordered list ended: the row and its group, which is known also when the row stands no more.
private struct OrderedPlace {
    private static let rowBits: Int64 = 40
    let entry: HoldingRows.Entry

    init(_ entry: HoldingRows.Entry) { self.entry = entry }

    init(_ number: Int64) {
        let row = number & (1 << Self.rowBits - 1)
        entry = HoldingRows.Entry(row: row, group: number >> Self.rowBits)
    }

    var number: Int64 { entry.group << Self.rowBits | entry.row }
}

/// What stands before what: by a key, then the newest first.
private struct OrderKey: Comparable {
    let text: String
    /// A number by which the larger stands first.
    let number: Int64
    let row: Int64

    static func < (one: OrderKey, other: OrderKey) -> Bool {
        if one.text != other.text { return one.text < other.text }
        return (one.number, one.row) > (other.number, other.row)
    }
}

extension HoldingDesk {
    /// A page of a list in an order.
    /// - Parameters:
    ///   - filter: what is asked for.
    ///   - order: the order.
    ///   - place: where the page before ended; nil for the first.
    ///   - limit: how many the page has at most.
    /// - Returns: what there is; nil where there is too much for this order.
    /// - Throws: `StoreError`.
    package func list(_ filter: HoldingFilter, in order: HoldingOrder, after place: Int64?, limit: Int)
        throws(StoreError) -> Found?
    {
        guard order != .newest else { return try list(filter, before: place ?? .max, limit: limit) }
        var found = try list(filter, before: .max, limit: order == .version ? Self.counted : 0)
        guard order != .version || found.count <= Self.counted else { return nil }
        let last = place.map(OrderedPlace.init)?.entry
        switch order {
        case .oldest:
            var entries = oldest(filter, after: last?.row ?? 0)
            found.page = try entries.next(limit)
        case .type, .source, .marking:
            found.page = try grouped(filter, key(of: order), after: last, limit: limit)
        case .newest, .version:
            found.page = try sorted(found.page, order, after: last, limit: limit)
        }
        found.places = found.page.map { OrderedPlace($0).number }
        return found
    }

    /// A page of what a search finds, in an order.
    /// - Parameters:
    ///   - words: what is searched for; nil for all that there is.
    ///   - filter: what is asked for.
    ///   - versions: what is asked of the versions themselves.
    ///   - order: the order.
    ///   - place: where the page before ended; nil for the first.
    ///   - limit: how many the page has at most.
    /// - Returns: what is found; nil where there is too much for this order.
    /// - Throws: `StoreError`.
    package func search(
        _ words: HoldingWords?,
        _ filter: HoldingFilter,
        _ versions: VersionFilter,
        in order: HoldingOrder,
        after place: Int64?,
        limit: Int
    ) throws(StoreError) -> Found? {
        guard order != .newest else {
            return try search(words, filter, versions, before: place ?? .max, limit: limit)
        }
        var found = try search(words, filter, versions, before: .max, limit: Self.counted + 1)
        guard !found.isMore else { return nil }
        found.page = try sorted(found.page, order, after: place.map(OrderedPlace.init)?.entry, limit: limit)
        found.places = found.page.map { OrderedPlace($0).number }
        return found
    }

    /// What holdings of a group are in order by.
    private func key(of order: HoldingOrder) -> (HoldingRows.Group) -> String {
        switch order {
        case .type: \.kind
        case .source: \.source
        case .marking: { BannerOrder.key(banner($0)) }
        case .newest, .oldest, .version: { _ in "" }
        }
    }

    /// A group by its number, also where nothing of it stands any more.
    private func group(_ number: Int64) throws(StoreError) -> HoldingRows.Group? {
        if let group = sight.groups[number] { return group }
        return try rows.group(numbered: number)
    }

    private func oldest(_ filter: HoldingFilter, after row: Int64) -> SeenEntries {
        let shown = sight.shown.filter { $0.row > row && sight.takes($0, filter) }
        return SeenEntries(rows.walk(sight.groups(filter).map(\.number), after: row), shown, hidden: sight.hidden)
    }

    /// Walks what is alike in what is sorted by, one after the other, each from its newest.
    private func grouped(
        _ filter: HoldingFilter,
        _ key: (HoldingRows.Group) -> String,
        after last: HoldingRows.Entry?,
        limit: Int
    ) throws(StoreError) -> [HoldingRows.Entry] {
        let groups = Dictionary(grouping: sight.groups(filter), by: key)
        let shown = Dictionary(grouping: sight.shown.filter { sight.takes($0, filter) }) {
            sight.groups[$0.group].map(key) ?? ""
        }
        let start = try last.flatMap { last throws(StoreError) in try group(last.group).map(key) }
        var page: [HoldingRows.Entry] = []
        for name in Set(groups.keys).union(shown.keys).sorted() where page.count < limit && name >= start ?? "" {
            let before = name == start ? last?.row ?? .max : .max
            let branches = (groups[name] ?? []).map { (number: $0.number, newest: $0.newest) }
            let single = (shown[name] ?? []).filter { $0.row < before }
            var entries = SeenEntries(rows.walk(branches, before: before), single, hidden: sight.hidden)
            page += try entries.next(limit - page.count)
        }
        return page
    }

    /// Puts what is there as a whole in order, and cuts a page out of it.
    private func sorted(
        _ entries: [HoldingRows.Entry],
        _ order: HoldingOrder,
        after last: HoldingRows.Entry?,
        limit: Int
    ) throws(StoreError) -> [HoldingRows.Entry] {
        let key = key(of: order)
        func place(_ entry: HoldingRows.Entry) throws(StoreError) -> OrderKey {
            let number: Int64 =
                switch order {
                case .version: try rows.stamp(of: entry.row) ?? 0
                case .oldest: -entry.row
                case .newest, .type, .source, .marking: 0
                }
            return OrderKey(text: try group(entry.group).map(key) ?? "", number: number, row: entry.row)
        }
        let end = try last.map(place)
        var keyed: [(entry: HoldingRows.Entry, key: OrderKey)] = []
        for entry in entries {
            let key = try place(entry)
            if end.map({ $0 < key }) ?? true { keyed.append((entry, key)) }
        }
        return keyed.sorted { $0.key < $1.key }.prefix(limit).map(\.entry)
    }
}
