/// Where two sequences differ: a range of the base, and what stands for it in the other.
struct PhraseChange: Hashable, Sendable {
    var base: Range<Int>
    var other: Range<Int>

    /// How many phrases may stand between two changes that are one.
    private static let nearest = 4

    /// Changes with those made one between which hardly anything was kept.
    ///
    /// What two rewritten sentences have in common by chance (a particle, a comma) is no text that both kept: it is no
    /// longer than what was changed on either side of it, and has few phrases.
    static func joined(_ changes: [PhraseChange], _ base: PhraseText, _ other: PhraseText) -> [PhraseChange] {
        var joined: [PhraseChange] = []
        func size(_ change: PhraseChange) -> Int { max(base.length(change.base), other.length(change.other)) }
        for change in changes {
            var change = change
            while let last = joined.last {
                let between = last.base.upperBound..<change.base.lowerBound
                let length = base.length(between)
                guard between.count <= nearest, length <= size(last), length <= size(change),
                    !base.hasLineEnd(between)
                else { break }
                change = PhraseChange(
                    base: last.base.lowerBound..<change.base.upperBound,
                    other: last.other.lowerBound..<change.other.upperBound
                )
                joined.removeLast()
            }
            joined.append(change)
        }
        return joined
    }
}

extension PhraseText {
    /// Whether a line ends in some phrases: paragraphs are never made one.
    func hasLineEnd(_ phrases: Range<Int>) -> Bool {
        guard !phrases.isEmpty else { return false }
        return units[range(phrases.lowerBound).lowerBound..<ends[phrases.upperBound - 1]].contains(0x0A)
    }
}
