public import JSON
internal import STIX

/// A value of an object as far as its reader may know it: what may not be shown to the reader is not there.
public struct SeenValue {
    private let value: JSONValue
    private let sight: Sight
    private let translation: SeenTranslation?

    package init(_ value: JSONValue, _ sight: Sight, _ translation: SeenTranslation? = nil) {
        (self.value, self.sight, self.translation) = (value, sight, translation)
    }

    /// A member; nil if it is absent or may not be shown.
    public subscript(name: String) -> SeenValue? {
        guard let member = value[name], member.kind != .string || sight.mayShow(member.string ?? "") else {
            return nil
        }
        return SeenValue(member, sight)
    }

    /// The text of a member.
    public func text(_ name: String) -> String? { self[name]?.value.string }

    /// The number of a member.
    public func number(_ name: String) -> Double? { value[name]?.number }

    /// Whether a member is there and true.
    public func isTrue(_ name: String) -> Bool { value[name]?.bool ?? false }

    /// The texts of a list, those that may be shown.
    public func texts(_ name: String) -> [String] {
        value[name]?.elements.compactMap(\.string).filter(sight.mayShow) ?? []
    }

    /// The whole as far as its reader may know it: what may not be shown is not there.
    package func shown() -> JSONDocument? {
        sight.shown(JSONTree(value)).flatMap { try? JSONDocument(parsing: $0.bytes()) }
    }

    /// The objects of a list.
    package func records(_ name: String) -> [SeenValue] {
        value[name]?.elements.filter { $0.kind == .object }.map { SeenValue($0, sight) } ?? []
    }

    /// The texts of a dictionary by their names, those that may be shown; other values are left out.
    public func named(_ name: String) -> [String: String] {
        guard let member = value[name], member.kind == .object else { return [:] }
        var texts: [String: String] = [:]
        for member in member.members {
            if let name = member.name.string, let text = member.value.string, sight.mayShow(text) {
                texts[name] = text
            }
        }
        return texts
    }

    /// The moment of a member, in microseconds since 1970.
    public func moment(_ name: String) -> Int64? {
        value[name]?.string.flatMap { STIXTimestamp($0) }?.microsecondsSinceEpoch
    }

    /// The end of the day that a member names, in UTC, in microseconds since 1970.
    public func dayEnd(_ name: String) -> Int64? {
        guard let text = value[name]?.string, text.utf8.count == 10 else { return nil }
        return STIXTimestamp(text + "T23:59:59.999Z")?.microsecondsSinceEpoch
    }

    /// Members for people, in the order of the names, those that are there.
    ///
    /// Texts are in the reader's language where they are translated, everything else is as it is.
    public func members(_ names: [String]) -> [JSONMember] {
        names.compactMap { name in
            value[name].flatMap { own in
                sight.shown(JSONTree(translation?.value(name, for: own) ?? own))
            }.map { JSONMember(name, $0) }
        }
    }

    /// Members as the object itself has them, never translated, in the order of the names: what is agreed on is its
    /// words.
    package func untranslated(_ names: [String]) -> [JSONMember] {
        names.compactMap { name in
            value[name].flatMap { sight.shown(JSONTree($0)) }.map { JSONMember(name, $0) }
        }
    }
}
