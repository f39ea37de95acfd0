import Foundation
import JSON
import LabelXML
import Labels
import Testing

/// What may stand once and stands twice (fault A6): the last one won, and a SECRET label was read as UNCLASSIFIED.
@Suite("What may stand once")
struct TwiceTests {
    private static let namespace = "xmlns=\"urn:nato:stanag:4774:confidentialitymetadatalabel:1:0\""
    private static let policy = "<PolicyIdentifier URI=\"urn:oid:2.25.1001\">HARBOUR</PolicyIdentifier>\n"
    private static let high = "<Classification>PORT</Classification>\n"
    private static let low = "<Classification>OPEN</Classification>\n"
    private static let information = "<ConfidentialityInformation>\(policy)\(high)</ConfidentialityInformation>\n"

    private static func label(_ content: String) -> String {
        "<originatorConfidentialityLabel \(namespace)>\n\(content)</originatorConfidentialityLabel>"
    }

    private static func inside(_ content: String) -> String {
        label("<ConfidentialityInformation>\n\(content)</ConfidentialityInformation>\n")
    }

    private static func step(_ content: String) -> String {
        label(information + "<SuccessionHandling>\n\(content)</SuccessionHandling>\n")
    }

    private static let day = "<SuccessionDateTime>2029-01-01T00:00:00Z</SuccessionDateTime>\n"
    private static let next = "<SuccessorConfidentialityLabel>\(information)</SuccessorConfidentialityLabel>\n"

    private static func line(ofLast name: String, in text: String) -> Int? {
        let starts = text.replacing("</s:", with: "</")
        let places = ["s:\(name)", "<\(name)"].compactMap { starts.range(of: $0, options: .backwards)?.lowerBound }
        return places.max().map { 1 + starts[..<$0].count { $0.isNewline } }
    }

    /// Labels, each with what stands twice.
    static let labels: [(text: String, name: String)] = [
        (inside(policy + high + low), "Classification"), (inside(policy + low + high), "Classification"),
        (inside(policy + high + high), "Classification"), (inside(policy + policy + high), "PolicyIdentifier"),
        (
            inside(policy + high + "<PrivacyMark>a</PrivacyMark>\n<PrivacyMark>b</PrivacyMark>\n"), "PrivacyMark"
        ),
        (label(information + information), "ConfidentialityInformation"),
        (
            label(
                information
                    + String(repeating: "<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>\n", count: 2)
            ),
            "CreationDateTime"
        ),
        (
            label(information + String(repeating: "<OriginatorID IDType=\"x\">a</OriginatorID>\n", count: 2)),
            "OriginatorID"
        ),
        (step(day + day + next), "SuccessionDateTime"),
        (step(day + next + next), "SuccessorConfidentialityLabel"),
        (
            "<label xmlns=\"http://surevine.com/xmlns/spiffy\"><policy id=\"2.25.1001\"/>\n<classification lacv=\"1\"/>\n<classification lacv=\"2\"/></label>",
            "classification"
        ),
        (
            "<label xmlns=\"http://surevine.com/xmlns/spiffy\"><policy id=\"2.25.1001\"/>\n<policy id=\"2.25.1002\"/><classification lacv=\"1\"/></label>",
            "policy"
        ),
    ]

    @Test("is an error of a label that names the line", arguments: labels)
    func label(text: String, name: String) throws {
        let reading = try LabelXML.readLabel(Array(text.utf8), policies: [LabelFiles.policy("harbour")])
        let finding = try #require(reading.findings.first { $0.code == "element-twice" }, "\(reading.findings)")
        #expect(finding.severity == .error && finding.message.contains("`\(name)`"))
        #expect(reading.line(of: finding.place) == Self.line(ofLast: name, in: text))
    }

    @Test("of a clearance", arguments: ["ClassificationList", "PolicyIdentifier"])
    func clearance(name: String) throws {
        let list = "<ClassificationList>\n<s:Classification>PORT</s:Classification></ClassificationList>\n"
        let policy = "<s:PolicyIdentifier URI=\"urn:oid:2.25.1001\">HARBOUR</s:PolicyIdentifier>\n"
        let content = name == "PolicyIdentifier" ? policy + policy + list : policy + list + list
        let text =
            "<ConfidentialityClearance xmlns=\"urn:nato:stanag:4774:confidentialityclearance:1:0\" xmlns:s=\"urn:nato:stanag:4774:confidentialitymetadatalabel:1:0\">\n"
            + content + "</ConfidentialityClearance>"
        let reading = try LabelXML.readClearance(Array(text.utf8))
        let finding = try #require(reading.findings.first { $0.code == "element-twice" }, "\(reading.findings)")
        #expect(finding.severity == .error && finding.message.contains(name))
        #expect(reading.line(of: finding.place) == Self.line(ofLast: name, in: text))
    }

    @Test("a clearance by number, too")
    func numbered() throws {
        let text =
            "<clearance xmlns=\"http://surevine.com/xmlns/spiffy\"><policy id=\"1\"/><policy id=\"2\"/></clearance>"
        #expect(try LabelXML.readClearance(Array(text.utf8)).findings.contains { $0.code == "element-twice" })
    }

    @Test(
        "and of a policy",
        arguments: [
            "securityPolicyId", "securityClassifications", "securityCategoryTagSets", "equivalentPolicies",
            "defaultSecurityPolicyId",
        ]
    )
    func policy(name: String) throws {
        var text = String(decoding: try LabelFiles.bytes("harbour.spif.xml"), as: UTF8.self)
        let end = try #require(text.range(of: "</", options: .backwards))
        let prefix = text.contains("<spif:SPIF") ? "spif:" : ""
        let one = "<\(prefix)\(name) name=\"x\" id=\"1\"/>"
        text.insert(contentsOf: one + one, at: end.lowerBound)
        let findings = try LabelXML.readPolicy(Array(text.utf8)).findings
        #expect(
            findings.contains { $0.code == "element-twice" && $0.severity == .error && $0.message.contains(name) }
        )
    }

    @Test("a text with an element in it is none")
    func parts() throws {
        let text = Self.inside(Self.policy + "<Classification>OPEN<x>PORT</x></Classification>\n")
        #expect(try LabelXML.readLabel(Array(text.utf8)).hasErrors)
    }

    @Test(
        "labels as JSON: a name that stands twice, two successions, a member that is not known",
        arguments: [
            #"{"policy":"P","classification":"S","classification":"U"}"#,
            #"{"policy":"P","classification":"S","succession":[{"instant":"2030-01-01T00:00:00Z","label":{"policy":"P","classification":"U"}},{"instant":"2031-01-01T00:00:00Z","label":{"policy":"P","classification":"U"}}]}"#,
            #"{"policy":"P","classification":"S","categories":{"tag":"Only","type":"RESTRICTIVE","values":["X"]}}"#,
            #"{"policy":"P","classification":"S","only_for":"X"}"#,
            #"{"policy":"P","classification":"S","categories":[{"tag":"a","type":"RESTRICTIVE","values":["X"],"not":"Y"}]}"#,
        ]
    )
    func json(text: String) throws {
        guard let document = try? JSONDocument(text) else { return }
        #expect(Label(json: document.root) == nil)
        #expect(LabelExtension.label(document.root) == nil)
    }
}
