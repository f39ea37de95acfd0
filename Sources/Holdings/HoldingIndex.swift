package import Store
internal import Synchronization

/// What there is to find, by classes of markings, so that what a person may see is decided once for each class and
/// every count is over what that person may see (`RULES.md`, 31).
///
/// The store keeps it with the versions. What is remembered here is small, and hangs on the store's epoch: a change by
/// any process over the store is seen with the next look.
package final class HoldingIndex: Sendable {
    /// One look at it.
    package struct Look: Sendable {
        package let epoch: Int64
        package let groups: [Int64: HoldingRows.Group]
        /// The classes of markings by their numbers.
        package let classes: [Int64: HoldingRows.MarkingClass]
    }

    private let last = Mutex<Look?>(nil)
    /// The patterns of indicators.
    package let patterns = LivePatterns()

    package init() {}

    /// The index as it is now.
    package func look(_ connection: Connection) throws(StoreError) -> Look {
        let rows = HoldingRows(connection)
        let epoch = try rows.epoch()
        let last = last.withLock { $0 }
        if let last, last.epoch == epoch { return last }
        let groups = try rows.groups()
        var classes = last?.classes ?? [:]
        // Classes are only ever added.
        classes.merge(try rows.classes(after: Int64(classes.count))) { known, _ in known }
        let look = Look(
            epoch: epoch,
            groups: Dictionary(uniqueKeysWithValues: groups.map { ($0.number, $0) }),
            classes: classes
        )
        self.last.withLock { $0 = look }
        return look
    }
}
