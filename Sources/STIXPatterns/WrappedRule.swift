/// Patterns of other languages than STIX's (4.7, `pattern_type`) that a converter has put in the brackets of STIX.
///
/// No text of these languages begins with one, so what is within is the rule; the object stays as it is.
public enum WrappedRule {
    private static let languages = ["yara", "sigma", "snort", "suricata"]

    /// The rule within.
    /// - Parameters:
    ///   - pattern: the pattern.
    ///   - language: its `pattern_type`.
    /// - Returns: the rule; nil if the pattern is not in brackets, or of a language in which that may be right.
    public static func text(of pattern: String, in language: String) -> String? {
        guard languages.contains(language), pattern.utf8.first == UInt8(ascii: "["),
            pattern.utf8.last == UInt8(ascii: "]"), pattern.utf8.count > 2
        else { return nil }
        return String(pattern.dropFirst().dropLast())
    }
}
