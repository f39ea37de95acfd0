/// What is held whole in a text: no change goes through the middle of it.
///
/// 1. A run of katakana: a foreign word that no dictionary has.
/// 2. A number: Arabic or full-width digits with their separators, and those of kanji where there are two, or digits
///    among them.
/// 3. A reference: 第 with a number, its counter, and what follows in the same way (第四条の二第三項); in other languages
///    the word for an article, its number and what stands in brackets behind it (Article 4(2)(b)).
struct HeldWords {
    private let units: [UInt16]

    init(_ units: [UInt16]) { self.units = units }

    /// The ranges that are held whole, in order, none in another.
    func ranges() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        while place < units.count {
            if let end = katakana(place) ?? reference(place) ?? namedReference(place) ?? number(place) {
                found.append(place..<end)
                place = end
            } else {
                place += 1
            }
        }
        return found
    }

    private func unit(_ place: Int) -> UInt16 { place < units.count ? units[place] : 0 }

    private func katakana(_ start: Int) -> Int? {
        var end = start
        while Self.isKatakana(unit(end)) { end += 1 }
        return end > start ? end : nil
    }

    /// 第四条の二第三項.
    private func reference(_ start: Int) -> Int? {
        var end = start
        while unit(end) == Self.ordinal, let number = anyNumber(end + 1) {
            end = number
            if Self.counters.contains(unit(end)) { end += 1 }
            while unit(end) == Self.of, let branch = anyNumber(end + 1) { end = branch }
        }
        return end > start ? end : nil
    }

    /// Article 4(2)(b); also where a full stop or several spaces are between the word and the number.
    private func namedReference(_ start: Int) -> Int? {
        guard start == 0 || !Self.isLetter(unit(start - 1)) else { return nil }
        var end = start
        while Self.isLetter(unit(end)), end - start <= Self.longest { end += 1 }
        let word = String(decoding: units[start..<end], as: UTF16.self).lowercased()
        guard Self.words.contains(word) else { return nil }
        if unit(end) == 0x2E { end += 1 }
        let behind = end
        while unit(end) == 0x20 || unit(end) == 0xA0 { end += 1 }
        guard end > behind, var last = number(end) ?? roman(end) else { return nil }
        while unit(last) == 0x28, let close = bracket(last) { last = close }
        return last
    }

    private func bracket(_ start: Int) -> Int? {
        var end = start + 1
        while Self.isLetter(unit(end)) || Self.isDigit(unit(end)), end - start <= 4 { end += 1 }
        return end > start + 1 && unit(end) == 0x29 ? end + 1 : nil
    }

    private func roman(_ start: Int) -> Int? {
        var end = start
        while Self.romans.contains(unit(end)) { end += 1 }
        return end > start && !Self.isLetter(unit(end)) ? end : nil
    }

    /// A number that stands by itself.
    private func number(_ start: Int) -> Int? {
        guard let end = anyNumber(start) else { return nil }
        let isOfKanji = units[start..<end].allSatisfy { Self.kanji.contains($0) }
        return isOfKanji && end - start < 2 ? nil : end
    }

    /// A number of whatever digits, of one, too.
    private func anyNumber(_ start: Int) -> Int? {
        var end = start
        while true {
            if Self.isDigit(unit(end)) || Self.kanji.contains(unit(end)) {
                end += 1
            } else if end > start, Self.isDigit(unit(end - 1)), Self.separators.contains(unit(end)),
                Self.isDigit(unit(end + 1))
            {
                end += 1
            } else {
                return end > start ? end : nil
            }
        }
    }

    private static let ordinal: UInt16 = 0x7B2C  // 第
    private static let of: UInt16 = 0x306E  // の
    private static let kanji = Set("〇零一二三四五六七八九十百千万億兆".utf16)
    private static let counters = Set("条項号章節款目編部回次版類表図".utf16)
    private static let separators = Set(",.，．".utf16)
    private static let romans = Set("IVXLCDM".utf16)
    private static let words: Set<String> = [
        "article", "articles", "art", "section", "sections", "sec", "paragraph", "paragraphs", "para", "point",
        "clause", "annex", "chapter", "artikel", "absatz", "abs", "abschnitt", "anhang", "paragraphe", "annexe",
        "chapitre",
    ]
    private static let longest = 12

    private static func isDigit(_ unit: UInt16) -> Bool { (0x30...0x39) ~= unit || (0xFF10...0xFF19) ~= unit }

    private static func isLetter(_ unit: UInt16) -> Bool { (0x41...0x5A) ~= unit || (0x61...0x7A) ~= unit }

    private static func isKatakana(_ unit: UInt16) -> Bool {
        switch unit {
        // Letters, the mark of length, marks of repetition; small letters of Ainu; half-width ones.
        case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: true
        default: false
        }
    }
}
