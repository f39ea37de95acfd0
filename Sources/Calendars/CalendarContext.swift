/// What the times of a calendar are read by: its zones, where times without one are read, and how much work is left.
struct CalendarContext {
    let zones: CalendarZones
    /// Where times without a zone are read; nil for nowhere.
    let floating: (name: String, rules: ZoneRules)?
    let budget: WalkBudget

    /// The clock that a time stands on.
    func clock(of time: CalendarTime) -> PlacedClock { PlacedClock(of: time, zones, floating: floating) }

    /// When a time is.
    func moment(_ time: CalendarTime) -> CalendarMoment {
        switch time {
        case .day(let civil): .day(civil.midnight.seconds)
        case .utc(let instant): .instant(instant)
        case .floating(let civil): moment(civil, by: floating?.rules)
        case .zoned(let civil, let name): moment(civil, by: zones.meaning(of: name).rules)
        }
    }

    private func moment(_ civil: CivilTime, by rules: ZoneRules?) -> CalendarMoment {
        rules.map { .instant($0.reading(of: civil).instant) } ?? .local(civil.seconds)
    }
}
