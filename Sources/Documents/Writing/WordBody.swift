/// Writes the text of a document.
struct WordBody {
    private let draft: DocumentDraft
    /// The places of the comments, by their names.
    private let places: [String: Int]
    private var output = ""
    /// The width of the text on a sheet of A4, in twentieths of a point.
    private static let textWidth = 9_638
    private var nextChange = 0
    /// The answers to each comment: they stand where it does.
    private var answers: [String: [Int]] = [:]
    /// The comments that were begun.
    private var placed: Set<String> = []
    /// Where each comment is named last.
    private var left: [String: Int] = [:]

    init(_ draft: DocumentDraft) {
        self.draft = draft
        places = Dictionary(draft.comments.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for comment in Self.paragraphs(draft).flatMap(\.runs).flatMap(\.comments) { left[comment, default: 0] += 1 }
        for (place, comment) in draft.comments.enumerated() where left[comment.id] == nil {
            if let first = first(of: comment) { answers[first, default: []].append(place) }
        }
    }

    /// The comment that a thread begins with.
    private func first(of comment: DocumentDraft.Comment) -> String? {
        var (next, steps) = (comment.parent, 0)
        while let parent = next, let place = places[parent], steps < draft.comments.count {
            guard draft.comments[place].parent != nil else { return parent }
            (next, steps) = (draft.comments[place].parent, steps + 1)
        }
        return nil
    }

    private static func paragraphs(_ draft: DocumentDraft) -> [DocumentDraft.Paragraph] {
        draft.blocks.flatMap { block in
            switch block {
            case .paragraph(let paragraph): [paragraph]
            case .table(let rows): rows.flatMap { $0.cells.flatMap(\.self) }
            }
        }
    }

    /// The main part.
    /// - Throws: `DocumentFault`.
    mutating func document() throws(DocumentFault) -> String {
        output = "<w:document \(WordParts.spaces)><w:body>"
        for comment in draft.comments { try check(comment) }
        for block in draft.blocks {
            switch block {
            case .paragraph(let paragraph): try write(paragraph)
            case .table(let rows): try write(rows)
            }
        }
        // A table is followed by a paragraph.
        if case .table? = draft.blocks.last { output += "<w:p/>" }
        output += "<w:sectPr>"
        if draft.banner != nil {
            for (element, target) in [("header", "header1.xml"), ("footer", "footer1.xml")] {
                let name = WordWriter.identifier(of: target)
                output += "<w:\(element)Reference w:type=\"default\" r:id=\"\(name)\"/>"
            }
        }
        output += "<w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
        return output
    }

    private func check(_ comment: DocumentDraft.Comment) throws(DocumentFault) {
        try check(comment.side, comment.instant)
        if let parent = comment.parent, places[parent] == nil {
            throw DocumentFault(.notExpressible, "the comment `\(comment.id)` answers none")
        }
    }

    private func check(_ side: String, _ instant: String) throws(DocumentFault) {
        guard draft.sides.contains(side) else {
            throw DocumentFault(.notExpressible, "`\(side)` is none of the sides, and nobody else is named")
        }
        guard Self.isInstant(instant) else {
            throw DocumentFault(.notExpressible, "`\(instant)` is no instant in UTC")
        }
    }

    /// `2027-03-01T09:00:00Z`.
    static func isInstant(_ text: String) -> Bool {
        let form = "0000-00-00T00:00:00Z"
        return text.utf8.count == form.utf8.count
            && zip(text.utf8, form.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? (0x30...0x39) ~= $0 : $0 == $1 }
    }

    private mutating func write(_ rows: [DocumentDraft.Row]) throws(DocumentFault) {
        let columns = rows.map(\.cells.count).max() ?? 0
        let lines = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
            "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
        }
        output +=
            "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>" + lines.joined()
            + "</w:tblBorders></w:tblPr>"
        // Widths may be left out, but pandoc 2.17 passes over a table without them.
        let column = "<w:gridCol w:w=\"\(Self.textWidth / max(1, columns))\"/>"
        output += "<w:tblGrid>\(String(repeating: column, count: columns))</w:tblGrid>"
        for row in rows {
            output += "<w:tr>"
            if let change = row.change { output += "<w:trPr>\(try tag(change, end: "/>"))</w:trPr>" }
            for cell in row.cells {
                output += "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>"
                for paragraph in cell { try write(paragraph) }
                if cell.isEmpty { output += "<w:p/>" }
                output += "</w:tc>"
            }
            output += "</w:tr>"
        }
        output += "</w:tbl>"
    }

    private mutating func write(_ paragraph: DocumentDraft.Paragraph) throws(DocumentFault) {
        output += "<w:p>"
        var properties = ""
        if let heading = paragraph.heading, (1...3) ~= heading {
            properties += "<w:pStyle w:val=\"Heading\(heading)\"/>"
        }
        if let change = paragraph.change { properties += "<w:rPr>\(try tag(change, end: "/>"))</w:rPr>" }
        if !properties.isEmpty { output += "<w:pPr>\(properties)</w:pPr>" }
        if let mark = paragraph.portionMark { try write(DocumentDraft.Run("\(mark) ")) }
        for run in paragraph.runs {
            try begin(run.comments)
            try write(run)
            end(run.comments)
        }
        output += "</w:p>"
    }

    /// The tag of a change, up to its end.
    private mutating func tag(_ change: DocumentDraft.Change, end: String) throws(DocumentFault) -> String {
        try check(change.side, change.instant)
        nextChange += 1
        let name = change.inserts ? "ins" : "del"
        return """
            <w:\(name) w:id="\(nextChange)" w:author="\(try XMLText.escaped(change.side))" \
            w:date="\(change.instant)" w16du:dateUtc="\(change.instant)"\(end)
            """
    }

    private mutating func write(_ run: DocumentDraft.Run) throws(DocumentFault) {
        if let change = run.change { output += try tag(change, end: ">") }
        let isDeleted = run.change.map { !$0.inserts } ?? false
        let text = try letters(run.text, isDeleted: isDeleted)
        if let reading = run.reading {
            output += """
                <w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/></w:rubyPr><w:rt><w:r>\
                \(try letters(reading, isDeleted: isDeleted))</w:r></w:rt><w:rubyBase><w:r>\(text)</w:r></w:rubyBase>\
                </w:ruby></w:r>
                """
        } else {
            output += "<w:r>\(text)</w:r>"
        }
        if let change = run.change { output += "</w:\(change.inserts ? "ins" : "del")>" }
    }

    private func letters(_ text: String, isDeleted: Bool) throws(DocumentFault) -> String {
        let name = isDeleted ? "delText" : "t"
        var letters = ""
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { letters += "<w:br/>" }
            for (place, part) in line.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
                if place > 0 { letters += "<w:tab/>" }
                guard !part.isEmpty else { continue }
                letters += "<w:\(name) xml:space=\"preserve\">\(try XMLText.escaped(String(part)))</w:\(name)>"
            }
        }
        return letters
    }

    private mutating func begin(_ comments: [String]) throws(DocumentFault) {
        for comment in comments {
            guard let place = places[comment] else {
                throw DocumentFault(.notExpressible, "there is no comment `\(comment)`")
            }
            guard placed.insert(comment).inserted else { continue }
            for one in [place] + (answers[comment] ?? []) { output += "<w:commentRangeStart w:id=\"\(one)\"/>" }
        }
    }

    /// Ends the comments of which no more comes, with their answers.
    private mutating func end(_ comments: [String]) {
        for comment in comments {
            left[comment, default: 1] -= 1
            guard left[comment] == 0, let place = places[comment] else { continue }
            for one in [place] + (answers[comment] ?? []) {
                output += "<w:commentRangeEnd w:id=\"\(one)\"/><w:r><w:commentReference w:id=\"\(one)\"/></w:r>"
            }
        }
    }
}
