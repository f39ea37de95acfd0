public import JSON

/// Reads and changes the markings of an object: of the whole (7.2.2) or of portions (7.2.3).
///
/// Without selectors a function is about the whole object, with selectors about those portions. A marking is the
/// identifier of a marking definition, or for portions a language tag. `modified` is never touched: a changed
/// object is a new version (3.6), and its time is the caller's to give.
public enum Markings {
    /// Why a request cannot be met.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// A selector selects nothing in the object.
        case absentSelector(String)
        /// No selector is given where at least one is needed.
        case noSelector
        /// None of the markings to remove stands there.
        case notMarked([String])
        /// A text that is no identifier of a marking definition, and for portions no language tag.
        case noMarking(String, isPortion: Bool)

        /// What is wrong, in words.
        public var description: String {
            switch self {
            case .absentSelector(let selector): "the selector `\(selector)` selects nothing in the object"
            case .noSelector: "at least one selector is needed"
            case .notMarked(let names):
                names.isEmpty
                    ? "the selected portions have no marking of their own"
                    : "not marked with " + names.map { "`\($0)`" }.joined(separator: ", ")
            case .noMarking(let name, let isPortion):
                isPortion
                    ? "`\(name)` is neither the id of a marking definition nor a language tag (stix 2.1, 7.2.3)"
                    : "`\(name)` is no id of a marking definition, and the whole object takes nothing else (stix 2.1, 7.2.2)"
            }
        }
    }

    /// Which markings count for a portion beside its own.
    public struct Reach: OptionSet, Sendable {
        /// The bits.
        public let rawValue: Int

        /// A set from its bits.
        /// - Parameter rawValue: the bits.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Those of the portions around it and of the whole object.
        public static let inherited = Reach(rawValue: 1)
        /// Those of the portions in it.
        public static let descendants = Reach(rawValue: 2)
    }

    /// The markings of the whole object or of portions.
    /// - Parameters:
    ///   - object: the object.
    ///   - selectors: the portions; nil for the whole object.
    ///   - reach: which markings count beside the portions' own.
    /// - Returns: marking definitions and languages, each once, in the order of the object.
    /// - Throws: `Fault` for a selector that selects nothing.
    public static func markings(
        of object: JSONTree,
        selectors: [String]? = nil,
        reach: Reach = []
    ) throws(Fault) -> [String] {
        guard let selectors else { return objectMarkings(object) }
        try check(selectors, in: object)
        var found: [String] = []
        for entry in GranularEntry.entries(of: object)
        where selectors.contains(where: { matches($0, entry.selector, reach) }) && !found.contains(entry.marking.name)
        {
            found.append(entry.marking.name)
        }
        if reach.contains(.inherited) {
            found += objectMarkings(object).filter { !found.contains($0) }
        }
        return found
    }

    /// Whether the whole object or portions are marked.
    /// - Parameters:
    ///   - object: the object.
    ///   - markings: the markings asked for: any of them for the whole object, all of them for portions; empty asks
    ///     for any marking at all.
    ///   - selectors: the portions; nil for the whole object.
    ///   - reach: which markings count beside the portions' own.
    /// - Returns: true if marked so.
    /// - Throws: `Fault` for a selector that selects nothing.
    public static func isMarked(
        _ object: JSONTree,
        with markings: [String] = [],
        selectors: [String]? = nil,
        reach: Reach = []
    ) throws(Fault) -> Bool {
        let found = try self.markings(of: object, selectors: selectors, reach: reach)
        if markings.isEmpty { return !found.isEmpty }
        return selectors == nil
            ? markings.contains { found.contains($0) } : markings.allSatisfy { found.contains($0) }
    }

    /// The object with markings added.
    /// - Parameters:
    ///   - markings: the markings to add; those that are there already stay once.
    ///   - object: the object.
    ///   - selectors: the portions; nil for the whole object.
    /// - Returns: the changed object.
    /// - Throws: `Fault` for a selector that selects nothing, and for what is no marking.
    public static func adding(
        _ markings: [String],
        to object: JSONTree,
        selectors: [String]? = nil
    ) throws(Fault) -> JSONTree {
        for marking in markings where !isMarking(marking, ofPortion: selectors != nil) {
            throw .noMarking(marking, isPortion: selectors != nil)
        }
        guard let selectors else {
            let before = objectMarkings(object)
            var all = before
            for marking in markings where !all.contains(marking) {
                all.append(marking)
            }
            return replacing("object_marking_refs", in: object, by: all.isEmpty ? nil : .strings(all))
        }
        try check(selectors, in: object)
        let added = markings.flatMap { name in selectors.map { GranularEntry(GranularMarking(name), $0) } }
        return replacingEntries(of: object, by: GranularEntry.entries(of: object) + added)
    }

    /// The object without some markings.
    /// - Parameters:
    ///   - markings: the markings to remove.
    ///   - object: the object.
    ///   - selectors: the portions; nil for the whole object.
    /// - Returns: the changed object; the same if it has no marking at all.
    /// - Throws: `Fault` for a selector that selects nothing, or markings that are not there: any of them for the
    ///   whole object, all of them for portions.
    public static func removing(
        _ markings: [String],
        from object: JSONTree,
        selectors: [String]? = nil
    ) throws(Fault) -> JSONTree {
        guard let selectors else {
            let before = objectMarkings(object)
            if before.isEmpty { return object }
            guard markings.allSatisfy({ before.contains($0) }) else {
                throw .notMarked(markings.filter { !before.contains($0) })
            }
            let rest = before.filter { !markings.contains($0) }
            return replacing("object_marking_refs", in: object, by: rest.isEmpty ? nil : .strings(rest))
        }
        try check(selectors, in: object)
        let before = GranularEntry.entries(of: object)
        if before.isEmpty { return object }
        let rest = before.filter { !markings.contains($0.marking.name) || !selectors.contains($0.selector) }
        guard rest.count < before.count else { throw .notMarked(markings) }
        return replacingEntries(of: object, by: rest)
    }

    /// The object with these markings instead of those it has.
    /// - Parameters:
    ///   - markings: the markings to set.
    ///   - object: the object.
    ///   - selectors: the portions; nil for the whole object.
    /// - Returns: the changed object.
    /// - Throws: `Fault` for a selector that selects nothing, or portions that have no marking in an object that has
    ///   granular markings.
    public static func setting(
        _ markings: [String],
        on object: JSONTree,
        selectors: [String]? = nil
    ) throws(Fault) -> JSONTree {
        try adding(markings, to: try clearing(object, selectors: selectors), selectors: selectors)
    }

    /// The object without any marking of the whole, or of portions.
    /// - Parameters:
    ///   - object: the object.
    ///   - selectors: the portions; nil for the whole object.
    /// - Returns: the changed object.
    /// - Throws: `Fault` for a selector that selects nothing, or portions that have no marking in an object that has
    ///   granular markings.
    public static func clearing(_ object: JSONTree, selectors: [String]? = nil) throws(Fault) -> JSONTree {
        guard let selectors else { return replacing("object_marking_refs", in: object, by: nil) }
        try check(selectors, in: object)
        let before = GranularEntry.entries(of: object)
        if before.isEmpty { return object }
        let rest = before.filter { !selectors.contains($0.selector) }
        guard rest.count < before.count else { throw .notMarked([]) }
        return replacingEntries(of: object, by: rest)
    }

    // MARK: - Inside

    /// Whether a text can mark: the identifier of a marking definition (7.2.2), or for portions also a language (7.2.3).
    private static func isMarking(_ text: String, ofPortion isPortion: Bool) -> Bool {
        if STIXIdentifier(text)?.type == "marking-definition" { return true }
        return isPortion && LanguageTag.isGood(Array(text.utf8).span)
    }

    private static func objectMarkings(_ object: JSONTree) -> [String] {
        object["object_marking_refs"]?.elements?.compactMap(\.string) ?? []
    }

    private static func matches(_ asked: String, _ marked: String, _ reach: Reach) -> Bool {
        asked == marked || (reach.contains(.inherited) && asked.hasPrefix(marked + "."))
            || (reach.contains(.descendants) && marked.hasPrefix(asked + "."))
    }

    private static func check(_ selectors: [String], in object: JSONTree) throws(Fault) {
        guard !selectors.isEmpty else { throw .noSelector }
        var finder = SelectorFinder(object)
        for selector in selectors where finder.value(at: selector) == nil { throw .absentSelector(selector) }
    }

    /// What a selector selects, or nil.
    /// - Parameters:
    ///   - selector: names and `[index]`, separated by points (7.2.3).
    ///   - object: the object.
    /// - Returns: the selected value.
    public static func value(at selector: String, in object: JSONTree) -> JSONTree? {
        var finder = SelectorFinder(object)
        return finder.value(at: selector)
    }

    private static func replacing(_ name: String, in object: JSONTree, by value: JSONTree?) -> JSONTree {
        var changed = object
        changed[name] = value
        return changed
    }

    private static func replacingEntries(of object: JSONTree, by entries: [GranularEntry]) -> JSONTree {
        replacing("granular_markings", in: object, by: entries.isEmpty ? nil : GranularEntry.tree(entries))
    }
}
