/// Writes agreement files in their one form; formatting what is formatted changes nothing.
///
/// Two spaces a step, one space between words, none before a comma or a colon, one empty line where there was any.
/// Comments stay. A file with faults in its lines is not touched.
public enum AccordFormatter {
    /// The text in its one form.
    /// - Parameter file: the file.
    /// - Returns: the text with a line feed at its end, or nil if a line cannot be read.
    public static func format(_ file: SourceFile) -> String? {
        var lexer = AccordLexer(file, isBounded: true)
        let lines = lexer.tree()
        guard lexer.findings.list.isEmpty else { return nil }
        var text = ""
        write(lines, depth: 0, to: &text)
        return text
    }

    private static func write(_ lines: [AccordLine], depth: Int, to text: inout String) {
        for line in lines {
            if line.isSeparated, !text.isEmpty {
                text += "\n"
            }
            text += String(repeating: "  ", count: depth)
            text += spelling(of: line.tokens)
            if let comment = line.comment {
                text += line.tokens.isEmpty ? comment : "  " + comment
            }
            text += "\n"
            write(line.children, depth: depth + 1, to: &text)
        }
    }

    private static func spelling(of tokens: [AccordToken]) -> String {
        var text = ""
        for token in tokens {
            if !text.isEmpty, token.kind != .comma, token.kind != .colon {
                text += " "
            }
            text += token.spelling
        }
        return text
    }
}
