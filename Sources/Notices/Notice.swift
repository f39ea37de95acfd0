public import Geography

/// The forms of notices.
public enum NoticeForm: String, Sendable, CaseIterable {
    /// A warning for one of the twenty-one areas of the World-Wide Navigational Warning Service.
    case navarea
    /// A warning for coastal waters.
    case coastal
    /// A notice to airmen: the text of a request to the NOTAM office.
    case notam
}

/// What a notice does.
public enum NoticeAction: String, Sendable {
    /// It tells something new.
    case new
    /// It replaces another.
    case replace
    /// It cancels others, and says no more.
    case cancel
}

/// A notice to mariners or airmen: what a draft has before it is a text, and what a text says.
///
/// The node writes drafts for the national coordinator alone; it never sends one.
public struct Notice: Sendable {
    /// The form.
    public var form: NoticeForm
    /// What it does.
    public var action: NoticeAction = .new
    /// The series: `NAVAREA XI`, `NAVTEX OTARU`, the letter of a NOTAM.
    public var series: String?
    /// The number in the series.
    public var number: Int?
    /// The year of the number, four digits.
    public var year: Int?
    /// The notices that this one cancels or replaces, as they are called.
    public var references: [String] = []
    /// When it was originated.
    public var issued: UTCMinute?
    /// The mark of an exercise: nil for a notice that is meant; else the exercise's name, perhaps empty.
    public var exercise: String?

    /// The general area, such as `WESTERN NORTH PACIFIC`.
    public var general: String?
    /// The locality.
    public var locality: String?
    /// The charts.
    public var charts: [String] = []
    /// What it warns of.
    public var kind: NoticeKind?
    /// What it warns of in the writer's words, where it is no kind of the list.
    public var subject: String?
    /// Where.
    public var area: Shape?
    /// From when.
    public var from: UTCMinute?
    /// Until when.
    public var until: UTCMinute?
    /// Whether the end is estimated.
    public var isEstimated = false
    /// Whether there is no end.
    public var isPermanent = false
    /// The text of item D), or of the daily times.
    public var schedule: String?
    /// The hours of each day, in minutes since midnight, of a draft.
    public var daily: [DailyHours] = []
    /// When it is on, within from and until.
    public var periods: [Period] = []
    /// When a warning cancels itself.
    public var cancelAt: UTCMinute?
    /// More lines.
    public var remarks: [String] = []

    /// Item Q).
    public var qualifier: Qualifier?
    /// The places of item A), or the flight information regions of a draft.
    public var locations: [String] = []
    /// Item F).
    public var lower: AltitudeLimit?
    /// Item G).
    public var upper: AltitudeLimit?
    /// Item E) as it is in the text.
    public var body: String?

    /// A notice of a form, without anything yet.
    /// - Parameter form: the form.
    public init(_ form: NoticeForm) { self.form = form }
}

/// Hours of each day.
public struct DailyHours: Sendable, Hashable {
    /// Minutes since midnight.
    public let from: Int
    /// Minutes since midnight; not after `from` if it is on the next day.
    public let until: Int

    var text: String { "\(DailyHours.clock(from))-\(DailyHours.clock(until))" }

    static func clock(_ minutes: Int) -> String { digits(minutes / 60, 2) + digits(minutes % 60, 2) }

    /// Reads `0000-0600` or `00:00-06:00`.
    init?(_ text: String) {
        let parts = text.split { $0 == "-" || $0 == "/" || $0 == "–" }
        guard parts.count == 2, let from = DailyHours.minutes(String(parts[0])),
            let until = DailyHours.minutes(String(parts[1]))
        else { return nil }
        self.init(from: from, until: until)
    }

    init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// Minutes since midnight of `0600`, `06:00`, `06:00Z`; 1440 for `2400`.
    static func minutes(_ text: String) -> Int? {
        var bytes = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") }
        if bytes.last == UInt8(ascii: "Z") { bytes.removeLast() }
        guard bytes.count == 4, let value = Digits.value(bytes), value % 100 < 60, value <= 2400 else { return nil }
        return value / 100 * 60 + value % 100
    }
}
