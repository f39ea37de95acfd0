public import JSON
internal import Labels
internal import STIX

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
    }

    private struct Entry {
        var fate: Fate
        var cause: Cause
        var isFixed: Bool
        var type: String
        var name: Int32
        var references: [Int32] = []
        var markings: [Int32] = []
    }

    private let context: RenderContext
    private let validator: STIXValidator
    private let load: (Int) -> JSONDocument?
    private var entries: [Entry] = []
    private var numbers: [String: Int32] = [:]
    private var names: [String] = []
    /// Names of extensions whose definitions bear no marking.
    private var descriptors: Set<Int32> = []
    /// For each name the objects that bear it; most have one version.
    private var bearers: [[Int32]] = []

    /// A renderer.
    /// - Parameters:
    ///   - context: the act and its recipient.
    ///   - sha1: SHA-1, for checking deterministic identifiers of observables.
    ///   - load: the object that was added at a place.
    public init(
        _ context: RenderContext,
        sha1: (@Sendable ([UInt8]) -> [UInt8])? = nil,
        load: @escaping (Int) -> JSONDocument?
    ) {
        self.context = context
        self.load = load
        validator = STIXValidator(options: STIXValidator.Options(includesWarnings: false), sha1: sha1)
    }

    /// Observables, marking definitions and bundles have no creator and no versions: they go whole or not at all.
    private static func isRenderable(_ type: String, _ object: JSONValue) -> Bool {
        type != "marking-definition" && object["created"] != nil && object["modified"] != nil
    }

    /// Looks at an object alone.
    /// - Parameter object: the object; its place is the number of objects added before.
    /// - Returns: the decision about the whole.
    public mutating func add(_ object: JSONValue) -> Decision {
        let id = object["id"]?.string ?? ""
        let type = object["type"]?.string ?? ""
        let reading = MarkingReading(of: object, meaning: context.meaning)
        let decision = context.decide(reading, object)
        var entry = Entry(fate: .whole, cause: .decision, isFixed: false, type: type, name: number(id))
        var tree = JSONTree(object)
        if !reading.faults.isEmpty {
            entry.fate = .withheld
        } else if object["granular_markings"] != nil {
            // Whole only if each portion may go by its own markings: a marked one does not speak for the rest.
            let (filtered, filter) = portions(tree, object)
            if !decision.outcome.lets || !filter.withheld.isEmpty || filtered == nil {
                entry.fate = .withheld
                if Self.isRenderable(type, object), let filtered { (entry.fate, tree) = (.rendition, filtered) }
            }
        } else if !decision.outcome.lets {
            entry.fate = .withheld
        }
        if entry.fate == .withheld {
            entry.isFixed = true
            // The name of an extension whose definition merely bears no marking tells nothing; a marked one may.
            let isUnmarked = decision.grounds.allSatisfy { $0.verdict == .permits || $0.code == .markingAbsent }
            if type == "extension-definition", isUnmarked { descriptors.insert(entry.name) }
        } else if MarkingMeaning(published: id) != nil {
            // What is published under this identifier is the same everywhere.
            entry.isFixed = true
        } else {
            entry.references = References.of(tree).map { number($0) }
            entry.markings = Set(References.markings(of: tree)).map { number($0) }
        }
        let place = Int32(entries.count)
        entries.append(entry)
        bearers[Int(entry.name)].append(place)
        return decision
    }

    private mutating func number(_ id: String) -> Int32 {
        if let known = numbers[id] { return known }
        let next = Int32(names.count)
        numbers[id] = next
        names.append(id)
        bearers.append([])
        return next
    }

    /// What a name is for the recipient: itself, a rendition, or nothing.
    private func view(_ name: Int32) -> Fate {
        // Extensions whose definitions are not at hand are published ones: their names tell nothing.
        if bearers[Int(name)].isEmpty, names[Int(name)].hasPrefix("extension-definition--") { return .whole }
        if descriptors.contains(name) { return .whole }
        var best = Fate.withheld
        for place in bearers[Int(name)] where entries[Int(place)].fate.rawValue < best.rawValue {
            best = entries[Int(place)].fate
        }
        if best != .whole, context.isKnown(names[Int(name)]) { return .whole }
        if best == .withheld, bearers[Int(name)].isEmpty, context.given(names[Int(name)]) != nil { return .rendition }
        return best
    }

    /// Settles references until nothing changes; call once, after all objects.
    public mutating func settle() {
        var referrers: [[Int32]] = Array(repeating: [], count: names.count)
        for (place, entry) in entries.enumerated() where !entry.isFixed {
            for name in entry.references + entry.markings { referrers[Int(name)].append(Int32(place)) }
        }
        var queue = entries.indices.filter { !entries[$0].isFixed }
        var isQueued = Array(repeating: false, count: entries.count)
        for place in queue { isQueued[place] = true }
        // What changes goes from whole to rendition to withheld and never back, so that this ends.
        while !queue.isEmpty {
            var next: [Int] = []
            for place in queue {
                isQueued[place] = false
                let before = entries[place].fate
                settle(place)
                guard entries[place].fate != before else { continue }
                for referrer in referrers[Int(entries[place].name)] where !isQueued[Int(referrer)] {
                    isQueued[Int(referrer)] = true
                    next.append(Int(referrer))
                }
            }
            queue = next
        }
    }

    private mutating func settle(_ place: Int) {
        let entry = entries[place]
        guard entry.fate != .withheld else { return }
        var needsChange = false
        var loses = entry.fate == .rendition
        for name in entry.references {
            switch view(name) {
            case .whole: continue
            case .rendition: needsChange = true
            case .withheld:
                needsChange = true
                loses = true
            }
        }
        let isTranslation = entry.type == "language-content"
        if isTranslation, needsChange || load(place).map({ !translatesWhole($0.root) }) ?? true {
            needsChange = true
            loses = true
        }
        if entry.fate == .whole, !entry.markings.allSatisfy(travels) {
            (entries[place].fate, entries[place].cause) = (.withheld, .unrenderable)
            return
        }
        guard needsChange || loses else { return }
        guard let document = load(place), Self.isRenderable(entry.type, document.root) else {
            entries[place].fate = .withheld
            entries[place].cause = .unrenderable
            return
        }
        entries[place].fate = .rendition
        if loses, !isMeaningful(place, document) {
            entries[place].fate = .withheld
            entries[place].cause = isTranslation ? .translation : .meaningless
        }
    }

    /// Whether a marking can go with what it marks: published, known to the recipient, or given in this act.
    private func travels(_ marking: Int32) -> Bool {
        bearers[Int(marking)].isEmpty || view(marking) == .whole
    }

    /// Whether a rendition still is what its type wants: it has no errors that its source has not.
    private func isMeaningful(_ place: Int, _ document: JSONDocument) -> Bool {
        guard let built = build(place, document), let rendered = try? JSONDocument(parsing: built.bytes) else {
            return false
        }
        let old = validator.findings(for: document.root).filter { $0.severity == .error }.map(\.code.rawValue)
        let new = validator.findings(for: rendered.root).filter { $0.severity == .error }
        let markings = References.markings(of: JSONTree(rendered.root))
        guard markings.allSatisfy({ numbers[$0].map(travels) ?? true }) else { return false }
        return new.allSatisfy { old.contains($0.code.rawValue) }
    }

    /// What became of an object.
    /// - Parameter place: the object's place.
    /// - Returns: its fate, and for withheld ones why.
    public func fate(_ place: Int) -> (fate: Fate, cause: Cause) { (entries[place].fate, entries[place].cause) }

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

    /// The portions of an object that go.
    private func portions(_ tree: JSONTree, _ object: JSONValue) -> (object: JSONTree?, filter: PortionFilter) {
        let context = context
        var tree = tree
        let lines = tree["extensions"]?[RenditionExtension.tearLine]
        // Tear lines are for the releaser; they are no portion.
        tree["extensions"] = withoutTearLines(tree["extensions"])
        var cache: [[String]: Decision] = [:]
        var filter = PortionFilter(tree, tearLines: lines, limits: limits) { markings in
            if let known = cache[markings] { return known }
            let decision = context.decide(MarkingReading(references: markings, meaning: context.meaning), object)
            cache[markings] = decision
            return decision
        }
        let filtered = filter.filtered(tree)
        return (filtered, filter)
    }

    /// Whether a marking says who may have something; statements and permissible actions do not.
    private func limits(_ marking: String) -> Bool {
        switch MarkingMeaning(published: marking) ?? context.meaning(marking) {
        case .statement, .pap: false
        case .tlp, .label, nil: true
        }
    }

    private func build(_ place: Int, _ document: JSONDocument) -> Rendition? {
        let object = document.root
        let tree = JSONTree(object)
        let (filtered, filter) = portions(tree, object)
        guard var result = filtered, let id = object["id"]?.string else { return nil }
        var withheld = filter.withheld
        if entries[place].type == "language-content" {
            result = translated(result, &withheld)
        }
        var moved: [String: String] = [:]
        result["created_by_ref"] = nil
        result = References.rewritten(
            result,
            view: { [self] in recipientID($0) },
            removed: { withheld.append(WithheldPortion(selector: $0, decision: nil, hasTearLine: false)) },
            moved: { moved[$0] = $1 }
        )
        remark(&result, tree, filter, moved)
        stamp(&result, id, document)
        guard let text = try? JSONDocument(parsing: result.bytes()) else { return nil }
        return Rendition(
            id: result["id"]?.string ?? id,
            bytes: text.root.canonicalBytes(),
            withheld: withheld
        )
    }

    /// The identifier under which the recipient has something, or nil.
    private func recipientID(_ id: String) -> String? {
        guard let name = numbers[id] else { return context.isKnown(id) ? id : nil }
        switch view(name) {
        case .whole: return id
        case .rendition: return context.renditionID(of: id, type: typeOf(id))
        case .withheld: return nil
        }
    }

    /// What goes along with what goes: the marking definitions that it bears, and the creators that it names.
    /// - Parameter isCompanion: whether the object at a place was added only to go along.
    /// - Returns: identifiers; of companions only these are to go.
    public func companions(_ isCompanion: (Int) -> Bool) -> Set<String> {
        var found: Set<Int32> = []
        var queue: [Int32] = []
        func add(_ names: some Sequence<Int32>) {
            for name in names where found.insert(name).inserted { queue.append(name) }
        }
        func follow(_ place: Int) {
            let entry = entries[place]
            if entry.fate == .whole {
                add(entry.markings)
                add(entry.references)
            } else if let rendition = rendition(place), let document = try? JSONDocument(parsing: rendition.bytes) {
                add(References.markings(of: JSONTree(document.root)).compactMap { numbers[$0] })
            }
        }
        for (place, entry) in entries.enumerated() where entry.fate != .withheld && !isCompanion(place) {
            follow(place)
        }
        while let name = queue.popLast() {
            for place in bearers[Int(name)] where isCompanion(Int(place)) && entries[Int(place)].fate != .withheld {
                follow(Int(place))
            }
        }
        return Set(found.map { names[Int($0)] })
    }

    private func typeOf(_ id: String) -> String { STIXIdentifier(id)?.type ?? "object" }

    private func withoutTearLines(_ extensions: JSONTree?) -> JSONTree? {
        guard var extensions else { return nil }
        extensions[RenditionExtension.tearLine] = nil
        return extensions.members?.isEmpty ?? true ? nil : extensions
    }

    /// The markings of a rendition: those of what is left.
    private func remark(
        _ result: inout JSONTree,
        _ source: JSONTree,
        _ filter: PortionFilter,
        _ moved: [String: String]
    ) {
        var entriesLeft: [JSONTree] = []
        var markingsLeft: [String] = []
        for entry in source["granular_markings"]?.elements ?? [] {
            let selectors = (entry["selectors"]?.elements ?? []).compactMap(\.string)
            // The marking of a portion that does not go would tell its level, even where a deeper part of it goes.
            let left = selectors.compactMap { selector in
                filter.lets(selector) ? filter.moved[selector].flatMap { moved[$0] } : nil
            }
            guard !left.isEmpty else { continue }
            var entry = entry
            entry["selectors"] = .strings(left)
            entriesLeft.append(entry)
            if let marking = entry["marking_ref"]?.string, !markingsLeft.contains(marking) {
                markingsLeft.append(marking)
            }
        }
        for (selector, marking) in filter.tearMarkings {
            guard let place = moved[selector] else { continue }
            entriesLeft.append(.members(["marking_ref": .string(marking), "selectors": .strings([place])]))
            if !markingsLeft.contains(marking), limits(marking) { markingsLeft.append(marking) }
        }
        result["granular_markings"] = entriesLeft.isEmpty ? nil : .array(entriesLeft)
        // A banner that does not let the object go would tell the level of what was taken out.
        guard !filter.bannerLets else { return }
        // Statements such as EXERCISE limit nobody, and must not be lost.
        let statements = (source["object_marking_refs"]?.elements ?? []).compactMap(\.string).filter { !limits($0) }
        let banner = statements + markingsLeft.filter { !statements.contains($0) }
        result["object_marking_refs"] = banner.isEmpty ? nil : .strings(banner)
    }

    /// Identity, times and commitment of a rendition.
    private func stamp(_ result: inout JSONTree, _ id: String, _ document: JSONDocument) {
        let (created, modified) = times(of: id)
        result["id"] = .string(context.renditionID(of: id, type: typeOf(id)))
        result["created_by_ref"] = context.creator.map { .string($0) }
        result["created"] = .string(Self.timestamp(created))
        result["modified"] = .string(Self.timestamp(modified))
        var extensions = result["extensions"] ?? .object([])
        extensions[RenditionExtension.rendition] = .members([
            "extension_type": .string("property-extension"),
            "commitment": .string(context.commitment(to: document.root.canonicalBytes(), id: id, modified: modified)),
        ])
        result["extensions"] = extensions
    }

    /// `created` is the first release, `modified` the time of this one, strictly later than the last, in milliseconds.
    private func times(of id: String) -> (created: Int64, modified: Int64) {
        let now = context.now / 1000 * 1000
        guard let given = context.given(id) else { return (now, now) }
        return (given.created, max(now, given.modified + 1000))
    }

    private static func timestamp(_ microseconds: Int64) -> String {
        let text = STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description ?? ""
        return String(text.dropLast(4)) + "Z"
    }

    /// A translation says what its object says: fields that the recipient does not get of the object go, and
    /// `object_modified` is the rendition's (`RULES.md` 4).
    private func translated(_ content: JSONTree, _ withheld: inout [WithheldPortion]) -> JSONTree {
        var content = content
        guard let id = content["object_ref"]?.string, let name = numbers[id] else { return content }
        let version = content["object_modified"]?.string
        var kept: [(source: JSONTree, target: JSONTree)] = []
        var isGone = false
        for place in translated(name, version) where entries[place].fate != .whole {
            if let document = load(place), let rendered = rendition(place),
                let new = try? JSONDocument(parsing: rendered.bytes)
            {
                kept.append((JSONTree(document.root), JSONTree(new.root)))
            } else {
                isGone = true
            }
        }
        guard isGone || !kept.isEmpty else { return content }
        if version != nil {
            content["object_modified"] = view(name) == .rendition ? kept.last?.target["modified"] : nil
        }
        let languages = (content["contents"]?.members ?? []).compactMap { language -> JSONMember? in
            let fields = (language.value.members ?? []).filter { field in
                let isKept =
                    !isGone
                    && kept.allSatisfy { source, target in
                        target[field.name] != nil && target[field.name] == source[field.name]
                    }
                if !isKept {
                    let selector = "contents.\(language.name).\(field.name)"
                    withheld.append(WithheldPortion(selector: selector, decision: nil, hasTearLine: false))
                }
                return isKept
            }
            return fields.isEmpty ? nil : JSONMember(language.name, .object(fields))
        }
        content["contents"] = languages.isEmpty ? nil : .object(languages)
        return content
    }

    /// The versions that a translation is of: the one that it names, else every one.
    private func translated(_ name: Int32, _ version: String?) -> [Int] {
        let all = bearers[Int(name)].map(Int.init)
        guard let version = version.flatMap({ STIXTimestamp($0) }) else { return all }
        let named = all.filter { place in
            load(place)?.root["modified"]?.string.flatMap { STIXTimestamp($0) }?.isSameInstant(as: version) ?? false
        }
        return named.isEmpty ? all : named
    }

    /// Whether what an object translates goes whole.
    private func translatesWhole(_ object: JSONValue) -> Bool {
        guard let id = object["object_ref"]?.string, let name = numbers[id] else { return true }
        return translated(name, object["object_modified"]?.string).allSatisfy { entries[$0].fate == .whole }
    }
}
