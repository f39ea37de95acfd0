// What a store hands out, sessions with their rows and errors, is of the room below: who imports `Store` has it too.
@_exported public import Database

/// The durable store of one node: a SQLite file, one writer, many readers.
///
/// It promises that a change whose completion has been called survives a crash, and that a reader sees whole
/// transactions only. It trusts the file system to keep what `fsync` accepted, and its own process.
public final class Store: Sendable {
    /// Sizes that an operator may set.
    public struct Options: Sendable {
        /// The page cache of the writer, in KiB.
        public var writerCacheKibibytes = 131_072
        /// The page cache of each reader, in KiB.
        public var readerCacheKibibytes = 4_096
        /// How many objects the search index takes in one transaction.
        public var indexBatch = 1_000
        /// Runs at the end of each transaction that changes the store, within it: what the jobs logged is sealed.
        public var seal: (@Sendable (Connection) throws(StoreError) -> Void)?

        /// Gets what is done when the file of an earlier release is brought to today's schema.
        public var migrating: (@Sendable (MigrationProgress) -> Void)?

        /// The bytes that are free beside a file, in tests of a disk that is too small.
        package var freeBytes: (@Sendable (String) -> Int64)?
        /// What fails, in tests.
        package var faults: Faults?

        /// The documented defaults.
        public init() {}
    }

    /// The file.
    public let path: String
    private let writer: Writer
    private let readers: ReaderPool
    private let indexer: Indexer
    private let patience = Patience()
    private let removal = Removal()

    /// The terms of objects that are deleted, made on the writer's thread only.
    ///
    /// `@unchecked`: the stemmers are not `Sendable`; `Writer` runs one job at a time on one queue.
    private final class Removal: @unchecked Sendable {
        let index = SearchIndex()
    }

    /// Opens the store, making it or bringing it to today's schema where needed.
    /// - Parameters:
    ///   - path: the file.
    ///   - options: sizes.
    /// - Throws: `StoreError`.
    public init(path: String, options: Options = Options()) throws(StoreError) {
        self.path = path
        let faults = options.faults
        let connection = try Connection(
            path: path,
            access: .write,
            cacheKibibytes: options.writerCacheKibibytes,
            patience: Patience.ordinary,
            faults
        )
        let backup = SchemaBackup(path: path, freeBytes: options.freeBytes ?? SchemaBackup.freeBytes)
        try Migrations.apply(to: connection, keeping: backup) { options.migrating?($0) }
        try ValueIndex.prepare(connection)
        writer = Writer(connection, patience, seal: options.seal)
        let kibibytes = options.readerCacheKibibytes
        readers = ReaderPool(patience) { patience throws(StoreError) in
            let wait = patience.milliseconds
            let reader = try Connection(path: path, access: .read, cacheKibibytes: kibibytes, patience: wait, faults)
            try reader.script(Statements.Search.view)
            return reader
        }
        indexer = Indexer(readers: readers, writer: writer, batch: options.indexBatch)
        indexer.follow()
    }

    /// From now on somebody waits for answers: what another process holds is given up after a second or so, with code
    /// `busy`.
    /// - Parameter onFault: gets what SQLite says when it fails, for the node's own log.
    public func serve(_ onFault: @escaping @Sendable (StoreError) -> Void) { patience.serve(onFault) }

    /// Dates the members of lists from now on, at the end of each transaction.
    ///
    /// One process does so, the one that serves the lists: the dates of members follow from what its readers have seen.
    /// - Parameters:
    ///   - wall: the machine's clock, in microseconds since 1970.
    ///   - steady: microseconds of a clock that nobody sets.
    /// - Returns: the time of the lists, for their readers.
    /// - Throws: `StoreError`.
    public func dateLists(
        wall: @escaping @Sendable () -> Int64,
        steady: @escaping @Sendable () -> Int64
    ) throws(StoreError) -> ListClock {
        let now = wall()
        let ahead = try read { connection throws(StoreError) in
            try connection.all(Statements.Collection.datedAfter, [.integer(now)]) {
                ($0.integer(0), $0.integer(1))
            }
        }
        let lasts = Dictionary(ahead) { first, _ in first }
        let clock = ListClock(lasts: lasts, wall: wall, steady: steady)
        writer.dateLists(by: clock)
        return clock
    }

    /// Brings the copy of an older store to today's schema; what is no store of ours stays as it is.
    /// - Parameter path: the file.
    /// - Throws: `StoreError`.
    public static func bringUp(_ path: String) throws(StoreError) {
        let connection = try Connection(path: path, access: .write, cacheKibibytes: 1_024)
        guard try connection.schemaVersion > 0 else { return }
        // What it was copied from is the way back.
        try Migrations.apply(to: connection)
    }

    /// Ends all work and closes the file.
    public func close() {
        writer.close()
        readers.close()
    }

    /// Reads with a connection of the caller's own.
    /// - Parameter body: the reading.
    /// - Returns: what the body returns.
    /// - Throws: `StoreError`.
    public func read<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(StoreError) -> Value {
        try readers.read(body)
    }

    /// Changes the store and waits until the change is durable.
    /// - Parameter work: the change; all of it is kept or nothing.
    /// - Returns: what the change gives.
    /// - Throws: `StoreError` if nothing was kept.
    @discardableResult
    public func write<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let result = Handover<Value>()
        try writer.perform { connection throws(StoreError) in result.put(try work(connection)) }
        indexer.follow()
        guard let value = result.value else { throw StoreError(.other, "the change was not made") }
        return value
    }

    /// Changes the store without waiting.
    /// - Parameters:
    ///   - work: the change; all of it is kept or nothing.
    ///   - done: called once the change is durable, or with the reason it is not kept.
    public func write(
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Void,
        done: @escaping @Sendable (StoreError?) -> Void
    ) {
        writer.submit(work) { error in
            done(error)
            self.indexer.follow()
        }
    }

    /// Has the indexes of words and values cover in a moment what is not covered yet, whoever has kept it.
    public func followIndex() { indexer.follow() }

    /// Waits until the indexes of words and values cover every object.
    /// - Throws: `StoreError`.
    public func finishIndexing() throws(StoreError) {
        try indexer.finish()
    }

    /// Removes versions of an object from a collection, and from the store if nothing else lists them.
    /// - Parameters:
    ///   - rows: the objects' rows, all of one id.
    ///   - collection: the collection.
    /// - Throws: `StoreError`.
    public func delete(_ rows: [Int64], from collection: StoredCollection) throws(StoreError) {
        try write { connection throws(StoreError) in
            try MemberRows(connection).remove(objects: rows, from: collection.row)
            for row in rows {
                let stillUsed = try connection.first(Statements.Object.use, [.integer(row)]) { $0.integer(0) }
                guard stillUsed == nil, let object = try ObjectRows(connection).object(row: row) else { continue }
                let source = try VersionRows(connection).source(of: row) ?? 0
                let holdings = HoldingWriter(connection)
                try self.removal.index.remove(row, bytes: object.bytes, connection)
                // It may be a marking definition; few things are deleted.
                try MarkingRows(connection).noteChange()
                try holdings.leaves(row, bytes: object.bytes)
                try connection.run(Statements.Object.delete, [.integer(row)])
                try holdings.settle(object.id, source)
            }
        }
    }

    /// Makes the search index and those of the holdings and of values anew from the objects; people find less
    /// until it is done.
    /// - Returns: how many objects it covers, and the bytes it takes in the file.
    /// - Throws: `StoreError`.
    public func rebuildIndex() throws(StoreError) -> (objects: Int64, bytes: Int64) {
        try write { connection throws(StoreError) in
            try connection.run(Statements.Search.clear)
            try connection.run(Statements.Search.coverNothing)
            try HoldingFill(connection).begin()
        }
        while try write({ connection throws(StoreError) in try HoldingFill(connection).step() }) != nil {}
        try finishIndexing()
        try write { connection throws(StoreError) in
            try connection.run(Statements.Search.optimize)
        }
        return try read { connection throws(StoreError) in
            let objects = try connection.first(Statements.Object.countAll) { $0.integer(0) }
            let bytes = try connection.first(Statements.Search.blockBytes) { $0.integer(0) }
            let sizes = try connection.first(Statements.Search.sizeBytes) { $0.integer(0) }
            return (objects ?? 0, (bytes ?? 0) + (sizes ?? 0))
        }
    }
}
