/// How the name of a party stands in a sentence: with the article and the case that its language asks for.
///
/// 1. French: `entre l’Union européenne et la République de Corée`, `du Japon`, `aux États-Unis d'Amérique`.
/// 2. German: `zwischen der Europäischen Union und der Republik Korea`; names without an article stay as they are.
/// 3. Japanese: no blank between a name and the words around it, where both are Japanese.
/// 4. A name whose head is not known here stays as it is, as do all names in other languages.
public enum PartyNoun {
    private enum Gender {
        case feminine
        case masculine
        case neuter
        case plural
    }

    /// Puts a name behind the beginning of a sentence.
    /// - Parameters:
    ///   - name: the party's name in the language.
    ///   - text: the sentence so far; a preposition at its end may become one word with the article.
    ///   - language: a language tag.
    public static func append(_ name: String, to text: inout String, in language: String) {
        switch language.prefix(while: { $0 != "-" }) {
        case "fr": french(name, &text)
        case "de": text += german(name, behind: text)
        default: text += name
        }
    }

    /// A sentence without blanks between signs of Japanese.
    /// - Parameters:
    ///   - text: the sentence.
    ///   - language: a language tag; any other than Japanese changes nothing.
    /// - Returns: the sentence.
    public static func joined(_ text: String, in language: String) -> String {
        guard language.prefix(while: { $0 != "-" }) == "ja" else { return text }
        let letters = Array(text)
        let isJapanese = { (place: Int) in
            letters.indices.contains(place)
                && letters[place].unicodeScalars.allSatisfy { scalar in
                    japanese.contains { $0.contains(scalar.value) }
                }
        }
        return String(
            letters.indices.filter { letters[$0] != " " || !(isJapanese($0 - 1) && isJapanese($0 + 1)) }
                .map { letters[$0] }
        )
    }

    /// Kana, ideographs and their punctuation.
    private static let japanese: [ClosedRange<UInt32>] = [0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF00...0xFFEF]

    // MARK: French

    private static let frenchHeads: [String: Gender] = [
        "République": .feminine, "Union": .feminine, "Organisation": .feminine, "Confédération": .feminine,
        "Principauté": .feminine, "Fédération": .feminine, "Bosnie-Herzégovine": .feminine, "Hongrie": .feminine,
        "Irlande": .feminine, "Islande": .feminine, "Roumanie": .feminine, "Ukraine": .feminine,
        "Royaume": .masculine, "Royaume-Uni": .masculine, "Grand-Duché": .masculine, "Commonwealth": .masculine,
        "Canada": .masculine, "Japon": .masculine, "Monténégro": .masculine, "États-Unis": .plural,
        "Pays-Bas": .plural, "Émirats": .plural,
    ]

    private static func french(_ name: String, _ text: inout String) {
        guard let head = name.split(separator: " ").first, let gender = frenchHeads[String(head)] else {
            text += name
            return
        }
        let isElided = gender != .plural && "AÀÂEÉÈÊIÎOÔUÛŒ".contains(name.first ?? " ")
        let forms: (plain: String, to: String, of: String) =
            switch (isElided, gender) {
            case (true, _): ("l’", "à l’", "de l’")
            case (_, .plural): ("les ", "aux ", "des ")
            case (_, .feminine): ("la ", "à la ", "de la ")
            default: ("le ", "au ", "du ")
            }
        // A preposition that is a word of its own.
        for (preposition, form) in [("à ", forms.to), ("de ", forms.of)]
        where text == preposition || text.hasSuffix(" " + preposition) {
            text.removeLast(preposition.count)
            text += form + name
            return
        }
        text += forms.plain + name
    }

    // MARK: German

    private static let germanHeads: [String: Gender] = [
        "Republik": .feminine, "Bundesrepublik": .feminine, "Union": .feminine, "Ukraine": .feminine,
        "Nordatlantikpakt-Organisation": .feminine, "Königreich": .neuter, "Großherzogtum": .neuter,
        "Fürstentum": .neuter, "Bund": .masculine, "Staaten": .plural,
    ]
    /// The words in front of a name that ask for the dative, and for the accusative.
    private static let dative: Set<String> = [
        "zwischen", "von", "mit", "zu", "gehört", "es", "erlaubt", "sie", "zu,", "an:",
    ]
    private static let accusative: Set<String> = ["an", "nennt", "nimmt", "lässt", "für", "über"]

    private static func german(_ name: String, behind text: String) -> String {
        let words = name.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(where: { germanHeads[$0] != nil }), let gender = germanHeads[words[place]]
        else { return name }
        var before = text.split(separator: " ").map(String.init)
        // What is joined to another name has its case: `zwischen … und …`.
        if before.last == "und", let other = before.lastIndex(of: "zwischen") { before = Array(before[...other]) }
        let last = before.last ?? ""
        let isDative = dative.contains(last)
        let isChanged = isDative || gender == .masculine && accusative.contains(last) || gender == .plural
        let article =
            switch (gender, isDative) {
            case (.feminine, true): "der"
            case (.feminine, false), (.plural, false): "die"
            case (.plural, true): "den"
            case (.neuter, false): "das"
            case (.masculine, false): accusative.contains(last) ? "den" : "der"
            case (.neuter, true), (.masculine, true): "dem"
            }
        let adjectives = words[..<place].map { stem($0, gender) + (isChanged ? "en" : "e") }
        return ([article] + adjectives + words[place...]).joined(separator: " ")
    }

    /// An adjective without the ending that it has beside no article.
    private static func stem(_ word: String, _ gender: Gender) -> String {
        let ending =
            switch gender {
            case .feminine, .plural: "e"
            case .masculine: "er"
            case .neuter: "es"
            }
        return word.hasSuffix(ending) ? String(word.dropLast(ending.count)) : word
    }
}
