internal import JSON
internal import Labels
internal import STIX
internal import Store

/// Paragraphs that have markings of their own (`ParagraphBlocks`).
extension WritingDesk {
    /// What is wrong with the blocks of an object: their text is not the text, or one is below what it quotes.
    ///
    /// What a block quotes is one of the sources of the whole as well, and judged as such; here it is asked for
    /// where it stands.
    func blockFault(of object: JSONValue) throws(StoreError) -> APIFault? {
        let tree = JSONTree(object)
        if let fault = ParagraphBlocks.fault(in: tree) { return .invalid(fault) }
        for (place, block) in (ParagraphBlocks(of: tree)?.blocks ?? []).enumerated() where !block.sources.isEmpty {
            let marking = desk.reading(of: Self.markings(ofBlock: place, in: object))
            let below = try floor(of: block.sources).shortfalls(of: marking, rank: rank)
            guard below.isEmpty else {
                return .invalid("a paragraph is marked lower than what it quotes: \(Self.text(below)) is missing")
            }
        }
        return nil
    }

    /// The markings that hold for the text of a block: the deepest ones, else those of the whole (STIX 2.1, 7.2.3).
    private static func markings(ofBlock place: Int, in object: JSONValue) -> [String] {
        var own: [String: [String]] = [:]
        for entry in object["granular_markings"].map({ Array($0.elements) }) ?? [] {
            guard let marking = entry["marking_ref"]?.string else { continue }
            for selector in entry["selectors"]?.elements.compactMap(\.string) ?? [] {
                own[selector, default: []].append(marking)
            }
        }
        let block = ParagraphBlocks.selector(place)
        let places = ["\(block).text", block, "\(ParagraphBlocks.place).blocks", ParagraphBlocks.place, "extensions"]
        let banner = object["object_marking_refs"]?.elements.compactMap(\.string) ?? []
        return places.lazy.compactMap { own[$0] }.first ?? banner
    }
}
