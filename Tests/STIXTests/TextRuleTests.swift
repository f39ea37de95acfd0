import JSON
import STIX
import Testing
import Workspaces

/// Single sentences of the specification, each with a change that breaks it or keeps to it.
@Suite("Sentences of the specification")
struct TextRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let type: String
        let change: String
        let codes: [FindingCode]

        var testDescription: String { "\(type): \(change)" }

        init(_ type: String, _ change: String, _ codes: FindingCode...) {
            self.type = type
            self.change = change
            self.codes = codes
        }
    }

    /// Changes that a MUST forbids.
    static let forbidden: [Case] = [
        Case("malware-analysis", #"{"result":null,"analysis_sco_refs":null}"#, .propertyCombination),
        Case("malware", #"{"is_family":true,"name":null}"#, .propertyMissing),
        Case(
            "location",
            #"{"region":null,"country":null,"latitude":null,"longitude":null,"precision":null}"#,
            .propertyCombination
        ),
        Case(
            "observed-data",
            #"{"objects":null,"object_refs":["relationship--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"]}"#,
            .referenceType
        ),
        Case("observed-data", #"{"number_observed":0}"#, .valueRange),
        Case(
            "relationship",
            #"{"start_time":"2020-01-01T00:00:00Z","stop_time":"2020-01-01T00:00:00Z"}"#,
            .timestampOrder
        ),
        Case("network-traffic", #"{"src_ref":null,"dst_ref":null}"#, .propertyCombination),
        Case("network-traffic", #"{"is_active":true,"end":"2025-01-01T00:00:00Z"}"#, .propertyCombination),
        Case("process", #"{"environment_variables":{"PATH":1}}"#, .propertyType),
        Case("file", #"{"hashes":{"SHA-384":"00"}}"#, .hashName),
        Case("file", #"{"name":null}"#, .propertyCombination),
        Case("file", #"{"extensions":{"other-ext":{"a_b":1}}}"#, .extensionKey),
        Case("email-message", #"{"is_multipart":false}"#, .propertyCombination),
        Case("windows-registry-key", #"{"key":"HKLM\\Foo"}"#, .valueFormat),
        Case("x509-certificate", #"{"x509_v3_extensions":{}}"#, .propertyCombination),
        // Fault E1: such a number is one of JSON, and beyond the whole numbers of STIX (2.10).
        Case("file", #"{"size":9007199254740994}"#, .valueRange),
        Case("network-traffic", #"{"src_byte_count":1e20}"#, .valueRange),
        // Fault E3: a variant, or the letter of an extension, twice (RFC 5646, 2.2.5 and 2.2.6).
        Case("campaign", #"{"lang":"sl-rozaj-rozaj"}"#, .languageTag),
        Case("campaign", #"{"lang":"sl-ROZAJ-biske-rozaj"}"#, .languageTag),
        Case("campaign", #"{"lang":"en-a-bbb-a-ccc"}"#, .languageTag),
        Case("campaign", #"{"lang":"en-A-bbb-b-ccc-a-ddd"}"#, .languageTag),
        Case("campaign", #"{"lang":"de-1ab"}"#, .languageTag),
        Case(
            "sighting",
            #"{"sighting_of_ref":"relationship--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"}"#,
            .referenceType
        ),
        Case("opinion", #"{"opinion":"perhaps"}"#, .valueEnumeration),
        Case("indicator", #"{"pattern":"[file:size IN (1, 'x')]"}"#, .patternSyntax),
        Case(
            "vulnerability",
            #"{"external_references":[{"source_name":"nvd","external_id":"CVE-2014-0160"}]}"#,
            .valueFixed
        ),
    ]

    /// Changes that no MUST forbids: warnings at most.
    static let allowed: [Case] = [
        Case("malware-analysis", #"{"analysis_ended":"1999-01-01T00:00:00Z"}"#, .timestampOrder),
        Case("artifact", #"{"mime_type":"x"}"#, .valueFormat),
        Case("campaign", #"{"extensions":{"other-ext":{"a_b":1}}}"#, .extensionKey),
        Case("campaign", #"{"phone_numbers":["1"]}"#, .propertyCustom),
        Case("campaign", #"{"external_references":[{"source_name":"nvd","external_id":"CVE-2014-0160"}]}"#),
        Case("network-traffic", #"{"src_byte_count":-1}"#, .valueRange),
        Case(
            "indicator",
            #"{"pattern":"[file:size = 1] START t'2020-01-02T00:00:00Z' STOP t'2020-01-01T00:00:00Z'"}"#,
            .patternSyntax
        ),
        Case("language-content", #"{"contents":{"de":{"confidence":1}}}"#, .translationMismatch),
        Case("malware", #"{"implementation_languages":["rust"]}"#),
        Case("campaign", #"{"lang":"sl-rozaj-biske-1994"}"#),
        Case("campaign", #"{"lang":"en-a-bbb-b-bbb-x-a-a-bbb"}"#),
        Case("campaign", #"{"lang":"es-419","x_largest":9007199254740994}"#, .propertyCustom),
        // Fault E4: names of one or two letters are no object's, and no fault of the grammar.
        Case("indicator", #"{"pattern":"[ab:name = 'x']"}"#, .patternSyntax),
        Case("indicator", #"{"pattern":"[file:ab = 'x']"}"#, .patternSyntax),
        Case("indicator", #"{"pattern":"[file:id = 'x' AND file:x_y.a.'b' = 1]"}"#),
        Case("identity", #"{"sectors":["legal"]}"#),
        Case("report", #"{"report_types":["incident"]}"#),
        Case("threat-actor", #"{"threat_actor_types":["private-sector"]}"#),
    ]

    private func findings(_ item: Case) throws -> [Finding] {
        let object = try #require(
            try Fixtures.objects.first { $0["type"]?.string == item.type && $0["definition_type"] == nil }
        )
        var changed = object
        for member in JSONTree(try JSONDocument(item.change).root).members ?? [] {
            changed[member.name] = member.value == .null ? nil : member.value
        }
        return STIXValidator(types: Workspaces.types).findings(
            forBundle: try JSONDocument(parsing: changed.bytes()).root
        )
    }

    @Test("what a sentence with MUST forbids is an error", arguments: forbidden)
    func forbids(item: Case) throws {
        let found = try findings(item).filter { $0.severity == .error }
        for code in item.codes {
            #expect(found.contains { $0.code == code }, "\(found)")
        }
    }

    @Test("what no sentence with MUST forbids is no error", arguments: allowed)
    func allows(item: Case) throws {
        let found = try findings(item)
        #expect(found.filter { $0.severity == .error } == [])
        for code in item.codes {
            #expect(found.contains { $0.code == code }, "\(found)")
        }
        if item.codes.isEmpty {
            #expect(!found.contains { $0.code == .valueVocabulary })
        }
    }
}
