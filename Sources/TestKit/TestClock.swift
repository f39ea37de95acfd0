internal import Synchronization

/// A clock that a test turns; it never goes on by itself.
public final class TestClock: Sendable {
    private let time: Mutex<Int64>

    /// A clock that stands at a moment.
    /// - Parameter microseconds: since 1970.
    public init(_ microseconds: Int64 = 1_790_000_000_000_000) { time = Mutex(microseconds) }

    /// The moment it stands at.
    public var now: Int64 { time.withLock { $0 } }

    /// Turns the clock forward or, as clocks do, back.
    /// - Parameter microseconds: by how much.
    public func turn(by microseconds: Int64) { time.withLock { $0 += microseconds } }
}
