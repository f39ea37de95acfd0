internal import STIX

/// Moments as text: RFC 3339 in UTC with microseconds.
public enum Moment {
    /// The text of a moment.
    /// - Parameter microseconds: since 1970.
    /// - Returns: for instance `2026-01-31T09:00:00.000000Z`.
    public static func text(_ microseconds: Int64) -> String {
        STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description ?? "beyond the year 9999"
    }
}
