import Foundation
import JSON
import TestKit
import Testing

/// What a node gives, judged by somebody else: `Tests/Oracle/oracle.py` reads what was done and says what each feed may hold.
///
/// `ENTENTE_ORACLE_ACTS` asks for more acts; `make soak` does.
@Suite("The outside judge")
struct OracleTests {
    private static let actsOfWorld = 1_000

    @Test("finds no reading that differs from what may be given")
    func oracle() throws {
        let environment = ProcessInfo.processInfo.environment
        let acts = environment["ENTENTE_ORACLE_ACTS"].flatMap(Int.init) ?? 20_000
        let seed = environment["ENTENTE_ORACLE_SEED"].flatMap(UInt64.init) ?? 1
        let folder = TemporaryFolder()
        let path = environment["ENTENTE_ORACLE_TRACE"] ?? folder.path + "/trace.jsonl"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try #require(FileHandle(forWritingAtPath: path))
        for world in 0..<(acts + Self.actsOfWorld - 1) / Self.actsOfWorld {
            let inner = TemporaryFolder()
            let one = try OracleWorld(inner, seed: seed + UInt64(world)) { line in
                file.write(Data(line.bytes() + [UInt8(ascii: "\n")]))
            }
            for _ in 0..<min(Self.actsOfWorld, acts - world * Self.actsOfWorld) { try one.act() }
        }
        try file.close()
        let judge = Process()
        judge.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../Oracle/oracle.py"
        )
        judge.arguments = ["python3", script.path, path]
        let output = Pipe()
        judge.standardOutput = output
        try judge.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        judge.waitUntilExit()
        #expect(judge.terminationStatus == 0, "seed \(seed): \(said)")
        print(said)
    }
}
