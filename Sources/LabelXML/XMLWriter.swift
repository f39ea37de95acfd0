/// Writes a tree as an XML document in UTF-8, with one namespace for all of it.
///
/// It is written without the library: what can go wrong in writing is a character that XML has not, and that is found
/// here.
package struct XMLWriter {
    private var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// Writes a document.
    /// - Parameter root: the root; its namespace becomes the default namespace. Other elements have the same namespace.
    /// - Returns: the bytes.
    /// - Throws: `XMLError` for a character that XML has not.
    static func write(_ root: XMLElement) throws(XMLError) -> [UInt8] {
        var writer = XMLWriter()
        try writer.write(root, depth: 0)
        return Array(writer.output.utf8)
    }

    private mutating func write(_ element: XMLElement, depth: Int) throws(XMLError) {
        let indent = String(repeating: "  ", count: depth)
        output += indent + "<" + element.name
        if depth == 0, !element.namespace.isEmpty {
            output += " xmlns=\"" + (try Self.escape(element.namespace, isAttribute: true)) + "\""
        }
        for attribute in element.attributes {
            let prefix = attribute.namespace == XMLElement.xmlNamespace ? "xml:" : ""
            output +=
                " " + prefix + attribute.name + "=\"" + (try Self.escape(attribute.value, isAttribute: true)) + "\""
        }
        if element.children.isEmpty, element.text.isEmpty {
            output += "/>\n"
            return
        }
        output += ">"
        if element.children.isEmpty {
            output += try Self.escape(element.text, isAttribute: false)
        } else {
            output += "\n"
            for child in element.children { try write(child, depth: depth + 1) }
            output += indent
        }
        output += "</" + element.name + ">\n"
    }

    /// A text as it stands in a document.
    /// - Throws: `XMLError` for a character that XML has not.
    package static func escape(_ text: String, isAttribute: Bool) throws(XMLError) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"" where isAttribute: escaped += "&quot;"
            case "\r": escaped += "&#13;"
            case "\n" where isAttribute: escaped += "&#10;"
            case "\t" where isAttribute: escaped += "&#9;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}":
                let number = String(scalar.value, radix: 16, uppercase: true)
                throw XMLError(.notExpressible, "XML has no character U+\(number)")
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
