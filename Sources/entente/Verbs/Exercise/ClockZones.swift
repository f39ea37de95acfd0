import Calendars
import Exercises

/// The clocks of places for exercises, as the calendars know them.
struct ClockZones: ExerciseZones {
    func reading(of local: Int64, in zone: String) -> ZoneReading? {
        switch PlaceClock(zone: zone)?.reading(of: local) {
        case .once(let instant): .once(instant)
        case .twice(let instant): .twice(instant)
        case .never(let instant): .never(instant)
        case nil: nil
        }
    }

    func local(at instant: Int64, in zone: String) -> Int64? { PlaceClock(zone: zone)?.local(at: instant) }
}
