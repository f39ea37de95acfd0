internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
package import Paper
package import Printing
internal import Releasing
internal import Store
package import Transport
internal import Witnessing

/// Reports of the log: the signed file, a table for a spreadsheet, and sheets of paper with the signed file inside.
extension APIService {
    package static let reportsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "reports",
            .roles([.auditor, .securityOfficer]),
            "A report of entries of the log; that it was made is an entry too.",
            body: .json(
                .record([
                    "kind?": .text, "party?": .text, "object?": .text, "officer?": .text, "agreement?": .text,
                    "article?": .text, "from?": .text, "until?": .text,
                    "format?": .choice("signed", "csv", "pdf").noted(
                        "a signed note with the receipts, if it is left out; a table; sheets with the note inside"
                    ),
                    "accessible?": .flag.noted("of a PDF: as PDF/UA-1 instead of PDF/A-3b"),
                    "lang?": .choice("en", "ja", "fr", "de").noted("the language of words, in `csv` and `pdf`"),
                ])
            ),
            answers: [.file("text/plain"), .file("text/csv"), .file("application/pdf")],
            refusals: [501],
            run: APIService.report
        )
    ]

    /// Entries of a report that is made in the console; larger ones are for the command line.
    private static let reportEntries = 20_000
    /// Entries of a report on sheets: sixty sheets or more, and half a minute of work.
    private static let paperEntries = 2_000

    package func report(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let given = { (name: String) throws(APIFault) -> String? in
            try call.optional(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        let question = try self.question(given)
        var asked: [(name: String, value: String)] = []
        for name in Self.logFilters { if let text = try given(name) { asked.append((name, text)) } }
        guard !asked.contains(where: { $0.value.contains("\n") }) else { throw .invalid("a filter has a line feed") }
        let format = try given("format") ?? "signed"
        guard ["signed", "csv", "pdf"].contains(format) else {
            throw .invalid("`format` is none of `signed`, `csv` and `pdf`")
        }
        let choices = try logChoices(in: call.language)
        // A signed file that has no entry because nobody is called so would say that nothing was given.
        if let unknown = unknown(question, choices).first { throw .invalid(unknown.words) }
        let most = format == "pdf" ? Self.paperEntries : Self.reportEntries
        let words = asked.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        let report = try attempt { () throws(NodeError) in
            try node.signedReport(question, asked: words, most: most)
        }
        guard let report else {
            throw .invalid("more than \(most) entries fit; ask for less, or use `entente audit --report`")
        }
        guard format != "signed" else {
            try note(report, in: format, person, marking: nil)
            return Self.file(report.note, "text/plain; charset=utf-8", "entente-report.txt")
        }
        let isAccessible = try call.flag("accessible") ?? false
        let paper = try paper(report, asked: asked, call, choices)
        if format == "csv" {
            let table = paper.csv
            try note(report, in: format, person, marking: paper.marking)
            return Self.file(table, "text/csv; charset=utf-8", "entente-report.csv")
        }
        let pdf = try pdf(
            of: paper,
            note: report.note,
            named: "entente-report.txt",
            as: isAccessible ? .accessible : .archive
        )
        try note(report, in: isAccessible ? "pdf/ua-1" : "pdf/a-3b", person, marking: paper.marking)
        return Self.file(pdf, "application/pdf", "entente-report.pdf")
    }

    private func note(
        _ report: SignedReport,
        in format: String,
        _ person: SignedIn,
        marking: String?
    ) throws(APIFault) {
        try attempt { () throws(NodeError) in
            try node.note(
                report,
                in: format,
                by: person.account.title,
                account: person.account.name,
                marking: marking
            )
        }
    }

    /// A file to be kept.
    package static func file(_ bytes: [UInt8], _ type: String, _ name: String) -> HTTPResponse {
        let fields = [
            HTTPField("Content-Type", type),
            HTTPField("Content-Disposition", "attachment; filename=\"\(name)\""),
        ]
        return HTTPResponse(status: 200, fields: fields, body: HTTPBody(bytes))
    }

    /// Sheets of paper with a signed note inside.
    package func pdf(
        of paper: PaperReport,
        note: [UInt8],
        named name: String,
        as variant: PDFMaker.Variant
    ) throws(APIFault) -> [UInt8] {
        let attachment = PDFMaker.Attachment(
            name: name,
            type: "text/plain",
            text: String(decoding: note, as: UTF8.self),
            description: paper.title
        )
        do throws(PDFMaker.Fault) {
            return try pdfMaker.pdf(of: paper.html, as: variant, with: attachment)
        } catch {
            switch error {
            case .missing:
                let title = "this node makes no PDF: Debian's package `weasyprint` is not installed"
                throw APIFault(501, "no-pdf", title)
            case .busy: throw APIFault(503, "busy", "too many requests wait; try again")
            case .tooLarge: throw APIFault(422, "too-much-paper", "the report is too large for a PDF; ask for less")
            case .failed: throw APIFault(503, "pdf-failed", "the PDF could not be made")
            }
        }
    }

    /// The report as people read it, with names as far as the person sees them.
    private func paper(
        _ report: SignedReport,
        asked: [(name: String, value: String)],
        _ call: APICall,
        _ choices: LogChoices
    ) throws(APIFault) -> PaperReport {
        let person = try call.signedIn()
        guard let words = ConsoleWords(call.language, assets) else {
            let title = "the files of the console are not there, and with them the words of a report"
            throw APIFault(501, "no-words", title)
        }
        let (names, marking) = try reading { connection throws(StoreError) in
            let desk = try ledgerDesk(person, call, connection)
            var names: [LedgerDesk.Name?] = []
            for entry in report.entries { names.append(try desk.name(of: entry)) }
            return (names, desk.banner(of: names.compactMap { $0 }))
        }
        let made = Moment.text(node.clock())
        let titles = try ownTitles()
        let title = (titles[call.language] ?? titles["en"])?.string ?? node.configuration.title
        let banner = marking.isEmpty ? words("marking", "none") : marking
        let facts = asked.map { filter in
            (name: words("report", filter.name), value: shown(filter, words, choices))
        }
        return PaperReport(
            title: words("report", "title", ["node": title]),
            language: call.language,
            marking: banner,
            maker: person.account.title,
            made: made,
            foot: words(
                "print",
                "by",
                ["name": person.account.title, "node": title, "when": Self.utc(made)]
            ),
            facts: facts + [
                (words("report", "count"), String(report.count)), (words("report", "maker"), person.account.title),
                (words("report", "made"), Self.utc(made)),
                (words("report", "digest"), Encoding.hex(SHA256.digest(of: report.note))),
            ],
            columns: Self.columns(words),
            rows: zip(report.entries, names).map { Self.row($0, $1, words, choices) },
            words: PaperReport.Words(page: words("print", "page"), nothing: words("ledger", "none"))
        )
    }

    /// What was asked for, as people say it.
    private func shown(
        _ filter: (name: String, value: String),
        _ words: ConsoleWords,
        _ choices: LogChoices
    ) -> String {
        switch filter.name {
        case "kind": return words("entry", filter.value)
        case "party": return (try? partner(called: filter.value)).map { choices.title(of: $0) } ?? filter.value
        case "agreement": return choices.title(ofAgreement: filter.value)
        default: return filter.value
        }
    }

    private static func columns(_ words: ConsoleWords) -> [PaperReport.Column] {
        let columns: [(name: String, share: Int?)] = [
            ("place", 6), ("when", 12), ("kind", 10), ("party", 12), ("name", 26), ("type", 10), ("identifier", nil),
            ("officer", 12), ("basis", 12),
        ]
        return columns.map { PaperReport.Column(words("report", $0.name), share: $0.share) }
    }

    private static func row(
        _ entry: StoredLogEntry,
        _ name: LedgerDesk.Name?,
        _ words: ConsoleWords,
        _ choices: LogChoices
    ) -> [String] {
        let basis = (try? JSONDocument(parsing: entry.body))?.root["basis"]
        let grounds = (basis.map { $0.elements.compactMap(\.string) } ?? []).map { text in
            let parts = text.split(separator: ",", maxSplits: 1).map { String($0.trimmingPrefix(" ")) }
            return ([choices.title(ofAgreement: parts.first ?? "")] + parts.dropFirst()).joined(separator: ", ")
        }
        let partner = entry.officer.flatMap { officer in
            officer.hasPrefix("partner ") ? choices.title(of: String(officer.dropFirst(8))) : nil
        }
        return [
            String(entry.place), utc(Moment.text(entry.made)), words("entry", entry.kind),
            entry.party.map { choices.title(of: $0) } ?? "", name?.text ?? "",
            name.map { words("type", $0.type) } ?? "",
            entry.subject ?? "", partner ?? entry.officer ?? "", grounds.joined(separator: "; "),
        ]
    }

    /// A moment as a report has it: in UTC, to the second.
    package static func utc(_ moment: String) -> String {
        moment.prefix(19).replacing("T", with: " ") + "Z"
    }
}
