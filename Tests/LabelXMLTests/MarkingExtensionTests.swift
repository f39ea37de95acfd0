import JSON
import Labels
import Testing

@Suite("Markings of other programmes")
struct MarkingExtensionTests {
    private static let acs = """
        {"type":"marking-definition","extensions":{"extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce":{
        "extension_type":"property-extension","identifier":"isa:guide.19001.ACS3-1","name":"n",
        "create_date_time":"2026-08-14T01:08:08.432Z","responsible_entity_custodian":"USA.DHS.US-CERT",
        "responsible_entity_originator":"USA.DHS","authority_reference":["urn:isa:authority:misa"],
        "policy_reference":"urn:isa:policy:acs:ns:v3.0?privdefault=deny&sharedefault=permit",
        "access_privilege":[{"privilege_action":"CISAUSES","privilege_scope":{"permitted_nationalities":["USA","GBR"],
        "entity":["ALL"]},"rule_effect":"permit"}],
        "further_sharing":[{"sharing_scope":["USA.USG","SECTOR"],"rule_effect":"deny"}],
        "control_set":{"classification":"U","sci_controls":["SI"],"logical_authority_category":["NONE"],
        "formal_determination":["FOUO","AIS"],"caveat":["FISA"],"sensitivity":["LES"],"shareability":["NCC"],
        "entity":["GOV"],"permitted_nationalities":["USA","GBR"],"permitted_organizations":["ALL"],
        "handling_controls":["ADMIN"],"new_list":["X"]}}}}
        """

    private static func read(_ text: String) throws -> JSONValue { try JSONDocument(parsing: Array(text.utf8)).root }

    @Test("ACS is read with its rules, and becomes a label")
    func acs() throws {
        let marking = try #require(ACSMarking(definition: try Self.read(Self.acs)))
        #expect(marking.identifier == "isa:guide.19001.ACS3-1")
        #expect(marking.custodian == "USA.DHS.US-CERT")
        #expect(marking.authorities == ["urn:isa:authority:misa"])
        #expect(marking.deniesPrivilegesByDefault && !marking.deniesSharingByDefault)
        #expect(marking.accessPrivileges.first?.action == "CISAUSES")
        #expect(marking.accessPrivileges.first?.scope["permitted_nationalities"] == ["USA", "GBR"])
        #expect(marking.accessPrivileges.first?.effect == .permit)
        #expect(marking.furtherSharing.first?.scope == ["USA.USG", "SECTOR"])
        #expect(marking.furtherSharing.first?.effect == .deny)
        let label = marking.label
        #expect(label.policy == "US ACS" && label.classification == "U" && label.originator == "USA.DHS")
        func tags(_ kind: LabelCategory.Kind) -> Set<String> {
            Set(label.categories.filter { $0.kind == kind }.map(\.tag))
        }
        #expect(tags(.permissive) == ["shareability", "entity", "permitted_nationalities"])
        #expect(tags(.informative) == ["handling_controls"])
        #expect(
            tags(.restrictive) == [
                "sci_controls", "logical_authority_category", "formal_determination", "caveat", "sensitivity",
                "new_list",
            ]
        )
    }

    @Test(
        "ACS that cannot be read is none",
        arguments: [
            ("\"caveat\":[\"FISA\"]", "\"caveat\":[7]"),
            ("\"classification\":\"U\"", "\"classification\":null"),
            ("\"rule_effect\":\"deny\"", "\"rule_effect\":\"maybe\""),
            ("\"sharing_scope\":[\"USA.USG\",\"SECTOR\"]", "\"sharing_scope\":[]"),
            ("\"privilege_scope\":{", "\"privilege_scop\":{"),
            ("\"further_sharing\":[", "\"further_sharing\":{\"a\":["),
            ("3a65884d", "3a65884e"),
        ]
    )
    func brokenACS(part: String, other: String) {
        let text = Self.acs.replacing(part, with: other)
        guard let value = try? Self.read(text) else { return }
        #expect(ACSMarking(definition: value) == nil)
    }

    @Test(
        "AIS is read in all its forms",
        arguments: [
            (
                #"{"definition_type":"ais","definition":{"is_proprietary":"false","consent":"everyone","color":"white"}}"#,
                TLPLevel.clear, AISMarking.Consent.everyone
            ),
            (
                #"{"definition_type":"ais","definition":{"is_proprietary":"true","consent":"USG","tlp":"AMBER","is_cisa_proprietary":"true"}}"#,
                .amberStrict, .usg
            ),
            (
                #"{"extensions":{"extension-definition--1":{"extension_type":"property-extension","is_proprietary":true,"consent":"none","color":"green"}}}"#,
                .green, .none
            ),
            (
                #"{"extensions":{"extension-definition--1":{"extension_type":"toplevel-property-extension"}},"is_proprietary":true,"consent":"none","color":"red"}"#,
                .red, .none
            ),
        ]
    )
    func ais(text: String, level: TLPLevel, consent: AISMarking.Consent) throws {
        let marking = try #require(AISMarking(definition: try Self.read(text)))
        #expect(marking.tlp == level)
        #expect(marking.consent == consent)
        #expect(marking.label.policy == "CISA AIS")
        #expect(marking.label.classification == level.label)
        #expect(marking.label.categories.allSatisfy { $0.kind == .informative })
    }

    @Test(
        "AIS that says something unknown is none",
        arguments: [
            #"{"definition_type":"ais","definition":{"is_proprietary":"maybe","consent":"everyone","color":"white"}}"#,
            #"{"definition_type":"ais","definition":{"is_proprietary":"true","consent":"some","color":"white"}}"#,
            #"{"definition_type":"ais","definition":{"is_proprietary":"true","consent":"none","color":"blue"}}"#,
            #"{"definition_type":"tlp","definition":{"is_proprietary":"true","consent":"none","color":"red"}}"#,
        ]
    )
    func brokenAIS(text: String) throws {
        #expect(AISMarking(definition: try Self.read(text)) == nil)
    }
}
