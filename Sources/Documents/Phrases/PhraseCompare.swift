/// What became of a text, phrase by phrase.
public enum PhraseCompare {
    /// A piece of the comparison.
    public struct Piece: Sendable, Hashable {
        /// What became of it; the raw values are what programs read.
        public enum Kind: String, Sendable, CaseIterable {
            /// It stands in both.
            case keep
            /// It stands in the earlier text alone.
            case deleted = "del"
            /// It stands in the later text alone.
            case inserted = "ins"
        }

        /// What became of it.
        public let kind: Kind
        /// Its letters.
        public let text: String

        /// A piece.
        /// - Parameters:
        ///   - kind: what became of it.
        ///   - text: its letters.
        public init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
    }

    /// Compares two texts.
    ///
    /// Kept and deleted pieces together are the earlier text, kept and inserted ones the later, letter by letter.
    /// - Parameters:
    ///   - earlier: the text before.
    ///   - later: the text after.
    ///   - language: their language (`ja`); empty where it is not known.
    /// - Returns: the pieces in order, what was deleted in front of what was inserted in its place.
    /// - Throws: `DocumentFault` where a text is longer than is compared (`DocumentLimits.units`).
    /// - Complexity: about linear; O((n + m) d) for d changes where no run of phrases is found in both.
    public static func pieces(
        from earlier: String,
        to later: String,
        language: String = ""
    ) throws(DocumentFault) -> [Piece] {
        let (before, after) = (
            try PhraseText(earlier, language: language), try PhraseText(later, language: language)
        )
        var numbers = PhraseNumbers()
        let sides = (numbers.numbers(of: before), numbers.numbers(of: after))
        let changes = PhraseChange.joined(SequenceDifference.changes(sides.0, sides.1), before, after)
        var pieces: [Piece] = []
        func add(_ kind: Piece.Kind, _ text: String) { if !text.isEmpty { pieces.append(Piece(kind, text)) } }
        var place = 0
        for change in changes {
            add(.keep, before.text(place..<change.base.lowerBound))
            add(.deleted, before.text(change.base))
            add(.inserted, after.text(change.other))
            place = change.base.upperBound
        }
        add(.keep, before.text(place..<before.count))
        return pieces
    }

    /// The phrases of a text.
    /// - Parameters:
    ///   - text: the text.
    ///   - language: its language (`ja`); empty where it is not known.
    /// - Returns: the phrases, spaces and marks between words among them; together they are the text.
    /// - Throws: `DocumentFault` where the text is longer than is compared.
    public static func phrases(of text: String, language: String = "") throws(DocumentFault) -> [String] {
        let phrases = try PhraseText(text, language: language)
        return (0..<phrases.count).map { phrases.text($0..<($0 + 1)) }
    }
}
