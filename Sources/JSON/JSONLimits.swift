/// The bounds that a parse keeps to, so that hostile input cannot use up memory or time.
public struct JSONLimits: Sendable, Equatable {
    /// The most bytes of one document; never more than 2^31 - 1, because the tape holds 32-bit offsets.
    public var maximumBytes: Int
    /// The most containers that may be open at once.
    public var maximumDepth: Int

    /// Bounds for one document.
    /// - Parameters:
    ///   - maximumBytes: the most bytes of one document.
    ///   - maximumDepth: the most containers that may be open at once.
    public init(maximumBytes: Int = 64 << 20, maximumDepth: Int = 128) {
        self.maximumBytes = min(max(maximumBytes, 0), Int(Int32.max))
        self.maximumDepth = max(maximumDepth, 1)
    }
}
