/// How a number is written (ECMA-376-1, 17.18.59; the raw values are those of `w:numFmt`).
enum NumberFormat: String, Sendable, CaseIterable {
    case decimal
    case decimalZero
    case upperRoman
    case lowerRoman
    case upperLetter
    case lowerLetter
    case decimalFullWidth
    case decimalFullWidth2
    case decimalHalfWidth
    case decimalEnclosedCircle
    case japaneseCounting
    case japaneseDigitalTenThousand
    case ideographDigital
    case japaneseLegal
    case aiueo
    case aiueoFullWidth
    case iroha
    case irohaFullWidth
    case chineseCounting
    case chineseCountingThousand
    case taiwaneseCounting
    case bullet
    case none

    /// A number in this form.
    func text(_ value: Int) -> String {
        switch self {
        case .none, .bullet: ""
        case .decimal, .decimalHalfWidth: "\(value)"
        case .decimalZero: value < 10 && value >= 0 ? "0\(value)" : "\(value)"
        case .upperRoman: Self.roman(value)
        case .lowerRoman: Self.roman(value).lowercased()
        case .upperLetter: Self.letter(value).uppercased()
        case .lowerLetter: Self.letter(value)
        case .decimalFullWidth, .decimalFullWidth2: Self.wide(value)
        case .decimalEnclosedCircle:
            (1...20) ~= value ? Self.circle(value) : "\(value)"
        case .japaneseCounting, .chineseCounting, .chineseCountingThousand, .taiwaneseCounting:
            KanjiNumber.text(value)
        case .japaneseDigitalTenThousand, .ideographDigital: KanjiNumber.digits(value)
        case .japaneseLegal: KanjiNumber.legal(value)
        case .aiueo, .aiueoFullWidth: Self.of(Self.fiftySounds, value)
        case .iroha, .irohaFullWidth: Self.of(Self.poem, value)
        }
    }

    private static func circle(_ value: Int) -> String {
        UnicodeScalar(0x2460 + UInt32(value) - 1).map { String(Character($0)) } ?? "\(value)"
    }

    /// The letters in the order of fifty sounds, and in that of the old poem.
    static let fiftySounds = Array("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
    static let poem = Array("イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス")

    private static func of(_ letters: [Character], _ value: Int) -> String {
        guard value > 0 else { return "\(value)" }
        return String(letters[(value - 1) % letters.count])
    }

    private static func wide(_ value: Int) -> String {
        String(
            String.UnicodeScalarView(
                "\(value)".unicodeScalars.map { digit in
                    digit.value >= 0x30 ? UnicodeScalar(digit.value - 0x30 + 0xFF10) ?? digit : digit
                }
            )
        )
    }

    /// a to z, aa to zz, aaa: as Word counts.
    static func letter(_ value: Int) -> String {
        guard value > 0 else { return "\(value)" }
        let letter = UnicodeScalar(UInt8(ascii: "a") + UInt8((value - 1) % 26))
        return String(repeating: String(Character(letter)), count: min((value - 1) / 26 + 1, 30))
    }

    static func roman(_ value: Int) -> String {
        guard (1...3_999) ~= value else { return "\(value)" }
        let steps = [
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
            (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var (rest, text) = (value, "")
        for (step, letters) in steps {
            while rest >= step { (rest, text) = (rest - step, text + letters) }
        }
        return text
    }
}
