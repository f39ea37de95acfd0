/// Texts that a spreadsheet would take for formulas, in files that have nothing but texts.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab, a line end, or the wide form of one of these signs gets an
/// apostrophe in front, and loses it when it is read again; one that begins with apostrophes before such a sign gets
/// one
/// more. A number below zero stays as it is: it is none. So every text comes back as it was, and no program that opens
/// the file runs it.
public enum FormulaGuard {
    private static let signs: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// A text as it is written.
    public static func guarded(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    /// A text that was read as it was before it was written.
    public static func plain(_ text: String) -> String {
        guard text.unicodeScalars.first == "'" else { return text }
        let rest = String(text.unicodeScalars.dropFirst())
        return isRisky(rest) ? rest : text
    }

    private static func isRisky(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, first == "'" || signs.contains(first) else { return false }
        let rest = scalars.drop { $0 == "'" }
        guard let sign = rest.first, signs.contains(sign) else { return false }
        return first == "'" || !(sign == "-" && isNumber(rest.dropFirst()))
    }

    private static func isNumber(_ scalars: some Collection<Unicode.Scalar>) -> Bool {
        let points = scalars.count { $0 == "." || $0 == "," }
        return points <= 1 && scalars.count > points
            && scalars.allSatisfy { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
    }
}
