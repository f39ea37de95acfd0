import Agreements
import Labels
import TestKit
import Testing

/// Articles that are written one by one beside a set, among them what another side wrote to make more of them.
@Suite("Articles of a draft, one by one")
struct DraftedArticleTests {
    private static let set = [
        SourceFile(
            name: "set.accord",
            text: DiagnosticTests.parties + DiagnosticTests.pact + "  article 1: silence is no\n"
        )
    ]

    private static func read(_ text: String, _ number: String = "4") throws -> (rules: [Rule]?, faults: [Diagnostic])
    {
        let article = try #require(DraftedArticle(number, text))
        let reading = DraftedReading([article], between: ["Alba", "Bora"], beside: set, rules: DiagnosticTests.rules)
        { path, _ in
            path == "x.accord" ? SourceFile(name: path, text: "party Nowhere\n") : nil
        }
        return (reading.rules[0], reading.faults[0])
    }

    @Test(
        "the number of an article is one, however people write it",
        arguments: [
            ("4", "article 4"), ("4(2)", "article 4(2)"), ("Article 4", "article 4"), ("annex  A", "annex A"),
            ("第4条", "article 第4条"), ("preamble", "preamble"),
        ]
    )
    func numbers(_ written: String, _ name: String) throws {
        #expect(DraftedArticle.name(of: written) == name)
    }

    @Test(
        "what could be more than a number is none",
        arguments: ["", " ", "4:", "4\n", "4\"", "4, 5", "#4", "4 = 5", "article", String(repeating: "4", count: 61)]
    )
    func noNumbers(_ written: String) { #expect(DraftedArticle.name(of: written) == nil) }

    @Test("rules stand under their article, however they are indented")
    func rules() throws {
        for indent in ["", "  ", "      "] {
            let found = try Self.read("\(indent)silence is no\n\n\(indent)the parties meet   # often\r\n")
            #expect(found.faults.isEmpty)
            #expect(found.rules?.map(\.article) == ["article 4", "article 4"])
        }
    }

    @Test(
        "nothing else can be said in one",
        arguments: [
            "agreement X", "party C", "scheme S of Alba", "include \"x.accord\"", "in force from 2020-01-01",
            "silence is no\nagreement X\n  between Alba and Bora\n  in force from 2020-01-01",
            "article 5: silence is no",
            "silence is no\n    article 5: silence is no", "between Alba and Bora", "", "draft, agreed by nobody",
            "silence is no\n\u{2028}agreement X", "silence is no\ragreement X", "\tsilence is no",
        ]
    )
    func nothingElse(_ text: String) throws {
        let found = try Self.read(text)
        #expect(found.rules == nil, "\(text)")
    }

    @Test("a fault has the line and column of the article's own text")
    func places() throws {
        let found = try Self.read("  silence is no\n  the partys meet")
        #expect(found.rules == nil && found.faults.count == 1)
        #expect(found.faults.first?.span.line == 2 && found.faults.first?.span.column == 7)
    }

    @Test("an article takes the place of what the draft says there, its parts among it, and a new one comes last")
    func draft() throws {
        let text =
            DiagnosticTests.parties + DiagnosticTests.pact
            + "  article 4(1): silence is no\n  article 5: the parties meet\n  article 4(2): silence is no\n"
        let set = AgreementReading([SourceFile(name: "a", text: text)], rules: DiagnosticTests.rules).set
        let name = try #require(set.agreements.first?.name)
        let four = try #require(DraftedArticle("4", "the parties meet"))
        let nine = try #require(DraftedArticle("9", "the parties meet"))
        let rules = (
            try #require(try Self.read("the parties meet", "4").rules),
            try #require(try Self.read("the parties meet", "9").rules)
        )
        let drafted = set.drafting(name, between: ["Alba", "Bora"], [(four, rules.0), (nine, rules.1)])
        #expect(drafted.agreement(name)?.rules.map(\.article) == ["article 4", "article 5", "article 9"])
        #expect(drafted.agreements.count == set.agreements.count)
        let fresh = set.drafting("New", between: ["Alba", "Bora"], [(four, rules.0)])
        #expect(fresh.agreement("New")?.isDraft == true && fresh.agreement("New")?.parties == ["Alba", "Bora"])
        #expect(fresh.agreement("New")?.articles.map(\.name) == ["article 4"])
    }
}
