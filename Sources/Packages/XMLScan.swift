/// Looks through a part before it is parsed, piece by piece.
///
/// The parser compares each attribute of an element with all others, and a document type can define entities that grow
/// without end: both are refused before it sees them. What is not well-formed is left for it.
public struct XMLScan: ~Copyable {
    private enum State {
        case text
        /// Behind `<`.
        case begun
        /// Behind `<!`, and so many letters of `--` or `[CDATA[` behind it.
        case mark(isComment: Bool, Int)
        /// In a comment, a section or an instruction, with so many letters of its end read.
        case until(UInt8, twice: Bool, Int)
        case tag
        case quoted(UInt8)
    }

    /// What is wrong with a part.
    public enum Fault: Sendable {
        /// It has a document type declaration, or another one that is for such a declaration alone.
        case doctype
        /// An element has too many attributes.
        case attributes
        /// It is in no encoding that is read.
        case encoding
    }

    private let most: Int
    private var state = State.text
    private var count = 0
    private var isFirst = true

    /// A look through one part.
    /// - Parameter attributes: how many attributes an element has at most.
    public init(attributes: Int) { most = attributes }

    /// Looks at the next piece.
    /// - Returns: what is wrong, with its place in the piece; nil where it may be parsed.
    /// - Complexity: O(n).
    public mutating func fault(in bytes: ArraySlice<UInt8>) -> (place: Int, fault: Fault)? {
        if isFirst, let first = bytes.first {
            isFirst = false
            // UTF-16 begins with one of these, and UTF-8 has none of them.
            if first == 0 || first == 0xFE || first == 0xFF { return (0, .encoding) }
        }
        return unsafe bytes.withUnsafeBufferPointer { unsafe fault(in: $0) }
    }

    private mutating func fault(in bytes: UnsafeBufferPointer<UInt8>) -> (place: Int, fault: Fault)? {
        var place = 0
        let end = bytes.count
        while place < end {
            let byte = unsafe bytes[place]
            switch state {
            case .text:
                while place < end, unsafe bytes[place] != UInt8(ascii: "<") { place += 1 }
                if place < end { state = .begun }
            case .begun:
                switch byte {
                case UInt8(ascii: "!"): state = .mark(isComment: true, 0)
                case UInt8(ascii: "?"): state = .until(UInt8(ascii: "?"), twice: false, 0)
                default:
                    count = 0
                    state = .tag
                    continue
                }
            case .mark(let isComment, let read):
                guard let next = Self.mark(byte, isComment: isComment, read) else { return (place, .doctype) }
                state = next
            case .until(let letter, let twice, let read):
                let wanted = twice ? 2 : 1
                if read == wanted, byte == UInt8(ascii: ">") {
                    state = .text
                } else {
                    state = .until(letter, twice: twice, byte == letter ? min(read + 1, wanted) : 0)
                }
            case .tag:
                guard let next = unsafe tag(bytes, place) else { return (place, .attributes) }
                place = next
            case .quoted(let quote):
                while place < end, unsafe bytes[place] != quote { place += 1 }
                if place < end { state = .tag }
            }
            place += 1
        }
        return nil
    }

    /// Goes on within a tag, where only few letters mean something; nil where it has too many attributes.
    private mutating func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            let byte = unsafe bytes[place]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                state = .quoted(byte)
                return place
            case UInt8(ascii: ">"):
                state = .text
                return place
            case UInt8(ascii: "="):
                count += 1
                if count > most { return nil }
            default: break
            }
            place += 1
        }
        return place
    }

    /// What a letter behind `<!` means; nil where it is no comment and no section.
    private static func mark(_ byte: UInt8, isComment: Bool, _ read: Int) -> State? {
        if read == 0 {
            if byte == UInt8(ascii: "-") { return .mark(isComment: true, 1) }
            return byte == UInt8(ascii: "[") ? .mark(isComment: false, 1) : nil
        }
        if isComment { return byte == UInt8(ascii: "-") ? .until(UInt8(ascii: "-"), twice: true, 0) : nil }
        let section: [UInt8] = [91, 67, 68, 65, 84, 65, 91]
        guard byte == section[read] else { return nil }
        return read + 1 == section.count
            ? .until(UInt8(ascii: "]"), twice: true, 0) : .mark(isComment: false, read + 1)
    }
}
