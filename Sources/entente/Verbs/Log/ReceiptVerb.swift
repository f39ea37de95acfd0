import Configuration
import Cryptography
internal import Installation
import JSON
import MerkleLog
import Witnessing

/// `entente receipt`: shows and verifies receipts, off-line.
enum ReceiptVerb {
    static let verb = Verb(
        name: "receipt",
        summary: "show or verify the receipt for what a partner gave",
        synopsis: """
            get ID [--from PARTNER] [--node DIR] > FILE
                   entente receipt show FILE
                   entente receipt verify FILE [--policy POLICY | --key VKEY] [--object OBJECT]
                   entente receipt verify --batch
            """,
        description: """
            A receipt proves that a partner's log holds the release of one version of an object to this party. It is a
            tlog-proof (C2SP tlog-proof) that also holds the logged entry, the salt of its commitment and the key of
            the log, so that it can be verified off-line with the file alone. `get` takes it out of a node. `verify`
            checks signature, cosignatures, inclusion, and with --object that it is for this object.

            Whether the key in the file is the partner's, only a policy (C2SP tlog-policy) or a key of one's own can
            say; without both, that is said. With --batch, each case has `receipt`, and may have `policy` and `object`.

            Exit status: 0 the receipt holds, 1 it does not (get: there is none), 2 it cannot be read.
            """,
        options: [
            NodeAccess.option, .value("from", "PARTNER", "with get: the partner that gave"),
            .value("policy", "FILE", "with verify: the logs and witnesses that are trusted"),
            .value("key", "VKEY", "with verify: the key of the log"),
            .value("object", "FILE", "with verify: the object that it should be for"), LogTools.batch, LogTools.json,
        ],
        examples: [
            "entente receipt get indicator--… --node run/japan > receipt.tlog-proof",
            "entente receipt verify receipt.tlog-proof",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        switch (arguments.operands.first, arguments.operands.count) {
        case ("get", 2): return try get(arguments.operands[1], arguments)
        case ("show", 2): return try show(arguments.operands[1], arguments)
        case ("verify", 1) where arguments.has("batch"): return try batch()
        case ("verify", 2): return try verify(arguments.operands[1], arguments)
        default: throw CommandFailure("`get ID`, `show FILE` or `verify FILE` is needed")
        }
    }

    private static func get(_ id: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let found = try NodeAccess.attempt { () throws(NodeError) in try node.receipts(for: id) }
        let wanted = found.filter { arguments.value("from") == nil || $0.partner == arguments.value("from") }
        guard let last = wanted.last else {
            Output.error("there is no receipt for `\(id)`\n")
            return .no
        }
        Output.write(last.file.bytes)
        return .yes
    }

    private static func file(_ path: String) throws(CommandFailure) -> Result<ReceiptFile, LogFault> {
        let bytes = try Input(path: path).all(limit: 16 << 20)
        do throws(LogFault) {
            return .success(try ReceiptFile(bytes))
        } catch {
            return .failure(error)
        }
    }

    private static func show(_ path: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let receipt: ReceiptFile
        switch try file(path) {
        case .success(let found): receipt = found
        case .failure(let fault): return LogTools.fails(fault, path, arguments)
        }
        if arguments.has("json") {
            NodeAccess.print(
                .members([
                    "entry": receipt.content, "index": .integer(receipt.proof.index),
                    "key": .string(receipt.key.description),
                    "checkpoint": .object(LogTools.members(receipt.proof.checkpoint)),
                ])
            )
            return .yes
        }
        let content = receipt.content
        for name in ["kind", "from", "to", "id", "version", "sha256", "made", "log"] {
            guard let text = content[name]?.string else { continue }
            Output.print("\(name)\(String(repeating: " ", count: 9 - name.count))\(text)\n")
        }
        for article in content["basis"]?.elements ?? [] { Output.print("basis    \(article.string ?? "")\n") }
        let checkpoint = receipt.proof.checkpoint
        Output.print("entry    \(receipt.proof.index) of \(checkpoint.checkpoint.size)\n")
        for signature in checkpoint.note.signatures {
            let time = Cosignature(signature.bytes).map { " at \(LogTools.time($0.time))" } ?? ""
            Output.print("signed   \(signature.name)\(time)\n")
        }
        Output.print("not verified: `entente receipt verify` does that\n")
        return .yes
    }

    /// The policy that the options name, or nil.
    private static func policy(_ arguments: Arguments) throws(CommandFailure) -> TrustPolicy? {
        var text: [UInt8]?
        if let path = arguments.value("policy") { text = try Input(path: path).all(limit: 1 << 20) }
        if let key = arguments.value("key") { text = Array("log \(key)\nquorum none\n".utf8) }
        guard let text else { return nil }
        do throws(LogFault) {
            return try TrustPolicy(text, SHA256TreeHasher())
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func verify(_ path: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let policy = try policy(arguments)
        let object = try arguments.value("object").map { path throws(CommandFailure) in
            try Input(path: path).all(limit: 1 << 30)
        }
        switch try file(path) {
        case .failure(let fault): return LogTools.fails(fault, path, arguments)
        case .success(let receipt):
            do throws(LogFault) {
                let members = try verified(receipt, policy, object)
                let content = receipt.content
                var text = "\(content["from"]?.string ?? "?") gave \(content["id"]?.string ?? "?")"
                text += " to \(content["to"]?.string ?? "?") and logged it: the receipt holds\n"
                if policy == nil {
                    text += "the key is the one in the file, \(receipt.key): compare it with the partner's\n"
                }
                return LogTools.holds(text, members, arguments)
            } catch {
                return LogTools.fails(error, path, arguments)
            }
        }
    }

    private static func verified(
        _ receipt: ReceiptFile,
        _ policy: TrustPolicy?,
        _ object: [UInt8]?
    ) throws(LogFault) -> [JSONMember] {
        let witnesses = try receipt.verify(policy, object: object).map { witness in
            JSONTree.members([
                "name": .string(witness.key.name), "time": witness.time.map { .string(LogTools.time($0)) },
            ])
        }
        return [
            JSONMember("trust", .string(policy == nil ? "the key in the file" : "policy")),
            JSONMember("key", .string(receipt.key.description)), JSONMember("witnesses", .array(witnesses)),
            JSONMember("entry", receipt.content),
        ]
    }

    private static func batch() throws(CommandFailure) -> ExitStatus {
        try LogTools.batch { value throws(LogFault) in
            let receipt = try ReceiptFile(Array((value["receipt"]?.string ?? "").utf8))
            var policy: TrustPolicy?
            if let text = value["policy"]?.string { policy = try TrustPolicy(Array(text.utf8), SHA256TreeHasher()) }
            return try verified(receipt, policy, value["object"]?.canonicalBytes())
        }
    }
}
