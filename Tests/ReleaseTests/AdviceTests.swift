import Agreements
import JSON
import Labels
import Release
import Testing

/// What is said where no level answers one: lowering is advised only where it would help.
@Suite("Advice where no level answers")
struct AdviceTests {
    static let text = """
        party Alba

        party Bora

        scheme Alba of Alba
          levels, highest first
            A-TOP
            A-SECRET
            A-LOW
            A-NEW

        scheme Bora of Bora
          levels, highest first
            B-SECRET

        agreement AB
          between Alba and Bora
          in force from 2020-01-01
          article 1: covers all classified information
          article 2: levels, both ways
            Alba A-TOP = none
            Alba A-SECRET = Bora B-SECRET
            Alba A-LOW = none
            Alba A-NEW = unknown

        """

    /// What is said about a level of Alba's for Bora: the first fault, and what would help.
    static func say(_ level: String, _ language: String) throws -> (text: String, remedies: [String]) {
        let reading = AgreementReading([SourceFile(name: "ab.accord", text: text)])
        #expect(reading.isUsable)
        let tables = AgreementTables(reading.set, on: try #require(Day("2026-03-02")))
        let json = try JSONDocument(#"{"from":"Alba","to":"Bora","label":"Alba \#(level)"}"#)
        let question = try QuestionReader(json.root).question(tables)
        let decision = ReleaseEngine.decide(question, tables)
        let explanation = Explanation(decision, tables, from: question.from, to: question.to, language: language)
        let fault = try #require(decision.grounds.first { $0.verdict != .permits })
        return (explanation.text(of: fault), explanation.remedies)
    }

    @Test("a lower level that has an answer is named", arguments: Explanation.languages)
    func lower(_ language: String) throws {
        let (text, remedies) = try Self.say("A-TOP", language)
        #expect(text.contains("Alba A-TOP") && text.contains("Bora"))
        #expect(remedies.count == 1 && remedies[0].contains("Alba A-SECRET"))
    }

    @Test("where none has one, lowering is not advised", arguments: Explanation.languages)
    func lowest(_ language: String) throws {
        let (text, remedies) = try Self.say("A-LOW", language)
        #expect(text.contains("Alba A-LOW"))
        #expect(remedies.count == 1 && remedies[0].contains("AB") && remedies[0].contains("Alba A-LOW"))
    }

    @Test(
        "what was not read is not called secret",
        arguments: zip(Explanation.languages, ["not known here", "判明していない", "pas connu ici", "hier nicht bekannt"])
    )
    func unknown(_ language: String, _ words: String) throws {
        #expect(try Self.say("A-NEW", language).text.contains(words))
    }
}
