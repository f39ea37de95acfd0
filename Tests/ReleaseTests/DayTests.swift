import Agreements
import JSON
import Labels
import Release
import Testing

/// Days of consents and reviews on both sides of a midnight (`RULES.md`, 11).
@Suite("Days and zones")
struct DayTests {
    static let text = """
        party Alba

        party Bora

        party Cora
          days in East/Ten

        party Dora

        scheme Alba of Alba
          levels, highest first
            A-SECRET

        scheme Bora of Bora
          levels, highest first
            B-SECRET

        scheme Cora of Cora
          levels, highest first
            C-SECRET

        agreement AB
          between Alba and Bora
          in force from 2020-01-01
          days in East/Nine
          article 1: covers all classified information
          article 2: levels, both ways
            Alba A-SECRET = Bora B-SECRET
          article 3: the originator reviews the level

        """

    /// The tables at a moment of 2027-03-31, in minutes of UTC; the zones of the set lie nine and ten hours east.
    static func tables(_ minutes: Int) throws -> AgreementTables {
        let reading = AgreementReading([SourceFile(name: "days.accord", text: text)])
        #expect(reading.isUsable, "\(reading.report())")
        let last = try #require(Day("2027-03-31"))
        let next = try #require(Day("2027-04-01"))
        return AgreementTables(reading.set) { zone in
            let offset = zone == "East/Nine" ? 9 : zone == "East/Ten" ? 10 : 0
            return minutes + offset * 60 < 24 * 60 ? last : next
        }
    }

    /// The codes against a release, at a moment.
    static func codes(_ question: String, _ minutes: Int) throws -> [GroundCode] {
        let tables = try tables(minutes)
        let read = try QuestionReader(JSONDocument(question).root).question(tables)
        let decision = ReleaseEngine.decide(read, tables)
        #expect(ReleaseEngine.outcome(read, tables) == decision.outcome)
        return decision.grounds.filter { $0.verdict != .permits }.map(\.code)
    }

    static func consented(by party: String, _ rest: String) -> String {
        #"{"item":"i","from":"Alba","to":"Bora","origins":["\#(party)"],\#(rest)"#
            + #","consents":[{"by":"\#(party)","to":"Bora","reference":"c","until":"2027-03-31"}]}"#
    }

    @Test("a consent ends at midnight in the zone of the agreement that grants")
    func agreement() throws {
        let question = Self.consented(by: "Cora", #""label":"Alba A-SECRET","review":"2030-01-01""#)
        // The agreement's midnight is 15:00 UTC; the originator's own, an hour earlier, does not count here.
        #expect(try Self.codes(question, 14 * 60 + 59) == [])
        #expect(try Self.codes(question, 15 * 60) == [.consentOver])
    }

    @Test("where no agreement applies, at midnight in the zone of the party that consents")
    func party() throws {
        let question = Self.consented(by: "Cora", #""tlp":"green""#)
        #expect(try Self.codes(question, 13 * 60 + 59) == [])
        #expect(try Self.codes(question, 14 * 60) == [.consentOver])
    }

    @Test("a party that declares no zone has the days of UTC")
    func universal() throws {
        let question = Self.consented(by: "Dora", #""tlp":"green""#)
        #expect(try Self.codes(question, 23 * 60 + 59) == [])
        #expect(try Self.codes(question, 24 * 60) == [.consentOver])
    }

    @Test("a no ends, and a consent begins, at the same midnight")
    func others() throws {
        let base = #"{"item":"i","from":"Alba","to":"Bora","origins":["Cora"],"tlp":"green","consents":["#
        let no = base + #"{"by":"Cora","to":"Bora","granted":false,"until":"2027-03-31"}]}"#
        #expect(try Self.codes(no, 13 * 60 + 59) == [.consentRefused])
        #expect(try Self.codes(no, 14 * 60) == [.consentOver])
        let later = base + #"{"by":"Cora","to":"Bora","from":"2027-04-01"}]}"#
        #expect(try Self.codes(later, 13 * 60 + 59) == [.consentNotYet])
        #expect(try Self.codes(later, 14 * 60) == [])
    }

    @Test("a consent that does not hold says its day: the first before it begins, the last when it is over")
    func days() throws {
        let base = #"{"item":"i","from":"Alba","to":"Bora","origins":["Cora"],"tlp":"green","consents":["#
        func day(_ consent: String) throws -> Day? {
            let tables = try Self.tables(12 * 60)
            let text = base + #"{"by":"Cora","to":"Bora",\#(consent)}]}"#
            let question = try QuestionReader(JSONDocument(text).root).question(tables)
            let grounds = ReleaseEngine.decide(question, tables).grounds.filter { $0.verdict == .refers }
            return grounds.count == 1 ? Day(number: Int(grounds[0].day)) : nil
        }
        let (first, last) = (try #require(Day("2027-04-02")), try #require(Day("2027-03-30")))
        #expect(try day(#""from":"2027-04-02","until":"2027-05-01""#) == first)
        #expect(try day(#""from":"2026-04-02","until":"2027-03-30""#) == last)
    }

    @Test("a review is past after its day in the zone of the agreement")
    func review() throws {
        let question = #"{"from":"Alba","to":"Bora","label":"Alba A-SECRET","review":"2027-03-31"}"#
        #expect(try Self.codes(question, 14 * 60 + 59) == [])
        #expect(try Self.codes(question, 15 * 60) == [.reviewPast])
    }
}
