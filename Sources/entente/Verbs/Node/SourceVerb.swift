internal import Calls
import Configuration
internal import Desk
internal import Holdings
import Installation
import JSON
import Outside
internal import Release
internal import Releasing
import Store

/// `entente source`: ordinary TAXII servers of others.
enum SourceVerb {
    static let verb = Verb(
        name: "source",
        summary: "read and write collections of ordinary taxii servers",
        synopsis: """
            list
                   entente source add URL --collection C --officer O [--name N] [--user U|--bearer|--certificate FILE]
                   entente source mark NAME (--marking M | --quarantine) --officer O
                   entente source fetch [NAME]
                   entente source push NAME --officer O [--id ID…]
                   entente source remove NAME --officer O
                   entente source allow URL --officer O [--authorities FILE]
                   entente source forbid URL --officer O
                   entente source allowed
            """,
        description: """
            A source is one collection of a TAXII 2.1 server that is no partner's node: nobody proves what it gives,
            and no agreement covers it. URL is its discovery resource or an API root, `https`, or `http` on this
            machine. It is asked at that address alone; a redirection, or an API root elsewhere, is not followed. A
            password or a token is asked for at the terminal, or read from a line of standard input; it is kept in
            the folder `keys`.

            What comes is in quarantine until `mark` says under which marking it stands: a level of TLP such as
            TLP:GREEN, or a marking definition whose meaning is known. That counts for every object beside its own
            markings, and nothing from a source is released to anybody. `mark --quarantine` takes it back.

            The serving node fetches on its own; `fetch` is for scripts and for finding out why one does not work. A
            server that goes back in time, gives the same page again, never ends or answers with too much is cut
            off: only `fetch` with its name asks it again, and a fetch that ends well lets the schedule go on.

            `push` is for a source that was added with `--party`: with --id it releases objects to that party, as
            `entente release` does; then it posts what stands in the party's feed and was not posted yet, and asks
            what became of what the server was still working on. What was posted cannot be taken back.

            `allow` lists a server by scheme, host and port: administrators can then add sources there in the console,
            with a security officer who signs, and nowhere else. `forbid` takes it off the list; what is there stays.

            Exit status: 0 done, 1 one could not be fetched from, or something may not go or was not taken, 2 could
            not be done.
            """,
        options: [
            NodeAccess.option, .value("collection", "C", "with add: its identifier, alias or title"),
            .value("name", "N", "with add: the name that it has here (default: made of the host)"),
            .value("user", "U", "with add: the name for http basic; asks for the password"),
            .flag("bearer", "with add: asks for a token"),
            .value("certificate", "FILE", "with add: a certificate with its key in pem"),
            .value("authorities", "FILE", "with add, allow: who vouches for the server, in pem"),
            .value("party", "P", "with add: the party for which it stands when something is posted"),
            .value("marking", "M", "with mark: under what everything from there stands"),
            .flag("quarantine", "with mark: nothing is said of it"),
            .value("id", "ID", "with push: release this object to its party first", isRepeatable: true),
            .flag("named", "with push: the party is named for tlp:amber"), NoticeAccess.officer, NoticeAccess.account,
            NodeAccess.json,
        ],
        examples: [
            "entente source add https://taxii.example/taxii2/ --collection indicators --bearer --officer 'A. Min'",
            "entente source mark taxii-example --marking TLP:GREEN --officer 'S. Econd' --node run/eu",
            "entente source fetch taxii-example --node run/eu",
        ],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("add", "URL", add), NodeAction("mark", "NAME", mark),
            NodeAction("fetch") { node, arguments throws(CommandFailure) in try fetchAll(node, arguments) },
            NodeAction("fetch", "NAME", fetch), NodeAction("push", "NAME", push),
            NodeAction("remove", "NAME", remove), NodeAction("allowed", listed), NodeAction("allow", "URL", allow),
            NodeAction("forbid", "URL", forbid),
        ])
    )

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let sources = try NodeAccess.attempt { () throws(NodeError) in try node.sources() }
        NodeAccess.show(sources, arguments) { source in
            .members([
                "name": .string(source.name), "root": .string(source.root), "collection": .string(source.collection),
                "title": .string(source.title), "way": .string(source.way.rawValue),
                "marking": source.marking.map { .string($0) }, "party": source.party.map { .string($0) },
                "fetched": NodeAccess.time(source.fetched).map { .string($0) },
                "problem": source.problem.map { .string($0) },
                "cut_off": NodeAccess.time(source.stopped).map { .string($0) },
            ])
        } text: { source in
            let state = source.stopped != nil ? "cut off: " : ""
            let last = source.problem ?? NodeAccess.time(source.fetched) ?? "not fetched yet"
            return "\(source.name)  \(source.title)  \(source.marking ?? "quarantine")  \(state)\(last)"
        }
        return .yes
    }

    private static func add(_ node: Node, _ address: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let collection = arguments.value("collection") else {
            throw CommandFailure("`--collection` is needed: the identifier, alias or title of one")
        }
        let ways = ["user", "bearer", "certificate"].filter { arguments.has($0) || arguments.value($0) != nil }
        guard ways.count <= 1 else {
            throw CommandFailure("`--user`, `--bearer` and `--certificate` do not go together")
        }
        let name = arguments.value("name") ?? Self.name(of: address)
        var new = NewOutsideSource(name: name, address: address, collection: collection)
        let officer = try NoticeAccess.host(arguments)
        new.party = arguments.value("party")
        new.user = arguments.value("user")
        if new.user != nil || arguments.has("bearer") {
            new.secret = try Secrets.ask([new.user != nil ? "password" : "token"]).first
        }
        if let file = arguments.value("certificate") {
            let pem = try read(file)
            new.certificate = (pem, pem)
        }
        new.authorities = try arguments.value("authorities").map { file throws(CommandFailure) in try read(file) }
        let source = try NodeAccess.attempt { () throws(NodeError) in try node.addSource(new, by: officer) }
        if arguments.has("json") {
            NodeAccess.print(.members(["name": .string(name), "collection": .string(source.collection)]))
        } else {
            Output.print("\(name): \(source.title)\n")
        }
        return .yes
    }

    /// A short name made of the host of an address.
    static func name(of address: String) -> String {
        let host = address.split(separator: "/").dropFirst().first ?? ""
        let plain = host.prefix { $0 != ":" }.lowercased().map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "-"
        }
        return String(plain.prefix(40))
    }

    static func read(_ file: String) throws(CommandFailure) -> [UInt8] {
        do throws(Files.Failure) {
            return try Files.read(file, limit: 1 << 20, isNamed: true)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func mark(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let marking = arguments.value("marking")
        guard (marking != nil) != arguments.has("quarantine") else {
            throw CommandFailure("either `--marking` or `--quarantine` is needed")
        }
        let officer = try NoticeAccess.actor(arguments, node, .securityOfficer).officer
        try NodeAccess.attempt { () throws(NodeError) in try node.markSource(name, marking, by: officer) }
        return .yes
    }

    private static func fetchAll(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        var status = ExitStatus.yes
        let sources = try NodeAccess.attempt { () throws(NodeError) in try node.sources() }
        for source in sources where source.stopped == nil {
            if try fetch(node, source.name, arguments) == .no { status = .no }
        }
        return status
    }

    private static func fetch(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        do throws(NodeError) {
            let report = try node.fetchSource(name)
            if arguments.has("json") {
                NodeAccess.print(report.json)
            } else {
                Output.print("\(name): \(report.total) objects, \(report.added) new\n")
                for problem in report.refused.texts { Output.error("  \(problem)\n") }
            }
            return .yes
        } catch {
            Output.error("\(name): \(error)\n")
            return .no
        }
    }

    private static func push(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let actor = try NoticeAccess.actor(arguments, node, .disclosureOfficer)
        let ids = arguments.values("id")
        var isWhole = true
        if !ids.isEmpty {
            let results = try NodeAccess.attempt { () throws(NodeError) in
                try node.release(ids, to: name, named: arguments.has("named")) { order throws(NodeError) in
                    try node.allowed(order, for: actor)
                }
            }
            isWhole = results.allSatisfy { $0.decision.outcome.lets && $0.firstOfficer == nil }
            for result in results where !result.decision.outcome.lets {
                let codes = result.decision.grounds.filter { $0.verdict != .permits }.map(\.code.rawValue)
                Output.error("\(result.id): \(codes.joined(separator: ", "))\n")
            }
        }
        let report = try NodeAccess.attempt { () throws(NodeError) in try node.pushSource(name, by: actor.officer) }
        if arguments.has("json") {
            NodeAccess.print(report.json)
        } else {
            Output.print(
                "\(name): \(report.posted) posted, \(report.taken) taken, \(report.pending) pending, "
                    + "\(report.failures) not taken\n"
            )
        }
        return isWhole && report.failures == 0 ? .yes : .no
    }

    private static func remove(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let isDone = try NodeAccess.attempt { () throws(NodeError) in try node.removeSource(name, by: officer) }
        return isDone ? .yes : .no
    }

    /// The places that the console may use.
    private static func listed(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        try ListedPlaces.show(.source, node, arguments)
    }

    private static func allow(_ node: Node, _ address: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let authorities = try arguments.value("authorities").map { file throws(CommandFailure) in
            try SourceVerb.read(file)
        }
        let place = try NodeAccess.attempt { () throws(NodeError) in
            try node.listSourceServer(address, authorities: authorities, by: officer)
        }
        Output.print(place + "\n")
        return .yes
    }

    private static func forbid(_ node: Node, _ address: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        try ListedPlaces.forbid(.source, address, node, arguments)
    }
}
