/// A value that can be built and changed; the form for what the node itself writes.
public indirect enum JSONTree: Sendable, Equatable {
    /// The literal `null`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number by its spelling.
    case number(String)
    /// A string.
    case string(String)
    /// A list.
    case array([JSONTree])
    /// Named members, in order.
    case object([JSONMember])
    /// Bytes that are canonical JSON already, copied as they are.
    case encoded([UInt8])

    /// A whole number.
    /// - Parameter value: the number, within ±(2^53 - 1).
    /// - Returns: the value.
    public static func integer(_ value: Int) -> JSONTree { .number(String(value)) }

    /// An object; members whose value is nil are left out.
    /// - Parameter members: names and values.
    /// - Returns: the value.
    public static func members(_ members: KeyValuePairs<String, JSONTree?>) -> JSONTree {
        .object(
            members.compactMap { name, value in
                value.map { JSONMember(name, $0) }
            }
        )
    }

    /// A list of strings.
    /// - Parameter strings: the strings.
    /// - Returns: the value.
    public static func strings(_ strings: some Sequence<String>) -> JSONTree { .array(strings.map { .string($0) }) }

    /// A copy of a parsed value.
    /// - Parameter value: the value to copy.
    public init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .bool(value.bool ?? false)
        case .number: self = .number(value.spelling)
        case .string: self = .string(value.string ?? "")
        case .array: self = .array(value.elements.map { JSONTree($0) })
        case .object: self = .object(value.members.map { JSONMember($0.name.string ?? "", JSONTree($0.value)) })
        }
    }

    /// The member with this name; setting nil removes it, setting a new name appends it.
    public subscript(_ name: String) -> JSONTree? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.name == name }?.value
        }
        set {
            guard case .object(var members) = self else { return }
            self = .null
            if let place = members.firstIndex(where: { $0.name == name }) {
                if let newValue {
                    members[place].value = newValue
                } else {
                    members.remove(at: place)
                }
            } else if let newValue {
                members.append(JSONMember(name, newValue))
            }
            self = .object(members)
        }
    }

    /// The content if this is a string.
    public var string: String? {
        guard case .string(let content) = self else { return nil }
        return content
    }

    /// The elements if this is a list.
    public var elements: [JSONTree]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members if this is an object.
    public var members: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The text on one line, members in the order given.
    /// - Returns: JSON in UTF-8.
    public func bytes() -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, indent: nil, depth: 0)
        return output
    }

    /// Appends the text on one line.
    /// - Parameter output: where it goes.
    public func append(to output: inout [UInt8]) { write(to: &output, indent: nil, depth: 0) }

    /// The text over several lines, for people.
    /// - Returns: JSON in UTF-8, indented by two spaces, without a final line feed.
    public func prettyBytes() -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, indent: 2, depth: 0)
        return output
    }

    private func write(to output: inout [UInt8], indent: Int?, depth: Int) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let spelling): output.append(contentsOf: spelling.utf8)
        case .string(let content): JSONEscapes.write(content, to: &output)
        case .encoded(let bytes): output.append(contentsOf: bytes)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                separate(&output, place: place, indent: indent, depth: depth + 1)
                element.write(to: &output, indent: indent, depth: depth + 1)
            }
            if !elements.isEmpty {
                breakLine(&output, indent: indent, depth: depth)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                separate(&output, place: place, indent: indent, depth: depth + 1)
                JSONEscapes.write(member.name, to: &output)
                output.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
                member.value.write(to: &output, indent: indent, depth: depth + 1)
            }
            if !members.isEmpty {
                breakLine(&output, indent: indent, depth: depth)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private func separate(_ output: inout [UInt8], place: Int, indent: Int?, depth: Int) {
        if place > 0 {
            output.append(UInt8(ascii: ","))
        }
        breakLine(&output, indent: indent, depth: depth)
    }

    private func breakLine(_ output: inout [UInt8], indent: Int?, depth: Int) {
        guard let indent else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }
}

/// A name and its value in a `JSONTree`.
public struct JSONMember: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONTree

    /// A name with its value.
    /// - Parameters:
    ///   - name: the name.
    ///   - value: the value.
    public init(_ name: String, _ value: JSONTree) {
        self.name = name
        self.value = value
    }
}
