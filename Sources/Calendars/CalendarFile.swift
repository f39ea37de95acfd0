/// A calendar as others write it (RFC 5545), read for what it means.
public struct CalendarFile: Sendable {
    private let file: CalendarReader.File
    /// Which objects belong together, for each calendar.
    private let families: [[CalendarFamily]]

    /// Reads a file.
    /// - Parameter bytes: the file, in UTF-8.
    /// - Throws: `CalendarFault` for what is no calendar, or more than is read (`CalendarLimits`).
    public init(_ bytes: [UInt8]) throws(CalendarFault) {
        file = try CalendarReader.read(bytes)
        families = file.calendars.map { CalendarFamily.all(of: $0.objects) }
    }

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
    /// - Returns: the findings.
    /// - Throws: `CalendarFault` where the rules are more work than is done.
    public func findings() throws(CalendarFault) -> [Finding] {
        let budget = WalkBudget()
        var found: [Finding] = []
        for calendar in file.calendars {
            found += calendar.notes.map { Finding(uid: "", place: nil, note: $0) }
            let context = CalendarContext(zones: CalendarZones(calendar.zones), floating: nil, budget: budget)
            for object in calendar.objects {
                found += Self.notes(of: object, context).map { note in
                    Finding(uid: object.uid, place: object.place, note: note)
                }
            }
        }
        if let fault = budget.fault { throw fault }
        return found
    }

    private static func notes(of object: CalendarObject, _ context: CalendarContext) -> [CalendarNote] {
        guard let start = object.start else { return object.notes }
        let clock = context.clock(of: start)
        var series = SeriesWalk(object, start, clock, context)
        let begin = clock.moment(start.civil)
        // Of an object that is not repeated there is nothing to say.
        if !object.rules.isEmpty || !object.excluded.isEmpty {
            _ = series.instances(from: begin.moment.seconds, until: begin.moment.seconds)
        }
        var length: [CalendarNote] = []
        _ = LengthRule(object: object, context: context).end(of: begin.moment, object.length, clock, &length)
        return clock.notes + (begin.note.map { [$0] } ?? []) + series.notes + length + object.notes
    }

    /// When the objects take place, the earliest first.
    /// - Parameters:
    ///   - from: nothing that is over before, in seconds of UTC since 1970.
    ///   - until: nothing that begins then or later.
    ///   - zone: where times without a zone are read (`Asia/Tokyo`); nil for nowhere.
    /// - Returns: the occurrences; nil where there is no such zone.
    /// - Throws: `CalendarFault` where there are more of them than are given, or the rules are more work than is done.
    public func occurrences(from: Int64, until: Int64, zone: String? = nil) throws(CalendarFault) -> [Occurrence]? {
        var floating: (name: String, rules: ZoneRules)?
        if let zone {
            guard let rules = Zones.rules(of: zone) else { return nil }
            floating = (zone, rules)
        }
        let budget = WalkBudget()
        let found = zip(file.calendars, families).map { calendar, families in
            let context = CalendarContext(zones: CalendarZones(calendar.zones), floating: floating, budget: budget)
            let window = from..<max(from, until)
            return Expansion(objects: calendar.objects, families: families, window: window, context: context)
                .occurrences()
        }
        if let fault = budget.fault { throw fault }
        guard found.count != 1 else { return found[0] }
        return found.flatMap(\.self).sorted { ($0.start, $0.uid) < ($1.start, $1.uid) }
    }
}
