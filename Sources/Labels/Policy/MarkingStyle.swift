/// The place that a marking is made for.
public enum MarkingPlace: String, Sendable {
    /// The top and the bottom of a page: the banner.
    case page = "pageBottom"
    /// In front of a portion.
    case portion = "portionMarking"
}

/// What markings say in one language at one place.
struct MarkingStyle {
    /// The phrases for the language, or those without a language.
    private let phrases: [PolicyMarkings.Phrase]
    /// The phrases without a language.
    private let general: [PolicyMarkings.Phrase]
    private let place: MarkingPlace
    /// What stands in front.
    let prefix: String
    /// What stands behind.
    let suffix: String
    /// What stands between; empty if nothing is said.
    let separator: String

    /// The style, or nil if nothing is said for the language and nothing for all.
    ///
    /// The language is looked up as written, then without its region (`fr` for `fr-CA`), then what has no language.
    /// Qualifiers that the language lacks are those without a language.
    init?(_ markings: PolicyMarkings, language: String, place: MarkingPlace) {
        let groups = MarkingStyle.groups(markings.qualifiers, place: place)
        let qualifiers = groups.flatMap(\.qualifiers)
        let languages = Set((markings.phrases.map(\.language) + qualifiers.map(\.language)).map(MarkingStyle.key))
        let wanted = MarkingStyle.key(language)
        let primary = String(wanted.prefix { $0 != "-" && $0 != "_" })
        guard let chosen = [wanted, primary, ""].first(where: { languages.contains($0) }) else { return nil }
        func text(_ code: String) -> String {
            for language in [chosen, ""] {
                let found = qualifiers.last { $0.code == code && MarkingStyle.key($0.language) == language }
                if let found, !found.text.isEmpty { return found.text }
            }
            return ""
        }
        self.place = place
        phrases = markings.phrases.filter { MarkingStyle.key($0.language) == chosen }
        general = markings.phrases.filter { $0.language == nil }
        (prefix, suffix, separator) = (text("prefix"), text("suffix"), text("separator"))
    }

    /// Qualifiers made for portions are for portions only, and there they go before those for every place.
    private static func groups(
        _ groups: [PolicyMarkings.QualifierGroup],
        place: MarkingPlace
    ) -> [PolicyMarkings.QualifierGroup] {
        let own = groups.filter { $0.code == MarkingPlace.portion.rawValue }
        let others = groups.filter { $0.code != MarkingPlace.portion.rawValue }
        return place == .page ? others : own.isEmpty ? others : own
    }

    private static func key(_ language: String?) -> String { language?.lowercased() ?? "" }

    /// The first phrase for the place.
    private var phrase: PolicyMarkings.Phrase? { phrases.first { $0.isShown(at: place) } }

    /// What is shown for a name; empty if it is not shown.
    func text(for name: String) -> String {
        guard let phrase else { return name }
        if phrase.codes.contains("noNameDisplay") { return "" }
        return phrase.codes.contains("replacePolicy") ? name : phrase.text ?? name
    }

    /// What is shown instead of the policy's name, or nil; it is the same in all languages if there is no translation.
    func policyText(for name: String) -> String? {
        let found =
            phrase.flatMap { $0.codes.contains("replacePolicy") ? $0 : nil }
            ?? phrases.first { $0.codes.contains("replacePolicy") && $0.isShown(at: place) }
            ?? general.first { $0.codes.contains("replacePolicy") && $0.isShown(at: place) }
        return found.map { $0.text ?? name }
    }

    /// Whether the name of the level is left out.
    var suppressesClassification: Bool { phrase?.codes.contains("suppressClassName") ?? false }
}

extension PolicyMarkings.Phrase {
    private static let places: Set<String> = [
        "pageTop", "pageBottom", "pageTopBottom", "documentStart", "documentEnd", "firstLineOfText", "lastLineOfText",
        "subject", "xHeader", "portionMarking", "inputTitle", "waterMark", "noMarkingDisplay",
    ]

    /// Whether the phrase is for a place; one that names no place is for the page.
    func isShown(at place: MarkingPlace) -> Bool {
        let named = codes.filter { Self.places.contains($0) }
        switch place {
        case .page: return named.isEmpty || named.contains("pageBottom") || named.contains("pageTopBottom")
        case .portion:
            return named.contains("portionMarking") || named.isEmpty && !codes.isEmpty
        }
    }
}
