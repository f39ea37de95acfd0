internal import Store

/// What a search is for.
package struct HoldingWords {
    /// What was typed: words, or an identifier.
    package let text: String
    /// The partners that are called so, by their short names.
    package let partners: [String]

    /// What was typed, and the partners that are called so.
    package init(_ text: String, partners: [String] = []) { (self.text, self.partners) = (text, partners) }
}

/// What a search finds by its identifier, and what came from or was given to the partners that are called as the search
/// says; as far as the person may see it.
struct NamedHoldings {
    /// So many are looked up by identifier, and as many of what a partner was given, those of last; what is hidden is
    /// not counted, so that it pushes nothing out.
    static let most = 2_000

    private let sight: HoldingSight
    private let rows: HoldingRows
    private let sources: Set<String>
    /// The newest first.
    private let single: [HoldingRows.Entry]
    private let known: Set<HoldingRows.Entry>

    init(_ words: HoldingWords?, _ sight: HoldingSight, _ connection: Connection) throws(StoreError) {
        (self.sight, rows) = (sight, HoldingRows(connection))
        sources = Set(words?.partners.map { "partner \($0)" } ?? [])
        var found: Set<HoldingRows.Entry> = []
        let add = { (entry: HoldingRows.Entry, count: inout Int) -> Bool in
            guard sight.sees(entry), found.insert(entry).inserted else { return true }
            count += 1
            return count < Self.most
        }
        if let identifier = words.flatMap({ HeldIdentifier($0.text) }) {
            var count = 0
            for beginning in identifier.beginnings(sight.kinds).sorted() where count < Self.most {
                try rows.visit(beginning: beginning) { add($0, &count) }
            }
        }
        for party in words?.partners ?? [] {
            var count = 0
            try rows.visit(givenTo: party) { add($0, &count) }
        }
        // What partners sent is walked, however much it is.
        single = found.sorted { $0.row > $1.row }
        known = found
    }

    /// Whether a holding is one of them.
    func has(_ entry: HoldingRows.Entry) -> Bool {
        known.contains(entry) || (sight.groups[entry.group].map(isFromPartner) ?? false)
    }

    /// A translation is found by its words: that a partner wrote it says nothing of the object.
    private func isFromPartner(_ group: HoldingRows.Group) -> Bool {
        sources.contains(group.source) && group.kind != HoldingFilter.translation
    }

    /// The holdings, the newest first; one may come twice in a row.
    /// - Parameter before: only rows before this one.
    /// - Returns: the holdings.
    /// - Throws: `StoreError`.
    func entries(before: Int64) throws(StoreError) -> SeenEntries {
        let groups = sight.groups.values.filter { isFromPartner($0) && sight.sees(group: $0.number) }
        let walked = groups.lazy.map { (number: $0.number, newest: $0.newest) }
        let shown = sight.shown.filter { sight.groups[$0.group].map(isFromPartner) ?? false }
        let beside = Set(single).union(shown).filter { $0.row < before }.sorted { $0.row > $1.row }
        return SeenEntries(rows.walk(walked, before: before), beside, hidden: sight.hidden)
    }
}
