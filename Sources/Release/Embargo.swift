internal import Agreements
public import JSON
public import Labels

/// A day before which nothing of an object leaves its party, as a property extension of the object says it
/// (`Schemas/entente-embargo.json`).
///
/// It holds whatever the markings let go, for every party, every way and every officer, and for what is made of the
/// object. Whoever wrote the object ends it by a version that says otherwise. What cannot be read holds for ever.
public struct Embargo: Sendable, Hashable {
    /// The extension of an object that says the day: `until`.
    public static let definition = "extension-definition--6a0c1c40-2f8a-4d55-9a1b-0c9a53c7f1de"

    /// The first day on which something of it may leave; nil where what is written there is no day.
    public let until: Day?

    /// What an object says; nil for one without an embargo.
    /// - Parameter object: the object.
    public init?(of object: JSONValue) {
        guard let content = object["extensions"]?[Self.definition] else { return nil }
        until = content["until"]?.string.flatMap { Day($0) }
    }

    /// An embargo that ends on a day; nil for one that never does.
    public init(until day: Day?) { until = day }

    /// Whether nothing may leave on a day.
    /// - Parameter day: the day.
    /// - Returns: true if it holds.
    public func holds(on day: Day) -> Bool { until.map { day < $0 } ?? true }

    /// Whether nothing may leave on a day of what has an embargo until another one.
    /// - Parameters:
    ///   - text: the day as it is written; what is none never ends.
    ///   - day: the day.
    /// - Returns: true if it holds.
    public static func holds(until text: String, on day: String) -> Bool {
        Embargo(until: Day(text)).holds(on: Day(day) ?? .first)
    }

    /// The extensions of an object with an embargo.
    /// - Parameters:
    ///   - day: the first day on which something may leave.
    ///   - extensions: what stands there already.
    /// - Returns: both.
    public static func put(until day: String, into extensions: JSONTree?) -> JSONTree {
        var extensions = extensions ?? .object([])
        extensions[definition] = .members(["extension_type": .string("property-extension"), "until": .string(day)])
        return extensions
    }

    /// The stricter one of two.
    static func stricter(_ one: Embargo?, _ other: Embargo?) -> Embargo? {
        guard let one, let other else { return one ?? other }
        guard let first = one.until, let second = other.until else { return Embargo(until: nil) }
        return first < second ? other : one
    }
}

extension Judge {
    /// What is under embargo leaves on no way before its day.
    ///
    /// A day is one of the agreement that grants and of both parties: the last of them to begin counts.
    mutating func judgeEmbargo() {
        guard let embargo = question.embargo else { return }
        guard let until = embargo.until else {
            refuse(.dateUnknown, value: "embargo")
            return
        }
        let days = [tables.day(of: question.from), tables.day(of: question.to)] + (day.map { [$0] } ?? [])
        if embargo.holds(on: days.min() ?? tables.day) { note(.embargoed, .refuses, day: until.number) }
    }
}
