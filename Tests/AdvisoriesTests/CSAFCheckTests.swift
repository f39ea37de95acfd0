import JSON
import Testing

@testable import Advisories

/// What is wrong in advisories, by the tests of the standard.
@Suite struct CSAFCheckTests {
    /// A document that passes all tests, with changes to it: the path to a member, and what is put there.
    static func document(
        _ edition: CSAFDocument.Edition = .csaf21,
        _ changes: [(path: [String], value: String?)] = []
    ) throws -> CSAFDocument {
        var tree = JSONTree(try JSONDocument(edition == .csaf21 ? new : old).root)
        for change in changes {
            let value = try change.value.map { JSONTree(try JSONDocument($0).root) }
            tree = Self.changed(tree, change.path[...], value)
        }
        return try CSAFDocument(try JSONDocument(parsing: tree.bytes()).root)
    }

    private static func changed(_ tree: JSONTree, _ path: ArraySlice<String>, _ value: JSONTree?) -> JSONTree {
        guard let first = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        if let place = Int(first), var elements = tree.elements {
            elements[place] = changed(elements[place], rest, value)
            return .array(elements)
        }
        var tree = tree
        tree[first] = rest.isEmpty ? value : changed(tree[first] ?? .object([]), rest, value)
        return tree
    }

    static let old = """
        {"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Example","lang":"en",
        "publisher":{"category":"vendor","name":"Example","namespace":"https://example.com"},
        "distribution":{"tlp":{"label":"AMBER"}},
        "tracking":{"id":"EX-1","status":"final","version":"1","initial_release_date":"2026-11-01T00:00:00Z",
        "current_release_date":"2026-11-01T00:00:00Z",
        "revision_history":[{"date":"2026-11-01T00:00:00Z","number":"1","summary":"Initial"}]}},
        "product_tree":{"full_product_names":[{"name":"A 1.0","product_id":"P1"},{"name":"A 1.1","product_id":"P2"}]},
        "vulnerabilities":[{"cve":"CVE-2026-0001","notes":[{"category":"description","text":"y"}],
        "product_status":{"known_affected":["P1"],"fixed":["P2"]},
        "remediations":[{"category":"vendor_fix","details":"update","product_ids":["P1"]}],
        "scores":[{"products":["P1"],"cvss_v3":{"version":"3.1",
        "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8,"baseSeverity":"CRITICAL"}}]}]}
        """

    static let new = """
        {"$schema":"https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json",
        "document":{"category":"csaf_security_advisory","csaf_version":"2.1","title":"Example","lang":"en",
        "publisher":{"category":"vendor","name":"Example","namespace":"https://example.com"},
        "distribution":{"tlp":{"label":"AMBER+STRICT"},
        "sharing_group":{"id":"0d0f8a5c-4a7a-4d4e-9a51-0a4d3ad6f001","name":"EU-JP"}},
        "tracking":{"id":"EX-1","status":"final","version":"1","initial_release_date":"2026-11-01T00:00:00Z",
        "current_release_date":"2026-11-01T00:00:00Z",
        "revision_history":[{"date":"2026-11-01T00:00:00Z","number":"1","summary":"Initial"}]}},
        "product_tree":{"full_product_names":[{"name":"A 1.0","product_id":"P1"},{"name":"A 1.1","product_id":"P2"}]},
        "vulnerabilities":[{"cve":"CVE-2026-0001","notes":[{"category":"description","text":"y"}],
        "product_status":{"known_affected":["P1"],"fixed":["P2"]},
        "remediations":[{"category":"vendor_fix","details":"update","product_ids":["P1"]}],
        "metrics":[{"products":["P1"],"content":{"cvss_v3":{"version":"3.1",
        "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8,"baseSeverity":"CRITICAL"}}}]}]}
        """

    /// A change and the test that fails by it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let test: String
        let path: [String]
        let value: String?
        let place: String
        var edition = CSAFDocument.Edition.csaf21
        var testDescription: String { "\(test) at \(place)" }
    }

    private static let status = ["vulnerabilities", "0", "product_status"]
    private static let group = ["document", "distribution", "sharing_group"]

    static let faults: [Fault] = [
        Fault(
            test: "6.1.1",
            path: status + ["known_affected"],
            value: #"["P1","P9"]"#,
            place: "/vulnerabilities/0/product_status/known_affected/1"
        ),
        Fault(
            test: "6.1.2",
            path: ["product_tree", "full_product_names", "1", "product_id"],
            value: #""P1""#,
            place: "/product_tree/full_product_names/1/product_id"
        ),
        Fault(
            test: "6.1.6",
            path: status + ["known_not_affected"],
            value: #"["P1"]"#,
            place: "/vulnerabilities/0/product_status"
        ),
        Fault(
            test: "6.1.9",
            path: ["vulnerabilities", "0", "metrics", "0", "content", "cvss_v3", "baseScore"],
            value: "9.7",
            place: "/vulnerabilities/0/metrics/0/content/cvss_v3/baseScore"
        ),
        Fault(test: "6.1.12", path: ["document", "lang"], value: #""EZ""#, place: "/document/lang"),
        Fault(
            test: "schema",
            path: ["document", "distribution", "tlp"],
            value: nil,
            place: "/document/distribution"
        ),
        Fault(
            test: "schema",
            path: ["document", "distribution", "tlp", "label"],
            value: #""WHITE""#,
            place: "/document/distribution/tlp/label"
        ),
        Fault(
            test: "schema",
            path: ["document", "distribution", "tlp", "label"],
            value: #""CLEAR""#,
            place: "/document/distribution/tlp/label",
            edition: .csaf20
        ),
        Fault(
            test: "6.1.38",
            path: group + ["id"],
            value: #""ffffffff-ffff-ffff-ffff-ffffffffffff""#,
            place: "/document/distribution/sharing_group/id"
        ),
        Fault(
            test: "6.1.39",
            path: ["document", "distribution", "tlp", "label"],
            value: #""CLEAR""#,
            place: "/document/distribution/sharing_group/id"
        ),
        Fault(
            test: "6.1.40",
            path: group + ["name"],
            value: #""Public""#,
            place: "/document/distribution/sharing_group/name"
        ),
        Fault(
            test: "6.1.41",
            path: group + ["id"],
            value: #""00000000-0000-0000-0000-000000000000""#,
            place: "/document/distribution/sharing_group/name"
        ),
        Fault(test: "6.1.27.4", path: ["product_tree"], value: nil, place: "/product_tree"),
    ]

    @Test(arguments: [CSAFDocument.Edition.csaf20, .csaf21])
    func whatIsRightPassesAllTests(_ edition: CSAFDocument.Edition) throws {
        #expect(CSAFCheck.findings(of: try Self.document(edition)).isEmpty)
    }

    @Test(arguments: faults)
    func aFaultIsFoundByItsTest(_ fault: Fault) throws {
        let found = CSAFCheck.findings(of: try Self.document(fault.edition, [(fault.path, fault.value)]))
        #expect(found.contains { $0.test == fault.test && $0.path == fault.place }, "\(found)")
    }

    @Test func noTLPIsNoFaultOfTheOlderEdition() throws {
        let document = try Self.document(.csaf20, [(["document", "distribution"], nil)])
        #expect(CSAFCheck.findings(of: document).isEmpty)
        #expect(document.tlpLabel == nil)
    }

    @Test func anotherEditionIsNotRead() throws {
        #expect(throws: AdvisoryFault("CSAF `3.0` is not read here; 2.0 and 2.1 are")) {
            try Self.document(.csaf21, [(["document", "csaf_version"], #""3.0""#)])
        }
    }

    @Test func findingsHaveABound() throws {
        let many = "[" + Array(repeating: #""P9""#, count: 5_000).joined(separator: ",") + "]"
        let document = try Self.document(.csaf21, [(Self.status + ["known_affected"], many)])
        #expect(CSAFCheck.findings(of: document).count == CSAFCheck.most)
    }

    @Test func aLongChainOfProductsIsNoCircleAndTakesNoTime() throws {
        let ways = Dictionary(uniqueKeysWithValues: (0..<10_000).map { ("\($0)", ["\($0 + 1)"]) })
        #expect(Circles.members(of: ways).isEmpty)
        #expect(Circles.members(of: ways.merging(["10000": ["9999"]]) { $1 }) == ["9999", "10000"])
    }

    /// Scores that FIRST publishes as examples (CVSS 2.0, 3.3; 3.1, examples; modified and temporal ones computed by
    /// hand from section 7).
    @Test(arguments: [
        ("2.0", "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", [78, 64, 92]),
        ("2.0", "AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L", [100, 83, 90]),
        ("2.0", "AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M", [62, 49, 75]),
        ("3.1", "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", [64, 64, 64]),
        ("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", [100, 100, 100]),
        ("3.0", "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", [31, 31, 31]),
        ("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C", [98, 88, 88]),
    ])
    func scoresFollowFromVectors(_ version: String, _ text: String, _ wanted: [Int]) throws {
        let vector = try #require(CVSSVector(text, version: version))
        let scores = try #require(CVSSScores(vector))
        #expect([scores.base, scores.temporal, scores.environmental] == wanted)
    }
}

/// A short file may not cost much: what could be laid out of it is counted first, and no test compares each with each.
@Suite struct AdvisoryBoundTests {
    @Test func groupsOfManyProductsAreCountedBeforeTheyAreLaidOut() throws {
        let products = (0..<2_000).map { "\"P\($0)\"" }.joined(separator: ",")
        let flags = Array(
            repeating: #"{"label":"component_not_present","group_ids":["G"]}"#,
            count: 1_000
        ).joined(separator: ",")
        let fault = AdvisoryFault("its groups stand for more products than are read here")
        #expect(throws: fault) {
            try CSAFCheckTests.document(
                .csaf21,
                [
                    (["product_tree", "product_groups"], #"[{"group_id":"G","product_ids":[\#(products)]}]"#),
                    (["vulnerabilities", "0", "flags"], "[\(flags)]"),
                ]
            )
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func manyFixedProductsOfOneListAreNotComparedEachWithEach() throws {
        let ids = (0..<20_000).map { "\"P\($0)\"" }.joined(separator: ",")
        let names = (0..<20_000).map { #"{"name":"A","product_id":"P\#($0)"}"# }.joined(separator: ",")
        let document = try CSAFCheckTests.document(
            .csaf21,
            [
                (["product_tree", "full_product_names"], "[\(names)]"),
                (["vulnerabilities", "0", "product_status", "fixed"], "[\(ids)]"),
                (["vulnerabilities", "0", "product_status", "known_affected"], #"["P0"]"#),
            ]
        )
        let found = CSAFCheck.findings(of: document)
        // P0 is fixed and affected at once, and the others have it as the version that is affected.
        #expect(found.map(\.test) == ["6.1.6", "6.1.27.13"])
    }
}
