import JSON
import Labels
import Release
import STIX
import TestKit
import Testing

/// Texts whose paragraphs have markings of their own (decisions/0025).
@Suite("Renditions of texts in blocks")
struct BlockRenditionTests {
    private static let id = Bundle.id("note", 1)
    private static let extensionID = ParagraphBlocks.definition

    /// A note of paragraphs with their markings, the empty one for that of the whole.
    private static func note(
        _ blocks: [(text: String, marking: String)],
        whole: String = Bundle.red,
        content: String? = nil,
        also portions: [(marking: String, selector: String)] = [],
        tear: (place: Int, text: String)? = nil,
        source: String? = nil
    ) -> String {
        let refs = source.map { #","source_refs":["\#($0)"]"# } ?? ""
        let items = blocks.enumerated().map { #"{"text":"\#($1.text)","name":"name-\#($0)"\#(refs)}"# }
        let own = blocks.enumerated().filter { !$1.marking.isEmpty }
            .map { ($1.marking, ParagraphBlocks.selector($0)) }
        let rest = [(Bundle.green, "object_refs"), (Bundle.green, "abstract")]
        let marked = (own + rest + portions.map { ($0.marking, $0.selector) }).map {
            #"{"marking_ref":"\#($0.0)","selectors":["\#($0.1)"]}"#
        }
        let line = tear.map { place, text in
            #","\#(RenditionExtension.tearLine)":{"extension_type":"property-extension","tear_lines":[{"selector":"#
                + #""\#(ParagraphBlocks.selector(place)).text","text":"\#(text)","#
                + #""object_marking_refs":["\#(Bundle.green)"]}]}"#
        }
        let text = content ?? blocks.map(\.text).joined(separator: "\\n\\n")
        let member =
            #""abstract":"a","content":"\#(text)","object_refs":["\#(Bundle.id("campaign", 2))"],"#
            + #""granular_markings":[\#(marked.joined(separator: ","))],"extensions":{"\#(extensionID)":"#
            + #"{"extension_type":"property-extension","property":"content","#
            + #""blocks":[\#(items.joined(separator: ","))]}"#
            + (line ?? "") + "}"
        return Bundle.object("note", 1, whole, member)
    }

    private static let campaign = Bundle.object("campaign", 2, Bundle.green, #""name":"n""#)

    private static func blocks(_ object: JSONTree) -> [JSONTree] {
        object["extensions"]?[extensionID]?["blocks"]?.elements ?? []
    }

    @Test("what goes as the text is what is left of the blocks, in their order; nothing of the others is in any byte")
    func left() throws {
        let texts = [
            ("one", Bundle.green), ("CANARY two", Bundle.red), ("three", Bundle.clear), ("CANARY four", Bundle.amber),
            ("five", Bundle.green),
        ]
        let bundle = try Bundle([Self.note(texts), Self.campaign])
        #expect(bundle.outcome(Self.id) == .rendition)
        let rendition = try bundle.rendition(Self.id)
        #expect(rendition["content"] == "one\n\nthree\n\nfive" && rendition["abstract"] == "a")
        #expect(Self.blocks(rendition) == ["one", "three", "five"].map { .members(["text": .string($0)]) })
        #expect(rendition["extensions"]?[Self.extensionID]?["property"] == "content")
        let bytes = String(decoding: rendition.bytes(), as: UTF8.self)
        #expect(!bytes.contains("CANARY") && !bytes.contains("name-") && !bytes.contains(Bundle.red))
        #expect(!bytes.contains(Bundle.amber))
        // The markings have moved up with what they mark, and the banner is that of what is left.
        let marked = rendition["granular_markings"]?.elements ?? []
        let pairs = marked.flatMap { entry in
            (entry["selectors"]?.elements ?? []).map { [entry["marking_ref"]?.string, $0.string] }
        }
        for (place, marking) in [(0, Bundle.green), (1, Bundle.clear), (2, Bundle.green)] {
            #expect(pairs.contains([marking, ParagraphBlocks.selector(place)]))
        }
        #expect(pairs.count == 5 && rendition["object_marking_refs"] == .strings([Bundle.green, Bundle.clear]))
        #expect(ParagraphBlocks(of: rendition)?.text == "one\n\nthree\n\nfive")
        let selectors = [1, 3].map { ParagraphBlocks.selector($0) + ".text" }
        #expect(bundle.withheld(Self.id) == selectors)
        #expect(bundle.results[Self.id]?.rendition?.withheld.map(\.name) == ["name-1.text", "name-3.text"])
    }

    @Test("where every block goes, it goes byte for byte")
    func whole() throws {
        let text = Self.note([("one", Bundle.clear), ("two", "")], whole: Bundle.green)
        let bundle = try Bundle([text, Self.campaign])
        #expect(bundle.outcome(Self.id) == .release)
        let canonical = try JSONDocument(parsing: JSONDocument(text).root.canonicalBytes())
        #expect(bundle.given.contains(JSONTree(canonical.root)))
    }

    @Test("a tear line stands in place of its paragraph, in the text as well")
    func tearLine() throws {
        let blocks = [("one", Bundle.green), ("CANARY", Bundle.red)]
        let rendition = try Bundle([Self.note(blocks, tear: (1, "less")), Self.campaign]).rendition(Self.id)
        #expect(rendition["content"] == "one\n\nless")
        #expect(Self.blocks(rendition).map { $0["text"] } == ["one", "less"])
        #expect(!String(decoding: rendition.bytes(), as: UTF8.self).contains("CANARY"))
    }

    @Test("where no block goes there is no text: who means nothing without it does not go")
    func none() throws {
        let bundle = try Bundle([Self.note([("one", Bundle.red), ("two", "")]), Self.campaign])
        #expect(bundle.outcome(Self.id) == .refuse && bundle.given.count == 1)
    }

    @Test(
        "a text that says something else than its blocks never goes in their place",
        arguments: [(Bundle.red, [(String, String)]()), (Bundle.green, [(Bundle.red, "content")])]
    )
    func other(whole: String, portions: [(marking: String, selector: String)]) throws {
        let blocks = [("one", Bundle.green), ("two", Bundle.green)]
        let text = Self.note(blocks, whole: whole, content: "CANARY", also: portions)
        let bundle = try Bundle([text, Self.campaign])
        #expect(try bundle.rendition(Self.id)["content"] == "one\n\ntwo")
        #expect(bundle.withheld(Self.id) == ["content"])
    }

    @Test("a text that is marked higher than its blocks goes as these do, and not as it stands")
    func higher() throws {
        let text = Self.note([("one", "")], whole: Bundle.green, also: [(Bundle.red, "content")])
        let bundle = try Bundle([text, Self.campaign])
        #expect(bundle.withheld(Self.id) == ["content"])
        #expect(try bundle.rendition(Self.id)["content"] == "one")
        #expect(try !String(decoding: bundle.rendition(Self.id).bytes(), as: UTF8.self).contains(Bundle.red))
    }

    @Test(
        "names of blocks go with what goes whole alone; one that is marked is withheld",
        arguments: [".name", ".text"]
    )
    func names(_ part: String) throws {
        let marked = [(Bundle.red, ParagraphBlocks.selector(0) + part)]
        let text = Self.note([("one", ""), ("two", "")], whole: Bundle.green, also: marked)
        let bundle = try Bundle([text, Self.campaign])
        #expect(bundle.withheld(Self.id) == [ParagraphBlocks.selector(0) + part])
        #expect(try bundle.rendition(Self.id)["content"] == .string(part == ".name" ? "one\n\ntwo" : "two"))
        #expect(try !String(decoding: bundle.rendition(Self.id).bytes(), as: UTF8.self).contains("name-"))
    }

    @Test("what a block quotes goes under the identifier that the recipient has, or not at all; the text stays")
    func sources() throws {
        for (marking, goes) in [(Bundle.green, true), (Bundle.red, false)] {
            let quoted = Bundle.object("campaign", 3, marking, #""name":"q""#)
            let text = Self.note([("one", Bundle.green)], whole: Bundle.green, source: Bundle.id("campaign", 3))
            let bundle = try Bundle([text, Self.campaign, quoted])
            #expect(bundle.outcome(Self.id) == (goes ? .release : .rendition))
            guard !goes else { continue }
            let rendition = try bundle.rendition(Self.id)
            #expect(rendition["content"] == "one" && Self.blocks(rendition) == [.members(["text": "one"])])
            #expect(!String(decoding: rendition.bytes(), as: UTF8.self).contains(Bundle.id("campaign", 3)))
        }
    }

    @Test("what cannot be read as blocks is portions like any other")
    func unreadable() throws {
        let text = Self.note([("one", Bundle.green)], whole: Bundle.green)
            .replacing(#""property":"content""#, with: #""property":"extensions""#)
        let bundle = try Bundle([text, Self.campaign])
        #expect(bundle.outcome(Self.id) == .release)
    }
}
