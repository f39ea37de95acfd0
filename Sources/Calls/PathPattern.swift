/// The path of a call below the root of its API, with places that a caller fills in: `objects/{id}/receipt`.
public struct PathPattern: Sendable, Equatable {
    private enum Part: Sendable, Equatable {
        case word(String)
        case place(String)
    }

    /// As written.
    public let text: String
    private let parts: [Part]

    /// A pattern.
    /// - Parameter text: words and `{names}` between slashes.
    public init(_ text: String) {
        self.text = text
        parts = self.text.split(separator: "/").map { part in
            part.first == "{" ? .place(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    /// The names of the places, in order.
    public var names: [String] {
        parts.compactMap { part in
            if case .place(let name) = part { name } else { nil }
        }
    }

    /// The first word.
    var first: String {
        if case .word(let word)? = parts.first { word } else { "" }
    }

    /// What fills the places of a path that fits.
    /// - Parameter path: the decoded parts of a path.
    /// - Returns: one text for each place, in order; nil if the path does not fit.
    public func places(in path: [String]) -> [String]? {
        guard path.count == parts.count else { return nil }
        var found: [String] = []
        for (part, text) in zip(parts, path) {
            switch part {
            case .word(let word): guard word == text else { return nil }
            case .place: found.append(text)
            }
        }
        return found
    }
}

/// Finds the call that a request makes.
public struct EndpointTable<Handler: Sendable>: Sendable {
    /// The calls, in their order.
    public let all: [Endpoint<Handler>]
    private let byFirstWord: [String: [Endpoint<Handler>]]

    /// A table.
    /// - Parameter all: the calls.
    public init(_ all: [Endpoint<Handler>]) {
        self.all = all
        byFirstWord = Dictionary(grouping: all, by: \.path.first)
    }

    /// The call that a request makes.
    /// - Parameters:
    ///   - method: the method as sent.
    ///   - path: the decoded parts of the path.
    /// - Returns: the call, and what fills the places of its path; nil if there is none.
    public func find(_ method: String, _ path: [String]) -> (endpoint: Endpoint<Handler>, places: [String])? {
        for endpoint in byFirstWord[path.first ?? ""] ?? [] where endpoint.method.rawValue == method {
            if let places = endpoint.path.places(in: path) { return (endpoint, places) }
        }
        return nil
    }
}
