/// What a text has to have in it somewhere to meet `LIKE` or `MATCHES`: then only texts that have it are held against
/// the whole.
enum RequiredText {
    /// The longest piece of `LIKE` without placeholders, in UTF-8.
    static func like(_ text: String) -> [UInt8] {
        longest(text.utf8.split { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_") }.map { Array($0) })
    }

    private static func longest(_ pieces: [[UInt8]]) -> [UInt8] { pieces.max { $0.count < $1.count } ?? [] }

    /// The longest piece that each text that meets a regular expression has, in UTF-8; empty where there may be none.
    ///
    /// What is read for sure is letters that stand for themselves outside of groups and classes; where anything is
    /// written that could change what they mean, nothing is required.
    static func expression(_ text: String) -> [UInt8] {
        var reader = ExpressionLetters(Array(text.utf8))
        return reader.read() ? longest(reader.pieces) : []
    }
}

/// Reads the letters of a regular expression that stand for themselves.
private struct ExpressionLetters {
    private let text: [UInt8]
    private var place = 0
    private var piece: [UInt8] = []
    private(set) var pieces: [[UInt8]] = []

    init(_ text: [UInt8]) { self.text = text }

    /// Whether all of it could be read.
    mutating func read() -> Bool {
        while place < text.count {
            guard readOne() else { return false }
        }
        end()
        return true
    }

    private mutating func end() {
        pieces.append(piece)
        piece = []
    }

    private mutating func readOne() -> Bool {
        let byte = text[place]
        place += 1
        switch byte {
        case UInt8(ascii: "|"), UInt8(ascii: ")"): return false
        case UInt8(ascii: "("):
            end()
            return skipGroup()
        case UInt8(ascii: "["):
            end()
            return skipClass()
        case UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "."): end()
        case UInt8(ascii: "+"): end()
        case UInt8(ascii: "*"), UInt8(ascii: "?"):
            dropLast()
            end()
        case UInt8(ascii: "{"):
            dropLast()
            end()
            // What looks like a number of times, and is none, is required of nothing either.
            if let close = text[place...].firstIndex(of: UInt8(ascii: "}")) { place = close + 1 }
        case UInt8(ascii: "\\"): return readEscape()
        default: piece.append(byte)
        }
        return true
    }

    /// Takes back the last letter, which may be there no time.
    private mutating func dropLast() {
        while let last = piece.popLast() {
            if last & 0xC0 != 0x80 { return }
        }
    }

    private mutating func readEscape() -> Bool {
        guard place < text.count else { return false }
        let byte = text[place]
        place += 1
        let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
        if !isLetter, !(48...57).contains(byte), byte < 0x80 {
            piece.append(byte)
            return true
        }
        end()
        return "dDwWsSbBAzZnrtfevVhHRXG".utf8.contains(byte)
    }

    /// Behind a group, which must not change what follows it.
    private mutating func skipGroup() -> Bool {
        var depth = 1
        guard opens() else { return false }
        while place < text.count {
            let byte = text[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\\"):
                // A quotation may have anything in it.
                guard place < text.count, text[place] != UInt8(ascii: "Q") else { return false }
                place += 1
            case UInt8(ascii: "["): guard skipClass() else { return false }
            case UInt8(ascii: "("):
                guard opens() else { return false }
                depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return true }
            default: break
            }
        }
        return false
    }

    /// Whether what opens here is a plain group, or one that only does not count or looks around.
    private mutating func opens() -> Bool {
        guard place < text.count else { return false }
        if text[place] == UInt8(ascii: "*") { return false }
        guard text[place] == UInt8(ascii: "?") else { return true }
        place += 1
        guard place < text.count, ":=!".utf8.contains(text[place]) else { return false }
        place += 1
        return true
    }

    private mutating func skipClass() -> Bool {
        if place < text.count, text[place] == UInt8(ascii: "^") { place += 1 }
        if place < text.count, text[place] == UInt8(ascii: "]") { place += 1 }
        while place < text.count {
            let byte = text[place]
            place += 1
            switch byte {
            case UInt8(ascii: "]"): return true
            case UInt8(ascii: "["): return false
            case UInt8(ascii: "\\"):
                guard place < text.count, text[place] != UInt8(ascii: "Q") else { return false }
                place += 1
            default: break
            }
        }
        return false
    }
}
