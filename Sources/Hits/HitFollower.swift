package import Configuration
internal import Dispatch
package import Installation
package import Store
internal import Synchronization

/// Holds what came in against what is here, whoever kept it: new observations against live indicators, new indicators
/// against all that was observed.
///
/// It follows the index of values, in steps that each end within a second; what came while the node was down is held at
/// the start, and an indicator that begins to count later when it begins. What it finds is kept as pairs of versions
/// (`HitRows`), and told to nobody but by a decision anew.
package final class HitFollower: Sendable {
    private let node: Node
    private let log: NodeLog
    private let queue = DispatchQueue(label: "entente.node.hits")
    private let isStopped = Mutex(false)
    /// One step after the other, of the queue and of who wants all of it now.
    private let matcher: Mutex<HitMatcher>
    private let watch: ChangeWatch?
    /// When something is due next, whatever comes; in microseconds since 1970.
    private let due = Mutex(Int64.max)

    /// A follower.
    package init(node: Node, log: NodeLog) {
        (self.node, self.log) = (node, log)
        matcher = Mutex(HitMatcher(clock: node.clock))
        watch = try? ChangeWatch(node.store)
    }

    package func start() { queue.async { self.beat(isFirst: true) } }

    package func stop() { isStopped.withLock { $0 = true } }

    /// Looks once a second whether something came, or an indicator begins to count.
    private func beat(isFirst: Bool) {
        guard !isStopped.withLock({ $0 }) else { return }
        // What another process has kept is brought into the index of values first.
        let isDue = due.withLock { $0 } <= node.clock()
        if watch?.hasChanged() ?? true || isFirst || isDue {
            node.store.followIndex()
            catchUp()
        }
        queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.beat(isFirst: false) }
    }

    private func catchUp() {
        do throws(StoreError) {
            while !isStopped.withLock({ $0 }), try step() {}
            let next = try node.store.read { connection throws(StoreError) in try HitRows(connection).nextDue() }
            due.withLock { $0 = next ?? .max }
        } catch {
            // What another process holds is free again soon; the next change tries again, or the next minute.
            due.withLock { $0 = node.clock() + 60_000_000 }
            log(.storeFailed, .reason("hits"), .sqlite(Int(error.result ?? 0)))
        }
    }

    private func step() throws(StoreError) -> Bool {
        try matcher.withLock { (matcher) throws(StoreError) in try matcher.step(node.store) }
    }

    /// Holds all that came, now; for tests.
    package func finish() throws(StoreError) {
        try node.store.finishIndexing()
        while try step() {}
    }
}
