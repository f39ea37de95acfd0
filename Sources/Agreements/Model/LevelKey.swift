/// How spellings of level names are compared.
public enum LevelKey {
    /// Upper and lower case and the width of spaces do not matter; letters do, look-alikes included.
    ///
    /// Canonically equivalent spellings (`é` as one letter or two) are equal already, as Swift compares strings.
    /// - Parameter name: a level as written.
    /// - Returns: the form to compare.
    public static func of(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The name as it looks: Cyrillic and Greek letters that look like Latin ones are written as these
    /// (Unicode Technical Standard 39, the part of its table that the scripts of level names need).
    /// - Parameter name: a level as written.
    /// - Returns: a form that is the same for names that look the same.
    public static func look(_ name: String) -> String {
        String(of(name.uppercased()).uppercased().map { looks[$0] ?? $0 })
    }

    private static let looks: [Character: Character] = [
        "А": "A", "В": "B", "Е": "E", "Ѕ": "S", "І": "I", "Ј": "J", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P",
        "С": "C", "Т": "T", "У": "Y", "Х": "X", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K",
        "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "Ϲ": "C", "Ϳ": "J",
    ]
}
