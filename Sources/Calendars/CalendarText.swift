/// A calendar as it is written down (RFC 5545, 3.1): CRLF, lines of at most 75 octets that end inside of no character.
struct CalendarText {
    private(set) var bytes: [UInt8] = []

    /// Adds a line, without its end.
    mutating func add(_ line: String) {
        defer { bytes += [13, 10] }
        guard line.utf8.count > 75 else {
            bytes += line.utf8
            return
        }
        var room = 75
        for character in line {
            let whole = Array(character.utf8)
            // A single character of more than a line is cut between its scalars.
            for part in whole.count > 74 ? character.unicodeScalars.map({ Array(String($0).utf8) }) : [whole] {
                if part.count > room {
                    bytes += [13, 10, 32]
                    room = 74
                }
                bytes += part
                room -= part.count
            }
        }
    }

    /// A text in its written form (RFC 5545, 3.3.11).
    static func escaped(_ text: String) -> String {
        var written = ""
        for sign in text.unicodeScalars {
            switch sign {
            case "\\", ";", ",": written += "\\\(sign)"
            case "\n": written += "\\n"
            case _ where sign.value < 0x20 || sign.value == 0x7F: continue
            default: written.unicodeScalars.append(sign)
            }
        }
        return written
    }

    /// An instant on the clock of a place, in words.
    static func local(_ name: String, _ rules: ZoneRules, from start: Int64, until end: Int64) -> String {
        let (begin, last) = (rules.civil(at: start), rules.civil(at: end))
        let until = begin.dayText == last.dayText ? last.clockText : "\(last.dayText) \(last.clockText)"
        return "\(name): \(begin.dayText) \(begin.clockText) – \(until)"
    }
}
