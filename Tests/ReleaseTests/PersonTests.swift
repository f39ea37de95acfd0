import Agreements
import JSON
import Labels
import Release
import TestKit
import Testing

/// What a person may see (R08, R09, R13): clearance, need, briefing and list, each for itself.
@Suite("Persons")
struct PersonTests {
    /// Somebody of Alba who may see `Alba A-SECRET` about military matters.
    static let person: [String: String] = [
        "nationality": #""Alba""#, "clearances": #"["Alba A-SECRET"]"#, "briefed": #""2026-01-01""#,
        "needs": #"["military"]"#,
    ]
    static let item: [String: String] = [
        "item": #""x""#, "from": #""Alba""#, "to": #""Alba""#, "label": #""Alba A-SECRET""#,
        "subjects": #"["Military"]"#,
    ]
    static let tables = AgreementTables(Accords.reading.set, on: Day("2026-06-01") ?? .last)

    static func json(_ members: [String: String], _ changes: String) throws -> String {
        var members = members
        for member in try JSONDocument("{\(changes)}").root.members {
            let text = String(decoding: member.value.canonicalBytes(), as: UTF8.self)
            members[member.name.string ?? ""] = member.value.kind == .null ? nil : text
        }
        return "{" + members.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",") + "}"
    }

    static func question(_ person: String, _ item: String = "") throws -> PersonQuestion {
        let about = try QuestionReader(JSONDocument(json(Self.item, item)).root).question(tables)
        return try PersonQuestion(JSONDocument(json(Self.person, person)).root, about: about, tables)
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let person: String
        let item: String
        let outcome: Decision.Outcome
        let code: GroundCode
        var testDescription: String { "\(code.rawValue): \(person) \(item)" }

        init(_ outcome: Decision.Outcome, _ code: GroundCode, person: String = "", item: String = "") {
            (self.outcome, self.code, self.person, self.item) = (outcome, code, person, item)
        }
    }

    private static let open = #""label":null,"subjects":null"#

    private static let lotus = "entente-exercise--00000001-0000-4000-8000-000000000000"
    private static let wall =
        #""exercise":{"exercise":"\#(lotus)","name":"LOTUS","cells":["white","trusted"]}"#

    private static func seat(_ cell: String, in exercise: String = lotus) -> String {
        #""exercises":[{"exercise":"\#(exercise)","cell":"\#(cell)"}]"#
    }

    static let rows: [Row] = [
        Row(.refuse, .notInCell, item: wall), Row(.refuse, .notInCell, person: seat("bridge"), item: wall),
        Row(.refuse, .notInCell, person: seat("white", in: lotus + "0"), item: wall),
        Row(.release, .inCell, person: seat("white"), item: wall),
        Row(.release, .inCell, person: seat("trusted"), item: wall),
        // A seat clears for nothing, and a mark alone keeps nobody out.
        Row(.refuse, .clearanceMissing, person: seat("white") + #","clearances":[]"#, item: wall),
        Row(.release, .clearanceHeld, item: #""exercise":{"exercise":"\#(lotus)","name":"LOTUS"}"#),
        Row(.release, .clearanceHeld), Row(.release, .needToKnow), Row(.release, .briefed),
        Row(.release, .markingsKnown),
        Row(.release, .clearanceHeld, person: #""clearances":["Alba A-TOP"]"#),
        Row(.release, .clearanceHeld, person: #""clearances":["Alba A-RESTRICTED","Alba A-SECRET"]"#),
        Row(.release, .clearanceHeld, person: #""clearances":["Alba A-SECRET","Alba A-RESTRICTED"]"#),
        Row(.refuse, .clearanceTooLow, person: #""clearances":["Alba A-CONFIDENTIAL"]"#),
        Row(.refuse, .clearanceMissing, person: #""clearances":[]"#),
        Row(.refuse, .clearanceMissing, person: #""clearances":["Bora B-TOP"]"#),
        Row(.refuse, .clearanceOver, person: #""until":"2026-05-31""#),
        Row(.release, .clearanceHeld, person: #""until":"2026-06-01""#),
        Row(
            .refuse,
            .clearanceOver,
            person: #""clearances":[{"level":"Alba A-TOP","until":"2026-05-31"},"Alba A-RESTRICTED"]"#
        ),
        Row(
            .refuse,
            .clearanceOver,
            person: #""clearances":["Alba A-RESTRICTED",{"level":"Alba A-TOP","until":"2026-05-31"}]"#
        ),
        // A clearance of the person's own state counts where an agreement says what answers the level.
        Row(
            .release,
            .clearanceHeld,
            person: #""nationality":"Bora","clearances":["Bora B-SECRET"]"#
        ),
        Row(.refuse, .clearanceMissing, person: #""nationality":"Cora","clearances":["Bora B-SECRET"]"#),
        Row(.refuse, .clearanceTooLow, person: #""nationality":"Bora","clearances":["Bora B-RESTRICTED"]"#),
        Row(.release, .clearanceHeld, item: #""label":"Bora B-SECRET""#),
        Row(.refuse, .clearanceMissing, item: #""label":"Bora B-RESTRICTED""#),
        Row(.refuse, .noNeedToKnow, person: #""needs":["fishing"]"#),
        Row(.refuse, .noNeedToKnow, person: #""needs":null"#),
        Row(.release, .needToKnow, person: #""needs":["MILITARY"]"#),
        Row(.release, .needToKnow, person: #""needs":["x"]"#),
        Row(.refuse, .notBriefed, person: #""briefed":null"#),
        Row(.refuse, .notBriefed, person: #""briefed":"2026-06-02""#),
        Row(.release, .briefed, person: #""briefed":"2026-06-01""#),
        Row(.refuse, .notRegistered, person: #""registered":false"#),
        // What is not classified needs no clearance, no duty and no briefing.
        Row(
            .release,
            .tlpOpen,
            person: #""clearances":[],"briefed":null,"needs":[],"registered":false"#,
            item: open + #","tlp":"amber+strict""#
        ),
        Row(.refuse, .tlpClosed, item: open + #","tlp":"red""#),
        Row(.release, .tlpOpen, person: #""needs":["x"]"#, item: open + #","tlp":"red""#),
        Row(.refuse, .markingAbsent, item: open), Row(.release, .markingsKnown, item: #""label":"Alba A-OPEN""#),
        Row(.refuse, .levelUnknown, item: #""label":"Alba A-HUSH""#),
        Row(.refuse, .partyUnknown, person: #""nationality":"Zembla""#),
        Row(.release, .nationalityOnList, item: #""audiences":[["ALB","BOR"]]"#),
        Row(.refuse, .nationalityNotOnList, item: #""audiences":[["ALB"],["BOR"]]"#),
        Row(.refuse, .caveatNotKept, item: #""caveats":["BURN AFTER READING"]"#),
        Row(.release, .purposeMet, item: #""given_for":["defence"],"purpose":"defence""#),
        Row(.refuse, .purposeDiffers, item: #""given_for":["defence"],"purpose":"trade""#),
        Row(.refuse, .purposeDiffers, item: #""given_for":["defence"]"#),
    ]

    @Test("see what each condition lets them see", arguments: rows)
    func row(_ row: Row) throws {
        let decision = PersonEngine.decide(try Self.question(row.person, row.item), Self.tables)
        let grounds = decision.grounds.map { "\($0.code.rawValue) \($0.verdict)" }
        #expect(decision.outcome == row.outcome, "\(grounds)")
        let ground = decision.grounds.first { $0.code == row.code }
        #expect(ground?.verdict == (row.outcome == .release ? .permits : .refuses), "\(grounds)")
        #expect(decision.agreement == nil && decision.equivalents.isEmpty)
        // One cause alone, where a row takes one thing away.
        if row.outcome == .refuse {
            #expect(decision.grounds.filter { $0.verdict != .permits }.count == 1, "\(grounds)")
        }
    }

    @Test("each level of an item needs a clearance of its own")
    func levels() throws {
        let item = #""label":null,"labels":["Alba A-SECRET","Bora B-RESTRICTED"]"#
        func codes(_ clearances: String) throws -> [GroundCode] {
            let question = try Self.question(#""clearances":\#(clearances)"#, item)
            return PersonEngine.decide(question, Self.tables).grounds.filter { $0.verdict != .permits }.map(\.code)
        }
        #expect(try codes(#"["Alba A-SECRET"]"#) == [.clearanceMissing])
        #expect(try codes(#"["Alba A-SECRET","Bora B-TOP"]"#) == [])
    }

    @Test("the grounds say of what they are")
    func values() throws {
        let question = try Self.question(#""until":"2026-05-31","briefed":"2026-02-03""#)
        let grounds = PersonEngine.decide(question, Self.tables).grounds
        let over = try #require(grounds.first { $0.code == .clearanceOver })
        #expect(Day(number: Int(over.day)) == Day("2026-05-31"))
        #expect(Self.tables.levels[Int(over.level)].name.description == "Alba A-SECRET" && over.other == over.level)
        let briefed = try #require(grounds.first { $0.code == .briefed })
        #expect(Day(number: Int(briefed.day)) == Day("2026-02-03"))
        #expect(grounds.first { $0.code == .needToKnow }?.value == "military")
        let missing = PersonEngine.decide(try Self.question(#""clearances":[],"briefed":null"#), Self.tables).grounds
        #expect(missing.first { $0.code == .clearanceMissing }?.other == -1)
        #expect(missing.first { $0.code == .notBriefed }?.day == .min)
    }

    @Test("the end of all clearances ends each of them")
    func until() throws {
        let both = try Self.question(
            #""until":"2027-01-01","clearances":["Alba A-TOP",{"level":"Alba A-SECRET","until":"2026-12-01"},"#
                + #"{"level":"Alba A-RESTRICTED","until":"2028-12-01"}]"#
        )
        #expect(both.clearances.map(\.until) == ["2027-01-01", "2026-12-01", "2027-01-01"].map { Day($0) })
        #expect(try Self.question("").clearances.map(\.until) == [.last])
        #expect(try Self.question("").isRegistered)
        #expect(try Self.question(#""registered":false"#).isRegistered == false)
    }

    @Test(
        "what cannot be read is a fault, and no clearance",
        arguments: [
            (#""nationality":null"#, "nationality"), (#""clearances":"Alba A-TOP""#, "clearances"),
            (#""needs":"military""#, "needs"), (#""until":"soon""#, "until"), (#""until":7"#, "until"),
            (#""clearances":[7]"#, "clearance"), (#""clearances":["Alba A-HUSH"]"#, "no declared level"),
            (#""clearances":["Zembla Z"]"#, "no declared level"),
            (#""clearances":[{"level":"Alba A-TOP","until":"soon"}]"#, "`until` of a clearance"),
            (#""briefed":"soon""#, "briefed"), (#""briefed":true"#, "briefed"),
        ]
    )
    func faults(person: String, words: String) throws {
        let fault = #expect(throws: QuestionReader.Fault.self) { try Self.question(person) }
        #expect(fault?.description.contains(words) == true)
    }
}
