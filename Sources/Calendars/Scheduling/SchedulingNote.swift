/// What became of a message about a meeting.
public struct SchedulingNote: Sendable, Equatable {
    /// What kinds there are; the raw values are what programs read.
    public enum Outcome: String, CaseIterable, Sendable {
        /// It was taken.
        case taken
        /// The same form was there already.
        case repeated
        /// A newer form was there: it is written down and changes nothing.
        case outdated
        /// It proposes another time; nothing is changed.
        case proposal
        /// It asks for the newest form; nothing is changed.
        case asked
        /// It comes from, or is about, somebody who was not invited.
        case notInvited = "not-invited"
        /// It comes in the name of somebody else than who called the meeting.
        case otherOrganizer = "other-organizer"
        /// It is about a meeting, or an instance, that nothing was heard of.
        case unknown
        /// It lacks what its method needs.
        case incomplete
        /// Its method is none of RFC 5546, or none for meetings.
        case method

        /// Whether there is nothing to be said of it.
        public var isPlain: Bool { self == .taken || self == .repeated }
    }

    /// Its UID; empty where it has none.
    public let uid: String
    /// Which instance it is about; nil for all.
    public let instance: CalendarMoment?
    /// What was to be done; `KEPT` for an object that has no method.
    public let method: String
    /// What became of it.
    public let outcome: Outcome
}
