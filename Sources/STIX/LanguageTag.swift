/// A language tag (RFC 5646, 2.1).
///
/// 1. Two letters of ISO 639-1, or three letters (their list is open), with up to three extended parts.
/// 2. Then a script (four letters), a region (two letters or three digits), variants, extensions, private use, in
///    this order; no variant and no extension twice.
/// 3. `x-…` alone is private use; the irregular old tags are accepted as registered.
///
/// Whether a registered script, region or variant exists is not looked up, apart from the two-letter codes.
enum LanguageTag {
    static func isGood(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 2, text.count <= 100 else { return false }
        for index in text.indices {
            let byte = text[index]
            guard STIXName.isLetter(byte) || STIXName.isDigit(byte) || byte == UInt8(ascii: "-") else { return false }
        }
        var parts = Parts(text: text)
        guard let first = parts.next(), first.count > 0 else { return false }
        if first.count == 1 {
            return lower(text[0]) == UInt8(ascii: "x") ? parts.areAll(1...8) : isIrregular(text)
        }
        guard isLetters(text, first), first.count <= 3 else { return false }
        if first.count == 2 {
            guard LetterPairs.languages.contains(text[first.lowerBound], text[first.lowerBound + 1]) else {
                return false
            }
        }
        return rest(text, &parts)
    }

    private static func rest(_ text: Span<UInt8>, _ parts: inout Parts) -> Bool {
        var stage = 0
        var extended = 0
        // What may stand once: variants, and the single letters that begin extensions (2.2.5, 2.2.6).
        var seen: Set<[UInt8]> = []
        while let part = parts.next() {
            let letters = isLetters(text, part)
            let startsWithDigit = part.count > 0 && STIXName.isDigit(text[part.lowerBound])
            switch part.count {
            case 1:
                if lower(text[part.lowerBound]) == UInt8(ascii: "x") { return parts.areAll(1...8) }
                guard seen.insert(lowered(text, part)).inserted, parts.skipExtension(2...8) else { return false }
                stage = 4
            case 2 where letters && stage < 3: stage = 3
            case 3 where letters && stage == 0 && extended < 3: extended += 1
            case 3 where stage < 3 && isDigits(text, part): stage = 3
            case 4 where letters && stage < 2: stage = 2
            case 4 where startsWithDigit && stage < 4, 5...8 where stage < 4:
                guard seen.insert(lowered(text, part)).inserted else { return false }
                stage = 3
            default: return false
            }
        }
        return !parts.hasEmptyEnd
    }

    private static func isIrregular(_ text: Span<UInt8>) -> Bool {
        let tag = String(decoding: (0..<text.count).map { lower(text[$0]) }, as: UTF8.self)
        switch tag {
        case "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
            "i-pwn",
            "i-tao", "i-tay", "i-tsu":
            return true
        default: return false
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { STIXName.isLetter(byte) ? byte | 0x20 : byte }

    private static func lowered(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        range.map { lower(text[$0]) }
    }

    private static func isDigits(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !STIXName.isDigit(text[index]) {
            return false
        }
        return true
    }

    private static func isLetters(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !STIXName.isLetter(text[index]) {
            return false
        }
        return true
    }

    /// The parts between the hyphens, as ranges.
    private struct Parts {
        private var ends: [Int] = []
        private var start = 0
        private var number = 0

        init(text: borrowing Span<UInt8>) {
            for index in 0..<text.count where text[index] == UInt8(ascii: "-") {
                ends.append(index)
            }
            ends.append(text.count)
        }

        /// Whether the last part is empty, as in `en-`.
        var hasEmptyEnd: Bool { ends.count >= 2 && ends[ends.count - 1] == ends[ends.count - 2] + 1 }

        mutating func next() -> Range<Int>? {
            guard number < ends.count else { return nil }
            let range = start..<ends[number]
            start = ends[number] + 1
            number += 1
            return range
        }

        /// Whether at least one part follows, and all that follow have such lengths.
        mutating func areAll(_ lengths: ClosedRange<Int>) -> Bool {
            var count = 0
            while let part = next() {
                guard lengths.contains(part.count) else { return false }
                count += 1
            }
            return count > 0
        }

        /// Moves over the parts of an extension; there is at least one.
        mutating func skipExtension(_ lengths: ClosedRange<Int>) -> Bool {
            var count = 0
            while number < ends.count, lengths.contains(ends[number] - start) {
                _ = next()
                count += 1
            }
            return count > 0
        }
    }
}
