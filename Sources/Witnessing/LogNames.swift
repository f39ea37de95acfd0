internal import JSON
internal import Ledger
package import Store
internal import Synchronization

/// Names that occur in a node's logs, for choosing among them; what was read once is not read again.
package final class LogNames: Sendable {
    /// What was found.
    package struct Found: Sendable {
        /// Words for what happened.
        package fileprivate(set) var kinds: Set<String> = []
        /// Short names of partners.
        package fileprivate(set) var parties: Set<String> = []
        /// Who did something.
        package fileprivate(set) var officers: Set<String> = []
        /// What was given stands on: an agreement, a comma, and an article of it.
        package fileprivate(set) var bases: Set<String> = []
        fileprivate var read: [Int64: Int64] = [:]

        fileprivate mutating func add(_ entry: StoredLogEntry) {
            kinds.insert(entry.kind)
            if let party = entry.party { parties.insert(party) }
            if let officer = entry.officer { officers.insert(officer) }
            guard [LedgerEntry.Kind.release.rawValue, LedgerEntry.Kind.rendition.rawValue].contains(entry.kind),
                let basis = (try? JSONDocument(parsing: entry.body))?.root["basis"]
            else { return }
            for text in basis.elements.compactMap(\.string) { bases.insert(text) }
        }
    }

    private let known = Mutex(Found())

    package init() {}

    /// The names that occur now.
    /// - Parameter connection: the store.
    /// - Returns: the names.
    /// - Throws: `StoreError`.
    package func look(_ connection: Connection) throws(StoreError) -> Found {
        var found = known.withLock { $0 }
        let rows = LogRows(connection)
        for head in try rows.heads() {
            var place = found.read[head.log] ?? 0
            while place < head.size {
                let entries = try rows.entries(head.log, from: place, limit: min(1_024, head.size - place))
                guard let last = entries.last else { break }
                for entry in entries { found.add(entry) }
                place = last.place + 1
            }
            found.read[head.log] = place
        }
        known.withLock { [found] kept in
            let isFurther = found.read.contains { kept.read[$0.key] ?? -1 < $0.value }
            if isFurther { kept = found }
        }
        return found
    }
}
