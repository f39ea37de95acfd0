/// The constant of a timestamp, ordered (9.2): `YYYY-MM-DDTHH:mm:ss[.s+]Z`.
struct PatternTimestamp: Comparable {
    /// The digits down to the second, then the fraction without its last zeros.
    private let digits: [UInt8]

    /// Reads a timestamp; nil if it is malformed or the day does not exist.
    init?(_ text: ArraySlice<UInt8>) {
        let bytes = Array(text)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        for (place, mark) in zip([4, 7, 10, 13, 16], "--T::".utf8) where bytes[place] != mark {
            return nil
        }
        var digits: [UInt8] = []
        for (place, byte) in bytes.dropLast().enumerated() {
            switch place {
            case 4, 7, 10, 13, 16: continue
            case 19:
                guard byte == UInt8(ascii: "."), bytes.count > 21 else { return nil }
            default:
                guard PatternLexer.isDigit(byte) else { return nil }
                digits.append(byte)
            }
        }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days =
            switch month {
            case 2: isLeapYear ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        guard month >= 1, month <= 12, day >= 1, day <= days, number(8..<10) < 24, number(10..<12) < 60,
            number(12..<14) <= 60
        else { return nil }
        while digits.count > 14, digits.last == UInt8(ascii: "0") {
            digits.removeLast()
        }
        self.digits = digits
    }

    static func < (left: PatternTimestamp, right: PatternTimestamp) -> Bool {
        left.digits.lexicographicallyPrecedes(right.digits)
    }
}
