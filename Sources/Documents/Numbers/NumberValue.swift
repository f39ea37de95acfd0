/// The value of a number as it is written, and whether it counts in letters.
struct NumberValue: Hashable, Sendable {
    let value: Int
    /// a, イ and ア count in letters; 1, 一 and iv in numbers.
    let isLetter: Bool

    /// The value for identifiers: `4` or `a`.
    var step: String { isLetter ? NumberFormat.letter(value) : "\(value)" }

    init(_ value: Int, isLetter: Bool = false) { (self.value, self.isLetter) = (value, isLetter) }

    /// Reads a number without anything around it; nil where it is none.
    /// - Parameters:
    ///   - text: Arabic, full-width, kanji or Roman digits, Latin letters, イロハ or アイウ.
    ///   - prefersRoman: whether `i`, `v` and `x` are Roman digits and no letters.
    init?(_ text: some StringProtocol, prefersRoman: Bool = false) {
        guard !text.isEmpty, text.count <= 20 else { return nil }
        if text.allSatisfy({ Self.isDigit($0) }) {
            guard text.count <= 9 else { return nil }
            self.init(text.reduce(0) { $0 * 10 + ($1.asciiValue.map { Int($0) - 0x30 } ?? $1.wholeNumberValue ?? 0) })
        } else if let value = KanjiNumber.value(text) {
            self.init(value)
        } else if let value = Self.roman(text), prefersRoman || text.count > 1 && Self.isRoman(text) {
            self.init(value)
        } else if let value = Self.letters(text) {
            self.init(value, isLetter: true)
        } else if text.count == 1, let letter = text.first,
            let place = NumberFormat.poem.firstIndex(of: letter) ?? NumberFormat.fiftySounds.firstIndex(of: letter)
        {
            self.init(place + 1, isLetter: true)
        } else {
            return nil
        }
    }

    /// Whether a letter is 0 to 9, or one of those in the width of kanji.
    static func isDigit(_ letter: Character) -> Bool {
        if let plain = letter.asciiValue { return (0x30...0x39) ~= plain }
        return (0xFF10...0xFF19) ~= (letter.unicodeScalars.first?.value ?? 0)
    }

    /// a, aa, b: the same letter again and again.
    private static func letters(_ text: some StringProtocol) -> Int? {
        let lowered = text.lowercased()
        guard let first = lowered.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= first,
            lowered.utf8.allSatisfy({ $0 == first })
        else { return nil }
        return Int(first - UInt8(ascii: "a")) + 1 + 26 * (lowered.utf8.count - 1)
    }

    private static func isRoman(_ text: some StringProtocol) -> Bool {
        guard let value = roman(text) else { return false }
        return NumberFormat.roman(value).lowercased() == text.lowercased()
    }

    private static func roman(_ text: some StringProtocol) -> Int? {
        let values: [Character: Int] = ["i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1_000]
        var (total, last) = (0, 0)
        for letter in text.lowercased().reversed() {
            guard let value = values[letter] else { return nil }
            total += value < last ? -value : value
            last = max(last, value)
        }
        return total > 0 && NumberFormat.roman(total).lowercased() == text.lowercased() ? total : nil
    }
}
