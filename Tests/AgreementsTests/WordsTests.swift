import Agreements
import JSON
import Testing

/// What articles say in their own words, and the sentences of the language for readers of others (fault G5).
@Suite("Words of articles")
struct WordsTests {
    private static let text =
        DiagnosticTests.parties + DiagnosticTests.pact + """
              article 4(1): up to Alba A-LOW
              article 4:
                words en "Levels answer."
                words ja "対応する。"
                words en "Second paragraph."
              article 6: words de "Nur so."

            """

    private static func agreement() throws -> Agreement {
        let reading = AgreementReading([SourceFile(name: "a", text: text)], rules: DiagnosticTests.rules)
        #expect(reading.isUsable, "\(reading.report())")
        return try #require(reading.set.agreements.first)
    }

    @Test(
        "G5: an article's words are those of its parts, in the reader's language, else in English, else as they are"
    )
    func chosen() throws {
        let agreement = try Self.agreement()
        #expect(agreement.words(of: "article 4(1)", in: "ja-JP") == Title(language: "ja", text: "対応する。"))
        #expect(agreement.words(of: "article 4", in: "fr")?.text == "Levels answer.\nSecond paragraph.")
        #expect(agreement.words(of: "article 6", in: "en") == Title(language: "de", text: "Nur so."))
        #expect(agreement.words(of: "article 5", in: "en") == nil && agreement.rules.count == 1)
    }

    @Test("G5: words are in the JSON form, and the formatter keeps them")
    func forms() throws {
        let words = try #require(try Self.agreement().json["words"]?.elements)
        #expect(words.map { $0["article"]?.string } == ["article 4", "article 6"])
        #expect(words.first?["texts"]?["ja"]?.string == "対応する。")
        let once = try #require(AccordFormatter.format(SourceFile(name: "a", text: Self.text)))
        #expect(once.contains("    words ja \"対応する。\"\n"))
        #expect(AccordFormatter.format(SourceFile(name: "a", text: once)) == once)
    }

    @Test("G5: every rule and clause has a sentence in each language", arguments: ["ja", "fr", "de"])
    func sentences(language: String) throws {
        let lines = """
              article 1: levels, both ways
                Alba A-SECRET = Bora B-SECRET
              article 1: levels, from Alba to Bora
                Alba A-LOW = Bora B-LOW
              article 1: levels unknown
              article 1: levels as the originator marked them
              article 1: up to Alba A-LOW
              article 1: electronically up to Alba A-LOW
              article 1: by courier only
              article 1: two officers release Alba A-SECRET
              article 1: covers all classified information
              article 1: covers "military information"
              article 1: the receiver keeps "NO COPIES"
              article 1: Alba and Bora share through Alba
              article 1: Alba is in the groups FOREIGNGOV
              article 1: provides for "visits"
              article 1: nobody has to give anything
              article 1: loss, or possible loss, is reported at once
              article 1: loss, or possible loss, is reported promptly
              article 1: loss, or possible loss, is reported within 2 hours
              article 1: the originator reviews the level every 5 years
              article 1: the parties meet within 3 days
              article 1: the parties meet every 6 months

            """
        let file = SourceFile(name: "a", text: DiagnosticTests.parties + DiagnosticTests.pact + lines)
        var rules = try #require(AgreementReading([file]).set.agreements.first).rules
        #expect(rules.count == 21)
        let template = try #require(rules.last)
        for clause in Clause.allCases {
            var rule = template
            rule.content = .clause(clause, nil)
            rules.append(rule)
        }
        for rule in rules {
            let sentence = RuleWording.sentence(of: rule, in: language)
            #expect(sentence.language == language && !sentence.text.contains("{"), "\(rule.wording)")
            #expect(sentence.text != rule.wording)
        }
        let words = Agreement.State.allCases.map(\.rawValue) + Agreement.Kind.allCases.map(\.rawValue)
        for word in words + ["between", "and its members"] {
            #expect(language == "fr" || RuleWording.word(word, in: language) != word, "\(word)")
        }
        #expect(RuleWording.sentence(of: template, in: "en").text == template.wording)
    }
}
