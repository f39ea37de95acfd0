import Testing

@testable import Agreements

/// Names of parties in sentences of French, German and Japanese.
@Suite("Names of parties in sentences")
struct PartyNounTests {
    struct Case: CustomTestStringConvertible {
        let language: String
        let before: String
        let name: String
        let result: String
        var testDescription: String { "\(language): \(before)\(name)" }
    }

    @Test(
        "have the article and the case that they need",
        arguments: [
            Case(language: "fr", before: "entre ", name: "Union européenne", result: "entre l’Union européenne"),
            Case(language: "fr", before: "a et ", name: "République de Corée", result: "a et la République de Corée"),
            Case(language: "fr", before: "celle de ", name: "Japon", result: "celle du Japon"),
            Case(
                language: "fr",
                before: "aller à ",
                name: "États-Unis d'Amérique",
                result: "aller aux États-Unis d'Amérique"
            ),
            Case(language: "fr", before: "de ", name: "Hongrie", result: "de la Hongrie"),
            Case(language: "fr", before: "la donner à ", name: "Ukraine", result: "la donner à l’Ukraine"),
            Case(language: "fr", before: "de ", name: "Ruritanie", result: "de Ruritanie"),
            Case(
                language: "de",
                before: "zwischen ",
                name: "Europäische Union",
                result: "zwischen der Europäischen Union"
            ),
            Case(
                language: "de",
                before: "zwischen der Europäischen Union und ",
                name: "Republik Korea",
                result: "zwischen der Europäischen Union und der Republik Korea"
            ),
            Case(language: "de", before: "", name: "Europäische Union", result: "die Europäische Union"),
            Case(language: "de", before: "an ", name: "Australischer Bund", result: "an den Australischen Bund"),
            Case(language: "de", before: "von ", name: "Australischer Bund", result: "von dem Australischen Bund"),
            Case(
                language: "de",
                before: "mit ",
                name: "Vereinigtes Königreich Großbritannien und Nordirland",
                result: "mit dem Vereinigten Königreich Großbritannien und Nordirland"
            ),
            Case(
                language: "de",
                before: "an ",
                name: "Vereinigte Staaten von Amerika",
                result: "an die Vereinigten Staaten von Amerika"
            ),
            Case(
                language: "de",
                before: "zwischen Japan und ",
                name: "Ukraine",
                result: "zwischen Japan und der Ukraine"
            ),
            Case(language: "de", before: "gehört ", name: "Japan", result: "gehört Japan"),
            Case(language: "en", before: "between ", name: "Japan", result: "between Japan"),
        ]
    )
    func forms(_ one: Case) {
        var text = one.before
        PartyNoun.append(one.name, to: &text, in: one.language)
        #expect(text == one.result)
    }

    @Test("stand without blanks between signs of Japanese, and with them beside letters")
    func japanese() {
        #expect(PartyNoun.joined("EJ が 欧州連合 と 日本国 の間で", in: "ja") == "EJ が欧州連合と日本国の間で")
        #expect(PartyNoun.joined("欧州連合 と", in: "fr") == "欧州連合 と")
    }
}
