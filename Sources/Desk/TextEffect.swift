package import Agreements
package import Configuration
package import Installation
package import JSON
internal import Releasing
package import Store
package import Work

/// What the alternatives of a text would open or close against the agreements in use today.
package struct TextEffect {
    /// One alternative.
    package struct Item {
        package let alternative: TiedText.Alternative
        package let read: DraftDesk.Read
        /// What opens and closes; nil where an article of it cannot be read.
        package let difference: Difference?
        fileprivate let reach: [ReachChange]
    }

    /// A level that a party can get in another way than today.
    fileprivate struct ReachChange {
        let from: String
        let level: LevelName
        let party: String
        let old: Reach.Kind
        let new: Reach.Kind
    }

    /// The draft's name.
    package let agreement: String
    package let items: [Item]

    /// Compares the alternatives of a text, or of one row of it.
    /// - Parameters:
    ///   - text: the text, as its reader sees it.
    ///   - row: the row, all others as they stand; nil: all rows.
    ///   - node: the node.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(_ text: TiedText, row: String?, _ node: Node, _ connection: Connection) throws(StoreError) {
        let alternatives = text.alternatives(of: row)
        let drafts = alternatives.map { text.draft($0, changing: row) }
        let reads = try DraftDesk(node, connection).read(drafts)
        let now = node.clock()
        let today = try node.tables(now: now, connection)
        let parties = text.parties
        var items: [Item] = []
        for (alternative, read) in zip(alternatives, reads) {
            guard read.faults.isEmpty else {
                items.append(Item(alternative: alternative, read: read, difference: nil, reach: []))
                continue
            }
            let then = try node.tables(of: read.set, assumed: [read.name], now: now, connection)
            items.append(
                Item(
                    alternative: alternative,
                    read: read,
                    difference: Difference(today, then),
                    reach: Self.reach(today, then, of: parties)
                )
            )
        }
        (agreement, self.items) = (text.agreement, items)
    }

    /// The same of a text that a reader may see; nil if there is none, or nothing of it is tied to an article.
    package init?(
        of text: String,
        row: String?,
        _ seen: SeenObjects,
        _ node: Node,
        _ connection: Connection
    ) throws(StoreError) {
        let tied: TiedText?
        do throws(SeenFault) { tied = try TiedText(text, seen) } catch { throw error.storeError }
        guard let tied, tied.isAsked(row) else { return nil }
        try self.init(tied, row: row, node, connection)
    }

    /// What changes in who can get which level of the text's parties.
    private static func reach(_ today: AgreementTables, _ then: AgreementTables, of parties: [String])
        -> [ReachChange]
    {
        var changes: [ReachChange] = []
        for party in parties {
            guard let from = today.party(party) ?? then.party(party), today.set.parties.indices.contains(from) else {
                continue
            }
            let levels = Dictionary(
                then.levels.enumerated().map { ($1.name, $0) }
            ) { first, _ in first }
            for (number, level) in today.levels.enumerated() where level.party == from {
                guard let other = levels[level.name], then.levels[other].party == from else { continue }
                let (old, new) = (Reach(from: from, level: number, today), Reach(from: from, level: other, then))
                for (was, will) in zip(old.entries, new.entries) where was.kind != will.kind {
                    changes.append(
                        ReachChange(
                            from: today.set.parties[from].name,
                            level: level.name,
                            party: today.set.parties[was.party].name,
                            old: was.kind,
                            new: will.kind
                        )
                    )
                }
            }
        }
        return changes
    }

    /// The answer; `change` has what would change for what is held, for the alternative that was asked about.
    package func json(_ change: (alternative: TiedText.Alternative, json: JSONTree)?) -> JSONTree {
        .members([
            "agreement": .string(agreement), "here": .bool(items.contains { $0.read.isHere }),
            "alternatives": .array(
                items.map { item in
                    var json = item.json
                    if let change, change.alternative == item.alternative { json["change"] = change.json }
                    return json
                }
            ),
        ])
    }
}

extension TextEffect.Item {
    fileprivate var json: JSONTree {
        .members([
            "alternative": .string(alternative.name), "party": alternative.party.map { .string($0) },
            "faults": .array(
                read.faults.map { fault in
                    .members([
                        "row": .string(fault.row), "code": .string(fault.code), "message": .string(fault.message),
                        "line": .integer(fault.line), "column": .integer(fault.column),
                    ])
                }
            ),
            "difference": difference?.json,
            "reach": difference == nil
                ? nil
                : .array(
                    reach.map { one in
                        .members([
                            "from": .string(one.from),
                            "level": .members([
                                "scheme": .string(one.level.scheme), "level": .string(one.level.level),
                            ]),
                            "party": .string(one.party),
                            "old": .string(one.old.rawValue), "new": .string(one.new.rawValue),
                        ])
                    }
                ),
        ])
    }
}

extension Node {
    /// What the alternatives of a text would open or close, for whoever has the node's folder.
    /// - Parameters:
    ///   - text: the text's identifier.
    ///   - row: a row, all others as they stand; nil: all rows.
    ///   - alternative: the one of which what would change for what is held is listed; nil: none.
    /// - Returns: the answer; nil if there is no such text, or nothing of it is tied to an article.
    /// - Throws: `NodeError` if the store cannot be read.
    package func textEffect(_ text: String, row: String?, held alternative: String?) throws(NodeError) -> JSONTree? {
        let effect = try reading { connection throws(StoreError) -> TextEffect? in
            try TextEffect(of: text, row: row, try seenByOperator(connection), self, connection)
        }
        guard let effect else { return nil }
        guard let item = effect.item(named: alternative) else { return effect.json(nil) }
        let change = try preview(item.read.set, assumed: [item.read.name], limit: 1_000, until: nil) { _, _ in true }
        return effect.json((item.alternative, change.json))
    }
}

extension TextEffect {
    /// The alternative of a name whose articles can all be read; of several parties the first.
    package func item(named name: String?) -> Item? {
        items.first { $0.alternative.name == name && $0.difference != nil }
    }
}
