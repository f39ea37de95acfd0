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
        }

        /// The row of what was found.
        let row: Int64
        /// The translation itself, where that is what was found.
        let translation: Row?
        /// The rows of the object, one from each source, the newest first.
        let rows: [Row]

        /// The row that a list of what is asked for has for this hit; nil if it has none.
        func listed(_ filter: HoldingFilter) -> HoldingRows.Entry? {
            guard let translation else { return rows.first { filter.takes($0.group) }?.entry }
            if filter.takes(translation.group) { return translation.entry }
            let asked = rows.filter { filter.takes($0.group) }
            return asked.contains(where: \.isFound) ? nil : asked.first?.entry
        }

        /// The types of which a list would have this hit, one type or another being asked for.
        func kinds(_ filter: HoldingFilter) -> [String] {
            let any = filter.ofAnyKind
            let own = translation.flatMap { any.takes($0.group) ? $0.group.kind : nil }
            let asked = rows.filter { any.takes($0.group) }
            let isFound = translation != nil && asked.contains(where: \.isFound)
            return [own, isFound ? nil : asked.first?.group.kind].compactMap(\.self)
        }

        /// The sources from which a list would have this hit, one source or another being asked for.
        func sources(_ filter: HoldingFilter) -> [String] {
            let any = filter.fromAnySource
            guard let translation else { return rows.filter { any.takes($0.group) }.map(\.group.source) }
            if any.takes(translation.group) { return [translation.group.source] }
            return rows.filter { any.takes($0.group) && !$0.isFound }.map(\.group.source)
        }
    }

    private let words: HoldingWords
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
        _ words: HoldingWords,
        before: Int64,
        _ holdings: HoldingDesk,
        _ sight: HoldingSight,
        _ named: NamedHoldings,
        _ connection: Connection
    ) {
        (self.words, self.before, self.holdings, self.sight) = (words, before, holdings, sight)
        (self.named, self.connection, search) = (named, connection, SearchRows(connection))
    }

    /// Visits the hits, the newest first.
    /// - Parameter body: gets each hit that gives something; returns false to stop.
    /// - Throws: `StoreError`.
    mutating func visit(_ body: (Hit) -> Bool) throws(StoreError) {
        var others = try named.entries(before: before)
        var next = try others.next()
        var last = Int64.max
        var isStopped = false
        try search.visit(words.text, before: before) { entry throws(StoreError) in
            while let other = next, other.row >= entry.row {
                next = try others.next()
                guard other.row != entry.row, other.row < last else { continue }
                last = other.row
                if let hit = try hit(other), !body(hit) { isStopped = true }
                guard !isStopped else { return false }
            }
            last = entry.row
            if let hit = try hit(entry), !body(hit) { isStopped = true }
            return !isStopped
        }
        while !isStopped, let other = next {
            next = try others.next()
            guard other.row < last else { continue }
            last = other.row
            if let hit = try hit(other), !body(hit) { return }
        }
    }

    /// What a row that was found gives; nil if the person may not see it.
    private mutating func hit(_ entry: HoldingRows.Entry) throws(StoreError) -> Hit? {
        guard sight.sees(entry), let group = sight.groups[entry.group] else { return nil }
        let own = Hit.Row(entry: entry, group: group, isFound: true)
        guard group.kind == HoldingFilter.translation else {
            return Hit(row: entry.row, translation: nil, rows: [own])
        }
        return Hit(row: entry.row, translation: own, rows: try rows(behind: entry))
    }

    /// Whether a row is found by itself.
    private func isFound(_ entry: HoldingRows.Entry) throws(StoreError) -> Bool {
        if named.has(entry) { return true }
        return try search.holds(entry.row, words.text)
    }

    /// The rows of the object that a translation is of; none if a newer translation has led there.
    private mutating func rows(behind translation: HoldingRows.Entry) throws(StoreError) -> [Hit.Row] {
        guard let id = try original(of: translation), known.insert(id).inserted, try !isLedTo(id) else { return [] }
        var rows: [Hit.Row] = []
        for entry in try HoldingRows(connection).standing(for: id) where sight.sees(entry) {
            guard let group = sight.groups[entry.group] else { continue }
            rows.append(Hit.Row(entry: entry, group: group, isFound: try isFound(entry)))
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
