/// When the objects of a calendar take place (RFC 5545, 3.8.5).
struct Expansion {
    let calendar: CalendarReader.Calendar
    /// Only what is not over before the first and has begun before the second, in seconds of UTC.
    let window: Range<Int64>
    let context: CalendarContext

    /// Every time at which something takes place, the earliest first.
    func occurrences() -> [Occurrence] {
        families().flatMap { FamilyExpansion($0, window, context).occurrences() }.sorted { one, other in
            (one.start, one.uid, one.instance) < (other.start, other.uid, other.instance)
        }
    }

    /// Objects of one UID: the one that has the rule, and those that change an instance of it.
    struct Family {
        var master: CalendarObject?
        var changes: [CalendarObject] = []
    }

    /// The objects by their UIDs, in the order of the file; of two forms of the same the newer one.
    func families() -> [Family] {
        var places: [String: Int] = [:]
        var known: [Int: [CalendarTime: Int]] = [:]
        var families: [Family] = []
        for object in calendar.objects where object.start != nil {
            let key = object.uid.isEmpty ? "\u{0}\(object.place)" : object.uid
            let place = places[key] ?? families.count
            if place == families.count {
                places[key] = place
                families.append(Family())
            }
            guard let recurrence = object.recurrence else {
                let master = families[place].master
                families[place].master = master.map { $0.isNewer(than: object) ? $0 : object } ?? object
                continue
            }
            if let change = known[place]?[recurrence] {
                if !families[place].changes[change].isNewer(than: object) { families[place].changes[change] = object }
            } else {
                known[place, default: [:]][recurrence] = families[place].changes.count
                families[place].changes.append(object)
            }
        }
        return families
    }
}

extension CalendarObject {
    /// Whether this form is newer: the higher SEQUENCE, then the later DTSTAMP (RFC 5546, 2.1.5).
    func isNewer(than other: CalendarObject) -> Bool {
        (sequence, stamp ?? .min) > (other.sequence, other.stamp ?? .min)
    }
}
