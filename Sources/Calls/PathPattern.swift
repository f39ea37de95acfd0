/// The path of a call below the root of its API, with places that a caller fills in: `objects/{id}/receipt`.
///
/// The last place may take all that follows, slashes included: `tile/{path...}`. A slash at the end is part of it.
public struct PathPattern: Sendable, Equatable {
    private enum Part: Sendable, Equatable {
        case word(String)
        case place(String)
        case rest(String)
    }

    private static let dots = "..."

    /// The path with its places in braces.
    public let text: String
    private let parts: [Part]

    /// A pattern.
    /// - Parameter text: words and `{names}` between slashes; `{name...}` at the end takes the rest.
    public init(_ text: String) {
        let parts: [Part] = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            guard part.first == "{" else { return .word(String(part)) }
            let name = String(part.dropFirst().dropLast())
            return name.hasSuffix(Self.dots) ? .rest(String(name.dropLast(Self.dots.count))) : .place(name)
        }
        self.parts = parts
        self.text = parts.map { part in
            switch part {
            case .word(let word): word
            case .place(let name), .rest(let name): "{\(name)}"
            }
        }.joined(separator: "/")
    }

    /// The names of the places, in order.
    public var names: [String] {
        parts.compactMap { part in
            switch part {
            case .word: nil
            case .place(let name), .rest(let name): name
            }
        }
    }

    /// The name of the place that may hold slashes.
    var rest: String? {
        if case .rest(let name)? = parts.last { name } else { nil }
    }

    /// The first word.
    var first: String {
        if case .word(let word)? = parts.first { word } else { "" }
    }

    /// What fills the places of a path that fits.
    /// - Parameter path: the decoded parts of a path.
    /// - Returns: one text for each place, in order; nil if the path does not fit.
    public func places(in path: [String]) -> [String]? {
        guard rest == nil ? path.count == parts.count : path.count >= parts.count else { return nil }
        var found: [String] = []
        for (part, text) in zip(parts, path) {
            switch part {
            case .word(let word): guard word == text else { return nil }
            case .place: found.append(text)
            case .rest: found.append(path[(parts.count - 1)...].joined(separator: "/"))
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
