internal import Synchronization

/// Connections for reading; each is used by one thread at a time.
package final class ReaderPool: Sendable {
    private let open: @Sendable (Patience) throws(StoreError) -> Connection
    private let patience: Patience
    /// The first that is free is lent, so that there are as many connections as reads at once, and no more.
    private let places = (0..<32).map { _ in ReaderPlace() }

    /// A pool.
    /// - Parameters:
    ///   - patience: how long is waited for another process.
    ///   - open: opens a session that reads.
    package init(_ patience: Patience, open: @escaping @Sendable (Patience) throws(StoreError) -> Connection) {
        (self.patience, self.open) = (patience, open)
    }

    /// Lends a connection for the length of a call.
    package func read<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(StoreError) -> Value {
        guard let place = places.first(where: { $0.take() }) else { return try lend(try open(patience), body) }
        defer { place.giveBack() }
        if let connection = place.connection { return try lend(connection, body) }
        let connection = try open(patience)
        place.connection = connection
        return try lend(connection, body)
    }

    private func lend<Value>(
        _ connection: Connection,
        _ body: (Connection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try patience.waiting(connection) { () throws(StoreError) in try body(connection) }
    }

    /// Closes the connections that are not in use.
    package func close() {
        for place in places where place.take() {
            place.connection = nil
            place.giveBack()
        }
    }
}

/// A place for one connection; every request of every thread comes by here, so that nobody waits for a lock.
///
/// `@unchecked`: only who has taken the place touches its connection. A `Mutex` with `withLockIfAvailable` would do the
/// same, but takes only `@Sendable` bodies with `Sendable` results, which readers that fill a local variable are not.
private final class ReaderPlace: @unchecked Sendable {
    private let isTaken = Atomic(false)
    var connection: Connection?

    /// Takes the place if it is free.
    func take() -> Bool { isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged }

    func giveBack() { isTaken.store(false, ordering: .releasing) }
}
