/// A view of one value of a document.
public struct JSONValue: Sendable {
    /// The document that the value belongs to.
    public let document: JSONDocument
    /// The entry of the document's tape that the value is.
    public let index: Int

    @inline(__always)
    var node: JSONNode { document.nodes[index] }

    /// What the value is.
    public var kind: JSONKind { node.kind }

    /// Where the value stands in the text.
    public var position: JSONPosition {
        document.position(of: node.kind == .string ? node.offset - 1 : node.offset)
    }

    /// The number of elements of a list or members of an object; 0 for other values.
    public var count: Int {
        node.kind == .array || node.kind == .object ? Int(node.length) : 0
    }

    /// The number of source bytes of a string's content, a number or a literal; escapes are counted as spelled.
    public var byteCount: Int { range.count }

    /// The truth value, or nil if this is none.
    public var bool: Bool? { node.kind == .bool ? node.flag : nil }

    /// The content of a string, or nil if this is none.
    public var string: String? {
        guard node.kind == .string else { return nil }
        return String(decoding: contentBytes, as: UTF8.self)
    }

    /// The whole number, or nil if this is no number without fraction and exponent.
    public var integer: Int? {
        guard node.kind == .number else { return nil }
        return Int(spelling)
    }

    /// The number, or nil if this is none.
    public var number: Double? {
        guard node.kind == .number else { return nil }
        return Double(spelling)
    }

    /// The spelling of a number or literal in the text.
    public var spelling: String { String(decoding: document.bytes[range], as: UTF8.self) }

    /// The bytes of a string as UTF-8 with its escapes resolved; the spelling of a number or literal.
    public var contentBytes: [UInt8] {
        let raw = Array(document.bytes[range])
        return kind == .string && !isPlain ? JSONEscapes.resolved(raw.span) : raw
    }

    /// Where the content of a scalar stands in the source; empty for containers.
    private var range: Range<Int> {
        let entry = node
        let start = Int(entry.offset)
        return entry.kind == .array || entry.kind == .object ? start..<start : start..<start + Int(entry.length)
    }

    /// Whether a string is spelled without escapes, so that its source bytes are its content.
    private var isPlain: Bool { !node.flag }

    /// Looks at the content of a string without building a `String`.
    /// - Parameter body: gets the content in UTF-8; for other kinds the spelling (containers: nothing).
    /// - Returns: what the body returns.
    @inline(__always)
    public func withContent<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        let entry = node
        if entry.kind == .string, entry.flag {
            let resolved = contentBytes
            return body(resolved.span)
        }
        let bytes = document.bytes
        let source = bytes.span
        return body(source.extracting(range))
    }

    /// Whether this is a string with exactly this content.
    /// - Parameter text: the content to compare with.
    /// - Returns: true if equal.
    public func isString(_ text: String) -> Bool {
        guard node.kind == .string else { return false }
        let wanted = text.utf8
        return withContent { content in
            guard content.count == wanted.count else { return false }
            var index = 0
            for byte in wanted {
                guard content[index] == byte else { return false }
                index += 1
            }
            return true
        }
    }

    /// The member of an object with this name, or nil.
    /// - Complexity: O(*n*) in the number of members.
    public subscript(_ name: String) -> JSONValue? {
        guard kind == .object else { return nil }
        let length = name.utf8.count
        var place = index + 1
        let end = nextIndex
        while place < end {
            let entry = document.nodes[place]
            let value = JSONValue(document: document, index: place + 1)
            // Escapes make a spelling longer; without them the length must fit.
            if entry.flag || Int(entry.length) == length, JSONValue(document: document, index: place).isString(name) {
                return value
            }
            place = value.nextIndex
        }
        return nil
    }

    /// The element of a list at this place, or nil.
    /// - Complexity: O(*n*) in the number of elements before it.
    public subscript(element place: Int) -> JSONValue? {
        guard place >= 0 else { return nil }
        return elements.dropFirst(place).first { _ in true }
    }

    /// The elements of a list, in order; nothing for other kinds.
    public var elements: JSONElements { JSONElements(self) }

    /// The members of an object, in the order of the text; nothing for other kinds.
    public var members: JSONMembers { JSONMembers(self) }

    /// The tape index behind this value and all it contains.
    var nextIndex: Int {
        node.kind == .array || node.kind == .object ? Int(node.next) : index + 1
    }
}
