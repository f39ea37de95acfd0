public import JSON

/// What is wrong in an advisory: which test of the standard says so, where, and what.
public struct AdvisoryFinding: Sendable, Equatable {
    /// The number that the test has in the CSAF standard, such as `6.1.1`; `schema` for the form of the document.
    public let test: String
    /// Where: a JSON pointer (RFC 6901).
    public let path: String
    /// What is wrong there.
    public let message: String

    /// What is wrong.
    public init(_ test: String, at path: String, _ message: String) {
        (self.test, self.path, self.message) = (test, path, message)
    }

    /// The finding as the command line and the API tell it.
    public var json: JSONTree {
        .members(["test": .string(test), "path": .string(path), "message": .string(message)])
    }
}
