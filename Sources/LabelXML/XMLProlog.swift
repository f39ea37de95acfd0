/// What stands in front of the root of a document.
enum XMLProlog {
    /// The line of a document type declaration, or nil if there is none.
    ///
    /// It is looked for before the parser sees the bytes, so that no entity is ever defined. Documents are UTF-8: in
    /// another encoding the parser, which is told so, stops at the first bytes.
    /// - Parameter bytes: the document.
    /// - Returns: the line, counted from 1.
    static func doctypeLine(in bytes: [UInt8]) -> Int? {
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while true {
            rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
            if rest.starts(with: Array("<!--".utf8)) {
                rest = behind("-->", rest.dropFirst(4))
            } else if rest.starts(with: Array("<?".utf8)) {
                rest = behind("?>", rest.dropFirst(2))
            } else if rest.starts(with: Array("<!".utf8)) {
                return 1 + bytes[..<rest.startIndex].count { $0 == UInt8(ascii: "\n") }
            } else {
                return nil
            }
        }
    }

    /// What follows the next occurrence of a text; nothing if there is none.
    private static func behind(_ text: String, _ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let wanted = Array(text.utf8)
        var rest = bytes
        while !rest.isEmpty, !rest.starts(with: wanted) { rest = rest.dropFirst() }
        return rest.dropFirst(wanted.count)
    }
}
