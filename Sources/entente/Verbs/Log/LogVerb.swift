import Configuration
import Cryptography
import Glibc
import Installation
import JSON
import MerkleLog
internal import Witnessing

/// `entente log`: verifies whole logs, and shows, writes out and recovers that of a node.
enum LogVerb {
    static let verb = Verb(
        name: "log",
        summary: "verify a whole transparency log; show, write out or recover a node's own",
        synopsis: """
            verify DIR|URL --key VKEY… [--origin NAME] [--json]
                   entente log show [--node DIR]
                   entente log write DIR [--node DIR]
                   entente log recover --officer O [--force] [--node DIR]
                   entente log rotate --officer O --reason TEXT [--node DIR]
            """,
        description: """
            Verifies any log of C2SP tlog-tiles: the signature of its checkpoint, every entry and every hash of every
            level, the partial tiles at its edge, and the root. DIR or URL is the prefix of the log, below which
            `checkpoint` and `tile/` stand. The origin is the name of the first key unless --origin says another.

            `show` prints name, key and size of a node's own log and who has cosigned it; `write` writes its tiles and
            checkpoint as files, for an auditor. After a backup was restored the log is closed; `recover` asks the
            partners what they have seen of it. If nothing is missing it goes on, else a new log is opened whose first
            entry names the old checkpoint and the gap; then partners need a new invitation. `rotate` makes a new key: the log
            ends with an entry that says so, and another one goes on that the new key signs. Partners follow when they
            have accepted a new invitation and compared its fingerprint.

            Exit status: 0 the log is whole, 1 it is not (the first difference is named; with recover: a new log was
            opened), 2 could not be done.
            """,
        options: [
            LogTools.key, .value("origin", "NAME", "the log's name"), NodeAccess.option,
            .value("officer", "NAME", "with recover and rotate: who decides"),
            .value("reason", "TEXT", "with rotate: why"),
            .flag("force", "with recover: open a new log though partners do not answer"), LogTools.json,
        ],
        examples: ["entente log verify ./log --key example.com/log+1a2b3c4d+AZ…"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        switch (arguments.operands.first, arguments.operands.count) {
        case ("verify", 2): return try verify(arguments.operands[1], arguments)
        case ("show", 1): return try show(arguments)
        case ("write", 2): return try write(arguments.operands[1], arguments)
        case ("recover", 1): return try recover(arguments)
        case ("rotate", 1): return try rotate(arguments)
        default:
            throw CommandFailure("`verify DIR`, `verify URL`, `show`, `write DIR`, `recover` or `rotate` is needed")
        }
    }

    private static func show(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let state = try NodeAccess.attempt { () throws(NodeError) in try node.logState() }
        if arguments.has("json") {
            let witnesses = state.witnesses.map { witness in
                JSONTree.members(["name": .string(witness.name), "size": .integer(witness.size)])
            }
            NodeAccess.print(
                .members([
                    "origin": .string(state.origin), "key": .string(state.key),
                    "witness_key": .string(state.witnessKey), "size": .integer(state.size),
                    "closed": NodeAccess.time(state.closed).map { .string($0) }, "witnesses": .array(witnesses),
                ])
            )
            return .yes
        }
        Output.print("log      \(state.origin)\nkey      \(state.key)\ncosigns  \(state.witnessKey)\n")
        Output.print("entries  \(state.size)\n")
        if let closed = NodeAccess.time(state.closed) { Output.print("closed   since \(closed): see `recover`\n") }
        for witness in state.witnesses { Output.print("seen     by \(witness.name) with \(witness.size) entries\n") }
        return .yes
    }

    private static func write(_ folder: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard unsafe access(folder, F_OK) != 0 else { throw CommandFailure("`\(folder)` exists already") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        // A tile never loses a hash: what was there with this size is there, even if the log grows meanwhile.
        let note = try NodeAccess.attempt { () throws(NodeError) in try node.logResource("checkpoint", for: nil) }
        guard let note, let size = try? SignedCheckpoint(note).checkpoint.size else {
            throw CommandFailure("the node has no log")
        }
        for path in Node.logPaths(size: size) {
            var found: [UInt8]? = note
            if path != "checkpoint" {
                found = try NodeAccess.attempt { () throws(NodeError) in try node.logResource(path, for: nil) }
            }
            guard let found else { throw CommandFailure("the log has no \(path)") }
            do throws(Files.Failure) {
                // Commitments and hashes, for anybody to verify: they hold no content.
                try Files.makeFolders(above: "\(folder)/\(path)", mode: 0o755)
                try Files.write(found, to: "\(folder)/\(path)", mode: 0o644)
            } catch {
                throw CommandFailure(error.description)
            }
        }
        return .yes
    }

    private static func rotate(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let officer = try NoticeAccess.host(arguments)
        guard let reason = arguments.value("reason") else { throw CommandFailure("`--reason TEXT` is needed") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let new = try NodeAccess.attempt { () throws(NodeError) in
            try node.rotateLogKey(officer: officer, reason: reason)
        }
        if arguments.has("json") {
            NodeAccess.print(.members(["log": .string(new.origin), "key": .string(new.key)]))
        } else {
            Output.print("\(new.origin) goes on with the key \(new.key)\n")
            Output.print("invite the partners anew: they follow when they have compared the fingerprint\n")
        }
        return .yes
    }

    private static func recover(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let officer = try NoticeAccess.host(arguments)
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let found = try NodeAccess.attempt { () throws(NodeError) in
            try node.recoverLog(officer: officer, isForced: arguments.has("force"))
        }
        let isSame = found.current == found.origin
        if arguments.has("json") {
            NodeAccess.print(
                .members([
                    "old": .string(found.origin), "size": .integer(found.size),
                    "seen": found.seen.map { .integer($0) }, "silent": .strings(found.silent),
                    "log": .string(found.current),
                ])
            )
        } else if isSame {
            Output.print("nothing is missing: \(found.current) goes on with \(found.size) entries\n")
        } else {
            let seen = found.seen.map { "partners have seen \($0)" } ?? "what partners have seen is not known"
            Output.print(
                "\(found.origin) ends with \(found.size) entries, \(seen); \(found.current) was opened\n"
            )
            Output.print("invite the partners anew: the log has another name\n")
        }
        return isSame ? .yes : .no
    }

    private static func verify(_ place: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let keys = try LogTools.keys(arguments)
        let fetch = LogTools.fetcher(place)
        let note: [UInt8]
        do throws(LogFault) {
            note = try fetch("checkpoint")
        } catch {
            throw CommandFailure("\(place): \(error.description)")
        }
        do throws(LogFault) {
            let signed = try SignedCheckpoint(note)
            try signed.verify(origin: arguments.value("origin") ?? keys.first?.name, by: keys, Ed25519Verifier())
            var progress: Progress?
            try TileLogCheck(SHA256TreeHasher(), fetch: fetch).run(signed.checkpoint) { done in
                if progress == nil { progress = Progress("verify", total: signed.checkpoint.size) }
                progress?.update(done)
            }
            progress?.finish()
            let text = "the log \(signed.checkpoint.origin) is whole: \(signed.checkpoint.size) entries\n"
            return LogTools.holds(text, LogTools.members(signed), arguments)
        } catch {
            return LogTools.fails(error, place, arguments)
        }
    }
}
