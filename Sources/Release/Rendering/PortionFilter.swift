internal import JSON
internal import Labels
internal import STIX

/// Takes out of an object what its portions' markings do not let go (STIX 2.1, 7.2.3).
///
/// A portion's own marking holds in place of the banner; a deeper one in place of a shallower one.
struct PortionFilter {
    private let decideMarkings: ([String]) -> Decision
    private let marked: [String: [String]]
    private let banner: [String]
    private let tearLines: [String: (text: String, markings: [String])]
    private(set) var withheld: [WithheldPortion] = []
    /// The agreements on which what goes rests, by number.
    private(set) var bases: Set<Int> = []
    /// Where a kept portion stood before and stands now; list elements move up.
    private(set) var moved: [String: String] = [:]
    /// The markings of tear lines that stand in place of portions, with the selectors of these.
    private(set) var tearMarkings: [(selector: String, marking: String)] = []

    /// Properties that every object has and that say nothing of its content.
    static let frame: Set<String> = [
        "type", "spec_version", "id", "created", "modified", "created_by_ref", "revoked", "object_marking_refs",
        "granular_markings",
    ]

    /// A filter for one object.
    /// - Parameters:
    ///   - object: the object, its tear lines taken out.
    ///   - content: the content of the tear-line extension.
    ///   - limits: whether a marking says who may have something.
    ///   - decide: the decision about markings.
    init(
        _ object: JSONTree,
        tearLines content: JSONTree?,
        limits: (String) -> Bool,
        decide: @escaping ([String]) -> Decision
    ) {
        decideMarkings = decide
        banner = object["object_marking_refs"]?.elements?.compactMap(\.string) ?? []
        var marked: [String: [String]] = [:]
        for entry in object["granular_markings"]?.elements ?? [] {
            // A statement says nothing of the audience: it leaves the banner as it is.
            guard let marking = entry["marking_ref"]?.string, limits(marking) else { continue }
            for selector in entry["selectors"]?.elements?.compactMap(\.string) ?? [] {
                marked[selector, default: []].append(marking)
            }
        }
        self.marked = marked
        var lines: [String: (String, [String])] = [:]
        for line in content?["tear_lines"]?.elements ?? [] {
            guard let selector = line["selector"]?.string, let text = line["text"]?.string else { continue }
            lines[selector] = (text, line["object_marking_refs"]?.elements?.compactMap(\.string) ?? [])
        }
        tearLines = lines
    }

    /// The object without what does not go; nil if nothing of its content is left.
    mutating func filtered(_ object: JSONTree) -> JSONTree? {
        guard let members = object.members else { return nil }
        let bannerDecision = decideMarkings(banner)
        var kept: [JSONMember] = []
        var hasContent = false
        for member in members {
            if Self.frame.contains(member.name) {
                kept.append(member)
            } else if let value = filter(member.value, member.name, member.name, bannerDecision) {
                kept.append(JSONMember(member.name, value))
                hasContent = true
            }
        }
        return hasContent ? .object(kept) : nil
    }

    /// Puts the text of blocks back into what was filtered without it: nothing of it goes but what goes of the blocks.
    ///
    /// 1. Where every block goes as it is, and the text may go by its own marking, it goes as it stands.
    /// 2. Else what goes as the text is what is left of the blocks, tear lines in their places; where nothing is,
    ///    no text.
    /// 3. A text that says something else than its blocks, or bears a marking of its own that does not let it go,
    ///    counts as withheld.
    /// - Parameters:
    ///   - blocks: the blocks of the source.
    ///   - source: the object before it was filtered.
    ///   - filtered: what was left of it, the text and the names of blocks taken out before.
    /// - Returns: what is left with the text.
    mutating func put(_ blocks: ParagraphBlocks, of source: JSONTree, into filtered: JSONTree) -> JSONTree {
        var result = filtered
        withholdFrame(of: blocks)
        name(blocks)
        let content = filtered["extensions"]?[ParagraphBlocks.definition]
        let kept = content?["blocks"]?.elements ?? []
        if var content, var extensions = result["extensions"], !kept.isEmpty {
            let before = source["extensions"]?[ParagraphBlocks.definition]
            content["extension_type"] = before?["extension_type"]
            if lets(Self.blockProperty) { content["property"] = before?["property"] }
            extensions[ParagraphBlocks.definition] = content
            result["extensions"] = extensions
        }
        guard let original = source[blocks.property] else { return result }
        let texts = kept.compactMap { $0["text"]?.string }
        let own = marked[blocks.property]
        let decision = decideMarkings(own ?? banner)
        if texts == blocks.blocks.map(\.text), decision.outcome.lets {
            if let basis = decision.agreement { bases.insert(basis) }
            result[blocks.property] = original
        } else {
            if original.string != blocks.text || own != nil && !decision.outcome.lets {
                withheld.append(WithheldPortion(selector: blocks.property, decision: decision, hasTearLine: false))
            }
            result[blocks.property] = texts.isEmpty ? nil : .string(ParagraphBlocks.joined(texts))
        }
        if result[blocks.property] != nil { moved[blocks.property] = blocks.property }
        return result
    }

    /// Which text the blocks are: it says nothing of the content, and has no marking but its own.
    private static let blockProperty = "\(ParagraphBlocks.place).property"

    /// What was taken out before the filter counts as withheld where a marking of its own does not let it go.
    private mutating func withholdFrame(of blocks: ParagraphBlocks) {
        let names = blocks.blocks.indices.map { "\(ParagraphBlocks.selector($0)).name" }
        for selector in [Self.blockProperty] + names {
            guard let decision = marked[selector].map({ decideMarkings($0) }), !decision.outcome.lets else {
                continue
            }
            withheld.append(WithheldPortion(selector: selector, decision: decision, hasTearLine: false))
        }
    }

    /// Calls what is withheld of a block by the block's name, which is the same in every version.
    private mutating func name(_ blocks: ParagraphBlocks) {
        for (place, block) in blocks.blocks.enumerated() {
            guard let name = block.name else { continue }
            let selector = ParagraphBlocks.selector(place)
            for index in withheld.indices where withheld[index].selector.hasPrefix(selector) {
                withheld[index].name = name + withheld[index].selector.dropFirst(selector.utf8.count)
            }
        }
    }

    /// Whether the markings of a selector let its portion go, or say nothing of the audience.
    func lets(_ selector: String) -> Bool { marked[selector].map { decideMarkings($0).outcome.lets } ?? true }

    /// Whether the banner itself lets the object go.
    var bannerLets: Bool { decideMarkings(banner).outcome.lets }

    private mutating func filter(_ value: JSONTree, _ path: String, _ new: String, _ inherited: Decision) -> JSONTree?
    {
        let decision = marked[path].map { decideMarkings($0) } ?? inherited
        switch value {
        case .object(let members):
            var kept: [JSONMember] = []
            for member in members {
                let child = "\(path).\(member.name)"
                // What only says of which kind an extension is says nothing of the content.
                if path == "extensions", member.value.members?.map(\.name) == ["extension_type"] {
                    kept.append(member)
                } else if let value = filter(member.value, child, "\(new).\(member.name)", decision) {
                    kept.append(JSONMember(member.name, value))
                }
            }
            return keep(kept.isEmpty && !members.isEmpty ? nil : .object(kept), members.isEmpty, path, new, decision)
        case .array(let elements):
            var kept: [JSONTree] = []
            for (place, element) in elements.enumerated() {
                let child = "\(path).[\(place)]"
                if let value = filter(element, child, "\(new).[\(kept.count)]", decision) { kept.append(value) }
            }
            return keep(kept.isEmpty && !elements.isEmpty ? nil : .array(kept), elements.isEmpty, path, new, decision)
        default:
            if decision.outcome.lets {
                if let basis = decision.agreement { bases.insert(basis) }
                moved[path] = new
                return value
            }
            let under = tearLines[path].map { decideMarkings($0.markings.isEmpty ? banner : $0.markings) }
            if let line = tearLines[path], case .string = value, let under, under.outcome.lets {
                if let basis = under.agreement { bases.insert(basis) }
                withheld.append(WithheldPortion(selector: path, decision: decision, hasTearLine: true))
                for marking in line.markings { tearMarkings.append((new, marking)) }
                return .string(line.text)
            }
            withheld.append(WithheldPortion(selector: path, decision: decision, hasTearLine: false))
            return nil
        }
    }

    private mutating func keep(
        _ value: JSONTree?,
        _ isEmpty: Bool,
        _ path: String,
        _ new: String,
        _ decision: Decision
    ) -> JSONTree? {
        guard let value else { return nil }
        if isEmpty, !decision.outcome.lets {
            withheld.append(WithheldPortion(selector: path, decision: decision, hasTearLine: false))
            return nil
        }
        moved[path] = new
        return value
    }
}
