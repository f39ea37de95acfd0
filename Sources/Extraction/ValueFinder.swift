internal import NormalForms

/// Finds values in a text as it is read, from its begin to its end.
///
/// Each word is looked at a bounded number of times, and longer looks (a URL, a key) end where the next one begins.
struct ValueFinder {
    /// So many bytes of an address with colons are looked at.
    private static let longestAddress = 64

    let bytes: [UInt8]
    let forms: NormalForms
    /// Whether something is written otherwise at some places.
    let isChanged: (Range<Int>) -> Bool
    /// Where to go on.
    var place = 0
    /// Behind the last value that was found.
    var last = 0

    init(_ bytes: [UInt8], _ forms: NormalForms, _ isChanged: @escaping (Range<Int>) -> Bool) {
        self.bytes = bytes
        self.forms = forms
        self.isChanged = isChanged
    }

    /// The next value, and where it stands.
    mutating func next() -> (NormalForm, Range<Int>)? {
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 58 || byte == 92 {
                if let found = byte == 58 ? leadingColons() : key(at: place, hive: place) { return found }
                place += 1
            } else if byte.isAlphanumeric || byte == 95 || byte >= 0xc3 && bytes.foreignLetter(at: place) > 0 {
                if let found = word() { return found }
            } else {
                place += 1
            }
        }
        return nil
    }

    /// A value that was found: what comes next begins behind it.
    mutating func found(_ form: NormalForm, _ range: Range<Int>) -> (NormalForm, Range<Int>) {
        (place, last) = (max(range.upperBound, place), range.upperBound)
        return (form, range)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func form(_ range: Range<Int>, _ kind: ValueKind) -> NormalForm? { try? forms.form(of: text(range), as: kind) }

    func byte(at place: Int) -> UInt8 { place >= 0 && place < bytes.count ? bytes[place] : 32 }

    /// Where the word ends that begins at a place: letters, digits, `-`, `_`, and single dots between them.
    private func endOfWord(from begin: Int) -> Int {
        var end = begin
        while end < bytes.count {
            let byte = bytes[end]
            if byte.isAlphanumeric || byte == 95 || byte == 45 {
                end += 1
            } else if byte == 46 {
                guard self.byte(at: end + 1) != 46 else { break }
                end += 1
            } else if byte >= 0xc3 {
                let length = bytes.foreignLetter(at: end)
                guard length > 0 else { break }
                end += length
            } else {
                break
            }
        }
        while end > begin, bytes[end - 1] == 46 || bytes[end - 1] == 45 || bytes[end - 1] == 95 { end -= 1 }
        return end
    }

    private mutating func word() -> (NormalForm, Range<Int>)? {
        let begin = place
        let end = endOfWord(from: begin)
        guard end > begin else {
            place += 1
            return nil
        }
        let next = byte(at: end)
        if next == 58 {
            if byte(at: end + 1) == 47, byte(at: end + 2) == 47, let url = url(begin, end) { return url }
            if let address = address(from: begin) { return address }
            if byte(at: end + 1) == 92, let key = key(at: begin, hive: begin) { return key }
        }
        if next == 64, let address = email(begin, end) { return address }
        if next == 92, let key = key(at: begin, hive: begin) { return key }
        place = end
        if let (form, range) = simple(begin, end) { return found(form, range) }
        return nil
    }

    /// What one word is by itself.
    private mutating func simple(_ begin: Int, _ end: Int) -> (NormalForm, Range<Int>)? {
        let range = begin..<end
        let isNumbers = range.count <= 31 && bytes[range].allSatisfy { $0.isDigit || $0 == 46 || $0 == 45 }
        if isNumbers { return four(begin, end) }
        if let found = identifier(range) { return (found, range) }
        guard range.count <= 1_012, let dot = bytes[range].lastIndex(of: 46), dot > begin else { return nil }
        let small = bytes[range].map(\.small)
        let isHidden = isChanged(range)
        if !isHidden, Names.isFile(small) { return form(range, .fileName).map { ($0, range) } }
        guard isHidden ? Names.mayBeName(small) : Names.isKnown(small) || small.contains(where: { $0 >= 0x80 }) else {
            return nil
        }
        guard let name = form(range, .hostName) else { return nil }
        // An ending in another script is known by its A-label.
        guard isHidden || Names.isKnown(Array(name.text.utf8)) else { return nil }
        return (name, range)
    }

    /// An IPv4 address or a network; the first of two with a hyphen between them, which is what a range is.
    private mutating func four(_ begin: Int, _ whole: Int) -> (NormalForm, Range<Int>)? {
        let end = bytes[begin..<whole].firstIndex(of: 45) ?? whole
        guard end - begin <= 15, end - begin >= 7 else { return nil }
        let before = byte(at: begin - 1)
        guard before != 46 else { return nil }
        if end < whole { place = end + 1 }
        var widest = end
        if byte(at: end) == 47, byte(at: end + 1).isDigit {
            let digits = byte(at: end + 2).isDigit ? 2 : 1
            let after = byte(at: end + 1 + digits)
            let isPath =
                after.isAlphanumeric || after == 47 || after == 46 && byte(at: end + 2 + digits).isAlphanumeric
            if !isPath { widest = end + 1 + digits }
        }
        if widest > end, let network = form(begin..<widest, .network) { return (network, begin..<widest) }
        return form(begin..<end, .ipv4Address).map { ($0, begin..<end) }
    }

    /// A hash, a digest, a number: words without dots, but for a MAC address.
    private mutating func identifier(_ range: Range<Int>) -> NormalForm? {
        switch range.count {
        case 32, 40, 56, 64, 96, 128:
            guard bytes[range].allSatisfy(\.isHexDigit) else { break }
            return try? forms.hash(text(range))
        case 70, 72: if let found = form(range, .tlsh) { return found }
        case 14, 17: if let found = form(range, .macAddress) { return found }
        default: break
        }
        let first = bytes[range.lowerBound]
        if first.small == 99, range.count >= 13 { return form(range, .cve) }
        // Only in capitals: `as` is a word.
        guard first == 65, range.count <= 14, byte(at: range.lowerBound + 1) == 83, range.count > 2 else {
            return nil
        }
        return form(range, .autonomousSystem)
    }

    /// An IPv6 address that begins with colons.
    private mutating func leadingColons() -> (NormalForm, Range<Int>)? {
        let before = byte(at: place - 1)
        guard byte(at: place + 1) == 58, !before.isAlphanumeric, before != 58, before != 46 else { return nil }
        return address(from: place)
    }

    /// A MAC address, an IPv6 address or a network.
    private mutating func address(from begin: Int) -> (NormalForm, Range<Int>)? {
        let before = byte(at: begin - 1)
        guard before != 58, before != 46, !before.isAlphanumeric else { return nil }
        var end = begin
        while end < bytes.count, end - begin < Self.longestAddress,
            bytes[end].isHexDigit || bytes[end] == 58 || bytes[end] == 46
        {
            end += 1
        }
        guard end - begin < Self.longestAddress, !byte(at: end).isAlphanumeric, byte(at: end) != 95 else {
            return nil
        }
        if end - begin >= 17, let mac = form(begin..<(begin + 17), .macAddress), byte(at: begin + 17) != 58 {
            return found(mac, begin..<(begin + 17))
        }
        var widest = end
        if byte(at: end) == 47 {
            widest += 1
            while widest - end <= 3, byte(at: widest).isDigit { widest += 1 }
            if byte(at: widest).isAlphanumeric || byte(at: widest) == 47 { widest = end }
        }
        if widest > end + 1, let network = form(begin..<widest, .network) { return found(network, begin..<widest) }
        // A sentence goes on behind it.
        while end > begin + 2, bytes[end - 1] == 46 || bytes[end - 1] == 58 && bytes[end - 2] != 58 { end -= 1 }
        guard bytes[begin..<end].contains(where: \.isDigit) else { return nil }
        return form(begin..<end, .ipv6Address).map { found($0, begin..<end) }
    }

    private mutating func email(_ begin: Int, _ end: Int) -> (NormalForm, Range<Int>)? {
        guard byte(at: end + 1).isAlphanumeric || byte(at: end + 1) >= 0xc3 else { return nil }
        let whole = endOfWord(from: end + 1)
        guard byte(at: whole) != 64, whole - end <= 1_013, Names.mayBeName(Array(bytes[(end + 1)..<whole])) else {
            return nil
        }
        var first = begin
        // Parts of the owner's name with other signs than those of words between them.
        while first - 2 >= last, begin - first < 64, [37, 38, 43].contains(bytes[first - 1]),
            bytes[first - 2].isAlphanumeric
        {
            first -= 2
            while first > last, begin - first < 64, byte(at: first - 1).isAlphanumeric || byte(at: first - 1) == 46 {
                first -= 1
            }
        }
        return form(first..<whole, .emailAddress).map { found($0, first..<whole) }
    }
}
