/// The elements of a list.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var index: Int
    private let end: Int

    init(_ list: JSONValue) {
        document = list.document
        index = list.index + 1
        end = list.kind == .array ? list.nextIndex : index
    }

    /// The next element, or nil at the end.
    /// - Returns: the element.
    public mutating func next() -> JSONValue? {
        guard index < end else { return nil }
        let value = JSONValue(document: document, index: index)
        index = value.nextIndex
        return value
    }
}

/// The members of an object.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    /// A name and its value.
    public struct Member: Sendable {
        /// The name, as a string value.
        public let name: JSONValue
        /// The value.
        public let value: JSONValue
    }

    private let document: JSONDocument
    private var index: Int
    private let end: Int

    init(_ object: JSONValue) {
        document = object.document
        index = object.index + 1
        end = object.kind == .object ? object.nextIndex : index
    }

    /// The next member, or nil at the end.
    /// - Returns: the member.
    public mutating func next() -> Member? {
        guard index < end else { return nil }
        let value = JSONValue(document: document, index: index + 1)
        defer { index = value.nextIndex }
        return Member(name: JSONValue(document: document, index: index), value: value)
    }
}
