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
                        ),
                        "servers?": .list(.record(["address": .text, "networks": .texts])).noted(
                            "for administrators: where hooks can go, as it is listed at the command line"
                        ), "keys?": .texts.noted("for administrators: the names of keys that read something"),
                        "collections?": .list(.record(["id": .text, "title": .text])).noted(
                            "for administrators: what keys can read"
                        ),
                    ])
                )
            ],
            run: APIService.hooks
        ),
        Endpoint(
            .post,
            "hooks",
            .roles([.administrator]),
            "Has the tool of a key told that there is something new, at a place that was listed at the command line; a "
                + "security officer signs. Its secret is shown this once.",
            once: .secret,
            body: .json(
                listedPlace.adding([
                    "name": .text(upTo: 40), "key": .text(upTo: 200), "collection": .text(upTo: 200),
                    "second?": .countersignature,
                ])
            ),
            answers: [.json(.record(["name": .text, "secret": .text]), 201)],
            refusals: [422, 429],
            run: APIService.makeHook
        ),
        Endpoint(
            .post,
            "hooks/{name}/address",
            .roles([.administrator]),
            "Has a hook told elsewhere, at a place that was listed at the command line; a security officer signs.",
            body: .json(listedPlace.adding(["second?": .countersignature])),
            answers: [.nothing("what is not told yet goes there")],
            refusals: [422, 429],
            run: APIService.moveHook
        ),
        Endpoint(
            .post,
            "hooks/{name}/secret",
            .roles([.administrator]),
            "Gives a hook another secret, which is shown this once; a security officer signs.",
            once: .secret,
            body: .json(.record(["second?": .countersignature])),
            answers: [.json(.record(["secret": .text]))],
            refusals: [422, 429],
            run: APIService.renewHook
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
        let adds = try call.signedIn().has(.administrator)
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
            return .members([
                "items": .array(items),
                "servers": adds
                    ? .array(
                        try node.listedServers(.hook, connection).map {
                            .members(["address": .string($0.origin), "networks": .strings($0.networks)])
                        }
                    ) : nil,
                "keys": adds
                    ? .strings(
                        try KeyRows(connection).all().filter { $0.revoked == nil && $0.scopes.contains("read:") }
                            .map(\.name)
                    ) : nil,
                "collections": adds
                    ? .array(
                        collections.map { .members(["id": .string($0.id), "title": .string($0.title)]) }
                    ) : nil,
            ])
        }
        return Self.json(answer)
    }

    package func makeHook(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, place) = (try call.signedIn(), try listedPlace(call, .hook))
        var new = NewHook(
            name: try call.text("name"),
            address: place.address,
            key: try call.text("key"),
            collection: try call.text("collection")
        )
        (new.networks, new.authorities) = (place.server.networks, place.server.authorities.map { Array($0.utf8) })
        // When something comes, and how much, is told to a machine elsewhere.
        let second = try countersigner(call, beside: person).account.title
        let secret = try attempt { [new] () throws(NodeError) in
            try node.addHook(new, by: person.account.name, countersigned: second)
        }
        return Self.json(.members(["name": .string(new.name), "secret": .string(secret)]), status: 201)
    }

    package func moveHook(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, place) = (try call.signedIn(), try listedPlace(call, .hook))
        try requireHook(call.target)
        var new = NewHook(name: call.target, address: place.address, key: "", collection: "")
        (new.networks, new.authorities) = (place.server.networks, place.server.authorities.map { Array($0.utf8) })
        let second = try countersigner(call, beside: person).account.title
        try attempt { [new] () throws(NodeError) in
            try node.moveHook(new, by: person.account.name, countersigned: second)
        }
        return Self.nothing
    }

    package func renewHook(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        try requireHook(call.target)
        let second = try countersigner(call, beside: person).account.title
        let secret = try attempt { () throws(NodeError) in
            try node.renewHook(call.target, by: person.account.name, countersigned: second)
        }
        return Self.json(.members(["secret": .string(secret)]))
    }

    private func requireHook(_ name: String) throws(APIFault) {
        let isThere = try reading { connection throws(StoreError) in try HookRows(connection).find(name) != nil }
        guard isThere else { throw .notFound }
    }

    package func tryHook(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = call.target
        try requireHook(name)
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
