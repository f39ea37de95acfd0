internal import STIX

/// Times of MISP: seconds since 1970 as text, and ISO 8601 with a zone.
enum MISPTime {
    /// Seconds since 1970 as STIX writes a moment, to the millisecond.
    static func timestamp(_ seconds: Int64) -> String? {
        guard (0...253_402_300_799).contains(seconds),
            let moment = STIXTimestamp(microsecondsSinceEpoch: seconds * 1_000_000)
        else { return nil }
        return String(moment.description.dropLast(4)) + "Z"
    }

    /// A moment of ISO 8601 with a zone (`2026-11-01T09:00:00.123456+09:00`) as STIX writes it.
    /// - Returns: the moment with six digits of fraction, or nil if it is none or has no zone.
    static func moment(_ text: String) -> STIXTimestamp? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
        if bytes.last == UInt8(ascii: "Z") { return STIXTimestamp(text.replacing(" ", with: "T")) }
        let tail = bytes.dropFirst(19)
        guard let sign = tail.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let local = STIXTimestamp(
                String(decoding: bytes[..<10] + [0x54] + bytes[11..<sign] + [0x5A], as: UTF8.self)
            )
        else { return nil }
        let zone = bytes[(sign + 1)...].filter { $0 != UInt8(ascii: ":") }
        guard zone.count == 4, zone.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let digits = zone.map { Int64($0 - 48) }
        let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
        guard minutes < 24 * 60 else { return nil }
        let shift = (bytes[sign] == UInt8(ascii: "+") ? -minutes : minutes) * 60_000_000
        return STIXTimestamp(microsecondsSinceEpoch: local.microsecondsSinceEpoch + shift)
    }

    /// Whether a text is a moment but for its zone.
    static func isZoneless(_ text: String) -> Bool {
        !text.hasSuffix("Z") && STIXTimestamp(text.replacing(" ", with: "T") + "Z") != nil
    }

    /// A moment without digits that say nothing, as short as three of fraction.
    static func short(_ moment: STIXTimestamp) -> String {
        let text = moment.description
        return text.hasSuffix("000Z") && moment.fractionDigitCount == 6 ? String(text.dropLast(4)) + "Z" : text
    }

    /// Seconds since 1970.
    static func seconds(_ moment: STIXTimestamp) -> Int64 { floorDivide(moment.microsecondsSinceEpoch) }

    private static func floorDivide(_ microseconds: Int64) -> Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : -((-microseconds + 999_999) / 1_000_000)
    }
}
