public import JSON
internal import STIX

/// What a marking definition means to the release engine.
public enum MarkingMeaning: Sendable, Hashable {
    /// A level of the Traffic Light Protocol.
    case tlp(TLPLevel)
    /// A level of the Permissible Actions Protocol: it travels and restricts use, not audience.
    case pap(PAPLevel)
    /// A label of a classification scheme.
    case label(Label)
    /// A label of the policy `US ACS` with rules about who may do what and with whom it may be shared.
    case acs(Label, ACSRules)
    /// What is invented for an exercise, and who may see it before it is played.
    case exercise(ExerciseMarking)
    /// A statement of which an officer has said that it limits no release, such as a copyright line: its words.
    case statement(String)
    /// What an officer has said that a marking means, with the marking's own words.
    indirect case explained(MarkingMeaning, String)

    /// The meaning of a marking definition that is at hand, or nil if this release engine does not know its kind.
    /// - Parameter definition: the marking definition object.
    public init?(definition: JSONValue) {
        if let id = definition["id"]?.string, let meaning = MarkingMeaning(published: id) {
            // What somebody added to a published definition has no marking that would let it go.
            guard definition.members.allSatisfy({ Self.publishedMembers.contains($0.name.string ?? "") }) else {
                return nil
            }
            self = meaning
        } else if let label = LabelExtension.label(of: definition), definition["extensions"]?.count == 1 {
            self = .label(label)
        } else if let marking = ACSMarking(definition: definition) {
            // What may be done with it is for an agreement to say that declares the scheme `US ACS`.
            self = .acs(marking.label, marking.rules(of: definition["id"]?.string ?? ""))
        } else if let marking = ExerciseMarking(definition: definition) {
            self = .exercise(marking)
        } else if definition["extensions"]?.count ?? 0 < 2, let marking = AISMarking(definition: definition) {
            self = .tlp(marking.tlp)
        } else if let meaning = MarkingMeaning(openCTI: definition) {
            self = meaning
        } else {
            // A statement (STIX 2.1, 7.2.1.3) may say anything, "not for release" too: an officer says what it means.
            return nil
        }
    }

    /// The form in which OpenCTI writes levels that STIX 2.1 itself has not, such as TLP:AMBER+STRICT: a statement
    /// without words beside `x_opencti_definition_type` and `x_opencti_definition`.
    private init?(openCTI definition: JSONValue) {
        guard definition["definition_type"]?.isString("statement") ?? false,
            definition["definition"]?.count == 1, definition["definition"]?["statement"]?.isString("custom") ?? false,
            definition.members.allSatisfy({ Self.openCTIMembers.contains($0.name.string ?? "") }),
            let level = definition["x_opencti_definition"]?.string?.uppercased()
        else { return nil }
        switch definition["x_opencti_definition_type"]?.string?.uppercased() {
        case "TLP":
            // Its TLP:WHITE and TLP:AMBER are those of TLP 1, read as elsewhere.
            let old: [String: TLPLevel] = ["TLP:WHITE": .clear, "TLP:AMBER": .amberStrict]
            guard let found = old[level] ?? TLPLevel.allCases.first(where: { $0.label == level }) else { return nil }
            self = .tlp(found)
        case "PAP":
            guard let found = PAPLevel.allCases.first(where: { $0.label == level }) else { return nil }
            self = .pap(found)
        default: return nil
        }
    }

    private static let openCTIMembers = publishedMembers.subtracting(["extensions", "object_marking_refs"]).union([
        "x_opencti_definition_type", "x_opencti_definition", "x_opencti_color", "x_opencti_order",
    ])

    /// Whether an object is a marking definition whose meaning is known: these travel with what they mark.
    ///
    /// A published identifier is not enough: what somebody added to the definition would travel as well.
    /// - Parameters:
    ///   - object: the object.
    ///   - meaning: what an officer or the definition itself says that a marking means.
    /// - Returns: true if it travels.
    public static func isKnown(_ object: JSONValue, meaning: (String) -> MarkingMeaning?) -> Bool {
        guard object["type"]?.isString("marking-definition") ?? false, let id = object["id"]?.string else {
            return false
        }
        return MarkingMeaning(definition: object) != nil || MarkingMeaning(published: id) == nil && meaning(id) != nil
    }

    /// The label that it carries, if it carries one.
    public var label: Label? {
        switch self {
        case .label(let label), .acs(let label, _): label
        case .explained(let meaning, _): meaning.label
        case .tlp, .pap, .exercise, .statement: nil
        }
    }

    private static let publishedMembers: Set<String> = [
        "type", "spec_version", "id", "created", "created_by_ref", "name", "definition_type", "definition",
        "extensions",
        "object_marking_refs", "modified", "external_references",
    ]

    /// The meaning of a published identifier: TLP 1, TLP 2.0 and PAP; nil for others.
    /// - Parameter id: the identifier of a marking definition.
    public init?(published id: String) {
        if let level = TLPLevel(markingDefinition: id) {
            self = .tlp(level)
        } else if let level = PAPLevel(markingDefinition: id) {
            self = .pap(level)
        } else {
            return nil
        }
    }
}

/// What markings say together.
public struct MarkingReading: Sendable, Hashable {
    /// The highest TLP level; nil if there is none.
    public var level: TLPLevel?
    /// The highest PAP level; nil if there is none.
    public var actions: PAPLevel?
    /// Labels of classification schemes, each once; those of several schemes hold side by side.
    public var labels: [Label] = []
    /// Rules of ACS markings, each once; all of them hold.
    public var rules: [ACSRules] = []
    /// Exercises that it is invented for, with who may see it; all of them hold.
    public var exercises: [ExerciseMarking] = []
    /// The words of statements that limit no release, as an officer has said.
    public var statements: [String] = []
    /// The words of markings with what an officer has said that they mean.
    public var explained: [String] = []
    /// Whether what was read is itself a marking definition whose meaning is known.
    public var isKnownDefinition = false
    /// Every marking definition that was read, in order.
    public var references: [String]
    /// Those of them whose meaning is not known.
    public var unknown: [String] = []
    /// Parts of the markings that cannot be read.
    public var faults: [String] = []

    /// What marking definitions say together.
    /// - Parameters:
    ///   - references: identifiers of marking definitions.
    ///   - meaning: what one means; nil for one that is not known. Published identifiers are not asked for.
    public init(references: [String], meaning: (String) -> MarkingMeaning?) {
        self.references = references
        for id in references {
            if let known = MarkingMeaning(published: id) ?? meaning(id) { add(known) } else { unknown.append(id) }
        }
    }

    private mutating func add(_ meaning: MarkingMeaning) {
        switch meaning {
        case .tlp(let found): level = level.map { max($0, found) } ?? found
        case .pap(let found): actions = actions.map { max($0, found) } ?? found
        case .label(let found): if !labels.contains(found) { labels.append(found) }
        case .acs(let found, let further):
            if !labels.contains(found) { labels.append(found) }
            if !rules.contains(further) { rules.append(further) }
        case .exercise(let found): if !exercises.contains(found) { exercises.append(found) }
        case .statement(let words): if !statements.contains(words) { statements.append(words) }
        case .explained(let found, let words):
            add(found)
            if !explained.contains(words) { explained.append(words) }
        }
    }

    /// Reads the markings of an object (STIX 2.1, 7.2.2 and 7.2.3).
    ///
    /// The effective banner is the roll-up: a portion that is marked higher raises the whole.
    /// - Parameters:
    ///   - object: the object.
    ///   - meaning: what a marking definition means; nil for one that is not known.
    public init(of object: JSONValue, meaning: (String) -> MarkingMeaning?) {
        self.init(references: Self.references(of: object), meaning: meaning)
        faults = Self.faults(of: object)
        isKnownDefinition = MarkingMeaning.isKnown(object, meaning: meaning)
    }

    /// What stands above and below it: exercises, since that something is invented is said before anything else, then
    /// levels as written, then TLP, then a question mark for what is not known.
    public var banner: String {
        var parts = exercises.map(MarkingFloor.text(of:))
        for label in labels where !parts.contains(label.classification) { parts.append(label.classification) }
        if let level { parts.append(level.label) }
        if !unknown.isEmpty { parts.append("?") }
        return parts.joined(separator: " // ")
    }

    /// What markings say together with further ones.
    /// - Parameters:
    ///   - further: identifiers of marking definitions.
    ///   - meaning: what one means; nil for one that is not known.
    /// - Returns: what all of them say.
    public func bearing(_ further: [String], meaning: (String) -> MarkingMeaning?) -> MarkingReading {
        var reading = self
        for id in further where !reading.references.contains(id) {
            reading.references.append(id)
            if let known = MarkingMeaning(published: id) ?? meaning(id) {
                reading.add(known)
            } else {
                reading.unknown.append(id)
            }
        }
        return reading
    }

    /// What in an object's markings has another form than STIX 2.1 gives it (7.2.2, 7.2.3): it cannot be known what it
    /// was to keep, so that it is read as an unknown marking.
    /// - Parameter object: the object.
    /// - Returns: the properties, or the selectors that lead nowhere.
    public static func faults(of object: JSONValue) -> [String] {
        var faults: [String] = []
        if let banner = object["object_marking_refs"] {
            let isList = banner.kind == .array && banner.elements.allSatisfy { $0.string != nil }
            if !isList { faults.append("object_marking_refs") }
        }
        guard let portions = object["granular_markings"] else { return faults }
        guard portions.kind == .array else { return faults + ["granular_markings"] }
        var finder = SelectorFinder(JSONTree(object))
        for portion in portions.elements {
            let isLanguage = portion["lang"]?.string != nil && portion["marking_ref"] == nil
            let selectors = portion["selectors"].map { Array($0.elements) } ?? []
            let texts = selectors.compactMap(\.string)
            let isWhole = portion["selectors"]?.kind == .array && !texts.isEmpty && texts.count == selectors.count
            if !isWhole || portion["marking_ref"]?.string == nil && !isLanguage {
                faults.append("granular_markings")
            } else {
                faults += texts.filter { finder.value(at: $0) == nil }
            }
        }
        return faults
    }

    /// The marking definitions that an object and its portions refer to, in order, each once.
    /// - Parameter object: the object.
    /// - Returns: identifiers of marking definitions.
    public static func references(of object: JSONValue) -> [String] {
        var references: [String] = []
        var seen: Set<String> = []
        for element in object["object_marking_refs"].map({ Array($0.elements) }) ?? [] {
            if let id = element.string, seen.insert(id).inserted { references.append(id) }
        }
        for marking in object["granular_markings"].map({ Array($0.elements) }) ?? [] {
            if let id = marking["marking_ref"]?.string, seen.insert(id).inserted { references.append(id) }
        }
        return references
    }
}
