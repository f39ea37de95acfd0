internal import Packages

/// Writes Word documents (ECMA-376, transitional): new ones, that hold nothing but what a draft says.
///
/// 1. Authors are sides. No person, program, template, firm, identifier of revisions or time of editing is written.
/// 2. Each change and comment has its instant (`w16du:dateUtc`), and beside it `w:date`, in UTC.
/// 3. The same draft gives the same bytes.
public enum WordWriter {
    /// Writes a document.
    /// - Parameter draft: what it is made of.
    /// - Returns: the file.
    /// - Throws: `DocumentFault` for an author that is no side, an answer to no comment, a character that XML has not.
    public static func bytes(_ draft: DocumentDraft) throws(DocumentFault) -> [UInt8] {
        var body = WordBody(draft)
        let document = try body.document()
        var parts: [(name: String, bytes: [UInt8])] = []
        func add(_ name: String, _ text: String) { parts.append((name, Array((declaration + text).utf8))) }
        var relations = [Relation("styles", "styles.xml"), Relation("settings", "settings.xml")]
        var types = [
            "/word/document.xml": "document.main", "/word/styles.xml": "styles", "/word/settings.xml": "settings",
        ]
        add("word/document.xml", document)
        add("word/styles.xml", WordParts.styles(draft.language))
        add("word/settings.xml", WordParts.settings)
        if let banner = draft.banner {
            for (name, element) in [("header", "hdr"), ("footer", "ftr")] {
                add("word/\(name)1.xml", try WordParts.banner(banner, element))
                relations.append(Relation(name, "\(name)1.xml"))
                types["/word/\(name)1.xml"] = name
            }
        }
        if !draft.comments.isEmpty {
            let comments = WordCommentParts(draft.comments)
            for (name, text) in try comments.parts() {
                add("word/\(name).xml", text)
                relations.append(Relation(name, "\(name).xml"))
                types["/word/\(name).xml"] = name
            }
        }
        if let label = draft.label {
            parts.append(("customXml/item1.xml", try LabelPart.bytes(label)))
            add("customXml/itemProps1.xml", WordParts.itemProperties)
            add("customXml/_rels/item1.xml.rels", Relation.part([Relation("customXmlProps", "itemProps1.xml")]))
            relations.append(Relation("customXml", "../customXml/item1.xml"))
            types["/customXml/itemProps1.xml"] = ""
        }
        add("word/_rels/document.xml.rels", Relation.part(relations))
        let head: [(name: String, bytes: [UInt8])] = [
            ("[Content_Types].xml", Array((declaration + WordParts.types(types)).utf8)),
            (
                "_rels/.rels",
                Array((declaration + Relation.part([Relation("officeDocument", "word/document.xml")])).utf8)
            ),
        ]
        do throws(PackageFault) {
            return try PackageWriter.bytes(head + parts)
        } catch {
            throw DocumentFault(error)
        }
    }

    /// The name of the relationship of a head or foot of pages in the document.
    static func identifier(of target: String) -> String {
        "r" + String(target.unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9") ~= $0 })
    }

    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    /// A relationship to another part.
    struct Relation {
        let type: String
        let target: String

        init(_ type: String, _ target: String) { (self.type, self.target) = (type, target) }

        private var address: String {
            switch type {
            case "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
            case "commentsIds": "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds"
            case "commentsExtensible": "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible"
            default: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(type)"
            }
        }

        static func part(_ relations: [Relation]) -> String {
            let rows = relations.map {
                "<Relationship Id=\"\(identifier(of: $0.target))\" Type=\"\($0.address)\" Target=\"\($0.target)\"/>"
            }
            let space = "http://schemas.openxmlformats.org/package/2006/relationships"
            return "<Relationships xmlns=\"\(space)\">\(rows.joined())</Relationships>"
        }
    }
}
