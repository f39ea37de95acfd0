/// Two versions of one text put together, phrase by phrase, and never in silence.
///
/// 1. A phrase that one side changed is that side's; one that none changed is kept.
/// 2. Where both changed the same phrase, or put something in at the same place, it is a conflict, and nobody's wording
///    is taken; so it is where one side put something in at the edge of what the other changed.
/// 3. Where both wrote the same, letter by letter, there is nothing to decide.
public enum PhraseMerge {
    /// A piece of the merged text.
    public struct Piece: Sendable, Hashable {
        /// Whose it is; the raw values are what programs read.
        public enum Kind: String, Sendable, CaseIterable {
            /// None changed it.
            case keep
            /// Ours changed it; where both wrote the same, `theirs` is the same text.
            case ours
            /// Theirs changed it.
            case theirs
            /// Both changed it, each in another way.
            case conflict
        }

        /// Whose it is.
        public let kind: Kind
        /// What stood there.
        public let base: String
        /// What stands there in ours.
        public let ours: String
        /// What stands there in theirs.
        public let theirs: String

        /// A piece.
        /// - Parameters:
        ///   - kind: whose it is.
        ///   - base: what stood there.
        ///   - ours: what stands there in ours.
        ///   - theirs: what stands there in theirs.
        public init(_ kind: Kind, base: String, ours: String, theirs: String) {
            (self.kind, self.base, self.ours, self.theirs) = (kind, base, ours, theirs)
        }

        /// What the merged text has there; nil for a conflict.
        public var merged: String? {
            switch kind {
            case .keep: base
            case .ours: ours
            case .theirs: theirs
            case .conflict: nil
            }
        }
    }

    /// Merges two versions of a text.
    ///
    /// The bases of all pieces together are the base, and so are those of ours and of theirs.
    /// - Parameters:
    ///   - base: the text that both began with.
    ///   - ours: one side's version.
    ///   - theirs: the other side's.
    ///   - language: their language (`ja`); empty where it is not known.
    /// - Returns: the pieces in order.
    /// - Throws: `DocumentFault` where a text is longer than is compared (`DocumentLimits.units`).
    public static func pieces(
        base: String,
        ours: String,
        theirs: String,
        language: String = ""
    ) throws(DocumentFault) -> [Piece] {
        let texts = MergedTexts(
            base: try PhraseText(base, language: language),
            ours: try PhraseText(ours, language: language),
            theirs: try PhraseText(theirs, language: language)
        )
        return texts.pieces()
    }

    /// The merged text; nil where there is a conflict.
    /// - Parameter pieces: the pieces of a merge.
    /// - Returns: the text.
    public static func text(of pieces: [Piece]) -> String? {
        var text = ""
        for piece in pieces {
            guard let merged = piece.merged else { return nil }
            text += merged
        }
        return text
    }
}

/// Three texts, and where the two later ones differ from the first.
private struct MergedTexts {
    let base: PhraseText
    let ours: PhraseText
    let theirs: PhraseText

    func pieces() -> [PhraseMerge.Piece] {
        var numbers = PhraseNumbers()
        let first = numbers.numbers(of: base)
        let mine = changes(first, numbers.numbers(of: ours), ours)
        let others = changes(first, numbers.numbers(of: theirs), theirs)
        var pieces: [PhraseMerge.Piece] = []
        var (next, nextOther, place) = (0, 0, 0)
        while next < mine.count || nextOther < others.count {
            let (from, fromOther) = (next, nextOther)
            var range = start(mine, next, others, nextOther)
            // Takes in what touches the range, until nothing more does.
            while true {
                if next < mine.count, collides(mine[next].base, range) {
                    range = joined(range, mine[next].base)
                    next += 1
                } else if nextOther < others.count, collides(others[nextOther].base, range) {
                    range = joined(range, others[nextOther].base)
                    nextOther += 1
                } else {
                    break
                }
            }
            keep(place..<range.lowerBound, &pieces)
            pieces.append(piece(range, mine[from..<next], others[fromOther..<nextOther]))
            place = range.upperBound
        }
        keep(place..<base.count, &pieces)
        return pieces
    }

    private func changes(_ first: [Int32], _ numbers: [Int32], _ text: PhraseText) -> [PhraseChange] {
        PhraseChange.joined(SequenceDifference.changes(first, numbers), base, text)
    }

    /// Where the earlier of the next two changes is; one that only puts something in comes first.
    private func start(_ mine: [PhraseChange], _ next: Int, _ others: [PhraseChange], _ nextOther: Int) -> Range<Int>
    {
        guard next < mine.count else { return others[nextOther].base }
        guard nextOther < others.count else { return mine[next].base }
        let (one, two) = (mine[next].base, others[nextOther].base)
        return (one.lowerBound, one.upperBound) <= (two.lowerBound, two.upperBound) ? one : two
    }

    /// Whether a change is about the same phrases; where one only puts something in, whether it touches.
    private func collides(_ change: Range<Int>, _ range: Range<Int>) -> Bool {
        if change.isEmpty || range.isEmpty {
            return change.lowerBound <= range.upperBound && change.upperBound >= range.lowerBound
        }
        return change.overlaps(range)
    }

    private func joined(_ one: Range<Int>, _ two: Range<Int>) -> Range<Int> {
        min(one.lowerBound, two.lowerBound)..<max(one.upperBound, two.upperBound)
    }

    private func piece(
        _ range: Range<Int>,
        _ mine: ArraySlice<PhraseChange>,
        _ others: ArraySlice<PhraseChange>
    ) -> PhraseMerge.Piece {
        let before = base.text(range)
        let (one, two) = (version(range, mine, ours) ?? before, version(range, others, theirs) ?? before)
        let kind: PhraseMerge.Piece.Kind =
            others.isEmpty ? .ours : mine.isEmpty ? .theirs : one.utf8.elementsEqual(two.utf8) ? .ours : .conflict
        return PhraseMerge.Piece(kind, base: before, ours: one, theirs: two)
    }

    /// What a side has for a range of the base; nil where it changed nothing there.
    private func version(_ range: Range<Int>, _ changes: ArraySlice<PhraseChange>, _ text: PhraseText) -> String? {
        guard let first = changes.first, let last = changes.last else { return nil }
        let from = first.other.lowerBound - (first.base.lowerBound - range.lowerBound)
        let until = last.other.upperBound + (range.upperBound - last.base.upperBound)
        return text.text(from..<until)
    }

    private func keep(_ range: Range<Int>, _ pieces: inout [PhraseMerge.Piece]) {
        guard !range.isEmpty else { return }
        let text = base.text(range)
        pieces.append(PhraseMerge.Piece(.keep, base: text, ours: text, theirs: text))
    }
}
