package import Holdings
package import Store

/// Which holdings one person may see: those of some groups, with the few that are decided one by one.
package struct HoldingSight {
    /// The groups that are there.
    package let groups: [Int64: HoldingRows.Group]
    /// Whether a group is seen, by its number.
    private let isSeen: [Bool]
    /// What is seen though its group is not, the newest first.
    package let shown: [HoldingRows.Entry]
    /// What is not seen though its group is.
    package let hidden: Set<HoldingRows.Entry>

    /// What somebody sees.
    /// - Parameters:
    ///   - look: what there is.
    ///   - seen: the groups that are seen.
    ///   - single: what is decided one by one, and how.
    package init(
        _ look: HoldingIndex.Look,
        seen: [HoldingRows.Group],
        single: [(entry: HoldingRows.Entry, isSeen: Bool)]
    ) {
        groups = look.groups
        var isSeen = Array(repeating: false, count: Int(look.groups.keys.max() ?? 0) + 1)
        for group in seen { isSeen[Int(group.number)] = true }
        self.isSeen = isSeen
        let known = single.filter { isSeen.indices.contains(Int($0.entry.group)) }
        shown = known.filter { $0.isSeen && !isSeen[Int($0.entry.group)] }.map(\.entry).sorted { $0.row > $1.row }
        hidden = Set(known.filter { !$0.isSeen && isSeen[Int($0.entry.group)] }.map(\.entry))
    }

    /// Whether holdings of a group are seen, those aside that are decided one by one.
    package func sees(group: Int64) -> Bool { isSeen.indices.contains(Int(group)) && isSeen[Int(group)] }

    /// Whether a holding is seen.
    package func sees(_ entry: HoldingRows.Entry) -> Bool {
        if sees(group: entry.group) { return hidden.isEmpty || !hidden.contains(entry) }
        return !shown.isEmpty && shown.contains(entry)
    }

    /// The types of which something is seen.
    package var kinds: Set<String> {
        let single = shown.compactMap { groups[$0.group]?.kind }
        return Set(groups.values.filter { sees(group: $0.number) }.map(\.kind)).union(single)
    }

    /// The groups of some kinds and of one source that are seen.
    package func groups(_ filter: HoldingFilter) -> [HoldingRows.Group] {
        groups.values.filter { sees(group: $0.number) && filter.takes($0) }
    }

    /// Whether something that is decided one by one is of some kinds and one source.
    package func takes(_ entry: HoldingRows.Entry, _ filter: HoldingFilter) -> Bool {
        groups[entry.group].map(filter.takes) ?? false
    }
}
