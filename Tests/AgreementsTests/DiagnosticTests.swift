import Agreements
import Testing
import Words

/// Every diagnostic, with the text that it underlines.
@Suite("Diagnostics of agreements")
struct DiagnosticTests {
    /// One faulty file: what is found in it, and which text is underlined.
    struct Row: CustomTestStringConvertible, Sendable {
        let code: String
        let underlined: String
        let text: String
        var testDescription: String { "\(code) \(underlined)" }

        init(_ code: String, _ underlined: String, _ text: String) {
            (self.code, self.underlined, self.text) = (code, underlined, text)
        }
    }

    static let parties = """
        party Alba

        party Bora

        scheme Alba of Alba
          levels, highest first
            A-SECRET
            A-LOW

        scheme Bora of Bora
          levels, highest first
            B-SECRET
            B-LOW


        """

    static let pact = """
        agreement AB
          between Alba and Bora
          in force from 2020-01-01

        """

    static let rows: [Row] = [
        Row("tab-indent", "\t", "party Alba\n\ta state\n"),
        Row("indent", "a state", "party Alba\n    codes ALB\n  a state\n      a state\n"),
        Row("indent", "codes X", "party Alba\n  a state\n    codes X\n"),
        Row("quote-open", "\"Alba", "party Alba\n  title en \"Alba\n"),
        Row("character", "Al\u{200B}ba", "party Al\u{200B}ba\n"),
        Row("line-long", "p", "party Alba\n" + String(repeating: "p ", count: AccordLimits.lineBytes / 2 + 1)),
        Row("unknown-declaration", "partty", "partty Alba\n"),
        Row("missing", "party", "party\n"),
        Row("missing", "X", "scheme X\n  levels, highest first\n    L\n"),
        Row("missing", "include", "include\n"),
        Row("missing", ",", "party Alba\n  codes , ALB\n"),
        Row("include", "\"gone.accord\"", "include \"gone.accord\"\n"),
        Row("sentence", "\"Alba\"", "party Alba\n  title \"Alba\"\n"),
        Row("unknown-sentence", "kodes ALB", "party Alba\n  kodes ALB\n"),
        Row("language", "english", "party Alba\n  title english \"Alba\"\n"),
        Row("date", "2020-13-01", pact + "  signed on 2020-13-01\n"),
        Row("number", "0", pact + "  renewed each year, with notice of 0 days\n"),
        Row("zone", "Asia/Tokio", pact + "  days in Asia/Tokio\n"),
        Row("kind", "infomation security", pact + "  kind infomation security\n"),
        // Fault A6: the last one won.
        Row("statement-twice", "kind partnership", pact + "  kind information security\n  kind partnership\n"),
        Row("statement-twice", "between Alba and Bora", pact + "  between Alba and Bora\n"),
        Row("statement-twice", "days in Asia/Tokyo", pact + "  days in Asia/Tokyo\n  days in Asia/Tokyo\n"),
        Row("statement-twice", "an organisation", "party Zeta\n  a state\n  an organisation\n"),
        Row(
            "statement-twice",
            "levels, highest first",
            "scheme X of Alba\n  levels, highest first\n    L\n  levels, highest first\n    M\n"
        ),
        Row(
            "statement-twice",
            "L, from 2020-01-01, from 2021-01-01",
            "scheme X of Alba\n  levels, highest first\n    L, from 2020-01-01, from 2021-01-01\n"
        ),
        Row("article-unknown", "article ?:", pact + "  article ?: silence is no\n"),
        Row("rule-without-article", "silence is no", pact + "  silence is no\n"),
        Row("missing", "article 1:", pact + "  article 1:\n"),
        Row("table-empty", "article 1: levels, both ways", pact + "  article 1: levels, both ways\n"),
        Row("row-single", "Alba A-SECRET", pact + "  article 1: levels, both ways\n    Alba A-SECRET\n"),
        Row("row-order", "none = Alba A-SECRET", pact + "  article 1: levels, both ways\n    none = Alba A-SECRET\n"),
        Row("missing", "Alba A-SECRET =", pact + "  article 1: levels, both ways\n    Alba A-SECRET =\n"),
        Row("party-twice", "Alba", "party Alba\n"),
        Row("scheme-twice", "Alba", "scheme Alba of Alba\n  levels, highest first\n    L\n"),
        Row("agreement-twice", "AB", pact + "\n" + pact),
        Row("agreement-second", "AC", pact + "\nagreement AC\n  between Alba and Bora\n  state unknown\n"),
        Row("code-twice", "Cora", "party Cora\n  codes ALBA\n"),
        Row("unknown-party", "AC", "agreement AC\n  between Alba and Zembla\n  state unknown\n"),
        Row(
            "unknown-agreement",
            "AC",
            "agreement AC\n  between Alba and Bora\n  state unknown\n  takes the place of XY\n"
        ),
        Row("parties-missing", "AC", "agreement AC\n  between Alba\n  state unknown\n"),
        Row("state-missing", "AC", "agreement AC\n  between Alba and Bora\n"),
        Row(
            "period-empty",
            "in force from 2021 until 2020",
            "agreement AC\n  between Alba and Bora\n  in force from 2021 until 2020\n"
        ),
        Row("look-alike", "SЕCRET", "scheme X of Alba\n  levels, highest first\n    SЕCRET\n"),
        Row("look-alike", "Alba A-SЕCRET", pact + "  article 1: up to Alba A-SЕCRET\n"),
        Row("level-twice", "L", "scheme X of Alba\n  levels, highest first\n    L\n    M, also L\n").with("M"),
        Row("levels-missing", "X", "scheme X of Alba\n"),
        Row("unknown-scheme", "Zembla Z", pact + "  article 1: up to Zembla Z\n"),
        Row("unknown-level", "Alba A-SECRTE", pact + "  article 1: up to Alba A-SECRTE\n"),
        Row(
            "level-ambiguous",
            "Cora L",
            "party Cora\n\nscheme X of Cora\n  levels, highest first\n    L\n\nscheme Y of Cora\n  levels, highest first\n    L\n\n"
                + pact + "  article 1: up to Cora L\n"
        ),
        Row("additions-rule", "silence is no", "additions H of Alba\n  article 1: silence is no\n"),
        Row("never-outside-additions", "never Alba A-SECRET", pact + "  article 1: never Alba A-SECRET\n"),
        Row(
            "table-not-monotone",
            "Alba A-SECRET = Bora B-LOW",
            pact + "  article 1: levels, both ways\n    Alba A-SECRET = Bora B-LOW\n    Alba A-LOW = Bora B-SECRET\n"
        ),
        Row(
            "level-without-row",
            "levels, both ways",
            pact + "  article 1: levels, both ways\n    Alba A-SECRET = Bora B-SECRET\n"
        ),
        Row(
            "ceiling-above-table",
            "Alba A-SECRET",
            pact
                + "  article 1: up to Alba A-SECRET\n  article 2: levels, both ways\n    Alba A-SECRET = none\n    Alba A-LOW = Bora B-LOW\n    Bora B-SECRET = none\n"
        ),
        Row(
            "periods-overlap",
            "in force from 2021-01-01",
            "agreement AC\n  between Alba and Bora\n  in force from 2021-01-01\n\n" + pact
        ).with("in force from 2020-01-01"),
        Row("periods-overlap", "in force from 2021-01-01", pact + "  in force from 2021-01-01\n"),
        Row(
            "laundering",
            "CA",
            "party Cora\n\nscheme Cora of Cora\n  levels, highest first\n    C-ONE\n\n" + pact
                + "  article 1: levels, both ways\n    Alba A-SECRET = Bora B-SECRET\n    Alba A-LOW = Bora B-LOW\n\nagreement BC\n  between Bora and Cora\n  in force from 2020-01-01\n  article 1: levels, from Bora to Cora\n    Bora B-SECRET = Cora C-ONE\n    Bora B-LOW = none\n\nagreement CA\n  between Cora and Alba\n  in force from 2020-01-01\n  article 1: levels, from Cora to Alba\n    Cora C-ONE = Alba A-LOW\n"
        ),
    ]

    static let rules = ReadingRules(
        zones: TimeZoneNames(proposals: ["Asia/Tokyo", "Europe/Paris"]) { $0 == "Asia/Tokyo" },
        composed: Folding.composed
    )

    static func read(_ text: String) -> (AgreementReading, SourceFile) {
        let needsParties = ["Alba", "ALBA", "Bora"].contains { text.contains($0) }
        let file = SourceFile(name: "faulty.accord", text: text)
        let base = SourceFile(name: "base.accord", text: parties)
        let declaresAlba =
            text.hasPrefix("party Alba\n  ") || text.hasPrefix("party Al\u{200B}")
            || text.hasPrefix("party Alba\n    ") || text.hasPrefix("party Alba\n\t")
        return (AgreementReading(needsParties && !declaresAlba ? [base, file] : [file], rules: rules), file)
    }

    @Test("a time zone that nobody can count days in is an error that proposes one")
    func zone() throws {
        let (wrong, _) = Self.read(Self.pact + "  days in Asia/Tokio\n")
        let diagnostic = try #require(wrong.diagnostics.first { $0.code == "zone" })
        #expect(diagnostic.severity == .error && diagnostic.help == "did you mean `Asia/Tokyo`?")
        #expect(Self.read(Self.pact + "  days in Asia/Tokyo\n").0.isUsable)
    }

    @Test("each fault is found where it is", arguments: rows)
    func row(_ row: Row) throws {
        let (reading, file) = Self.read(row.text)
        let found = reading.diagnostics.filter { $0.span.file == file.name }
        let texts = found.filter { $0.code == row.code }.map { diagnostic -> String in
            let line = file.text.split(separator: "\n", omittingEmptySubsequences: false)[diagnostic.span.line - 1]
            return String(line.dropFirst(diagnostic.span.column - 1).prefix(diagnostic.span.length))
        }
        #expect(texts.contains(row.underlined), "\(found.map { "\($0.code): \($0.message)" }) \(texts)")
        #expect(found.allSatisfy { !$0.rendered(in: file).isEmpty })
    }

    @Test("all faults of a file are found in one run")
    func recovery() {
        let text =
            "party Alba\n  kodes A\n  title english \"A\"\n\npartty Bora\n\nagreement X\n  between Alba\n  signed on 2020-99-01\n"
        let codes = AgreementReading([SourceFile(name: "a", text: text)]).diagnostics.map(\.code)
        #expect(codes.contains("unknown-sentence"))
        #expect(codes.contains("language"))
        #expect(codes.contains("unknown-declaration"))
        #expect(codes.contains("date"))
        #expect(codes.contains("parties-missing"))
    }

    @Test("an underline stands under what it means, wide letters included")
    func wide() throws {
        let (reading, file) = Self.read(
            "agreement 日韓\n  between Alba and 架空\n  state unknown\n  article 1: up to 架空 秘\n"
        )
        let diagnostic = try #require(reading.diagnostics.first { $0.code == "unknown-scheme" })
        let lines = diagnostic.rendered(in: file).split(separator: "\n")
        #expect(lines.contains { $0.hasSuffix("| " + String(repeating: " ", count: 19) + "^^^^^^^") })
    }
}

extension DiagnosticTests.Row {
    /// The same with another text underlined.
    func with(_ underlined: String) -> Self { Self(code, underlined, text) }
}
