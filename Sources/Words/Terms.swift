/// Cuts text into the terms of the search index.
///
/// 1. Text is folded: NFKC, case, and accents for alphabets.
/// 2. A word of letters and digits is one term: its stem in the text's language.
/// 3. A run of characters of a script without spaces (Han, kana, Hangul, Thai …) is cut into overlapping pairs, and
///    its last character stands alone once more, so that a single letter is found by prefix and a word as a phrase.
/// Terms stand in the order of the text, so that phrases can be asked for.
package struct Terms {
    var stemmers: [String: Stemmer] = [:]

    /// What a run of characters is.
    enum Script {
        case none
        case word
        case dense
    }

    /// The terms of every language that is stemmed.
    package init() {
        for language in Stemmer.languages.keys {
            stemmers[language] = Stemmer(language: language)
        }
    }

    /// Appends the terms of a text, each followed by a space.
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - language: the RFC 5646 tag of the text's language.
    ///   - output: where the terms go.
    package func append(_ text: [UInt8], language: String, to output: inout [UInt8]) {
        let stemmer = stemmers[primary(language)] ?? stemmers["en"]
        forEachRun(text) { run, script in
            switch script {
            case .none: break
            case .word: appendWord(run, stemmer, to: &output)
            case .dense: appendPairs(run, withLast: true, to: &output)
            }
        }
    }

    private func primary(_ language: String) -> String {
        String(decoding: language.utf8.prefix { $0 != UInt8(ascii: "-") }, as: UTF8.self).lowercased()
    }

    private func appendWord(_ word: ArraySlice<UInt8>, _ stemmer: Stemmer?, to output: inout [UInt8]) {
        if let stemmer {
            stemmer.appendStem(of: word, to: &output)
        } else {
            output.append(contentsOf: word)
        }
        output.append(UInt8(ascii: " "))
    }

    func appendPairs(_ run: ArraySlice<UInt8>, withLast: Bool, to output: inout [UInt8]) {
        var previous = run.startIndex
        var index = next(run, previous)
        while index < run.endIndex {
            let end = next(run, index)
            output.append(contentsOf: run[previous..<end])
            output.append(UInt8(ascii: " "))
            previous = index
            index = end
        }
        if withLast {
            output.append(contentsOf: run[previous...])
            output.append(UInt8(ascii: " "))
        }
    }

    /// The start of the character behind the one at an index.
    private func next(_ run: ArraySlice<UInt8>, _ index: Int) -> Int {
        var index = index + 1
        while index < run.endIndex, run[index] & 0xC0 == 0x80 {
            index += 1
        }
        return index
    }

    /// Folds a text and hands over its runs.
    func forEachRun(_ text: [UInt8], _ body: (ArraySlice<UInt8>, Script) -> Void) {
        let isASCII = text.allSatisfy { $0 < 0x80 }
        var folded = isASCII ? text : Folding.folded(text)
        if isASCII {
            for index in folded.indices where folded[index] &- UInt8(ascii: "A") < 26 {
                folded[index] |= 0x20
            }
        }
        var start = 0
        var script = Script.none
        var needsMarksOff = false
        var index = 0
        func flush(_ end: Int) {
            guard script != .none, start < end else { return }
            if needsMarksOff {
                let plain = Folding.withoutMarks(Array(folded[start..<end]))
                body(plain[...], script)
            } else {
                body(folded[start..<end], script)
            }
        }
        while index < folded.count {
            let length: Int
            let found: Script
            if folded[index] < 0x80 {
                length = 1
                found = isWordByte(folded[index]) ? .word : .none
            } else {
                let (scalar, count) = decode(folded, index)
                length = count
                found = classify(scalar)
            }
            if found != script {
                flush(index)
                (start, script, needsMarksOff) = (index, found, false)
            }
            if found == .word, folded[index] >= 0x80 { needsMarksOff = true }
            index += length
        }
        flush(folded.count)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }

    private func decode(_ bytes: [UInt8], _ index: Int) -> (scalar: UInt32, length: Int) {
        let lead = bytes[index]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard index + length <= bytes.count else { return (0, bytes.count - index) }
        var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return (scalar, length)
    }

    private func classify(_ scalar: UInt32) -> Script {
        switch scalar {
        case 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3105...0x312F,
            0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x3FFFF,
            0x0E01...0x0E4E, 0x1100...0x11FF, 0x3131...0x318E:
            return .dense
        default:
            guard let character = Unicode.Scalar(scalar) else { return .none }
            switch character.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
                return .word
            default: return .none
            }
        }
    }
}
