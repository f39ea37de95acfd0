internal import Calls
internal import Flows
internal import JSON
internal import Work

/// Steps in their order: of an attack flow, an incident or a playbook, each as far as its reader may see it.
enum StepsAnswer {
    static let question = WorkQuestion(
        "The steps of an attack flow, of an incident with its events and tasks, or of a playbook, in their order.",
        named: "steps",
        query: [
            QueryField("object", .identifier.noted("the flow, the incident, or the report or file of a playbook"))
        ],
        answer: .record([
            "items": .list(
                .record([
                    "id": .text, "kind": .choices(Flow.Kind.allCases.map(\.rawValue)), "name": .text, "detail": .text,
                    "reference": .text.noted("the number of a technique, how it stands, or what is run or asked for"),
                    "object": .flag.noted("whether it is an object of its own"), "banner": .text, "source": .text,
                    "next": .list(
                        .record([
                            "to": .text.noted("a step"), "when": .choices(Flow.When.allCases.map(\.rawValue)),
                            "value": .text,
                        ])
                    ),
                ])
            ), "reached": .number.noted("how many of them can be reached from those that begin"),
            "signatures": .number.noted("that a playbook bears; whether they are right is not looked at"),
            "revoked": .flag.noted("whether its author has taken a playbook back"),
            "complete": .flag.noted("false where there are more than are laid out"),
        ])
    ) { call throws(SeenFault) in
        guard let id = call.asked("object") else { return told(nil, [:]) }
        if let document = try AdvisoryAnswer.playbook(id, call), let playbook = Playbook(document.root) {
            var answer = told(playbook.flow, [:])
            answer["signatures"] = .integer(playbook.signatures)
            answer["revoked"] = .bool(playbook.isRevoked)
            return answer
        }
        guard let one = try call.seen.one(id, as: Observable.self) else { return told(nil, [:]) }
        var seen: [String: Seen<Observable>] = [:]
        let flow = try ObjectFlow.flow(of: one.view.document.root) { (id: String) throws(SeenFault) in
            let found = try call.seen.one(id, as: Observable.self)
            seen[id] = found
            return found?.view.document.root
        }
        return told(flow, seen)
    }

    private static func told(_ flow: Flow?, _ seen: [String: Seen<Observable>]) -> JSONTree {
        let items = (flow?.steps ?? []).map { step in
            let held = seen[step.id]
            return JSONTree.members([
                "id": .string(step.id), "kind": .string(step.kind.rawValue),
                "name": .string(step.name.isEmpty ? held?.title ?? "" : step.name), "detail": .string(step.detail),
                "reference": .string(step.reference), "object": .bool(held != nil),
                "banner": .string(held?.banner ?? ""), "source": .string(held?.source ?? ""),
                "next": .array(
                    step.next.map {
                        .members([
                            "to": .string($0.to), "when": .string($0.when.rawValue), "value": .string($0.value),
                        ])
                    }
                ),
            ])
        }
        return .members([
            "items": .array(items), "reached": .integer(flow?.reached ?? 0), "signatures": .integer(0),
            "revoked": .bool(false), "complete": .bool(flow?.isWhole ?? true),
        ])
    }
}
