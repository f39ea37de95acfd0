/// The constant of a timestamp, ordered (9.2): `YYYY-MM-DDTHH:mm:ss[.s+]Z`.
public struct PatternTimestamp: Comparable, Hashable, Sendable {
    /// The digits down to the second, then the fraction without its last zeros.
    private let digits: [UInt8]

    /// Reads a timestamp; nil if it is malformed or the day does not exist.
    public init?(_ text: ArraySlice<UInt8>) {
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

    /// Whether one is before another.
    public static func < (left: PatternTimestamp, right: PatternTimestamp) -> Bool {
        left.digits.lexicographicallyPrecedes(right.digits)
    }

    /// Microseconds since 1970; what is finer is cut off.
    public var microseconds: Int64 {
        func number(_ range: Range<Int>) -> Int64 {
            digits[range].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }
        // Days by eras of 400 years that begin in March.
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted >= 0 ? shifted / 400 : (shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        let seconds = days * 86_400 + number(8..<10) * 3_600 + number(10..<12) * 60 + number(12..<14)
        let fraction = digits[14...].prefix(6)
        let parts = fraction.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        return (0..<(6 - fraction.count)).reduce(parts) { part, _ in part * 10 } + seconds * 1_000_000
    }

    /// As a pattern has it, without the letter and the apostrophes.
    public var text: String {
        let parts = String(decoding: digits, as: UTF8.self)
        func part(_ range: Range<Int>) -> Substring {
            parts[
                parts.index(
                    parts.startIndex,
                    offsetBy: range.lowerBound
                )..<parts.index(parts.startIndex, offsetBy: range.upperBound)
            ]
        }
        let fraction = digits.count > 14 ? ".\(part(14..<digits.count))" : ""
        return
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))\(fraction)Z"
    }
}
