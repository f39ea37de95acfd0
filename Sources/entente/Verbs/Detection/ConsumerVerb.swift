import Configuration
import DetectionFormats
import DetectionServer
import Installation
import JSON
import Store

/// `entente consumer`: who fetches files for programs that detect.
enum ConsumerVerb {
    static let verb = Verb(
        name: "consumer",
        summary: "list, add or end consumers of files for programs that detect",
        synopsis: "list|add|end [NAME] [--format FORMAT…] [--level LEVEL…] [--node DIR]",
        description: """
            A consumer fetches files with its key as a Bearer token, or with HTTP Basic as the password beside its
            name, from `/detection/FORMAT/FILE` of the console's address. It gets what a reader with its name on the
            register would see, up to its levels and to the level of the configuration for files. `add` prints the key
            once; the node keeps only its digest. `list` says what each was given last, and why indicators were left
            out.

            Exit status: 0 done, 1 with end: there is no such consumer with a key, 2 could not be done.
            """,
        options: [
            NodeAccess.option,
            .value(
                "format",
                "FORMAT",
                "with add: \(DetectionFormat.allCases.map(\.rawValue).joined(separator: ", "))",
                isRepeatable: true
            ),
            .value(
                "level",
                "LEVEL",
                "with add: up to which levels, such as TLP:GREEN (TLP:GREEN)",
                isRepeatable: true
            ),
            .value("register", "NAME", "with add: the name on the register, whose clearances count"),
            .value(
                "source",
                "SOURCE",
                "with add: only of `own` or `partner NAME`",
                isRepeatable: true
            ),
            .value(
                "agreement",
                "NAME",
                "with add: of what partners gave only by this agreement",
                isRepeatable: true
            ),
            .flag("without-listed", "with add: leave out values that warning lists of the node have"),
            NodeAccess.json,
        ],
        examples: [
            "entente consumer add resolver --format rpz --level TLP:GREEN --node run/eu",
            "curl --user resolver:KEY http://localhost:8080/detection/rpz/rpz.zone",
            "entente consumer end resolver --node run/eu",
        ],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("add", "NAME", add), NodeAction("end", "NAME", end),
        ])
    )

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let found = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in
                let rows = ConsumerRows(connection)
                var found: [(consumer: Consumer, given: [ConsumerGiven])] = []
                for one in try rows.all() { found.append((one, try rows.given(one.name))) }
                return found
            }
        }
        NodeAccess.show(found, arguments) { one in
            var told = one.consumer.told
            told["given"] = .array(one.given.map(\.told))
            return told
        } text: { one in
            let formats = one.consumer.formats.map(\.rawValue).joined(separator: " ")
            let end = NodeAccess.time(one.consumer.ended).map { "ended \($0)" } ?? "valid"
            let given = one.given.map { given in
                let left = given.left.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                let tail = left.isEmpty ? "" : ", left out or in part: " + left.joined(separator: ", ")
                return "\n  \(given.file)  \(given.objects) indicators\(tail)"
            }
            return "\(one.consumer.name)  \(formats)  \(end)" + given.joined()
        }
        return .yes
    }

    private static func add(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        var formats: [DetectionFormat] = []
        for word in arguments.values("format") {
            guard let format = DetectionFormat(rawValue: word) else {
                throw CommandFailure("there is no format `\(word)`")
            }
            formats.append(format)
        }
        let levels = arguments.values("level")
        var wanted = Consumer(
            name: name,
            register: arguments.value("register"),
            formats: formats,
            levels: levels.isEmpty ? ["TLP:GREEN"] : levels
        )
        (wanted.sources, wanted.agreements) = (arguments.values("source"), arguments.values("agreement"))
        wanted.leavesListed = arguments.has("without-listed")
        let key = try NodeAccess.attempt { [wanted] () throws(NodeError) in try node.makeConsumer(wanted) }
        if arguments.has("json") {
            NodeAccess.print(.members(["name": .string(name), "key": .string(key)]))
        } else {
            Output.print(key + "\n")
        }
        return .yes
    }

    private static func end(_ node: Node, _ name: String, _: Arguments) throws(CommandFailure) -> ExitStatus {
        let isDone = try NodeAccess.attempt { () throws(NodeError) in try node.endConsumer(name) }
        return isDone ? .yes : .no
    }
}
