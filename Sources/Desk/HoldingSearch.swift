internal import JSON
internal import Store

/// One walk over the hits of a search, as lists show them.
///
/// 1. A hit in an object's own text gives its row, as a list has it.
/// 2. A hit in a translation (STIX 2.1, 7.1) gives the object that it translates, once, at the place of the newest
///    such hit: unless a row of that object that is asked for is found by its own text.
/// 3. Whoever may not see the translation does not find by it; whoever may not see the object is not shown it.
/// 4. A text that is an identifier, or how one begins, also finds the objects that are called so; what a partner is
///    called also finds what came from it and what it was given. Both are hits as those of words are.
/// 5. Each hit is judged by what is in the store alone, so pages and counts of one search agree wherever a page begins.
struct HoldingSearch {
    /// What one hit gives.
    struct Hit {
        /// A row that a list may have for it.
        struct Row {
            let entry: HoldingRows.Entry
            let group: HoldingRows.Group
            /// Whether its own text is found: a translation then adds nothing.
            let isFound: Bool
            /// Whether its version is asked for.
            let isTaken: Bool

            /// Whether a list of what is asked for may have it.
            func isIn(_ filter: HoldingFilter) -> Bool { isTaken && filter.takes(group) }
        }

        /// The row of what was found.
        let row: Int64
        /// The translation itself, where that is what was found.
        let translation: Row?
        /// The rows of the object, one from each source, the newest first.
        let rows: [Row]

        /// The row that a list of what is asked for has for this hit; nil if it has none.
        func listed(_ filter: HoldingFilter) -> HoldingRows.Entry? {
            guard let translation else { return rows.first { $0.isIn(filter) }?.entry }
            if translation.isIn(filter) { return translation.entry }
            let asked = rows.filter { $0.isIn(filter) }
            return asked.contains(where: \.isFound) ? nil : asked.first?.entry
        }

        /// The types of which a list would have this hit, one type or another being asked for.
        func kinds(_ filter: HoldingFilter) -> [String] {
            let any = filter.ofAnyKind
            let own = translation.flatMap { $0.isIn(any) ? $0.group.kind : nil }
            let asked = rows.filter { $0.isIn(any) }
            let isFound = translation != nil && asked.contains(where: \.isFound)
            return [own, isFound ? nil : asked.first?.group.kind].compactMap(\.self)
        }

        /// The sources from which a list would have this hit, one source or another being asked for.
        func sources(_ filter: HoldingFilter) -> [String] {
            let any = filter.fromAnySource
            guard let translation else { return rows.filter { $0.isIn(any) }.map(\.group.source) }
            if translation.isIn(any) { return [translation.group.source] }
            return rows.filter { $0.isIn(any) && !$0.isFound }.map(\.group.source)
        }

        /// The markings of which a list would have this hit, one marking or another being asked for.
        func markings(_ filter: HoldingFilter, _ name: (HoldingRows.Group) -> String) -> [String] {
            let any = filter.ofAnyMarking
            if let translation, translation.isIn(any) { return [name(translation.group)] }
            var found: [String: Bool] = [:]
            var order: [String] = []
            for row in rows where row.isIn(any) {
                let marking = name(row.group)
                if found[marking] == nil { order.append(marking) }
                found[marking] = found[marking] ?? false || row.isFound
            }
            return translation == nil ? order : order.filter { found[$0] == false }
        }
    }

    private let words: HoldingWords?
    private let versions: VersionFilter
    private let before: Int64
    private let holdings: HoldingDesk
    private let sight: HoldingSight
    private let connection: Connection
    private let search: SearchRows
    /// What is found by itself and not by its words.
    private let named: NamedHoldings
    /// The objects to which translations have led already.
    private var known: Set<String> = []

    init(
        _ words: HoldingWords?,
        _ versions: VersionFilter,
        before: Int64,
        _ holdings: HoldingDesk,
        _ sight: HoldingSight,
        _ named: NamedHoldings,
        _ connection: Connection
    ) {
        (self.words, self.versions, self.before) = (words, versions, before)
        (self.holdings, self.sight) = (holdings, sight)
        (self.named, self.connection, search) = (named, connection, SearchRows(connection))
    }

    /// So many holdings are looked through, where what is asked for stands in the versions: a page then ends early, and
    /// the next one goes on from there.
    static let looked = 20_000

    /// Where the walk ended because so much was looked through; nil where it did not.
    private(set) var ending: Int64?
    private var count = 0

    /// Visits the hits, the newest first.
    /// - Parameter body: gets each hit that gives something; returns false to stop.
    /// - Throws: `StoreError`.
    mutating func visit(_ body: (Hit) -> Bool) throws(StoreError) {
        guard let words else { return try visitAll(body) }
        var others = try named.entries(before: before)
        var next = try others.next()
        var last = Int64.max
        var isStopped = false
        try search.visit(words.text, before: before) { entry throws(StoreError) in
            while let other = next, other.row >= entry.row {
                next = try others.next()
                guard other.row != entry.row, other.row < last else { continue }
                last = other.row
                if try !show(other, body) { isStopped = true }
                guard !isStopped else { return false }
            }
            last = entry.row
            if try !show(entry, body) { isStopped = true }
            return !isStopped
        }
        while !isStopped, let other = next {
            next = try others.next()
            guard other.row < last else { continue }
            last = other.row
            if try !show(other, body) { return }
        }
    }

    /// Visits what there is, where no words are asked for: the versions of a time, or those whose texts have a label.
    private mutating func visitAll(_ body: (Hit) -> Bool) throws(StoreError) {
        let rows = HoldingRows(connection)
        let first = try versions.since.map { moment throws(StoreError) in try rows.firstRow(since: moment) } ?? 0
        let end = try versions.before.map { moment throws(StoreError) in try rows.firstRow(since: moment) } ?? .max
        let before = min(self.before, end)
        if let label = versions.label, try search.hasTerms(Self.phrase(label)) {
            try search.visit(Self.phrase(label), before: before) { entry throws(StoreError) in
                guard entry.row >= first else { return false }
                return try show(entry, body)
            }
            return
        }
        var entries = holdings.newest(HoldingFilter(withTranslations: true), before: before)
        while let entry = try entries.next(), entry.row >= first {
            guard try show(entry, body) else { return }
        }
    }

    private static func phrase(_ label: String) -> String {
        "\"\(label.replacing("\"", with: " "))\""
    }

    /// Shows what a row that was found gives, if the person may see it.
    /// - Returns: false to stop.
    private mutating func show(_ entry: HoldingRows.Entry, _ body: (Hit) -> Bool) throws(StoreError) -> Bool {
        guard sight.sees(entry), let group = sight.groups[entry.group] else { return true }
        if !versions.takesAll {
            count += 1
            guard count <= Self.looked else {
                ending = entry.row + 1
                return false
            }
        }
        let own = Hit.Row(entry: entry, group: group, isFound: true, isTaken: try takes(entry))
        guard group.kind == HoldingFilter.translation else {
            return body(Hit(row: entry.row, translation: nil, rows: [own]))
        }
        let rows = words == nil ? [] : try rows(behind: entry)
        return body(Hit(row: entry.row, translation: own, rows: rows))
    }

    /// Whether the version of a row is asked for.
    private func takes(_ entry: HoldingRows.Entry) throws(StoreError) -> Bool {
        if versions.takesAll { return true }
        return try ObjectRows(connection).object(row: entry.row).map(versions.takes) ?? false
    }

    /// Whether a row is found by itself.
    private func isFound(_ entry: HoldingRows.Entry) throws(StoreError) -> Bool {
        if named.has(entry) { return true }
        return try words.map { words throws(StoreError) in try search.holds(entry.row, words.text) } ?? false
    }

    /// The rows of the object that a translation is of; none if a newer translation has led there.
    private mutating func rows(behind translation: HoldingRows.Entry) throws(StoreError) -> [Hit.Row] {
        guard let id = try original(of: translation), known.insert(id).inserted, try !isLedTo(id) else { return [] }
        var rows: [Hit.Row] = []
        for entry in try HoldingRows(connection).standing(for: id) where sight.sees(entry) {
            guard let group = sight.groups[entry.group] else { continue }
            rows.append(
                Hit.Row(entry: entry, group: group, isFound: try isFound(entry), isTaken: try takes(entry))
            )
        }
        return rows
    }

    /// Whether a translation leads to an object from a page before this one.
    private func isLedTo(_ id: String) throws(StoreError) -> Bool {
        guard before < .max else { return false }
        for entry in try holdings.translations(of: id, limit: .max) {
            guard entry.row >= before else { return false }
            // An older version of it may have been of another object.
            if try isFound(entry), try original(of: entry) == id { return true }
        }
        return false
    }

    private func original(of translation: HoldingRows.Entry) throws(StoreError) -> String? {
        guard let version = try ObjectRows(connection).object(row: translation.row) else { return nil }
        return (try? JSONDocument(parsing: version.bytes))?.root["object_ref"]?.string
    }
}
