/// The parts of a written document beside its text.
enum WordParts {
    private static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    /// The namespaces of all parts; those that the standard does not have may be passed over.
    static let spaces = """
        xmlns:w="\(main)" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
        xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" \
        xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" \
        xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid" \
        xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex" \
        xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du" \
        mc:Ignorable="w14 w15 w16cid w16cex w16du"
        """

    static let settings = """
        <w:settings \(spaces)><w:compat><w:compatSetting w:name="compatibilityMode" \
        w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
        """

    static let itemProperties = """
        <ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" \
        ds:itemID="{4778A1B2-0000-4000-8000-000000004778}"><ds:schemaRefs>\
        <ds:schemaRef ds:uri="\(LabelPart.namespace)"/></ds:schemaRefs></ds:datastoreItem>
        """

    static func styles(_ language: String?) -> String {
        // A tag has letters, digits and hyphens; what is none is not written.
        let tag = language.flatMap { $0.utf8.allSatisfy { $0 == 0x2D || (0x30...0x7A) ~= $0 } ? $0 : nil }
        let words = tag.map { "<w:lang w:val=\"\($0)\" w:eastAsia=\"\($0)\"/>" } ?? ""
        let headings = (1...3).map { level in
            """
            <w:style w:type="paragraph" w:styleId="Heading\(level)"><w:name w:val="heading \(level)"/>\
            <w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="\(level - 1)"/></w:pPr>\
            <w:rPr><w:b/></w:rPr></w:style>
            """
        }
        return """
            <w:styles \(spaces)><w:docDefaults><w:rPrDefault><w:rPr>\(words)</w:rPr></w:rPrDefault></w:docDefaults>\
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
            \(headings.joined())</w:styles>
            """
    }

    /// The head or foot of each page.
    static func banner(_ text: String, _ element: String) throws(DocumentFault) -> String {
        """
        <w:\(element) \(spaces)><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>\
        <w:t xml:space="preserve">\(try XMLText.escaped(text))</w:t></w:r></w:p></w:\(element)>
        """
    }

    /// What kind each part is.
    static func types(_ parts: [String: String]) -> String {
        let rows = parts.sorted { $0.key < $1.key }.map { name, kind in
            let type =
                kind.isEmpty
                ? "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
                : "application/vnd.openxmlformats-officedocument.wordprocessingml.\(kind)+xml"
            return "<Override PartName=\"\(name)\" ContentType=\"\(type)\"/>"
        }
        return """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\(rows.joined())</Types>
            """
    }
}
