/// What a part looks like before the parser sees it.
///
/// The parser compares each attribute of a tag with all others of it, and a declaration can define entities that grow
/// without end: both are refused before it starts. What is not well-formed is left for it.
enum XMLScan {
    /// What is wrong with a part, with its line; nil where it may be parsed.
    /// - Complexity: O(n).
    static func fault(in bytes: [UInt8], part: String) -> DocumentFault? {
        let found: (place: Int, isDoctype: Bool)? = unsafe bytes.withUnsafeBufferPointer { unsafe fault(in: $0) }
        guard let found else { return nil }
        let line = 1 + bytes[..<found.place].count { $0 == UInt8(ascii: "\n") }
        return found.isDoctype
            ? DocumentFault(.doctype, part: part, line: line, "a document type declaration is not read")
            : DocumentFault(
                .tooLarge,
                part: part,
                line: line,
                "an element has more than \(DocumentLimits.attributes) attributes"
            )
    }

    private static func fault(in bytes: UnsafeBufferPointer<UInt8>) -> (place: Int, isDoctype: Bool)? {
        var place = 0
        while place < bytes.count {
            guard unsafe bytes[place] == UInt8(ascii: "<") else {
                place += 1
                continue
            }
            let start = place
            switch place + 1 < bytes.count ? unsafe bytes[place + 1] : 0 {
            case UInt8(ascii: "!"):
                if unsafe stands("<!--", bytes, place) {
                    place = unsafe behind("-->", bytes, place + 4)
                } else if unsafe stands("<![CDATA[", bytes, place) {
                    place = unsafe behind("]]>", bytes, place + 9)
                } else {
                    return (start, true)
                }
            case UInt8(ascii: "?"): place = unsafe behind("?>", bytes, place + 2)
            default:
                guard let end = unsafe tag(bytes, place + 1) else { return (start, false) }
                place = end
            }
        }
        return nil
    }

    /// Behind a tag; nil where it has too many attributes.
    private static func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var (place, count) = (start, 0)
        var quote: UInt8 = 0
        while place < bytes.count {
            let byte = unsafe bytes[place]
            place += 1
            if quote != 0 {
                if byte == quote { quote = 0 }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: ">"): return place
            case UInt8(ascii: "="):
                count += 1
                if count > DocumentLimits.attributes { return nil }
            default: break
            }
        }
        return place
    }

    private static func stands(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount {
            guard unsafe bytes[place + index] == text.utf8Start[index] else { return false }
        }
        return true
    }

    private static func behind(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var place = start
        while place < bytes.count {
            if unsafe stands(text, bytes, place) { return place + text.utf8CodeUnitCount }
            place += 1
        }
        return bytes.count
    }
}
