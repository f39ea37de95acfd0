/// Short prefixes for the namespaces of documents.
enum XMLNames {
    /// The prefix of a namespace; nil for one that is not known.
    static func prefix(_ namespace: String) -> String? { known[namespace] }

    private static let known: [String: String] = {
        var known = [
            "": "",
            "http://www.w3.org/XML/1998/namespace": "xml:",
            // Office Open XML (ECMA-376), transitional and strict, and what Word added.
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
            "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
            "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
            "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
            "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
            "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
            "http://schemas.openxmlformats.org/package/2006/content-types": "ct:",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp:",
            "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ap:",
            "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "ap:",
            "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
            "http://schemas.microsoft.com/office/word/2010/wordml": "w14:",
            "http://schemas.microsoft.com/office/word/2012/wordml": "w15:",
            "http://schemas.microsoft.com/office/word/2016/wordml/cid": "w16cid:",
            "http://schemas.microsoft.com/office/word/2018/wordml/cex": "w16cex:",
            "http://schemas.microsoft.com/office/word/2023/wordml/word16du": "w16du:",
            "urn:schemas-microsoft-com:office:office": "o:",
            // Dublin Core.
            "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/dc/terms/": "dcterms:",
            "http://www.w3.org/1999/xlink": "xlink:",
            // LibreOffice's own.
            "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext:",
            "http://openoffice.org/2009/office": "ooo:",
            // Akoma Ntoso 3.0.
            "http://docs.oasis-open.org/legaldocml/ns/akn/3.0": "akn:",
        ]
        for name in ["office", "text", "table", "style", "draw", "meta", "script", "presentation"] {
            known["urn:oasis:names:tc:opendocument:xmlns:\(name):1.0"] = "\(name):"
        }
        known["urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"] = "fo:"
        known["urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"] = "manifest:"
        return known
    }()
}
