internal import Synchronization

/// Tells whether anything in the store has changed, by this process or by another one.
public final class ChangeWatch: Sendable {
    private struct Held {
        let connection: Connection
        var version: Int64
    }

    private let held: Mutex<Held>

    /// Begins to watch.
    /// - Parameter store: the store.
    /// - Throws: `StoreError` if it cannot be opened once more.
    public init(_ store: Store) throws(StoreError) {
        let connection = try Connection(path: store.path, access: .read, cacheKibibytes: 64)
        held = Mutex(Held(connection: connection, version: try connection.changeMark))
    }

    /// Whether there was a change since this was asked last.
    /// - Returns: true if there was, or if it cannot be told.
    public func hasChanged() -> Bool {
        held.withLock { held in
            guard let version = try? held.connection.changeMark else { return true }
            defer { held.version = version }
            return version != held.version
        }
    }
}
