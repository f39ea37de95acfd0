import Release
import Testing

@testable import Work
@testable import WorkCases

/// Sightings of one thing put together (CYBER.md (c); SURPRISES.md, Cyber 6).
@Suite("Sightings put together")
struct SightingTallyTests {
    private static let indicator = SeenSample.id("indicator", 1)
    private static let (north, south) = (SeenSample.id("identity", 2), SeenSample.id("identity", 3))

    private static func tally(_ sightings: [String], hidden: Set<String> = []) throws -> SightingTally {
        var sample = SeenSample(hidden: hidden)
        sample.add("indicator", 1)
        for (place, more) in sightings.enumerated() {
            let head = #","sighting_of_ref":"\#(indicator)","created":"2026-03-01T09:00:00Z""#
            sample.add("sighting", 10 + place, head + (more.isEmpty ? "" : "," + more))
        }
        var tally = SightingTally()
        for one in try sample.seen().all(Sighting.self) { tally.add(one, from: "party") }
        return tally
    }

    @Test("a count of 40 by two: two lines, 40 in all, first and last")
    func byTwo() throws {
        let tally = try Self.tally([
            #""count":40,"where_sighted_refs":["\#(Self.north)","\#(Self.south)"],"#
                + #""first_seen":"2026-03-02T01:00:00Z","last_seen":"2026-03-04T01:00:00Z""#
        ])
        #expect(tally.totals == [Self.indicator: 40] && tally.lines.count == 2)
        #expect(Set(tally.lines.keys.map(\.who)) == [Self.north, Self.south])
        for (key, line) in tally.lines {
            #expect(line.count == 0 && line.shared == 40 && !line.isAtLeast)
            #expect(key.day.text == "2026-03-02" && line.last - line.first == 48 * 3_600_000_000)
        }
    }

    @Test("counts of one day are added, those of another stand apart")
    func days() throws {
        let tally = try Self.tally([
            #""count":3,"first_seen":"2026-03-02T23:00:00Z""#, #""count":4,"first_seen":"2026-03-02T01:00:00Z""#,
            #""count":5,"first_seen":"2026-03-03T00:00:00Z""#,
        ])
        let lines = tally.lines.sorted { $0.key.day < $1.key.day }
        #expect(lines.map(\.value.count) == [7, 5] && tally.totals == [Self.indicator: 12])
        #expect(lines.map(\.key.who) == ["party", "party"])
    }

    @Test(
        "0 is looked and not seen, absent at least once, a band its lowest number, and a label says more than a count",
        arguments: [
            (#""count":0"#, 0, 1, 0, 0, false), ("", 1, 0, 0, 0, true), (#""count":1"#, 1, 0, 0, 0, false),
            (#""count":0,"labels":["false-positive"]"#, 0, 0, 1, 0, false),
            (#""count":0,"labels":["expired"]"#, 0, 0, 0, 1, false),
            (#""extensions":{"\#(SightingTerms.band)":{"at_least":10,"at_most":99}}"#, 10, 0, 0, 0, true),
        ]
    )
    func kinds(more: String, count: Int, notSeen: Int, falsePositives: Int, expired: Int, isAtLeast: Bool) throws {
        let tally = try Self.tally([more])
        let line = try #require(tally.lines.values.first)
        #expect(line.count == count && line.notSeen == notSeen && line.falsePositives == falsePositives)
        #expect(line.expired == expired && line.isAtLeast == isAtLeast)
        #expect(tally.totals[Self.indicator] ?? 0 == count)
    }

    @Test("what is hidden from the reader has no part in it")
    func hidden() throws {
        let sightings = [#""count":7"#, #""count":2,"where_sighted_refs":["\#(Self.north)"]"#]
        let all = try Self.tally(sightings)
        #expect(all.totals == [Self.indicator: 9])
        let fewer = try Self.tally(sightings, hidden: [SeenSample.id("sighting", 10), Self.north])
        #expect(fewer.totals == [Self.indicator: 2] && fewer.lines.keys.map(\.who) == ["party"])
        #expect(try Self.tally(sightings, hidden: [Self.indicator]) == SightingTally())
    }
}
