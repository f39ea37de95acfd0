/// Why a document cannot be read as an advisory.
public struct AdvisoryFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reason.
    public let description: String

    init(_ description: String) { self.description = description }
}
