public import JSON
internal import Labels
public import STIX

/// Makes what one recipient gets out of many objects: whole, as a rendition, or not at all.
///
/// First every object is looked at alone (`add`), then references are settled until nothing changes (`settle`): who
/// refers to a rendition becomes one, a reference to what the recipient does not get is taken out, and an object
/// that means nothing without it is withheld (STIX 2.1, 3.5 and 3.6: a rendition has an identifier and a creator of
/// its own). Memory is a few dozen bytes an object and reference; the objects themselves are loaded again when needed.
public struct Renderer {
    /// What becomes of an object.
    public enum Fate: UInt8, Sendable {
        /// It goes as it is.
        case whole
        /// It goes as an object of its own, with portions withheld or references rewritten.
        case rendition
        /// It does not go.
        case withheld
    }

    /// Why an object that could go does not.
    public enum Cause: UInt8, Sendable {
        /// The decision about its markings.
        case decision
        /// Without the portions or references that were taken out it has no meaning: a required property is missing.
        case meaningless
        /// It cannot be rendered: observables and marking definitions go whole or not at all.
        case unrenderable
        /// It speaks of an object that does not go.
        case translation
        /// Who created it is not here: it goes neither under that name nor under another one without a decision.
        case absentCreator
        /// It means nothing without something that is not here.
        case absentReference
    }

    struct Entry {
        var fate: Fate
        var cause: Cause
        var isFixed: Bool
        var type: String
        var name: Int32
        /// The article by which it may name what is not here.
        var absentRule: AbsentRule?
        /// How it is told, if it is an own sighting.
        var sighting: SightingTerms?
        /// The translation that stands in its rendition.
        var translation: Translation?
        var references: [Int32] = []
        var markings: [Int32] = []
    }

    let context: RenderContext
    let validator: STIXValidator
    let load: (Int) -> JSONDocument?
    var entries: [Entry] = []
    var numbers: [String: Int32] = [:]
    var names: [String] = []
    /// Names of extensions whose definitions bear no marking.
    var descriptors: Set<Int32> = []
    /// For each name the objects that bear it; most have one version.
    var bearers: [[Int32]] = []

    /// A renderer.
    /// - Parameters:
    ///   - context: the act and its recipient.
    ///   - validator: judges what is made; without warnings it is faster.
    ///   - load: the object that was added at a place.
    public init(
        _ context: RenderContext,
        validator: STIXValidator,
        load: @escaping (Int) -> JSONDocument?
    ) {
        self.context = context
        self.load = load
        self.validator = validator
    }

    /// Observables, marking definitions and bundles have no creator and no versions: they go whole or not at all.
    static func isRenderable(_ type: String, _ object: JSONValue) -> Bool {
        type != "marking-definition" && object["created"] != nil && object["modified"] != nil
    }

    /// Looks at an object alone.
    /// - Parameters:
    ///   - object: the object; its place is the number of objects added before.
    ///   - isHidden: whether it is here for its texts alone: nothing that is given may name it because of that, and it
    ///     does not go itself.
    /// - Returns: the decision about the whole.
    public mutating func add(_ object: JSONValue, isHidden: Bool = false) -> Decision {
        let id = object["id"]?.string ?? ""
        let type = object["type"]?.string ?? ""
        let reading = MarkingReading(of: object, meaning: context.meaning)
        let decision = context.decide(reading, object, entries.count)
        var entry = Entry(fate: .whole, cause: .decision, isFixed: false, type: type, name: number(id))
        var tree = JSONTree(object)
        var bases = Set([decision.agreement].compactMap { $0 })
        if !reading.faults.isEmpty {
            entry.fate = .withheld
        } else if object["granular_markings"] != nil {
            // Whole only if each portion may go by its own markings: a marked one does not speak for the rest.
            let (filtered, filter) = portions(tree, object, entries.count)
            bases.formUnion(filter.bases)
            // Who ignores portions sees no marking but the banner: one that lets it go has to be there.
            let hasBanner = !context.reader.ignoresPortions || filter.bannerLets
            if !decision.outcome.lets || !filter.withheld.isEmpty || filtered == nil || !hasBanner {
                entry.fate = .withheld
                if Self.isRenderable(type, object), !isOfClosedExercise(object), let filtered {
                    (entry.fate, tree) = (.rendition, filtered)
                }
            }
        } else if !decision.outcome.lets {
            entry.fate = .withheld
        }
        if entry.fate != .withheld, type == "sighting", let terms = context.sighting(object, entries.count, bases) {
            entry.sighting = terms
            let told = terms.told(tree, by: context.creator)
            if !told.changed.isEmpty { (entry.fate, tree) = (.rendition, told.object) }
        }
        if entry.fate == .withheld {
            entry.isFixed = true
            // The name of an extension whose definition merely bears no marking tells nothing; a marked one may.
            let isUnmarked = decision.grounds.allSatisfy { $0.verdict == .permits || $0.code == .markingAbsent }
            if type == "extension-definition", isUnmarked { descriptors.insert(entry.name) }
        } else if MarkingMeaning(published: id) == nil {
            // What is published under its identifier is the same everywhere, whatever it names.
            entry.references = References.of(tree).map { number($0) }
            entry.markings = Set(References.markings(of: tree)).map { number($0) }
            entry.absentRule = context.absentRule(bases)
        }
        let place = Int32(entries.count)
        entry.isFixed = entry.isFixed || isHidden
        entries.append(entry)
        if !isHidden { bearers[Int(entry.name)].append(place) }
        return decision
    }

    /// Whether the whole of an object is invented for an exercise that the recipient's feed is not open for: no portion
    /// of it goes, since nothing of it goes without that mark.
    private func isOfClosedExercise(_ object: JSONValue) -> Bool {
        let banner = object["object_marking_refs"]?.elements.compactMap(\.string) ?? []
        let reading = MarkingReading(references: banner, meaning: context.meaning)
        guard !reading.exercises.isEmpty else { return false }
        return context.decide(reading, object, entries.count).grounds.contains { $0.code == .exerciseFeedClosed }
    }

    mutating func number(_ id: String) -> Int32 {
        if let known = numbers[id] { return known }
        let next = Int32(names.count)
        numbers[id] = next
        names.append(id)
        bearers.append([])
        return next
    }

    /// What became of an object.
    /// - Parameter place: the object's place.
    /// - Returns: its fate, and for withheld ones why.
    public func fate(_ place: Int) -> (fate: Fate, cause: Cause) { (entries[place].fate, entries[place].cause) }

    /// The ground on which an object names something that is not here, where an article lets it and the act does not.
    /// - Parameter place: the object's place.
    /// - Returns: the ground, or nil.
    func absentGround(_ place: Int) -> Ground? {
        let entry = entries[place]
        guard entry.fate != .withheld, !context.givesAbsent(place), let rule = entry.absentRule,
            entry.references.contains(where: { view($0) == .withheld && isAbsent($0) })
        else { return nil }
        return rule.ground
    }

    /// Why an own sighting is told as it is.
    private func sightingGrounds(_ place: Int) -> [Ground] {
        guard let terms = entries[place].sighting, entries[place].fate != .withheld, let document = load(place) else {
            return []
        }
        return terms.told(JSONTree(document.root), by: context.creator).grounds
    }

    /// What is to be said of how an object goes, beside the decision about its markings.
    /// - Parameter place: the object's place.
    /// - Returns: grounds that permit.
    public func grounds(_ place: Int) -> [Ground] {
        [absentGround(place), translationGround(place)].compactMap { $0 } + sightingGrounds(place)
    }

    /// A rendition with what was taken out.
    public struct Rendition: Sendable {
        /// Its identifier.
        public var id: String
        /// Canonical JSON.
        public var bytes: [UInt8]
        /// What was taken out, for the officer; the recipient is not told (`RULES.md` 5).
        public var withheld: [WithheldPortion]
    }

    /// The rendition of an object whose fate it is to be one.
    /// - Parameter place: the object's place.
    /// - Returns: the rendition, or nil if the object cannot be loaded.
    public func rendition(_ place: Int) -> Rendition? {
        guard entries[place].fate == .rendition, let document = load(place) else { return nil }
        return build(place, document)
    }
}
