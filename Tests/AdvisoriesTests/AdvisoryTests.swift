import JSON
import STIX
import Testing

@testable import Advisories

/// What advisories say, the objects that are made of them, and documents that are made of those.
@Suite struct AdvisoryTests {
    static let vex = """
        {"document":{"category":"csaf_vex","csaf_version":"2.0","title":"VEX","publisher":{"category":"vendor",
        "name":"Example","namespace":"https://example.com"},"tracking":{"id":"EX-2","status":"final","version":"2",
        "initial_release_date":"2026-11-01T02:00:00+02:00","current_release_date":"2026-11-02T00:00:00Z",
        "revision_history":[{"date":"2026-11-01T00:00:00Z","number":"1","summary":"a"},
        {"date":"2026-11-02T00:00:00Z","number":"2","summary":"b"}]}},
        "product_tree":{"branches":[{"category":"vendor","name":"Maker","branches":[{"category":"product_name",
        "name":"Server","branches":[
        {"category":"product_version","name":"1.0","product":{"name":"Maker Server 1.0","product_id":"S1",
        "product_identification_helper":{"cpe":"cpe:2.3:a:maker:server:1.0:*:*:*:*:*:*:*"}}},
        {"category":"product_version","name":"1.1","product":{"name":"Maker Server 1.1","product_id":"S2",
        "product_identification_helper":{"purl":"pkg:generic/server@1.1"}}}]}]}],
        "full_product_names":[{"name":"Box","product_id":"B"}],
        "relationships":[{"category":"installed_on","product_reference":"S1","relates_to_product_reference":"B",
        "full_product_name":{"name":"Maker Server 1.0 on Box","product_id":"SB"}}],
        "product_groups":[{"group_id":"G","product_ids":["S1","SB"]}]},
        "vulnerabilities":[{"cve":"CVE-2026-0002","cwe":{"id":"CWE-79","name":"x"},
        "notes":[{"category":"description","text":"Bad."}],
        "product_status":{"known_not_affected":["S1","SB"],"first_fixed":["S2"],"fixed":["S2"],
        "under_investigation":["B"],"recommended":["S2"]},
        "flags":[{"label":"vulnerable_code_not_present","group_ids":["G"]}],
        "release_date":"2026-11-01T00:00:00Z",
        "scores":[{"products":["S1"],"cvss_v3":{"version":"3.1",
        "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8,"baseSeverity":"CRITICAL"}}]}]}
        """

    static let cve = """
        {"dataType":"CVE_RECORD","dataVersion":"5.2.0","cveMetadata":{"cveId":"CVE-2026-0003","state":"PUBLISHED",
        "assignerOrgId":"0d0f8a5c-4a7a-4d4e-9a51-0a4d3ad6f001","datePublished":"2026-11-01T00:00:00.000Z",
        "dateUpdated":"2026-11-03T00:00:00"},"containers":{"cna":{"providerMetadata":
        {"orgId":"0d0f8a5c-4a7a-4d4e-9a51-0a4d3ad6f001","shortName":"example"},"title":"Overflow",
        "descriptions":[{"lang":"ja","value":"悪い"},{"lang":"en","value":"Bad."}],
        "references":[{"url":"https://example.com/a"}],
        "affected":[{"vendor":"Maker","product":"Server","defaultStatus":"unaffected","versions":[
        {"version":"1.0","status":"affected","lessThan":"1.2","versionType":"semver"},
        {"version":"2.0","status":"unaffected"},{"version":"3.0","status":"unknown"}]},
        {"vendor":"Maker","product":"Box","defaultStatus":"unaffected"}],
        "metrics":[{"cvssV4_0":{"version":"4.0","baseScore":9.3,"baseSeverity":"CRITICAL","vectorString":
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}}],
        "solutions":[{"lang":"en","value":"Update."}]}}}
        """

    private static func advisory(_ text: String) throws -> Advisory { try Advisory(try JSONDocument(text).root) }

    private static func line(_ product: String, _ status: VEXStatus, _ flag: String? = nil) -> Advisory.Statement {
        Advisory.Statement(product: product, status: status, flag: flag)
    }

    @Test func aStatusForEachProduct() throws {
        let advisory = try Self.advisory(Self.vex)
        let why = "vulnerable_code_not_present"
        #expect(
            advisory.vulnerabilities.map(\.statements) == [
                [
                    Self.line("S1", .knownNotAffected, why), Self.line("SB", .knownNotAffected, why),
                    Self.line("S2", .fixed), Self.line("B", .underInvestigation),
                ]
            ]
        )
        #expect(advisory.dates == ("2026-11-01T00:00:00.000000Z", "2026-11-02T00:00:00.000000Z"))
        #expect(advisory.products.map(\.version) == ["1.0", "1.1", nil, nil])
    }

    @Test(arguments: [
        ("S1", ["S1"]), ("cpe:2.3:a:maker:server:1.0:*:*:*:*:*:*:*", ["S1"]), ("pkg:generic/server@1.1", ["S2"]),
        ("maker SERVER", ["S1", "SB", "S2"]), ("server 1.0", ["S1", "SB"]), ("box", ["SB", "B"]), ("1", []), ("", []),
        ("serv", []),
    ])
    func aProductIsMeantByIdentifiersAndWholeWords(_ asked: String, _ wanted: [String]) throws {
        let found = try Self.advisory(Self.vex).lines(about: asked).map(\.product.id)
        #expect(found == wanted)
    }

    @Test func aLineOfTheCommandLine() throws {
        let advisory = try Self.advisory(Self.vex)
        let lines = advisory.lines(about: nil).map { String(decoding: $0.json(advisory.id).bytes(), as: UTF8.self) }
        #expect(lines.count == 4)
        #expect(
            lines[0] == #"{"product":"S1","vulnerability":"CVE-2026-0002","status":"known_not_affected","#
                + #""flag":"vulnerable_code_not_present","advisory":"EX-2"}"#
        )
        #expect(lines[2].contains(#""flag":null"#))
    }

    @Test func recordsOfCVEAreReadWhateverTheirMinorVersion() throws {
        let advisory = try Self.advisory(Self.cve)
        #expect(advisory.title == "CVE-2026-0003: Overflow")
        #expect(advisory.summary == "Bad.")
        #expect(advisory.dates.this == "2026-11-03T00:00:00.000000Z")
        #expect(
            advisory.vulnerabilities[0].statements == [
                Self.line("Maker/Server/1.0 < 1.2", .knownAffected), Self.line("Maker/Server/2.0", .knownNotAffected),
                Self.line("Maker/Server/3.0", .underInvestigation), Self.line("Maker/Box", .knownNotAffected),
            ]
        )
        #expect(advisory.vulnerabilities[0].score?.value == 9.3)
        #expect(throws: AdvisoryFault("a CVE record of version `4.0` is not read here; 5.x is")) {
            try Self.advisory(Self.cve.replacing("5.2.0", with: "4.0"))
        }
    }

    private static func objects(_ text: String, markings: [String] = [Self.amber]) throws -> AdvisoryObjects {
        AdvisoryObjects(
            of: try advisory(text),
            Array(text.utf8),
            markings: markings,
            identity: "identity--11111111-1111-4111-8111-111111111111",
            sha1: { bytes in (0..<20).map { place in bytes.reduce(UInt8(place)) { $0 &* 31 &+ $1 } } },
            sha256: { _ in String(repeating: "0", count: 64) }
        )
    }

    private static let amber = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
    private static let red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"

    @Test(arguments: [AdvisoryTests.vex, AdvisoryTests.cve])
    func objectsAreTiedByAReportAndKeepTheFileToTheByte(_ text: String) throws {
        let made = try Self.objects(text)
        let last = try #require(made.objects.last)
        #expect(last["id"]?.string == made.report)
        #expect(last["object_refs"]?.elements?.count == made.objects.count - 1)
        #expect(made.objects.allSatisfy { $0["object_marking_refs"] == .strings([Self.amber]) })
        let artifact = try #require(made.objects.first)
        #expect(Base64.bytes(artifact["payload_bin"]?.string ?? "") == Array(text.utf8))
        let validator = STIXValidator(types: .specification)
        for object in made.objects {
            let document = try JSONDocument(parsing: object.bytes())
            let errors = validator.findings(for: document.root).filter { $0.severity == .error }
            #expect(errors.isEmpty, "\(errors)")
        }
    }

    @Test func identifiersFollowFromWhatObjectsAreMadeOf() throws {
        let first = try Self.objects(Self.vex).objects.map { $0["id"]?.string }
        #expect(try Self.objects(Self.vex).objects.map { $0["id"]?.string } == first)
        let other = try Self.objects(Self.vex, markings: [Self.red]).objects.map { $0["id"]?.string }
        #expect(Set(first).isDisjoint(with: other))
        let kinds = first.compactMap { $0?.split(separator: "-").first.map(String.init) }
        #expect(kinds == ["artifact", "software", "software", "software", "software", "vulnerability", "report"])
    }

    @Test func anOlderDocumentIsConvertedAndLosesNothingInSilence() throws {
        let conversion = try CSAFConversion(try JSONDocument(Self.vex).root, tlp: "AMBER+STRICT")
        let parsed = try JSONDocument(parsing: conversion.document.bytes())
        let document = try CSAFDocument(parsed.root)
        #expect(document.edition == .csaf21)
        #expect(document.tlpLabel == "AMBER+STRICT")
        #expect(CSAFCheck.findings(of: document).isEmpty)
        #expect(conversion.lost.map(\.path) == ["/vulnerabilities/0/cwe"])
        let old = try Self.advisory(Self.vex)
        let new = try Advisory(parsed.root)
        #expect(new.products == old.products)
        #expect(new.vulnerabilities == old.vulnerabilities)
        #expect(parsed.root["vulnerabilities"]?[element: 0]?["disclosure_date"]?.string == "2026-11-01T00:00:00Z")
    }

    /// The label of a document, the one that its marking has here, and the one that leaves.
    @Test(arguments: [
        (nil, "AMBER+STRICT", "AMBER+STRICT"), ("WHITE", "GREEN", "GREEN"), ("WHITE", "CLEAR", "CLEAR"),
        ("RED", "GREEN", "RED"), ("AMBER", "AMBER", "AMBER"), ("GREEN", "RED", "RED"),
    ])
    func aLabelIsNeverWidened(_ label: String?, _ here: String, _ wanted: String) throws {
        var tree = JSONTree(try JSONDocument(CSAFCheckTests.old).root)
        tree["document"]?["distribution"] = label.map { .members(["tlp": .members(["label": .string($0)])]) }
        let conversion = try CSAFConversion(try JSONDocument(parsing: tree.bytes()).root, tlp: here)
        #expect(conversion.document["document"]?["distribution"]?["tlp"]?["label"]?.string == wanted)
        #expect(CSAFConversion.isNarrow(label, here) == (label == wanted))
    }

    @Test func aRecordOfCVEIsWrittenAsCSAF() throws {
        let parsed = try JSONDocument(parsing: try Self.advisory(Self.cve).csaf(tlp: "GREEN").bytes())
        let document = try CSAFDocument(parsed.root)
        #expect(CSAFCheck.findings(of: document).isEmpty)
        #expect(document.tlpLabel == "GREEN")
        #expect(
            try Advisory(parsed.root).lines(about: "Maker/Box").map(\.statement.status) == [.knownNotAffected]
        )
    }

    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func base64OfRFC4648(_ plain: String, _ text: String) {
        #expect(Base64.text(Array(plain.utf8)) == text)
        #expect(Base64.bytes(text) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg=", "Zg", "Z===", "Zm9v!", "Zg==Zg=="])
    func whatIsNoBase64IsRefused(_ text: String) { #expect(Base64.bytes(text) == nil) }
}
