/// The nearest of some words, for "did you mean".
public enum Suggestion {
    /// Longer words are slips of nobody's pen.
    private static let longest = 64

    /// The candidate with the fewest edits, if they are few enough to be a slip.
    /// - Parameters:
    ///   - word: what was written.
    ///   - candidates: what could have been meant.
    /// - Returns: the nearest candidate, or nil.
    public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= longest * 4 else { return nil }
        let wanted = Array(word.lowercased())
        guard wanted.count <= longest else { return nil }
        var limit = max(1, wanted.count / 3)
        var best: String?
        for candidate in candidates where candidate.utf8.count <= longest * 4 {
            let other = Array(candidate.lowercased())
            guard abs(other.count - wanted.count) <= limit else { continue }
            let edits = distance(wanted, other)
            guard edits < limit || best == nil && edits == limit else { continue }
            (best, limit) = (candidate, edits)
        }
        return best
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (line, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let insertion = min(row[column], row[column + 1]) + 1
                let change = diagonal + (character == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(insertion, change)
            }
        }
        return row[right.count]
    }
}
