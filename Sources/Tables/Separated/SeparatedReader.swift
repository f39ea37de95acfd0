/// Reads files of separated values (RFC 4180) of others.
///
/// 1. UTF-8, with or without a mark of byte order, or UTF-16 with one.
/// 2. What separates the values is said by a first line `sep=;`, as some programs write it, or found out from the first
///    lines: a comma, a semicolon or a tab.
/// 3. A value in quotes has line ends, separators and doubled quotes. A quote within a value that does not begin with
/// one
///    is a letter.
/// 4. Every value is a text: no number and no day is guessed.
public enum SeparatedReader {
    /// Reads a file.
    /// - Parameter bytes: the file.
    /// - Returns: its table; the number of a row is that of its record.
    /// - Throws: `TableFault`, with the line.
    /// - Complexity: O(n).
    public static func table(_ bytes: [UInt8]) throws(TableFault) -> Table {
        guard bytes.count <= TableLimits.bytes else {
            throw TableFault(.tooLarge, "a table has at most \(TableLimits.bytes) bytes")
        }
        let text = try utf8(bytes)
        var start = 0
        var separator: Table.Separator?
        if let said = Table.Separator.allCases.first(where: { text.starts(with: "sep=\($0.rawValue)".utf8) }) {
            let end = text.firstIndex(of: 10) ?? text.count
            if end <= 6 { (separator, start) = (said, min(end + 1, text.count)) }
        }
        let chosen = separator ?? found(text)
        var parse = SeparatedParse(text: text, place: start, separator: chosen.byte, line: start == 0 ? 1 : 2)
        var table = Table(rows: try parse.rows())
        table.separator = chosen
        if separator == nil { table.notes.append(TableNote(.separator, chosen.name)) }
        return table
    }

    /// The bytes in UTF-8, without a mark of byte order.
    private static func utf8(_ bytes: [UInt8]) throws(TableFault) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try valid(Array(bytes.dropFirst(3))) }
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return try valid(bytes) }
        guard bytes.count % 2 == 0 else { throw TableFault(.malformed, "the last letter of UTF-16 is cut off") }
        let units = stride(from: 2, to: bytes.count, by: 2).map { place in
            let (low, high) = isLittle ? (bytes[place], bytes[place + 1]) : (bytes[place + 1], bytes[place])
            return UInt16(high) << 8 | UInt16(low)
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw TableFault(.malformed, "it is not in UTF-16, as its first bytes say")
        }
        return try valid(Array(text.utf8))
    }

    private static func valid(_ bytes: [UInt8]) throws(TableFault) -> [UInt8] {
        let hasZero = bytes.contains(0)
        if !hasZero, String(validating: bytes, as: UTF8.self) != nil { return bytes }
        var line = 1
        for part in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if part.contains(0) { throw TableFault(.malformed, line: line, "it has a zero byte: it is no text") }
            if String(validating: part, as: UTF8.self) == nil {
                throw TableFault(.malformed, line: line, "it is not in UTF-8: save it in that encoding")
            }
            line += 1
        }
        return bytes
    }

    /// Which separator the first lines have equally often; the one that they have most often of several.
    ///
    /// A comma that is there as often as another one is that of numbers.
    private static func found(_ text: [UInt8]) -> Table.Separator {
        var best = (separator: Table.Separator.comma, lines: 0, count: 0)
        for separator in [Table.Separator.tab, .semicolon, .comma] {
            let counts = self.counts(of: separator.byte, in: text)
            for count in Set(counts) where count > 0 {
                let lines = counts.count { $0 == count }
                if (lines * min(count, 4), count) > (best.lines * min(best.count, 4), best.count) {
                    best = (separator, lines, count)
                }
            }
        }
        return best.separator
    }

    /// How often a separator stands in each of the first records, outside of quotes.
    private static func counts(of separator: UInt8, in text: [UInt8]) -> [Int] {
        var counts = [0]
        var isQuoted = false
        for byte in text.prefix(1 << 16) {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case separator where !isQuoted: counts[counts.count - 1] += 1
            case 10 where !isQuoted:
                if counts.count == 50 { return counts }
                counts.append(0)
            default: break
            }
        }
        return counts
    }
}

extension Table.Separator {
    /// Its byte.
    var byte: UInt8 { rawValue.utf8.first ?? 0 }

    /// What it is called.
    var name: String {
        switch self {
        case .comma: "comma"
        case .semicolon: "semicolon"
        case .tab: "tab"
        }
    }
}

/// One pass over a file of separated values.
struct SeparatedParse {
    let text: [UInt8]
    var place: Int
    let separator: UInt8
    var line: Int
    private var count = 0

    init(text: [UInt8], place: Int, separator: UInt8, line: Int) {
        (self.text, self.place, self.separator, self.line) = (text, place, separator, line)
    }

    mutating func rows() throws(TableFault) -> [Table.Row] {
        var rows: [Table.Row] = []
        var number = 0
        while place < text.count {
            number += 1
            let begun = line
            var cells = try record()
            while cells.last == .empty { cells.removeLast() }
            guard !cells.isEmpty else { continue }
            count += cells.count
            guard rows.count < TableLimits.rows, count <= TableLimits.cells else {
                throw TableFault(
                    .tooLarge,
                    line: begun,
                    "a table has at most \(TableLimits.rows) rows and \(TableLimits.cells) cells"
                )
            }
            rows.append(Table.Row(number: number, cells: cells))
        }
        return rows
    }

    private mutating func record() throws(TableFault) -> [CellValue] {
        var cells: [CellValue] = []
        while true {
            guard cells.count < TableLimits.columns else {
                throw TableFault(.tooLarge, line: line, "a table has at most \(TableLimits.columns) columns")
            }
            cells.append(try value())
            guard place < text.count else { return cells }
            let byte = text[place]
            place += 1
            if byte == separator { continue }
            // A carriage return alone ends a line as well.
            if byte == 13, place < text.count, text[place] == 10 { place += 1 }
            line += 1
            return cells
        }
    }

    private mutating func value() throws(TableFault) -> CellValue {
        let bytes: [UInt8]
        let begun = line
        if place < text.count, text[place] == UInt8(ascii: "\"") {
            bytes = try quoted()
        } else {
            let start = place
            while place < text.count, text[place] != separator, text[place] != 10, text[place] != 13 { place += 1 }
            bytes = Array(text[start..<place])
        }
        if bytes.isEmpty { return .empty }
        let text = FormulaGuard.plain(String(decoding: bytes, as: UTF8.self))
        guard bytes.count <= TableLimits.letters || text.utf16.count <= TableLimits.letters else {
            throw TableFault(.tooLarge, line: begun, "a cell has at most \(TableLimits.letters) letters")
        }
        return .text(text)
    }

    private mutating func quoted() throws(TableFault) -> [UInt8] {
        let begun = line
        var bytes: [UInt8] = []
        place += 1
        while place < text.count {
            let byte = text[place]
            place += 1
            guard byte == UInt8(ascii: "\"") else {
                if byte == 10 { line += 1 }
                bytes.append(byte)
                continue
            }
            guard place < text.count else { return bytes }
            switch text[place] {
            case UInt8(ascii: "\""):
                bytes.append(byte)
                place += 1
            case separator, 10, 13: return bytes
            default: throw TableFault(.malformed, line: line, "behind a value in quotes the next one has to begin")
            }
        }
        throw TableFault(.malformed, line: begun, "a value in quotes that begins here does not end")
    }
}
