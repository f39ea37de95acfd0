/// A calendar as others write it (RFC 5545), read for what it means.
public struct CalendarFile: Sendable {
    private let file: CalendarReader.File

    /// Reads a file.
    /// - Parameter bytes: the file, in UTF-8.
    /// - Throws: `CalendarFault` for what is no calendar, or more than is read (`CalendarLimits`).
    public init(_ bytes: [UInt8]) throws(CalendarFault) { file = try CalendarReader.read(bytes) }

    /// What is to be said of an object as a whole.
    public struct Finding: Sendable, Equatable {
        /// Its UID; empty for the file itself.
        public let uid: String
        /// Its place among the objects of the file, from 0; nil for the file itself.
        public let place: Int?
        /// What is said of it.
        public let note: CalendarNote
    }

    /// Everything that is to be said of the objects, in the order of the file.
    public var findings: [Finding] {
        var found: [Finding] = []
        for calendar in file.calendars {
            found += calendar.notes.map { Finding(uid: "", place: nil, note: $0) }
            let expansion = Expansion(calendar: calendar, window: Int64.min / 4..<Int64.min / 4 + 1, floating: nil)
            let zones = CalendarZones(calendar.zones)
            for family in expansion.families() {
                for object in [family.master].compactMap(\.self) + family.changes {
                    found += Self.notes(of: object, zones).map { note in
                        Finding(uid: object.uid, place: object.place, note: note)
                    }
                }
            }
        }
        return found
    }

    private static func notes(of object: CalendarObject, _ zones: CalendarZones) -> [CalendarNote] {
        guard let start = object.start else { return object.notes }
        let clock = PlacedClock(of: start, zones, floating: nil)
        var series = SeriesWalk(object, start, clock, zones, nil)
        let begin = clock.moment(start.civil)
        _ = series.instances(from: begin.moment.seconds, until: begin.moment.seconds)
        var length: [CalendarNote] = []
        _ = LengthRule(object, zones, nil).end(of: begin.moment, object.length, clock, &length)
        return clock.notes + (begin.note.map { [$0] } ?? []) + series.notes + length + object.notes
    }

    /// When the objects take place, the earliest first.
    /// - Parameters:
    ///   - from: nothing that is over before, in seconds of UTC since 1970.
    ///   - until: nothing that begins then or later.
    ///   - zone: where times without a zone are read (`Asia/Tokyo`); nil for nowhere.
    /// - Returns: the occurrences; nil where there is no such zone.
    public func occurrences(from: Int64, until: Int64, zone: String? = nil) -> [Occurrence]? {
        var floating: (name: String, rules: ZoneRules)?
        if let zone {
            guard let rules = Zones.rules(of: zone) else { return nil }
            floating = (zone, rules)
        }
        let found = file.calendars.map {
            Expansion(calendar: $0, window: from..<max(from, until), floating: floating).occurrences()
        }
        guard found.count != 1 else { return found[0] }
        return found.flatMap(\.self).sorted { ($0.start.seconds, $0.uid) < ($1.start.seconds, $1.uid) }
    }
}
