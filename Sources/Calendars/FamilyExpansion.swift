/// When one object takes place, with what changes single instances of it.
struct FamilyExpansion {
    private let family: Expansion.Family
    private let zones: CalendarZones
    private let window: Range<Int64>
    private let floating: (name: String, rules: ZoneRules)?

    init(
        _ family: Expansion.Family,
        _ zones: CalendarZones,
        _ window: Range<Int64>,
        _ floating: (name: String, rules: ZoneRules)?
    ) {
        (self.family, self.zones, self.window, self.floating) = (family, zones, window, floating)
    }

    func occurrences() -> [Occurrence] {
        guard let master = family.master, let start = master.start else {
            // What is changed is in another file: each change stands for itself.
            return family.changes.compactMap { change in
                changed(change, instance: nil, notes: [])
            }.filter(isInside)
        }
        let clock = PlacedClock(of: start, zones, floating: floating)
        var series = SeriesWalk(master, start, clock, zones, floating)
        let changes = family.changes.map { ($0, moment($0.recurrence, clock)) }
        let keys = changes.map(\.1.seconds)
        // Whether an instance is there that somebody has moved into the window, or out of it, is to be known too.
        let from = min(keys.min() ?? .max, window.lowerBound - series.longest)
        let until = max(keys.max() ?? .min, window.upperBound)
        let planned = series.instances(from: from, until: until)
        let base = clock.notes + series.notes + master.notes
        var found: [Occurrence] = []
        var left = Set(changes.indices)
        var later: (change: CalendarObject, by: Int64)?
        for one in planned {
            let place = changes.indices.first { index in left.contains(index) && isSame(one, changes[index], clock) }
            if let place {
                left.remove(place)
                let change = changes[place].0
                if change.changesLater, let start = change.start {
                    later = (change, start.civil.seconds - one.civil.seconds)
                }
                if let occurrence = changed(change, instance: one.moment, notes: [CalendarNote(.overridden)]) {
                    found.append(occurrence)
                }
            } else if let later {
                let civil = CivilTime(seconds: one.civil.seconds + later.by)
                found.append(
                    occurrence(
                        later.change,
                        clock,
                        civil,
                        later.change.length,
                        one.moment,
                        [CalendarNote(.overridden)]
                    )
                )
            } else {
                var notes = base
                if let note = one.note { notes.append(note) }
                found.append(occurrence(master, clock, one.civil, one.length, one.moment, notes, one.moment))
            }
        }
        for place in left.sorted() {
            let (change, key) = changes[place]
            if let occurrence = changed(change, instance: key, notes: [CalendarNote(.overrideOutsideRule, key.text)])
            {
                found.append(occurrence)
            }
        }
        return found.filter(isInside)
    }

    private func isInside(_ one: Occurrence) -> Bool {
        one.start.seconds < window.upperBound && max(one.end.seconds, one.start.seconds + 1) > window.lowerBound
    }

    private func moment(_ time: CalendarTime?, _ clock: PlacedClock) -> CalendarMoment {
        guard let time else { return .local(.min) }
        return PlacedClock(of: time, zones, floating: floating).moment(time.civil).moment
    }

    /// Whether a change is of this instance: at the same instant, or, told as a day, on the same one.
    private func isSame(_ one: SeriesWalk.Instance, _ change: (CalendarObject, CalendarMoment), _ clock: PlacedClock)
        -> Bool
    {
        if change.1 == one.moment { return true }
        switch (change.1, one.moment) {
        case (.day(let day), _): return one.civil.midnight.seconds == day
        case (_, .day(let day)): return clock.civil(change.1).midnight.seconds == day
        default: return false
        }
    }

    private func changed(_ change: CalendarObject, instance: CalendarMoment?, notes: [CalendarNote]) -> Occurrence? {
        guard let start = change.start else { return nil }
        let clock = PlacedClock(of: start, zones, floating: floating)
        let moment = clock.moment(start.civil)
        let all = notes + clock.notes + (moment.note.map { [$0] } ?? []) + change.notes
        let key = instance ?? self.moment(change.recurrence, clock)
        return occurrence(change, clock, start.civil, change.length, key, all, moment.moment)
    }

    private func occurrence(
        _ object: CalendarObject,
        _ clock: PlacedClock,
        _ civil: CivilTime,
        _ length: CalendarLength,
        _ instance: CalendarMoment,
        _ notes: [CalendarNote],
        _ known: CalendarMoment? = nil
    ) -> Occurrence {
        let start = known ?? clock.moment(civil).moment
        var notes = notes
        let end = LengthRule(object, zones, floating).end(of: start, length, clock, &notes)
        if object.isCancelled { notes.append(CalendarNote(.cancelled)) }
        return Occurrence(
            uid: object.uid,
            instance: instance,
            start: start,
            end: end,
            zone: clock.zone,
            summary: object.summary,
            stamp: object.stamp,
            notes: notes
        )
    }
}

/// How long an object takes: exactly as long as its first instance where an end is told, by the calendar where a
/// length is.
struct LengthRule {
    private let object: CalendarObject
    private let zones: CalendarZones
    private let floating: (name: String, rules: ZoneRules)?

    init(_ object: CalendarObject, _ zones: CalendarZones, _ floating: (name: String, rules: ZoneRules)?) {
        (self.object, self.zones, self.floating) = (object, zones, floating)
    }

    /// When an instance is over.
    /// - Parameters:
    ///   - start: when it begins.
    ///   - length: its length, or the end of the first instance (RFC 5545, 3.8.5.3: all take exactly as long).
    ///   - clock: the clock of its start.
    ///   - notes: gets what is to be said of the length.
    /// - Returns: the moment.
    func end(of start: CalendarMoment, _ length: CalendarLength, _ clock: PlacedClock, _ notes: inout [CalendarNote])
        -> CalendarMoment
    {
        switch length {
        case .none:
            if case .day(let day) = start { return .day(day + CivilTime.day) }
            return start
        case .duration(let duration):
            let end = clock.end(of: start, after: duration)
            guard end < start else { return end }
            notes.append(CalendarNote(.endBeforeStart))
            return start
        case .until(let end):
            guard let first = object.start else { return start }
            let begin = PlacedClock(of: first, zones, floating: floating).moment(first.civil).moment
            let last = PlacedClock(of: end, zones, floating: floating).moment(end.civil).moment
            let exact = last.seconds - begin.seconds
            if case .day(let day) = start {
                if exact < CivilTime.day { notes.append(CalendarNote(.endBeforeStart)) }
                return .day(day + max(exact, CivilTime.day) / CivilTime.day * CivilTime.day)
            }
            if exact < 0 { notes.append(CalendarNote(.endBeforeStart)) }
            return clock.end(of: start, after: CalendarDuration(days: 0, seconds: Int(max(exact, 0))))
        }
    }
}
