internal import Dispatch
internal import Synchronization

/// Lets the search index follow the objects, a quarter of a second behind and in small steps, so that neither
/// writers nor readers wait for it.
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
            // A fault is tried again with the next change.
            try? self.catchUp()
        }
    }

    /// Indexes everything that is not covered, now.
    func finish() throws(StoreError) {
        let result: Result<Void, StoreError> = queue.sync {
            do throws(StoreError) {
                try catchUp()
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private func catchUp() throws(StoreError) {
        while let next = try readers.read({ connection throws(StoreError) in
            try state.index.nextBatch(connection, limit: batch)
        }) {
            try writer.perform { connection throws(StoreError) in try SearchIndex.write(next, connection) }
        }
    }
}
