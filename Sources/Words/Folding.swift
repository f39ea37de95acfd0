internal import CUTF8Proc

/// Unicode folding for search, and normal forms, over libutf8proc.
public enum Folding {
    /// A text in normalization form KC (Unicode Standard Annex 15): letters in their ordinary width and shape.
    /// - Parameter text: a text.
    /// - Returns: the text in that form.
    public static func composed(_ text: String) -> String {
        let options = UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_STABLE.rawValue
        return String(decoding: mapped(Array(text.utf8), utf8proc_option_t(options)), as: UTF8.self)
    }

    /// A text in normalization form C: the same letters, each in one spelling.
    /// - Parameter text: a text.
    /// - Returns: the text in that form.
    public static func canonical(_ text: String) -> String {
        let options = UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue
        return String(decoding: mapped(Array(text.utf8), utf8proc_option_t(options)), as: UTF8.self)
    }

    /// NFKC with case folded, so that width, case and composition make no difference.
    /// - Parameter text: UTF-8.
    /// - Returns: folded UTF-8; the input in lower case if it cannot be folded.
    static func folded(_ text: [UInt8]) -> [UInt8] {
        mapped(
            text,
            utf8proc_option_t(
                UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_CASEFOLD.rawValue
                    | UTF8PROC_STABLE.rawValue | UTF8PROC_IGNORE.rawValue
            )
        )
    }

    /// The same without accents, for alphabets where people leave them out.
    /// - Parameter word: a folded word.
    /// - Returns: the word without combining marks.
    static func withoutMarks(_ word: [UInt8]) -> [UInt8] {
        mapped(
            word,
            utf8proc_option_t(
                UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_STRIPMARK.rawValue | UTF8PROC_STABLE.rawValue
            )
        )
    }

    private static func mapped(_ text: [UInt8], _ options: utf8proc_option_t) -> [UInt8] {
        guard !text.isEmpty else { return [] }
        var result: UnsafeMutablePointer<UInt8>?
        let count = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe utf8proc_map(buffer.baseAddress, buffer.count, &result, options)
        }
        guard count >= 0, let base = unsafe result else { return text }
        defer { unsafe entente_utf8proc_free(base) }
        return unsafe [UInt8](UnsafeBufferPointer(start: base, count: count))
    }
}
