import JSON
import Labels
import Release
import Testing

/// What an officer's standing instruction lets go without asking again (R02).
@Suite("Standing instructions")
struct InstructionTests {
    private static func markings(_ tlp: TLPLevel?, _ labels: [Label] = [], unknown: [String] = []) -> MarkingReading {
        var reading = MarkingReading(references: []) { _ in nil }
        (reading.level, reading.labels, reading.unknown) = (tlp, labels, unknown)
        return reading
    }

    private static let secret = Label(policy: "EU", classification: "EU-SECRET")
    private static let low = Label(policy: "EU", classification: "EU-LOW")

    @Test(
        "are read whole, or not at all",
        arguments: [
            (#"{"to":"japan","tlp":"green"}"#, true), (#"{"to":"japan","tlp":"Amber+Strict"}"#, true),
            (#"{"to":"japan","levels":["EU EU-LOW"]}"#, true), (#"{"tlp":"green"}"#, false),
            (#"{"to":"japan","tlp":"pink"}"#, false), (#"{"to":"japan"}"#, false),
            (#"{"to":"japan","levels":[],"types":["report"]}"#, false),
            (#"{"to":"japan","tlp":"green","from":"2026-02-30"}"#, false),
            (#"{"to":"japan","tlp":"green","until":7}"#, false),
            (#"{"to":"japan","tlp":"green","from":"2026-01-01","until":"2026-12-31"}"#, true),
        ]
    )
    func reading(text: String, isRead: Bool) throws {
        let found = StandingInstruction(name: "SI-1", try JSONDocument(text).root)
        #expect((found != nil) == isRead)
        #expect(found.map { $0.party == "japan" && $0.name == "SI-1" } ?? true)
    }

    @Test("hold from their first day to their last, both included")
    func days() throws {
        let text = #"{"to":"japan","tlp":"green","from":"2026-02-01","until":"2026-02-03"}"#
        let instruction = try #require(StandingInstruction(name: "n", JSONDocument(text).root))
        let covered = try ["2026-01-31", "2026-02-01", "2026-02-03", "2026-02-04"].map { day in
            instruction.covers("report", Self.markings(.green), on: try #require(Day(day)))
        }
        #expect(covered == [false, true, true, false])
    }

    @Test(
        "cover what bears no more than they name",
        arguments: [
            (#"{"to":"j","tlp":"green"}"#, markings(.green), true),
            (#"{"to":"j","tlp":"green"}"#, markings(.clear), true),
            (#"{"to":"j","tlp":"green"}"#, markings(.amber), false),
            (#"{"to":"j","tlp":"red"}"#, markings(.red), true),
            // Without a level of TLP nothing is covered that bears one.
            (#"{"to":"j","levels":["EU EU-LOW"]}"#, markings(.clear, [low]), false),
            (#"{"to":"j","levels":["eu eu-low"]}"#, markings(nil, [low]), true),
            (#"{"to":"j","levels":["EU EU-LOW"]}"#, markings(nil, [low, secret]), false),
            (#"{"to":"j","levels":["EU EU-LOW","EU EU-SECRET"]}"#, markings(nil, [low, secret]), true),
            (#"{"to":"j","tlp":"green"}"#, markings(.green, [low]), false),
            (#"{"to":"j","tlp":"green","levels":["EU EU-LOW"]}"#, markings(.green, [low]), true),
            (#"{"to":"j","tlp":"green"}"#, markings(nil), false),
            (#"{"to":"j","tlp":"green"}"#, markings(.green, unknown: ["m"]), false),
            (#"{"to":"j","tlp":"green","types":["report","campaign"]}"#, markings(.green), true),
            (#"{"to":"j","tlp":"green","types":["campaign"]}"#, markings(.green), false),
        ]
    )
    func covers(text: String, markings: MarkingReading, expected: Bool) throws {
        let instruction = try #require(StandingInstruction(name: "n", JSONDocument(text).root))
        #expect(instruction.covers("report", markings, on: try #require(Day("2026-02-01"))) == expected)
    }

    @Test("judge a label by what has taken its place on the day")
    func successors() throws {
        var label = Self.secret
        label.originator = "Alba"
        label.origins = ["Bora"]
        label.succession = [LabelSuccession(instant: "2026-03-01T00:00:00Z", label: Self.low)]
        let (before, on) = (try #require(Day("2026-02-28")), try #require(Day("2026-03-01")))
        #expect(PreparedMarking.current(label, on: before) == label)
        let next = PreparedMarking.current(label, on: on)
        #expect(next.classification == "EU-LOW" && next.originator == "Alba" && next.origins == ["Bora"])
        let instruction = try #require(
            StandingInstruction(name: "n", JSONDocument(#"{"to":"j","levels":["EU EU-LOW"]}"#).root)
        )
        #expect(!instruction.covers("report", Self.markings(nil, [label]), on: before))
        #expect(instruction.covers("report", Self.markings(nil, [label]), on: on))
        // What a successor says of itself stands.
        var other = Self.low
        (other.originator, other.origins) = ("Cora", ["Dora"])
        label.succession = [LabelSuccession(instant: "2026-03-01T00:00:00Z", label: other)]
        #expect(PreparedMarking.current(label, on: on) == other)
        // A second step.
        var third = Self.low
        third.succession = [LabelSuccession(instant: "2027-03-01T00:00:00Z", label: Self.secret)]
        label.succession = [LabelSuccession(instant: "2026-03-01T00:00:00Z", label: third)]
        let late = PreparedMarking.current(label, on: try #require(Day("2027-03-01")))
        #expect(late.classification == "EU-SECRET" && late.originator == "Alba")
        // A moment that is none leaves the label.
        label.succession = [LabelSuccession(instant: "soon", label: Self.low)]
        #expect(PreparedMarking.current(label, on: on) == label)
    }
}
