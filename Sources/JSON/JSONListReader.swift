/// Reads a huge object with one long list (a bundle, an envelope) from chunks, and hands over the list's elements.
///
/// Memory is bounded by the largest element and by what stands around the list, both within the limits. The
/// reader is strict about everything around the elements; the elements themselves are only delimited, and become
/// checked when the caller parses them:
///
///     var reader = JSONListReader(list: "objects")
///     var elements: [JSONListElement] = []
///     while let chunk = nextChunk() {
///         try reader.read(chunk, into: &elements)
///         for element in elements { … try JSONDocument(parsing: element.bytes, origin: element.origin) … }
///         elements.removeAll(keepingCapacity: true)
///     }
///     switch try reader.finish() { … }
///
/// A text that is no object, or has no list of that name, comes out whole at the end.
public struct JSONListReader: Sendable {
    private enum State {
        /// Outside the list: everything is kept until the list starts or the text ends.
        case before
        /// In the list, where an element or (at its start) the end may stand.
        case elementOrEnd
        /// In the list, behind a comma.
        case element
        /// Inside an element.
        case inside
        /// In the list, behind an element.
        case commaOrEnd
        /// Behind the list.
        case after
    }

    private let name: [UInt8]
    private let limits: JSONLimits
    private var state = State.before
    private var finder: JSONListFinder
    private var edge = JSONElementEdge()
    private var kept: [UInt8] = []
    private var current: [UInt8] = []
    private var here = JSONPosition()
    private var start = JSONPosition()
    private var afterList = JSONPosition()
    private var prefix: JSONDocument?
    private var count = 0

    /// A reader at the start of a text.
    /// - Parameters:
    ///   - list: the name of the member whose elements are handed over.
    ///   - limits: the bounds for each element, and for what stands around the list.
    public init(list: String, limits: JSONLimits = JSONLimits()) {
        name = Array(list.utf8)
        self.limits = limits
        finder = JSONListFinder(name: name)
    }

    /// Reads the next bytes.
    /// - Parameters:
    ///   - chunk: the bytes that follow those read before.
    ///   - elements: gets the elements that are complete now, in order; those before a fault are there, too.
    /// - Throws: `JSONError` with the first fault around the elements and its place.
    public mutating func read(_ chunk: [UInt8], into elements: inout [JSONListElement]) throws(JSONError) {
        var index = 0
        while index < chunk.count {
            switch state {
            case .before: try readBefore(chunk, &index)
            case .after:
                try keep(chunk, from: index)
                index = chunk.count
            case .inside: try readInside(chunk, &index, &elements)
            case .elementOrEnd, .element, .commaOrEnd: try readBetween(chunk, &index)
            }
        }
    }

    /// Ends the text.
    /// - Returns: what stood around the list, or the whole text if there was no list.
    /// - Throws: `JSONError` if the text ends too early, or what follows the list is wrong.
    public mutating func finish() throws(JSONError) -> JSONListRemainder {
        switch state {
        case .before: return .whole(JSONListElement(bytes: kept, origin: JSONPosition(), index: 0))
        case .after: return .object(members: try remainder(), count: count)
        case .inside: throw JSONError(.truncated, "the element that starts here does not end", at: start)
        case .elementOrEnd, .element, .commaOrEnd:
            throw JSONError(.truncated, "the text ends inside the list `\(listName)`", at: here)
        }
    }

    private var listName: String { String(decoding: name, as: UTF8.self) }

    private mutating func readBefore(_ chunk: [UInt8], _ index: inout Int) throws(JSONError) {
        // XML is told at once: read to its end, a large file would be too long for what it is not.
        if kept.isEmpty, Self.isMarkup(chunk[index...]) {
            throw JSONError(.syntax, JSONError.markup, at: JSONPosition())
        }
        let found = finder.find(chunk.span, from: index)
        let end = found ?? chunk.count
        try keep(chunk[index..<end])
        index = end
        guard found != nil else { return }
        // The bracket itself is kept: with `]}` the prefix is a complete text that can be checked.
        prefix = try JSONDocument(parsing: kept + Array("]}".utf8), limits: limits)
        here = here.advanced(over: kept.span)
        kept = []
        state = .elementOrEnd
    }

    private mutating func readBetween(_ chunk: [UInt8], _ index: inout Int) throws(JSONError) {
        let byte = chunk[index]
        switch byte {
        case 0x0A: here = JSONPosition(line: here.line + 1, column: 1)
        case 0x20, 0x09, 0x0D: here.column += 1
        case UInt8(ascii: "]") where state != .element:
            here.column += 1
            afterList = here
            state = .after
        case UInt8(ascii: ",") where state == .commaOrEnd:
            here.column += 1
            state = .element
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"):
            throw unexpected(byte)
        default:
            guard state != .commaOrEnd else { throw unexpected(byte) }
            start = here
            current = []
            edge = JSONElementEdge()
            state = .inside
            return
        }
        index += 1
    }

    private static func isMarkup(_ chunk: ArraySlice<UInt8>) -> Bool {
        let start = chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? chunk.dropFirst(3) : chunk
        return start.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } == UInt8(ascii: "<")
    }

    private func unexpected(_ byte: UInt8) -> JSONError {
        let wanted =
            switch state {
            case .commaOrEnd: "`,` or `]`"
            case .element: "a value"
            default: "a value or `]`"
            }
        let shown = byte > 0x20 && byte < 0x7F ? "`\(Character(Unicode.Scalar(byte)))`" : "byte \(byte)"
        return JSONError(.syntax, "expected \(wanted), found \(shown)", at: here)
    }

    private mutating func readInside(
        _ chunk: [UInt8],
        _ index: inout Int,
        _ elements: inout [JSONListElement]
    ) throws(JSONError) {
        let found = edge.find(chunk.span, from: index)
        let end = found ?? chunk.count
        guard end - index <= limits.maximumBytes - current.count else {
            throw JSONError(.size, "an element is longer than \(limits.maximumBytes) bytes", at: start)
        }
        if index == 0, end == chunk.count, current.isEmpty {
            current = chunk
        } else {
            current.append(contentsOf: chunk[index..<end])
        }
        index = end
        guard found != nil else { return }
        here = here.advanced(over: current.span)
        elements.append(JSONListElement(bytes: current, origin: start, index: count))
        count += 1
        current = []
        state = .commaOrEnd
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) throws(JSONError) {
        guard bytes.count <= limits.maximumBytes - kept.count else {
            throw JSONError(.size, "more than \(limits.maximumBytes) bytes stand outside a list", at: JSONPosition())
        }
        kept.append(contentsOf: bytes)
    }

    private mutating func keep(_ chunk: [UInt8], from index: Int) throws(JSONError) {
        try keep(chunk[index...])
    }

    /// Checks what follows the list as if the list were empty, with the origin moved so that places are right.
    private func remainder() throws(JSONError) -> JSONTree {
        let opening = Array("{\"\":[]".utf8)
        let origin = JSONPosition(line: afterList.line, column: afterList.column - opening.count)
        let tail = try JSONDocument(parsing: opening + kept, limits: limits, origin: origin)
        var members: [JSONMember] = []
        for member in prefix?.root.members ?? tail.root.members where !isList(member.name) {
            members.append(JSONMember(member.name.string ?? "", JSONTree(member.value)))
        }
        for member in tail.root.members.dropFirst() {
            let text = member.name.string ?? ""
            guard !isList(member.name), !members.contains(where: { $0.name.utf8.elementsEqual(text.utf8) }) else {
                let message = "the name `\(text.prefix(100))` stands twice in one object"
                throw JSONError(.duplicateName, message, at: member.name.position)
            }
            members.append(JSONMember(text, JSONTree(member.value)))
        }
        return .object(members)
    }

    private func isList(_ candidate: JSONValue) -> Bool { candidate.contentBytes == name }
}
