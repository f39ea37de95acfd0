/// What is read at most of calendars of others.
public enum CalendarLimits {
    /// Bytes of a file.
    public static let bytes = 64 << 20
    /// Objects of a file.
    public static let objects = 200_000
    /// Instances of a file within the days that are asked for.
    public static let instances = 500_000
    /// Times that the rules of a file are looked at, those that they do not have included.
    public static let steps = 5_000_000
    /// Zones that a file describes, each in another way.
    public static let zones = 1_000
    /// Bytes of a line behind which it is folded anew: libical's time for one grows with the square of its length.
    static let line = 65_536
    /// Changes of the clocks that a zone of a file describes.
    public static let changes = 2_000
    /// Years in which an instance may be.
    public static let years = 1_583...2_500
}
