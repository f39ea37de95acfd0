/// What changes single instances of an object: found by the instant of the instance, or, where one of the two is told
/// as a day, by its day.
struct InstanceChanges {
    private let changes: [(object: CalendarObject, key: CalendarMoment)]
    private var places: [CalendarMoment: Int] = [:]
    private var taken: Set<Int> = []

    /// The changes of an object, which is told as days or not.
    init(_ objects: [CalendarObject], areDays: Bool, _ context: CalendarContext) {
        changes = objects.compactMap { object in
            object.recurrence.map { (object: object, key: context.moment($0)) }
        }
        for (place, change) in changes.enumerated() {
            places[change.key] = place
            if areDays, let day = change.object.recurrence?.civil.midnight.seconds { places[.day(day)] = place }
        }
    }

    /// The first and the last moment of which something is changed.
    var first: Int64 { changes.map(\.key.seconds).min() ?? .max }
    var last: Int64 { changes.map(\.key.seconds).max() ?? .min }

    /// What changes an instance, given once; nil for nothing.
    mutating func take(_ one: SeriesWalk.Instance) -> CalendarObject? {
        let day = CalendarMoment.day(one.civil.midnight.seconds)
        guard let place = places[one.moment] ?? places[day], taken.insert(place).inserted else { return nil }
        return changes[place].object
    }

    /// What is left: changes of instances that the rule does not have.
    var left: [(object: CalendarObject, key: CalendarMoment)] {
        changes.indices.filter { !taken.contains($0) }.map { changes[$0] }
    }
}
