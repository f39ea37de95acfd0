internal import Synchronization

/// Until when what stands in feeds was judged: the next midnight of any zone of the agreements (RULES.md, 11 and 13).
package final class FeedClock: Sendable {
    private struct State {
        var until: [Int64: Int64] = [:]
        var signature: [Int64: String] = [:]
    }

    private let state = Mutex(State())

    /// Whether a feed is to be judged again before it is read.
    package func isDue(_ feed: Int64, now: Int64) -> Bool { state.withLock { now >= $0.until[feed] ?? .min } }

    /// Notes a judgement; nil for the signature keeps the one before.
    package func note(_ feed: Int64, until: Int64, signature: String) {
        state.withLock {
            $0.until[feed] = until
            $0.signature[feed] = signature
        }
    }

    /// What the last judgement depended on.
    package func signature(_ feed: Int64) -> String? { state.withLock { $0.signature[feed] } }

    /// Has every feed judged again before its next reading.
    package func forget() { state.withLock { $0 = State() } }
}
