import Calendars
import Exercises

/// The clocks of places as the calendars know them.
struct SystemZones: ExerciseZones {
    func reading(of local: Int64, in zone: String) -> ZoneReading? {
        switch PlaceClock(zone: zone)?.reading(of: local) {
        case .once(let instant): .once(instant)
        case .twice(let instant): .twice(instant)
        case .never(let instant): .never(instant)
        case nil: nil
        }
    }

    func local(at instant: Int64, in zone: String) -> Int64? { PlaceClock(zone: zone)?.local(at: instant) }

    /// An exercise that starts at a moment written as a time, on the clock of a zone.
    static func times(_ start: String?, _ zone: String?) throws -> ExerciseTimes {
        var times = ExerciseTimes(start: nil, zone: zone, zones: SystemZones())
        if let start { times.start = times.instant(of: try BasisReader.basis(start)).instant }
        return times
    }
}
