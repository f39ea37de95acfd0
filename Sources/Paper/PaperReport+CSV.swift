/// A report as a table for a spreadsheet (RFC 4180).
///
/// 1. UTF-8 with a byte order mark: without it Excel in Japan reads Shift JIS.
/// 2. Lines end in CR LF; every field stands in quotes, and a quote in it is written twice.
/// 3. A field that a spreadsheet would compute gets an apostrophe before it: one that begins with `=`, `+`, `-`, `@`, a
///    tab, a line's end, or the wide form of one of them. What a person wrote is never run.
extension PaperReport {
    /// The table, with the names of its columns in the first line.
    public var csv: [UInt8] { Self.csv([columns.map(\.title)] + rows) }

    /// Lines of fields as a table for a spreadsheet, whatever they are of.
    /// - Parameter lines: the lines, the names of the columns first.
    /// - Returns: the table.
    public static func csv(_ lines: [[String]]) -> [UInt8] {
        var text = "\u{feff}"
        for line in lines {
            text += line.map(field).joined(separator: ",") + "\r\n"
        }
        return Array(text.utf8)
    }

    private static func field(_ text: String) -> String {
        let runs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
        // Blanks before it keep no spreadsheet from it.
        let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{feff}" }
        let guarded = first.map(runs.contains) ?? false ? "'" + text : text
        return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
    }
}
