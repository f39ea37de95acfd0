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
    private static let campaign = Bundle.object(
        "campaign",
        1,
        Bundle.green,
        #""name":"n","description":"d","aliases":["a","b"]"#
    )

    private static func portioned(_ selectors: String..., more: String = "") -> String {
        let list = selectors.map { #""\#($0)""# }.joined(separator: ",")
        let portions = #""granular_markings":[{"marking_ref":"\#(Bundle.red)","selectors":[\#(list)]}]"#
        let members = #""name":"n","description":"d","aliases":["a","b"],\#(portions)\#(more)"#
        return Bundle.object("campaign", 1, Bundle.green, members)
    }

    private static let id = Bundle.id("campaign", 1)

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

    @Test("what refers to a rendition becomes one, under the identifier that the recipient has")
    func reference() throws {
        let report = Bundle.object(
            "report",
            2,
            Bundle.green,
            #""name":"r","published":"\#(Bundle.day)","object_refs":["\#(Self.id)"]"#
        )
        let note = Bundle.object(
            "note",
            3,
            Bundle.green,
            #""content":"c","object_refs":["\#(Bundle.id("report", 2))"]"#
        )
        let bundle = try Bundle([note, report, Self.portioned("description")])
        #expect(bundle.results.values.allSatisfy { $0.decision.outcome == .rendition })
        let campaign = try bundle.rendition(Self.id)["id"]?.string
        #expect(try bundle.rendition(Bundle.id("report", 2))["object_refs"] == campaign.map { .strings([$0]) })
        let named = try bundle.rendition(Bundle.id("report", 2))["id"]?.string
        #expect(try bundle.rendition(Bundle.id("note", 3))["object_refs"] == named.map { .strings([$0]) })
        #expect(bundle.withheld(Bundle.id("report", 2)).isEmpty && bundle.given.count == 3)
    }

    @Test("a reference to what does not go is taken out; who means nothing without it does not go")
    func hidden() throws {
        let secret = Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)
        let report = Bundle.object(
            "report",
            3,
            Bundle.green,
            #""name":"r","published":"\#(Bundle.day)","object_refs":["\#(Self.id)","\#(Bundle.id("campaign", 2))"]"#
        )
        let tie = Bundle.object(
            "relationship",
            4,
            Bundle.green,
            #""relationship_type":"related-to","source_ref":"\#(Self.id)","target_ref":"\#(Bundle.id("campaign", 2))""#
        )
        let bundle = try Bundle([Self.campaign, secret, report, tie])
        #expect(try bundle.rendition(Bundle.id("report", 3))["object_refs"] == .strings([Self.id]))
        #expect(bundle.withheld(Bundle.id("report", 3)) == ["object_refs.[1]"])
        #expect(bundle.results[Bundle.id("report", 3)]?.rendition?.withheld.first?.decision == nil)
        #expect(bundle.codes(Bundle.id("relationship", 4)) == [.meaninglessWithout])
        #expect(bundle.given.count == 2)
    }

    @Test("observables go whole or not at all")
    func observable() throws {
        let member =
            #""number":1,"name":"n","granular_markings":[{"marking_ref":"\#(Bundle.red)","selectors":["name"]}]"#
        let text = Bundle.object("autonomous-system", 5, Bundle.green, member)
            .replacing(#""created":"\#(Bundle.day)","modified":"\#(Bundle.day)","#, with: "")
        let bundle = try Bundle([text])
        #expect(bundle.given.isEmpty && bundle.outcome(Bundle.id("autonomous-system", 5)) == .refuse)
        let secret = Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)
        let mail = Bundle.object(
            "email-message",
            6,
            Bundle.green,
            #""is_multipart":false,"from_ref":"\#(Bundle.id("campaign", 2))""#
        )
        .replacing(#""created":"\#(Bundle.day)","modified":"\#(Bundle.day)","#, with: "")
        #expect(try Bundle([mail, secret]).codes(Bundle.id("email-message", 6)) == [.notRenderable])
    }

    @Test("of several versions a rendition is made of the newest alone")
    func versions() throws {
        let older = Self.portioned("description")
        let newer = older.replacing(#""modified":"\#(Bundle.day)""#, with: #""modified":"2026-06-02T00:00:00.000Z""#)
            .replacing(#""name":"n""#, with: #""name":"newer""#)
        for objects in [[older, newer], [newer, older]] {
            let bundle = try Bundle(objects)
            #expect(bundle.given.count == 1 && bundle.given.first?["name"] == "newer")
        }
    }

    @Test("marking definitions go with what bears them; of two contents neither is believed")
    func definitions() throws {
        let name = Bundle.id("marking-definition", 7)
        func definition(_ level: String) -> String {
            #"{"type":"marking-definition","spec_version":"2.1","id":"\#(name)","created":"\#(Bundle.day)","#
                + #""extensions":{"\#(LabelExtension.definition)":{"extension_type":"property-extension","#
                + #""policy":"Alba","classification":"\#(level)"}}}"#
        }
        let marked = Bundle.object("campaign", 1, name, #""name":"n""#)
        let used = try Bundle([definition("A-OPEN"), marked])
        #expect(used.outcome(Self.id) == .release && used.results[name]?.isIdle == false && used.given.count == 2)
        #expect(used.results[name]?.decision.grounds.map(\.code).contains(.markingTravels) == true)
        #expect(used.results[Self.id]?.decision.grounds.map(\.code).contains(.markingTravels) == false)
        let idle = try Bundle([definition("A-OPEN"), Self.campaign])
        #expect(idle.results[name]?.isIdle == true && idle.given.count == 1)
        #expect(try !Bundle([definition("A-OPEN")]).lets)
        let twice = try Bundle([definition("A-OPEN"), definition("A-OPEN"), marked])
        #expect(twice.outcome(Self.id) == .release)
        let torn = try Bundle([definition("A-OPEN"), definition("A-TOP"), marked])
        #expect(torn.outcome(Self.id) == .refuse && torn.codes(Self.id).contains(.markingUnknown))
        #expect(try Bundle([marked]).codes(Self.id) == [.markingUnknown])
    }

    @Test("what marks a marking goes with it, and what nothing bears does not")
    func chain() throws {
        let (first, second) = (Bundle.id("marking-definition", 7), Bundle.id("marking-definition", 8))
        func definition(_ name: String, _ marking: String) -> String {
            #"{"type":"marking-definition","spec_version":"2.1","id":"\#(name)","created":"\#(Bundle.day)","#
                + #""object_marking_refs":["\#(marking)"],"extensions":{"\#(LabelExtension.definition)":{"#
                + #""extension_type":"property-extension","policy":"Alba","classification":"A-OPEN"}}}"#
        }
        let definitions = [definition(first, second), definition(second, Bundle.green)]
        let bundle = try Bundle(definitions + [Bundle.object("campaign", 1, first, #""name":"n""#)])
        #expect(bundle.given.count == 3)
        #expect([first, second].map { bundle.results[$0]?.isIdle } == [false, false])
        let other = try Bundle(definitions + [Bundle.object("campaign", 1, second, #""name":"n""#)])
        #expect([first, second].map { other.results[$0]?.isIdle } == [true, false])
        // What marks a definition that nothing bears is not needed either.
        let idle = try Bundle(definitions + [Self.campaign])
        #expect([first, second].map { idle.results[$0]?.isIdle } == [true, true] && idle.given.count == 1)
        // A rendition takes along what it bears itself.
        let portion = Bundle.object(
            "campaign",
            1,
            first,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.red, "description"))"#
        )
        let part = try Bundle(definitions + [portion])
        #expect(part.results[first]?.isIdle == false && part.given.count == 3)
    }

    @Test("the name of an extension whose definition merely bears no marking goes; a marked one may tell")
    func extensions() throws {
        let name = Bundle.id("extension-definition", 9)
        func definition(_ markings: String) -> String {
            #"{"type":"extension-definition","spec_version":"2.1","id":"\#(name)","created":"\#(Bundle.day)","#
                + #""modified":"\#(Bundle.day)","created_by_ref":"identity--11111111-1111-4111-8111-111111111111","#
                + #""name":"x","schema":"s","version":"1","extension_types":["property-extension"]\#(markings)}"#
        }
        let text = Self.campaign.replacing(
            #""name":"n""#,
            with: #""name":"n","extensions":{"\#(name)":{"extension_type":"property-extension","x":1}}"#
        )
        let unmarked = try Bundle([definition(""), text])
        #expect(unmarked.outcome(name) == .refuse && unmarked.outcome(Self.id) == .release)
        let marked = try Bundle([definition(#","object_marking_refs":["\#(Bundle.red)"]"#), text])
        #expect(marked.outcome(Self.id) == .rendition && marked.withheld(Self.id) == ["extensions.\(name)"])
        #expect(try Bundle([text]).outcome(Self.id) == .release)
        let portion = Self.portioned("description", more: #","extensions":7"#)
        #expect(try Bundle([portion]).rendition(Self.id)["extensions"]?[RenditionExtension.rendition] != nil)
    }

    @Test("of which kind an extension is says nothing of the content; what it says does")
    func kinds() throws {
        let (first, second) = (Bundle.id("extension-definition", 8), Bundle.id("extension-definition", 9))
        let extensions =
            #""extensions":{"\#(first)":{"extension_type":"property-extension"},"\#(second)":{"#
            + #""extension_type":"property-extension","x":{"extension_type":"y"}}}"#
        let text = Bundle.object(
            "campaign",
            1,
            Bundle.red,
            #""name":"n",\#(Bundle.portions(Bundle.green, "name")),\#(extensions)"#
        )
        let bundle = try Bundle([text])
        let left = try bundle.rendition(Self.id)["extensions"]
        #expect(left?[first] == .members(["extension_type": "property-extension"]) && left?[second] == nil)
        #expect(
            bundle.withheld(Self.id) == [
                "extensions.\(second).extension_type", "extensions.\(second).x.extension_type",
            ]
        )
    }

    @Test("what observed data holds itself is named by keys that mean nothing outside (STIX 2.0, 2.9)")
    func container() throws {
        let (inner, nowhere) = (Bundle.id("file", 3), Bundle.id("campaign", 9))
        func observed(_ more: String) -> String {
            Bundle.object(
                "observed-data",
                1,
                Bundle.green,
                #""first_observed":"\#(Bundle.day)","last_observed":"\#(Bundle.day)","number_observed":1,"#
                    + #""objects":{"0":{"type":"file","id":"\#(inner)","name":"f"},"1":{"type":"directory","path":"p","#
                    + #""contains_refs":["\#(inner)"\#(more)]}}"#
            )
        }
        let name = Bundle.id("observed-data", 1)
        #expect(try Bundle([observed("")]).outcome(name) == .release)
        let other = try Bundle([observed(#","\#(nowhere)""#)])
        #expect(other.outcome(name) == .rendition && other.withheld(name) == ["objects.1.contains_refs.[1]"])
        // The same under another name is a reference.
        let note = Bundle.object("note", 2, Bundle.green, #""content":"c","object_refs":["\#(inner)"]"#)
        #expect(try Bundle([note]).codes(Bundle.id("note", 2)) == [.referenceAbsent])
    }

    @Test("a translation of several versions says nothing that one of them, which does not go, may have said alone")
    func versionsOfTranslation() throws {
        let older = Bundle.object("campaign", 1, Bundle.red, #""name":"n","description":"d""#)
        let newer = Self.campaign.replacing(
            #""modified":"\#(Bundle.day)""#,
            with: #""modified":"2026-06-02T00:00:00.000Z""#
        )
        let content = Bundle.object(
            "language-content",
            2,
            Bundle.green,
            #""object_ref":"\#(Self.id)","contents":{"fr":{"name":"nom"}}"#
        )
        let bundle = try Bundle([older, newer, content])
        #expect(bundle.codes(Bundle.id("language-content", 2)) == [.translationWithheld] && bundle.given.count == 1)
    }

    @Test("a creator or a reference that is not here is asked about, unless the act lets its name go")
    func absent() throws {
        let nowhere = "identity--99999999-9999-4999-8999-999999999999"
        // Whole, it names whom it names; in a rendition nobody signs for somebody who is not here.
        let whole = Self.campaign.replacing(#""name":"n""#, with: #""name":"n","created_by_ref":"\#(nowhere)""#)
        let asked = try Bundle([whole])
        #expect(asked.outcome(Self.id) == .refer && asked.codes(Self.id) == [.creatorAbsent])
        let given = try Bundle([whole], #""give_absent":true"#)
        #expect(given.outcome(Self.id) == .release && given.given.first?["created_by_ref"]?.string == nowhere)
        let tie = Bundle.object(
            "relationship",
            4,
            Bundle.green,
            #""relationship_type":"related-to","source_ref":"\#(Self.id)","target_ref":"\#(Bundle.id("campaign", 2))""#
        )
        let name = Bundle.id("relationship", 4)
        #expect(try Bundle([Self.campaign, tie]).codes(name) == [.referenceAbsent])
        #expect(try Bundle([Self.campaign, tie], #""give_absent":true"#).outcome(name) == .release)
        // What is here and does not go is named by no act.
        let secret = Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)
        let hidden = try Bundle([Self.campaign, tie, secret], #""give_absent":true"#)
        #expect(hidden.codes(name) == [.meaninglessWithout])
    }

    @Test("an article that lets stand what is not here is the ground of what names it")
    func article() throws {
        let accord = """
            party Alba

            party Bora

            agreement AB
              between Alba and Bora
              in force from 2020-01-01
              article 9: references to what the sender does not hold may stand

            """
        let tie = Bundle.object(
            "relationship",
            4,
            Bundle.green,
            #""relationship_type":"related-to","source_ref":"\#(Self.id)","target_ref":"\#(Bundle.id("campaign", 2))""#
        )
        let name = Bundle.id("relationship", 4)
        func grounds(_ objects: [String], _ question: String = "") throws -> [Ground] {
            let bundle = try Bundle(objects, question, under: accord)
            return bundle.results[name]?.decision.grounds.filter { $0.code == .absentNamed } ?? []
        }
        let said = try grounds([Self.campaign, tie])
        #expect(said.map(\.verdict) == [.permits] && said.map(\.agreement) == [0] && said.map(\.article) == [0])
        #expect(try Bundle([Self.campaign, tie], under: accord).outcome(name) == .release)
        // Where everything is here, or the act lets it stand itself, no article is needed.
        let other = Bundle.object("campaign", 2, Bundle.green, #""name":"n""#)
        #expect(try grounds([Self.campaign, tie, other]).isEmpty)
        #expect(try grounds([Self.campaign, tie], #""give_absent":true"#).isEmpty)
        // Nor is it the ground of what does not go.
        #expect(try grounds([Self.campaign, tie.replacing(Bundle.green, with: Bundle.red)]).isEmpty)
        let hidden = Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)
        #expect(try grounds([Self.campaign, tie, hidden]).isEmpty)
    }

    @Test("a party without a card on record signs with the one that the bundle has of it")
    func creator() throws {
        let card = Bundle.object("identity", 8, Bundle.green, #""name":"Dora","identity_class":"organization""#)
        let other = Bundle.object("identity", 7, Bundle.green, #""name":"Alba","identity_class":"organization""#)
        let namesake = Bundle.object("campaign", 6, Bundle.green, #""name":"Dora""#)
        let bundle = try Bundle([namesake, other, card, Self.portioned("description")], from: "Dora", to: "Alba")
        #expect(try bundle.rendition(Self.id)["created_by_ref"]?.string == Bundle.id("identity", 8))
        let without = try Bundle([namesake, Self.portioned("description")], from: "Dora", to: "Alba")
        #expect(try without.rendition(Self.id)["created_by_ref"] == nil)
    }

    @Test("an object that loses all its members goes itself; one that was empty stays")
    func members() throws {
        let secret = Bundle.object("campaign", 2, Bundle.red, #""name":"n""#)
        let name = Bundle.id("extension-definition", 9)
        let text = Self.campaign.replacing(
            #""name":"n""#,
            with:
                #""name":"n","extensions":{"\#(name)":{"extension_type":"property-extension","e":{},"l":[],"#
                + #""r":{"s":"\#(Bundle.id("campaign", 2))"},"t":["\#(Bundle.id("campaign", 2))"]}}"#
        )
        let left = try Bundle([text, secret]).rendition(Self.id)["extensions"]?[name]
        #expect(left == .members(["e": .object([]), "extension_type": "property-extension", "l": .array([])]))
    }

    @Test("both parties know each other's cards, by identifier and by name")
    func cards() throws {
        let known = "identity--22222222-2222-4222-8222-222222222222"
        let text = Self.campaign.replacing(#""name":"n""#, with: #""name":"n","created_by_ref":"\#(known)""#)
        #expect(try Bundle([text]).given.first?["created_by_ref"]?.string == known)
        let card = Bundle.object("identity", 8, Bundle.red, #""name":"Bora","identity_class":"organization""#)
        let other = Bundle.object("identity", 8, Bundle.red, #""name":"Dora","identity_class":"organization""#)
        let named = Self.campaign.replacing(
            #""name":"n""#,
            with: #""name":"n","created_by_ref":"\#(Bundle.id("identity", 8))""#
        )
        #expect(try Bundle([card, named]).outcome(Self.id) == .release)
        #expect(try Bundle([other, named]).outcome(Self.id) != .release)
    }

    @Test("who created it is no portion: a rendition has another creator, and of the first one nothing is told")
    func creators() throws {
        let card = Bundle.object("identity", 8, Bundle.red, #""name":"Nobody","identity_class":"organization""#)
        let creator = #""name":"n","created_by_ref":"\#(Bundle.id("identity", 8))""#
        let bundle = try Bundle([card, Self.portioned("description").replacing(#""name":"n""#, with: creator)])
        #expect(bundle.withheld(Self.id) == ["description"])
        let signed = try bundle.rendition(Self.id)["created_by_ref"]?.string
        #expect(signed == "identity--11111111-1111-4111-8111-111111111111")
    }

    @Test("what a bundle's derived-from says makes a work its source's originator's, too")
    func derived() throws {
        let cora = "identity--33333333-3333-4333-8333-333333333333"
        let source = Bundle.object("campaign", 2, Bundle.green, #""name":"s","created_by_ref":"\#(cora)""#)
        let tie = Bundle.object(
            "relationship",
            4,
            Bundle.green,
            #""relationship_type":"derived-from","source_ref":"\#(Self.id)","#
                + #""target_ref":"\#(Bundle.id("campaign", 2))""#
        )
        #expect(try Bundle([Self.campaign, source]).outcome(Self.id) == .release)
        #expect(try Bundle([Self.campaign, source, tie]).codes(Self.id) == [.consentMissing])
        let consent = #""consents":[{"by":"Cora","to":"Bora","item":"\#(Self.id)"}]"#
        #expect(try Bundle([Self.campaign, source, tie], consent).outcome(Self.id) == .release)
        let recall = #""recall":{"by":"Cora","reference":"r"}"#
        #expect(try Bundle([Self.campaign], recall).codes(Self.id) == [.recalled])
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
