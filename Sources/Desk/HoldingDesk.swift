package import Holdings
internal import JSON
package import Store

/// What one person finds among the holdings: lists, counts, searches, and what refers to an object.
///
/// Lists are walked as they are read, the newest first, and only over what the person may see; counts are sums of what
/// the store keeps. Nothing here goes over all holdings.
package struct HoldingDesk {
    let sight: HoldingSight
    /// What holdings of a class of markings are marked with, as it is shown.
    private let banners: [Int64: String]
    let rows: HoldingRows
    /// The patterns of indicators, whoever may see them.
    package let patterns: LivePatterns
    /// Who has a value.
    package let values: HoldingValues
    /// What was met when it came in.
    package let arrivals: ArrivedHits
    private let connection: Connection

    /// The holdings as they are now, for a desk.
    package init(_ desk: PersonDesk, _ index: HoldingIndex, _ connection: Connection) throws(StoreError) {
        let look = try index.look(connection)
        sight = try desk.sight(of: look)
        banners = look.classes.mapValues { desk.banner(of: $0.markings) }
        (rows, patterns, self.connection) = (HoldingRows(connection), index.patterns, connection)
        values = HoldingValues(sight, connection)
        arrivals = ArrivedHits(sight, connection)
    }

    /// All that is not set apart, for whoever has the node's folder.
    package init(operatorOver index: HoldingIndex, _ connection: Connection) throws(StoreError) {
        let look = try index.look(connection)
        banners = [:]
        sight = HoldingSight(look, seen: look.groups.values.filter { !$0.isApart }, single: [])
        (rows, patterns, self.connection) = (HoldingRows(connection), index.patterns, connection)
        values = HoldingValues(sight, connection)
        arrivals = ArrivedHits(sight, connection)
    }

    /// The newest holdings of some kinds and of one source that the person may see, read as they are asked for.
    /// - Parameters:
    ///   - filter: which are asked for.
    ///   - before: only rows before this one.
    /// - Returns: the holdings.
    package func newest(_ filter: HoldingFilter = HoldingFilter(), before: Int64 = .max) -> SeenEntries {
        let groups = sight.groups(filter).lazy.map { (number: $0.number, newest: $0.newest) }
        let shown = sight.shown.filter { $0.row < before && sight.takes($0, filter) }
        return SeenEntries(rows.walk(groups, before: before), shown, hidden: sight.hidden)
    }

    /// What a group is marked with, as it is shown.
    func banner(_ group: HoldingRows.Group) -> String { banners[group.markings] ?? "" }

    /// The classes of markings that are shown alike.
    /// - Parameter banner: what is shown.
    /// - Returns: the numbers of the classes.
    package func classes(_ banner: String) -> Set<Int64> {
        Set(banners.filter { $0.value == banner }.keys)
    }

    /// How many holdings of each kind, from each source, or of each marking the person may see.
    /// - Parameters:
    ///   - key: what is told apart.
    ///   - filter: which are asked for.
    /// - Returns: the counts that are not zero.
    private func counts(by key: (HoldingRows.Group) -> String, _ filter: HoldingFilter) -> [String: Int] {
        var counts: [String: Int] = [:]
        for group in sight.groups(filter) { counts[key(group), default: 0] += Int(group.count) }
        for (entries, step) in [(sight.shown, 1), (Array(sight.hidden), -1)] {
            for entry in entries where sight.takes(entry, filter) {
                if let name = sight.groups[entry.group].map(key) { counts[name, default: 0] += step }
            }
        }
        return counts.filter { $0.value > 0 }
    }

    /// A page of a list, with what there is in all.
    /// - Parameters:
    ///   - filter: what is asked for; kinds are counted whichever kind is asked for, and sources likewise.
    ///   - before: the page has only rows before this one.
    ///   - limit: how many the page has at most.
    /// - Returns: what there is.
    /// - Throws: `StoreError`.
    package func list(_ filter: HoldingFilter, before: Int64, limit: Int) throws(StoreError) -> Found {
        var entries = newest(filter, before: before)
        let page = try entries.next(limit)
        return Found(
            page: page,
            places: page.map(\.row),
            count: counts(by: \.kind, filter).values.reduce(0, +),
            kinds: counts(by: \.kind, filter.ofAnyKind),
            sources: counts(by: \.source, filter.fromAnySource),
            markings: counts(by: banner, filter.ofAnyMarking)
        )
    }

    /// Whether the person may see a version that stands for an object.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - connection: the session that reads.
    /// - Returns: true if the person may.
    /// - Throws: `StoreError`.
    package func sees(row: Int64, _ connection: Connection) throws(StoreError) -> Bool {
        guard let group = try HoldingRows(connection).group(of: row) else { return false }
        return sight.sees(HoldingRows.Entry(row: row, group: group))
    }

    /// Up to how many hits of a search are counted.
    package static let counted = 1_000

    /// What a list has, or what a search finds.
    package struct Found {
        package var page: [HoldingRows.Entry] = []
        /// Where each of the page stands in the order of the list: its own row, or that of the hit that led to it.
        package var places: [Int64] = []
        /// How many are asked for, and whether there are more.
        package var count = 0
        package var isMore = false
        /// How many there are of each kind, from each source, and of each marking as it is shown.
        package var kinds: [String: Int] = [:]
        package var sources: [String: Int] = [:]
        package var markings: [String: Int] = [:]
        /// Whether they count the newest only, and have every kind, source and marking that there is.
        package var areCountsMore = false
        /// Where a page goes on that ended early, because so much was looked through for it.
        package var ending: Int64?

        /// Nothing.
        package static var nothing: Found { Found() }

        mutating func add(_ entry: HoldingRows.Entry, at place: Int64) {
            page.append(entry)
            places.append(place)
        }
    }

    /// Finds what holds some words, has an identifier, or came from or was given to a partner, the newest first.
    ///
    /// A hit in a translation gives the object that it translates (`HoldingSearch`).
    /// - Parameters:
    ///   - words: what is searched for; nil for all that there is.
    ///   - filter: what is asked for; kinds are counted whichever kind is asked for, sources and markings likewise.
    ///   - versions: what is asked of the versions themselves.
    ///   - before: the page has only hits before this row.
    ///   - limit: how many the page has at most.
    ///   - most: how many hits are counted at most.
    /// - Returns: what is found.
    /// - Throws: `StoreError`.
    package func search(
        _ words: HoldingWords?,
        _ filter: HoldingFilter,
        _ versions: VersionFilter = VersionFilter(),
        before: Int64,
        limit: Int,
        counting most: Int = Self.counted
    ) throws(StoreError) -> Found {
        var found = Found()
        var (kinds, sources, markings) = (0, 0, 0)
        let named = try NamedHoldings(words, sight, connection)
        var search = HoldingSearch(words, versions, before: .max, self, sight, named, connection)
        try search.visit { hit in
            Self.count(hit.kinds(filter), in: &found.kinds, &kinds, most)
            Self.count(hit.sources(filter), in: &found.sources, &sources, most)
            Self.count(hit.markings(filter, banner), in: &found.markings, &markings, most)
            guard let entry = hit.listed(filter) else { return true }
            if found.count < most { found.count += 1 } else { found.isMore = true }
            if hit.row < before, found.page.count < limit { found.add(entry, at: hit.row) }
            return !found.isMore
        }
        found.ending = search.ending
        if max(kinds, sources, markings) > most || found.ending != nil { addRest(to: &found) }
        if found.ending != nil { found.isMore = true }
        guard found.isMore, found.page.count < limit else { return found }
        // The page begins behind what was counted.
        found.page.removeAll()
        found.places.removeAll()
        search = HoldingSearch(words, versions, before: before, self, sight, named, connection)
        try search.visit { hit in
            if let entry = hit.listed(filter) { found.add(entry, at: hit.row) }
            return found.page.count < limit
        }
        found.ending = search.ending
        return found
    }

    private static func count(_ names: [String], in counts: inout [String: Int], _ all: inout Int, _ most: Int) {
        for name in names {
            all += 1
            if all <= most { counts[name, default: 0] += 1 }
        }
    }

    /// What is further behind can be asked for, too.
    private func addRest(to found: inout Found) {
        let all = HoldingFilter(withTranslations: true)
        found.areCountsMore = true
        found.kinds.merge(counts(by: \.kind, all).mapValues { _ in 0 }) { counted, _ in counted }
        found.sources.merge(counts(by: \.source, all).mapValues { _ in 0 }) { counted, _ in counted }
        found.markings.merge(counts(by: banner, all).mapValues { _ in 0 }) { counted, _ in counted }
    }

    /// The translations of an object that the person may see, the newest first.
    ///
    /// An older version of one may have been of another object, so whoever reads one looks at what it is of.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - limit: how many at most.
    /// - Returns: the holdings.
    /// - Throws: `StoreError`.
    package func translations(of id: String, limit: Int) throws(StoreError) -> [HoldingRows.Entry] {
        var found: [HoldingRows.Entry] = []
        for translation in try TranslationRows(connection).all(of: id) {
            found += try rows.standing(for: translation).filter(sight.sees)
        }
        return Array(found.sorted { $0.row > $1.row }.prefix(limit))
    }

    /// What may refer to an object, the newest first; who only wrote for it as its creator stands behind.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - filter: which are asked for.
    ///   - limit: how many at most.
    /// - Returns: the holdings.
    /// - Throws: `StoreError`.
    package func referrers(of id: String, _ filter: HoldingFilter = HoldingFilter(), limit: Int) throws(StoreError)
        -> [HoldingRows.Entry]
    {
        var found: [HoldingRows.Entry] = []
        for isAuthorship in [false, true] {
            let walk = try rows.referrers(of: id, isAuthorship: isAuthorship) { group in
                sight.sees(group: group) && (sight.groups[group].map(filter.takes) ?? false)
            }
            var shown: [HoldingRows.Entry] = []
            for entry in sight.shown where sight.takes(entry, filter) {
                if try rows.refers(entry, to: id, isAuthorship: isAuthorship) { shown.append(entry) }
            }
            var referrers = SeenEntries(walk, shown, hidden: sight.hidden)
            while found.count < limit, let entry = try referrers.next() { found.append(entry) }
        }
        return found
    }
}

/// Holdings that a person may see, in the order of a walk, read as they are asked for.
package struct SeenEntries {
    private var walk: HoldingWalk
    /// What is seen beside the walk, in its order.
    private var shown: ArraySlice<HoldingRows.Entry>
    private let hidden: Set<HoldingRows.Entry>
    private var ahead: HoldingRows.Entry?

    package init(_ walk: HoldingWalk, _ shown: [HoldingRows.Entry], hidden: Set<HoldingRows.Entry>) {
        (self.walk, self.hidden) = (walk, hidden)
        self.shown = shown.sorted { walk.isBefore($0.row, $1.row) }[...]
    }

    /// The next one; nil if there is none.
    package mutating func next() throws(StoreError) -> HoldingRows.Entry? {
        while ahead == nil, let entry = try walk.next() { if !hidden.contains(entry) { ahead = entry } }
        if let first = shown.first, ahead.map({ walk.isBefore(first.row, $0.row) }) ?? true {
            return shown.removeFirst()
        }
        defer { ahead = nil }
        return ahead
    }

    /// The next ones.
    /// - Parameter limit: how many at most.
    /// - Returns: the holdings.
    /// - Throws: `StoreError`.
    package mutating func next(_ limit: Int) throws(StoreError) -> [HoldingRows.Entry] {
        var entries: [HoldingRows.Entry] = []
        while entries.count < limit, let entry = try next() { entries.append(entry) }
        return entries
    }
}
