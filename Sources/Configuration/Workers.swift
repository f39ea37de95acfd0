internal import Dispatch
internal import Glibc
internal import Synchronization

/// A few threads of its own for work that would hold up the threads that serve connections; the queue is bounded.
///
/// They are plain threads: those of a dispatch queue come from one pool for the whole process, and work of one kind that
/// takes long would keep every other kind, and the writer, waiting.
package final class Workers: Sendable {
    private let desk: Desk
    private let limit: Int
    private let count: Int

    /// What the threads share; it outlives the pool until the last of them has ended.
    private final class Desk: Sendable {
        struct State {
            var jobs: [@Sendable () -> Void] = []
            var running = 0
        }

        let state = Mutex(State())
        let filled = DispatchSemaphore(value: 0)

        /// Takes job after job until a signal comes for which there is none: the pool has gone.
        func work() {
            while true {
                filled.wait()
                let job = state.withLock { state -> (@Sendable () -> Void)? in
                    guard !state.jobs.isEmpty else { return nil }
                    state.running += 1
                    return state.jobs.removeFirst()
                }
                guard let job else { return }
                job()
                state.withLock { $0.running -= 1 }
            }
        }
    }

    package init(count: Int, limit: Int) {
        self.limit = limit
        self.count = max(count, 1)
        desk = Desk()
        for _ in 0..<self.count { Self.begin(desk) }
    }

    deinit {
        for _ in 0..<count { desk.filled.signal() }
    }

    /// What waits or is under way.
    package var waiting: Int { desk.state.withLock { $0.jobs.count + $0.running } }

    /// Starts some work.
    /// - Returns: false if too much work waits already; then it is not started.
    package func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let isAccepted = desk.state.withLock { state in
            guard state.jobs.count + state.running < limit else { return false }
            state.jobs.append(work)
            return true
        }
        if isAccepted { desk.filled.signal() }
        return isAccepted
    }

    private static func begin(_ desk: Desk) {
        var thread = pthread_t()
        // The thread owns what is handed to it.
        let handed = unsafe Unmanaged.passRetained(desk)
        let status = unsafe pthread_create(
            &thread,
            nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Desk>.fromOpaque(context).takeRetainedValue().work()
                return nil
            },
            handed.toOpaque()
        )
        guard status == 0 else {
            // A host without room for a thread has the shared pool still.
            unsafe handed.release()
            DispatchQueue.global().async { desk.work() }
            return
        }
        pthread_detach(thread)
    }
}
