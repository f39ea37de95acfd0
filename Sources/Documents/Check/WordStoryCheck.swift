/// Looks through a part of a Word document that has text.
struct WordStoryCheck {
    private let part: XMLPart
    private let styles: WordStyles
    private var found: [DocumentReason] = []
    private var paragraphs = 0

    init(_ part: XMLPart, _ styles: WordStyles) { (self.part, self.styles) = (part, styles) }

    func reasons() -> [DocumentReason] {
        var check = self
        check.walk(XMLPart.root, paragraph: nil)
        // Once for the part: every paragraph has one.
        if part.names.contains(where: { $0.hasPrefix("w:rsid") }) {
            check.found.append(DocumentReason(.metadata, part.name))
        }
        return check.found
    }

    private mutating func walk(_ node: Int, paragraph: Int?) {
        var paragraph = paragraph
        if part.name(node) == "w:p" {
            paragraphs += 1
            paragraph = paragraphs
        }
        if let code = code(node) { add(code, paragraph) }
        for child in part.children(node) where !part.isText(child) { walk(child, paragraph: paragraph) }
    }

    private mutating func add(_ code: DocumentReason.Code, _ paragraph: Int?) {
        let reason = DocumentReason(code, part.name, paragraph)
        if found.last != reason { found.append(reason) }
    }

    private func code(_ node: Int) -> DocumentReason.Code? {
        let name = part.name(node)
        if Self.changes.contains(name) { return .openChanges }
        switch name {
        case "w:commentRangeStart", "w:commentReference": return .comments
        case "w:vanish", "w:specVanish", "w:webHidden":
            // What is set for the end of a paragraph hides text that runs together, too.
            return part.isOn(node) && name != "w:webHidden" ? .hiddenText : nil
        case "w:rStyle", "w:pStyle":
            let style = part.attribute(node, "w:val") ?? ""
            return styles.value(style, \.isHidden) == true ? .hiddenText : nil
        case "w:object", "w:control", "w:altChunk", "o:OLEObject": return .embeddedObjects
        case "w:dataBinding": return .customXML
        case "w:instrText", "w:delInstrText": return instruction(part.allText(node))
        case "w:fldSimple": return instruction(part.attribute(node, "w:instr") ?? "")
        default: return nil
        }
    }

    private func instruction(_ text: String) -> DocumentReason.Code? {
        let words = text.split { $0.isWhitespace }
        switch words.first?.uppercased() {
        case "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "DATABASE", "IMPORT", "RD":
            return .externalLinks
        // One within the document has no address.
        case "HYPERLINK": return words.dropFirst().first.map { !$0.hasPrefix("\\") } ?? false ? .externalLinks : nil
        case "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS": return .personalNames
        case "TEMPLATE", "FILENAME", "DOCPROPERTY", "DOCVARIABLE": return .metadata
        case "MACROBUTTON": return .macros
        default: return nil
        }
    }

    private static let changes: Set<String> = [
        "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:moveFromRangeStart", "w:moveToRangeStart", "w:cellIns",
        "w:cellDel", "w:cellMerge", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange",
        "w:tblGridChange",
        "w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:numberingChange", "w:customXmlInsRangeStart",
        "w:customXmlDelRangeStart", "w:customXmlMoveFromRangeStart", "w:customXmlMoveToRangeStart", "w:delText",
        "w:delInstrText",
    ]
}
