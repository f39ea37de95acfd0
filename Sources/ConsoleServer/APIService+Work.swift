internal import Calls
package import Desk
internal import Installation
package import JSON
internal import STIX
package import Store
package import Transport
package import Work
internal import Workspaces

/// What can be asked of the workspaces: their questions are calls, answered over what the person may see.
extension APIService {
    package static let workCalls: [APIEndpoint] =
        typesCalls + Workspaces.all.flatMap { workspace in workspace.questions.map { call(to: $0, of: workspace) } }
        + Workspaces.all.flatMap { workspace in workspace.acts.map { call(for: $0, of: workspace) } }

    private static let typesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "types",
            .reader,
            "The object types of the workspaces: what each holds, for forms and tables.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "name": .text, "definition": .text.noted("the extension definition that carries it"),
                                "workspace": .text,
                                "properties": .list(
                                    .record([
                                        "name": .text, "kind": .choices(TypeProperty.Kind.names), "required": .flag,
                                        "terms?": .texts,
                                        "to?": .texts.noted("the types that a reference leads to; without them any"),
                                        "from?": .number, "until?": .number,
                                    ])
                                ),
                            ])
                        )
                    ])
                )
            ],
            run: APIService.types
        )
    ]

    package func types(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let items = Workspaces.all.flatMap { workspace in
            workspace.types.map { type in
                JSONTree.members([
                    "name": .string(type.name), "definition": .string(type.definition),
                    "workspace": .string(workspace.name),
                    "properties": .array(type.properties.map(Self.property)),
                ])
            }
        }
        return Self.json(.members(["items": .array(items)]))
    }

    private static func property(_ property: TypeProperty) -> JSONTree {
        let kind = property.kind
        return .members([
            "name": .string(property.name), "kind": .string(kind.name), "required": .bool(property.isRequired),
            "terms": kind.terms.map { .strings($0) }, "to": kind.targets.map { .strings($0) },
            "from": kind.bounds.map { .integer($0.lowerBound) }, "until": kind.bounds.map { .integer($0.upperBound) },
        ])
    }

    private static func call(to question: WorkQuestion, of workspace: Workspace) -> APIEndpoint {
        Endpoint(
            question.body == nil ? .get : .post,
            question.name.isEmpty ? workspace.name : "\(workspace.name)/\(question.name)",
            .reader,
            question.summary,
            query: question.query + [.language],
            body: question.body.map { .json($0) } ?? .none,
            answers: [.json(question.answer)],
            run: { service in service.answering(question) }
        )
    }

    private func answering(_ question: WorkQuestion) -> (APICall) throws(APIFault) -> HTTPResponse {
        { call throws(APIFault) in try self.ask(question, call) }
    }

    /// The question of what is real in exercises, which every open page is told the answer of.
    private static let realQuestion = Workspaces.all.first { $0.name == "exercises" }?.questions.first {
        $0.name == "no-play"
    }

    /// What is real in the exercises that whoever asks may see; nil where there is no such question.
    func real(_ call: APICall) throws(APIFault) -> JSONTree? {
        try Self.realQuestion.map { question throws(APIFault) in try answer(question, call) }
    }

    private func ask(_ question: WorkQuestion, _ call: APICall) throws(APIFault) -> HTTPResponse {
        Self.json(try answer(question, call))
    }

    private func answer(_ question: WorkQuestion, _ call: APICall) throws(APIFault) -> JSONTree {
        let person = try call.signedIn()
        // What another process has kept is found by the next time.
        node.store.followIndex()
        let body = question.body == nil ? nil : try call.content()
        return try reading { connection throws(StoreError) -> JSONTree in
            let desk = try PersonDesk(person, node, connection)
            let seen = try desk.seen(
                try HoldingDesk(desk, holdings, connection),
                in: call.readersLanguage,
                connection
            )
            return try WorkCall(seen, now: node.clock(), call.query, body: body).answer(question)
        }
    }

    /// How much is due in each workspace that has something due.
    package func dues(_ seen: SeenObjects) throws(StoreError) -> [JSONMember] {
        let now = node.clock()
        var counts: [JSONMember] = []
        for workspace in Workspaces.all {
            do throws(SeenFault) {
                let count = try workspace.dues(seen, now).count
                if count > 0 { counts.append(JSONMember(workspace.name, .integer(count))) }
            } catch {
                throw error.storeError
            }
        }
        return counts
    }
}
