import Extraction
import HostNames
import NormalForms

/// `entente fang` and `entente defang`: a text whose values can be followed, or can't.
enum FangVerb {
    static let verb = Verb(
        name: "fang",
        summary: "write a text's defanged values as they can be followed",
        synopsis: "FILE",
        description: """
            Prints the text with `hxxp://bad[.]example` as `http://bad.example`. Marks are read between parts of a value
            only: `[.]`, `(.)`, `{.}`, `<.>`, `[dot]`, `[at]`, `[@]`, `[:]`, `[://]`, full-width ones, and full-width
            dots within names and addresses that are some. What isn't defanged stays as it is, byte for byte, and so
            does what this printed. FILE of `-` is standard input.

            Exit status: 0 done, 2 could not be read.
            """,
        options: [],
        examples: ["entente fang report.txt", "echo 'hxxps://bad[.]example/x' | entente fang -"],
        run: { arguments throws(CommandFailure) in
            Output.write(TextValues.fanged(try text(arguments)))
            return .yes
        }
    )

    static let defang = Verb(
        name: "defang",
        summary: "write a text's values so that nobody follows them by mistake",
        synopsis: "FILE",
        description: """
            Prints the text with `http://bad.example` as `hxxp://bad[.]example`: URLs, names, addresses, networks and
            e-mail addresses, as `extract` finds them. `fang` makes the text again of it. What is defanged stays as it
            is, byte for byte, and so does what this printed. FILE of `-` is standard input.

            Exit status: 0 done, 2 could not be read.
            """,
        options: [],
        examples: ["entente defang report.txt", "echo 'https://bad.example/x' | entente defang -"],
        run: { arguments throws(CommandFailure) in
            Output.write(TextValues(NormalForms(names: ICUHostNames())).defanged(try text(arguments)))
            return .yes
        }
    )

    private static func text(_ arguments: Arguments) throws(CommandFailure) -> [UInt8] {
        guard arguments.operands.count == 1, let file = arguments.operands.first else {
            throw CommandFailure("one file is needed")
        }
        return try Input(path: file).all(limit: ExtractVerb.largest)
    }
}
