internal import JSON
internal import Release
internal import STIX

/// A text in paragraphs of different levels, with a planted text in each: some quote what is held, some have a tear
/// line.
struct CanaryPaper {
    /// What the whole says: all paragraphs, as the one property that any client reads.
    let text: String
    /// The extensions of the object.
    let extensions: JSONTree
    /// The markings of the paragraphs, each with the selectors that it holds for.
    let markings: [JSONTree]
    /// The levels of the paragraphs, and of what stands in their place.
    let levels: Set<CanarySecrets.Level>
    /// The numbers of the planted texts.
    let tokens: [Int]

    private static let tearLine = RenditionExtension.tearLine

    /// Writes one.
    /// - Parameters:
    ///   - level: of the whole; no paragraph is above it.
    ///   - known: what the author knows of, with its level.
    ///   - secrets: where texts are planted.
    ///   - random: decides.
    init(
        _ level: CanarySecrets.Level,
        known: [CanarySecrets.Item],
        _ secrets: inout CanarySecrets,
        _ random: inout SeededGenerator
    ) {
        let levels = [CanarySecrets.Level.open, .restricted, .secret].filter { $0 <= level }
        var (texts, blocks, tears, tokens) = ([String](), [JSONTree](), [JSONTree](), [Int]())
        var selectors: [CanarySecrets.Level: [String]] = [:]
        for place in 0..<Int.random(in: 2...4, using: &random) {
            let own = levels.randomElement(using: &random) ?? .open
            let (planted, token) = secrets.text(level, portion: own)
            tokens.append(token)
            texts.append("paragraph \(planted) words")
            selectors[own, default: []].append(ParagraphBlocks.selector(place))
            var block = JSONTree.members([
                "text": .string(texts[place]),
                "name": .string("name\(UInt32.random(in: 0...(.max), using: &random))"),
            ])
            let quoted = known.filter { $0.level == own }.randomElement(using: &random)
            if let quoted, Int.random(in: 0..<4, using: &random) == 0 { block["source_refs"] = .strings([quoted.id]) }
            blocks.append(block)
            guard own > .open, Bool.random(using: &random) else { continue }
            let (line, number) = secrets.text(level, portion: .open)
            tokens.append(number)
            tears.append(
                .members([
                    "selector": .string("\(ParagraphBlocks.selector(place)).text"),
                    "text": .string("instead \(line)"),
                    "object_marking_refs": .strings([CanaryWorld.marking[.open] ?? ""]),
                ])
            )
        }
        let paragraphs = JSONTree.members([
            "extension_type": "property-extension", "property": "description", "blocks": .array(blocks),
        ])
        let lines = JSONTree.members(["extension_type": "property-extension", "tear_lines": .array(tears)])
        extensions = .object(
            [JSONMember(ParagraphBlocks.definition, paragraphs)]
                + (tears.isEmpty ? [] : [JSONMember(Self.tearLine, lines)])
        )
        markings = selectors.sorted { $0.key < $1.key }.map { level, places in
            .members([
                "marking_ref": .string(CanaryWorld.marking[level] ?? ""), "selectors": .strings(places),
            ])
        }
        self.levels = Set(selectors.keys).union(tears.isEmpty ? [] : [.open])
        (text, self.tokens) = (texts.joined(separator: "\n\n"), tokens)
    }
}
