import JSON
import STIX
import Testing

@Suite("STIXValidator rules")
struct RuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let type: String
        let change: String
        let code: FindingCode
        let path: String

        var testDescription: String { "\(type): \(change)" }

        init(_ type: String, _ change: String, _ code: FindingCode, _ path: String) {
            self.type = type
            self.change = change
            self.code = code
            self.path = path
        }
    }

    /// Each change is a JSON object whose members replace those of the fixture; null removes.
    static let cases: [Case] = [
        Case("indicator", #"{"valid_until":"2024-05-06T07:08:09.123Z"}"#, .timestampOrder, "valid_until"),
        Case("indicator", #"{"pattern":"[file:size = ]"}"#, .patternSyntax, "pattern"),
        // As a generator of test data writes them (findings/stix2-generator-numbers-where-texts-are-asked.sh).
        Case("software", #"{"version":15}"#, .propertyType, "version"),
        Case("x509-certificate", #"{"version":3}"#, .propertyType, "version"),
        Case("x509-certificate", #"{"subject_public_key_modulus":77}"#, .propertyType, "subject_public_key_modulus"),
        Case("campaign", #"{"last_seen":"2020-01-01T00:00:00Z"}"#, .timestampOrder, "last_seen"),
        Case("campaign", #"{"modified":"2020-01-01T00:00:00.000Z"}"#, .timestampOrder, "modified"),
        Case("campaign", #"{"created":"2020-01-01T00:00:00Z"}"#, .timestampPrecision, "created"),
        Case("campaign", #"{"first_seen":"2023-02-29T00:00:00Z"}"#, .timestampFormat, "first_seen"),
        Case("campaign", #"{"confidence":101}"#, .valueRange, "confidence"),
        Case("campaign", #"{"confidence":1.5}"#, .propertyType, "confidence"),
        Case("campaign", #"{"lang":"xx"}"#, .languageTag, "lang"),
        Case("campaign", #"{"lang":"en_GB"}"#, .languageTag, "lang"),
        Case("campaign", #"{"spec_version":"2.0"}"#, .valueFixed, "spec_version"),
        Case("campaign", #"{"defanged":true}"#, .propertyNotApplicable, "defanged"),
        Case(
            "campaign",
            #"{"created_by_ref":"campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"}"#,
            .referenceType,
            "created_by_ref"
        ),
        Case("campaign", #"{"id":"malware--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"}"#, .identifierFormat, "id"),
        Case("campaign", #"{"id":"campaign--e97bfccf-8970-7a3c-9cd1-5b5b97ed5d0c"}"#, .identifierFormat, "id"),
        Case("campaign", #"{"Bad":1}"#, .propertyName, "Bad"),
        Case("campaign", #"{"some_hex":"0G"}"#, .valueFormat, "some_hex"),
        Case(
            "campaign",
            #"{"external_references":[{"source_name":"a"}]}"#,
            .propertyCombination,
            "external_references[0]"
        ),
        Case(
            "vulnerability",
            #"{"external_references":[{"source_name":"cve","external_id":"1"}]}"#,
            .valueFormat,
            "external_references[0].external_id"
        ),
        Case(
            "campaign",
            #"{"external_references":[{"source_name":"a","url":"no url"}]}"#,
            .valueFormat,
            "external_references[0].url"
        ),
        Case("campaign", #"{"granular_markings":[{"selectors":["name"]}]}"#, .markingChoice, "granular_markings[0]"),
        Case(
            "campaign",
            #"{"granular_markings":[{"selectors":["gone"],"lang":"de"}]}"#,
            .selectorAbsent,
            "granular_markings[0].selectors[0]"
        ),
        Case(
            "campaign",
            #"{"granular_markings":[{"selectors":["name."],"lang":"de"}]}"#,
            .selectorSyntax,
            "granular_markings[0].selectors[0]"
        ),
        Case("user-account", #"{"extensions":{"foo":{"a_b":1}}}"#, .extensionKey, "extensions.foo"),
        Case(
            "campaign",
            #"{"extensions":{"extension-definition--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c":{"rank":1}}}"#,
            .extensionContent,
            "extensions.extension-definition--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"
        ),
        Case("malware", #"{"is_family":true,"name":null}"#, .propertyMissing, ""),
        Case("malware-analysis", #"{"result":null}"#, .propertyCombination, ""),
        Case("location", #"{"longitude":null}"#, .propertyCombination, "latitude"),
        Case("location", #"{"latitude":91}"#, .valueRange, "latitude"),
        Case("observed-data", #"{"number_observed":0}"#, .valueRange, "number_observed"),
        Case("observed-data", #"{"object_refs":null}"#, .propertyCombination, ""),
        Case(
            "observed-data",
            #"{"object_refs":["campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"]}"#,
            .referenceType,
            "object_refs[0]"
        ),
        Case("opinion", #"{"opinion":"maybe"}"#, .valueEnumeration, "opinion"),
        Case("relationship", #"{"stop_time":"2024-05-06T07:08:09.123Z"}"#, .timestampOrder, "stop_time"),
        Case("relationship", #"{"relationship_type":"Uses"}"#, .valueFormat, "relationship_type"),
        Case(
            "relationship",
            #"{"source_ref":"bundle--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"}"#,
            .referenceType,
            "source_ref"
        ),
        Case(
            "sighting",
            #"{"where_sighted_refs":["malware--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"]}"#,
            .referenceType,
            "where_sighted_refs[0]"
        ),
        Case("artifact", #"{"payload_bin":"abc"}"#, .valueFormat, "payload_bin"),
        Case("artifact", #"{"url":"https://example.com/"}"#, .propertyCombination, ""),
        Case("directory", #"{"path_enc":"cp1252"}"#, .valueFormat, "path_enc"),
        Case("email-message", #"{"body":"x"}"#, .propertyCombination, "body"),
        Case("file", #"{"hashes":{"MD5":"00"}}"#, .hashValue, "hashes.MD5"),
        Case("file", #"{"hashes":{"a b":"00"}}"#, .hashName, #"hashes["a b"]"#),
        Case("ipv4-addr", #"{"value":"256.0.0.1"}"#, .valueFormat, "value"),
        Case("ipv6-addr", #"{"value":"1:2:3:4:5:6:7"}"#, .valueFormat, "value"),
        Case("mac-addr", #"{"value":"D2:FB:49:24:37:18"}"#, .valueFormat, "value"),
        Case("network-traffic", #"{"is_active":true}"#, .propertyCombination, "end"),
        Case("network-traffic", #"{"src_port":65536}"#, .valueRange, "src_port"),
        Case("process", #"{"id":"process--e97bfccf-8970-5a3c-9cd1-5b5b97ed5d0c"}"#, .identifierVersion, "id"),
        Case("software", #"{"cpe":"cpe:/a:x"}"#, .valueFormat, "cpe"),
        Case("windows-registry-key", #"{"key":"HKLM\\System"}"#, .valueFormat, "key"),
        Case("marking-definition", #"{"definition_type":"tlp","definition":{"tlp":"red"}}"#, .markingTLP, ""),
        Case(
            "extension-definition",
            #"{"extension_types":["new-sdo"]}"#,
            .propertyCombination,
            "extension_properties"
        ),
        Case("entente-claim", #"{"value_min":1001}"#, .valueRange, "value_max"),
        Case("entente-claim", #"{"extensions":null}"#, .extensionContent, ""),
        Case("entente-spending", #"{"base":null}"#, .propertyCombination, "percent"),
    ]

    @Test(
        "a rule of another language that a converter has put in brackets is told, and no fault",
        arguments: [
            ("yara", "[rule a { condition: true }]", true), ("sigma", "[title: x]", true),
            ("snort", #"[alert tcp any any -> any any (msg:\"x\"; sid:1;)]"#, true),
            ("yara", "rule a { condition: true }", false), ("pcre", "[a-z]", false), ("spl", "[search x]", false),
        ]
    )
    func wrapped(language: String, pattern: String, isTold: Bool) throws {
        let text = """
            {"type":"indicator","spec_version":"2.1","id":"indicator--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c",
            "created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z","name":"n","description":"d",
            "valid_from":"2026-11-01T00:00:00Z","pattern_type":"\(language)","pattern":"\(pattern)"}
            """
        let found = STIXValidator(types: .specification).findings(for: try JSONDocument(text).root)
        #expect(found.contains { $0.code == .patternSyntax && $0.severity == .warning } == isTold, "\(found)")
        #expect(!found.contains { $0.severity == .error })
    }

    @Test("finds the fault at its place", arguments: cases)
    func fault(test: Case) throws {
        var object = try #require(try Fixtures.objects.first { $0["type"]?.string == test.type })
        for member in JSONTree(try JSONDocument(test.change).root).members ?? [] {
            object[member.name] = member.value == .null ? nil : member.value
        }
        let found = try errors(object)
        #expect(found.contains { $0.code == test.code && $0.path == test.path }, "\(found)")
    }
}
