public import JSON

/// What an officer has said that a marking means which says it in no form that is known: a statement, a definition of
/// another programme, or one that is not here at all.
///
/// As a record it is an object with `marking` (the identifier of the definition) and `meaning`: `informs` for what limits
/// no release, a level of TLP or PAP such as `TLP:AMBER+STRICT`, or `level` with `scheme` and `level`. `definition` is the
/// digest of the definition that the officer saw; without it there was none.
public struct MarkingExplanation: Sendable, Hashable {
    /// The kind of record that keeps it.
    public static let kind = "marking"

    /// What the marking means.
    public enum Meaning: Sendable, Hashable {
        /// It limits no release.
        case informs
        /// A level of the Traffic Light Protocol.
        case tlp(TLPLevel)
        /// A level of the Permissible Actions Protocol.
        case pap(PAPLevel)
        /// A level of a classification scheme.
        case level(scheme: String, level: String)

        /// The words that a record may have for it beside `level`.
        public static let words =
            ["informs"] + TLPLevel.allCases.map(\.label) + PAPLevel.allCases.map(\.label)

        /// A meaning by its word; nil for `level` and for words that there are not.
        /// - Parameter word: one of `words`; case does not matter.
        public init?(word: String) {
            let upper = word.uppercased()
            if upper == "INFORMS" {
                self = .informs
            } else if let level = TLPLevel.allCases.first(where: { $0.label == upper }) {
                self = .tlp(level)
            } else if let level = PAPLevel.allCases.first(where: { $0.label == upper }) {
                self = .pap(level)
            } else {
                return nil
            }
        }
    }

    /// The identifier of the marking definition.
    public var marking: String
    /// What it means.
    public var meaning: Meaning
    /// The digest of the definition that it speaks of, in hexadecimal; nil where none is here.
    public var definition: String?

    /// An explanation.
    /// - Parameters:
    ///   - marking: the identifier of the marking definition.
    ///   - meaning: what it means.
    ///   - definition: the digest of the definition.
    public init(marking: String, meaning: Meaning, definition: String? = nil) {
        (self.marking, self.meaning, self.definition) = (marking, meaning, definition)
    }

    /// Reads a record, or nil if it says nothing that is known.
    /// - Parameter record: the record.
    public init?(_ record: JSONValue) {
        guard let marking = record["marking"]?.string, let word = record["meaning"]?.string else { return nil }
        if let definition = record["definition"], definition.string == nil { return nil }
        (self.marking, definition) = (marking, record["definition"]?.string)
        if word == "level" {
            guard let scheme = record["scheme"]?.string, let level = record["level"]?.string else { return nil }
            meaning = .level(scheme: scheme, level: level)
        } else {
            guard let meaning = Meaning(word: word), record["scheme"] == nil, record["level"] == nil else {
                return nil
            }
            self.meaning = meaning
        }
    }

    /// What the marking means to the release engine, with its own words for the grounds.
    /// - Parameter held: the definition, if it is here.
    /// - Returns: the meaning.
    public func meaning(of held: JSONValue?) -> MarkingMeaning {
        let words = Self.words(of: held) ?? marking
        switch meaning {
        case .informs: return .statement(words)
        case .tlp(let level): return .explained(.tlp(level), "\(words) = \(level.label)")
        case .pap(let level): return .explained(.pap(level), "\(words) = \(level.label)")
        case .level(let scheme, let level):
            return .explained(.label(Label(policy: scheme, classification: level)), "\(words) = \(level)")
        }
    }

    /// What a definition calls itself: its statement, or its name; nil if it has neither.
    /// - Parameter definition: the marking definition object.
    /// - Returns: at most 300 characters.
    public static func words(of definition: JSONValue?) -> String? {
        let own = definition?["definition"]?["statement"]?.string
        let known = [own, definition?["x_opencti_definition"]?.string, definition?["name"]?.string]
        guard let text = known.compactMap({ $0 }).first(where: { !$0.isEmpty && $0 != "custom" }) else { return nil }
        return text.count > 300 ? text.prefix(299) + "…" : text
    }
}
