/// When the objects of a calendar take place (RFC 5545, 3.8.5).
struct Expansion {
    let calendar: CalendarReader.Calendar
    /// Only what is not over before the first and has begun before the second, in seconds of UTC.
    let window: Range<Int64>
    /// Where times without a zone are read; nil for nowhere.
    let floating: (name: String, rules: ZoneRules)?

    /// Every time at which something takes place, the earliest first.
    func occurrences() -> [Occurrence] {
        let zones = CalendarZones(calendar.zones)
        var found: [Occurrence] = []
        for family in families() {
            found += FamilyExpansion(family, zones, window, floating).occurrences()
        }
        return found.sorted { one, other in
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
        var families: [Family] = []
        for object in calendar.objects where object.start != nil {
            let key = object.uid.isEmpty ? "\u{0}\(object.place)" : object.uid
            let place = places[key] ?? families.count
            if place == families.count {
                places[key] = place
                families.append(Family())
            }
            if object.recurrence == nil {
                let known = families[place].master
                families[place].master = known.map { $0.isNewer(than: object) ? $0 : object } ?? object
            } else if let known = families[place].changes.firstIndex(where: { $0.recurrence == object.recurrence }) {
                if !families[place].changes[known].isNewer(than: object) { families[place].changes[known] = object }
            } else {
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
