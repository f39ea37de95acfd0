/// Whether a text is JSON at all (RFC 8259), whatever its names, numbers and depth.
///
/// `JSONDocument` stops at the first thing that it does not take, which may be a name that stands twice in a text that is JSON
/// or the start of something that is none. Where the two are answered differently, this tells them apart.
public enum JSONGrammar {
    /// What may stand next.
    private enum Step {
        case value
        case valueOrEnd
        case nameOrEnd
        case name
        case commaOrEnd
    }

    /// Whether a text is one JSON value with space around it, in UTF-8.
    /// - Parameter text: the text.
    /// - Returns: true if it is.
    /// - Complexity: O(n) in time; one byte of memory for each container that is open.
    public static func isJSON(_ text: [UInt8]) -> Bool {
        guard String(validating: text, as: UTF8.self) != nil else { return false }
        var reader = Reader(text: text)
        return reader.isValue()
    }

    private struct Reader {
        let text: [UInt8]
        var index = 0
        /// For each open container whether it is an object.
        var open: [Bool] = []

        init(text: [UInt8]) { self.text = text }

        mutating func isValue() -> Bool {
            var step = Step.value
            while true {
                skipSpace()
                guard index < text.count else { return false }
                switch step {
                case .valueOrEnd where text[index] == UInt8(ascii: "]"),
                    .nameOrEnd where text[index] == UInt8(ascii: "}"):
                    index += 1
                    open.removeLast()
                    step = .commaOrEnd
                case .value, .valueOrEnd:
                    guard let next = value() else { return false }
                    step = next
                case .name, .nameOrEnd:
                    guard name() else { return false }
                    step = .value
                case .commaOrEnd:
                    guard let next = end() else { return false }
                    step = next
                }
                if step == .commaOrEnd, open.isEmpty {
                    skipSpace()
                    return index == text.count
                }
            }
        }

        private mutating func skipSpace() {
            while index < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[index]) { index += 1 }
        }

        private mutating func value() -> Step? {
            switch text[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open.append(text[index] == UInt8(ascii: "{"))
                index += 1
                return open.last == true ? .nameOrEnd : .valueOrEnd
            case UInt8(ascii: "\""): return string() ? .commaOrEnd : nil
            case UInt8(ascii: "t"): return literal("true") ? .commaOrEnd : nil
            case UInt8(ascii: "f"): return literal("false") ? .commaOrEnd : nil
            case UInt8(ascii: "n"): return literal("null") ? .commaOrEnd : nil
            default: return number() ? .commaOrEnd : nil
            }
        }

        private mutating func name() -> Bool {
            guard text[index] == UInt8(ascii: "\""), string() else { return false }
            skipSpace()
            guard index < text.count, text[index] == UInt8(ascii: ":") else { return false }
            index += 1
            return true
        }

        private mutating func end() -> Step? {
            let isObject = open.last == true
            switch text[index] {
            case UInt8(ascii: ","):
                index += 1
                return isObject ? .name : .value
            case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
                index += 1
                open.removeLast()
                return .commaOrEnd
            default: return nil
            }
        }

        private mutating func literal(_ word: String) -> Bool {
            guard text[index...].starts(with: word.utf8) else { return false }
            index += word.utf8.count
            return true
        }

        private mutating func string() -> Bool {
            index += 1
            while index < text.count {
                let byte = text[index]
                index += 1
                switch byte {
                case UInt8(ascii: "\""): return true
                case 0..<0x20: return false
                case UInt8(ascii: "\\"):
                    guard escape() else { return false }
                default: break
                }
            }
            return false
        }

        private mutating func escape() -> Bool {
            guard index < text.count else { return false }
            let kind = text[index]
            index += 1
            guard kind == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(kind) }
            guard index + 4 <= text.count else { return false }
            defer { index += 4 }
            return text[index..<index + 4].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }

        private mutating func number() -> Bool {
            if text[index] == UInt8(ascii: "-") { index += 1 }
            let start = index
            guard digits(), text[start] != UInt8(ascii: "0") || index == start + 1 else { return false }
            if index < text.count, text[index] == UInt8(ascii: ".") {
                index += 1
                guard digits() else { return false }
            }
            guard index < text.count, text[index] | 0x20 == UInt8(ascii: "e") else { return true }
            index += 1
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
            return digits()
        }

        private mutating func digits() -> Bool {
            let start = index
            while index < text.count, text[index] &- UInt8(ascii: "0") < 10 { index += 1 }
            return index > start
        }
    }
}
