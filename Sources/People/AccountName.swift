/// The names with which people sign in.
///
/// They are written in one script, the Latin letters of ASCII, so that no two look alike, and stand in small letters, so that
/// nobody has to know how somebody else writes a name. What people are called is another thing and in any script.
public enum AccountName {
    /// Whether a text may be a name: a letter or digit at both ends, 64 bytes at most, and nothing that a path has.
    /// - Parameter text: the text, in small letters.
    /// - Returns: true if it may.
    public static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...64).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isLetterOrDigit(first) && isLetterOrDigit(last) && !text.contains("..")
            && bytes.allSatisfy { isLetterOrDigit($0) || [45, 46, 64, 95].contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }

    /// A name in small letters; letters outside ASCII stay as they are.
    /// - Parameter text: the name as typed.
    /// - Returns: the name.
    public static func folded(_ text: String) -> String {
        String(
            decoding: text.utf8.map { $0 &- UInt8(ascii: "A") < 26 ? $0 + 32 : $0 },
            as: UTF8.self
        )
    }
}
