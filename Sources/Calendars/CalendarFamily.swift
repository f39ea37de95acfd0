/// Objects of one UID, by their places: the one that has the rule, and those that change an instance of it.
struct CalendarFamily {
    var master: Int?
    var changes: [Int] = []

    /// The objects by their UIDs, in the order of the file; of two forms of the same the newer one.
    static func all(of objects: [CalendarObject]) -> [CalendarFamily] {
        var places: [String: Int] = [:]
        places.reserveCapacity(objects.count)
        var known: [Int: [CalendarTime: Int]] = [:]
        var families: [CalendarFamily] = []
        for (index, object) in objects.enumerated() where object.start != nil {
            let key = object.uid.isEmpty ? "\u{0}\(object.place)" : object.uid
            let place = places[key, default: families.count]
            if place == families.count {
                places[key] = place
                families.append(CalendarFamily())
            }
            guard let recurrence = object.recurrence else {
                let isNewer = families[place].master.map { objects[$0].isNewer(than: object) } ?? false
                if !isNewer { families[place].master = index }
                continue
            }
            if let change = known[place]?[recurrence] {
                let known = objects[families[place].changes[change]]
                if !known.isNewer(than: object) { families[place].changes[change] = index }
            } else {
                known[place, default: [:]][recurrence] = families[place].changes.count
                families[place].changes.append(index)
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
