internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import Store
package import Transport
internal import Webhooks

/// Hooks at the console: how each stands, and what may be done with it.
extension APIService {
    private static let hookFaults = Shape.choices(HookFault.allCases.map(\.rawValue))

    /// The calls.
    package static let hookCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "hooks",
            .roles([.securityOfficer, .administrator]),
            "Where tools are told that their key can read something new, and how that goes; the secrets are not shown.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "name": .text, "address": .text.noted("scheme, host and port"), "key": .text,
                                "collection?": .text.noted("its title; left out once it was taken away"),
                                "networks": .texts.noted("to which it may go; none for what all can reach"),
                                "counter": .number.noted("how much its key could read that was added"),
                                "told": .number.noted("the last count that arrived"), "tries": .number,
                                "next?": .time.noted("when it is sent again"), "delivered?": .time,
                                "problem?": hookFaults, "ended?": .time,
                                "trying": .flag.noted("whether it is being tried because somebody asked for it"),
                            ])
                        )
                    ])
                )
            ],
            run: APIService.hooks
        ),
        Endpoint(
            .post,
            "hooks/{name}/trial",
            .roles([.administrator]),
            "Sends the count of a hook soon, and sets a hook going again that had ended for want of an answer.",
            answers: [.json(.record([:]), 202, "it is sent soon")],
            run: APIService.tryHook
        ),
        Endpoint(
            .delete,
            "hooks/{name}",
            .roles([.administrator]),
            "Takes a hook away, with its secret.",
            answers: [.nothing()],
            run: APIService.removeHook
        ),
    ]

    package func hooks(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let collections = try CollectionRows(connection).all(root: NodeConfiguration.toolsRoot)
            let items = try HookRows(connection).all().map { hook -> JSONTree in
                let isWaiting = hook.message != nil && hook.tries > 0 && hook.ended == nil
                return .members([
                    "name": .string(hook.name),
                    "address": .string((try? HookAddress(hook.url))?.origin ?? ""), "key": .string(hook.keyName),
                    "collection": collections.first { $0.id == hook.collection }.map { .string($0.title) },
                    "networks": .strings(hook.networks.split(separator: " ").map(String.init)),
                    "counter": .integer(Int(hook.counter)), "told": .integer(Int(hook.told)),
                    "tries": .integer(Int(hook.tries)),
                    "next": isWaiting ? .string(Moment.text(hook.due)) : nil,
                    "delivered": hook.delivered.map { .string(Moment.text($0)) },
                    "problem": hook.problem.map { .string($0) }, "ended": hook.ended.map { .string(Moment.text($0)) },
                    "trying": .bool(node.errands.isRunning(.hook, hook.name)),
                ])
            }
            return .members(["items": .array(items)])
        }
        return Self.json(answer)
    }

    package func tryHook(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = call.target
        let isThere = try reading { connection throws(StoreError) in try HookRows(connection).find(name) != nil }
        guard isThere else { throw .notFound }
        guard node.errands.begin(.hook, name) else { throw .unavailable }
        return Self.json(.members([:]), status: 202)
    }

    package func removeHook(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, name) = (try call.signedIn(), call.target)
        let isDone = try attempt { () throws(NodeError) in try node.removeHook(name, by: person.account.name) }
        guard isDone else { throw .notFound }
        return Self.nothing
    }
}
