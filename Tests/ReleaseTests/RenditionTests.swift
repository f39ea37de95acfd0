import Agreements
import Cryptography
import JSON
import Labels
import Release
import TestKit
import Testing

/// What goes in place of objects that may not go as they are (`Documentation/renditions.md`).
@Suite("Renditions")
struct RenditionTests {
    static let campaign = Bundle.object(
        "campaign",
        1,
        Bundle.green,
        #""name":"n","description":"d","aliases":["a","b"]"#
    )

    static func portioned(_ selectors: String..., more: String = "") -> String {
        let list = selectors.map { #""\#($0)""# }.joined(separator: ",")
        let portions = #""granular_markings":[{"marking_ref":"\#(Bundle.red)","selectors":[\#(list)]}]"#
        let members = #""name":"n","description":"d","aliases":["a","b"],\#(portions)\#(more)"#
        return Bundle.object("campaign", 1, Bundle.green, members)
    }

    static let id = Bundle.id("campaign", 1)

    @Test("what may go, goes byte for byte; what may not, does not go at all")
    func whole() throws {
        let bundle = try Bundle([Self.campaign, Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)])
        let canonical = try JSONDocument(Self.campaign).root.canonicalBytes()
        #expect(bundle.given == [JSONTree(try JSONDocument(parsing: canonical).root)])
        #expect(bundle.outcome(Self.id) == .release && bundle.outcome(Bundle.id("campaign", 2)) == .refuse)
        #expect(bundle.codes(Bundle.id("campaign", 2)) == [.tlpClosed])
        #expect(bundle.lets)
        #expect(try !Bundle([Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)]).lets)
    }

    @Test("a portion that does not go is taken out; what is left has an identity, times and a creator of its own")
    func portion() throws {
        let bundle = try Bundle([Self.portioned("description")])
        #expect(bundle.outcome(Self.id) == .rendition && bundle.withheld(Self.id) == ["description"])
        let rendition = try bundle.rendition(Self.id)
        #expect(bundle.given == [rendition])
        #expect(rendition["description"] == nil && rendition["name"] == "n" && rendition["granular_markings"] == nil)
        #expect(rendition["aliases"] == .strings(["a", "b"]))
        #expect(rendition["created"] == "2026-06-01T12:00:00.123Z" && rendition["modified"] == rendition["created"])
        #expect(rendition["created_by_ref"] == "identity--11111111-1111-4111-8111-111111111111")
        #expect(rendition["object_marking_refs"] == .strings([Bundle.green]))
        let name = try #require(rendition["id"]?.string)
        #expect(name != Self.id && name.hasPrefix("campaign--") && name.utf8.count == 46)
        let (version, variant) = (Array(name.utf8)[24], Array(name.utf8)[29])
        #expect(version == UInt8(ascii: "4") && "89ab".utf8.contains(variant))
        let note = rendition["extensions"]?[RenditionExtension.rendition]
        #expect(note?["extension_type"] == "property-extension" && note?["commitment"]?.string?.utf8.count == 64)
    }

    @Test(
        "the identifier is the same for each act and another one for each recipient; the commitment is to what was held"
    )
    func identity() throws {
        let text = Self.portioned("description")
        let (first, later) = (try Bundle([text]), try Bundle([text], now: Bundle.moment + 5_000_000))
        #expect(try first.rendition(Self.id)["id"] == later.rendition(Self.id)["id"])
        #expect(try first.rendition(Self.id)["modified"] != later.rendition(Self.id)["modified"])
        let other = try Bundle([text], to: "Cora")
        #expect(try first.rendition(Self.id)["id"] != other.rendition(Self.id)["id"])
        let context = RenderContext(
            recipient: "Bora",
            creator: nil,
            now: 0,
            decide: { _, _, _ in .undecided },
            meaning: { _ in nil },
            isKnown: { _ in false },
            given: { _ in nil },
            isHeld: { _ in false },
            authenticate: { HMACSHA256.code(of: $0, key: [1, 2, 3]) },
            digest: { SHA256.digest(of: $0) }
        )
        #expect(try first.rendition(Self.id)["id"]?.string == context.renditionID(of: Self.id, type: "campaign"))
        var elsewhere = context
        elsewhere.recipient = "Cora"
        #expect(
            elsewhere.renditionID(of: Self.id, type: "campaign") != context.renditionID(of: Self.id, type: "campaign")
        )
        func commitment(_ bundle: Bundle) throws -> JSONTree? {
            try bundle.rendition(Self.id)["extensions"]?[RenditionExtension.rendition]?["commitment"]
        }
        #expect(try commitment(first) != commitment(later))
        #expect(try commitment(first) != commitment(Bundle([text.replacing(#""d""#, with: #""e""#)])))
        #expect(try commitment(first) == commitment(Bundle([text])))
    }

    @Test(
        "elements of lists move up, and an empty list or object goes with its last element",
        arguments: [
            (["aliases.[0]"], ["b"], ["aliases.[0]"]), (["aliases.[1]"], ["a"], ["aliases.[1]"]),
            (["aliases.[0]", "aliases.[1]"], nil, ["aliases.[0]", "aliases.[1]"]),
            (["aliases"], nil, ["aliases.[0]", "aliases.[1]"]),
        ] as [([String], [String]?, [String])]
    )
    func lists(selectors: [String], left: [String]?, withheld: [String]) throws {
        let list = selectors.map { #""\#($0)""# }.joined(separator: ",")
        let portions = #""granular_markings":[{"marking_ref":"\#(Bundle.red)","selectors":[\#(list)]}]"#
        let text = Bundle.object("campaign", 1, Bundle.green, #""name":"n","aliases":["a","b"],\#(portions)"#)
        let bundle = try Bundle([text])
        #expect(try bundle.rendition(Self.id)["aliases"] == left.map { .strings($0) })
        #expect(bundle.withheld(Self.id) == withheld)
    }

    @Test("a portion with a marking of its own goes though the whole may not; the banner is that of what is left")
    func open() throws {
        let portions = Bundle.portions(Bundle.green, "name", "aliases.[1]")
        let text = Bundle.object(
            "campaign",
            1,
            Bundle.red,
            #""name":"n","description":"d","aliases":["a","b"],\#(portions)"#
        )
        let bundle = try Bundle([text])
        let rendition = try bundle.rendition(Self.id)
        #expect(
            rendition["name"] == "n" && rendition["description"] == nil && rendition["aliases"] == .strings(["b"])
        )
        #expect(rendition["object_marking_refs"] == .strings([Bundle.green]))
        let left = rendition["granular_markings"]?.elements
        #expect(left?.count == 1 && left?.first?["selectors"] == .strings(["name", "aliases.[0]"]))
        #expect(bundle.withheld(Self.id) == ["description", "aliases.[0]"])
    }

    @Test("a deeper marking holds in place of a shallower one")
    func depth() throws {
        let portions =
            #""granular_markings":[{"marking_ref":"\#(Bundle.red)","selectors":["aliases"]},"#
            + #"{"marking_ref":"\#(Bundle.green)","selectors":["aliases.[1]"]}]"#
        let text = Bundle.object("campaign", 1, Bundle.green, #""name":"n","aliases":["a","b"],\#(portions)"#)
        let rendition = try Bundle([text]).rendition(Self.id)
        #expect(rendition["aliases"] == .strings(["b"]))
        #expect(rendition["granular_markings"]?.elements?.map { $0["selectors"] } == [.strings(["aliases.[0]"])])
    }

    @Test("where nothing of the content is left, or a required property is not, nothing goes")
    func meaningless() throws {
        let nothing = try Bundle([Self.portioned("name", "description", "aliases")])
        #expect(nothing.outcome(Self.id) == .refuse)
        let nameless = try Bundle([Self.portioned("name")])
        #expect(nameless.outcome(Self.id) == .refuse && nameless.codes(Self.id) == [.tlpClosed])
        #expect(nameless.given.isEmpty && !nameless.lets)
    }

    @Test("a tear line stands in place of its portion, under its own marking, and is never given itself")
    func tearLine() throws {
        func text(_ selector: String, _ markings: String) -> String {
            Self.portioned(
                "description",
                more:
                    #","extensions":{"\#(RenditionExtension.tearLine)":{"extension_type":"property-extension","#
                    + #""tear_lines":[{"selector":"\#(selector)","text":"less","object_marking_refs":\#(markings)}]}}"#
            )
        }
        let bundle = try Bundle([text("description", #"["\#(Bundle.clear)"]"#)])
        let rendition = try bundle.rendition(Self.id)
        #expect(rendition["description"] == "less")
        #expect(rendition["extensions"]?[RenditionExtension.tearLine] == nil)
        #expect(bundle.results[Self.id]?.rendition?.withheld.map(\.hasTearLine) == [true])
        let left = rendition["granular_markings"]?.elements
        #expect(left?.map { $0["marking_ref"] } == [.string(Bundle.clear)])
        #expect(left?.map { $0["selectors"] } == [.strings(["description"])])
        // Without markings of its own it bears the banner's.
        #expect(try Bundle([text("description", "[]")]).rendition(Self.id)["description"] == "less")
        // One that may not go itself, or for another portion, stands nowhere.
        for other in [text("description", #"["\#(Bundle.red)"]"#), text("aliases", #"["\#(Bundle.clear)"]"#)] {
            let bundle = try Bundle([other])
            #expect(try bundle.rendition(Self.id)["description"] == nil)
            #expect(bundle.results[Self.id]?.rendition?.withheld.map(\.hasTearLine) == [false])
        }
    }

    @Test("timestamps that partners cannot read are told of, where they go")
    func warnings() throws {
        let fine = #""modified":"2026-06-01T00:00:00.1234567Z""#
        let text = Self.campaign.replacing(#""modified":"\#(Bundle.day)""#, with: fine)
        #expect(try Bundle([text]).results[Self.id]?.warnings.map(\.property) == ["modified"])
        let portioned = Self.portioned("description").replacing(#""modified":"\#(Bundle.day)""#, with: fine)
        #expect(try Bundle([portioned]).results[Self.id]?.warnings.isEmpty == true)
        let seen = #","first_seen":"2026-05-01T00:00:00.1234567Z""#
        #expect(
            try Bundle([Self.portioned("description", more: seen)]).results[Self.id]?.warnings.map(\.property) == [
                "first_seen"
            ]
        )
        #expect(try Bundle([Self.portioned("first_seen", more: seen)]).results[Self.id]?.warnings.isEmpty == true)
        let closed = text.replacing(Bundle.green, with: Bundle.red)
        #expect(try Bundle([closed]).results[Self.id]?.warnings.isEmpty == true)
    }
}
