internal import Tables

/// Texts of SpreadsheetML: letters that XML has not are written as `_x000D_` (ECMA-376 part 1, 22.9.2.19).
enum SheetText {
    /// A text as it is meant.
    static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        guard let first = bytes.firstIndex(of: UInt8(ascii: "_")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var units: [UInt16]?
        var (place, from) = (first, bytes.startIndex)
        // Surrogates may be written so, one behind the other: the text is put together in UTF-16.
        while place + 6 < bytes.endIndex {
            guard let unit = unit(bytes[place...].prefix(7)) else {
                place += 1
                continue
            }
            units = (units ?? []) + Array(String(decoding: bytes[from..<place], as: UTF8.self).utf16) + [unit]
            place += 7
            from = place
        }
        guard let units else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: units + Array(String(decoding: bytes[from...], as: UTF8.self).utf16), as: UTF16.self)
    }

    /// A text as it is written, but for control characters, which the library writes so itself.
    static func written(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        let bytes = Array(text.utf8)
        var written: [UInt8] = []
        for place in bytes.indices {
            if unit(bytes[place...].prefix(7)) != nil { written += Array("_x005F".utf8) }
            written.append(bytes[place])
        }
        return String(decoding: written, as: UTF8.self)
    }

    /// A text that the format can have.
    /// - Throws: `TableFault` for one that is too long, or has a letter that XML has not.
    static func expressible(_ text: String, at place: CellPlace?) throws(TableFault) -> String {
        guard text.utf8.count <= TableLimits.letters || text.utf16.count <= TableLimits.letters else {
            let message = "a cell has at most \(TableLimits.letters) letters"
            throw TableFault(.notExpressible, cell: place?.description, message)
        }
        for scalar in text.unicodeScalars where scalar.value == 0 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        {
            let message = "XML has no character U+\(String(scalar.value, radix: 16))"
            throw TableFault(.notExpressible, cell: place?.description, message)
        }
        return text
    }

    /// The letter that seven bytes stand for; nil where they stand for themselves.
    private static func unit(_ bytes: ArraySlice<UInt8>) -> UInt16? {
        guard bytes.count == 7, bytes.first == UInt8(ascii: "_"), bytes.last == UInt8(ascii: "_"),
            bytes[bytes.startIndex + 1] == UInt8(ascii: "x")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes.dropFirst(2).dropLast() {
            switch byte {
            case 48...57: unit = unit << 4 | UInt16(byte - 48)
            case 65...70: unit = unit << 4 | UInt16(byte - 55)
            case 97...102: unit = unit << 4 | UInt16(byte - 87)
            default: return nil
            }
        }
        return unit
    }
}
