internal import Calls
import Configuration
import Installation
import JSON
import Store
import Webhooks

/// `entente hook`: where tools are told that their keys can read something new.
enum HookVerb {
    static let verb = Verb(
        name: "hook",
        summary: "tell tools that there is something new for their key",
        synopsis: """
            list
                   entente hook add URL --key KEY --collection C --officer O [--name N] [--network NET…]
                   entente hook try NAME
                   entente hook remove NAME --officer O
                   entente hook allow URL --officer O [--network NET…] [--authorities FILE]
                   entente hook forbid URL --officer O
                   entente hook allowed
            """,
        description: """
            A hook belongs to one key and one collection of the API root `tools` that the key can read. What is added
            there is counted as the key reads it, and the count, which only rises, is sent to URL: the collection, the
            count, the time, and nothing else. The tool then reads with its key. Each message is signed as Standard
            Webhooks has it; `add` prints the secret once, and the node keeps it in the folder `keys`.

            URL is `https`. Its host is looked up once for each message, and the message goes to an address that was
            found, if all can reach it. With --network it goes to addresses in these networks, and to no other: private
            addresses and those of this machine are reached only so, and `http` is for this machine alone. Redirections
            are not followed, and no proxy is used.

            What is not answered with a status of success is sent again, after pauses that grow; then the hook ends. It
            ends at once when the listener answers 410, when the key is revoked, or when the collection is taken away.
            `try` sends the count now, whatever it is, and sets a hook going again that had ended for want of an answer.

            `allow` lists the host of listeners by scheme, host and port, with the networks to which hooks may go then:
            administrators can add hooks there in the console, with a security officer who signs, and nowhere else.
            `forbid` takes it off the list; what is there stays.

            Exit status: 0 done, 1 with try: it did not arrive, with remove: there is no such hook, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("key", "KEY", "with add: the name of the key"),
            .value("collection", "C", "with add: the identifier or alias of a collection that the key can read"),
            .value("name", "N", "with add: the name that it has here (default: made of the host)"),
            .value("network", "NET", "with add, allow: a network to which it may go", isRepeatable: true),
            .value("authorities", "FILE", "with add, allow: who vouches for the listener, in pem"),
            NoticeAccess.officer,
            NodeAccess.json,
        ],
        examples: [
            "entente hook add https://soc.example/hook --key soc --collection shelf --officer 'A. Min' --node run/eu",
            "entente hook try soc-example --node run/eu",
        ],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("add", "URL", add), NodeAction("try", "NAME", attempt),
            NodeAction("remove", "NAME", remove), NodeAction("allowed", listed), NodeAction("allow", "URL", allow),
            NodeAction("forbid", "URL", forbid),
        ])
    )

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let hooks = try NodeAccess.attempt { () throws(NodeError) in try node.hooks() }
        NodeAccess.show(hooks, arguments) { hook in
            .members([
                "name": .string(hook.name), "url": .string(hook.url), "key": .string(hook.keyName),
                "collection": .string(hook.collection),
                "networks": .strings(hook.networks.split(separator: " ").map(String.init)),
                "counter": .integer(Int(hook.counter)), "told": .integer(Int(hook.told)),
                "tries": .integer(Int(hook.tries)),
                "delivered": NodeAccess.time(hook.delivered).map { .string($0) },
                "problem": hook.problem.map { .string($0) },
                "ended": NodeAccess.time(hook.ended).map { .string($0) },
            ])
        } text: { hook in
            let state = hook.ended != nil ? "ended: " : ""
            let last = hook.problem ?? NodeAccess.time(hook.delivered) ?? "nothing told yet"
            return "\(hook.name)  \(hook.url)  \(hook.keyName)  \(hook.told) of \(hook.counter)  \(state)\(last)"
        }
        return .yes
    }

    private static func add(_ node: Node, _ address: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let key = arguments.value("key") else { throw CommandFailure("`--key` is needed: the name of one") }
        guard let collection = arguments.value("collection") else {
            throw CommandFailure("`--collection` is needed: the identifier or alias of one")
        }
        let name = arguments.value("name") ?? SourceVerb.name(of: address)
        var new = NewHook(name: name, address: address, key: key, collection: collection)
        let officer = try NoticeAccess.host(arguments)
        new.networks = arguments.values("network")
        new.authorities = try arguments.value("authorities").map { file throws(CommandFailure) in
            try SourceVerb.read(file)
        }
        let secret = try NodeAccess.attempt { () throws(NodeError) in try node.addHook(new, by: officer) }
        if arguments.has("json") {
            NodeAccess.print(.members(["name": .string(name), "secret": .string(secret)]))
        } else {
            Output.print(secret + "\n")
        }
        return .yes
    }

    private static func attempt(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let outcome = try NodeAccess.attempt { () throws(NodeError) in try node.tryHook(name) }
        if arguments.has("json") {
            NodeAccess.print(
                .members([
                    "name": .string(name), "told": outcome.told.map { .integer(Int($0)) },
                    "problem": outcome.problem.map { .string($0) },
                ])
            )
        } else if let told = outcome.told {
            Output.print("\(name): \(told) arrived\n")
        } else {
            Output.error("\(name): \(outcome.words)\n")
        }
        return outcome.told != nil ? .yes : .no
    }

    private static func remove(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let isDone = try NodeAccess.attempt { () throws(NodeError) in try node.removeHook(name, by: officer) }
        return isDone ? .yes : .no
    }

    /// The places that the console may use.
    private static func listed(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        try ListedPlaces.show(.hook, node, arguments)
    }

    private static func allow(_ node: Node, _ address: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let authorities = try arguments.value("authorities").map { file throws(CommandFailure) in
            try SourceVerb.read(file)
        }
        let place = try NodeAccess.attempt { () throws(NodeError) in
            try node.listHookServer(
                address,
                networks: arguments.values("network"),
                authorities: authorities,
                by: officer
            )
        }
        Output.print(place + "\n")
        return .yes
    }

    private static func forbid(_ node: Node, _ address: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        try ListedPlaces.forbid(.hook, address, node, arguments)
    }
}
