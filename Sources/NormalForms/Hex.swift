/// Hexadecimal digits.
enum Hex {
    /// What a digit stands for; nil for what is none.
    static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// The capital digit for four bits.
    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 55 }
}

extension UInt8 {
    /// A letter of ASCII as the small one, everything else as it is.
    var small: UInt8 { (65...90).contains(self) ? self | 0x20 : self }
    /// A letter of ASCII as the capital one, everything else as it is.
    var capital: UInt8 { (97...122).contains(self) ? self & 0xdf : self }
    /// Whether it is a letter of ASCII.
    var isLetter: Bool { (97...122).contains(self | 0x20) }
    /// Whether it is a digit of ASCII.
    var isDigit: Bool { (48...57).contains(self) }
}
