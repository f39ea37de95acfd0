/// Reads defanged text as it was before: values that can be followed again.
///
/// 1. A mark stands between parts of a value: a letter, digit or underscore is on each side of it.
/// 2. `hxxp`, `h**p`, `fxp` and the like are schemes where `://` follows, in brackets or not.
/// 3. A full-width dot is a dot within an IPv4 address, and within a name whose last label exists.
/// 4. Nothing else changes, and reading what was read changes nothing.
///
/// Each byte is looked at a bounded number of times.
struct Refanging {
    /// So far a name is looked at for full-width dots.
    private static let longestName = 512

    private let text: [UInt8]
    private var read = ReadText()
    private var place = 0
    /// Behind the last colon in brackets that was read.
    private var colon = 0
    /// Up to where it is known whether full-width dots are dots, and whether they are.
    private var (knownTo, areDots) = (0, false)

    /// A text, read.
    static func read(_ text: [UInt8]) -> ReadText {
        var reading = Refanging(text)
        reading.run()
        return reading.read
    }

    /// A text with its full-width letters, digits and signs as those of ASCII.
    static func narrow(_ text: [UInt8]) -> ReadText {
        var read = ReadText()
        read.reserve(text.count)
        var place = 0
        while place + 2 < text.count {
            // U+FF01 to U+FF5E.
            guard text[place] == 0xef, text[place + 1] == 0xbc || text[place + 1] == 0xbd,
                text[place + 2].isContinuation
            else {
                place += 1
                continue
            }
            let number = Int(text[place + 1] & 3) << 6 | Int(text[place + 2] & 0x3f)
            if (1...0x5e).contains(number) {
                read.take(text, to: place)
                read.read([UInt8(number + 0x20)], insteadTo: place + 3)
            }
            place += 3
        }
        read.take(text, to: text.count)
        return read
    }

    private init(_ text: [UInt8]) {
        self.text = text
        read.reserve(text.count)
    }

    private mutating func run() {
        while place < text.count {
            let byte = text[place]
            if byte.isLetter {
                word()
            } else if Mark.mayBegin(byte), let mark = Mark(text, at: place), let end = end(of: mark) {
                // White space before a mark goes with it.
                let begin = place > 0 && text[place - 1] == 32 ? place - 1 : place
                read.take(text, to: begin)
                read.read(mark.bytes, insteadTo: end)
                place = end
                if mark.meaning == .colon { colon = end }
            } else if byte == 0xef || byte == 0xe3, let length = wideDot(at: place), isDot() {
                read.take(text, to: place)
                read.read([46], insteadTo: place + length)
                place += length
            } else {
                place += 1
            }
        }
        read.take(text, to: text.count)
    }

    /// Where a mark ends with white space that goes with it; nil where it isn't within a value.
    private func end(of mark: Mark) -> Int? {
        if mark.meaning == .slash || mark.meaning == .slashes { return nil }
        var end = mark.end
        if mark.maySpread, end < text.count, text[end] == 32 { end += 1 }
        let isSpread = place > 0 && text[place - 1] == 32
        guard !isSpread || mark.maySpread else { return nil }
        guard isPart(before: isSpread ? place - 1 : place) || mark.meaning == .colon && colon == place && place > 0
        else {
            return nil
        }
        // Behind white space a sentence may go on as well.
        if isSpread || end > mark.end { guard isNamePart(from: end) else { return nil } }
        switch mark.meaning {
        case .colon, .colons: return isPartOfAddress(from: end) ? end : nil
        case .separator: return end < text.count && (isPart(at: end) || text[end] == 91) ? end : nil
        default: return isPart(at: end) ? end : nil
        }
    }

    /// Whether a word is the last label of a name, a number, or goes on with another dot.
    private func isNamePart(from begin: Int) -> Bool {
        var (end, word) = (begin, [UInt8]())
        while end < text.count, end - begin < 64, text[end].isAlphanumeric || text[end] == 45 {
            word.append(text[end].small)
            end += 1
        }
        guard !word.isEmpty else { return false }
        if word.allSatisfy(\.isDigit) || TopLevelDomains.contains(word[...]) { return true }
        if end + 1 < text.count, text[end] == 46, text[end + 1].isAlphanumeric { return true }
        if end < text.count, text[end] == 32 { end += 1 }
        return end < text.count && Mark(text, at: end)?.meaning == .dot
    }

    private func isPart(at place: Int) -> Bool {
        guard place < text.count else { return false }
        let byte = text[place]
        return byte.isAlphanumeric || byte == 95 || byte >= 0xc3 && !isSign(at: place)
    }

    private func isPart(before place: Int) -> Bool {
        guard place > 0 else { return false }
        let byte = text[place - 1]
        if byte < 0x80 { return byte.isAlphanumeric || byte == 95 || byte == 45 }
        var begin = place - 1
        while begin > 0, place - begin < 4, text[begin].isContinuation { begin -= 1 }
        return text[begin] >= 0xc3 && !isSign(at: begin)
    }

    /// Whether a bracket, a quotation mark or punctuation of Chinese, Japanese or general use begins at a place.
    private func isSign(at place: Int) -> Bool {
        guard place + 1 < text.count else { return true }
        let (first, second) = (text[place], text[place + 1])
        guard first == 0xe2 || first == 0xe3 || first == 0xef else { return false }
        // U+2000 to U+2BFF, U+3000 to U+303F, and what is full-width but no letter.
        return first == 0xe2 && second < 0xb0 || first == 0xe3 && second == 0x80 || first == 0xef
    }

    /// Whether an address, or a port, or the rest of a separator goes on behind colons.
    private func isPartOfAddress(from place: Int) -> Bool {
        guard place < text.count else { return false }
        if text[place].isAlphanumeric { return true }
        if text[place] == 47 { return place + 1 < text.count && text[place + 1].isDigit }
        guard let next = Mark(text, at: place), next.meaning == .colon, next.end < text.count else { return false }
        return text[next.end].isAlphanumeric
    }
}

// MARK: Schemes

extension Refanging {
    /// A word, which may be a scheme.
    private mutating func word() {
        let begin = place
        while place < text.count, text[place].isLetter || text[place].isDigit || text[place] == 42 { place += 1 }
        guard (2...10).contains(place - begin), begin == 0 || !text[begin - 1].isAlphanumeric else { return }
        guard let separator = separator(from: place) else { return }
        let plain = Self.scheme(text[begin..<place])
        if let plain {
            read.take(text, to: begin)
            read.read(plain, insteadTo: place)
        }
        if separator.isMarked, !text[begin..<place].contains(42) || plain != nil {
            read.take(text, to: place)
            read.read([58, 47, 47], insteadTo: separator.end)
        }
        place = separator.end
    }

    /// The scheme that a word stands for; nil where it stands for itself.
    private static func scheme(_ word: ArraySlice<UInt8>) -> [UInt8]? {
        let letters = Array(word)
        let isHidden = { (byte: UInt8) in byte.small == 120 || byte == 42 }
        var plain = letters
        switch letters.count {
        case 4 where letters[3].small == 112, 5 where letters[3].small == 112 && letters[4].small == 115:
            guard letters[0].small == 104, letters[1...2].contains(where: isHidden),
                letters[1...2].allSatisfy({ isHidden($0) || $0.small == 116 })
            else { return nil }
            // `hXXp` is a small one; what is in capitals altogether stays so.
            let t: UInt8 = letters[0] == 72 && letters[3] == 80 ? 84 : 116
            for index in 1...2 where isHidden(letters[index]) { plain[index] = t }
        case 3 where letters[2].small == 112, 4 where letters[2].small == 112 && letters[3].small == 115:
            guard letters[0].small == 102, isHidden(letters[1]) else { return nil }
            plain[1] = letters[0] == 70 && letters[2] == 80 ? 84 : 116
        default: return nil
        }
        return plain
    }

    /// `://` in brackets, in parts in brackets, or as it is.
    private func separator(from place: Int) -> (end: Int, isMarked: Bool)? {
        guard place < text.count else { return nil }
        var (end, isMarked) = (place, false)
        if let mark = Mark(text, at: place) {
            if mark.meaning == .separator { return isFollowed(mark.end) ? (mark.end, true) : nil }
            guard mark.meaning == .colon else { return nil }
            (end, isMarked) = (mark.end, true)
        } else {
            guard text[place] == 58 else { return nil }
            end += 1
        }
        var slashes = 0
        while slashes < 2, end < text.count {
            if text[end] == 47 {
                slashes += 1
                end += 1
            } else if let mark = Mark(text, at: end), mark.meaning == .slash || mark.meaning == .slashes {
                slashes += mark.meaning == .slash ? 1 : 2
                (end, isMarked) = (mark.end, true)
            } else {
                return nil
            }
        }
        return slashes == 2 && isFollowed(end) ? (end, isMarked) : nil
    }

    private func isFollowed(_ place: Int) -> Bool {
        place < text.count && (isPart(at: place) || text[place] == 91)
    }
}

// MARK: Full-width dots

extension Refanging {
    /// How long the full-width dot is that stands at a place: `．`, `。` or `｡`.
    private func wideDot(at place: Int) -> Int? {
        guard place + 2 < text.count else { return nil }
        switch (text[place], text[place + 1], text[place + 2]) {
        case (0xef, 0xbc, 0x8e), (0xe3, 0x80, 0x82), (0xef, 0xbd, 0xa1): return 3
        default: return nil
        }
    }

    /// Whether the full-width dot here is a dot of an address or a name.
    ///
    /// Known for all dots of one name at once.
    private mutating func isDot() -> Bool {
        guard place > 0, text[place - 1].isAlphanumeric else { return false }
        if place < knownTo { return areDots }
        var name: [UInt8] = []
        var begin = place
        while begin > 0, place - begin < Self.longestName, isNameByte(text[begin - 1]) { begin -= 1 }
        var end = begin
        while end < text.count, name.count < Self.longestName {
            if isNameByte(text[end]) {
                name.append(text[end].small)
                end += 1
            } else if let length = wideDot(at: end), end + length < text.count, text[end + length].isAlphanumeric {
                name.append(46)
                end += length
            } else {
                break
            }
        }
        knownTo = end
        while name.last == 46 || name.last == 45 { name.removeLast() }
        areDots = name.count < Self.longestName && Names.isAddressOrKnown(name)
        return areDots
    }

    private func isNameByte(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte == 45 || byte == 46 || byte == 95 }
}
