import Foundation
import JSON
import STIX
import STIXPatterns
import Testing
import Workspaces

/// Data that is not part of the project, beside it; each test says how much of it there was.
@Suite("STIX data beside the project")
struct SharedDataTests {
    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/testdata")
            .standardizedFileURL
    }

    @Test("accepts every pattern of the specification")
    func patterns() throws {
        let file = Self.folder.appendingPathComponent("stix-pattern-spec-examples/spec_examples.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            return print("patterns of the specification: not at hand")
        }
        let lines = text.split(separator: "\n").filter { !$0.isEmpty }
        for line in lines {
            let pattern = Array(line.utf8)
            #expect(STIXPattern.problem(in: pattern.span) == nil, "\(line)")
        }
        print("patterns of the specification: \(lines.count)")
    }

    @Test(
        "accepts real bundles",
        arguments: [
            "attack-stix", "opencti-datasets", "stix2.1-documentation-examples", "stix2.1-json-schemas/examples",
            "tlp-2.0",
        ]
    )
    func bundles(path: String) throws {
        let start = Self.folder.appendingPathComponent(path)
        guard let files = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil) else { return }
        let validator = STIXValidator(types: Workspaces.types, options: .init(includesWarnings: false))
        var count = 0
        var wrong = 0
        for case let file as URL in files where file.pathExtension == "json" {
            let root = try JSONDocument(parsing: Array(try Data(contentsOf: file))).root
            let objects = root["objects"].map { Array($0.elements) } ?? [root]
            count += objects.count
            for object in objects where !validator.findings(for: object).isEmpty {
                wrong += 1
            }
        }
        print("\(path): \(count) objects, \(wrong) not valid")
        #expect(wrong == 0, "\(path)")
    }
}
