internal import JSON

/// Tags of languages (RFC 5646), and which of several answers a wanted one.
public enum STIXLanguage {
    /// Whether a text is a language tag.
    /// - Parameter text: the text.
    /// - Returns: whether it is one.
    public static func isTag(_ text: String) -> Bool { LanguageTag.isGood(Array(text.utf8).span) }

    /// The tag that answers a wanted one best: itself, then what the wanted one begins with, then what begins with it (RFC 4647, 3.4).
    /// - Parameters:
    ///   - wanted: the wanted tag.
    ///   - tags: those that there are.
    /// - Returns: one of them, or nil.
    public static func best(for wanted: String, among tags: [String]) -> String? {
        let known = tags.sorted()
        var range = wanted.lowercased()
        while true {
            if let same = known.first(where: { $0.lowercased() == range }) { return same }
            guard let cut = range.lastIndex(of: "-") else { break }
            range = String(range[..<cut])
        }
        return known.first { $0.lowercased().hasPrefix(range + "-") }
    }
}
