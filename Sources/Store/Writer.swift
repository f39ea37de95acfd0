internal import Dispatch
internal import Synchronization

/// The only way to change the store: one queue, many jobs in one durable commit.
///
/// Jobs that arrive while a commit is being synced are done together in the next transaction (group commit), each
/// in a savepoint of its own, so that a job that fails takes nothing with it but itself.
final class Writer: Sendable {
    /// A change, and what to do once it is durable or has failed.
    private struct Job: Sendable {
        let work: @Sendable (Connection) throws(StoreError) -> Void
        /// Whether it gets a transaction of its own, without a savepoint.
        let isAlone: Bool
        let done: @Sendable (StoreError?) -> Void
    }

    private struct Waiting {
        var jobs: [Job] = []
        var isDraining = false
        var isClosed = false
    }

    private let queue = DispatchQueue(label: "entente.store.writer")
    private let waiting = Mutex(Waiting())
    private let edge: WriterEdge
    private let largestGroup = 256
    private let seal: Seal?
    /// The time of lists, where this process dates them.
    private let clock = Handover<ListClock>()

    /// What is done at the end of each transaction, once for all its jobs.
    typealias Seal = @Sendable (Connection) throws(StoreError) -> Void

    init(_ connection: sending Connection, _ patience: Patience, seal: Seal?) {
        edge = WriterEdge(connection, patience)
        self.seal = seal
    }

    /// From now on the members of lists get dates in the transaction that lists them.
    func dateLists(by clock: ListClock) { self.clock.put(clock) }

    /// Hands in a change.
    /// - Parameters:
    ///   - isAlone: gives the change a transaction of its own. The search index needs that: inside a savepoint
    ///     FTS5 writes what it has collected after every statement, which makes it seven times slower.
    ///   - work: the change; runs in a transaction on the writer's thread.
    ///   - done: runs on the writer's thread once the change is durable, or with the reason it is not.
    func submit(
        isAlone: Bool = false,
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Void,
        done: @escaping @Sendable (StoreError?) -> Void
    ) {
        if enqueue(Job(work: work, isAlone: isAlone, done: done)) { queue.async { self.drain() } }
    }

    /// - Returns: whether nobody works the jobs off, so that the caller is to see to it.
    private func enqueue(_ job: Job) -> Bool {
        let (start, isClosed) = waiting.withLock { state in
            if state.isClosed { return (false, true) }
            state.jobs.append(job)
            defer { state.isDraining = true }
            return (!state.isDraining, false)
        }
        if isClosed { job.done(StoreError(.other, "the store is closed")) }
        return start
    }

    /// Hands in a change and waits until it is durable.
    /// - Parameter work: the change.
    /// - Throws: `StoreError` if the change was not kept.
    func perform(_ work: @escaping @Sendable (Connection) throws(StoreError) -> Void) throws(StoreError) {
        let semaphore = DispatchSemaphore(value: 0)
        let outcome = Handover<StoreError>()
        let job = Job(work: work, isAlone: false) { error in
            if let error { outcome.put(error) }
            semaphore.signal()
        }
        if enqueue(job) {
            // Nobody is before it: the caller's own thread does it, without a change of threads, and leaves what came
            // meanwhile to the queue.
            if queue.sync(execute: commitNext) { queue.async { self.drain() } }
        }
        semaphore.wait()
        if let error = outcome.value { throw error }
    }

    /// Ends the queue: what was handed in is done, later changes are refused.
    func close() {
        waiting.withLock { $0.isClosed = true }
        queue.sync { self.drain() }
    }

    private func drain() {
        while commitNext() {}
    }

    /// Does what waits, as far as one transaction takes it.
    /// - Returns: whether more waits.
    private func commitNext() -> Bool {
        let group = waiting.withLock { state in
            let shared = state.jobs.prefix(largestGroup).prefix { !$0.isAlone }
            let group = Array(shared.isEmpty ? state.jobs.prefix(1) : shared)
            state.jobs.removeFirst(group.count)
            return group
        }
        if !group.isEmpty { commit(group) }
        return waiting.withLock { state in
            state.isDraining = !state.jobs.isEmpty
            return state.isDraining
        }
    }

    private func commit(_ group: [Job]) {
        var results: [StoreError?] = Array(repeating: nil, count: group.count)
        let clock = clock.value
        var flight: ListFlight?
        var isKept = true
        do throws(StoreError) {
            try edge.transaction { connection throws(StoreError) in
                // A change that is the only one needs no savepoint: if it fails, so does the transaction.
                if let only = group.first, group.count == 1 {
                    try only.work(connection)
                } else {
                    for (place, job) in group.enumerated() {
                        results[place] = try connection.part { () throws(StoreError) in try job.work(connection) }
                    }
                }
                try seal?(connection)
                // As late as can be, so that the dates are near the moment in which they can be seen.
                if let clock { flight = try ListDating.date(by: clock, connection) }
            }
        } catch {
            results = Array(repeating: error, count: group.count)
            isKept = false
        }
        if let clock, let flight { clock.land(flight, isKept: isKept) }
        for (job, result) in zip(group, results) { job.done(result) }
    }
}

/// The writer's connection, which only the writer's queue touches.
///
/// `@unchecked`: a connection is not `Sendable`; the serial queue of `Writer` is its only user. A custom executor
/// that owns the connection would remove it.
private final class WriterEdge: @unchecked Sendable {
    private let connection: Connection
    private let patience: Patience

    init(_ connection: sending Connection, _ patience: Patience) {
        self.connection = connection
        self.patience = patience
    }

    func transaction(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        try patience.waiting(connection) { () throws(StoreError) in
            try connection.transaction { () throws(StoreError) in try body(connection) }
        }
    }
}
