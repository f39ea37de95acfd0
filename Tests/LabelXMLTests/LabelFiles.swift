import Foundation
import LabelXML
import Labels
import Testing

/// The files of these tests.
enum LabelFiles {
    /// The bytes of a fixture.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// A policy of the fixtures.
    static func policy(_ name: String) throws -> SecurityPolicy {
        let reading = try LabelXML.readPolicy(bytes(name + ".spif.xml"))
        #expect(reading.findings.isEmpty)
        return try #require(reading.value)
    }

    /// A label of the fixtures, by the policy HARBOUR.
    static func read(_ name: String) throws -> Label {
        let reading = try LabelXML.readLabel(bytes(name), policies: [policy("harbour")])
        return try #require(reading.value).label
    }

    /// A label of the policy HARBOUR.
    static func label(_ level: String, _ categories: [String: [String]] = [:]) -> Label {
        let kinds: [String: LabelCategory.Kind] = [
            "Cargo": .restrictive, "Release": .permissive, "Note": .informative, "Guard": .restrictive,
            "Share": .permissive,
        ]
        return Label(
            policy: "HARBOUR",
            policyURI: "urn:oid:2.25.1001",
            classification: level,
            categories: categories.sorted { $0.key < $1.key }.map {
                LabelCategory(tag: $0.key, kind: kinds[$0.key] ?? .informative, values: $0.value)
            }
        )
    }

    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fixtures/labels")
            .standardizedFileURL
    }

    /// A file beside the project, or nil if it is not at hand.
    static func shared(_ name: String) -> [UInt8]? {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/testdata/spif-policies").appendingPathComponent(name)
        return (try? Data(contentsOf: file.standardizedFileURL)).map { Array($0) }
    }
}
