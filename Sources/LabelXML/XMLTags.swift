/// What start tags look like before the parser reads them.
enum XMLTags {
    /// The first tag with more attributes than an element may have, or the first instruction too many; nil if there is none.
    ///
    /// The parser compares each attribute with all others of its tag, and reads all instructions in a row before it tells of one,
    /// so they are counted before it sees them: an attribute has one equals sign outside of quotes. What is not well-formed is left
    /// for the parser, which stops there.
    /// - Parameters:
    ///   - bytes: the document.
    ///   - attributes: the most attributes of an element, declarations of namespaces among them.
    ///   - instructions: the most processing instructions.
    /// - Returns: what is too much, with its line.
    /// - Complexity: O(n).
    static func excess(in bytes: [UInt8], attributes: Int, instructions: Int) -> XMLError? {
        func error(at start: Int, _ what: String) -> XMLError {
            XMLError(.tooLarge, line: 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") }, what)
        }
        var index = 0
        var instruction = 0
        while let start = next(UInt8(ascii: "<"), in: bytes, from: index) {
            if let (opening, closing) = skipped.first(where: { stands($0.opening, in: bytes, at: start) }) {
                index = end(of: closing, in: bytes, from: start + opening.count)
                if opening == instructionStart { instruction += 1 }
                if instruction > instructions {
                    return error(at: start, "the document has more than \(instructions) processing instructions")
                }
                continue
            }
            index = start + 1
            var count = 0
            var quote: UInt8?
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    break
                } else if byte == UInt8(ascii: "=") {
                    count += 1
                    if count > attributes {
                        return error(at: start, "an element has more than \(attributes) attributes")
                    }
                }
            }
        }
        return nil
    }

    /// What is no tag, and may hold anything.
    private static let skipped: [(opening: [UInt8], closing: [UInt8])] = [
        (Array("<!--".utf8), Array("-->".utf8)), (Array("<![CDATA[".utf8), Array("]]>".utf8)),
        (instructionStart, Array("?>".utf8)),
    ]

    private static let instructionStart = Array("<?".utf8)

    private static func next(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    private static func stands(_ text: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
        guard start + text.count <= bytes.count else { return false }
        for (place, byte) in text.enumerated() where bytes[start + place] != byte { return false }
        return true
    }

    /// The place behind the next occurrence of a text; the end if there is none.
    private static func end(of text: [UInt8], in bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while let found = next(text[0], in: bytes, from: index) {
            if stands(text, in: bytes, at: found) { return found + text.count }
            index = found + 1
        }
        return bytes.count
    }
}
