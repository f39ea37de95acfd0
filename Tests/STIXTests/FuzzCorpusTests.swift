import Foundation
import JSON
import STIX
import STIXPatterns
import Testing
import Workspaces

@Suite("Fuzz corpus")
struct FuzzCorpusTests {
    @Test("everything that a fuzzer ever found is survived")
    func corpus() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/fuzz").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            let bytes = Array(try Data(contentsOf: file).dropFirst())
            _ = STIXPattern.problem(in: bytes.span)
            var reader = JSONListReader(list: "objects")
            var elements: [JSONListElement] = []
            try? reader.read(bytes, into: &elements)
            _ = try? reader.finish()
            guard let document = try? JSONDocument(parsing: bytes) else { continue }
            let canonical = document.root.canonicalBytes()
            #expect(try JSONDocument(parsing: canonical).root.canonicalBytes() == canonical)
            _ = STIXValidator(types: Workspaces.types).findings(forBundle: document.root)
            _ = try? STIXObjectHeader(document.root)
        }
    }
}
