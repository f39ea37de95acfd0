import Agreements
import Testing

/// What hostile files cost is bounded (fault D1); no clock is asked: a walk that is not linear does not end in a test's time.
@Suite("Limits of agreements")
struct LimitTests {
    private static func read(_ text: String) -> AgreementReading {
        AgreementReading([SourceFile(name: "a", text: text)], rules: DiagnosticTests.rules)
    }

    @Test("D1: a line of 4 MiB is refused with its number, and what stands around it is read")
    func longLine() {
        let line = "  article 4: " + String(repeating: "x ", count: 2 << 20)
        let found = Self.read(DiagnosticTests.pact + line + "\n  kodes\n").diagnostics
        let long = found.filter { $0.code == "line-long" }
        #expect(long.count == 1 && long.first?.span.line == 4)
        #expect(long.first?.message == "this line has \(line.utf8.count) bytes, and 16384 are the most")
        #expect(found.contains { $0.code == "unknown-sentence" })
    }

    @Test("D1: a sentence with several places of many words is found in one walk")
    func places() {
        let names = String(repeating: "A and ", count: 2_500)
        let found = Self.read(DiagnosticTests.pact + "  article 4: \(names)B\n").diagnostics
        #expect(found.contains { $0.code == "sentence" && $0.span.line == 4 })
        let relay = Self.read(
            DiagnosticTests.parties + DiagnosticTests.pact + "  article 4: A and B and C share through D and E\n"
        )
        guard case .relay(let from, let other, let through) = relay.set.agreements.first?.rules.first?.content else {
            Issue.record("no relay: \(relay.diagnostics.map(\.message))")
            return
        }
        #expect((from, other, through) == ("A", "B and C", "D and E"))
    }

    @Test("D1: reading ends with a thousand faults, and says so")
    func faults() {
        let found = Self.read(DiagnosticTests.pact + String(repeating: "  article 4: x y z\n", count: 20_000))
            .diagnostics
        #expect(found.count == 1_000 && found.allSatisfy { $0.severity == .error })
        let doubts =
            DiagnosticTests.parties + DiagnosticTests.pact
            + String(repeating: "  article ?: silence is no\n", count: 1_500)
        let warned = Self.read(doubts)
        #expect(
            warned.isUsable && warned.diagnostics.count == 1_001 && warned.diagnostics.last?.code == "findings-cut"
        )
    }

    @Test("D1: a set that cannot be laid out is refused, not begun")
    func size() {
        let many = (0...1_000).map { "party P\($0)\n" }.joined()
        #expect(Self.read(many).diagnostics.map(\.code) == ["set-too-large"])
        let levels = (0..<20_000).map { "    L\($0)\n" }.joined()
        let tall =
            (0..<20).map { "party P\($0)\n" }.joined() + "\nscheme P0 of P0\n  levels, highest first\n" + levels
        #expect(Self.read(tall).diagnostics.map(\.code) == ["set-too-large"])
        let parties = (0..<600).map { "party P\($0)\n" }.joined()
        let names = (0..<600).map { "P\($0)" }.joined(separator: ", ")
        let wide = parties + (0..<400).map { "agreement A\($0)\n  between \(names)\n  state unknown\n" }.joined()
        #expect(Self.read(wide).diagnostics.contains { $0.code == "set-too-large" && $0.severity == .error })
    }

    @Test("D1: a message shows what is near, not a whole line")
    func message() {
        let reading = Self.read(DiagnosticTests.pact + "  article 4: " + String(repeating: "x", count: 9_000) + "\n")
        #expect(reading.report().utf8.count < 8_000)
    }
}
