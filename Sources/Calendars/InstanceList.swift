/// Instances, of each moment one.
struct InstanceList {
    /// As long as each comes behind the one before it, which is nearly always so, they are a plain list.
    private var list: [SeriesWalk.Instance] = []
    private var places: [CalendarMoment: SeriesWalk.Instance]?

    /// Whether there is one of a moment.
    mutating func has(_ moment: CalendarMoment) -> Bool {
        if places == nil {
            guard let last = list.last, moment <= last.moment else { return false }
            if moment == last.moment { return true }
        }
        return withPlaces { $0[moment] != nil }
    }

    /// Adds one of which there is none yet.
    mutating func add(_ one: SeriesWalk.Instance) {
        if places == nil { list.append(one) } else { places?[one.moment] = one }
    }

    mutating func remove(_ moment: CalendarMoment) { withPlaces { $0[moment] = nil } }

    private mutating func withPlaces<Value>(_ body: (inout [CalendarMoment: SeriesWalk.Instance]) -> Value) -> Value {
        var all = places ?? Dictionary(list.map { ($0.moment, $0) }) { first, _ in first }
        (places, list) = (nil, [])
        defer { places = all }
        return body(&all)
    }

    /// All of them, the earliest first.
    var ordered: [SeriesWalk.Instance] { places.map { $0.values.sorted { $0.moment < $1.moment } } ?? list }
}
