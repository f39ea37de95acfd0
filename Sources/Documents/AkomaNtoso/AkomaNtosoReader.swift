/// Reads texts of Akoma Ntoso 3.0 as paragraphs with their numbers and the identifiers that the file has.
struct AkomaNtosoReader {
    private let part: XMLPart
    private var paragraphs: [DocumentParagraph] = []
    /// What begins the next paragraph: the number and identifier of a provision.
    private var number: ShownNumber?

    /// What is no text of the document.
    private static let apart: Set<String> = ["akn:meta", "akn:toc", "akn:coverPage"]
    /// What a paragraph is made of.
    private static let lines: Set<String> = [
        "akn:p", "akn:heading", "akn:subheading", "akn:longTitle", "akn:listIntroduction", "akn:listWrapUp",
        "akn:block",
    ]

    /// Whether bytes begin as a document of Akoma Ntoso does.
    static func isAkomaNtoso(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(4_096)
        let name = Array("akomaNtoso".utf8)
        guard start.first(where: { ![0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "<")
        else { return false }
        return start.indices.contains { start[$0...].starts(with: name) }
    }

    /// Reads a document.
    /// - Throws: `DocumentFault`.
    static func read(_ bytes: [UInt8]) throws(DocumentFault) -> [DocumentParagraph] {
        let part = try XMLBuilder.read(bytes, part: "document")
        guard part.name(XMLPart.root) == "akn:akomaNtoso" else {
            throw DocumentFault(.unknownKind, part: "document", line: 1, "it is no document of Akoma Ntoso 3.0")
        }
        var reader = AkomaNtosoReader(part)
        reader.walk(XMLPart.root)
        reader.flush()
        return reader.paragraphs
    }

    private init(_ part: XMLPart) { self.part = part }

    private mutating func walk(_ node: Int) {
        for child in part.children(node) where !part.isText(child) {
            let name = part.name(child)
            if Self.apart.contains(name) { continue }
            if name == "akn:num" {
                flush()
                number = shown(child, in: node)
            } else if Self.lines.contains(name) {
                add(text(child), heading: name == "akn:heading" ? 1 : nil)
            } else {
                walk(child)
            }
        }
    }

    /// A number that nothing stands behind is a paragraph of its own.
    private mutating func flush() { if number != nil { add("", heading: nil) } }

    private func shown(_ node: Int, in outer: Int) -> ShownNumber {
        let shown = text(node)
        let id = part.attribute(outer, "eId")
        let named = ProvisionNumber(shown)
        let plain = NumberValue(shown.filter { $0.isLetter || $0.isNumber })
        return ShownNumber(shown: shown, value: named?.value ?? plain?.value ?? 0, id: id, isTyped: false)
    }

    private mutating func add(_ text: String, heading: Int?) {
        guard !text.isEmpty || number != nil else { return }
        paragraphs.append(
            DocumentParagraph(
                index: paragraphs.count + 1,
                place: .body,
                cell: nil,
                style: "",
                heading: heading,
                number: number,
                text: text,
                readings: [],
                pieces: text.isEmpty ? [] : [DocumentParagraph.Piece(kind: nil, side: nil, text: text)]
            )
        )
        number = nil
    }

    /// The letters of a line: runs of white space are one space.
    private func text(_ node: Int) -> String {
        func letters(_ node: Int) -> String {
            if part.isText(node) {
                return String(String.UnicodeScalarView(part.text(node).unicodeScalars.map { $0 == "\n" ? " " : $0 }))
            }
            if part.name(node) == "akn:br" || part.name(node) == "akn:eol" { return "\n" }
            return part.children(node).reduce(into: "") { $0 += letters($1) }
        }
        let lines = letters(node).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line in
            line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
        }.joined(separator: "\n")
    }
}
