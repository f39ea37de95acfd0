internal import JSON

/// A value of a document with the pointer to it.
struct Place: Sendable {
    let value: JSONValue
    /// A JSON pointer (RFC 6901).
    let path: String

    init(_ value: JSONValue, _ path: String = "") {
        (self.value, self.path) = (value, path)
    }

    /// A member; nil if it is absent.
    subscript(name: String) -> Place? {
        value[name].map { Place($0, "\(path)/\(Self.escaped(name))") }
    }

    /// A member of a member of …; nil where one is absent.
    func at(_ names: String...) -> Place? {
        var place: Place? = self
        for name in names { place = place?[name] }
        return place
    }

    /// The elements of this list.
    var elements: [Place] {
        value.elements.enumerated().map { Place($1, "\(path)/\($0)") }
    }

    /// The elements of a list that is a member; none if it is absent.
    func list(_ name: String) -> [Place] { self[name]?.elements ?? [] }

    /// The content of a string.
    var text: String? { value.string }

    /// The content of a member that is a string.
    func text(_ name: String) -> String? { value[name]?.string }

    /// The strings of a list that is a member.
    func texts(_ name: String) -> [String] { value[name]?.elements.compactMap(\.string) ?? [] }

    /// The number of a member.
    func number(_ name: String) -> Double? { value[name]?.number }

    static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.reduce(into: "") { $0.append($1) }
    }
}
