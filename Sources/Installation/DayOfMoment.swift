public import Agreements
internal import Foundation
public import Labels

/// Which day a moment belongs to in a time zone; midnight there is the boundary (an agreement declares its zone).
public enum DayOfMoment {
    /// The zones that days can be counted in: IANA names, and UTC; abbreviations such as `EST` mean several.
    public static let zones = TimeZoneNames(proposals: TimeZone.knownTimeZoneIdentifiers) { name in
        (name.contains("/") || name == "UTC" || name == "GMT") && TimeZone(identifier: name) != nil
    }

    /// The day of a moment.
    /// - Parameters:
    ///   - moment: microseconds since 1970-01-01T00:00:00Z.
    ///   - zone: a time zone (IANA) such as `Asia/Tokyo`; nil, or one that the system does not know, means UTC.
    /// - Returns: the day there.
    public static func day(_ moment: Int64, zone: String?) -> Day {
        let seconds = Double(moment) / 1_000_000
        let offset = zone.flatMap { TimeZone(identifier: $0) }?
            .secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
        return Day(microsecondsSinceEpoch: moment + Int64(offset ?? 0) * 1_000_000) ?? .first
    }
}

extension DayOfMoment {
    /// The first moment of the day after that of a moment, in a time zone.
    /// - Parameters:
    ///   - moment: microseconds since 1970-01-01T00:00:00Z.
    ///   - zone: a time zone (IANA); nil, or one that the system does not know, means UTC.
    /// - Returns: microseconds since 1970-01-01T00:00:00Z.
    package static func nextMidnight(after moment: Int64, zone: String?) -> Int64 {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
        let date = Date(timeIntervalSince1970: Double(moment) / 1_000_000)
        let start = calendar.startOfDay(for: date)
        let next = calendar.date(byAdding: .day, value: 1, to: start) ?? start.addingTimeInterval(86_400)
        return Int64(calendar.startOfDay(for: next).timeIntervalSince1970) * 1_000_000
    }
}
