import JSON
import Testing

@testable import Work
@testable import WorkWatch

@Suite("Watch")
struct WatchTests {
    private static func answer(_ sample: SeenSample, _ fields: [String: String] = [:]) throws -> [JSONTree] {
        let question = try #require(Workspace.watch.questions.first)
        return try question.run(WorkCall(sample.seen(), now: 0, fields))["items"]?.elements ?? []
    }

    @Test("texts are those of a translation, and terms stay what they are, whatever a translation says of them")
    func translated() throws {
        var sample = sample()
        sample.translations[Self.event] = #"{"name":"発射","place":7,"kind":"meeting","occurred_from":"1999"}"#
        sample.translations[SeenSample.id("entente-claim", 1)] = #"{"measure":"高度","text_value":"無い"}"#
        let event = try #require(try Self.answer(sample).first { $0["id"]?.string == Self.event })
        #expect(event["name"]?.string == "発射" && event["kind"]?.string == "missile-test")
        #expect(event["occurred_from"]?.string == "2017-07-04T00:40:00Z" && event["place"] == nil)
        #expect(event["translated"]?["lang"]?.string == "ja")
        #expect(event["translated"]?["original"]?.string == "entente-event 1")
        let claims = event["claims"]?.elements ?? []
        #expect(
            claims.count == 2 && claims.allSatisfy { $0["measure"]?.string == "apogee" && $0["text_value"] == nil }
        )
        #expect(claims.filter { $0["translated"] != nil }.count == 1)
    }

    @Test("meetings are in calendars as exactly as they are known; what is played in an exercise is not")
    func meetings() throws {
        var sample = SeenSample()
        let meeting = #","kind":"meeting","place":"Tokyo","occurred_from":"2027-03-29T08:00:00Z""#
        sample.add("entente-event", 1, meeting + #","occurred_until":"2027-03-29T09:30:00Z""#)
        sample.add("entente-event", 2, meeting + #","occurred_precision":"day""#)
        sample.add("entente-event", 3, meeting + #","occurred_precision":"month""#)
        sample.add("entente-event", 4, meeting + #","exercise_marker":true"#)
        sample.add("entente-event", 5, #","kind":"exercise","occurred_from":"2027-03-29T08:00:00Z""#)
        sample.add("entente-event", 6, meeting)
        sample.hidden = [SeenSample.id("entente-event", 6)]
        let entries = try Workspace.watch.entries(sample.seen(), CalendarSpan(now: 0, from: 0, until: .max))
        let start = Int64(1_806_307_200_000_000)
        #expect(
            entries.map(\.time) == [
                .day(try #require(CivilDay("2027-03-29"))), .moments(from: start, until: start + 5_400_000_000),
            ]
        )
        #expect(entries.map(\.place) == ["Tokyo", "Tokyo"])
        #expect(try Workspace.watch.entries(sample.seen(), CalendarSpan(now: 0, from: 0, until: start)).count == 1)
    }

    private static let event = SeenSample.id("entente-event", 1)
    private static let claimant = SeenSample.id("identity", 1)
    private static let location = SeenSample.id("location", 1)

    private func sample() -> SeenSample {
        var sample = SeenSample()
        sample.add("identity", 1)
        sample.add("location", 1, #","latitude":39.5,"longitude":134.25"#)
        sample.add(
            "entente-event",
            1,
            #","kind":"missile-test","occurred_from":"2017-07-04T00:40:00Z","location_ref":"\#(Self.location)""#
        )
        sample.add("entente-event", 2, #","kind":"meeting","occurred_from":"2018-01-01T00:00:00Z""#)
        for number in 1...2 {
            let other = SeenSample.id("entente-claim", 3 - number)
            sample.add(
                "entente-claim",
                number,
                #","about_ref":"\#(Self.event)","claimant_ref":"\#(Self.claimant)","measure":"apogee""#
                    + #","value":\#(number),"contradicts_refs":["\#(other)"],"revises_ref":"\#(other)""#
            )
        }
        sample.add(
            "entente-statement",
            1,
            #","actor_ref":"\#(Self.claimant)","stance":"condemns","target_refs":["\#(Self.claimant)"]"#
                + #","about_refs":["\#(Self.event)"]"#
        )
        return sample
    }

    @Test("puts the latest event first, and under it claims in the order in which they came")
    func order() throws {
        let items = try Self.answer(sample())
        #expect(items.map { $0["kind"]?.string } == ["meeting", "missile-test"])
        let claims = try #require(items.last?["claims"]?.elements)
        #expect(claims.map { $0["value"] } == [.number("1"), .number("2")])
        #expect(claims.map { $0["claimant"]?.string } == ["identity 1", "identity 1"])
        #expect(items.last?["statements"]?.elements?.map { $0["actor"]?.string } == ["identity 1"])
        #expect(items.last?["position"]?["latitude"] == .number("39.5") && items.first?["position"] == nil)
        #expect(try Self.answer(sample(), ["kind": "meeting"]).count == 1)
    }

    @Test("tells nothing of who or what is hidden")
    func hidden() throws {
        var sample = sample()
        sample.hidden = [Self.claimant, SeenSample.id("entente-claim", 2), Self.location]
        let event = try #require(try Self.answer(sample).last)
        let claims = try #require(event["claims"]?.elements)
        #expect(claims.count == 1 && claims[0]["claimant"]?.string == "?" && claims[0]["revises"] == nil)
        #expect(claims[0]["contradicts"] == .array([]) && event["position"] == nil)
        let text = String(decoding: event.bytes(), as: UTF8.self)
        for id in sample.hidden { #expect(!text.contains(id)) }
    }
}
