import Agreements
import Testing
import Words

/// Names that look like others, and characters that nobody sees (fault D6: a name that people compare by eye).
@Suite("Letters of names in agreements")
struct LetteringTests {
    private static func codes(_ text: String) -> [String] {
        AgreementReading([SourceFile(name: "a", text: text)], rules: DiagnosticTests.rules).diagnostics.map(\.code)
    }

    private static func scheme(_ level: String) -> String {
        "party Alba\n\nscheme Alba of Alba\n  levels, highest first\n    \(level)\n"
    }

    @Test(
        "D6: a word of several scripts, or in letters that are no language's, is refused",
        arguments: [
            "SEᏟRET", "SECRꓰT", "ⲤECRET", "ՏECRET", "ＳＥＣＲＥＴ", "𝐒ECRET", "SECRET Ⅱ", "SECRET ʰ", "SЕCRET", "SΕCRET",
            "ＳECRET", "ꓢꓰꓚꓣꓰꓔ", "ᏚᎬᏟᎡᎬᎢ", "SECRETǃ", "ﬁling", "№ 1", "SECRET²", "SECɌEɈ\u{0301}Ⴥ", "\u{0301}SECRET",
            "ｶﾅ",
            "ſECRET", "ɑlpha",
        ]
    )
    func lookAlikes(_ level: String) {
        #expect(Self.codes(Self.scheme(level)) == ["look-alike"], "\(level)")
    }

    @Test(
        "D6: what leaves no trace on paper is refused in names, texts and remarks",
        arguments: [
            "\u{3164}", "\u{2800}", "\u{034F}", "\u{180B}", "\u{FE0F}", "\u{200B}", "\u{202E}", "\u{2028}",
            "\u{E0101}", "\u{7F}",
        ]
    )
    func unseen(_ character: String) {
        #expect(Self.codes(Self.scheme("SEC\(character)RET")).contains("character"))
        #expect(Self.codes("party Alba\n  source \"a\(character)b\"\n") == ["character"])
        #expect(Self.codes("party Alba # a\(character)b\n") == ["character"])
    }

    @Test(
        "D6: names in the letters of their authority pass",
        arguments: [
            "極秘", "特定秘密", "군사II급비밀", "СОВЕРШЕННО СЕКРЕТНО", "ΑΚΡΩΣ ΑΠΟΡΡΗΤΟ", "TRÈS SECRET DÉFENSE", "ՀՈՒՅԺ ԳԱՂՏՆԻ",
            "TRE\u{0300}S SECRET", "サイバー・セキュリティ", "取扱注意", "סודי ביותר", "سري للغاية", "ลับที่สุด", "STRENG GEHEIM",
            "Tajné",
            "ŚCIŚLE TAJNE", "機密〇々ヶ", "საიდუმლო",
        ]
    )
    func ordinary(_ level: String) {
        #expect(Self.codes(Self.scheme(level)) == [], "\(level)")
    }

    @Test("D6: a text that is told to people and names nothing may be written as its authority writes it")
    func prose() {
        let text =
            "party Alba\n\nagreement A\n  title ja \"日・ＥＵ情報保護協定\"\n  between Alba and its members\n  state unknown\n  note \"10 m² – ½ № 5 αβγ-test… ﬁ\"\n"
        #expect(Self.codes(text) == [])
        #expect(Self.codes("party Alba\n  title en \"Ａlba\"\n") == ["look-alike"])
    }

    @Test("D6: a set that is in use already is read as it was accepted")
    func inUse() {
        let reading = AgreementReading([SourceFile(name: "a", text: Self.scheme("ＳECRET"))])
        #expect(reading.diagnostics.isEmpty && reading.set.schemes.first?.levels.count == 1)
    }
}
