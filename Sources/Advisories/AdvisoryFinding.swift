internal import Flows
public import JSON

/// What is wrong in an advisory: which test of the standard says so, where, and what.
public struct AdvisoryFinding: Sendable, Equatable {
    /// The number that the test has in the CSAF standard, such as `6.1.1`; `schema` for the form of the document, and
    /// for all that is said of a playbook.
    public let test: String
    /// Where: a JSON pointer (RFC 6901).
    public let path: String
    /// What is wrong there.
    public let message: String

    /// What is wrong.
    public init(_ test: String, at path: String, _ message: String) {
        (self.test, self.path, self.message) = (test, path, message)
    }

    /// What is wrong in a document, whatever format it is written in; nothing for a record of CVE.
    /// - Parameter value: the document.
    /// - Returns: what is wrong.
    public static func all(in value: JSONValue) -> [AdvisoryFinding] {
        if let playbook = Playbook(value) {
            return playbook.findings.map { AdvisoryFinding("schema", at: $0.path, $0.message) }
        }
        return (try? CSAFDocument(value)).map { CSAFCheck.findings(of: $0) } ?? []
    }

    /// The finding as the command line and the API tell it.
    public var json: JSONTree {
        .members(["test": .string(test), "path": .string(path), "message": .string(message)])
    }
}
