import Correlation
import Extraction
import HostNames
import JSON
import NormalForms

/// `entente extract`: the values of a text.
enum ExtractVerb {
    static let verb = Verb(
        name: "extract",
        summary: "find addresses, names, URLs, hashes and the like in a text",
        synopsis: "FILE [--kind KIND]… [--lists PATH]… [--node DIR]",
        description: """
            Prints a json line for each value, in the order of the text: `{"kind", "value", "as_written", "offset"}`.
            The value is the normal form, by which two values are compared; it is for looking things up, not for
            storing. As written is the text's own spelling. The offset counts bytes of UTF-8 from the begin of the text,
            as everywhere here. `host_bits_cleared` says that a network was written with bits of a host, `idna2003`
            under which name tools that go by IDNA 2003 look a host up.

            Defanged values are understood (hxxp, [.], (dot), {.}, [at], [:], full-width dots and letters), in texts
            with and without spaces between words. A name without a mark is one if its last label exists, or is set
            aside for examples. The host of a URL and of an e-mail address is not told again. FILE of `-` is standard
            input.

            With warning lists, `warnings` names those that a value is on, and how (`entente warninglist --help`).

            Exit status: 0 something was found, 1 nothing, 2 could not be read.
            """,
        options: [
            .value(
                "kind",
                "KIND",
                "only values of a kind, such as `ipv4-addr`, `network`, `domain-name`, `url`, `sha-256`",
                isRepeatable: true
            ), ListFolder.option, .value("node", "DIR", "the node's folder, for its warning lists"),
        ],
        examples: [
            "entente extract report.txt", "pdftotext report.pdf - | entente extract --kind url --kind network -",
        ],
        run: run
    )

    /// So many bytes has a text at most: so many make numbers of places that fit.
    static let largest = 1 << 28

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count == 1, let file = arguments.operands.first else {
            throw CommandFailure("one file is needed")
        }
        var kinds: Set<ValueKind> = []
        for name in arguments.values("kind") {
            guard let kind = ValueKind(rawValue: name) else {
                throw CommandFailure(
                    "there is no kind `\(name)`",
                    help: "the kinds are \(ValueKind.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            kinds.insert(kind)
        }
        let lists = try ListFolder.lists(arguments)
        let text = try Input(path: file).all(limit: largest)
        var isAny = false
        TextValues(NormalForms(names: ICUHostNames())).find(in: text) { found in
            guard kinds.isEmpty || kinds.contains(found.form.kind) else { return }
            isAny = true
            Output.write(line(found, text, lists).bytes() + [10])
        }
        return isAny ? .yes : .no
    }

    private static func line(_ found: FoundValue, _ text: [UInt8], _ lists: WarningLists?) -> JSONTree {
        var by2003: String?
        for case .otherByIDNA2003(let name) in found.form.notes { by2003 = name }
        return JSONTree.members([
            "kind": .string(found.form.kind.rawValue), "value": .string(found.form.text),
            "as_written": .string(String(decoding: text[found.place], as: UTF8.self)),
            "offset": .integer(found.place.lowerBound),
            "host_bits_cleared": found.form.notes.contains(.hostBitsCleared) ? .bool(true) : nil,
            "idna2003": by2003.map { .string($0) },
            "warnings": lists.map { lists in
                .array(
                    lists.hits(found.form).map { hit in
                        .members(["list": .string(lists.lists[hit.list].name), "hit": .string(hit.relation.rawValue)])
                    }
                )
            },
        ])
    }
}
