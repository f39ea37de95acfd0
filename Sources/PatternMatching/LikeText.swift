/// What `LIKE` asks for (9.6.1): `%` stands for any number of characters, `_` for one; there is no escape.
struct LikeText: Sendable {
    private let scalars: [Unicode.Scalar]

    /// - Parameter text: in form NFC.
    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// Whether a whole text in form NFC is like it.
    ///
    /// A later `%` takes over from an earlier one: the work is at most the product of both lengths.
    func isMet(by letters: [Unicode.Scalar]) -> Bool {
        var (place, wanted) = (0, 0)
        var again: (place: Int, wanted: Int)?
        while place < letters.count {
            if wanted < scalars.count, scalars[wanted] == "%" {
                // Whatever follows.
                if wanted == scalars.count - 1 { return true }
                again = (place, wanted)
                wanted += 1
            } else if wanted < scalars.count, scalars[wanted] == "_" || scalars[wanted] == letters[place] {
                place += 1
                wanted += 1
            } else if let last = again {
                again = (last.place + 1, last.wanted)
                (place, wanted) = (last.place + 1, last.wanted + 1)
            } else {
                return false
            }
        }
        return scalars[wanted...].allSatisfy { $0 == "%" }
    }
}
