internal import CStemmer

/// Reduces words to their stems in one language, over libstemmer; used by one thread at a time.
@safe
final class Stemmer {
    private let handle: OpaquePointer
    /// Stems that were asked for lately: text is made of few words that come again and again.
    private var recent: ContiguousArray<Recent> = []

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

    /// A word of up to sixteen bytes, packed into two numbers with zeros behind it.
    private struct Packed: Equatable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var count = 0

        static let limit = 16

        init() {}

        init(_ bytes: ArraySlice<UInt8>) {
            count = bytes.count
            for (place, byte) in bytes.enumerated() {
                if place < 8 { low |= UInt64(byte) << (place * 8) } else { high |= UInt64(byte) << (place * 8 - 64) }
            }
        }

        /// The place in a table of a power of two.
        func place(_ mask: Int) -> Int {
            let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
            return Int(truncatingIfNeeded: mixed >> 40) & mask
        }

        func append(to output: inout [UInt8]) {
            for place in 0..<count {
                output.append(UInt8(truncatingIfNeeded: place < 8 ? low >> (place * 8) : high >> (place * 8 - 64)))
            }
        }
    }

    private struct Recent {
        var word = Packed()
        var stem = Packed()
    }

    private static let remembered = 4_096

    /// Appends the stem of a word in lower case.
    func appendStem(of word: ArraySlice<UInt8>, to output: inout [UInt8]) {
        guard word.count <= Packed.limit, !word.isEmpty else { return appendNewStem(of: word, to: &output) }
        if recent.isEmpty { recent = ContiguousArray(repeating: Recent(), count: Self.remembered) }
        let packed = Packed(word)
        let place = packed.place(Self.remembered - 1)
        if recent[place].word == packed { return recent[place].stem.append(to: &output) }
        let start = output.count
        appendNewStem(of: word, to: &output)
        let stem = output[start...]
        if stem.count <= Packed.limit { recent[place] = Recent(word: packed, stem: Packed(stem)) }
    }

    private func appendNewStem(of word: ArraySlice<UInt8>, to output: inout [UInt8]) {
        unsafe word.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let stem = unsafe sb_stemmer_stem(handle, base, Int32(clamping: buffer.count))
            else { return }
            let count = Int(unsafe sb_stemmer_length(handle))
            unsafe output.append(contentsOf: UnsafeBufferPointer(start: stem, count: count))
        }
    }
}
