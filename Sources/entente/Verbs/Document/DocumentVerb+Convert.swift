import Documents
import LabelXML
import Labels

extension DocumentVerb {
    @Sendable
    static func convert(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard files.count <= 2 else { throw CommandFailure("`document convert` takes one file, or two") }
        switch arguments.value("to") {
        case "docx": Output.write(try wordDocument(files, arguments))
        case "akn":
            guard files.count == 1 else { throw CommandFailure("`document convert --to akn` takes one file") }
            Output.write(try akomaNtoso(files[0], arguments))
        case "text":
            guard files.count == 1 else { throw CommandFailure("`document convert --to text` takes one file") }
            Output.print(try content(of: files[0], arguments))
            Output.print("\n")
        default: throw CommandFailure("`--to` is needed", help: "the forms are `docx`, `akn` and `text`")
        }
        return .yes
    }

    /// A version of one file, with nothing else in it; or what became of one in another, as changes of a side.
    private static func wordDocument(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> [UInt8] {
        var draft = DocumentDraft([])
        if files.count == 2 {
            guard let side = arguments.value("side"), let instant = arguments.value("at") else {
                throw CommandFailure("`--side` and `--at` are needed: whose changes they are, and when")
            }
            let (earlier, later) = (try content(of: files[0], arguments), try content(of: files[1], arguments))
            let pieces = try of(files[0]) { () throws(DocumentFault) in
                try PhraseCompare.pieces(from: earlier, to: later, language: arguments.value("language") ?? "")
            }
            draft.sides = [side]
            draft.blocks = DocumentDraft.paragraphs(pieces, side: side, instant: instant).map { .paragraph($0) }
        } else {
            draft.blocks = DocumentDraft.blocks(try document(files[0]).paragraphs(try view(arguments)))
        }
        draft.language = arguments.value("language")
        draft.banner = arguments.value("banner")
        draft.label = try label(arguments)
        if let mark = arguments.value("portion-mark") { draft.mark(portions: mark) }
        return try of(files[0]) { () throws(DocumentFault) in try WordWriter.bytes(draft) }
    }

    private static func label(_ arguments: Arguments) throws(CommandFailure) -> Label? {
        guard let path = arguments.value("label") else { return nil }
        let bytes = try Input(path: path).all(limit: DocumentLimits.bytes)
        let reading: XMLReading<LabelDocument>
        do throws(XMLError) {
            reading = try LabelXML.readLabel(bytes)
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
        guard let document = reading.value, !reading.hasErrors else {
            throw CommandFailure("`\(path)` is no label", help: "`entente label check` says why")
        }
        return document.label
    }

    private static func akomaNtoso(_ file: String, _ arguments: Arguments) throws(CommandFailure) -> [UInt8] {
        guard let work = arguments.value("work").flatMap({ AkomaNtosoWork($0) }) else {
            throw CommandFailure("`--work` is needed", help: "write for example `eu/agreement/2027-03-01/cyber`")
        }
        guard let language = arguments.value("language").flatMap({ AkomaNtosoWork.language($0) }) else {
            throw CommandFailure("`--language` is needed", help: "write for example `ja` or `jpn`")
        }
        let paragraphs = try document(file).paragraphs(try view(arguments))
        let title = arguments.value("title") ?? paragraphs.first { !$0.text.isEmpty }?.text ?? work.name
        return try of(file) { () throws(DocumentFault) in
            try AkomaNtosoWriter.bytes(paragraphs, work: work, language: language, title: title)
        }
    }
}

extension DocumentDraft {
    /// Puts a mark in front of each paragraph that has text.
    fileprivate mutating func mark(portions mark: String) {
        func marked(_ paragraph: Paragraph) -> Paragraph {
            var paragraph = paragraph
            if !paragraph.runs.isEmpty { paragraph.portionMark = mark }
            return paragraph
        }
        blocks = blocks.map { block in
            switch block {
            case .paragraph(let paragraph): .paragraph(marked(paragraph))
            case .table(let rows):
                .table(rows.map { Row($0.cells.map { $0.map(marked) }, change: $0.change) })
            }
        }
    }
}
