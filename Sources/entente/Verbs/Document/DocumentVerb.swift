import Documents
import JSON

/// `entente document`: what documents of office programs say, and what became of texts.
enum DocumentVerb {
    static let verb = Verb(
        name: "document",
        summary: "say what documents with tracked changes hold; compare, merge, check and convert them",
        synopsis: "ACTION FILE… [--view VIEW] [--language LANGUAGE] [--json]",
        description: """
            Files are Word documents (ECMA-376), texts of OpenDocument and Akoma Ntoso 3.0; for compare and merge,
            texts in UTF-8, too. A FILE of `-` is standard input.

              text     prints the paragraphs of one version, with their numbers; of several one after the other. The
                       version `shown` is all that is there
              changes  prints who changed what
              comments prints the comments with their threads
              numbers  prints the numbers of paragraphs, their values and identifiers (`art_4` for 第四条 and Article 4)
              compare  prints what was deleted and inserted between two files, by phrase
              merge    prints one text of BASE OURS THEIRS; what both changed, each in another way, is a conflict and
                       shown with both wordings; nothing is decided
              check    prints why a document must not leave: changes, comments, hidden text, names of persons, macros,
                       links that lead out, embedded objects, data of other programs, metadata
              convert  writes one version anew, with nothing else of the file: --to docx, akn (Akoma Ntoso) or text;
                       of two files and --to docx, what became of the first in the second, as changes of --side

            Times of changes in Word documents are local ones without a zone, whatever letter stands behind them: only
            where the file has the instant as well it is told.

            Exit status: 0 done; 1 (merge) if there are conflicts, (check) if there is a reason; 2 if a file cannot be
            read.
            """,
        options: [
            .value(
                "view",
                "VIEW",
                "the version: `accepted` (the default), `rejected`, `shown`, `side:NAME`; text takes several",
                isRepeatable: true
            ),
            .value("language", "LANGUAGE", "compare, merge, convert: the language of the texts, such as `ja`"),
            .value("to", "FORM", "convert: `docx`, `akn` or `text`"),
            .value("side", "NAME", "convert: the side whose changes are shown"),
            .value("at", "INSTANT", "convert: when they were made, such as `2027-03-01T09:00:00Z`"),
            .value("banner", "TEXT", "convert --to docx: what stands at the head and foot of each page"),
            .value("portion-mark", "TEXT", "convert --to docx: what stands in front of each paragraph"),
            .value("label", "FILE", "convert --to docx: the label (ADatP-4774) that is bound to the document"),
            .value("work", "WORK", "convert --to akn: what the text is, such as `eu/agreement/2027-03-01/cyber`"),
            .value("title", "TEXT", "convert --to akn: what it is called; its first paragraph, if it is not said"),
            .flag("json", "print the answer as json lines"),
        ],
        examples: [
            "entente document text --view rejected draft.docx",
            "entente document text --json --view accepted --view rejected draft.docx",
            "entente document changes --json draft.docx",
            "entente document compare --language ja before.docx after.docx",
            "entente document merge --json base.txt ours.txt theirs.txt",
            "entente document check --json reply.docx",
            "entente document convert --to docx --banner 'TLP:GREEN' draft.docx > clean.docx",
            "entente document convert --to akn --work eu/agreement/2027-03-01/cyber --language ja agreed.docx",
        ],
        run: run
    )

    private typealias Action = @Sendable ([String], Arguments) throws(CommandFailure) -> ExitStatus

    /// The actions, each with how many files it takes; none for any number of them.
    private static let actions: KeyValuePairs<String, (files: Int?, run: Action)> = [
        "text": (nil, text), "changes": (nil, changes), "comments": (nil, comments), "numbers": (nil, numbers),
        "compare": (2, compare), "merge": (3, merge), "check": (nil, check),
        "convert": (nil, convert),
    ]

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let files = Array(arguments.operands.dropFirst())
        guard let name = arguments.operands.first, let action = actions.first(where: { $0.key == name })?.value,
            !files.isEmpty
        else {
            let names = actions.map { "`\($0.key)`" }.joined(separator: ", ")
            throw CommandFailure("an action and a file are needed", help: "the actions are \(names)")
        }
        if let count = action.files, count != files.count {
            throw CommandFailure("`document \(name)` takes \(count) files")
        }
        return try action.run(files, arguments)
    }

    /// The one version that is asked for.
    static func view(_ arguments: Arguments) throws(CommandFailure) -> DocumentView {
        guard arguments.values("view").count < 2 else {
            throw CommandFailure("only `document text` takes several of `--view`")
        }
        return try view(arguments.value("view") ?? "accepted")
    }

    /// A version by its name.
    static func view(_ name: String) throws(CommandFailure) -> DocumentView {
        switch name {
        case "accepted": return .accepted
        case "rejected": return .rejected
        case "shown": return .shown
        case let view where view.hasPrefix("side:"): return .side(String(view.dropFirst(5)))
        case let view:
            throw CommandFailure(
                "`\(view)` is no view",
                help: "the views are `accepted`, `rejected`, `shown` and `side:NAME`"
            )
        }
    }

    /// A document, with the name of its file where it cannot be read.
    static func document(_ path: String) throws(CommandFailure) -> DocumentText {
        let bytes = try Input(path: path).all(limit: DocumentLimits.bytes)
        return try of(path) { () throws(DocumentFault) in try DocumentText(bytes) }
    }

    static func of<Value>(_ path: String, _ body: () throws(DocumentFault) -> Value) throws(CommandFailure) -> Value {
        do throws(DocumentFault) {
            return try body()
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
    }

    static func line(_ members: KeyValuePairs<String, JSONTree?>) {
        Output.write(JSONTree.members(members).bytes() + [UInt8(ascii: "\n")])
    }
}
