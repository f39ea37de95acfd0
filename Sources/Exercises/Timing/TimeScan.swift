/// A place in a text of a time: capitals without accents, narrow letters, no blanks but single ones.
struct TimeScan {
    private let letters: [Unicode.Scalar]
    private(set) var place = 0

    /// How long a text of a time is at most.
    static let most = 200

    /// Nil for one that is too long.
    init?(_ text: String) {
        guard text.utf8.count <= Self.most * 4 else { return nil }
        var letters: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            let letter = Self.plain(scalar)
            if letter.properties.isWhitespace {
                if letters.last != " ", !letters.isEmpty { letters.append(" ") }
            } else {
                letters.append(letter)
            }
        }
        if letters.last == " " { letters.removeLast() }
        guard letters.count <= Self.most else { return nil }
        self.letters = letters
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch Words.narrow(scalar) {
        case "−", "–", "—", "‐", "‑": "-"
        case "’": "'"
        case "É", "È", "Ê", "é", "è", "ê": "E"
        case "Ä", "À", "ä", "à": "A"
        case "Û", "Ü", "û", "ü": "U"
        case let letter where ("a"..."z").contains(letter): Unicode.Scalar(letter.value - 32) ?? letter
        case let letter: letter
        }
    }

    var isAtEnd: Bool { place >= letters.count }
    var next: Unicode.Scalar? { place < letters.count ? letters[place] : nil }
    var isEmpty: Bool { letters.isEmpty }
    var text: String { String(String.UnicodeScalarView(letters)) }
    /// What is left.
    var rest: String { String(String.UnicodeScalarView(letters[place...])) }

    /// Tries something, and goes back if it comes to nothing.
    mutating func attempt<Value>(_ body: (inout TimeScan) -> Value?) -> Value? {
        let before = place
        if let value = body(&self) { return value }
        place = before
        return nil
    }

    mutating func blanks() { while next == " " { place += 1 } }

    /// Takes a word, if it is the next.
    mutating func take(_ word: String) -> Bool {
        let wanted = word.unicodeScalars
        guard place + wanted.count <= letters.count, letters[place..<place + wanted.count].elementsEqual(wanted)
        else {
            return false
        }
        place += wanted.count
        return true
    }

    /// Takes one of some letters.
    mutating func take(oneOf some: String) -> Unicode.Scalar? {
        guard let next, some.unicodeScalars.contains(next) else { return nil }
        place += 1
        return next
    }

    /// Takes a number of so many digits.
    mutating func number(_ width: ClosedRange<Int>) -> (value: Int, width: Int)? {
        let start = place
        var value = 0
        while let next, ("0"..."9").contains(next), place - start < width.upperBound {
            value = value * 10 + Int(next.value) - 48
            place += 1
        }
        let isLonger = next.map { ("0"..."9").contains($0) } ?? false
        guard place - start >= width.lowerBound, !isLonger else {
            place = start
            return nil
        }
        return (value, place - start)
    }

    /// Takes so many digits of a longer run.
    mutating func digits(_ count: Int) -> Int? {
        guard place + count <= letters.count else { return nil }
        var value = 0
        for letter in letters[place..<place + count] {
            guard ("0"..."9").contains(letter) else { return nil }
            value = value * 10 + Int(letter.value) - 48
        }
        place += count
        return value
    }

    /// Takes Latin capitals.
    mutating func word() -> String {
        let start = place
        while let next, ("A"..."Z").contains(next) { place += 1 }
        return String(String.UnicodeScalarView(letters[start..<place]))
    }

    /// Takes all that is left.
    mutating func takeRest() -> String {
        defer { place = letters.count }
        return rest
    }
}
