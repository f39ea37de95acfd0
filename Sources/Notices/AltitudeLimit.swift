/// The lower or upper limit of items F) and G) (PANS-AIM, appendix 3: surface, unlimited, height, altitude or flight
/// level).
public struct AltitudeLimit: Sendable, Hashable {
    /// As it is spelled: `SFC`, `FL100`, `10000FT AMSL`.
    public let spelled: String
    /// Feet above the surface of the sea; infinite for unlimited.
    ///
    /// A height above ground counts as if the ground were
    /// the sea.
    public let feet: Double

    /// Reads a limit.
    /// - Parameter text: the text of the item.
    public init?(_ text: String) {
        let words = text.uppercased().split { $0 == " " || $0 == "\n" || $0 == "\t" }
        let joined = words.joined()
        spelled = words.joined(separator: " ")
        switch joined {
        case "SFC", "GND", "MSL", "SURFACE":
            feet = 0
            return
        case "UNL", "UNLTD", "UNLIMITED":
            feet = .infinity
            return
        default: break
        }
        if joined.hasPrefix("FL") {
            guard let level = Digits.value(joined.dropFirst(2).utf8), level <= 999 else { return nil }
            feet = Double(level) * 100
            return
        }
        let number = joined.prefix { $0.isASCII && $0.isNumber }
        guard let value = Digits.value(number.utf8), value <= 999_999 else { return nil }
        switch joined.dropFirst(number.count) {
        case "FT", "FTAMSL", "FTAGL", "FTMSL", "FTASFC": feet = Double(value)
        case "M", "MAMSL", "MAGL", "MMSL": feet = Double(value) / 0.3048
        default: return nil
        }
    }

    /// Hundreds of feet for item Q): rounded down for a lower limit, up for an upper one; 999 for all above.
    func level(isUpper: Bool) -> Int {
        guard feet.isFinite else { return 999 }
        let hundreds = feet / 100
        return min(999, Int(isUpper ? (hundreds - 1e-9).rounded(.up) : (hundreds + 1e-9).rounded(.down)))
    }
}
