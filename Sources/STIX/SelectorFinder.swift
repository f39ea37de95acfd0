public import JSON

/// What the selectors of one object select (7.2.3); names of large objects are looked up, not walked over, for each of them.
public struct SelectorFinder {
    private let object: JSONTree
    private var names: [Substring: [String: JSONTree]] = [:]
    /// In an object as small as this a walk is as fast.
    private static let small = 16

    /// A finder for one object.
    /// - Parameter object: the object.
    public init(_ object: JSONTree) { self.object = object }

    /// What a selector selects, or nil.
    /// - Parameter selector: names and `[index]`, separated by points.
    /// - Returns: the selected value.
    public mutating func value(at selector: String) -> JSONTree? {
        var current = object
        for part in selector.split(separator: ".", omittingEmptySubsequences: false) {
            if part.hasPrefix("["), part.hasSuffix("]") {
                guard let index = Int(part.dropFirst().dropLast()), let elements = current.elements,
                    elements.indices.contains(index)
                else { return nil }
                current = elements[index]
            } else {
                guard let next = member(String(part), of: current, at: selector[..<part.startIndex]) else {
                    return nil
                }
                current = next
            }
        }
        return current
    }

    private mutating func member(_ name: String, of value: JSONTree, at place: Substring) -> JSONTree? {
        guard case .object(let members) = value, members.count > Self.small else { return value[name] }
        if let known = names[place] { return known[name] }
        let all = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        names[place] = all
        return all[name]
    }
}
