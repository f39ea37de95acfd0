/// Words of lists, compared without what people write in one way or another.
enum Words {
    /// A text without blanks around it.
    static func trimmed(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            isBlank(first) || isBlank(last)
        else { return text }
        let scalars = text.unicodeScalars.drop(while: isBlank)
        let end = scalars.lastIndex { !isBlank($0) }
        return end.map { String(String.UnicodeScalarView(scalars[...$0])) } ?? ""
    }

    /// Whether a letter is a blank; most are told without a look at the tables of Unicode.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x7E, 0x3001...0xFFFF: false
        default: scalar.properties.isWhitespace
        }
    }

    /// The letters and digits of a text in lower case, wide ones as narrow ones, without accents.
    ///
    /// `#`, `№` and `n°` are `no`.
    static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch narrow(scalar) {
            case "#", "№": folded.append(contentsOf: "no".unicodeScalars)
            case "°", "º": folded.append("o")
            case "ß": folded.append(contentsOf: "ss".unicodeScalars)
            case let letter where letter.isASCII:
                let value = letter.value
                if (65...90).contains(value) {
                    if let small = Unicode.Scalar(value + 32) { folded.append(small) }
                } else if (97...122).contains(value) || (48...57).contains(value) {
                    folded.append(letter)
                }
            case let letter where letter.properties.isAlphabetic || letter.properties.numericType != nil:
                folded.append(contentsOf: plain(letter))
            default: break
            }
        }
        return String(folded)
    }

    /// A letter of the wide forms as the narrow one.
    static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }

    /// A letter in lower case, without its accent where it is one of French or German.
    private static func plain(_ letter: Unicode.Scalar) -> String.UnicodeScalarView {
        let small = letter.properties.lowercaseMapping.unicodeScalars
        guard let first = small.first else { return small }
        return (accents[first].map { String.UnicodeScalarView([$0]) }) ?? small
    }

    private static let accents: [Unicode.Scalar: Unicode.Scalar] = [
        "à": "a", "â": "a", "ä": "a", "á": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i",
        "í": "i", "ñ": "n", "ô": "o", "ö": "o", "ó": "o", "ù": "u", "û": "u", "ü": "u", "ú": "u", "ÿ": "y",
    ]

    /// The names of a list, as people write one in a cell.
    static func list(_ text: String) -> [String] {
        let none: Set<String> = ["", "none", "na", "nil", "なし", "無し", "無", "aucun", "aucune", "keine", "keiner"]
        return text.split(whereSeparator: { ",;、，；\n\r".contains($0) }).map { trimmed(String($0)) }
            .filter { !none.contains(folded($0)) }
    }
}
