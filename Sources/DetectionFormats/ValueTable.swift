/// A table of values (RFC 4180): each with what it is and where it comes from.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a return would be a formula in programs for tables: an
/// apostrophe goes in front.
enum ValueTable {
    private static let columns = [
        "value", "kind", "below", "path", "object", "version", "name", "party", "marking", "agreement", "until",
    ]

    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        var file = DetectionFile("indicators.csv")
        file.add(columns.joined(separator: ","), end: "\r\n")
        source.eachValue { place, one, value, _ throws(Unsaid) in
            let cells = [
                value.text, value.kind.rawValue, value.isBelow ? "yes" : "no", value.path, one.id,
                String(one.version), one.name, one.party, one.marking, one.agreement, one.until ?? "",
            ]
            file.add(cells.map(cell).joined(separator: ","), place, end: "\r\n")
        }
        return DetectionAnswer(files: [file], remarks: source.remarks)
    }

    static func cell(_ text: String) -> String {
        let isQuoted = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte < 0x20 || byte >= 0x7f
        }
        guard let first = text.utf8.first else { return "" }
        let isFormula = "=+-@\t\r".utf8.contains(first)
        if !isQuoted { return isFormula ? "'" + text : text }
        // A line's end stays within its cell for nobody who counts lines.
        let plain = Detection.plain(isFormula ? "'" + text : text)
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
