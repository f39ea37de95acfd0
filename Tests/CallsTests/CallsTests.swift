import Calls
import JSON
import Testing

@Suite("Calls as data")
struct CallsTests {
    typealias Call = Endpoint<Int>

    static let calls: [Call] = [
        Endpoint(
            .get,
            "items",
            .reader,
            "Lists.",
            query: [.language],
            answers: [.json(.record(["items": .texts]))],
            run: 1
        ),
        Endpoint(.get, "items/{id}", .signedIn, "Shows.", answers: [.json(item)], run: 2),
        Endpoint(
            .post,
            "items/{id}",
            .roles([.disclosureOfficer, .administrator]),
            "Does.",
            acts: ["end": .roles([.administrator])],
            scope: .decide,
            body: .json(.record(["act": .choice("end", "go")])),
            answers: [.nothing()],
            refusals: [429],
            run: 3
        ),
        Endpoint(.get, "items/{id}/receipt", .anybody, "Gives a file.", answers: [.file("text/plain")], run: 4),
        Endpoint(
            .post,
            "session",
            .open,
            "Signs in.",
            once: .secret,
            body: .json(.record([:])),
            answers: [.json(item)],
            run: 5
        ),
    ]
    static let partnerCalls: [Call] = [
        Endpoint(.post, "hint/", .partner(.linked), "Hints.", answers: [.nothing()], refusals: [422], run: 1),
        Endpoint(.get, "list", .partner(.withinLimits), "Lists.", answers: [.json(item)], run: 2),
        Endpoint(.get, "tile/{path...}", .partner(.withinLimits), "Gives.", answers: [.file("a/b")], run: 3),
        Endpoint(
            .post,
            "seen",
            .partner(.withoutEvidence),
            "Takes a text.",
            body: .text(mediaType: "text/plain", bytes: 9),
            answers: [.file("text/plain"), .file("text/plain", "malformed", 400)],
            run: 4
        ),
    ]
    static let item = Shape.named("Item", .record(["id": .identifier, "next?": .named("Next", .time)]))

    @Test(
        "a path finds the call that it fits, and what fills its places",
        arguments: [
            ("GET", ["items"], 1, []), ("GET", ["items", "a/b"], 2, ["a/b"]), ("POST", ["items", "x"], 3, ["x"]),
            ("GET", ["items", "x", "receipt"], 4, ["x"]), ("GET", ["items", "x", "other"], nil, []),
            ("DELETE", ["items"], nil, []), ("GET", [], nil, []), ("PUT", ["items"], nil, []),
        ] as [(String, [String], Int?, [String])]
    )
    func path(_ method: String, _ path: [String], _ run: Int?, _ places: [String]) {
        let found = EndpointTable(Self.calls).find(method, path)
        #expect(found?.endpoint.run == run)
        #expect(found?.places ?? [] == places)
    }

    @Test(
        "a slash at the end belongs to the path, and the last place may hold slashes",
        arguments: [
            ("GET", "hint/", nil, []), ("POST", "hint/", 1, []), ("POST", "hint", nil, []),
            ("POST", "hint//", nil, []),
            ("GET", "list", 2, []), ("GET", "list/", nil, []), ("GET", "tile/a", 3, ["a"]),
            ("GET", "tile/a/b.p/1", 3, ["a/b.p/1"]), ("GET", "tile/", 3, [""]), ("GET", "tile//a/", 3, ["/a/"]),
            ("GET", "tile", nil, []), ("GET", "/list", nil, []),
        ] as [(String, String, Int?, [String])]
    )
    func slashes(_ method: String, _ path: String, _ run: Int?, _ places: [String]) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let found = EndpointTable(Self.partnerCalls).find(method, parts)
        #expect(found?.endpoint.run == run)
        #expect(found?.places ?? [] == places)
    }

    @Test("who may make a call, and why others may not")
    func access() {
        #expect(Access.open.denial(to: nil) == nil)
        #expect(Access.anybody.denial(to: nil) == nil)
        #expect(Access.signedIn.denial(to: nil) == .notSignedIn)
        #expect(Access.signedIn.denial(to: [.administrator]) == nil)
        #expect(Access.reader.denial(to: nil) == .notSignedIn)
        #expect(Access.reader.denial(to: [.administrator]) == .forbidden)
        #expect(Access.reader.denial(to: [.administrator, .auditor]) == nil)
        #expect(Access.roles([]).denial(to: Set(Role.allCases)) == .forbidden)
    }

    @Test(
        "no person makes a call of partners' nodes, and no partner's node one of people",
        arguments: PartnerStanding.allCases
    )
    func partners(_ standing: PartnerStanding) {
        let access = Access.partner(standing)
        #expect(access.denial(to: nil) == .notSignedIn)
        #expect(access.denial(to: Set(Role.allCases)) == .forbidden)
        #expect(access.roles == nil)
        #expect(access.needsProof)
        #expect(access.standing == standing)
        for access in [Access.open, .anybody, .signedIn, .reader, .roles([])] { #expect(access.standing == nil) }
    }

    @Test("what somebody may do of a call has the names of acts that stand for themselves")
    func names() {
        let call = Self.calls[2]
        #expect(call.names(for: nil) == [])
        #expect(call.names(for: [.author]) == [])
        #expect(call.names(for: [.disclosureOfficer]) == ["POST items/{id}"])
        #expect(call.names(for: [.administrator]) == ["POST items/{id}", "POST items/{id} end"])
    }

    @Test("readings take tokens that read; a change needs its scope said, and keeps its answer")
    func defaults() {
        #expect(Self.calls.map(\.scope) == [.read, .read, .decide, .read, nil])
        #expect(Self.calls.map(\.once) == [.none, .none, .answerKept, .none, .secret])
    }

    @Test("the document says of each call what follows from it")
    func document() {
        let document = OpenAPI(
            title: "T",
            summary: "S",
            root: "/v1/",
            proof: ("X-Proof", "of the session"),
            security: ["session": .members([:])],
            problem: .named("Problem", .record(["code": .text]))
        ).document(of: Self.calls)
        func operation(_ path: String, _ method: String) -> JSONTree? { document["paths"]?["/v1/" + path]?[method] }
        func statuses(_ operation: JSONTree?) -> [String]? { operation?["responses"]?.members?.map(\.name) }
        #expect(statuses(operation("items", "get")) == ["200", "400", "401", "403", "422", "503"])
        #expect(statuses(operation("items/{id}", "get")) == ["200", "400", "401", "403", "404", "422", "503"])
        #expect(
            statuses(operation("items/{id}", "post"))
                == ["204", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503"]
        )
        #expect(
            statuses(operation("session", "post")) == ["200", "400", "401", "403", "409", "413", "415", "422", "503"]
        )
        #expect(operation("session", "post")?["security"] == .array([]))
        #expect(operation("items/{id}", "post")?["security"] == nil)
        #expect(operation("items/{id}", "post")?["x-roles"] == .strings(["disclosure-officer", "administrator"]))
        #expect(operation("items/{id}", "post")?["x-acts"]?["end"] == .strings(["administrator"]))
        #expect(operation("items/{id}", "post")?["x-token-scope"] == .string("decide"))
        let fields = operation("items/{id}", "post")?["parameters"]?.elements?.compactMap { $0["name"]?.string }
        #expect(fields == ["id", "X-Proof", "Idempotency-Key"])
        #expect(operation("session", "post")?["parameters"] == nil)
        #expect(document["components"]?["schemas"]?.members?.map(\.name) == ["Item", "Next", "Problem"])
    }

    @Test("the document of partners' calls says how a partner has to stand, and that a status may have two forms")
    func partnerDocument() {
        #expect(Self.partnerCalls.allSatisfy { $0.scope == nil && $0.once == .none })
        let problem = Shape.named("Problem", .record(["code": .text]))
        let document = OpenAPI(
            title: "T",
            summary: "S",
            root: "/v1/",
            proof: nil,
            security: ["partner": .members(["type": .string("mutualTLS")])],
            problem: problem,
            problemType: "a/error"
        ).document(of: Self.partnerCalls)
        func operation(_ path: String, _ method: String) -> JSONTree? { document["paths"]?["/v1/" + path]?[method] }
        func statuses(_ operation: JSONTree?) -> [String]? { operation?["responses"]?.members?.map(\.name) }
        func types(_ answer: JSONTree?) -> [String]? { answer?["content"]?.members?.map(\.name) }
        #expect(statuses(operation("hint/", "post")) == ["204", "400", "401", "403", "404", "415", "422", "503"])
        #expect(
            statuses(operation("seen", "post")) == ["200", "400", "401", "403", "404", "415", "429", "503"]
        )
        let standings = [("hint/", "post"), ("list", "get"), ("seen", "post")].map {
            operation($0.0, $0.1)?["x-standing"]?.string
        }
        #expect(standings == ["linked", "within-limits", "without-evidence"])
        #expect(operation("hint/", "post")?["security"] == nil)
        #expect(operation("hint/", "post")?["parameters"] == nil)
        #expect(operation("list", "get")?["x-token-scope"] == nil)
        let place = operation("tile/{path}", "get")?["parameters"]?.elements?.first
        #expect(place?["name"] == .string("path"))
        #expect(place?["description"] == .string("may hold slashes"))
        let seen = operation("seen", "post")
        #expect(types(seen?["requestBody"]) == ["text/plain"])
        #expect(seen?["requestBody"]?["required"] == .bool(true))
        #expect(types(seen?["responses"]?["200"]) == ["text/plain"])
        #expect(types(seen?["responses"]?["400"]) == ["text/plain", "a/error"])
        #expect(seen?["responses"]?["429"] == .members(["$ref": .string("#/components/responses/Refusal")]))
        #expect(types(document["components"]?["responses"]?["Refusal"]) == ["a/error"])
    }

    @Test(
        "shapes are written as json schema",
        arguments: [
            (Shape.words, #"{"type":"string","minLength":1}"#),
            (.text(2, 5), #"{"type":"string","minLength":2,"maxLength":5}"#),
            (.number(from: 1, to: 9), #"{"type":"integer","minimum":1,"maximum":9}"#),
            (.choice("a", "b").noted("n"), #"{"type":"string","enum":["a","b"],"description":"n"}"#),
            (.list(.flag, from: 1, to: nil), #"{"type":"array","items":{"type":"boolean"},"minItems":1}"#),
            (
                .record(["a": .real, "b?": .yes]),
                #"{"type":"object","properties":{"a":{"type":"number"},"b":{"const":true}},"required":["a"]}"#
            ),
            (
                .record(["a?": .day]).withOthers(),
                #"{"type":"object","properties":{"a":{"type":"string","format":"date"}},"additionalProperties":true}"#
            ),
            (.map(.anything), #"{"type":"object","additionalProperties":{}}"#),
            (.either([.flag, item]), ##"{"anyOf":[{"type":"boolean"},{"$ref":"#/components/schemas/Item"}]}"##),
        ] as [(Shape, String)]
    )
    func schema(_ shape: Shape, _ text: String) {
        #expect(String(decoding: shape.schema.bytes(), as: UTF8.self) == text)
    }
}
