/// How a policy, a classification, a tag or a category is shown (Open XML SPIF 2.1, `markingData`, `markingQualifier`).
public struct PolicyMarkings: Sendable, Hashable {
    /// What is shown instead of the name.
    public struct Phrase: Sendable, Hashable {
        /// The language (`xml:lang`), or nil for all that have none of their own.
        public var language: String?
        /// The text; nil shows the name.
        public var text: String?
        /// The codes, as written: where it is shown, and what it does there.
        public var codes: [String]

        /// A phrase.
        /// - Parameters:
        ///   - language: the language.
        ///   - text: the text.
        ///   - codes: the codes.
        public init(language: String? = nil, text: String?, codes: [String] = []) {
            self.language = language
            self.text = text
            self.codes = codes
        }
    }

    /// What is shown around and between names.
    public struct Qualifier: Sendable, Hashable {
        /// The language, or nil for all that have none of their own.
        public var language: String?
        /// `prefix`, `suffix` or `separator`.
        public var code: String
        /// The text.
        public var text: String

        /// A qualifier.
        /// - Parameters:
        ///   - language: the language.
        ///   - code: what it is.
        ///   - text: the text.
        public init(language: String? = nil, code: String, text: String) {
            self.language = language
            self.code = code
            self.text = text
        }
    }

    /// Qualifiers that belong to one place.
    public struct QualifierGroup: Sendable, Hashable {
        /// The place (`markingCode`), or nil for every place.
        public var code: String?
        /// The qualifiers, in order.
        public var qualifiers: [Qualifier]

        /// A group.
        /// - Parameters:
        ///   - code: the place.
        ///   - qualifiers: the qualifiers.
        public init(code: String? = nil, qualifiers: [Qualifier]) {
            self.code = code
            self.qualifiers = qualifiers
        }
    }

    /// The phrases, in order.
    public var phrases: [Phrase]
    /// The qualifiers, in order.
    public var qualifiers: [QualifierGroup]

    /// Markings.
    /// - Parameters:
    ///   - phrases: the phrases.
    ///   - qualifiers: the qualifiers.
    public init(phrases: [Phrase] = [], qualifiers: [QualifierGroup] = []) {
        self.phrases = phrases
        self.qualifiers = qualifiers
    }

    /// Whether nothing is said.
    public var isEmpty: Bool { phrases.isEmpty && qualifiers.isEmpty }

    /// The codes that the schema knows (`markingCode` of SPIF 2.1).
    public static let codes: Set<String> = [
        "pageTop", "pageBottom", "pageTopBottom", "documentStart", "documentEnd", "noNameDisplay", "noMarkingDisplay",
        "suppressClassName", "firstLineOfText", "lastLineOfText", "subject", "xHeader", "portionMarking",
        "inputTitle",
        "waterMark", "replacePolicy",
    ]
}
