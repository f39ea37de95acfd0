import Cryptography
import JSON
import MerkleLog

/// `entente log`: verifies whole logs.
enum LogVerb {
    static let verb = Verb(
        name: "log",
        summary: "verify a whole transparency log from its tiles",
        synopsis: "verify DIR|URL --key VKEY… [--origin NAME] [--json]",
        description: """
            Verifies any log of C2SP tlog-tiles: the signature of its checkpoint, every entry and every hash of every
            level, the partial tiles at its edge, and the root. DIR or URL is the prefix of the log, below which
            `checkpoint` and `tile/` stand. The origin is the name of the first key unless --origin says another.

            Exit status: 0 the log is whole, 1 it is not (the first difference is named), 2 could not be verified.
            """,
        options: [LogTools.key, .value("origin", "NAME", "the log's name"), LogTools.json],
        examples: ["entente log verify ./log --key example.com/log+1a2b3c4d+AZ…"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count == 2, arguments.operands.first == "verify", let place = arguments.operands.last
        else { throw CommandFailure("`verify DIR` or `verify URL` is needed") }
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
