/// Which numbers are acceptable, and how they are written.
///
/// 1. A number must be held by a double without overflow, and without becoming zero (RFC 7493, 2.2).
/// 2. Beyond ±(2^53 - 1) not every whole number is a double: one passes if a double is exactly that number, or if it is how
///    that double is written (RFC 8785, 3.2.2.3 and appendix B), such as `295147905179352830000`. Any other, such as
///    9007199254740993, would become its neighbour, and is refused however it is spelled.
/// 3. Numbers from 10^21 on that are spelled with an exponent are what RFC 8785 writes, and pass as other fractions do.
public enum JSONNumber {
    /// The largest whole number below which every whole number is a double: 2^53 - 1.
    public static let largestInteger = 9_007_199_254_740_991

    /// What is wrong with a number that the grammar allows.
    /// - Parameter text: the number as spelled.
    /// - Returns: the problem in words, or nil if the number is acceptable.
    static func problem(_ text: String) -> String? {
        guard let value = Double(text), value.isFinite else {
            return "`\(text.prefix(40))` is too large for a double"
        }
        if value == 0,
            text.utf8.prefix(while: { $0 | 0x20 != UInt8(ascii: "e") })
                .contains(where: { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        {
            return "`\(text.prefix(40))` is too small for a double"
        }
        let magnitude = value.magnitude
        guard magnitude > Double(largestInteger) else { return nil }
        let isInteger = !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
        guard isInteger || magnitude < 1e21, !isHeld(text, by: magnitude) else { return nil }
        return "the whole number `\(text.prefix(40))` is beyond ±(2^53 - 1), and no double is exactly that"
    }

    /// Whether a double is exactly a number as spelled, or is written so.
    private static func isHeld(_ text: String, by magnitude: Double) -> Bool {
        let spelled = Significand(text)
        if spelled == Significand(magnitude.description) { return true }
        return UInt128(exactly: magnitude).map { spelled == Significand(String($0)) } ?? false
    }

    /// The digits of a number without zeros at either end, and its size: it is 0.DIGITS × 10^power.
    private struct Significand: Equatable {
        var digits: [UInt8] = []
        var power = 0

        init(_ text: String) {
            var isFraction = false
            var exponent: Substring = ""
            for (place, byte) in zip(text.utf8.indices, text.utf8) {
                if byte == UInt8(ascii: ".") {
                    isFraction = true
                } else if byte | 0x20 == UInt8(ascii: "e") {
                    exponent = text[text.utf8.index(after: place)...]
                    break
                } else if byte &- UInt8(ascii: "0") < 10 {
                    if !isFraction, !digits.isEmpty || byte != UInt8(ascii: "0") { power += 1 }
                    if isFraction, digits.isEmpty, byte == UInt8(ascii: "0") { power -= 1 }
                    if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
                }
            }
            power += Int(exponent) ?? 0
            while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        }
    }

    /// A double as ECMAScript writes it (RFC 8785, 3.2.2.3).
    /// - Parameter value: a finite number.
    /// - Returns: the shortest text that reads back as the same double.
    public static func canonical(_ value: Double) -> String {
        if value == 0 { return "0" }
        // Swift prints the shortest digits that round-trip; only the layout differs from ECMAScript's.
        var digits: [UInt8] = []
        var pointAt: Int?
        var exponent = 0
        let text = Array(value.magnitude.description.utf8)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                pointAt = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
            index += 1
        }
        // The value is 0.DIGITS × 10^position once leading and trailing zeros are gone.
        var position = (pointAt ?? digits.count) + exponent
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leading)
        position -= leading
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
        }
        let sign = value < 0 ? "-" : ""
        let shown = String(decoding: digits, as: UTF8.self)
        let count = digits.count
        if count <= position, position <= 21 {
            return sign + shown + String(repeating: "0", count: position - count)
        }
        if position > 0, position <= 21 {
            return sign + shown.prefix(position) + "." + shown.dropFirst(position)
        }
        if position > -6, position <= 0 {
            return sign + "0." + String(repeating: "0", count: -position) + shown
        }
        let power = position - 1
        let mantissa = count == 1 ? shown : shown.prefix(1) + "." + shown.dropFirst()
        return sign + mantissa + "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
    }
}
