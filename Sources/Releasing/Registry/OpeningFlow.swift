package import Configuration
package import Installation
internal import JSON
package import Store

/// Who opened what is registered (R13): once for a person, a day and a way, before the content leaves the node.
extension Node {
    /// How a person got the content of an object.
    package enum OpeningWay: String, Sendable, CaseIterable {
        /// Its page was opened.
        case read
        /// It went into a file.
        case export
        /// It went to paper.
        case print
        /// The person wrote it.
        case written
    }

    /// An object that a person gets.
    package struct Opened: Sendable, Hashable {
        let object: String
        let source: String?

        /// An object as one source gave it.
        /// - Parameters:
        ///   - object: its identifier.
        ///   - source: `own` or `partner NAME`; nil for every source.
        package init(_ object: String, source: String?) { (self.object, self.source) = (object, source) }
    }

    /// The entries that somebody opens for the first time today in this way.
    private func fresh(
        _ objects: Set<Opened>,
        by account: String,
        day: Int64,
        _ way: OpeningWay,
        _ connection: Connection
    ) throws(StoreError) -> [StoredRegistryEntry] {
        let rows = RegistryRows(connection)
        var fresh: [Int64: StoredRegistryEntry] = [:]
        for one in objects {
            for entry in try rows.entries(of: one.object) {
                let source = entry.sourceName.isEmpty ? entry.sourceKind : "\(entry.sourceKind) \(entry.sourceName)"
                guard one.source.map({ $0 == source }) ?? true,
                    try !rows.isOpened(entry.row, by: account, day: day, way: way.rawValue)
                else { continue }
                fresh[entry.row] = entry
            }
        }
        return fresh.values.sorted { $0.row < $1.row }
    }

    /// Notes that a person opens objects; where that cannot be kept, the person gets nothing.
    ///
    /// What is not registered costs a look into an index, and what was opened before on the same day one more.
    /// - Parameters:
    ///   - objects: what the person gets.
    ///   - person: who.
    ///   - way: how.
    /// - Throws: `NodeError`.
    package func noteOpening(_ objects: Set<Opened>, by person: SignedIn, _ way: OpeningWay) throws(NodeError) {
        guard !objects.isEmpty else { return }
        let now = clock()
        let isDue = try reading { connection throws(StoreError) in
            let (day, _) = try registryDay(now, connection)
            return try !fresh(objects, by: person.account.name, day: day, way, connection).isEmpty
        }
        guard isDue else { return }
        try change { connection throws(StoreError) in
            try self.noteOpening(objects, by: person, way, now: now, connection)
        }
    }

    /// The same in a transaction.
    package func noteOpening(
        _ objects: Set<Opened>,
        by person: SignedIn,
        _ way: OpeningWay,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        let (day, _) = try registryDay(now, connection)
        let acts = try fresh(objects, by: person.account.name, day: day, way, connection).map { entry in
            let act = StoredRegistryAct(
                entry: entry.row,
                act: "opening",
                made: now,
                account: person.account.name,
                officer: person.account.title,
                day: day,
                way: way.rawValue,
                body: JSONTree.members(["level": .string(entry.level)]).bytes()
            )
            return (act: act, number: Optional(Self.registryNumber(entry)))
        }
        _ = try keepActs(acts, mayWait: true, connection)
    }
}
