internal import Dispatch
internal import Synchronization

/// Lets the indexes of words and of values follow the objects, a quarter of a second behind and in small steps, so that
/// neither writers nor readers wait for them.
final class Indexer: Sendable {
    private let readers: ReaderPool
    private let writer: Writer
    private let batch: Int
    private let queue = DispatchQueue(label: "entente.store.index")
    private let isScheduled = Mutex(false)
    private let state = State()

    /// What only the indexer's queue touches.
    ///
    /// `@unchecked`: the stemmers are not `Sendable`; one serial queue is their only user.
    private final class State: @unchecked Sendable {
        let index = SearchIndex()
    }

    init(readers: ReaderPool, writer: Writer, batch: Int) {
        self.readers = readers
        self.writer = writer
        self.batch = batch
    }

    /// Indexes what is new in a moment; calls that come meanwhile are part of that.
    func follow() {
        let isMine = isScheduled.withLock { isScheduled in
            defer { isScheduled = true }
            return !isScheduled
        }
        guard isMine else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(250)) {
            self.isScheduled.withLock { $0 = false }
            do throws(StoreError) {
                try self.catchUp(self.batch)
            } catch {
                // What another process holds is free again soon; any other fault is tried again with the next change.
                if error.code == .busy { self.follow() }
            }
        }
    }

    /// Indexes everything that is not covered, now.
    func finish() throws(StoreError) {
        let result: Result<Void, StoreError> = queue.sync {
            do throws(StoreError) {
                // Nobody waits for the writer here as one waits for an answer: larger steps, fewer merges.
                try catchUp(batch * 16)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private func catchUp(_ limit: Int) throws(StoreError) {
        // What comes in is compared by its values first; words are for people, who come later.
        try catchUp(from: ValueIndex.covered, to: \.to, write: ValueIndex.write) {
            row,
            connection throws(StoreError) in
            try ValueIndex.batch(behind: row, connection, limit: limit)
        }
        try catchUp(from: SearchIndex.covered, to: \.to, write: SearchIndex.write) {
            row,
            connection throws(StoreError) in
            try state.index.batch(behind: row, connection, limit: limit)
        }
    }

    /// Makes one batch of an index while the writer takes the batch before.
    private func catchUp<Batch: Sendable>(
        from covered: (Connection) throws(StoreError) -> Int64,
        to end: KeyPath<Batch, Int64>,
        write: @escaping @Sendable (Batch, Connection) throws(StoreError) -> Void,
        next: (Int64, Connection) throws(StoreError) -> Batch?
    ) throws(StoreError) {
        var behind = try readers.read { connection throws(StoreError) in try covered(connection) }
        var running: Written?
        while let batch = try readers.read({ connection throws(StoreError) in try next(behind, connection) }) {
            try running?.wait()
            let written = Written()
            writer.submit(isAlone: true) { connection throws(StoreError) in
                try write(batch, connection)
            } done: { error in
                written.end(error)
            }
            running = written
            behind = batch[keyPath: end]
        }
        try running?.wait()
    }

    /// A batch on its way to the disk.
    private final class Written: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        private let error = Mutex<StoreError?>(nil)

        func end(_ error: StoreError?) {
            self.error.withLock { $0 = error }
            semaphore.signal()
        }

        func wait() throws(StoreError) {
            semaphore.wait()
            if let error = error.withLock({ $0 }) { throw error }
        }
    }
}
