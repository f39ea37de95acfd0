internal import Foundation
public import Labels

/// Which day a moment belongs to in a time zone; midnight there is the boundary (an agreement declares its zone).
public enum DayOfMoment {
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
