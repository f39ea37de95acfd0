import Agreements
import JSON
import Labels
import TestKit
import Testing

@testable import Release

/// Decisions in words and as JSON.
@Suite("Explanations")
struct ExplanationTests {
    static let text = """
        party Alba
          title fr "République d'Alba"
          title de "Republik Alba"

        party Bora

        scheme Alba of Alba
          levels, highest first
            A-SECRET

        scheme Bora of Bora
          levels, highest first
            B-SECRET

        agreement AB
          between Alba and Bora
          in force from 2020-01-01
          article 1: covers all classified information
          article 2: levels, both ways
            Alba A-SECRET = Bora B-SECRET

        """

    private static func explained(_ question: String, language: String = "en") throws -> (Explanation, Decision) {
        let tables = AgreementTables(Accords.reading.set, on: try #require(Day("2026-06-01")))
        let read = try QuestionReader(JSONDocument(question).root).question(tables)
        let decision = ReleaseEngine.decide(read, tables)
        return (Explanation(decision, tables, from: read.from, to: read.to, language: language), decision)
    }

    private static let given =
        #"{"from":"Alba","to":"Bora","item":"x","label":"Alba A-SECRET","subjects":["military"],"channel":"courier","#
        + #""assurances":["AB"],"review":"2029-01-01"}"#

    @Test("name the articles that a yes stands on, each once, and of another agreement nothing to the recipient")
    func basis() throws {
        let (explanation, decision) = try Self.explained(Self.given)
        #expect(decision.outcome == .release)
        let articles = ["AB", "AB, article 1", "AB, article 4", "AB, article 2", "AB, article 6", "AB, article 7"]
        #expect(explanation.basis == articles && explanation.basisForRecipient == articles)
        #expect(explanation.equivalents.map(\.description) == ["Bora B-SECRET"])
        var other = decision
        other.agreement = 1
        let tables = AgreementTables(Accords.reading.set, on: try #require(Day("2026-06-01")))
        #expect(Explanation(other, tables, from: 0, to: 1).basisForRecipient.isEmpty)
        other.agreement = nil
        #expect(Explanation(other, tables, from: 0, to: 1).basisForRecipient.isEmpty)
        // A ground that permits nothing is no basis to the recipient.
        other = decision
        other.grounds[0].verdict = .refers
        for place in other.grounds.indices { other.grounds[place].verdict = .refers }
        #expect(Explanation(other, tables, from: 0, to: 1).basisForRecipient.isEmpty)
        #expect(Explanation(other, tables, from: 0, to: 1).basis == articles)
    }

    @Test("what returns to its originator has its own level there")
    func returned() throws {
        let text = #"{"from":"Bora","to":"Alba","item":"x","label":"Alba A-TOP","origins":["Alba"]}"#
        let (explanation, decision) = try Self.explained(text)
        #expect(decision.outcome == .release && explanation.equivalents.map(\.description) == ["Alba A-TOP"])
        let (refused, no) = try Self.explained(text.replacing("}", with: #","tlp":"red"}"#))
        #expect(no.outcome == .refuse && refused.equivalents.isEmpty)
    }

    @Test("are JSON with code, rule, source and verdict")
    func json() throws {
        let (explanation, decision) = try Self.explained(Self.given)
        let json = explanation.json
        #expect(json["outcome"] == "release" && json["agreement"] == "AB" && json["remedy"] == nil)
        #expect(json["equivalents"] == .array([.members(["scheme": "Bora", "level": "B-SECRET"])]))
        #expect(json["grounds"]?.elements?.count == decision.grounds.count)
        let known = json["grounds"]?.elements?.first
        #expect(known?["code"] == "markings-known" && known?["rule"] == "R03" && known?["source"] == "R03")
        #expect(known?["agreement"] == nil && known?["article"] == nil && known?["permits"] == .bool(true))
        let covered = json["grounds"]?.elements?.first { $0["code"] == "subject-covered" }
        #expect(
            covered?["agreement"] == "AB" && covered?["article"] == "article 1" && covered?["verdict"] == "permits"
        )
        #expect(covered?["source"] == "AB, article 1" && covered?["words"] == nil && covered?["remedy"] == nil)
        let (refused, no) = try Self.explained(
            #"{"from":"Alba","to":"Bora","item":"x","tlp":"red","origins":["Cora"]}"#
        )
        #expect(no.outcome == .refuse && refused.json["agreement"] == nil && refused.json["equivalents"] == nil)
        let verdicts = refused.json["grounds"]?.elements?.compactMap { $0["verdict"]?.string } ?? []
        #expect(Set(verdicts) == ["permits", "refers", "refuses"])
        #expect(refused.json["grounds"]?.elements?.first { $0["code"] == "tlp-closed" }?["permits"] == .bool(false))
        #expect(refused.json["remedy"]?.string == refused.remedies.joined(separator: "; "))
        #expect(refused.remedies.count == 2)
    }

    @Test("one remedy stands for all grounds that need it")
    func remedies() throws {
        let (explanation, decision) = try Self.explained(
            #"{"from":"Alba","to":"Bora","item":"x","tlp":"green","origins":["Cora","Cora"]}"#
        )
        #expect(decision.outcome == .refer && explanation.remedies.count == 1)
        let tables = AgreementTables(Accords.reading.set, on: try #require(Day("2026-06-01")))
        var twice = decision
        twice.grounds += decision.grounds
        #expect(Explanation(twice, tables, from: 0, to: 1).remedies == explanation.remedies)
        // Of what permits nothing has to change.
        #expect(decision.grounds.filter { $0.verdict == .permits }.allSatisfy { explanation.remedy(of: $0) == nil })
    }

    @Test("a line has a sign for its verdict, the sentence, and where it stands")
    func lines() throws {
        let (explanation, decision) = try Self.explained(
            #"{"from":"Alba","to":"Bora","item":"x","tlp":"red","origins":["Cora"]}"#
        )
        for ground in decision.grounds {
            let line = explanation.line(of: ground)
            let sign = ground.verdict == .permits ? "+" : ground.verdict == .refers ? "?" : "-"
            #expect(line == "  \(sign) \(explanation.text(of: ground))  [\(explanation.source(of: ground))]")
        }
        #expect(Set(decision.grounds.map(\.verdict)).count == 3)
    }

    @Test("an unknown language is English, and a tag with a region is its language")
    func languages() throws {
        func first(_ language: String) throws -> String {
            let (explanation, decision) = try Self.explained(Self.given, language: language)
            return explanation.text(of: try #require(decision.grounds.first))
        }
        let all = try Explanation.languages.map(first)
        #expect(Set(all).count == 4)
        #expect(try first("fr-CA") == all[2] && first("xx") == all[0] && first("") == all[0])
        let warning = ReleaseWarning(.timestampPrecision, at: "modified")
        let texts = Explanation.languages.map { warning.text(in: $0) }
        #expect(Set(texts).count == 4 && texts.allSatisfy { $0.hasPrefix("`modified`") })
        #expect(warning.text(in: "ja-JP") == texts[1] && warning.text(in: "xx") == texts[0])
        let (explanation, _) = try Self.explained(Self.given, language: "de")
        #expect(explanation.json(of: [ReleaseWarning]()) == nil && explanation.text(of: warning) == texts[3])
        #expect(explanation.json(of: [warning]) == .array([warning.json(in: "de")]))
        #expect(
            warning.json(in: "de")["code"] == "timestamp-precision"
                && warning.json(in: "de")["property"] == "modified"
        )
    }

    @Test("values that are not there leave a sign, and no brace")
    func holes() throws {
        let tables = AgreementTables(Accords.reading.set, on: try #require(Day("2026-06-01")))
        for code in GroundCode.allCases {
            for verdict in [Ground.Verdict.permits, .refers, .refuses] {
                let ground = Ground(code: code, verdict: verdict)
                let decision = Decision(outcome: .refuse, grounds: [ground], agreement: nil, equivalents: [99])
                for language in Explanation.languages {
                    let explanation = Explanation(decision, tables, from: -1, to: 99, language: language)
                    let text = explanation.text(of: ground) + (explanation.remedy(of: ground) ?? "")
                    #expect(!text.contains("{") && !text.contains("}") && !text.isEmpty)
                    #expect(explanation.source(of: ground) == code.rule && explanation.equivalents.isEmpty)
                    #expect(explanation.words(of: ground) == nil && explanation.basis.isEmpty)
                }
            }
        }
    }

    @Test("what an article says goes with it where it is asked for, in the reader's language, and not without end")
    func words() throws {
        let long = String(repeating: "x", count: 2_001)
        let text = Self.text + "  article 2:\n    words en \"All of it.\"\n    words fr \"\(long)\"\n"
        let reading = AgreementReading([SourceFile(name: "t.accord", text: text)])
        #expect(reading.isUsable, "\(reading.report())")
        let tables = AgreementTables(reading.set, on: try #require(Day("2026-06-01")))
        let question = try QuestionReader(JSONDocument(#"{"from":"Alba","to":"Bora","label":"Alba A-SECRET"}"#).root)
            .question(tables)
        let decision = ReleaseEngine.decide(question, tables)
        func explained(_ language: String) -> Explanation {
            Explanation(decision, tables, from: question.from, to: question.to, language: language)
        }
        let explanation = explained("en")
        let ground = try #require(decision.grounds.first { $0.agreement >= 0 && explanation.words(of: $0) != nil })
        #expect(explanation.words(of: ground)?.text == "All of it.")
        #expect(explanation.json(of: ground)["words"] == nil)
        let told = explanation.json(of: ground, withWords: true)["words"]
        #expect(told == .members(["language": "en", "text": "All of it."]))
        let all = explanation.json(withWords: true)["grounds"]?.elements?.compactMap { $0["words"] }
        #expect(
            all?.isEmpty == false && explanation.json["grounds"]?.elements?.allSatisfy { $0["words"] == nil } == true
        )
        #expect(explanation.line(of: ground).hasSuffix("\n      | All of it."))
        #expect(explained("fr").words(of: ground)?.text == String(long.dropLast()) + "…")
    }

    @Test("a party is called by its title in the reader's language, else by its name")
    func titles() throws {
        let reading = AgreementReading([SourceFile(name: "t.accord", text: Self.text)])
        #expect(reading.isUsable, "\(reading.report())")
        let tables = AgreementTables(reading.set, on: try #require(Day("2026-06-01")))
        let ground = Ground(
            code: .originIsRecipient,
            verdict: .permits,
            agreement: -1,
            article: -1,
            level: -1,
            other: -1,
            party: 1,
            value: nil,
            day: .min
        )
        let decision = Decision(outcome: .release, grounds: [ground], agreement: nil, equivalents: [])
        func text(_ party: Int32, _ language: String) -> String {
            var ground = ground
            ground.party = party
            return Explanation(decision, tables, from: 0, to: 0, language: language).text(of: ground)
        }
        #expect(text(0, "fr").contains("République d'Alba") && text(0, "de").contains("Republik Alba"))
        #expect(text(1, "fr").contains("Bora") && text(7, "fr").contains("?"))
    }
}
