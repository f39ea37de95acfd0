import Agreements
import JSON
import Labels
import Release
import STIX
import TestKit
import Testing

/// Translations on their way to a recipient: beside the object, or in it for who does not read them (STIX 2.1, 7.1).
@Suite("Translations that go")
struct TranslationTests {
    private static let id = Bundle.id("campaign", 1)
    private static let content = Bundle.id("language-content", 2)
    private static let french = #""reader":{"language":"fr"}"#

    private static func campaign(_ marking: String = Bundle.green, _ more: String = #""name":"n","description":"d""#)
        -> String
    {
        Bundle.object("campaign", 1, marking, more)
    }

    private static func translation(
        _ marking: String = Bundle.green,
        number: Int = 2,
        of: String = id,
        _ fields: String = #""name":"nom","description":"texte""#,
        with more: String = ""
    ) -> String {
        Bundle.object(
            "language-content",
            number,
            marking,
            #""object_ref":"\#(of)","contents":{"fr":{\#(fields)}}"# + (more.isEmpty ? "" : "," + more)
        )
    }

    @Test("goes whole beside an object that goes whole")
    func beside() throws {
        let bundle = try Bundle([Self.campaign(), Self.translation()])
        #expect(bundle.given.count == 2 && bundle.outcome(Self.content) == .release)
    }

    @Test("says nothing of what the recipient does not get of the object, and speaks of the version that it gets")
    func translated() throws {
        let portioned = Self.campaign(
            Bundle.green,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.red, "description"))"#
        )
        let version = #""object_modified":"\#(Bundle.day)""#
        let bundle = try Bundle([portioned, Self.translation(with: version)])
        #expect(bundle.outcome(Self.content) == .rendition)
        let rendition = try bundle.rendition(Self.content)
        #expect(rendition["contents"] == .members(["fr": .members(["name": "nom"])]))
        #expect(try rendition["object_ref"] == bundle.rendition(Self.id)["id"])
        #expect(try rendition["object_modified"] == bundle.rendition(Self.id)["modified"])
        #expect(bundle.withheld(Self.content) == ["contents.fr.description"])
        // One that names no version names none afterwards.
        let other = try Bundle([portioned, Self.translation()])
        #expect(try other.rendition(Self.content)["object_modified"] == nil)
        // Where nothing of it is left, it does not go.
        let nothing = try Bundle([portioned, Self.translation(Bundle.green, #""description":"texte""#)])
        #expect(nothing.codes(Self.content) == [.translationWithheld] && nothing.given.count == 1)
        // Nor does one of what does not go.
        let hidden = try Bundle([Self.campaign(Bundle.red), Self.translation()])
        #expect(hidden.codes(Self.content) == [.translationWithheld] && hidden.given.isEmpty)
    }

    @Test("of another version than the one that is taken apart, it goes as it is")
    func versions() throws {
        let older = Self.campaign(Bundle.green, #""name":"n","description":"d""#)
        let newer = Self.campaign(
            Bundle.green,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.red, "description"))"#
        )
        .replacing(#""modified":"\#(Bundle.day)""#, with: #""modified":"2026-06-02T00:00:00.000Z""#)
        let bundle = try Bundle([older, newer, Self.translation(with: #""object_modified":"\#(Bundle.day)""#)])
        #expect(bundle.outcome(Self.content) == .release)
        let all = try Bundle([older, newer, Self.translation()])
        #expect(all.outcome(Self.content) == .rendition)
    }

    @Test("stands in the object for who does not read it, and the rendition says which texts are which")
    func inside() throws {
        let bundle = try Bundle([Self.campaign(), Self.translation()], Self.french)
        #expect(bundle.outcome(Self.id) == .rendition)
        let rendition = try bundle.rendition(Self.id)
        #expect(rendition["name"] == "nom" && rendition["description"] == "texte" && rendition["lang"] == "fr")
        #expect(rendition["granular_markings"] == nil && bundle.withheld(Self.id).isEmpty)
        let note = rendition["extensions"]?[RenditionExtension.rendition]?["translation"]
        #expect(note?["language"] == "fr" && note?["properties"] == .strings(["name", "description"]))
        let known = try bundle.rendition(Self.content)["id"]?.string
        #expect(note?["language_content_ref"]?.string == known)
        #expect(note?["commitment"]?.string?.utf8.count == 64)
        let ground = bundle.results[Self.id]?.decision.grounds.first { $0.code == .translationGiven }
        #expect(ground?.verdict == .permits && ground?.value == "fr, \(Self.content)")
        // It says what it took the place of.
        let other = try bundle.rendition(Self.content)
        #expect(other["contents"]?["fr"] == .members(["description": "texte", "name": "nom"]))
        // Texts in some properties alone are marked as what they are.
        let some = try Bundle([Self.campaign(), Self.translation(Bundle.green, #""name":"nom""#)], Self.french)
        let part = try some.rendition(Self.id)
        #expect(part["name"] == "nom" && part["description"] == "d" && part["lang"] == nil)
        #expect(part["granular_markings"] == .array([.members(["lang": "fr", "selectors": .strings(["name"])])]))
    }

    @Test(
        "leaves the object's own words where it does not fit",
        arguments: [
            // In the wanted language already, or in another one than is wanted.
            (#"{"language":"en"}"#, "", ""), (#"{"language":"de"}"#, "", ""),
            (#"{"language":"fr"}"#, #","lang":"fr""#, ""), (#"{"portions":"ignored"}"#, "", ""),
            // Of another version; taken back; a draft.
            (#"{"language":"fr"}"#, "", #""object_modified":"2026-05-01T00:00:00.000Z""#),
            (#"{"language":"fr"}"#, "", #""revoked":true"#),
            (
                #"{"language":"fr"}"#, "",
                #""extensions":{"\#(TranslationRecord.definition)":{"extension_type":"property-extension","#
                    + #""made_by":"machine","translator":"m","state":"draft"}}"#
            ),
        ]
    )
    func own(reader: String, object: String, content: String) throws {
        let text = Self.campaign(Bundle.green, #""name":"n","description":"d"\#(object)"#)
        let bundle = try Bundle(
            [text, Self.translation(Bundle.green, #""name":"nom""#, with: content)],
            #""reader":\#(reader)"#
        )
        #expect(bundle.outcome(Self.id) == .release)
        #expect(!(bundle.results[Self.id]?.decision.grounds.contains { $0.code == .translationGiven } ?? true))
    }

    @Test("stands in no card of a party, and in place of no property that frames an object or that it has not")
    func frame() throws {
        let card = Bundle.object("identity", 1, Bundle.green, #""name":"n","identity_class":"group""#)
        let of = Self.translation(of: Bundle.id("identity", 1))
        #expect(try Bundle([card, of], Self.french).outcome(Bundle.id("identity", 1)) == .release)
        let fields = #""name":"nom","objective":"but","type":"report","aliases":["a"]"#
        let bundle = try Bundle([Self.campaign(), Self.translation(Bundle.green, fields)], Self.french)
        let rendition = try bundle.rendition(Self.id)
        #expect(rendition["name"] == "nom" && rendition["type"] == "campaign" && rendition["objective"] == nil)
        let note = rendition["extensions"]?[RenditionExtension.rendition]?["translation"]
        #expect(note?["properties"] == .strings(["name"]))
        let nothing = Self.translation(Bundle.green, #""objective":"but","description":"""#)
        #expect(try Bundle([Self.campaign(), nothing], Self.french).outcome(Self.id) == .release)
    }

    @Test("has its own marking on the texts that it gave, and does not go where it may not itself")
    func markings() throws {
        let clear = try Bundle([Self.campaign(), Self.translation(Bundle.clear)], Self.french).rendition(Self.id)
        let marked = JSONTree.members([
            "marking_ref": .string(Bundle.clear), "selectors": .strings(["name", "description"]),
        ])
        #expect(clear["granular_markings"] == .array([marked]))
        let closed = try Bundle([Self.campaign(), Self.translation(Bundle.red)], Self.french)
        #expect(closed.outcome(Self.id) == .release && closed.outcome(Self.content) == .refuse)
        // The marking of its own portion goes along as well, unless the object has it on that text already.
        let higher = Self.translation(with: Bundle.portions(Bundle.amber, "contents.fr.name"))
        func markings(of object: String) throws -> JSONTree? {
            try Bundle([object, higher], #"\#(Self.french),"named":true"#).rendition(Self.id)["granular_markings"]
        }
        let amber = JSONTree.members(["marking_ref": .string(Bundle.amber), "selectors": .strings(["name"])])
        #expect(try markings(of: Self.campaign()) == .array([amber]))
        let same = Self.campaign(
            Bundle.green,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.amber, "name"))"#
        )
        #expect(try markings(of: same) == .array([amber]))
        // A text whose portion does not go is none of it.
        let portions = Bundle.portions(Bundle.red, "contents.fr.name")
        let part = try Bundle(
            [
                Self.campaign(),
                Self.translation(Bundle.green, #""name":"nom","description":"texte""#, with: portions),
            ],
            Self.french
        )
        #expect(try part.rendition(Self.id)["name"] == "n" && part.rendition(Self.id)["description"] == "texte")
        // In place of what the recipient would not get of the object it gives nothing.
        let text = Self.campaign(
            Bundle.green,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.red, "description"))"#
        )
        let withheld = try Bundle([text, Self.translation()], Self.french).rendition(Self.id)
        #expect(withheld["name"] == "nom" && withheld["description"] == nil && withheld["lang"] == "fr")
    }

    @Test("leaves the object's own words where its marking cannot go along")
    func stranded() throws {
        let name = Bundle.id("marking-definition", 7)
        let definition =
            #"{"type":"marking-definition","spec_version":"2.1","id":"\#(name)","created":"\#(Bundle.day)","#
            + #""object_marking_refs":["\#(Bundle.red)"],"extensions":{"\#(LabelExtension.definition)":{"#
            + #""extension_type":"property-extension","policy":"Alba","classification":"A-OPEN"}}}"#
        let bundle = try Bundle([definition, Self.campaign(), Self.translation(name)], Self.french)
        #expect(bundle.outcome(Self.id) == .release && bundle.outcome(Self.content) == .refuse)
        #expect(bundle.given.count == 1)
    }

    @Test("of several that fit the newest stands in the object")
    func newest() throws {
        func later(_ number: Int, _ text: String, _ moment: String) -> String {
            Self.translation(Bundle.green, number: number, #""name":"\#(text)""#)
                .replacing(#""modified":"\#(Bundle.day)""#, with: #""modified":"\#(moment)""#)
        }
        let (old, new) = (later(2, "vieux", "2026-06-01T00:00:00.000Z"), later(3, "neuf", "2026-06-01T00:00:01.000Z"))
        for contents in [[old, new], [new, old]] {
            #expect(try Bundle([Self.campaign()] + contents, Self.french).rendition(Self.id)["name"] == "neuf")
        }
        // Of a German and a French one the French one, though it is older; a region answers its language.
        let german = new.replacing(#""fr""#, with: #""de""#)
        #expect(try Bundle([Self.campaign(), old, german], Self.french).rendition(Self.id)["name"] == "vieux")
        let canada = #""reader":{"language":"fr-CA"}"#
        #expect(try Bundle([Self.campaign(), old], canada).rendition(Self.id)["name"] == "vieux")
    }

    @Test("where markings of portions are passed over, nothing goes that is marked higher than the object")
    func ignored() throws {
        let ignoring = #""reader":{"portions":"ignored"},"named":true"#
        let text = Self.campaign(
            Bundle.green,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.amber, "description"))"#
        )
        #expect(try Bundle([text], #""named":true"#).outcome(Self.id) == .release)
        let bundle = try Bundle([text], ignoring)
        #expect(bundle.outcome(Self.id) == .rendition && bundle.withheld(Self.id) == ["description"])
        let code = bundle.results[Self.id]?.rendition?.withheld.first?.decision?.grounds.map(\.code)
        #expect(code == [.portionsIgnored])
        // What is marked lower than the object may be read as the object is marked.
        let lower = Self.campaign(
            Bundle.amber,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.green, "description"))"#
        )
        #expect(try Bundle([lower], ignoring).outcome(Self.id) == .release)
        // Without a banner that lets it go nobody would know what it is.
        let open = Self.campaign(Bundle.red, #""name":"n",\#(Bundle.portions(Bundle.green, "name"))"#)
        let torn = try Bundle([open], ignoring)
        #expect(torn.outcome(Self.id) == .rendition)
        #expect(try torn.rendition(Self.id)["object_marking_refs"] == .strings([Bundle.green]))
        // Nor does a translation stand in it that is marked higher.
        let reader = #""reader":{"portions":"ignored","language":"fr"},"named":true"#
        let higher = try Bundle([Self.campaign(), Self.translation(Bundle.amber)], reader)
        #expect(higher.outcome(Self.id) == .release && higher.outcome(Self.content) == .release)
        let same = try Bundle([Self.campaign(), Self.translation()], reader)
        #expect(try same.rendition(Self.id)["name"] == "nom")
    }
}
