/// How the times of an object are to be read: on the clock of its zone, or as days.
struct PlacedClock {
    enum Kind {
        case days
        case zone(ZoneRules)
        /// No zone, or one that nobody describes.
        case nowhere
    }

    let kind: Kind
    let zone: String?
    let notes: [CalendarNote]

    /// The clock that a time stands on.
    init(of time: CalendarTime, _ zones: CalendarZones, floating: (name: String, rules: ZoneRules)?) {
        switch time {
        case .day: (kind, zone, notes) = (.days, nil, [])
        case .utc: (kind, zone, notes) = (.zone(.utc), "UTC", [])
        case .floating:
            if let floating {
                (kind, zone, notes) = (.zone(floating.rules), floating.name, [CalendarNote(.floating)])
            } else {
                (kind, zone, notes) = (.nowhere, nil, [CalendarNote(.floating)])
            }
        case .zoned(let civil, let name):
            let found = zones.meaning(of: name)
            let difference = zones.difference(of: name, at: civil)
            kind = found.rules.map { .zone($0) } ?? .nowhere
            zone = found.rules == nil ? nil : name
            notes = found.notes + (difference.map { [$0] } ?? [])
        }
    }

    /// When the clock shows a time, and what is to be said of that.
    func moment(_ time: CivilTime) -> (moment: CalendarMoment, note: CalendarNote?) {
        switch kind {
        case .days: return (.day(time.midnight.seconds), nil)
        case .nowhere: return (.local(time.seconds), nil)
        case .zone(let rules):
            switch rules.reading(of: time) {
            case .once(let instant): return (.instant(instant), nil)
            case .fold(let instant): return (.instant(instant), CalendarNote(.fold, time.text))
            case .gap(let instant): return (.instant(instant), CalendarNote(.gap, time.text))
            }
        }
    }

    /// What the clock shows at a moment.
    func civil(_ moment: CalendarMoment) -> CivilTime {
        guard case .instant(let instant) = moment, case .zone(let rules) = kind else {
            return CivilTime(seconds: moment.seconds)
        }
        return rules.civil(at: instant)
    }

    /// The moment at which something is over: days by the calendar of the place, then seconds by a clock that is
    /// never changed.
    func end(of start: CalendarMoment, after length: CalendarDuration) -> CalendarMoment {
        var moment = start
        if length.days != 0 {
            let civil = CivilTime(seconds: civil(start).seconds + Int64(length.days) * CivilTime.day)
            moment = self.moment(civil).moment
        }
        switch moment {
        case .instant(let seconds): return .instant(seconds + Int64(length.seconds))
        case .day(let seconds): return .day(seconds)
        case .local(let seconds): return .local(seconds + Int64(length.seconds))
        }
    }
}
