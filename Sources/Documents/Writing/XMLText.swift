/// Texts in XML.
enum XMLText {
    /// A text with what means something in XML written as references.
    /// - Throws: `DocumentFault` for a character that XML 1.0 has not.
    static func escaped(_ text: String) throws(DocumentFault) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
                throw DocumentFault(.notExpressible, "XML has no character U+\(String(scalar.value, radix: 16))")
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
