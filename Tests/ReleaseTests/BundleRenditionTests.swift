import Agreements
import Cryptography
import JSON
import Labels
import Release
import TestKit
import Testing

/// What stands in a bundle beside a rendition: references, markings, extensions, translations, creators.
@Suite("Bundles of renditions")
struct BundleRenditionTests {
    private static let (campaign, id) = (RenditionTests.campaign, RenditionTests.id)

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
        let bundle = try Bundle([note, report, RenditionTests.portioned("description")])
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
        let older = RenditionTests.portioned("description")
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
        #expect(
            used.outcome(Self.id) == .release && used.results[name]?.isIdle == false
                && used.given.count == 2
        )
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
        #expect(
            marked.outcome(Self.id) == .rendition
                && marked.withheld(Self.id) == ["extensions.\(name)"]
        )
        #expect(try Bundle([text]).outcome(Self.id) == .release)
        let portion = RenditionTests.portioned("description", more: #","extensions":7"#)
        #expect(
            try Bundle([portion]).rendition(Self.id)["extensions"]?[RenditionExtension.rendition] != nil
        )
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
        let whole = Self.campaign.replacing(
            #""name":"n""#,
            with: #""name":"n","created_by_ref":"\#(nowhere)""#
        )
        let asked = try Bundle([whole])
        #expect(asked.outcome(Self.id) == .refer && asked.codes(Self.id) == [.creatorAbsent])
        let given = try Bundle([whole], #""give_absent":true"#)
        #expect(
            given.outcome(Self.id) == .release && given.given.first?["created_by_ref"]?.string == nowhere
        )
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
        let bundle = try Bundle(
            [namesake, other, card, RenditionTests.portioned("description")],
            from: "Dora",
            to: "Alba"
        )
        #expect(try bundle.rendition(Self.id)["created_by_ref"]?.string == Bundle.id("identity", 8))
        let without = try Bundle([namesake, RenditionTests.portioned("description")], from: "Dora", to: "Alba")
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
        let text = Self.campaign.replacing(
            #""name":"n""#,
            with: #""name":"n","created_by_ref":"\#(known)""#
        )
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
        let bundle = try Bundle([
            card, RenditionTests.portioned("description").replacing(#""name":"n""#, with: creator),
        ])
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
}
