import JSON

/// `entente canonicalize`: the canonical bytes of a JSON text.
enum CanonicalizeVerb {
    static let verb = Verb(
        name: "canonicalize",
        summary: "print the canonical form of json (rfc 8785)",
        synopsis: "FILE\n       entente canonicalize --batch",
        description: """
            Prints the one canonical spelling of a JSON text, without a line feed at its end, so that it can be hashed
            and signed. Text that is not I-JSON (RFC 7493: UTF-8, unique names, exact numbers) is refused. A FILE of
            `-` is standard input.

            Exit status: 0 if there is a canonical form, 1 if the text is refused (with the place on standard error),
            2 if the file cannot be read.

            With --batch, each line of standard input gets one line: its canonical form, or {"error":…}.
            """,
        options: [.flag("batch", "read one json text a line from standard input")],
        examples: ["entente canonicalize object.json | sha256sum"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("batch") {
            guard arguments.operands.isEmpty else {
                throw CommandFailure("`--batch` reads standard input and takes no file")
            }
            return try batch()
        }
        guard arguments.operands.count == 1, let path = arguments.operands.first else {
            throw CommandFailure("exactly one file is needed", help: "`entente canonicalize -` reads standard input")
        }
        let bytes = try Input(path: path).all()
        do throws(JSONError) {
            let document = try JSONDocument(parsing: bytes, limits: JSONLimits(maximumBytes: 1 << 30))
            Output.write(document.root.canonicalBytes())
            return .yes
        } catch {
            Output.error("\(path): \(error)\n")
            return .no
        }
    }

    private static func batch() throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        var status = ExitStatus.yes
        while let line = try lines.next() {
            do throws(JSONError) {
                let root = try JSONDocument(parsing: line).root
                Output.write { output in
                    root.writeCanonical(to: &output)
                    output.append(UInt8(ascii: "\n"))
                }
            } catch {
                status = .no
                let answer = JSONTree.members(["error": .string(error.description)])
                Output.write(answer.bytes() + [UInt8(ascii: "\n")])
            }
        }
        return status
    }
}
