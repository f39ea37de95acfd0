package import Holdings
internal import Installation
internal import Release
package import Store

extension Node {
    /// In whose name a version leaves the feeds that its author has overtaken.
    package static let newerVersion = "newer version"

    /// Keeps objects, and judges again what parties were given of them: in the same transaction, so that nobody reads an older
    /// version from a feed after the newer one has said that it may not go that way.
    ///
    /// Every door through which objects come goes through here.
    /// - Parameters:
    ///   - objects: the objects.
    ///   - source: the row of the source that hands them in.
    ///   - rule: by which rule versions follow each other.
    ///   - heldBack: why all of them are in quarantine, or nil.
    ///   - now: microseconds since 1970.
    ///   - connection: the store, in a transaction.
    /// - Returns: what became of each.
    /// - Throws: `StoreError`.
    package func keep(
        _ objects: [IncomingObject],
        source: Int64,
        rule: KeepingOutcome.Rule = .standard,
        heldBack: String? = nil,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> [KeepingOutcome.Result] {
        let results = try KeepingOutcome.keep(
            objects,
            source: source,
            rule: rule,
            heldBack: heldBack,
            now: now,
            self,
            connection
        )
        try register(objects, results, source: source, now: now, connection)
        var touched: Set<String> = []
        // What sensors hand in goes nowhere before somebody has taken it over.
        if try GivenRows(connection).isGivenOn(source) {
            var changed: Set<String> = []
            for (object, result) in zip(objects, results) {
                guard case .added = result.keeping else { continue }
                // A work that is made of more than before may be somebody else's now.
                changed.formUnion([object.kept.id, object.derivation?.work].compactMap { $0 })
            }
            for id in try withWorks(changed, connection) {
                var isGiven = try GivenRows(connection).isListed(id)
                if !isGiven { isGiven = try RenditionRows(connection).isGiven(id) }
                if isGiven { touched.insert(id) }
            }
        }
        try withdraw(items: touched, officer: Self.newerVersion, connection)
        return results
    }

    /// Objects, and what was made of them over every step: whose information a work is follows from what it was made of (R05, R06).
    private func withWorks(_ ids: Set<String>, _ connection: Connection) throws(StoreError) -> Set<String> {
        var all = ids
        var queue = Array(ids)
        while let next = queue.popLast() {
            let works = try DerivationRows(connection).works(of: next)
            for work in works where all.insert(work).inserted { queue.append(work) }
        }
        return all
    }
}
