/// What is read at most of calendars of others.
public enum CalendarLimits {
    /// Bytes of a file.
    public static let bytes = 64 << 20
    /// Objects of a file.
    public static let objects = 200_000
    /// Instances of a file within the days that are asked for.
    public static let instances = 500_000
    /// Steps of one rule towards the days that are asked for: a rule that begins in the year 1 and comes each second
    /// gives nothing.
    public static let steps = 2_000_000
    /// Changes of the clocks that a zone of a file describes.
    public static let changes = 2_000
    /// Years in which an instance may be.
    public static let years = 1_583...2_500
}
