internal import STIX

/// A date-time of an advisory: RFC 3339 with an upper case `T`, a named offset (`Z` or `+hh:mm`), and no leap second
/// (CSAF 2.1, "Date and Time").
struct AdvisoryMoment: Comparable {
    /// Microseconds since 1970.
    let microseconds: Int64

    /// Reads one; nil if it is none.
    init?(_ text: String?) {
        guard let text else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, !(bytes[17] == UInt8(ascii: "6")) else { return nil }
        if bytes.last == UInt8(ascii: "Z") {
            guard let stamp = STIXTimestamp(bytes: bytes) else { return nil }
            microseconds = stamp.microsecondsSinceEpoch
            return
        }
        let zone = bytes.suffix(6)
        guard zone.count == 6, let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let hours = Self.two(zone.dropFirst().prefix(2)), zone[zone.startIndex + 3] == UInt8(ascii: ":"),
            let minutes = Self.two(zone.suffix(2)), hours < 24, minutes < 60,
            let stamp = STIXTimestamp(bytes: bytes.dropLast(6) + [UInt8(ascii: "Z")])
        else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000_000
        microseconds = stamp.microsecondsSinceEpoch - (sign == UInt8(ascii: "+") ? offset : -offset)
    }

    /// The moment as STIX 2.1 (2.16) writes it.
    var text: String? { STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description }

    static func < (left: AdvisoryMoment, right: AdvisoryMoment) -> Bool { left.microseconds < right.microseconds }

    private static func two(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
