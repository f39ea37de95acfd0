internal import NormalForms

/// Writes values so that no program follows them: `hxxp://bad[.]example`.
struct Defanging {
    /// What changes in a part of a value.
    enum Change {
        /// Dots become `[.]`.
        case dots
        /// Dots become `[.]`, `@` becomes `[at]`.
        case dotsAndAt
        /// Colons between digits become `[:]`, dots `[.]`.
        case colons
        /// The `t` of `http` and `ftp` becomes `x`.
        case scheme
        /// `://` becomes `[://]`.
        case separator
    }

    private let text: [UInt8]
    private var out: [UInt8] = []
    private var taken = 0

    init(_ text: [UInt8]) {
        self.text = text
        out.reserveCapacity(text.count + text.count / 16)
    }

    /// The parts of a value that change; nil where nothing can be followed.
    static func parts(
        of kind: ValueKind,
        _ bytes: [UInt8],
        _ range: Range<Int>
    ) -> [(part: Range<Int>, change: Change)]? {
        switch kind {
        case .ipv4Address, .hostName: return [(range, .dots)]
        case .ipv6Address: return [(range, .colons)]
        case .network: return [(range, bytes[range].contains(58) ? .colons : .dots)]
        case .emailAddress: return [(range, .dotsAndAt)]
        case .url:
            guard let colon = bytes[range].firstIndex(of: 58) else { return nil }
            let begin = min(colon + 3, range.upperBound)
            let end =
                bytes[begin..<range.upperBound].firstIndex { $0 == 47 || $0 == 63 || $0 == 35 } ?? range.upperBound
            let scheme = bytes[range.lowerBound..<colon]
            let isKnown = ["http", "https", "ftp", "ftps"].contains { scheme.map(\.small).elementsEqual($0.utf8) }
            let first: (Range<Int>, Change) =
                isKnown ? (range.lowerBound..<colon, .scheme) : (colon..<begin, .separator)
            return [first, (begin..<end, .dots)]
        default: return nil
        }
    }

    /// Changes a part of the text that comes behind what was changed before.
    mutating func change(_ part: Range<Int>, _ change: Change) {
        guard part.lowerBound >= taken else { return }
        out.append(contentsOf: text[taken..<part.lowerBound])
        taken = part.upperBound
        if change == .separator {
            out += text.has([58, 47, 47], at: part.lowerBound) ? Array("[://]".utf8) : Array(text[part])
            return
        }
        for place in part {
            let byte = text[place]
            switch (byte, change) {
            case (46, .dots), (46, .dotsAndAt), (46, .colons): add("[.]", place)
            case (64, .dotsAndAt): add("[at]", place)
            case (58, .colons): addColon(place, part)
            case (116, .scheme), (84, .scheme): out.append(byte + 4)
            default: out.append(byte)
            }
        }
    }

    /// The whole text.
    mutating func finished() -> [UInt8] {
        out.append(contentsOf: text[taken...])
        taken = text.count
        return out
    }

    /// Whether a byte stands in brackets already.
    private func isHidden(_ place: Int) -> Bool {
        guard place > 0, place + 1 < text.count else { return false }
        // Brackets of ASCII, and the last and first bytes of full-width ones.
        return Mark.mayBegin(text[place - 1]) && text[place - 1] < 0x80
            || text[place - 1] == 32 && place > 1 && Mark.mayBegin(text[place - 2]) && text[place - 2] < 0x80
            || text[place - 1] >= 0x80 && text[place + 1] >= 0x80
    }

    private mutating func add(_ mark: String, _ place: Int) {
        if isHidden(place) {
            out.append(text[place])
        } else {
            out += Array(mark.utf8)
        }
    }

    /// Colons with digits on both sides, two of them together.
    private mutating func addColon(_ place: Int, _ part: Range<Int>) {
        let isSecond = place > part.lowerBound && text[place - 1] == 58
        let begin = isSecond ? place - 1 : place
        let end = place + 1 < part.upperBound && text[place + 1] == 58 ? place + 2 : place + 1
        let isBetween =
            begin > part.lowerBound && end < part.upperBound && text[begin - 1].isHexDigit
            && (text[end].isHexDigit || text[end] == 47)
        guard isBetween, !isHidden(begin) else {
            out.append(58)
            return
        }
        if isSecond { return }
        out += Array((end - begin == 2 ? "[::]" : "[:]").utf8)
    }
}
