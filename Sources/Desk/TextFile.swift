internal import Documents
package import Labels
internal import Paper
package import Work

/// A text that sides agree on as a file for programs of others: what is agreed, or the table with what each would have.
package struct TextFile {
    /// What the file is.
    package enum Format: String, CaseIterable, Sendable {
        /// A Word document (ECMA-376).
        case docx
        /// Akoma Ntoso 3.0: what is agreed, in one language.
        case akn
        /// A table for a spreadsheet (RFC 4180).
        case csv

        /// The media type.
        package var mediaType: String {
            switch self {
            case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            case .akn: "application/akn+xml"
            case .csv: "text/csv; charset=utf-8"
            }
        }

        /// How the name of a file ends.
        package var ending: String { self == .akn ? "xml" : rawValue }
    }

    /// What is asked for.
    package struct Order: Sendable {
        package let format: Format
        /// Whether it is what is agreed, and not the table.
        package let isAgreed: Bool
        /// The language; nil for all of the text.
        package let language: String?
        /// What the text is as a work of Akoma Ntoso: `eu/agreement/2027-03-01/cyber`.
        package let work: String?

        /// What is asked for.
        package init(_ format: Format, isAgreed: Bool, language: String?, work: String?) {
            (self.format, self.isAgreed, self.language, self.work) = (format, isAgreed, language, work)
        }
    }

    /// Why there is no such file; the sentence says it.
    package struct Refusal: Error {
        package let sentence: String
    }

    private let record: TextRecord
    private let order: Order
    private let marking: String
    private let label: Label?

    /// A file of a text.
    /// - Parameters:
    ///   - record: the text.
    ///   - order: what is asked for.
    ///   - marking: the marking of all that is in it.
    ///   - label: the one label that says the same, which is bound to the document; nil where none does.
    package init(_ record: TextRecord, _ order: Order, marking: String, label: Label?) {
        (self.record, self.order, self.marking, self.label) = (record, order, marking, label)
    }

    /// The file.
    /// - Throws: `Refusal` with the reason.
    package func bytes() throws(Refusal) -> [UInt8] {
        if let language = order.language, !record.languages.contains(language) {
            throw Refusal(sentence: "`\(language)` is no language of this text")
        }
        if order.isAgreed || order.format == .akn, !record.isAgreed {
            throw Refusal(sentence: "not every row is agreed; the table has what each side would have")
        }
        switch order.format {
        case .csv: return csv
        case .docx:
            return try Self.written { () throws(DocumentFault) in
                try WordWriter.bytes(order.isAgreed ? agreedDocument(isMarked: true) : try tableDocument())
            }
        case .akn: return try akomaNtoso()
        }
    }

    private static func written(_ body: () throws(DocumentFault) -> [UInt8]) throws(Refusal) -> [UInt8] {
        do throws(DocumentFault) { return try body() } catch {
            throw Refusal(
                sentence: "this text cannot be written as a document: it is too long, or has what XML has not"
            )
        }
    }

    private var languages: [String] { order.language.map { [$0] } ?? record.languages }

    /// What a side is called: its party, and never a person.
    private func side(_ party: String) -> String {
        let known = record.parties.first { $0.id == party }
        return known?.name ?? "Party \((record.parties.firstIndex { $0.id == party } ?? 0) + 1)"
    }

    // The agreed text.

    private func draft(_ blocks: [DocumentDraft.Block], sides: Set<String> = []) -> DocumentDraft {
        var draft = DocumentDraft(blocks, sides: sides)
        draft.language = languages.count == 1 ? languages[0] : nil
        draft.banner = marking.isEmpty ? nil : marking
        draft.label = label
        return draft
    }

    private func mark(_ banners: Set<String>, _ isMarked: Bool) -> String? {
        let banner = BannerOrder.highest(banners)
        return isMarked && !banner.isEmpty ? "(\(banner))" : nil
    }

    /// What is agreed: the title, and each row under its number and heading, one language after the other.
    private func agreedDocument(isMarked: Bool) -> DocumentDraft {
        typealias Paragraph = DocumentDraft.Paragraph
        var blocks: [DocumentDraft.Block] = []
        for language in languages {
            blocks.append(.paragraph(Paragraph([.init(record.name)], heading: 1)))
            for row in record.rows {
                guard let words = row.agreed, let body = words.body[language], !body.isEmpty else { continue }
                if let title = title(of: words, language) {
                    blocks.append(.paragraph(Paragraph([.init(title)], heading: 2)))
                }
                for line in body.split(separator: "\n", omittingEmptySubsequences: true) {
                    let mark = mark(row.banners, isMarked)
                    blocks.append(.paragraph(Paragraph([.init(String(line))], portionMark: mark)))
                }
            }
        }
        return draft(blocks)
    }

    /// `Article 4 Purpose`, `第4条 目的`: the number with what it counts, and the heading.
    private func title(of words: TextRecord.Words, _ language: String) -> String? {
        let heading = words.heading[language] ?? ""
        guard let number = words.number, !number.isEmpty else { return heading.isEmpty ? nil : heading }
        let isPlain = number.utf8.allSatisfy { (0x30...0x39) ~= $0 }
        var counted = number
        if record.kind == "agreement", isPlain {
            counted =
                switch language.prefix(2) {
                case "ja": "第\(number)条"
                case "de": "Artikel \(number)"
                case "en", "fr": "Article \(number)"
                default: number
                }
        }
        let space = language.hasPrefix("ja") ? "\u{3000}" : " "
        return heading.isEmpty ? counted : counted + space + heading
    }

    /// Written as a document first, so that its provisions are found as in any other.
    private func akomaNtoso() throws(Refusal) -> [UInt8] {
        guard let language = order.language ?? (record.languages.count == 1 ? record.languages[0] : nil),
            let code = AkomaNtosoWork.language(String(language.prefix { $0 != "-" }))
        else { throw Refusal(sentence: "`language` is missing: Akoma Ntoso has one language in a file") }
        guard let work = order.work.flatMap({ AkomaNtosoWork($0) }) else {
            throw Refusal(sentence: "`work` is missing or none: write for example `eu/agreement/2027-03-01/cyber`")
        }
        let one = Self.init(
            record,
            Order(.akn, isAgreed: true, language: language, work: order.work),
            marking: "",
            label: nil
        )
        return try Self.written { () throws(DocumentFault) in
            let document = try DocumentText(try WordWriter.bytes(one.agreedDocument(isMarked: false)))
            return try AkomaNtosoWriter.bytes(document.paragraphs(), work: work, language: code, title: record.name)
        }
    }

    // The table.

    /// A row for each row and language: number, base, what each party would have as its changes of the base, what is
    /// agreed.
    private func tableDocument() throws(DocumentFault) -> DocumentDraft {
        typealias Paragraph = DocumentDraft.Paragraph
        let sides = record.parties.map { side($0.id) }
        var comments: [DocumentDraft.Comment] = []
        var rows = [
            DocumentDraft.Row((["No.", "Base"] + sides + ["Agreed"]).map { [Paragraph([.init($0)])] })
        ]
        for row in record.rows {
            for language in languages {
                let name = [row.leading?.number ?? row.name, language, row.state].joined(separator: " · ")
                let base = row.base[language] ?? ""
                var cells = [[Paragraph([.init(name)])], [Paragraph([.init(base)])]]
                for party in record.parties {
                    guard let one = row.sides.first(where: { $0.party == party.id }) else {
                        cells.append([Paragraph([])])
                        continue
                    }
                    cells.append([try cell(one, base, language, &comments, isFirst: language == languages.first)])
                }
                let agreed = row.agreed?.body[language] ?? ""
                let mark = agreed.isEmpty ? nil : mark(row.banners, true)
                cells.append([Paragraph([.init(agreed)], portionMark: mark)])
                rows.append(DocumentDraft.Row(cells))
            }
        }
        let title = Paragraph([.init(record.name)], heading: 1)
        var draft = draft([.paragraph(title), .table(rows)], sides: Set(sides))
        draft.comments = comments
        return draft
    }

    /// What a side would have, as its changes of the base; its note is a comment of the side.
    private func cell(
        _ one: TextRecord.Side,
        _ base: String,
        _ language: String,
        _ comments: inout [DocumentDraft.Comment],
        isFirst: Bool
    ) throws(DocumentFault) -> DocumentDraft.Paragraph {
        let name = side(one.party)
        let instant = String(one.version.prefix(19)) + "Z"
        let body = one.words.body[language] ?? ""
        var paragraph =
            base.isEmpty
            ? DocumentDraft.Paragraph([.init(body)])
            : DocumentDraft.Paragraph(
                try PhraseCompare.pieces(from: base, to: body, language: language),
                side: name,
                instant: instant
            )
        paragraph.portionMark = mark([one.banner], true)
        if isFirst, let note = one.note, !paragraph.runs.isEmpty {
            let id = "note-\(comments.count + 1)"
            comments.append(DocumentDraft.Comment(id: id, side: name, instant: instant, text: note))
            for place in paragraph.runs.indices { paragraph.runs[place].comments = [id] }
        }
        return paragraph
    }

    /// A line for each row and language.
    private var csv: [UInt8] {
        let sides = record.parties.map { side($0.id) }
        var lines: [[String]] = []
        for row in record.rows {
            for language in languages {
                let words = record.parties.map { party in
                    row.sides.first { $0.party == party.id }?.words.body[language] ?? ""
                }
                let notes = row.sides.compactMap { one in one.note.map { "\(side(one.party)): \($0)" } }
                lines.append(
                    [
                        row.name, row.article ?? "", row.leading?.number ?? "", language,
                        row.leading?.heading[language] ?? "", row.base[language] ?? "",
                    ] + words + [
                        row.agreed?.body[language] ?? "", row.state, row.proposer.map { side($0.party) } ?? "",
                        row.proposer?.version ?? "", notes.joined(separator: "\n"), BannerOrder.highest(row.banners),
                    ]
                )
            }
        }
        let columns =
            ["row", "article", "number", "language", "heading", "base"] + sides
            + ["agreed", "state", "proposer", "since", "note", "marking"]
        return PaperReport.csv([columns] + lines)
    }
}
