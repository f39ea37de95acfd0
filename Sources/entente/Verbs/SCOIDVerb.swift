import Cryptography
import JSON
import STIX

/// `entente sco-id`: the deterministic identifier of a cyber-observable object.
enum SCOIDVerb {
    static let verb = Verb(
        name: "sco-id",
        summary: "print the deterministic id of a cyber-observable object",
        synopsis: "[--json] FILE\n       entente sco-id --batch",
        description: """
            Prints the identifier that STIX 2.1 (2.9) derives from an object's ID contributing properties. The `id`
            that the object may have plays no part. A FILE of `-` is standard input.

            Exit status: 0 if there is one, 1 if there is none (no contributing property is present, the object is no
            cyber-observable, or the text is no JSON), 2 if the file cannot be read.

            With --json, prints {"id":…} or {"error":…}. With --batch, each line of standard input is one object and
            gets one such line, in order.
            """,
        options: [
            .flag("json", "print json"),
            .flag("batch", "read one object a line from standard input"),
        ],
        examples: [#"echo '{"type":"url","value":"https://example.com/"}' | entente sco-id -"#],
        run: run
    )

    private enum Answer {
        case id(String)
        case none(String)

        init(_ bytes: [UInt8]) {
            do {
                let object = try JSONDocument(parsing: bytes).root
                let id = try ObservableIdentifier.identifier(for: object, sha1: { SHA1.digest(of: $0) })
                self = .id(id.description)
            } catch {
                self = .none("\(error)")
            }
        }

        var line: [UInt8] {
            let tree: JSONTree =
                switch self {
                case .id(let id): .members(["id": .string(id)])
                case .none(let reason): .members(["error": .string(reason)])
                }
            return tree.bytes() + [UInt8(ascii: "\n")]
        }

        var status: ExitStatus {
            if case .id = self { .yes } else { .no }
        }
    }

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("batch") {
            guard arguments.operands.isEmpty else {
                throw CommandFailure("`--batch` reads standard input and takes no file")
            }
            return try batch()
        }
        guard arguments.operands.count == 1, let path = arguments.operands.first else {
            throw CommandFailure("exactly one file is needed", help: "`entente sco-id -` reads standard input")
        }
        let answer = Answer(try Input(path: path).all())
        if arguments.has("json") {
            Output.write(answer.line)
        } else {
            switch answer {
            case .id(let id): Output.print(id + "\n")
            case .none(let reason): Output.error("\(path): \(reason)\n")
            }
        }
        return answer.status
    }

    private static func batch() throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        var status = ExitStatus.yes
        while let line = try lines.next() {
            let answer = Answer(line)
            Output.write(answer.line)
            status = answer.status == .yes ? status : .no
        }
        return status
    }
}
