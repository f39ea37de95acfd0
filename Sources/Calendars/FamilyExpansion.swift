/// When one object takes place, with what changes single instances of it.
struct FamilyExpansion {
    private let family: Expansion.Family
    private let window: Range<Int64>
    private let context: CalendarContext

    init(_ family: Expansion.Family, _ window: Range<Int64>, _ context: CalendarContext) {
        (self.family, self.window, self.context) = (family, window, context)
    }

    func occurrences() -> [Occurrence] {
        guard let master = family.master, let start = master.start else {
            // What is changed is in another file: each change stands for itself.
            return family.changes.compactMap { changed($0, instance: nil, notes: []) }.filter(isInside)
        }
        let clock = context.clock(of: start)
        var series = SeriesWalk(master, start, clock, context)
        var changes = InstanceChanges(family.changes, areDays: start.isDay, context)
        // Whether an instance is there that somebody has moved into the window, or out of it, is to be known too.
        let planned = series.instances(
            from: min(changes.first, window.lowerBound - series.longest),
            until: max(changes.last, window.upperBound)
        )
        let base = clock.notes + series.notes + master.notes
        var found: [Occurrence] = []
        var later: (change: CalendarObject, by: Int64)?
        for one in planned {
            if let change = changes.take(one) {
                if change.changesLater, let start = change.start {
                    later = (change, start.civil.seconds - one.civil.seconds)
                }
                found += changed(change, instance: one.moment, notes: [CalendarNote(.overridden)]).map { [$0] } ?? []
            } else if let later {
                let (change, civil) = (later.change, CivilTime(seconds: one.civil.seconds + later.by))
                let notes = [CalendarNote(.overridden)]
                found.append(occurrence(change, clock, civil, change.length, one.moment, notes))
            } else {
                let notes = base + (one.note.map { [$0] } ?? [])
                found.append(occurrence(master, clock, one.civil, one.length, one.moment, notes, one.moment))
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
        let end = LengthRule(object: object, context: context).end(of: start, length, clock, &notes)
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
