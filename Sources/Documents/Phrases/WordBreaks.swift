internal import CICU

/// Where the words of a text begin, as ICU has it.
enum WordBreaks {
    /// The boundaries of words (UAX 29), by dictionary where a language is written without spaces.
    /// - Parameters:
    ///   - units: the text in UTF-16.
    ///   - language: its language (`ja`); empty where it is not known.
    /// - Returns: the places behind each word, the end included; every character by itself where ICU has no rules.
    static func bounds(_ units: [UInt16], language: String) -> [Int] {
        guard !units.isEmpty else { return [] }
        var found = [Int32](repeating: 0, count: units.count)
        let locale = language.utf8.count < 32 ? language : ""
        let count = unsafe units.withUnsafeBufferPointer { text in
            unsafe found.withUnsafeMutableBufferPointer { found in
                unsafe icu_word_breaks(
                    locale,
                    text.baseAddress,
                    Int32(text.count),
                    found.baseAddress,
                    Int32(found.count)
                )
            }
        }
        guard count > 0 else { return Array(1...units.count) }
        return found[..<Int(count)].map { Int($0) }
    }
}
