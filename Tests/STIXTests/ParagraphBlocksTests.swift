import JSON
import STIX
import TestKit
import Testing

/// Texts as blocks of one paragraph each (decisions/0025).
@Suite("Paragraph blocks")
struct ParagraphBlocksTests {
    private static func object(_ blocks: String, text: String? = "one\\n\\ntwo", property: String = "content") throws
        -> JSONTree
    {
        let content = text.map { #""content":"\#($0)","# } ?? ""
        let inside = #"{"extension_type":"property-extension","property":"\#(property)","blocks":\#(blocks)}"#
        let json = #"{\#(content)"extensions":{"\#(ParagraphBlocks.definition)":\#(inside)}}"#
        return JSONTree(try JSONDocument(json).root)
    }

    @Test("are read with their names and what they quote")
    func read() throws {
        let quoted = #"[{"text":"one","name":"a","source_refs":["x","y"]},{"text":"two","source_refs":["x"]}]"#
        let blocks = try #require(ParagraphBlocks(of: Self.object(quoted)))
        #expect(blocks.property == "content" && blocks.text == "one\n\ntwo" && blocks.sources == ["x", "y"])
        #expect(blocks.blocks.map(\.name) == ["a", nil])
        #expect(try ParagraphBlocks.fault(in: Self.object(quoted)) == nil)
        #expect(ParagraphBlocks.selector(1) == "extensions.\(ParagraphBlocks.definition).blocks.[1]")
    }

    @Test(
        "what an author may not write of them",
        arguments: [
            (#"[]"#, "content", "the paragraphs of the text cannot be read"),
            (#"["one"]"#, "content", "the paragraphs of the text cannot be read"),
            (#"[{"name":"a"}]"#, "content", "the paragraphs of the text cannot be read"),
            (#"[{"text":"one"}]"#, "id", "the paragraphs of the text cannot be read"),
            (#"[{"text":"one"},{"text":"2"}]"#, "content", "the text `content` is not what its paragraphs say"),
            (#"[{"text":"one"},{"text":"two"}]"#, "other", "the text `other` is not what its paragraphs say"),
            (#"[{"text":"one\n\ntwo"}]"#, "content", "a block of the text is empty, or more than one paragraph"),
            (
                #"[{"text":"one","name":"a"},{"text":"two","name":"a"}]"#, "content",
                "two blocks of the text have one name"
            ),
        ]
    )
    func faults(_ blocks: String, _ property: String, _ fault: String) throws {
        #expect(try ParagraphBlocks.fault(in: Self.object(blocks, property: property)) == fault)
    }

    @Test("an object without them has no fault, and no blocks")
    func without() throws {
        let plain = JSONTree(try JSONDocument(#"{"content":"one"}"#).root)
        #expect(ParagraphBlocks(of: plain) == nil && ParagraphBlocks.fault(in: plain) == nil)
    }
}
