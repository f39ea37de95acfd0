package import Configuration
internal import Dispatch
package import Installation
package import Store
internal import Synchronization

/// Holds what came in against what is here, whoever kept it: new observations against live indicators, new indicators
/// against all that was observed.
///
/// It follows the index of values, in steps that each end within a second; what came while the node was down is held at
/// the start. What it finds is kept as pairs of versions (`HitRows`), and told to nobody but by a decision anew.
package final class HitFollower: Sendable {
    private let node: Node
    private let log: NodeLog
    private let queue = DispatchQueue(label: "entente.node.hits")
    private let isStopped = Mutex(false)
    /// One step after the other, of the queue and of who wants all of it now.
    private let matcher: Mutex<HitMatcher>
    private let watch: ChangeWatch?

    /// A follower.
    package init(node: Node, log: NodeLog) {
        (self.node, self.log) = (node, log)
        matcher = Mutex(HitMatcher(clock: node.clock))
        watch = try? ChangeWatch(node.store)
    }

    package func start() { queue.async { self.beat(isFirst: true) } }

    package func stop() { isStopped.withLock { $0 = true } }

    /// Looks once a second whether something came.
    private func beat(isFirst: Bool) {
        guard !isStopped.withLock({ $0 }) else { return }
        // What another process has kept is brought into the index of values first.
        if isFirst || watch?.hasChanged() ?? true {
            node.store.followIndex()
            catchUp()
        }
        queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.beat(isFirst: false) }
    }

    private func catchUp() {
        do throws(StoreError) {
            while !isStopped.withLock({ $0 }), try step() {}
        } catch {
            // What another process holds is free again soon; the next change tries again.
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
