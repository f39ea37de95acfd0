internal import Synchronization

/// Connections for reading; each is used by one thread at a time.
final class ReaderPool: Sendable {
    private let path: String
    private let cacheKibibytes: Int
    private let idle = Mutex<[Reader]>([])

    init(path: String, cacheKibibytes: Int) {
        self.path = path
        self.cacheKibibytes = cacheKibibytes
    }

    /// Lends a connection for the length of a call.
    func read<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(StoreError) -> Value {
        let reader: Reader
        if let free = idle.withLock({ $0.popLast() }) {
            reader = free
        } else {
            reader = Reader(try Connection(path: path, access: .read, cacheKibibytes: cacheKibibytes))
        }
        defer { idle.withLock { $0.append(reader) } }
        return try body(reader.connection)
    }

    /// Closes the connections that are not in use.
    func close() {
        idle.withLock { $0.removeAll() }
    }
}

/// One lent connection.
///
/// `@unchecked`: a connection is not `Sendable`; the pool gives it to one borrower at a time. A noncopyable pool
/// element would remove it, once arrays can hold one.
private final class Reader: @unchecked Sendable {
    let connection: Connection

    init(_ connection: sending Connection) { self.connection = connection }
}
