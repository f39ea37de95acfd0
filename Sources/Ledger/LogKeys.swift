package import Cryptography
internal import Synchronization

/// The keys that sign the logs of a node, by the log's number.
///
/// The first log is signed by the node's signing key. A rotation puts the key of the log that it opens into a file of its own
/// (`keys/log-N.key`), which holds for later logs as well, until the next one. Files are looked for when a log is first met:
/// another process may have rotated.
package final class LogKeys: Sendable {
    private let first: SigningKey
    private let read: @Sendable (Int64) -> SigningKey?
    private let known = Mutex<[Int64: SigningKey]>([:])

    /// Keys.
    /// - Parameters:
    ///   - first: the node's signing key.
    ///   - read: reads the key that the rotation to a log made; nil if there is none.
    package init(first: SigningKey, read: @escaping @Sendable (Int64) -> SigningKey?) {
        (self.first, self.read) = (first, read)
    }

    /// The key that signs a log.
    /// - Parameter log: the log's number, from 1.
    /// - Returns: the key of the newest rotation up to it.
    package func key(_ log: Int64) -> SigningKey {
        if let key = known.withLock({ $0[log] }) { return key }
        var key = first
        if log > 1 { key = read(log) ?? self.key(log - 1) }
        known.withLock { $0[log] = key }
        return key
    }

    /// The key that signs the log of a name: `eu.entente/log` is the first, `eu.entente/log/2` the second.
    package func key(of origin: String) -> SigningKey {
        let last = origin.split(separator: "/").last.flatMap { Int64($0) } ?? 1
        return key(min(max(last, 1), 1_000_000))
    }
}
