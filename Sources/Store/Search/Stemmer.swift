internal import CStemmer

/// Reduces words to their stems in one language, over libstemmer; used by one thread at a time.
@safe
final class Stemmer {
    private let handle: OpaquePointer

    /// The languages that are stemmed, by their RFC 5646 primary subtag.
    static let languages = [
        "en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian", "nl": "dutch",
        "pt": "portuguese", "sv": "swedish", "da": "danish", "fi": "finnish",
    ]

    /// A stemmer, or nil if the library does not know the language.
    init?(language: String) {
        guard let name = Self.languages[language], let handle = unsafe sb_stemmer_new(name, "UTF_8") else {
            return nil
        }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe sb_stemmer_delete(handle)
    }

    /// Appends the stem of a word in lower case.
    func appendStem(of word: ArraySlice<UInt8>, to output: inout [UInt8]) {
        unsafe word.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let stem = unsafe sb_stemmer_stem(handle, base, Int32(clamping: buffer.count))
            else { return }
            let count = Int(unsafe sb_stemmer_length(handle))
            unsafe output.append(contentsOf: UnsafeBufferPointer(start: stem, count: count))
        }
    }
}
