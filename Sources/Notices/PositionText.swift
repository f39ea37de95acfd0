internal import Geography

/// Positions in the spellings of notices.
///
/// - To mariners (MSC.1/Circ.1310, 6, element 6): `DD-MM.mN DDD-MM.mE`, leading zeros, at most hundredths of a
///   minute, as many
///   for both; also `DD-MM-SSN` as some offices write.
/// - To airmen (PANS-AIM, appendix 3, E): `DDMM[SS]N DDDMM[SS]E`, with or without a space; also `N3330E13930`.
enum PositionText {
    /// A position in a text.
    struct Found {
        /// Where it begins and ends.
        let start: Int
        let end: Int
        /// Nil if it is out of range.
        let position: Position?
    }

    /// The position that begins at a place of a text, if one does.
    static func found(_ bytes: [UInt8], at start: Int) -> Found? {
        guard start == 0 || !isWordCharacter(bytes[start - 1]) else { return nil }
        return hyphenated(bytes, at: start) ?? compact(bytes, at: start) ?? prefixed(bytes, at: start)
    }

    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        Digits.isDigit(byte) || byte | 0x20 &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: ".")
    }

    private static func digitsEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var place = start
        // No position has more digits in a row; so the work at each place is bounded.
        while place < bytes.count, place - start < 10, Digits.isDigit(bytes[place]) { place += 1 }
        return place
    }

    private static func skipped(_ bytes: [UInt8], _ start: Int) -> Int {
        var place = start
        while place < bytes.count, place - start < 40, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
        return place
    }

    /// A decimal fraction that begins at a place: its value and its end.
    private static func fraction(_ bytes: [UInt8], _ start: Int) -> (value: Double, end: Int) {
        guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "."), Digits.isDigit(bytes[start + 1]) else {
            return (0, start)
        }
        let end = digitsEnd(bytes, start + 1)
        return (Double("0." + String(decoding: bytes[start + 1..<end], as: UTF8.self)) ?? 0, end)
    }

    private static func hemisphere(_ bytes: [UInt8], _ place: Int, _ plus: Unicode.Scalar, _ minus: Unicode.Scalar)
        -> Double?
    {
        guard place < bytes.count else { return nil }
        return bytes[place] == UInt8(ascii: plus) ? 1 : bytes[place] == UInt8(ascii: minus) ? -1 : nil
    }

    /// `DD-MM[.m…][-SS]N`.
    private static func hyphenatedAngle(_ bytes: [UInt8], _ start: Int, width: Int) -> (
        angle: Double, isInRange: Bool, end: Int
    )? {
        let middle = digitsEnd(bytes, start)
        guard middle - start == width, middle < bytes.count, bytes[middle] == UInt8(ascii: "-"),
            let degrees = Digits.value(bytes[start..<middle])
        else { return nil }
        let end = digitsEnd(bytes, middle + 1)
        guard end - middle == 3, let whole = Digits.value(bytes[middle + 1..<end]) else { return nil }
        var (part, place) = fraction(bytes, end)
        var seconds = 0
        if place == end, end < bytes.count, bytes[end] == UInt8(ascii: "-") {
            place = digitsEnd(bytes, end + 1)
            guard place - end == 3, let value = Digits.value(bytes[end + 1..<place]) else { return nil }
            seconds = value
            let more = fraction(bytes, place)
            part = (Double(value) + more.value) / 60
            place = more.end
        }
        return (Double(degrees) + (Double(whole) + part) / 60, whole < 60 && seconds < 60, skipped(bytes, place))
    }

    private static func hyphenated(_ bytes: [UInt8], at start: Int) -> Found? {
        guard let north = hyphenatedAngle(bytes, start, width: 2),
            let northSign = hemisphere(bytes, north.end, "N", "S")
        else { return nil }
        var next = skipped(bytes, north.end + 1)
        if next < bytes.count, bytes[next] == UInt8(ascii: ",") { next = skipped(bytes, next + 1) }
        guard let east = hyphenatedAngle(bytes, next, width: 3), let eastSign = hemisphere(bytes, east.end, "E", "W")
        else {
            return nil
        }
        return found(
            start,
            east.end + 1,
            north.angle * northSign,
            east.angle * eastSign,
            north.isInRange && east.isInRange
        )
    }

    /// `DDMM` or `DDMMSS`, with a fraction of the last.
    private static func compactAngle(_ bytes: [UInt8], _ start: Int, width: Int) -> (
        angle: Double, isInRange: Bool, end: Int
    )? {
        let end = digitsEnd(bytes, start)
        let hasSeconds = end - start == width + 4
        guard hasSeconds || end - start == width + 2, let degrees = Digits.value(bytes[start..<start + width]),
            let minutes = Digits.value(bytes[start + width..<start + width + 2])
        else { return nil }
        let seconds = hasSeconds ? Digits.value(bytes[start + width + 2..<end]) ?? 0 : 0
        let (part, place) = fraction(bytes, end)
        let angle =
            hasSeconds
            ? Double(degrees) + (Double(minutes) + (Double(seconds) + part) / 60) / 60
            : Double(degrees) + (Double(minutes) + part) / 60
        return (angle, minutes < 60 && seconds < 60, place)
    }

    /// `DDMM[SS]N DDDMM[SS]E`.
    static func compact(_ bytes: [UInt8], at start: Int) -> Found? {
        guard let north = compactAngle(bytes, start, width: 2),
            let northSign = hemisphere(bytes, skipped(bytes, north.end), "N", "S")
        else { return nil }
        let next = skipped(bytes, skipped(bytes, north.end) + 1)
        guard let east = compactAngle(bytes, next, width: 3),
            let eastSign = hemisphere(bytes, skipped(bytes, east.end), "E", "W")
        else { return nil }
        let end = skipped(bytes, east.end) + 1
        return found(start, end, north.angle * northSign, east.angle * eastSign, north.isInRange && east.isInRange)
    }

    /// `N3330 E13930`.
    private static func prefixed(_ bytes: [UInt8], at start: Int) -> Found? {
        guard let northSign = hemisphere(bytes, start, "N", "S"), let north = compactAngle(bytes, start + 1, width: 2)
        else { return nil }
        let next = skipped(bytes, north.end)
        guard let eastSign = hemisphere(bytes, next, "E", "W"), let east = compactAngle(bytes, next + 1, width: 3)
        else {
            return nil
        }
        return found(
            start,
            east.end,
            north.angle * northSign,
            east.angle * eastSign,
            north.isInRange && east.isInRange
        )
    }

    private static func found(_ start: Int, _ end: Int, _ north: Double, _ east: Double, _ isInRange: Bool) -> Found {
        let isOnEarth = isInRange && north.magnitude <= 90 && east.magnitude <= 180
        return Found(start: start, end: end, position: isOnEarth ? Position(longitude: east, latitude: north) : nil)
    }

    // Writing.

    /// Parts of a degree that the positions of a text are told in.
    enum Fineness: Double {
        case minute = 60
        case tenth = 600
        case second = 3600
        case hundredth = 6000

        /// Whether a position is told exactly, to a ten-thousandth of a part.
        func holds(_ position: Position) -> Bool {
            [position.latitude, position.longitude].allSatisfy { angle in
                let parts = angle * rawValue
                return (parts - parts.rounded()).magnitude < 1e-4
            }
        }
    }

    /// `DD-MM.mN DDD-MM.mE`.
    static func toMariners(_ position: Position, _ fineness: Fineness) -> String {
        func angle(_ value: Double, _ width: Int, _ plus: String, _ minus: String) -> String {
            let parts = Int((value.magnitude * fineness.rawValue).rounded())
            let perMinute = Int(fineness.rawValue) / 60
            let (minutes, rest) = (parts / perMinute, parts % perMinute)
            let fraction = perMinute == 1 ? "" : "." + digits(rest, perMinute == 10 ? 1 : 2)
            return
                "\(digits(minutes / 60, width))-\(digits(minutes % 60, 2))\(fraction)"
                + (value < 0 && parts > 0 ? minus : plus)
        }
        return angle(position.latitude, 2, "N", "S") + " " + angle(position.normalised.longitude, 3, "E", "W")
    }

    /// `DDMMNDDDMME`, or with seconds.
    static func toAirmen(_ position: Position, _ fineness: Fineness) -> String {
        func angle(_ value: Double, _ width: Int, _ plus: String, _ minus: String) -> String {
            let seconds = Int((value.magnitude * fineness.rawValue).rounded()) * (3600 / Int(fineness.rawValue))
            let rest = fineness == .minute ? "" : digits(seconds % 60, 2)
            return digits(seconds / 3600, width) + digits(seconds / 60 % 60, 2) + rest
                + (value < 0 && seconds > 0 ? minus : plus)
        }
        return angle(position.latitude, 2, "N", "S") + angle(position.normalised.longitude, 3, "E", "W")
    }

    /// The centre of item Q): to the minute, eleven characters.
    static func qualifier(_ position: Position) -> String { toAirmen(position, .minute) }
}
