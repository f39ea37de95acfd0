/// The bounds of what is read as a notice.
public struct NoticeLimits: Sendable {
    /// The most bytes of a text, or of a draft.
    public var bytes = 256 << 10
    /// The most positions in one notice.
    public var positions = 2000
    /// The most periods that a schedule comes to.
    public var periods = 4000
    /// The most findings that are told; then no more.
    public var findings = 200

    /// The bounds as they are set.
    public init() {}
}

/// Why a text or draft could not be read as a notice.
public struct NoticeFault: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and where.
    public let description: String

    init(_ description: String) { self.description = description }
}
