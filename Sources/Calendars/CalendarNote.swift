/// What is said of an object of a calendar beside what it means.
public struct CalendarNote: Hashable, Sendable {
    /// What kinds there are; the raw values are what programs read.
    public enum Code: String, CaseIterable, Sendable {
        /// The file names a zone as Windows does and does not describe it: ICU's table says which one it is.
        case zoneOfWindows = "zone-of-windows"
        /// The zone is described nowhere: the time stays a local one, and no instant is invented.
        case zoneUnknown = "zone-unknown"
        /// The file's description of a zone and the zone of that name differ: the description counts.
        case zoneDiffers = "zone-differs"
        /// A time without any zone.
        case floating
        /// The clock never shows the start: it is read by the time before the change, and its length is kept.
        case gap
        /// The clock shows the start twice: the first one counts.
        case fold
        /// The last day of a rule is of another kind than its start.
        case untilOfOtherKind = "until-of-other-kind"
        /// A day that is left out is of another kind than the start.
        case exceptionOfOtherKind = "exception-of-other-kind"
        /// The start is none of the days of its rule; it counts as the first.
        case startOutsideRule = "start-outside-rule"
        /// What is changed here is no instance of the rule; it is kept.
        case overrideOutsideRule = "override-outside-rule"
        /// An instance was changed in this object.
        case overridden
        /// It does not take place.
        case cancelled
        /// It ends before it begins; it has no length here.
        case endBeforeStart = "end-before-start"
        /// A rule that is no rule, or one of another calendar (RFC 7529): its text is kept, the start stands alone.
        case ruleUnread = "rule-unread"
        /// A property, or a value, that cannot be read.
        case unread
        /// What must be there is missing.
        case missing
    }

    /// What kind it is.
    public let code: Code
    /// What it is about, as the file has it: the name of a zone, of a property, an instant.
    public let about: String

    init(_ code: Code, _ about: String = "") { (self.code, self.about) = (code, about) }
}
