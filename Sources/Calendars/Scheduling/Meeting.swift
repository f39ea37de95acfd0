/// A meeting as the messages about it have left it (RFC 5546).
public struct Meeting: Sendable, Equatable {
    /// One form of it, or of one instance.
    public struct Form: Sendable, Equatable {
        /// Which form it is: of two, the higher counts.
        public internal(set) var sequence: Int
        /// When it was made, in seconds of UTC since 1970; of two with the same sequence, the later counts.
        public internal(set) var stamp: Int64
        /// When it begins; nil where nothing but a cancellation was heard of.
        public internal(set) var start: CalendarMoment?
        /// When it is over.
        public internal(set) var end: CalendarMoment?
        /// What it is called.
        public internal(set) var summary: String
        /// Whether it was called off.
        public internal(set) var isCancelled: Bool
        /// The addresses of who is asked.
        public internal(set) var invited: [String]

        /// Where it stands among others.
        var rank: (Int, Int64) { (sequence, stamp) }
    }

    /// What somebody answered.
    public struct Answer: Sendable, Equatable {
        /// The answer, such as `ACCEPTED`.
        public let word: String
        /// To which form.
        public let sequence: Int
        /// When, in seconds of UTC since 1970.
        public let stamp: Int64

        var rank: (Int, Int64) { (sequence, stamp) }
    }

    /// Whose answer, and about which instance; nil for all.
    public struct AnswerKey: Sendable, Hashable {
        /// The address.
        public let address: String
        /// The instance.
        public let instance: CalendarMoment?
    }

    /// Another time that somebody proposed.
    public struct Proposal: Sendable, Equatable {
        /// Who; nil where the message does not say.
        public let address: String?
        /// For which instance; nil for all.
        public let instance: CalendarMoment?
        /// When it would begin.
        public let start: CalendarMoment?
        /// When it would be over.
        public let end: CalendarMoment?
        /// Whether who called the meeting said no to it.
        public internal(set) var isDeclined = false
    }

    /// Its UID.
    public let uid: String
    /// Who called it.
    public internal(set) var organizer: String?
    /// All of it; nil where only instances were heard of.
    public internal(set) var whole: Form?
    /// Single instances that differ, by when they would begin.
    public internal(set) var instances: [CalendarMoment: Form] = [:]
    /// What was answered.
    public internal(set) var answers: [AnswerKey: Answer] = [:]
    /// What was proposed, in the order of arrival.
    public internal(set) var proposals: [Proposal] = []

    init(uid: String) { self.uid = uid }

    /// The form that counts for an instance; the whole where the instance has none of its own, or one of before.
    func form(of instance: CalendarMoment?) -> Form? {
        guard let own = instance.flatMap({ instances[$0] }) else { return whole }
        return whole.map { own.sequence < $0.sequence } ?? false ? whole : own
    }

    /// Whether an instance, or all of it, was called off.
    public func isCancelled(_ instance: CalendarMoment?) -> Bool {
        guard let form = form(of: instance) else { return false }
        // A meeting that was called off as a whole has no instances, but those that were called anew later.
        if let whole, whole.isCancelled, form.rank <= whole.rank { return true }
        return form.isCancelled
    }

    /// Whether an answer was given to an older form than the one that counts.
    public func isOld(_ key: AnswerKey) -> Bool {
        guard let answer = answers[key], let form = form(of: key.instance) else { return false }
        return answer.sequence < form.sequence
    }
}
