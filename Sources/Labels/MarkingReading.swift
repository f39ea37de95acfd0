public import JSON

/// What a marking definition means to the release engine.
public enum MarkingMeaning: Sendable, Equatable {
    /// A level of the Traffic Light Protocol.
    case tlp(TLPLevel)
    /// A statement such as a copyright line: it travels with the object and restricts nothing (STIX 2.1, 7.2.1.3).
    case statement

    /// The meaning of a marking definition that is at hand, or nil if this release engine does not know its kind.
    /// - Parameter definition: the marking definition object.
    public init?(definition: JSONValue) {
        if let id = definition["id"]?.string, let level = TLPLevel(markingDefinition: id) {
            self = .tlp(level)
        } else if definition["definition_type"]?.isString("statement") ?? false,
            definition["definition"]?["statement"]?.string != nil, definition["extensions"] == nil
        {
            self = .statement
        } else {
            return nil
        }
    }
}

/// What the markings of an object say, portions included.
public struct MarkingReading: Sendable, Equatable {
    /// The highest level of the object and of any portion of it; nil if there is none.
    public var level: TLPLevel?
    /// Every marking definition that the object refers to, in order.
    public var references: [String]
    /// Those of them whose meaning is not known.
    public var unknown: [String]

    /// A reading from its parts.
    /// - Parameters:
    ///   - level: the highest level.
    ///   - references: every marking definition referred to.
    ///   - unknown: those whose meaning is not known.
    public init(level: TLPLevel?, references: [String], unknown: [String]) {
        self.level = level
        self.references = references
        self.unknown = unknown
    }

    /// Reads the markings of an object (STIX 2.1, 7.2.2 and 7.2.3).
    ///
    /// The effective banner is the roll-up: a portion that is marked higher raises the whole.
    /// - Parameters:
    ///   - object: the object.
    ///   - meaning: what a marking definition means; nil for one that is not known.
    public init(of object: JSONValue, meaning: (String) -> MarkingMeaning?) {
        let references = Self.references(of: object)
        self.references = references
        unknown = []
        for id in references {
            switch TLPLevel(markingDefinition: id).map(MarkingMeaning.tlp) ?? meaning(id) {
            case .tlp(let found): level = level.map { max($0, found) } ?? found
            case .statement: break
            case nil: unknown.append(id)
            }
        }
    }

    /// The marking definitions that an object and its portions refer to, in order, each once.
    /// - Parameter object: the object.
    /// - Returns: identifiers of marking definitions.
    public static func references(of object: JSONValue) -> [String] {
        var references: [String] = []
        for element in object["object_marking_refs"].map({ Array($0.elements) }) ?? [] {
            if let id = element.string, !references.contains(id) { references.append(id) }
        }
        for marking in object["granular_markings"].map({ Array($0.elements) }) ?? [] {
            if let id = marking["marking_ref"]?.string, !references.contains(id) { references.append(id) }
        }
        return references
    }
}
