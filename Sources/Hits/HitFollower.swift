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
    private let state: State

    /// What only the follower's queue touches.
    ///
    /// `@unchecked`: one serial queue is the only user.
    private final class State: @unchecked Sendable {
        let matcher: HitMatcher
        let watch: ChangeWatch?

        init(_ node: Node) {
            matcher = HitMatcher(clock: node.clock)
            watch = try? ChangeWatch(node.store)
        }
    }

    /// A follower.
    package init(node: Node, log: NodeLog) {
        (self.node, self.log) = (node, log)
        state = State(node)
    }

    package func start() { queue.async { self.beat(isFirst: true) } }

    package func stop() { isStopped.withLock { $0 = true } }

    /// Looks once a second whether something came.
    private func beat(isFirst: Bool) {
        guard !isStopped.withLock({ $0 }) else { return }
        // What another process has kept is brought into the index of values first.
        if isFirst || state.watch?.hasChanged() ?? true {
            node.store.followIndex()
            catchUp()
        }
        queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.beat(isFirst: false) }
    }

    private func catchUp() {
        do throws(StoreError) {
            while !isStopped.withLock({ $0 }), try state.matcher.step(node.store) {}
        } catch {
            // What another process holds is free again soon; the next change tries again.
            log(.storeFailed, .reason("hits"), .sqlite(Int(error.result ?? 0)))
        }
    }

    /// Holds all that came, now; for tests.
    package func finish() throws(StoreError) {
        let result: Result<Void, StoreError> = queue.sync {
            do throws(StoreError) {
                try node.store.finishIndexing()
                while try state.matcher.step(node.store) {}
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }
}
