import JSON
import STIX
import STIXPatterns
import Testing
import Workspaces

/// Objects in which much refers to much: each look-up of a walk would be quadratic, and these tests would not end in their time.
@Suite("Large objects", .timeLimit(.minutes(1)))
struct LargeObjectTests {
    private static let count = 30_000
    private static let head = """
        "spec_version":"2.1","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
        """
    private static let note = """
        {"type":"note","id":"note--00000000-0000-4000-8000-000000000001",\(head)"content":"x",
        "object_refs":["note--00000000-0000-4000-8000-000000000002"],
        """

    private static func errors(_ text: String) throws -> [Finding] {
        STIXValidator(types: Workspaces.types).findings(for: try JSONDocument(text).root).filter {
            $0.severity == .error
        }
    }

    @Test("selectors into a long list, and to members of a large object, are found")
    func selectors() throws {
        let labels = (0..<Self.count).map { "\"l\($0)\"" }.joined(separator: ",")
        let own = (0..<Self.count).map { "\"x_\($0)\":1" }.joined(separator: ",")
        let selectors = (0..<Self.count).reversed().map { "\"labels.[\($0)]\",\"x_\($0)\"" }.joined(separator: ",")
        let text =
            Self.note
            + "\"labels\":[\(labels)],\(own),\"granular_markings\":[{\"lang\":\"en\",\"selectors\":[\(selectors)]}]}"
        #expect(try Self.errors(text) == [])
        var finder = SelectorFinder(JSONTree(try JSONDocument(text).root))
        #expect((0..<Self.count).allSatisfy { finder.value(at: "x_\($0)") == .number("1") })
        #expect(finder.value(at: "labels.[7]") == .string("l7") && finder.value(at: "x_a") == nil)
    }

    @Test("each of many faults has its path")
    func paths() throws {
        let selectors = (0..<Self.count).map { "\"gone.[\($0)]\"" }.joined(separator: ",")
        let found = try Self.errors(
            Self.note + "\"granular_markings\":[{\"lang\":\"en\",\"selectors\":[\(selectors)]}]}"
        )
        let paths = found.filter { $0.code == .selectorAbsent }.map(\.path)
        #expect(paths == (0..<Self.count).map { "granular_markings[0].selectors[\($0)]" })
    }

    @Test("observables of a container refer to others of it")
    func observables() throws {
        let parts = (0..<Self.count).map {
            "\"\($0)\":{\"type\":\"domain-name\",\"value\":\"a.example\",\"resolves_to_refs\":[\"\($0 + 1)\"]}"
        }
        let text = """
            {"type":"observed-data","id":"observed-data--00000000-0000-4000-8000-000000000001",\(Self.head)
            "first_observed":"2026-01-01T00:00:00Z","last_observed":"2026-01-01T00:00:00Z","number_observed":1,
            "objects":{\(parts.joined(separator: ","))}}
            """
        let found = try Self.errors(text)
        #expect(found.map(\.code) == [.referenceUnresolved])
        #expect(found.first?.path == "objects.\(Self.count - 1).resolves_to_refs[0]")
    }

    @Test("a pattern may speak of many types")
    func types() throws {
        let pattern = "[" + (0..<Self.count).map { "t\($0):name = 1" }.joined(separator: " OR ") + "]"
        #expect(STIXPattern.problem(in: Array(pattern.utf8).span) == nil)
        // No object is of two types: that is told among the first ones, and held open among the others.
        func both(_ other: Int) -> PatternProblem? {
            STIXPattern.problem(in: Array((pattern.dropLast() + " OR t1:a = 1 AND t\(other):a = 1]").utf8).span)
        }
        #expect(both(63) != nil && both(64) == nil && both(Self.count) == nil)
    }
}
