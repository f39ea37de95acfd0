/// Meetings as messages leave them: RFC 5546 as a machine that knows no mail, no clock and no store.
///
/// 1. Of two forms of a meeting, or of one instance of it, the higher `SEQUENCE` counts, then the later `DTSTAMP`,
///    in whatever order they come; the older one is written down and changes nothing (2.1.5).
/// 2. Who called a meeting calls it off or changes it; a message in another name does not.
/// 3. An answer counts from who was invited (3.2.3). To an older form it is kept, and said to be old.
/// 4. A counter-proposal proposes and changes nothing (3.2.7).
/// 5. What was called off stays, and says so; a cancellation that comes before its meeting holds when that comes.
public struct SchedulingState: Sendable, Equatable {
    /// The meetings by their UIDs.
    public private(set) var meetings: [String: Meeting] = [:]

    /// No meetings.
    public init() {}

    /// Takes the messages of a file in their order.
    /// - Parameter bytes: the file, in UTF-8.
    /// - Returns: what became of each.
    /// - Throws: `CalendarFault` for what is no calendar, or more than is read.
    public mutating func apply(_ bytes: [UInt8]) throws(CalendarFault) -> [SchedulingNote] {
        let file = try CalendarReader.read(bytes, hasPeople: true)
        var notes: [SchedulingNote] = []
        for calendar in file.calendars {
            let context = CalendarContext(zones: CalendarZones(calendar.zones), floating: nil, budget: WalkBudget())
            for object in calendar.objects {
                let message = Message(object, calendar.method, context)
                let outcome = take(message)
                notes.append(
                    SchedulingNote(
                        uid: message.uid,
                        instance: message.instance,
                        method: message.method ?? "KEPT",
                        outcome: outcome
                    )
                )
            }
        }
        return notes
    }

    /// One object of a message.
    private struct Message {
        let uid: String
        let method: String?
        let instance: CalendarMoment?
        let people: CalendarPeople
        let form: Meeting.Form
        let hasStamp: Bool

        init(_ object: CalendarObject, _ method: String?, _ context: CalendarContext) {
            (uid, self.method, people) = (object.uid, method, object.people)
            instance = object.recurrence.map(context.moment)
            hasStamp = object.stamp != nil
            let clock = object.start.map(context.clock)
            let start = object.start.flatMap { start in clock?.moment(start.civil).moment }
            var notes: [CalendarNote] = []
            let end = start.flatMap { start in
                clock.map { LengthRule(object: object, context: context).end(of: start, object.length, $0, &notes) }
            }
            form = Meeting.Form(
                sequence: object.sequence,
                stamp: object.stamp ?? .min,
                start: start,
                end: end,
                summary: object.summary,
                isCancelled: object.isCancelled,
                invited: object.people.attendees.map(\.address)
            )
        }
    }

    private mutating func take(_ message: Message) -> SchedulingNote.Outcome {
        // What is kept is taken as it is: only messages have to be complete (3.1, 3.2).
        guard !message.uid.isEmpty, message.hasStamp || message.method == nil else { return .incomplete }
        switch message.method {
        case nil, "PUBLISH", "REQUEST": return put(message)
        case "ADD": return add(message)
        case "CANCEL": return cancel(message)
        case "REPLY": return answer(message)
        case "COUNTER": return propose(message)
        case "DECLINECOUNTER": return decline(message)
        case "REFRESH": return refresh(message)
        default: return .method
        }
    }

    /// Whether a message may come from who called the meeting, as far as it says who that is.
    private func isOrganizer(_ message: Message, of meeting: Meeting) -> Bool {
        guard let known = meeting.organizer else { return true }
        return message.people.organizer == known
    }

    private mutating func put(_ message: Message) -> SchedulingNote.Outcome {
        guard message.form.start != nil || message.method == nil else { return .incomplete }
        var meeting = meetings[message.uid] ?? Meeting(uid: message.uid)
        guard isOrganizer(message, of: meeting) else { return .otherOrganizer }
        let (outcome, isKept) = keep(message.form, message.instance, in: &meeting)
        guard isKept else { return outcome }
        meeting.organizer = meeting.organizer ?? message.people.organizer
        for (address, word) in message.people.attendees where word != "NEEDS-ACTION" {
            // Who called it passes on what others have answered; an answer of theirs that is known is newer.
            let key = Meeting.AnswerKey(address: address, instance: message.instance)
            let given = Meeting.Answer(word: word, sequence: message.form.sequence, stamp: message.form.stamp)
            if meeting.answers[key].map({ $0.rank < given.rank }) ?? true { meeting.answers[key] = given }
        }
        meetings[message.uid] = meeting
        return outcome
    }

    /// Puts a form in its place if it is newer than what stands there.
    ///
    /// Of an instance it is kept, and does not count, where all of the meeting was told anew since.
    private func keep(
        _ form: Meeting.Form,
        _ instance: CalendarMoment?,
        in meeting: inout Meeting
    ) -> (outcome: SchedulingNote.Outcome, isKept: Bool) {
        if let held = instance.map({ meeting.instances[$0] }) ?? meeting.whole {
            // Of one form that is called and called off, the latter holds.
            if held.rank == form.rank, held.isCancelled || !form.isCancelled {
                return (held.isCancelled == form.isCancelled ? .repeated : .outdated, false)
            }
            if form.rank < held.rank { return (.outdated, false) }
        }
        if let instance { meeting.instances[instance] = form } else { meeting.whole = form }
        let isBefore = instance != nil && meeting.whole.map { form.sequence < $0.sequence } ?? false
        return (isBefore ? .outdated : .taken, true)
    }

    /// Another instance of a series (3.2.4): it has no rule and names itself by its own start.
    private mutating func add(_ message: Message) -> SchedulingNote.Outcome {
        guard var meeting = meetings[message.uid], meeting.whole?.start != nil else { return .unknown }
        guard isOrganizer(message, of: meeting) else { return .otherOrganizer }
        guard let start = message.form.start else { return .incomplete }
        let (outcome, _) = keep(message.form, message.instance ?? start, in: &meeting)
        meetings[message.uid] = meeting
        return outcome
    }

    private mutating func cancel(_ message: Message) -> SchedulingNote.Outcome {
        var meeting = meetings[message.uid] ?? Meeting(uid: message.uid)
        guard isOrganizer(message, of: meeting) else { return .otherOrganizer }
        // An instance without a form of its own has that of the whole.
        let held = meeting.form(of: message.instance)
        var form = message.form
        form.isCancelled = true
        form.start = form.start ?? held?.start
        form.end = form.end ?? held?.end
        if form.summary.isEmpty { form.summary = held?.summary ?? "" }
        if form.invited.isEmpty { form.invited = held?.invited ?? [] }
        let (outcome, isKept) = keep(form, message.instance, in: &meeting)
        guard isKept else { return outcome }
        meeting.organizer = meeting.organizer ?? message.people.organizer
        meetings[message.uid] = meeting
        return outcome
    }

    private mutating func answer(_ message: Message) -> SchedulingNote.Outcome {
        guard var meeting = meetings[message.uid], let form = meeting.form(of: message.instance) else {
            return .unknown
        }
        guard message.people.attendees.count == 1, let (address, word) = message.people.attendees.first else {
            return .incomplete
        }
        guard form.invited.contains(address) else { return .notInvited }
        guard isOrganizer(message, of: meeting) else { return .otherOrganizer }
        let key = Meeting.AnswerKey(address: address, instance: message.instance)
        let given = Meeting.Answer(word: word, sequence: message.form.sequence, stamp: message.form.stamp)
        if let known = meeting.answers[key] {
            if known == given { return .repeated }
            if given.rank <= known.rank { return .outdated }
        }
        meeting.answers[key] = given
        meetings[message.uid] = meeting
        return given.sequence < form.sequence ? .outdated : .taken
    }

    private mutating func propose(_ message: Message) -> SchedulingNote.Outcome {
        guard var meeting = meetings[message.uid], let form = meeting.form(of: message.instance) else {
            return .unknown
        }
        guard form.invited.isEmpty || message.people.attendees.contains(where: { form.invited.contains($0.address) })
        else { return .notInvited }
        if message.form.sequence < form.sequence { return .outdated }
        // A counter-proposal may list all who are asked: who proposes is known only where it names one.
        let single = message.people.attendees.count == 1 ? message.people.attendees.first?.address : nil
        let proposal = Meeting.Proposal(
            address: single,
            instance: message.instance,
            start: message.form.start,
            end: message.form.end
        )
        if meeting.proposals.contains(proposal) { return .repeated }
        meeting.proposals.append(proposal)
        meetings[message.uid] = meeting
        return .proposal
    }

    private mutating func decline(_ message: Message) -> SchedulingNote.Outcome {
        guard var meeting = meetings[message.uid] else { return .unknown }
        guard isOrganizer(message, of: meeting) else { return .otherOrganizer }
        let places = meeting.proposals.indices.filter { meeting.proposals[$0].instance == message.instance }
        guard !places.isEmpty else { return .unknown }
        for place in places { meeting.proposals[place].isDeclined = true }
        meetings[message.uid] = meeting
        return .taken
    }

    private func refresh(_ message: Message) -> SchedulingNote.Outcome {
        guard let form = meetings[message.uid]?.form(of: message.instance) else { return .unknown }
        let isAsked = message.people.attendees.contains { form.invited.contains($0.address) }
        return isAsked ? .asked : .notInvited
    }
}
