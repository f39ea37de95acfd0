import Agreements
import JSON
import Labels
import Release
import TestKit
import Testing

/// Every rule, satisfied and not, with the code and the article of its ground.
@Suite("Truth table of the release rules")
struct TruthTableTests {
    /// One row: a question, the answer, and the ground that makes it.
    struct Row: CustomTestStringConvertible, Sendable {
        let rule: String
        let name: String
        let question: String
        let outcome: Decision.Outcome
        let code: GroundCode
        let source: String
        var testDescription: String { "\(rule) \(name)" }

        init(
            _ rule: String,
            _ name: String,
            _ question: String,
            _ outcome: Decision.Outcome,
            _ code: GroundCode,
            _ source: String? = nil
        ) {
            (self.rule, self.name, self.question) = (rule, name, question)
            (self.outcome, self.code, self.source) = (outcome, code, source ?? code.rule)
        }
    }

    /// A question that is released: every member can be replaced by a row.
    static let base: [String: String] = [
        "item": "\"x\"", "from": "\"Alba\"", "to": "\"Bora\"", "on": "\"2024-06-01\"", "channel": "\"courier\"",
        "label": "\"Alba A-SECRET\"", "subjects": "[\"military\"]", "assurances": "[\"AB\"]",
        "review": "\"2029-01-01T00:00:00Z\"",
    ]

    static let consent = #"{"by":"Bora","to":"Cora","reference":"N1"}"#
    static let third = #""from":"Alba","to":"Cora","on":"2026-06-01","label":"Alba A-SECRET","origins":["Bora"]"#

    static func question(_ row: Row) throws -> (ReleaseQuestion, AgreementTables) {
        var members = base
        let changes = try JSONDocument("{" + deduplicated(row.question) + "}").root
        for member in changes.members {
            members[member.name.string ?? ""] =
                member.value.kind == .null ? nil : String(decoding: member.value.canonicalBytes(), as: UTF8.self)
        }
        // A row that changes the sender or recipient brings what it needs itself.
        let text = "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
        let reader = try QuestionReader(JSONDocument(text).root)
        let tables = AgreementTables(Accords.reading.set, on: try #require(reader.day))
        return (try reader.question(tables), tables)
    }

    /// Of a member that a row gives twice the last one counts.
    private static func deduplicated(_ text: String) -> String {
        guard text.hasSuffix("\"origins\":[\"Bora\",\"Dora\"]") else { return text }
        return text.replacing("\"origins\":[\"Bora\"],", with: "")
    }

    @Test("the set has no faults")
    func set() {
        #expect(Accords.reading.report().contains("error") == false, "\(Accords.reading.report())")
    }

    @Test("each rule, satisfied or not, answers with its ground", arguments: rows)
    func row(_ row: Row) throws {
        let (question, tables) = try Self.question(row)
        let decision = ReleaseEngine.decide(question, tables)
        let explanation = Explanation(decision, tables, from: question.from, to: question.to)
        let grounds = decision.grounds.map { "\($0.code.rawValue) \($0.verdict)" }
        #expect(decision.outcome == row.outcome, "\(grounds)")
        let ground = decision.grounds.first { $0.code == row.code }
        #expect(ground.map(explanation.source(of:)) == row.source, "\(grounds)")
        // The ground makes the outcome: it says the same.
        let verdicts: [Decision.Outcome: Ground.Verdict] = [.release: .permits, .refer: .refers, .refuse: .refuses]
        #expect(ground?.verdict == verdicts[row.outcome], "\(grounds)")
        #expect(ReleaseEngine.outcome(question, tables) == decision.outcome)
        #expect(explanation.remedies.isEmpty == decision.outcome.lets, "\(explanation.remedies)")
    }

    @Test("every result of the engine stands in the table")
    func complete() {
        let people: [GroundCode] = [
            .clearanceHeld, .clearanceTooLow, .clearanceMissing, .clearanceOver, .needToKnow, .noNeedToKnow, .briefed,
            .notBriefed, .notRegistered, .nationalityOnList, .nationalityNotOnList, .personKnown,
            .inCell, .notInCell,
        ]
        let elsewhere: [GroundCode] = [
            .meaninglessWithout, .notRenderable, .translationWithheld, .markingTravels, .dateUnknown,
            .versionNarrowed, .creatorAbsent, .referenceAbsent, .absentNamed, .portionsIgnored, .translationGiven,
            // `ACSRuleTests` has these.
            .privilegePermitted, .privilegeDenied, .privilegeKept, .privilegeNotPermitted, .sharingPermitted,
            .sharingDenied, .sharingNotPermitted, .groupUnknown,
            // `SightingTests` has these.
            .sightersWithheld, .sightersNamed, .countWithheld, .countBanded,
            // `StatementTests` has these.
            .statementExplained, .markingExplained,
        ]
        let rows = Set(Self.rows.map(\.code))
        let missing = GroundCode.allCases.filter {
            !rows.contains($0) && !people.contains($0) && !elsewhere.contains($0)
        }
        #expect(missing.isEmpty)
    }

    @Test("explanations exist in four languages and leave no place empty", arguments: rows)
    func languages(_ row: Row) throws {
        let (question, tables) = try Self.question(row)
        let decision = ReleaseEngine.decide(question, tables)
        for language in Explanation.languages {
            let explanation = Explanation(decision, tables, from: question.from, to: question.to, language: language)
            for ground in decision.grounds {
                let isAboutUnknown = ground.code == .agreementInForce && question.from < 0
                #expect(isAboutUnknown || !explanation.text(of: ground).contains("{"))
            }
        }
    }
}
