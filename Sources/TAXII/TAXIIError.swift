public import JSON

/// Why a TAXII request is not answered as asked; becomes an error message (TAXII 2.1, 3.6.1).
public struct TAXIIError: Error, Sendable, Equatable {
    /// The status code.
    public var status: Int
    /// The kind of error in a few words.
    public var title: String
    /// What is wrong, where, and what would be right; never says what the caller may not know.
    public var explanation: String
    /// A stable word.
    public var code: String
    /// More for the caller's program (`details` of 3.6.1), or nil.
    public var details: JSONTree?
    /// Seconds after which the caller may ask again (`Retry-After`, RFC 9110, 10.2.3), or nil.
    public var retrySeconds: Int?

    /// An error.
    /// - Parameters:
    ///   - status: the status code.
    ///   - code: a stable word.
    ///   - title: the kind of error in a few words.
    ///   - explanation: what is wrong.
    public init(_ status: Int, _ code: String, _ title: String, _ explanation: String) {
        self.status = status
        self.code = code
        self.title = title
        self.explanation = explanation
    }

    /// A malformed parameter (3.4).
    /// - Parameters:
    ///   - name: the parameter.
    ///   - problem: what is wrong with it.
    /// - Returns: status 400.
    public static func parameter(_ name: String, _ problem: String) -> TAXIIError {
        TAXIIError(400, "malformed-parameter", "malformed query parameter", "`\(name)`: \(problem)")
    }

    /// There is nothing at this path, or nothing that the caller may know of (appendix B).
    public static let notFound = TAXIIError(
        404,
        "not-found",
        "not found",
        "there is no such resource, or you may not see it"
    )

    /// The caller did not say who it is, or said it wrongly (1.6.9).
    public static let unauthenticated = TAXIIError(
        401,
        "unauthenticated",
        "authentication is needed",
        "show a pinned client certificate, or send an API key with HTTP Basic or Bearer"
    )

    /// The caller may see the collection but not do this with it.
    /// - Parameter action: what it may not do.
    /// - Returns: status 403.
    public static func forbidden(_ action: String) -> TAXIIError {
        TAXIIError(403, "forbidden", "not allowed", "you may not \(action) this collection")
    }

    /// The message body.
    public var message: JSONTree {
        .members([
            "title": .string(title),
            "description": .string(explanation),
            "error_code": .string(code),
            "http_status": .string(String(status)),
            "details": details,
        ])
    }
}
