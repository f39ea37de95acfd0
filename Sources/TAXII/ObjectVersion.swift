/// One version of an object (TAXII 2.1, 3.4.4): what a receipt is for, and what a page gives.
public struct ObjectVersion: Sendable, Hashable {
    /// The object's identifier.
    public let id: String
    /// Its `modified` or `created`, or nothing, as it is written.
    public let version: String

    /// A version of an object.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - version: its `modified` or `created`, or nothing, as it is written.
    public init(id: String, version: String) { (self.id, self.version) = (id, version) }
}
