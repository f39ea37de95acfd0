public import JSON

/// A long text as blocks of one paragraph each, which granular markings can select: our extension (STIX 2.1, 7.3).
///
/// A selector names a property or an item of a list (7.2.3.1), never a part of a text. So the paragraphs are items of
/// a list:
///
/// 1. `property` names the text of the object that the blocks are. It says what they say, joined by an empty line: who
///    knows no blocks reads that.
/// 2. A block has its `text`. What it quotes is named in `source_refs`; its `name` is the same in every version of the
///    object, so that a paragraph is known again where others have moved it.
/// 3. A block is marked by the selector of its item, and has its tear line under that of its text.
/// 4. Of the property there goes what goes of the blocks, and nothing else (`PortionFilter`).
public struct ParagraphBlocks: Sendable, Equatable {
    /// The identifier of the extension definition; `Schemas/entente-blocks.json` describes it.
    public static let definition = "extension-definition--f768064f-9585-47ad-a39e-ed24c2c063fe"
    /// The selector of the extension.
    public static let place = "extensions.\(definition)"

    /// One paragraph.
    public struct Block: Sendable, Equatable {
        /// What it says.
        public var text: String
        /// What it is called in every version of the object; nil where nobody says.
        public var name: String?
        /// The identifiers of what it quotes.
        public var sources: [String]
    }

    /// The property that the blocks are.
    public var property: String
    /// The paragraphs in their order.
    public var blocks: [Block]

    /// The blocks of an object; nil where it has none, or none that can be read.
    /// - Parameter object: the object.
    public init?(of object: JSONTree) {
        guard let content = object["extensions"]?[Self.definition],
            let property = content["property"]?.string, !Self.frame.contains(property),
            let elements = content["blocks"]?.elements, !elements.isEmpty
        else { return nil }
        if let text = object[property], text.string == nil { return nil }
        var blocks: [Block] = []
        for element in elements {
            guard let text = element["text"]?.string else { return nil }
            let sources = element["source_refs"]?.elements?.compactMap(\.string) ?? []
            blocks.append(Block(text: text, name: element["name"]?.string, sources: sources))
        }
        (self.property, self.blocks) = (property, blocks)
    }

    private static let frame: Set<String> = [
        "type", "spec_version", "id", "created", "modified", "created_by_ref", "revoked", "object_marking_refs",
        "granular_markings", "extensions", "lang",
    ]

    /// What the property says.
    public var text: String { Self.joined(blocks.map(\.text)) }

    /// What paragraphs say as one text.
    /// - Parameter paragraphs: the paragraphs in their order.
    /// - Returns: the text.
    public static func joined(_ paragraphs: [String]) -> String { paragraphs.joined(separator: "\n\n") }

    /// The selector of a block.
    /// - Parameter place: its place in the list, from 0.
    /// - Returns: the selector.
    public static func selector(_ place: Int) -> String { "\(Self.place).blocks.[\(place)]" }

    /// What every block quotes, each once, in their order.
    public var sources: [String] {
        var found: [String] = []
        for source in blocks.flatMap(\.sources) where !found.contains(source) { found.append(source) }
        return found
    }

    /// What is wrong with the blocks that an author writes; nil where nothing is, or where there are none.
    /// - Parameter object: the object.
    /// - Returns: the fault in words.
    public static func fault(in object: JSONTree) -> String? {
        guard object["extensions"]?[definition] != nil else { return nil }
        guard let found = ParagraphBlocks(of: object) else { return "the paragraphs of the text cannot be read" }
        guard object[found.property]?.string == found.text else {
            return "the text `\(found.property)` is not what its paragraphs say"
        }
        guard found.blocks.allSatisfy({ isParagraph($0.text) }) else {
            return "a block of the text is empty, or more than one paragraph"
        }
        let names = found.blocks.compactMap(\.name)
        guard Set(names).count == names.count else { return "two blocks of the text have one name" }
        return nil
    }

    /// Whether a text is one paragraph: not empty, and with no empty line in it.
    private static func isParagraph(_ text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.allSatisfy { line in line.contains { !$0.isWhitespace } }
    }
}
