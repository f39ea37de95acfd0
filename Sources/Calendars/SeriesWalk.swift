/// The instances of an object by its start, its rules, what is added and what is left out (RFC 5545, 3.8.5).
struct SeriesWalk {
    /// One instance before anything changes it.
    struct Instance {
        let civil: CivilTime
        let moment: CalendarMoment
        let length: CalendarLength
        var note: CalendarNote?
    }

    private let object: CalendarObject
    private let start: CalendarTime
    private let clock: PlacedClock
    private let context: CalendarContext
    /// What is to be said of the object as a whole.
    private(set) var notes: [CalendarNote] = []

    init(_ object: CalendarObject, _ start: CalendarTime, _ clock: PlacedClock, _ context: CalendarContext) {
        (self.object, self.start, self.clock, self.context) = (object, start, clock, context)
    }

    /// At most so many seconds lie between the start and the end of an instance.
    func longest(by rule: LengthRule) -> Int64 {
        var notes: [CalendarNote] = []
        let begin = clock.moment(start.civil).moment
        let end = rule.end(of: begin, object.length, clock, &notes)
        return max(0, end.seconds - begin.seconds) + 2 * CivilTime.day
    }

    /// The instances that begin within some seconds, the earliest first.
    mutating func instances(from: Int64, until: Int64) -> [Instance] {
        var found = InstanceList()
        let (excluded, budget) = (exclusions(), context.budget)
        func add(_ civil: CivilTime, _ moment: CalendarMoment, _ note: CalendarNote?, _ length: CalendarLength) {
            guard moment.seconds >= from, moment.seconds <= until, !found.has(moment),
                !excluded.moments.contains(moment), !excluded.days.contains(civil.midnight.seconds),
                budget.takeInstance()
            else { return }
            found.add(Instance(civil: civil, moment: moment, length: length, note: note))
        }
        let begin = clock.moment(start.civil)
        let length = object.length
        add(start.civil, begin.moment, begin.note, length)
        for rule in object.rules {
            walk(rule, from: from, until: until) { civil, moment, note in
                add(civil, moment, note, length)
            }
        }
        for added in object.added {
            let (time, own) =
                switch added {
                case .time(let time): (time, length)
                case .period(let time, let length): (time, length)
                }
            let moment = context.clock(of: time).moment(time.civil)
            // A period says itself how long it takes, also where the rule has the same start.
            if case .period = added { found.remove(moment.moment) }
            add(clock.civil(moment.moment), moment.moment, moment.note, fixed(own, at: moment.moment))
        }
        return found.ordered
    }

    /// The length of a period that is told with its end: it is its own, not that of the first instance.
    private func fixed(_ length: CalendarLength, at start: CalendarMoment) -> CalendarLength {
        guard case .until(let end) = length, length != object.length else { return length }
        return .duration(CalendarDuration(days: 0, seconds: Int(context.moment(end).seconds - start.seconds)))
    }

    /// Goes through a rule.
    private mutating func walk(
        _ text: String,
        from: Int64,
        until: Int64,
        _ body: (CivilTime, CalendarMoment, CalendarNote?) -> Void
    ) {
        // Whatever the zone, nothing that lies two days behind on the clock is within.
        let last = CivilTime(seconds: until + 2 * CivilTime.day)
        let begun = RuleWalk(text, from: start.civil, to: last, isDay: start.isDay, context.budget)
        guard let walk = begun else { return notes.append(CalendarNote(.ruleUnread, text)) }
        let ending = ending(of: walk)
        // What is counted has to be gone through from the beginning.
        let begin = CivilTime(seconds: from - 2 * CivilTime.day)
        if walk.count == 0, begin > start.civil { _ = walk.skip(to: begin, isDay: start.isDay) }
        var counted = 0
        var isFirst = true
        while let civil = walk.next() {
            guard CalendarLimits.years.contains(civil.date.year) else { return }
            if isFirst, walk.count > 0 || begin <= start.civil, civil != start.civil {
                notes.append(CalendarNote(.startOutsideRule))
                counted = 1
            }
            isFirst = false
            let (moment, note) = clock.moment(civil)
            if ending(civil, moment) { return }
            // A time that the rule itself makes and no clock shows is ignored and not counted; one that follows from
            // the start is read by the time before the change (RFC 5545, 3.3.10).
            if note?.code == .gap, walk.namesTimes { continue }
            counted += 1
            if walk.count > 0, counted > walk.count { return }
            guard moment.seconds <= until else { return }
            body(civil, moment, note)
        }
    }

    /// Whether a time lies behind the end that a rule tells.
    private mutating func ending(of walk: RuleWalk) -> (CivilTime, CalendarMoment) -> Bool {
        guard let last = walk.until else { return { _, _ in false } }
        switch (start, last) {
        case (.day, .day(let day)): return { civil, _ in civil > day }
        case (.day, _):
            notes.append(CalendarNote(.untilOfOtherKind))
            return { civil, _ in civil > last.civil.midnight }
        case (_, .day(let day)):
            notes.append(CalendarNote(.untilOfOtherKind))
            return { civil, _ in civil.midnight > day }
        case (.utc, .utc(let instant)), (.zoned, .utc(let instant)):
            return { _, moment in
                if case .instant(let seconds) = moment { seconds > instant } else { moment.seconds > instant }
            }
        case (.floating, .utc(let instant)):
            notes.append(CalendarNote(.untilOfOtherKind))
            return { civil, _ in civil.seconds > instant }
        case (.floating, _): return { civil, _ in civil > last.civil }
        default:
            notes.append(CalendarNote(.untilOfOtherKind))
            return { civil, _ in civil > last.civil }
        }
    }

    /// What is left out: at an instant, or, told as another kind than the start, on a day.
    private mutating func exclusions() -> (moments: Set<CalendarMoment>, days: Set<Int64>) {
        var (moments, days) = (Set<CalendarMoment>(), Set<Int64>())
        for time in object.excluded {
            switch (start, time) {
            case (.day, .day), (.floating, .floating): moments.insert(clock.moment(time.civil).moment)
            case (.day, _), (_, .day):
                notes.append(CalendarNote(.exceptionOfOtherKind))
                days.insert(time.civil.midnight.seconds)
            default:
                moments.insert(context.moment(time))
            }
        }
        return (moments, days)
    }
}
