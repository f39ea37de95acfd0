internal import Calls
internal import Configuration
package import ConsoleServer
internal import Cryptography
package import Desk
internal import Documents
internal import Installation
internal import JSON
internal import Paper
internal import Printing
internal import Releasing
internal import Store
package import Transport

/// What is made of the daily work as a file: each is an export, and stands in the log before it leaves.
extension APIService {
    package static let workFilesCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "commitments/review",
            .reader,
            "The register of commitments as a report: what the person may see and what may leave the node as a file. "
                + "It bears the marking of all that stands in it, and is an entry of the log.",
            once: OncePolicy.none,
            body: .json(
                .record([
                    "format": .choice("pdf", "docx"), "area?": .text.noted("one area alone"),
                    "accessible?": .flag.noted("of a PDF: as PDF/UA-1 instead of PDF/A-3b"),
                    "lang?": .choice("en", "ja", "fr", "de").noted("the language of the report"),
                ])
            ),
            answers: [.file("application/pdf"), .file(APIService.wordType)],
            refusals: [501],
            run: APIService.review
        )
    ]

    static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    package func review(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let format = try call.text("format")
        guard ["pdf", "docx"].contains(format) else { throw .invalid("`format` is none of `pdf` and `docx`") }
        let area = try call.optional("area").flatMap { $0.isEmpty ? nil : $0 }
        let isAccessible = try call.flag("accessible") ?? false
        guard let words = ConsoleWords(call.language, assets) else {
            throw APIFault(
                501,
                "no-words",
                "the files of the console are not there, and with them the words of a report"
            )
        }
        let register = try reading { connection throws(StoreError) in
            try LeavingRegister(person, in: call.language, area: area, self, connection)
        }
        let paper = try paper(of: register, area: area, words, call)
        let (bytes, type) =
            format == "pdf"
            ? (try pdf(of: paper, register, as: isAccessible ? .accessible : .archive), "application/pdf")
            : (try word(paper), Self.wordType)
        var leaving = Leaving(
            kind: .review,
            marking: paper.marking,
            digest: Encoding.hex(SHA256.digest(of: bytes)),
            objects: register.objects
        )
        leaving.members = [JSONMember("format", .string(format))]
        try log(leaving, by: person)
        try noteOpening(register.opened, by: person, .export)
        return Self.file(bytes, type, "entente-review.\(format)")
    }

    private func paper(of register: LeavingRegister, area: String?, _ words: ConsoleWords, _ call: APICall)
        throws(APIFault) -> PaperReport
    {
        let titles = try ownTitles()
        let title = (titles[call.language] ?? titles["en"])?.string ?? node.configuration.title
        return ReviewPaper(words, on: node.clock()).report(
            register,
            area: area,
            node: title,
            language: call.language,
            maker: try call.signedIn().account.title
        )
    }

    /// Sheets with what they say as data inside.
    private func pdf(of paper: PaperReport, _ register: LeavingRegister, as variant: PDFMaker.Variant)
        throws(APIFault) -> [UInt8]
    {
        let data = JSONTree.members(["made": .string(paper.made), "items": .array(register.items)])
        return try pdf(of: paper, note: data.prettyBytes(), named: "entente-review.json", as: variant)
    }

    func word(_ paper: PaperReport) throws(APIFault) -> [UInt8] {
        do throws(DocumentFault) {
            return try WordWriter.bytes(DocumentDraft(paper))
        } catch {
            throw APIFault(422, "no-document", "what is written there cannot stand in a document: \(error)")
        }
    }
}
