import Cryptography
import JSON
import MerkleLog

/// `entente note`: verifies signed notes.
enum NoteVerb {
    static let verb = Verb(
        name: "note",
        summary: "verify a signed note",
        synopsis: "verify --key VKEY… FILE [--json]\n       entente note verify --batch",
        description: """
            Verifies a signed note (C2SP signed-note): signatures of unknown keys are passed over, a wrong signature of
            a known key refuses the note, and at least one known key must have signed. Keys are Ed25519, or of a
            witness (C2SP tlog-cosignature); ML-DSA-44 keys are read but not verified, as the system's library has
            none. Prints the text of the note. With --batch, each case has `note` and `keys`.

            Exit status: 0 a known key signed, 1 the note is not accepted, 2 it cannot be read.
            """,
        options: [LogTools.key, LogTools.batch, LogTools.json],
        examples: ["entente note verify --key example.com/log+1a2b3c4d+AZ… checkpoint"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.first == "verify" else { throw CommandFailure("`verify FILE` is needed") }
        if arguments.has("batch") {
            return try LogTools.batch { value throws(LogFault) in
                var keys: [NoteKey] = []
                for key in value["keys"].map({ $0.elements.map { $0.string ?? "" } }) ?? [] {
                    keys.append(try NoteKey(key, SHA256TreeHasher()))
                }
                return try verified(Array((value["note"]?.string ?? "").utf8), keys)
            }
        }
        guard arguments.operands.count == 2, let path = arguments.operands.last else {
            throw CommandFailure("exactly one file is needed")
        }
        let keys = try LogTools.keys(arguments)
        let bytes = try Input(path: path).all(limit: 16 << 20)
        do throws(LogFault) {
            let members = try verified(bytes, keys)
            return LogTools.holds(members.first?.value.string ?? "", members, arguments)
        } catch {
            return LogTools.fails(error, path, arguments)
        }
    }

    /// The text of a note and who signed it.
    private static func verified(_ bytes: [UInt8], _ keys: [NoteKey]) throws(LogFault) -> [JSONMember] {
        let note = try Note(bytes)
        let signers = try note.verify(by: keys, Ed25519Verifier()).map { signer in
            JSONTree.members([
                "key": .string(signer.key.description), "time": signer.time.map { .string(LogTools.time($0)) },
            ])
        }
        return [JSONMember("text", .string(note.text)), JSONMember("signers", .array(signers))]
    }
}

/// `entente checkpoint`: shows what a checkpoint says.
enum CheckpointVerb {
    static let verb = Verb(
        name: "checkpoint",
        summary: "show what a checkpoint of a log says",
        synopsis: "show FILE [--key VKEY…] [--json]",
        description: """
            Shows origin, size, root, further lines and signatures of a checkpoint (C2SP tlog-checkpoint), and the time
            of each cosignature. Without --key nothing is verified, and that is said.

            Exit status: 0 it is a checkpoint (with --key: a known key signed), 1 it is not, 2 it cannot be read.
            """,
        options: [LogTools.key, LogTools.json],
        examples: ["entente checkpoint show checkpoint"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count == 2, arguments.operands.first == "show", let path = arguments.operands.last
        else { throw CommandFailure("`show FILE` is needed") }
        let keys = arguments.values("key").isEmpty ? [] : try LogTools.keys(arguments)
        let bytes = try Input(path: path).all(limit: 16 << 20)
        do throws(LogFault) {
            let signed = try SignedCheckpoint(bytes)
            if !keys.isEmpty { try signed.note.verify(by: keys, Ed25519Verifier()) }
            let checkpoint = signed.checkpoint
            var text = "origin  \(checkpoint.origin)\nsize    \(checkpoint.size)\nroot    \(checkpoint.root.base64)\n"
            for line in checkpoint.extensions { text += "further \(line)\n" }
            for signature in signed.note.signatures {
                let time = Cosignature(signature.bytes).map { "  \(LogTools.time($0.time))" } ?? ""
                text += "signed  \(signature.name) \(Encoding.hex(signature.identifier))\(time)\n"
            }
            text += keys.isEmpty ? "not verified: no --key was given\n" : "verified\n"
            let verified = JSONMember("verified", .bool(!keys.isEmpty))
            if arguments.has("json") {
                NodeAccess.print(.object([verified] + LogTools.members(signed)))
            } else {
                Output.print(text)
            }
            return .yes
        } catch {
            return LogTools.fails(error, path, arguments)
        }
    }
}
