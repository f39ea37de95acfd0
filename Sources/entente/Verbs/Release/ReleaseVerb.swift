internal import Calls
import Configuration
internal import Desk
internal import Installation
import JSON
import Release
import Releasing
internal import Witnessing

/// `entente release`: decides, and gives partners what may go.
enum ReleaseVerb {
    static let verb = Verb(
        name: "release",
        summary: "release objects to partners, as far as the rules allow",
        synopsis: "(ID… | --all) --to PARTY… --officer NAME | --file BUNDLE --from PARTY --to PARTY | --batch",
        description: """
            Decides for each object and party under the agreements in use, records the act with its grounds, and puts
            what may go into the party's feed, whole or as a rendition with portions withheld; the party is told at
            once. TLP:AMBER goes only to parties given with --name. Of each object its newest version goes, and no other;
            --version asks for one version of one object, which then stands beside newer ones.

            An object whose creator, or what it must refer to, is not held here waits for a decision: --give-absent lets such
            identifiers go. Nobody else signs for a creator whose card is missing.

            Where agreements or the configuration ask for two officers, the first yes is kept, and the second one, of another
            officer, lets that version go. With --account an officer acts: password and one-time code are asked for at the
            terminal, or read from two lines of standard input. With --officer the act is root's, and the log says so:
            `root for NAME`.

            With --file, the same for a bundle without a store, under --agreements: prints what the recipient may see
            and what happened to each object. With --batch, one json case a line of standard input (`bundle`, `from`,
            `to`, `explanations` of markings, and the members of `entente decide --batch`), one answer a line. A statement
            means nothing until somebody has said what: `--explain marking-definition--…=informs` for what limits no
            release, or a level of TLP or PAP. Renditions get identifiers that
            only the holder of --key can connect with their sources; without it, a new key is made for the run.

            Exit status: 0 everything asked for may go (with --file: something), 1 something may not (with --file:
            nothing may), 2 could not be done.
            """,
        options: [
            NodeAccess.option, .flag("all", "every object of the party's own"),
            .value("to", "PARTY", "a partner that gets it", isRepeatable: true),
            NoticeAccess.officer, NoticeAccess.account,
            .value("name", "PARTY", "a party that is named for tlp:amber", isRepeatable: true),
            .value("version", "TIME", "this version of the one object, by its `modified`"),
            .flag("dry-run", "decide and show, change nothing"),
            .value("channel", "C", "electronic (default) or courier"),
            .flag("give-absent", "let identifiers of what is not held here go with what names them"),
            .value("purpose", "P", "what it is wanted for"),
            .value("file", "BUNDLE", "release a bundle without a store"),
            .value("from", "PARTY", "with --file: the party that releases"),
            .value("agreements", "PATH", "with --file: agreement files", isRepeatable: true),
            .value("assume", "NAME", "with --file: take a draft as in force", isRepeatable: true),
            .value("on", "DATE", "with --file: the day (default: today)"),
            .value("consent", "JSON", "with --file: a consent (by, to, item, …)", isRepeatable: true),
            .value("explain", "MARKING=MEANING", "with --file: what a marking means", isRepeatable: true),
            .value("assured", "AGREEMENT", "with --file: assured under it", isRepeatable: true),
            .value("key", "FILE", "with --file: the key for identifiers of renditions"),
            .value("output", "FILE", "with --file: write the bundle there"),
            .value("lang", "L", "the language of explanations: en, ja, fr or de"),
            .flag("batch", "cases on standard input"), NodeAccess.json,
        ],
        examples: [
            "entente release --all --to japan --officer 'A. Martin' --node run/eu",
            "entente release report--… --to japan --account martin --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("batch") { return try FileRelease.batch(arguments) }
        if arguments.has("file") { return try FileRelease.run(arguments) }
        let parties = arguments.values("to")
        guard !parties.isEmpty else { throw CommandFailure("`--to PARTY` is needed") }
        guard arguments.has("all") != !arguments.operands.isEmpty else {
            throw CommandFailure("either ids or `--all` is needed")
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var order = ReleaseOrder(
            parties: try NodeAccess.partners(parties, node),
            ids: arguments.has("all") ? nil : arguments.operands,
            named: Set(try NodeAccess.partners(arguments.values("name"), node)),
            officer: "",
            isTrial: arguments.has("dry-run")
        )
        let actor = try NoticeAccess.actor(arguments, node, .disclosureOfficer)
        order.versions = try version(arguments)
        order.givesAbsent = arguments.has("give-absent")
        order.purpose = arguments.value("purpose")
        order.language = arguments.value("lang") ?? "en"
        order.channel = try ReleaseVerb.channel(arguments) ?? order.channel
        let results = try NodeAccess.attempt { () throws(NodeError) in
            try node.release(try node.allowed(order, for: actor))
        }
        show(results, arguments)
        let waiting = try NodeAccess.attempt { () throws(NodeError) in try node.waitingForWitnesses() }
        if waiting > 0 {
            Output.error("\(waiting) objects wait until the witnesses of `trust.policy` have seen the log\n")
        }
        return results.allSatisfy { $0.decision.outcome.lets && $0.firstOfficer == nil } ? .yes : .no
    }

    /// The channel that an option names; nil if none does.
    static func channel(_ arguments: Arguments) throws(CommandFailure) -> Channel? {
        guard let name = arguments.value("channel") else { return nil }
        guard let channel = Channel(rawValue: name) else {
            throw CommandFailure("`\(name)` is neither `electronic` nor `courier`")
        }
        return channel
    }

    /// The version of `--version`, by the identifier of the one object that it is of.
    static func version(_ arguments: Arguments) throws(CommandFailure) -> [String: String] {
        guard let version = arguments.value("version") else { return [:] }
        guard arguments.operands.count == 1, let id = arguments.operands.first else {
            throw CommandFailure("`--version` is of one object: give its id")
        }
        return [id: version]
    }

    private static func show(_ results: [ReleaseResult], _ arguments: Arguments) {
        if arguments.has("json") {
            for result in results { NodeAccess.print(result.json) }
            return
        }
        for party in Set(results.map(\.party)).sorted() {
            // What goes along is counted only where the party gets it newly.
            let asked = arguments.operands
            let theirs = results.filter { $0.party == party && $0.isTheirs }
            for result in theirs { Output.print("\(party) has \(result.id) already: it is \(party)'s own\n") }
            let mine = results.filter {
                $0.party == party && !$0.isTheirs && (asked.isEmpty || $0.isNew || asked.contains($0.id))
            }
            if mine.isEmpty, !theirs.isEmpty { continue }
            let released = mine.filter { $0.decision.outcome.lets }
            let renditions = mine.count { $0.decision.outcome == .rendition }
            let new = mine.filter(\.isNew).count
            Output.print(
                "\(party): \(released.count) may go (\(new) new, \(renditions) as renditions), \(mine.count - released.count) may not\n"
            )
            let second = mine.count { $0.firstOfficer != nil }
            if second > 0 { Output.print("  \(second) wait until another officer releases them as well\n") }
            var reasons: [String: Int] = [:]
            for result in mine where !result.decision.outcome.lets {
                let code = result.decision.grounds.first { $0.verdict != .permits }?.code.rawValue ?? "refused"
                reasons[code, default: 0] += 1
            }
            for (code, count) in reasons.sorted(by: { $0.key < $1.key }) { Output.print("  \(code): \(count)\n") }
            for result in mine { NodeDecision.warn(of: result) }
        }
    }
}
