internal import Labels

/// Tags that mean a marking, and the scale of confidence.
enum MISPTag {
    /// The marking definitions that tags stand for, each once: TLP 2.0 and the published ones of PAP.
    static func markings(_ names: [String]) -> [String] {
        var found: [String] = []
        for name in names {
            guard let marking = marking(name), !found.contains(marking) else { continue }
            found.append(marking)
        }
        return found
    }

    /// The marking definition that a tag stands for, or nil.
    ///
    /// `tlp:white` is CLEAR; `tlp:amber` is AMBER of TLP 2.0, as MISP's taxonomy has it since 2022.
    static func marking(_ name: String) -> String? {
        let plain = name.lowercased()
        if plain.hasPrefix("tlp:") {
            let word = plain.dropFirst(4)
            let level =
                word == "white" ? .clear : TLPLevel.allCases.first { $0.label.lowercased().dropFirst(4) == word }
            // A word that is no level, as `unclear`, is read as the narrowest; `ex:chr` stands beside one.
            return (level ?? (word.hasPrefix("ex:") ? nil : .red))?.markingDefinition
        }
        if classifying.contains(String(plain.prefix { $0 != ":" })) { return TLPLevel.red.markingDefinition }
        guard plain.hasPrefix("pap:") else { return nil }
        let word = plain.dropFirst(4)
        return (word == "white" ? .clear : PAPLevel.allCases.first { $0.label.lowercased().dropFirst(4) == word })
            .flatMap { (level: PAPLevel) in published(level) }
    }

    /// Taxonomies of classification, whose tags are no markings here and must not become none: what bears one goes to
    /// named persons alone until an author has marked it by its scheme.
    private static let classifying: Set<String> = [
        "acs-marking", "ais-marking", "de-vs", "dni-ism", "euci", "fr-classif", "nato", "nato-uas-classification",
    ]

    /// The tag for a marking definition, or nil.
    static func tag(of marking: String) -> String? {
        if let level = TLPLevel(markingDefinition: marking) { return level.label.lowercased() }
        return PAPLevel(markingDefinition: marking)?.label
    }

    static func published(_ level: PAPLevel) -> String {
        switch level {
        case .clear: "marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92"
        case .green: "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9"
        case .amber: "marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab"
        case .red: "marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e"
        }
    }

    /// The start of the tag that keeps the number of a confidence.
    static let number = "entente:confidence=\""
    /// The start of the tag that keeps from when an indicator is valid; what bears it is one, looked for or not.
    static let begin = "entente:valid-from=\""
    /// The tag of an indicator that is revoked.
    static let revoked = "entente:state=\"revoked\""
    /// The tag of an indicator that is over.
    static let expired = "entente:state=\"expired\""
    /// The start of the tag that keeps until when an indicator is valid.
    static let end = "entente:valid-until=\""
    private static let word = "misp:confidence-level=\""

    /// Words of the scale with the lowest number of each, as misp-stix has them, from the highest.
    private static let scale: [(word: String, lowest: Int, number: Int)] = [
        ("completely-confident", 100, 100), ("usually-confident", 75, 75), ("fairly-confident", 50, 50),
        ("rarely-confident", 25, 25), ("unconfident", 0, 0),
    ]

    /// The tags for a confidence from 0 to 100: MISP's word, and the number where the word alone would change it.
    static func tags(confidence: Int) -> [String] {
        guard let found = scale.first(where: { confidence >= $0.lowest }) else { return [] }
        let tag = "\(word)\(found.word)\""
        return confidence == found.number ? [tag] : [tag, "\(number)\(confidence)\""]
    }

    /// The confidence that tags say; the number goes before the word.
    static func confidence(_ names: [String]) -> Int? {
        if let text = names.first(where: { $0.hasPrefix(number) })?.dropFirst(number.count).dropLast(),
            let confidence = Int(text), (0...100).contains(confidence)
        {
            return confidence
        }
        let words = names.first { $0.hasPrefix(word) }?.dropFirst(word.count).dropLast()
        return words.flatMap { said in scale.first { $0.word == said } }?.number
    }
}
