internal import JSON
internal import Labels
internal import STIX

/// How one rendition is made: the portions that go, their markings, identity and times.
extension Renderer {
    /// The portions of an object that go.
    func portions(_ tree: JSONTree, _ object: JSONValue, _ place: Int) -> (object: JSONTree?, filter: PortionFilter) {
        let context = context
        var tree = tree
        let lines = tree["extensions"]?[RenditionExtension.tearLine]
        // Tear lines are for the releaser; they are no portion.
        tree["extensions"] = withoutTearLines(tree["extensions"])
        let (source, blocks) = (tree, ParagraphBlocks(of: tree))
        if let blocks { tree = Self.bare(tree, blocks) }
        var cache: [[String]: Decision] = [:]
        let banner = tree["object_marking_refs"]?.elements?.compactMap(\.string) ?? []
        let ignores = context.reader.ignoresPortions
        func decide(_ markings: [String]) -> Decision {
            if let known = cache[markings] { return known }
            let reading = MarkingReading(references: markings, meaning: context.meaning)
            let decision = context.decide(reading, object, place)
            cache[markings] = decision
            return decision
        }
        // Every marking of a portion counts where only the banner is read: one that limits use as well.
        let counts: (String) -> Bool = ignores ? { _ in true } : limits
        var filter = PortionFilter(tree, tearLines: lines, limits: counts) { markings in
            guard ignores, markings != banner else { return decide(markings) }
            let limiting = markings.filter(limits)
            let decision = decide(limiting.isEmpty ? banner : limiting)
            guard decision.outcome.lets, decide(banner).outcome.lets, isStricter(markings, than: banner) else {
                return decision
            }
            return Decision.ignoredPortion
        }
        let filtered = filter.filtered(tree)
        guard let blocks, let filtered else { return (filtered, filter) }
        return (filter.put(blocks, of: source, into: filtered), filter)
    }

    /// An object without the text that its blocks are, and without the names of these, which are for the author's side.
    private static func bare(_ tree: JSONTree, _ blocks: ParagraphBlocks) -> JSONTree {
        var (tree, extensions) = (tree, tree["extensions"] ?? .object([]))
        tree[blocks.property] = nil
        var content = extensions[ParagraphBlocks.definition] ?? .object([])
        for name in ["extension_type", "property"] { content[name] = nil }
        content["blocks"] = .array(
            (content["blocks"]?.elements ?? []).map { element in
                var element = element
                element["name"] = nil
                return element
            }
        )
        extensions[ParagraphBlocks.definition] = content
        tree["extensions"] = extensions
        return tree
    }

    /// Whether a marking says who may have something; statements and permissible actions do not, nor does it that
    /// something is invented for an exercise: where that says who may see it, the object goes to nobody else at all.
    func limits(_ marking: String) -> Bool {
        switch MarkingMeaning(published: marking) ?? context.meaning(marking) {
        case .statement, .pap, .exercise, .explained(.pap, _): false
        case .tlp, .label, .acs, .explained, nil: true
        }
    }

    func build(_ place: Int, _ document: JSONDocument) -> Rendition? {
        let object = document.root
        let tree = JSONTree(object)
        let (filtered, filter) = portions(tree, object, place)
        guard var result = filtered, let id = object["id"]?.string else { return nil }
        var withheld = filter.withheld
        if entries[place].type == "language-content" {
            result = translated(result, &withheld)
        }
        if let told = entries[place].sighting?.told(result, by: context.creator) {
            result = told.object
            withheld += told.changed.map { WithheldPortion(selector: $0, decision: nil, hasTearLine: false) }
        }
        putTranslation(place, into: &result)
        var moved: [String: String] = [:]
        result["created_by_ref"] = nil
        result = References.rewritten(
            result,
            view: { [self] in recipientID($0, in: place) },
            removed: { withheld.append(WithheldPortion(selector: $0, decision: nil, hasTearLine: false)) },
            moved: { moved[$0] = $1 }
        )
        remark(&result, tree, filter, moved)
        markTranslation(place, &result)
        stamp(&result, id, document, place)
        guard let text = try? JSONDocument(parsing: result.bytes()) else { return nil }
        return Rendition(
            id: result["id"]?.string ?? id,
            bytes: text.root.canonicalBytes(),
            withheld: withheld
        )
    }

    /// The identifier under which the recipient has something, or nil.
    func recipientID(_ id: String, in place: Int) -> String? {
        guard let name = numbers[id] else { return context.isKnown(id) ? id : nil }
        switch view(name, for: place) {
        case .whole: return id
        case .rendition: return context.renditionID(of: id, type: typeOf(id))
        case .withheld: return nil
        }
    }

    func typeOf(_ id: String) -> String { STIXIdentifier(id)?.type ?? "object" }

    func withoutTearLines(_ extensions: JSONTree?) -> JSONTree? {
        guard var extensions else { return nil }
        extensions[RenditionExtension.tearLine] = nil
        return extensions.members?.isEmpty ?? true ? nil : extensions
    }

    /// The markings of a rendition: those of what is left.
    func remark(
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
    func stamp(_ result: inout JSONTree, _ id: String, _ document: JSONDocument, _ place: Int) {
        let (created, modified) = times(of: id)
        result["id"] = .string(context.renditionID(of: id, type: typeOf(id)))
        result["created_by_ref"] = context.creator.map { .string($0) }
        result["created"] = .string(Self.timestamp(created))
        result["modified"] = .string(Self.timestamp(modified))
        var extensions = result["extensions"] ?? .object([])
        extensions[RenditionExtension.rendition] = .members([
            "extension_type": .string("property-extension"),
            "commitment": .string(context.commitment(to: document.root.canonicalBytes(), id: id, modified: modified)),
            "translation": translationNote(place, modified),
        ])
        result["extensions"] = extensions
    }

    /// `created` is the first release, `modified` the time of this one, strictly later than the last, in milliseconds.
    func times(of id: String) -> (created: Int64, modified: Int64) {
        let now = context.now / 1000 * 1000
        guard let given = context.given(id) else { return (now, now) }
        return (given.created, max(now, given.modified + 1000))
    }

    static func timestamp(_ microseconds: Int64) -> String {
        let text = STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description ?? ""
        return String(text.dropLast(4)) + "Z"
    }
}
