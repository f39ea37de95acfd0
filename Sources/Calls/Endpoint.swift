/// What is done to a resource.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
}

/// What becomes of a call that is sent twice with one `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
public enum OncePolicy: Sendable, Equatable {
    /// It is done once, and its answer given again.
    case answerKept
    /// It is done once; its answer holds what is told once and kept nowhere.
    case secret
    /// Nothing is changed that a second time would change again.
    case none
}

/// A field of a query.
public struct QueryField: Sendable {
    /// Its name.
    public let name: String
    /// What it holds.
    public let shape: Shape
    /// Whether it may not be left out.
    public let isRequired: Bool

    /// A field.
    /// - Parameters:
    ///   - name: its name.
    ///   - shape: what it holds.
    ///   - isRequired: whether it may not be left out.
    public init(_ name: String, _ shape: Shape, isRequired: Bool = false) {
        (self.name, self.shape, self.isRequired) = (name, shape, isRequired)
    }

    /// The language that words are wanted in.
    public static let language = QueryField("lang", .choice("en", "ja", "fr", "de").noted("the language of words"))
}

/// What a call takes beside path and query.
public enum Body: Sendable {
    case none
    /// An object in JSON that may be left out.
    case optional(Shape)
    /// An object in JSON.
    case json(Shape)
    /// A text of at most some bytes.
    case text(mediaType: String, bytes: Int)

    /// What it holds, if there is one.
    public var shape: Shape? {
        switch self {
        case .none: nil
        case .optional(let shape), .json(let shape): shape
        case .text(_, let bytes): .text(upTo: bytes)
        }
    }

    /// What it is sent as.
    var mediaType: String {
        if case .text(let mediaType, _) = self { mediaType } else { "application/json" }
    }

    /// Whether it may not be left out.
    var isRequired: Bool {
        switch self {
        case .none, .optional: false
        case .json, .text: true
        }
    }
}

/// One of the answers of a call that was done.
public struct Answer: Sendable {
    /// The status of HTTP.
    public let status: Int
    /// What the status means here.
    public let meaning: String
    /// Nil for an answer without a body.
    public let mediaType: String?
    /// What the body holds.
    public let shape: Shape

    /// An answer in JSON.
    /// - Parameters:
    ///   - shape: what it holds.
    ///   - status: its status.
    ///   - meaning: what the status means here.
    /// - Returns: the answer.
    public static func json(_ shape: Shape, _ status: Int = 200, _ meaning: String = "done") -> Answer {
        Answer(status: status, meaning: meaning, mediaType: "application/json", shape: shape)
    }

    /// An answer without a body.
    /// - Parameters:
    ///   - meaning: what the status means here.
    ///   - status: its status.
    /// - Returns: the answer.
    public static func nothing(_ meaning: String = "done", _ status: Int = 204) -> Answer {
        Answer(status: status, meaning: meaning, mediaType: nil, shape: .anything)
    }

    /// An answer that is a file or a stream.
    /// - Parameters:
    ///   - mediaType: what it is.
    ///   - meaning: what the status means here.
    ///   - status: its status.
    /// - Returns: the answer.
    public static func file(_ mediaType: String, _ meaning: String = "done", _ status: Int = 200) -> Answer {
        Answer(status: status, meaning: meaning, mediaType: mediaType, shape: .text)
    }
}

/// A call of an API as data: how it is made, who may make it, what it takes and gives.
///
/// The server's table, the document and the tests are made of it, so nothing is said twice.
public struct Endpoint<Handler: Sendable>: Sendable {
    /// What is done.
    public let method: Method
    /// To what.
    public let path: PathPattern
    /// Who may make it.
    public let access: Access
    /// Who may do one act of it, by what the body names as `act`, where fewer may than may make the call.
    public let acts: [String: Access]
    /// The scope that lets a personal token make it; nil: no token does.
    public let scope: TokenScope?
    /// What becomes of it when it is sent twice.
    public let once: OncePolicy
    /// The fields of its query.
    public let query: [QueryField]
    /// What it takes beside path and query.
    public let body: Body
    /// What it gives when it was done.
    public let answers: [Answer]
    /// Statuses of refusals beside those that follow from the rest.
    public let refusals: [Int]
    /// Whether it waits for a machine elsewhere: then it is done apart from other calls.
    public let waits: Bool
    /// What it does, in a sentence.
    public let summary: String
    /// What does it.
    public let run: Handler

    /// A call.
    /// - Parameters:
    ///   - method: what is done.
    ///   - path: the path below the API's root, such as `objects/{id}/receipt`.
    ///   - access: who may.
    ///   - summary: what it does, in a sentence.
    ///   - acts: who may do one act of it, where fewer may than may make the call.
    ///   - scope: the scope of personal tokens; for readings of people `.read`.
    ///   - once: what becomes of it when it is sent twice; calls of people that change something keep their answer.
    ///   - query: the fields of the query.
    ///   - body: what it takes.
    ///   - answers: what it gives when it was done.
    ///   - refusals: statuses of refusals beside those that follow from the rest.
    ///   - waits: whether it waits for a machine elsewhere.
    ///   - run: what does it.
    public init(
        _ method: Method,
        _ path: String,
        _ access: Access,
        _ summary: String,
        acts: [String: Access] = [:],
        scope: TokenScope? = nil,
        once: OncePolicy? = nil,
        query: [QueryField] = [],
        body: Body = .none,
        answers: [Answer],
        refusals: [Int] = [],
        waits: Bool = false,
        run: Handler
    ) {
        self.method = method
        self.path = PathPattern(path)
        self.access = access
        self.summary = summary
        self.acts = acts
        // Partners' nodes have no tokens, and what they say holds however often they say it.
        let isOfPeople = access.standing == nil
        self.scope = scope ?? (isOfPeople && method == .get ? .read : nil)
        self.once = once ?? (isOfPeople && method == .post ? .answerKept : .none)
        self.query = query
        self.body = body
        self.answers = answers
        self.refusals = refusals
        self.waits = waits
        self.run = run
    }

    /// Method and path, as people name the call: `POST objects/{id}`.
    public var name: String { "\(method.rawValue) \(path.text)" }

    /// What somebody may do of it, by name.
    /// - Parameter roles: the person's roles; nil if nobody is signed in.
    /// - Returns: the call's name, and with it each act that stands for itself: `POST partners/{name} confirm`; nothing
    ///   if the person may not make the call.
    public func names(for roles: Set<Role>?) -> [String] {
        guard access.denial(to: roles) == nil else { return [] }
        return [name] + acts.filter { $0.value.denial(to: roles) == nil }.keys.sorted().map { "\(name) \($0)" }
    }

    /// Every status with which it may be refused.
    var refusalStatuses: [Int] {
        if let standing = access.standing {
            // For whoever is no partner nothing is there, and any head may be one that is not taken.
            let statuses: Set = [400, 401, 403, 404, 415, 503]
            return statuses.union(standing == .linked ? [] : [429]).union(refusals).sorted()
        }
        // Whoever shows a token that holds for nothing, or not for this, is refused also where anybody may come.
        var statuses: Set = [400, 401, 403, 422, 503]
        if !path.names.isEmpty { statuses.insert(404) }
        if method == .post { statuses.formUnion([409, 413, 415]) }
        return statuses.union(refusals).sorted()
    }
}
