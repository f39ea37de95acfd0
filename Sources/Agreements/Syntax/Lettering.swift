/// Which characters and mixtures of letters have no place in a name that people compare by eye.
///
/// Unicode Technical Standard 39, section 5.2, "highly restrictive", over the recommended scripts of Unicode Standard
/// Annex 31, table 5. The script of a letter is the first word of its name in the Unicode character database, which the
/// standard library knows; so no table is kept here.
enum Lettering {
    /// The first character that leaves no trace on paper, or turns the direction of reading: controls, formats, code
    /// points that are ignored by default (UTS 39, 5.1), and blanks that pass for letters or signs.
    static func unseen(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { scalar in
            guard scalar.value >= 0x7F || scalar.value < 0x20 else { return false }
            if scalar.value == 0x2800 { return true }
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
            default: return scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    /// The first word of a name with letters of several scripts, or of one that names are not written in, and the
    /// letter that stands out.
    static func stranger(in name: String) -> (word: String, letter: Unicode.Scalar)? {
        guard name.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
        for word in name.unicodeScalars.split(whereSeparator: { !isPartOfWord($0) }) {
            var scripts: Set<String>?
            if let first = word.first, first.properties.generalCategory.isMark {
                return (String(Substring.UnicodeScalarView(word)), first)
            }
            for scalar in word where !scalar.properties.generalCategory.isMark {
                let (family, isKnown) = sets(of: scalar)
                guard isKnown else { return (String(Substring.UnicodeScalarView(word)), scalar) }
                let common = scripts?.intersection(family) ?? family
                guard !common.isEmpty else { return (String(Substring.UnicodeScalarView(word)), scalar) }
                scripts = common
            }
        }
        return nil
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        return category.isLetter || category.isMark
    }

    /// The sets of scripts that a letter can stand in: of Japanese, Korean and Chinese writing with the Latin letters
    /// that stand among theirs, or of one script.
    private static func sets(of scalar: Unicode.Scalar) -> (sets: Set<String>, isKnown: Bool) {
        let script = script(of: scalar)
        switch script {
        case "LATIN": return (["LATIN", "Japanese", "Korean", "Chinese"], isOfNames(latin: scalar.value))
        case "CJK", "IDEOGRAPHIC", "VERTICAL": return (["Japanese", "Korean", "Chinese"], true)
        case "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA": return (["Japanese"], true)
        case "HANGUL": return (["Korean"], true)
        case "BOPOMOFO": return (["Chinese"], true)
        default: return ([script], recommended.contains(script))
        }
    }

    /// Letters of languages; those of phonetics and clicks look like others, or like `!` and `|`.
    private static func isOfNames(latin value: UInt32) -> Bool {
        value < 0x250 && !(0x1C0...0x1C3).contains(value) || (0x1E00...0x1EFF).contains(value)
    }

    private static func script(of scalar: Unicode.Scalar) -> String {
        if scalar.value < 0x80 { return "LATIN" }
        if scalar.properties.isIdeographic { return "CJK" }
        return String(scalar.properties.name?.prefix { $0 != " " } ?? "")
    }

    /// The scripts of UAX 31, table 5, as the names of their letters begin, but for those above.
    private static let recommended: Set<String> = [
        "ARABIC", "ARMENIAN", "BENGALI", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "GEORGIAN", "GREEK", "GUJARATI",
        "GURMUKHI", "HEBREW", "KANNADA", "KHMER", "LAO", "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL",
        "TELUGU", "THAANA", "THAI", "TIBETAN",
    ]
}

extension Unicode.GeneralCategory {
    /// L in the Unicode character database, with letters that are numbers (Nl).
    fileprivate var isLetter: Bool {
        switch self {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: true
        default: false
        }
    }

    /// M in the Unicode character database.
    fileprivate var isMark: Bool {
        self == .nonspacingMark || self == .spacingMark || self == .enclosingMark
    }
}
