/// What the times of a calendar are read by: its zones, where times without one are read, and how much work is left.
struct CalendarContext {
    let zones: CalendarZones
    /// Where times without a zone are read; nil for nowhere.
    let floating: (name: String, rules: ZoneRules)?
    let budget: WalkBudget

    /// The clock that a time stands on.
    func clock(of time: CalendarTime) -> PlacedClock { PlacedClock(of: time, zones, floating: floating) }

    /// When a time is.
    func moment(_ time: CalendarTime) -> CalendarMoment { clock(of: time).moment(time.civil).moment }
}
