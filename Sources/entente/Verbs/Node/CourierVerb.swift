import Configuration
import Exchange
import Glibc
import Installation
import JSON
import Store

/// `entente courier`: the exchange across an air gap.
enum CourierVerb {
    static let verb = Verb(
        name: "courier",
        summary: "exchange by files across an air gap: write, read, status",
        synopsis: """
            write PARTNER --to DIR [--courier-only] [--again NUMBER]
                   entente courier read FILE|DIR…
                   entente courier skip PARTNER --up-to NUMBER --officer O
                   entente courier status [PARTNER]
            """,
        description: """
            `write` puts what was released to the partner and not yet carried into numbered files in DIR: objects, receipts and
            the checkpoint of the log, signed with this node's courier key and encrypted to the partner's (CMS: ECDSA
            P-256, AES-256-GCM). What `entente release --channel courier` released goes by these files only; no network reads
            it. --courier-only leaves the rest to the network. A file says up to which number this node has taken the
            partner's, so that acknowledgements travel back by the same way; where nothing travels back, status says so.
            --again begins anew with what a lost file carried.

            `read` takes files in the order of their numbers, each whole and once, and not before signature, receipts and
            log have verified. A file whose predecessor is missing waits: it stays where it is, and is read again later.
            `skip` goes on without lost files.

            Exit status: 0 done (read: all taken or known; status: no gap), 1 read: something waits or was refused, status:
            files are not acknowledged, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("to", "DIR", "with write: where the files go"),
            .flag("courier-only", "with write: only what goes by courier alone"),
            .value("again", "NUMBER", "with write: begin anew with what this file carried"),
            .value("up-to", "NUMBER", "with skip: the last file that is given up"), NoticeAccess.officer,
            NodeAccess.json,
        ],
        examples: [
            "entente courier write japan --to /media/stick --node run/eu",
            "entente courier read /media/stick --node run/japan",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let words = Array(arguments.operands.dropFirst())
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        switch (arguments.operands.first, words.count) {
        case ("write", 1): return try write(NodeAccess.partner(words[0], node), node, arguments)
        case ("read", 1...): return try read(words, node, arguments)
        case ("skip", 1): return try skip(NodeAccess.partner(words[0], node), node, arguments)
        case ("status", 0...1): return try status(NodeAccess.partners(words, node).first, node, arguments)
        default: throw CommandFailure("`write PARTNER`, `read FILE…`, `skip PARTNER` or `status` is needed")
        }
    }

    private static func write(_ partner: String, _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let folder = arguments.value("to") else { throw CommandFailure("`--to DIR` is needed") }
        var order = CourierOrder(partner: partner, folder: folder)
        order.isCourierOnly = arguments.has("courier-only")
        order.again = try number("again", arguments)
        let volumes = try NodeAccess.attempt { () throws(NodeError) in try node.writeCourier(order) }
        for volume in volumes {
            if arguments.has("json") {
                NodeAccess.print(json(volume))
            } else {
                Output.print("\(volume.name)  \(volume.objects) objects, \(volume.bytes) bytes\n")
            }
        }
        if volumes.isEmpty, !arguments.has("json") { Output.print("nothing to carry to \(partner)\n") }
        return .yes
    }

    private static func json(_ volume: StoredVolume) -> JSONTree {
        .members([
            "number": .integer(Int(volume.number)), "file": .string(volume.name),
            "objects": .integer(Int(volume.objects)), "bytes": .integer(Int(volume.bytes)),
            "made": NodeAccess.time(volume.made).map { .string($0) }, "state": .string(volume.state.rawValue),
        ])
    }

    private static func number(_ option: String, _ arguments: Arguments) throws(CommandFailure) -> Int64? {
        guard let text = arguments.value(option) else { return nil }
        guard let number = Int64(text), number > 0 else {
            throw CommandFailure("`--\(option)` needs a number from 1")
        }
        return number
    }

    private static func read(_ places: [String], _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        var files: [String] = []
        for place in places {
            if let inside = contents(of: place) {
                files += inside
            } else {
                files.append(place)
            }
        }
        let readings = node.readCourier(files)
        for reading in readings {
            if arguments.has("json") {
                NodeAccess.print(reading.json)
                continue
            }
            let which = reading.number.map { "\(reading.partner ?? "") \($0)  " } ?? ""
            Output.print("\(which)\(reading.file)  \(reading.outcome.rawValue)")
            if reading.outcome == .taken { Output.print("  \(reading.objects) objects, \(reading.added) new") }
            Output.print(reading.reasons.map { "\n  \($0)" }.joined() + "\n")
        }
        let isWell = readings.allSatisfy { $0.outcome == .taken || $0.outcome == .known }
        return isWell ? .yes : .no
    }

    /// The courier files in a folder; nil if it is none.
    private static func contents(of folder: String) -> [String]? {
        var state = stat()
        guard unsafe stat(folder, &state) == 0, state.st_mode & S_IFMT == S_IFDIR else { return nil }
        return Files.contents(of: folder).map(\.name).filter { $0.hasSuffix(".courier") }.map { "\(folder)/\($0)" }
    }

    private static func skip(_ partner: String, _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let last = try number("up-to", arguments) else { throw CommandFailure("`--up-to NUMBER` is needed") }
        let officer = try NoticeAccess.host(arguments)
        try NodeAccess.attempt { () throws(NodeError) in try node.skipCourier(partner, upTo: last, officer: officer) }
        return .yes
    }

    private static func status(_ partner: String?, _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let all = try NodeAccess.attempt { () throws(NodeError) in try node.courierVolumes(of: partner) }
        var isOpen = false
        for (name, outgoing, incoming) in all {
            let open = outgoing.filter { $0.state != .acknowledged }
            let acknowledged = outgoing.last { $0.state == .acknowledged }?.number
            let skipped = incoming.filter { $0.state == .skipped }.map(\.number)
            isOpen = isOpen || !open.isEmpty
            if arguments.has("json") {
                NodeAccess.print(
                    .members([
                        "partner": .string(name), "written": .array(outgoing.map(json)),
                        "acknowledged": acknowledged.map { .integer(Int($0)) },
                        "taken": incoming.last.map { .integer(Int($0.number)) },
                        "given_up": .array(skipped.map { .integer(Int($0)) }),
                    ])
                )
                continue
            }
            Output.print("\(name)\n")
            let last = outgoing.last.map { "\($0.number)" } ?? "none"
            let state = acknowledged.map { "\($0)" } ?? (outgoing.isEmpty ? "none" : "none: nothing has come back")
            Output.print("  written       \(last)\n  acknowledged  \(state)\n")
            for volume in open {
                Output.print(
                    "    \(volume.number)  \(volume.state.rawValue)  \(volume.objects) objects  \(volume.name)\n"
                )
            }
            Output.print("  taken         \(incoming.last.map { "\($0.number)" } ?? "none")\n")
            if !skipped.isEmpty {
                Output.print("  given up      \(skipped.map { "\($0)" }.joined(separator: ", "))\n")
            }
        }
        return isOpen ? .no : .yes
    }
}
