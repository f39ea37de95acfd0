internal import Cryptography
package import Store
internal import Synchronization

/// A call with a key of the caller's, to be done once however often it is sent
/// (draft-ietf-httpapi-idempotency-key-header).
///
/// The first change that the call makes carries a note in its own transaction. So what was done is known after a crash too,
/// and what was not done is done when the call is sent again.
package final class DoneCall: Sendable {
    @TaskLocal package static var current: DoneCall?

    /// Microseconds for which a key is remembered.
    private static let lifetime: Int64 = 86_400_000_000

    package let account: String
    package let key: [UInt8]
    package let request: [UInt8]
    private let noted = Atomic(false)

    package init(account: String, key: String, request: [UInt8]) {
        self.account = account
        self.key = SHA256.digest(of: Array(key.utf8))
        self.request = request
    }

    /// Whether a change was made.
    package var isNoted: Bool { noted.load(ordering: .acquiring) }

    /// Notes it in the transaction of a change.
    package func note(_ connection: Connection, now: Int64) throws(StoreError) {
        try DoneCallRows(connection).note(account, key, request: request, now: now, oldest: now - Self.lifetime)
        noted.store(true, ordering: .releasing)
    }
}
