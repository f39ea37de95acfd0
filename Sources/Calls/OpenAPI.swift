public import JSON

/// The document of an API, made of its calls (OpenAPI 3.1).
public struct OpenAPI {
    let title: String
    let summary: String
    /// Before every path.
    let root: String
    /// The field that every change of somebody who is signed in has, and what it holds; nil where nobody signs in.
    let proof: (field: String, meaning: String)?
    /// Ways to prove who one is, by name; any of them will do.
    let security: KeyValuePairs<String, JSONTree?>
    /// What every refusal looks like.
    let problem: Shape
    /// What every refusal is sent as.
    let problemType: String

    /// A document.
    /// - Parameters:
    ///   - title: the API's name.
    ///   - summary: what it is for.
    ///   - root: before every path, such as `/api/v1/`.
    ///   - proof: the field of every change by somebody who is signed in, and what it holds; nil if nobody signs in.
    ///   - security: ways to prove who one is, as security schemes by name.
    ///   - problem: what every refusal looks like.
    ///   - problemType: what every refusal is sent as.
    public init(
        title: String,
        summary: String,
        root: String,
        proof: (field: String, meaning: String)?,
        security: KeyValuePairs<String, JSONTree?>,
        problem: Shape,
        problemType: String = "application/problem+json"
    ) {
        (self.title, self.summary, self.root, self.proof) = (title, summary, root, proof)
        (self.security, self.problem, self.problemType) = (security, problem, problemType)
    }

    /// The document of some calls.
    /// - Parameter endpoints: the calls, in the order in which they are to stand.
    /// - Returns: the document.
    public func document<Handler>(of endpoints: [Endpoint<Handler>]) -> JSONTree {
        var paths: [JSONMember] = []
        for endpoint in endpoints {
            let operation = JSONMember(endpoint.method.rawValue.lowercased(), operation(endpoint))
            let path = root + endpoint.path.text
            if let place = paths.firstIndex(where: { $0.name == path }) {
                paths[place].value = .object((paths[place].value.members ?? []) + [operation])
            } else {
                paths.append(JSONMember(path, .object([operation])))
            }
        }
        return .members([
            "openapi": .string("3.1.0"),
            "info": .members([
                "title": .string(title), "version": .string("1"), "summary": .string(summary),
                "license": .members(["name": .string("Apache-2.0"), "identifier": .string("Apache-2.0")]),
            ]),
            "security": .array(security.map { name, _ in .object([JSONMember(name, .array([]))]) }),
            "paths": .object(paths),
            "components": .members([
                "schemas": .object(schemas(endpoints)),
                "responses": .members([
                    "Refusal": .members([
                        "description": .string("why not"),
                        "content": .object([JSONMember(problemType, .members(["schema": problem.schema]))]),
                    ])
                ]),
                "securitySchemes": .members(security),
            ]),
        ])
    }

    private func schemas<Handler>(_ endpoints: [Endpoint<Handler>]) -> [JSONMember] {
        var seen: Set<String> = []
        var schemas: [JSONMember] = []
        let shapes = [problem] + endpoints.flatMap { [$0.body.shape].compactMap(\.self) + $0.answers.map(\.shape) }
        for (name, shape) in shapes.flatMap(\.names) where seen.insert(name).inserted {
            schemas.append(JSONMember(name, shape.schema))
        }
        return schemas.sorted { $0.name < $1.name }
    }

    private func operation<Handler>(_ endpoint: Endpoint<Handler>) -> JSONTree {
        let words = endpoint.path.text.split { "/{}".contains($0) }.joined(separator: "-")
        let parameters = parameters(endpoint)
        return .members([
            "operationId": .string(endpoint.method.rawValue.lowercased() + "-" + words),
            "summary": .string(endpoint.summary),
            "x-roles": endpoint.access.roles.map { .strings($0.map(\.rawValue)) },
            "x-acts": endpoint.acts.isEmpty
                ? nil
                : .object(
                    endpoint.acts.sorted { $0.key < $1.key }.map { act, access in
                        JSONMember(act, .strings((access.roles ?? []).map(\.rawValue)))
                    }
                ),
            "x-token-scope": endpoint.scope.map { .string($0.rawValue) },
            "x-standing": endpoint.access.standing.map { .string($0.rawValue) },
            "security": endpoint.access.needsProof ? nil : .array([]),
            "parameters": parameters.isEmpty ? nil : .array(parameters),
            "requestBody": endpoint.body.shape.map { shape in
                .members([
                    "required": .bool(endpoint.body.isRequired),
                    "content": .object([JSONMember(endpoint.body.mediaType, .members(["schema": shape.schema]))]),
                ])
            },
            "responses": .object(responses(endpoint)),
        ])
    }

    private func responses<Handler>(_ endpoint: Endpoint<Handler>) -> [JSONMember] {
        let refusals = Set(endpoint.refusalStatuses)
        var statuses: [Int] = []
        for answer in endpoint.answers where !statuses.contains(answer.status) { statuses.append(answer.status) }
        let own = statuses.map { status in
            let answers = endpoint.answers.filter { $0.status == status }
            return JSONMember(String(status), response(answers, isRefusalToo: refusals.contains(status)))
        }
        let others = refusals.subtracting(endpoint.answers.map(\.status)).sorted().map { status in
            JSONMember(String(status), .members(["$ref": .string("#/components/responses/Refusal")]))
        }
        return own + others
    }

    /// The answers of the call's own with one status; with that of a refusal they may look like one, too.
    private func response(_ answers: [Answer], isRefusalToo: Bool) -> JSONTree {
        var content = answers.compactMap { answer in
            answer.mediaType.map { JSONMember($0, .members(["schema": answer.shape.schema])) }
        }
        if isRefusalToo { content.append(JSONMember(problemType, .members(["schema": problem.schema]))) }
        return .members([
            "description": .string(answers.first?.meaning ?? ""), "content": content.isEmpty ? nil : .object(content),
        ])
    }

    private func parameters<Handler>(_ endpoint: Endpoint<Handler>) -> [JSONTree] {
        func parameter(_ name: String, _ place: String, _ shape: Shape, isRequired: Bool, _ note: String? = nil)
            -> JSONTree
        {
            .members([
                "name": .string(name), "in": .string(place), "required": .bool(isRequired), "schema": shape.schema,
                "description": note.map { .string($0) },
            ])
        }
        var all = endpoint.path.names.map { name in
            parameter(name, "path", .words, isRequired: true, name == endpoint.path.rest ? "may hold slashes" : nil)
        }
        all += endpoint.query.map { parameter($0.name, "query", $0.shape, isRequired: $0.isRequired) }
        guard let proof, endpoint.method != .get, endpoint.access != .open else { return all }
        all.append(parameter(proof.field, "header", .text, isRequired: false, proof.meaning))
        if endpoint.once != .none {
            let note = "sent again with the same key, the call is not done a second time"
            all.append(parameter("Idempotency-Key", "header", .text(1, 255), isRequired: false, note))
        }
        return all
    }
}
