package import Configuration
internal import Synchronization

/// What a whole look at the store takes up; one at a time.
package final class LongWork: Sendable {
    private let isTaken = Mutex(false)

    /// Does something unless something of the kind is under way.
    package func alone<Value>(_ body: () throws(NodeError) -> Value) throws(NodeError) -> Value {
        let isFree = isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        guard isFree else { throw NodeError("a backup or a check is under way; try again when it has ended") }
        defer { isTaken.withLock { $0 = false } }
        return try body()
    }
}
