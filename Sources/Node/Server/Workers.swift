internal import Dispatch
internal import Synchronization

/// A few threads for work that would hold up the threads that serve connections; the queue is bounded.
final class Workers: Sendable {
    private let queue = DispatchQueue(label: "entente.node.workers", attributes: .concurrent)
    private let pending = Mutex(0)
    private let limit: Int
    private let slots: DispatchSemaphore

    init(count: Int, limit: Int) {
        self.limit = limit
        slots = DispatchSemaphore(value: max(count, 1))
    }

    /// What waits or is under way.
    var waiting: Int { pending.withLock { $0 } }

    /// Starts some work.
    /// - Returns: false if too much work waits already; then it is not started.
    func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let isAccepted = pending.withLock { waiting in
            guard waiting < limit else { return false }
            waiting += 1
            return true
        }
        guard isAccepted else { return false }
        queue.async {
            self.slots.wait()
            defer {
                self.slots.signal()
                self.pending.withLock { $0 -= 1 }
            }
            work()
        }
        return true
    }
}
