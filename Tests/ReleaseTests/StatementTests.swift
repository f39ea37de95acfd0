import Agreements
import JSON
import Labels
import Release
import Testing

/// What somebody has said that a marking means stands among the grounds (fault A5).
@Suite("Statements and explained markings")
struct StatementTests {
    private static func decision(_ meaning: MarkingMeaning?) throws -> (Decision, AgreementTables) {
        let reading = AgreementReading([SourceFile(name: "a.accord", text: "party Home\n\nparty Ally\n")])
        let tables = AgreementTables(reading.set, on: try #require(Day("2026-03-02")))
        let markings = MarkingReading(references: [TLPLevel.green.markingDefinition, "marking-definition--1"]) {
            _ in meaning
        }
        let question = ReleaseQuestion(
            marking: PreparedMarking(markings, in: tables),
            item: "x",
            from: try #require(tables.party("Home")),
            to: try #require(tables.party("Ally"))
        )
        return (ReleaseEngine.decide(question, tables), tables)
    }

    @Test(
        "have their words among the grounds in every language",
        arguments: [
            (MarkingMeaning.statement("© X"), GroundCode.statementExplained, Decision.Outcome.release, "© X"),
            (.explained(.tlp(.red), "© X = TLP:RED"), .markingExplained, .refuse, "© X = TLP:RED"),
            (.explained(.tlp(.clear), "© X = TLP:CLEAR"), .markingExplained, .release, "© X = TLP:CLEAR"),
        ]
    )
    func grounds(meaning: MarkingMeaning, code: GroundCode, outcome: Decision.Outcome, words: String) throws {
        let (decision, tables) = try Self.decision(meaning)
        #expect(decision.outcome == outcome)
        let ground = try #require(decision.grounds.first { $0.code == code })
        for language in Explanation.languages {
            let explanation = Explanation(decision, tables, from: 0, to: 1, language: language)
            #expect(explanation.text(of: ground).contains(words))
        }
    }

    @Test("nobody has explained it: refused")
    func unknown() throws {
        let (decision, _) = try Self.decision(nil)
        #expect(decision.outcome == .refuse)
        #expect(decision.grounds.contains { $0.code == .markingUnknown })
    }

    @Test(
        "a record says one thing, or nothing",
        arguments: [
            (#"{"marking":"m","meaning":"informs"}"#, true), (#"{"marking":"m","meaning":"tlp:amber+strict"}"#, true),
            (#"{"marking":"m","meaning":"level","scheme":"EU","level":"S"}"#, true),
            (#"{"marking":"m","meaning":"level","scheme":"EU"}"#, false),
            (#"{"marking":"m","meaning":"informs","level":"S"}"#, false),
            (#"{"marking":"m","meaning":"TLP:PINK"}"#, false), (#"{"meaning":"informs"}"#, false),
            (#"{"marking":"m","meaning":"informs","definition":7}"#, false),
        ]
    )
    func record(text: String, isRead: Bool) throws {
        #expect((MarkingExplanation(try JSONDocument(text).root) != nil) == isRead)
    }
}
