/// When one object takes place, with what changes single instances of it.
struct FamilyExpansion {
    private let master: CalendarObject?
    private let changes: [CalendarObject]
    private let window: Range<Int64>
    private let context: CalendarContext

    /// One object and what changes its instances; nil where only the changes are there.
    init(
        _ master: CalendarObject?,
        _ changes: [CalendarObject],
        _ window: Range<Int64>,
        _ context: CalendarContext
    ) {
        (self.master, self.changes, self.window, self.context) = (master, changes, window, context)
    }

    func occurrences() -> [Occurrence] {
        guard let master, let start = master.start else {
            // What is changed is in another file: each change stands for itself.
            return changes.compactMap { changed($0, instance: nil, notes: []) }.filter(isInside)
        }
        let clock = context.clock(of: start)
        let rule = LengthRule(object: master, context: context)
        var series = SeriesWalk(master, start, clock, context)
        var changes = InstanceChanges(changes, areDays: start.isDay, context)
        // Whether an instance is there that somebody has moved into the window, or out of it, is to be known too.
        let planned = series.instances(
            from: min(changes.first, window.lowerBound - series.longest(by: rule)),
            until: max(changes.last, window.upperBound)
        )
        let base = clock.notes + series.notes + master.notes
        var found: [Occurrence] = []
        found.reserveCapacity(planned.count)
        var later: (change: CalendarObject, rule: LengthRule, by: Int64)?
        for one in planned {
            if let change = changes.take(one) {
                if change.changesLater, let start = change.start {
                    let rule = LengthRule(object: change, context: context)
                    later = (change, rule, start.civil.seconds - one.civil.seconds)
                }
                found += changed(change, instance: one.moment, notes: [CalendarNote(.overridden)]).map { [$0] } ?? []
            } else if let later {
                let (change, civil) = (later.change, CivilTime(seconds: one.civil.seconds + later.by))
                let notes = [CalendarNote(.overridden)]
                let start = clock.moment(civil).moment
                found.append(occurrence(change, later.rule, clock, start, change.length, one.moment, notes))
            } else {
                let notes = one.note.map { base + [$0] } ?? base
                found.append(occurrence(master, rule, clock, one.moment, one.length, one.moment, notes))
            }
        }
        for (change, key) in changes.left {
            let note = CalendarNote(.overrideOutsideRule, key.text)
            found += changed(change, instance: key, notes: [note]).map { [$0] } ?? []
        }
        return found.filter(isInside)
    }

    private func isInside(_ one: Occurrence) -> Bool {
        one.start.seconds < window.upperBound && max(one.end.seconds, one.start.seconds + 1) > window.lowerBound
    }

    private func changed(_ change: CalendarObject, instance: CalendarMoment?, notes: [CalendarNote]) -> Occurrence? {
        guard let start = change.start else { return nil }
        let clock = context.clock(of: start)
        let moment = clock.moment(start.civil)
        let all = notes + clock.notes + (moment.note.map { [$0] } ?? []) + change.notes
        guard let key = instance ?? change.recurrence.map(context.moment) else { return nil }
        let rule = LengthRule(object: change, context: context)
        return occurrence(change, rule, clock, moment.moment, change.length, key, all)
    }

    private func occurrence(
        _ object: CalendarObject,
        _ rule: LengthRule,
        _ clock: PlacedClock,
        _ start: CalendarMoment,
        _ length: CalendarLength,
        _ instance: CalendarMoment,
        _ notes: [CalendarNote]
    ) -> Occurrence {
        var notes = notes
        let end = rule.end(of: start, length, clock, &notes)
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
