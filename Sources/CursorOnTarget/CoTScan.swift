/// Where an event and the elements of its `detail` stand in the bytes, before the parser sees them.
///
/// 1. A document type declaration is refused: it can define entities that grow without end.
/// 2. Depth, elements and attributes are bounded: the parser compares each attribute of a tag with all others of it.
/// 3. What is not well-formed is left for the parser; of what is well-formed the places are right.
struct CoTScan {
    /// Behind the event.
    private(set) var end = 0
    /// The elements of `detail`.
    private(set) var children: [Range<Int>] = []

    /// Looks through one event.
    /// - Parameters:
    ///   - bytes: the bytes.
    ///   - start: where it begins.
    /// - Throws: `CoTFault`.
    /// - Complexity: O(n) in the length of the event.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(CoTFault) {
        let limit = min(bytes.count, start + CoTLimits.event)
        var (place, depth, elements) = (start, 0, 0)
        var isDetail = false
        var child = start
        while place < limit {
            guard let open = unsafe Self.find(UInt8(ascii: "<"), bytes, place, limit) else { break }
            place = open
            switch place + 1 < limit ? unsafe bytes[place + 1] : 0 {
            case UInt8(ascii: "!"): place = unsafe try Self.skipped(bytes, place, limit)
            case UInt8(ascii: "?"): place = unsafe Self.behind("?>", bytes, place + 2, limit)
            case UInt8(ascii: "/"):
                guard let close = unsafe Self.find(UInt8(ascii: ">"), bytes, place, limit) else {
                    place = limit
                    break
                }
                place = close + 1
                depth -= 1
                if depth == 2, isDetail { children.append(child..<place) }
                if depth == 1 { isDetail = false }
                if depth <= 0 {
                    end = place
                    return
                }
            default:
                let (behind, isEmpty) = unsafe try Self.tag(bytes, place + 1, limit)
                elements += 1
                guard depth < CoTLimits.depth, elements <= CoTLimits.elements, children.count < CoTLimits.details
                else {
                    throw CoTFault(.tooLarge, "", "an event has too many elements, or too deep ones")
                }
                if depth == 1 { isDetail = unsafe !isEmpty && Self.isDetail(bytes, place + 1, behind) }
                if depth == 2, isDetail { child = place }
                if isEmpty {
                    if depth == 2, isDetail { children.append(child..<behind) }
                    if depth == 0 {
                        end = behind
                        return
                    }
                } else {
                    depth += 1
                }
                place = behind
            }
        }
        // The parser says what is wrong with what does not end, if it is not the length.
        guard limit == bytes.count else {
            throw CoTFault(.tooLarge, "", "an event has more than \(CoTLimits.event) bytes")
        }
        end = bytes.count
    }

    /// Behind a comment or a section of characters.
    private static func skipped(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ limit: Int) throws(CoTFault)
        -> Int
    {
        if unsafe stands("<!--", bytes, place, limit) { return unsafe behind("-->", bytes, place + 4, limit) }
        if unsafe stands("<![CDATA[", bytes, place, limit) { return unsafe behind("]]>", bytes, place + 9, limit) }
        throw CoTFault(.doctype, "", "a document type declaration is not read")
    }

    /// Behind a tag, and whether it is a whole element.
    private static func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) throws(CoTFault) -> (
        Int, Bool
    ) {
        var (place, count) = (start, 0)
        while place < limit {
            let byte = unsafe bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let close = unsafe find(byte, bytes, place, limit) else { return (limit, false) }
                place = close + 1
            case UInt8(ascii: "="):
                count += 1
                guard count <= CoTLimits.attributes else {
                    throw CoTFault(.tooLarge, "", "an element has more than \(CoTLimits.attributes) attributes")
                }
            case UInt8(ascii: ">"): return (place, unsafe bytes[place - 2] == UInt8(ascii: "/"))
            default: break
            }
        }
        return (limit, false)
    }

    private static func isDetail(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start + 6 < end, unsafe stands("detail", bytes, start, end) else { return false }
        switch unsafe bytes[start + 6] {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">"): return true
        default: return false
        }
    }

    private static func find(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) -> Int? {
        var place = start
        while place < limit {
            if unsafe bytes[place] == byte { return place }
            place += 1
        }
        return nil
    }

    private static func stands(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ limit: Int)
        -> Bool
    {
        guard place + text.utf8CodeUnitCount <= limit else { return false }
        for index in 0..<text.utf8CodeUnitCount {
            guard unsafe bytes[place + index] == text.utf8Start[index] else { return false }
        }
        return true
    }

    private static func behind(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int)
        -> Int
    {
        var place = start
        while place < limit {
            if unsafe stands(text, bytes, place, limit) { return place + text.utf8CodeUnitCount }
            place += 1
        }
        return limit
    }
}
