public import Calls
public import JSON
public import STIX

/// Something that a person does in a workspace.
///
/// It is a function of what the person may see, and says what is to be written and handed in for release. Whoever
/// carries it out judges both as anything else that the person writes.
public struct WorkAct: Sendable {
    /// Its name behind that of the workspace.
    public let name: String
    /// What it does, in a sentence.
    public let summary: String
    /// What it needs.
    public let body: Shape
    /// What is to be written.
    public let run: @Sendable (WorkActCall) throws(WorkFault) -> [WorkWriting]

    /// An act.
    /// - Parameters:
    ///   - name: its name behind that of the workspace.
    ///   - summary: what it does, in a sentence.
    ///   - body: what it needs.
    ///   - run: what is to be written, the first being what the act is about; marking definitions that are new come
    ///     last.
    public init(
        _ name: String,
        _ summary: String,
        body: Shape,
        run: @escaping @Sendable (WorkActCall) throws(WorkFault) -> [WorkWriting]
    ) {
        (self.name, self.summary, self.body, self.run) = (name, summary, body, run)
    }

    /// A moment as STIX 2.1, 2.16 writes it, to the millisecond.
    public static func timestamp(_ microseconds: Int64) -> String {
        String((STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description ?? "").dropLast(4)) + "Z"
    }
}

/// An object that is to be written.
public struct WorkWriting: Sendable {
    /// Its identifier.
    public let id: String
    /// Whether it is a new object, and no new version of an own one.
    public let isNew: Bool
    /// What it says beside the common properties; in a new version these replace what it said, null takes one away.
    public let members: [JSONMember]
    /// The identities of the parties to which it is handed in for release; nobody for what stays here.
    public let recipients: [String]

    /// The same object with other members.
    public func saying(_ members: [JSONMember]) -> WorkWriting {
        WorkWriting(id: id, isNew: isNew, members: members, recipients: recipients)
    }

    /// A new object whose identifier follows from what it says.
    /// - Parameters:
    ///   - id: its identifier.
    ///   - members: what it says beside the common properties.
    /// - Returns: what is to be written; it is handed in to nobody.
    public static func new(_ id: String, _ members: [JSONMember]) -> WorkWriting {
        WorkWriting(id: id, isNew: true, members: members, recipients: [])
    }

    /// A new version of an own object.
    /// - Parameters:
    ///   - id: its identifier.
    ///   - members: what is new in it.
    ///   - recipients: the identities of the parties to which it is handed in for release.
    /// - Returns: what is to be written.
    public static func change(_ id: String, _ members: [JSONMember], to recipients: [String] = []) -> WorkWriting {
        WorkWriting(id: id, isNew: false, members: members, recipients: recipients)
    }
}

/// An act as it is asked for.
public struct WorkActCall {
    /// What the person may see.
    public let seen: SeenObjects
    /// The moment, in microseconds since 1970.
    public let now: Int64
    private let body: JSONValue
    private let identifier: () -> String

    /// An act as it is asked for.
    /// - Parameters:
    ///   - seen: what the person may see.
    ///   - now: the moment, in microseconds since 1970.
    ///   - body: what it needs, an object.
    ///   - identifier: makes a random UUID.
    public init(
        _ seen: SeenObjects,
        now: Int64,
        _ body: JSONValue,
        identifier: @escaping () -> String
    ) {
        (self.seen, self.now, self.body, self.identifier) = (seen, now, body, identifier)
    }

    /// A new object of a type.
    /// - Parameters:
    ///   - type: its type.
    ///   - members: what it says beside the common properties.
    ///   - recipients: the identities of the parties to which it is handed in for release.
    /// - Returns: what is to be written, with an identifier that nothing has.
    public func new(_ type: TypeSchema, _ members: [JSONMember], to recipients: [String] = []) -> WorkWriting {
        let extensions = JSONTree.object([
            JSONMember(type.definition, .members(["extension_type": .string("new-sdo")]))
        ])
        return WorkWriting(
            id: "\(type.name)--\(identifier())",
            isNew: true,
            members: [JSONMember("extensions", extensions)] + members,
            recipients: recipients
        )
    }

    /// A new object of a type of the standard.
    /// - Parameters:
    ///   - type: its type.
    ///   - members: what it says beside the common properties.
    ///   - recipients: the identities of the parties to which it is handed in for release.
    /// - Returns: what is to be written, with an identifier that nothing has.
    public func new(_ type: String, _ members: [JSONMember], to recipients: [String] = []) -> WorkWriting {
        WorkWriting(id: "\(type)--\(identifier())", isNew: true, members: members, recipients: recipients)
    }

    /// Whether something is said of a member, be it that it is empty.
    public func has(_ name: String) -> Bool { body[name] != nil }

    /// A text that is needed.
    public func text(_ name: String) throws(WorkFault) -> String {
        guard let text = try optional(name) else { throw .invalid("`\(name)` is missing") }
        return text
    }

    /// A text that may be left out; empty counts as absent.
    public func optional(_ name: String) throws(WorkFault) -> String? {
        guard let value = body[name], value.kind != .null else { return nil }
        guard let text = value.string else { throw .invalid("`\(name)` is no text") }
        return text.isEmpty ? nil : text
    }

    /// One of some words that is needed.
    public func choice(_ name: String, _ words: [String]) throws(WorkFault) -> String {
        let text = try text(name)
        guard words.contains(text) else { throw .invalid("`\(name)` is none of \(words.joined(separator: ", "))") }
        return text
    }

    /// Texts; none if it is left out.
    public func texts(_ name: String) throws(WorkFault) -> [String] {
        guard let value = body[name], value.kind != .null else { return [] }
        let texts = value.elements.compactMap(\.string)
        guard value.kind == .array, texts.count == value.count, texts.count <= Self.most else {
            throw .invalid("`\(name)` is no list of texts")
        }
        return texts
    }

    /// Texts by name; none if it is left out.
    public func named(_ name: String) throws(WorkFault) -> [String: String]? {
        guard let value = body[name], value.kind != .null else { return nil }
        var texts: [String: String] = [:]
        for member in value.kind == .object ? Array(value.members) : [] {
            if let name = member.name.string, let text = member.value.string { texts[name] = text }
        }
        guard value.kind == .object, texts.count == value.count, texts.count <= Self.most else {
            throw .invalid("`\(name)` is no object of texts")
        }
        return texts
    }

    /// A day or a moment (RFC 3339) that may be left out, as it was written.
    public func time(_ name: String) throws(WorkFault) -> String? {
        guard let text = try optional(name) else { return nil }
        guard STIXTimestamp(text) != nil else { throw .invalid("`\(name)` is no moment of RFC 3339") }
        return text
    }

    /// A number that may be left out.
    public func number(_ name: String) throws(WorkFault) -> Double? {
        guard let value = body[name], value.kind != .null else { return nil }
        guard let number = value.number else { throw .invalid("`\(name)` is no number") }
        return number
    }

    /// Whether a truth value is there and true.
    public func isTrue(_ name: String) throws(WorkFault) -> Bool {
        guard let value = body[name], value.kind != .null else { return false }
        guard let flag = value.bool else { throw .invalid("`\(name)` is no truth value") }
        return flag
    }

    /// The objects of a list, each to be read like a body of its own; none if it is left out.
    /// - Parameters:
    ///   - name: the member.
    ///   - most: so many at most.
    /// - Returns: the objects in their order.
    /// - Throws: `WorkFault.invalid` if it is no list of so many objects.
    public func parts(_ name: String, most: Int) throws(WorkFault) -> [WorkActCall] {
        guard let value = body[name], value.kind != .null else { return [] }
        let parts = value.kind == .array ? Array(value.elements) : []
        guard value.kind == .array, parts.count <= most, parts.allSatisfy({ $0.kind == .object }) else {
            throw .invalid("`\(name)` is no list of \(most) objects at most")
        }
        return parts.map { WorkActCall(seen, now: now, $0, identifier: identifier) }
    }

    /// An object that the person may see.
    public func object<View: WorkObject>(_ id: String, as view: View.Type) throws(WorkFault) -> Seen<View> {
        let found = try WorkFault.reading { () throws(SeenFault) in try seen.one(id, as: view) }
        guard id.hasPrefix(View.type + "--"), let found else { throw .notFound }
        return found
    }

    /// So many texts at most.
    private static let most = 200
}

/// Why an act can't be done.
public enum WorkFault: Error {
    /// What was asked for makes no sense; the sentence says why.
    case invalid(String)
    /// It stands otherwise than the person thought; the sentence says how.
    case conflict(String)
    /// There is no such object, or the person may not see it.
    case notFound
    /// The store can't be read.
    case unreadable(SeenFault)

    /// Reads, with what the store can't do as a fault of the act.
    public static func reading<Value>(_ body: () throws(SeenFault) -> Value) throws(WorkFault) -> Value {
        do throws(SeenFault) {
            return try body()
        } catch {
            throw .unreadable(error)
        }
    }
}
