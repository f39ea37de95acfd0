/// Writes agreed texts as Akoma Ntoso 3.0 (OASIS LegalDocML, Core Vocabulary 1.0), with the identifiers of its Naming
/// Convention, so that every language of a text has the same ones.
public struct AkomaNtosoWriter {
    private var output = ""
    private let tree: ProvisionTree

    /// Writes one language of a text.
    /// - Parameters:
    ///   - paragraphs: the paragraphs of a version; what is read beside a text has no place in the format.
    ///   - work: what the text is.
    ///   - language: three letters (`jpn`).
    ///   - title: what it is called in this language.
    /// - Returns: the document, in UTF-8.
    /// - Throws: `DocumentFault` for a character that XML has not.
    public static func bytes(
        _ paragraphs: [DocumentParagraph],
        work: AkomaNtosoWork,
        language: String,
        title: String
    ) throws(DocumentFault) -> [UInt8] {
        guard AkomaNtosoWork.language(language) == language else {
            throw DocumentFault(.notExpressible, "`\(language)` is no language of three letters")
        }
        var writer = AkomaNtosoWriter(tree: ProvisionTree(paragraphs))
        try writer.write(work, language, title)
        return Array(writer.output.utf8)
    }

    private init(tree: ProvisionTree) { self.tree = tree }

    private mutating func write(_ work: AkomaNtosoWork, _ language: String, _ title: String) throws(DocumentFault) {
        output = """
            <?xml version="1.0" encoding="UTF-8"?>
            <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="\(work.kind)" \
            contains="originalVersion"><meta>\(try Self.identification(work, language, title))\
            <references source="#entente"><TLCOrganization eId="entente" href="/ontology/organization/entente" \
            showAs="Entente"/></references></meta>
            """
        if !tree.preface.isEmpty {
            output += "<preface>"
            try write(texts: tree.preface, "preface")
            output += "</preface>"
        }
        output += "<body>"
        for root in tree.roots { try write(root) }
        // A body has something in it.
        if tree.roots.isEmpty {
            output += "<hcontainer name=\"text\" eId=\"hcontainer_1\"><content><p eId=\"hcontainer_1__p_1\"/>"
            output += "</content></hcontainer>"
        }
        output += "</body></act></akomaNtoso>\n"
    }

    /// The work, its language, and this document (Core Vocabulary 1.0, 5.2).
    private static func identification(_ work: AkomaNtosoWork, _ language: String, _ title: String)
        throws(DocumentFault) -> String
    {
        func level(_ name: String, _ uri: String, _ more: String, alias: String = "") -> String {
            """
            <\(name)><FRBRthis value="\(uri)/!main"/><FRBRuri value="\(uri)"/>\(alias)<FRBRdate date="\(work.date)" \
            name="Generation"/><FRBRauthor href="#entente"/>\(more)</\(name)>
            """
        }
        let expression = "\(work.uri)/\(language)@\(work.date)"
        let alias = "<FRBRalias value=\"\(try XMLText.escaped(title))\" name=\"title\"/>"
        let more = """
            <FRBRcountry value="\(work.country)"/><FRBRsubtype value="\(work.kind)"/><FRBRnumber value="\(work.name)"/>
            """
        return "<identification source=\"#entente\">" + level("FRBRWork", work.uri, more, alias: alias)
            + level("FRBRExpression", expression, "<FRBRlanguage language=\"\(language)\"/>")
            + level("FRBRManifestation", expression, "") + "</identification>"
    }

    private mutating func write(_ place: Int) throws(DocumentFault) {
        let node = tree.nodes[place]
        let name = node.kind.element
        let role = node.kind == .annex ? " name=\"annex\"" : ""
        output += "<\(name)\(role) eId=\"\(node.id)\"><num>\(try XMLText.escaped(node.number))</num>"
        if let heading = node.heading { output += "<heading>\(try XMLText.escaped(heading))</heading>" }
        if node.inside.isEmpty {
            output += "<content>"
            if node.intro.isEmpty { output += "<p eId=\"\(node.id)__p_1\"/>" }
            try write(texts: node.intro, node.id)
            output += "</content>"
        } else {
            if !node.intro.isEmpty {
                output += "<intro>"
                try write(texts: node.intro, node.id)
                output += "</intro>"
            }
            for inner in node.inside { try write(inner) }
        }
        output += "</\(name)>"
    }

    private mutating func write(texts: [String], _ id: String) throws(DocumentFault) {
        for (number, text) in texts.enumerated() {
            output += "<p eId=\"\(id)__p_\(number + 1)\">"
            for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if place > 0 { output += "<br/>" }
                output += try XMLText.escaped(String(line))
            }
            output += "</p>"
        }
    }
}
