internal import Calls
internal import Configuration
internal import ConsoleServer
internal import Cryptography
internal import Desk
internal import Documents
internal import Installation
internal import JSON
internal import Paper
internal import Printing
internal import Releasing
internal import Transport

/// How a report of the daily work is wanted.
struct ReportOrder {
    /// `pdf` or `docx`.
    let format: String
    /// Of a PDF: as PDF/UA-1 instead of PDF/A-3b.
    let isAccessible: Bool
    let words: ConsoleWords
    let language: String

    /// What a call has to say beside what it is about.
    static let shape = Shape.record([
        "format": .choice("pdf", "docx"), "accessible?": .flag.noted("of a PDF: as PDF/UA-1 instead of PDF/A-3b"),
        "lang?": .choice("en", "ja", "fr", "de").noted("the language of the report"),
    ])
}

/// What a report leaves with.
struct ReportLeaving {
    let kind: Leaving.Kind
    let objects: [String]
    let opened: Set<Node.Opened>
    /// What its entry says beside that and the format.
    var members: [JSONMember] = []
}

/// What is made of the daily work as a file: each is an export, and stands in the log before it leaves.
extension APIService {
    static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    func reportOrder(_ call: APICall) throws(APIFault) -> ReportOrder {
        try reportOrder(
            try call.text("format"),
            isAccessible: try call.flag("accessible") ?? false,
            in: call.language
        )
    }

    /// A report as it is wanted.
    /// - Parameters:
    ///   - format: `pdf` or `docx`.
    ///   - isAccessible: of a PDF: as PDF/UA-1 instead of PDF/A-3b.
    ///   - language: the tag of a language that the console has.
    /// - Returns: how it is wanted, with the words for it.
    /// - Throws: `APIFault`.
    func reportOrder(_ format: String, isAccessible: Bool, in language: String) throws(APIFault) -> ReportOrder {
        guard ["pdf", "docx"].contains(format) else { throw .invalid("`format` is none of `pdf` and `docx`") }
        guard let words = ConsoleWords(language, assets) else {
            throw APIFault(
                501,
                "no-words",
                "the files of the console are not there, and with them the words of a report"
            )
        }
        return ReportOrder(
            format: format,
            isAccessible: isAccessible,
            words: words,
            language: language
        )
    }

    /// What the node is called in the language of a report.
    func reportTitle(_ order: ReportOrder) throws(APIFault) -> String {
        let titles = try ownTitles()
        return (titles[order.language] ?? titles["en"])?.string ?? node.configuration.title
    }

    /// Writes a report, and notes that it leaves.
    /// - Parameters:
    ///   - paper: the report.
    ///   - data: what it says as data, inside of a PDF.
    ///   - name: the file's name, without its ending.
    ///   - order: how it is wanted.
    ///   - leaving: what leaves with it.
    ///   - person: to whom.
    /// - Returns: the file.
    /// - Throws: `APIFault`.
    func report(
        _ paper: PaperReport,
        _ data: JSONTree,
        named name: String,
        _ order: ReportOrder,
        _ leaving: ReportLeaving,
        to person: SignedIn
    ) throws(APIFault) -> HTTPResponse {
        let (bytes, type): ([UInt8], String)
        if order.format == "pdf" {
            let variant: PDFMaker.Variant = order.isAccessible ? .accessible : .archive
            bytes = try pdf(of: paper, note: data.prettyBytes(), named: name + ".json", as: variant)
            type = "application/pdf"
        } else {
            (bytes, type) = (try word(paper), Self.wordType)
        }
        var entry = Leaving(
            kind: leaving.kind,
            marking: paper.marking,
            digest: Encoding.hex(SHA256.digest(of: bytes)),
            objects: leaving.objects
        )
        entry.members = [JSONMember("format", .string(order.format))] + leaving.members
        try log(entry, by: person)
        try noteOpening(leaving.opened, by: person, .export)
        return Self.file(bytes, type, BannerOrder.fileName("\(name).\(order.format)", under: paper.marking))
    }

    private func word(_ paper: PaperReport) throws(APIFault) -> [UInt8] {
        do throws(DocumentFault) {
            return try WordWriter.bytes(DocumentDraft(paper))
        } catch {
            throw APIFault(422, "no-document", "what is written there cannot stand in a document: \(error)")
        }
    }
}
