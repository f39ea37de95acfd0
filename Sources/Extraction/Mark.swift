/// A sign in brackets that keeps a value from being followed: `[.]`, `(dot)`, `［．］`.
struct Mark {
    /// What it stands for.
    enum Meaning { case dot, at, colon, colons, slash, slashes, separator, hyphen }

    let meaning: Meaning
    /// Behind the closing bracket.
    let end: Int
    /// Whether white space may stand around it: where a square bracket makes it plain what is meant.
    let maySpread: Bool

    /// What it is read as.
    var bytes: [UInt8] {
        switch meaning {
        case .dot: [46]
        case .at: [64]
        case .colon: [58]
        case .colons: [58, 58]
        case .slash: [47]
        case .slashes: [47, 47]
        case .separator: [58, 47, 47]
        case .hyphen: [45]
        }
    }

    /// Brackets that belong together.
    private static let brackets: [(open: [UInt8], close: [UInt8])] = [
        ("[", "]"), ("(", ")"), ("{", "}"), ("<", ">"), ("［", "］"), ("（", "）"), ("｛", "｝"), ("【", "】"), ("〔", "〕"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// What may stand between them, the longer ones first.
    private static let signs: [(sign: [UInt8], meaning: Meaning)] = [
        ("://", Meaning.separator), ("：／／", .separator), ("//", .slashes), ("::", .colons), (".", .dot), (",", .dot),
        ("．", .dot), ("。", .dot), ("｡", .dot), ("@", .at), ("＠", .at), (":", .colon), ("：", .colon), ("/", .slash),
        ("-", .hyphen), ("dot", .dot), ("punkt", .dot), ("punto", .dot), ("point", .dot), ("ドット", .dot), ("点", .dot),
        ("at", .at), ("アットマーク", .at), ("アット", .at),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Whether a sign begins with a byte.
    private static let begins: [Bool] = (0..<256).map { byte in
        signs.contains { $0.sign[0] == UInt8(byte).small }
    }

    /// The mark that begins at a place; nil where there is none.
    init?(_ text: [UInt8], at place: Int) {
        guard Self.mayBegin(text[place]),
            let pair = Self.brackets.first(where: { text.has($0.open, at: place) })
        else { return nil }
        var begin = place + pair.open.count
        if begin < text.count, text[begin] == 32 { begin += 1 }
        guard begin < text.count, Self.begins[Int(text[begin])] else { return nil }
        // At most one sign fits in its whole length, since a bracket closes behind it.
        for (sign, meaning) in Self.signs where text.hasWord(sign, at: begin) {
            var end = begin + sign.count
            if end < text.count, text[end] == 32 { end += 1 }
            guard text.has(pair.close, at: end) else { continue }
            // In angle brackets stands markup, but for a dot; commas and hyphens are hidden in square ones alone.
            guard pair.open != [60] || sign == [46], pair.open == [91] || sign != [44] && sign != [45] else {
                return nil
            }
            self.meaning = meaning
            self.end = end + pair.close.count
            maySpread = pair.open == [91] && sign != [44] && (meaning == .dot || meaning == .at)
            return
        }
        return nil
    }

    /// Whether an opening bracket may begin with a byte.
    static func mayBegin(_ byte: UInt8) -> Bool {
        byte == 91 || byte == 40 || byte == 123 || byte == 60 || byte == 0xef || byte == 0xe3
    }
}
