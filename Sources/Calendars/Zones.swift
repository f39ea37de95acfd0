internal import CICU
internal import Synchronization

/// Zones by their names: those of the tz database, and those of Windows by the table of CLDR, both as ICU has them.
enum Zones {
    /// From and to which years changes of the clocks are looked up.
    private static let years = (first: 1_900, last: 2_200)
    private static let known = Mutex<[String: ZoneRules?]>([:])
    private static let most = 1_000

    /// The rules of a zone of the tz database (`Asia/Tokyo`); nil where there is none of the name.
    ///
    /// What is kept between files is the system's own: no file can change it.
    static func rules(of name: String) -> ZoneRules? {
        known.withLock { known in
            if let found = known[name] { return found }
            if known.count >= most { known = [:] }
            let found = lookedUp(name)
            known[name] = found
            return found
        }
    }

    private static func lookedUp(_ name: String) -> ZoneRules? {
        guard name.utf8.count < 64 else { return nil }
        let written = Array(name.utf16)
        let from = Double(CivilTime(years.first, 1, 1).seconds) * 1_000
        let until = Double(CivilTime(years.last, 1, 1).seconds) * 1_000
        var first: Int32 = 0
        var at = [Double](repeating: 0, count: CalendarLimits.changes)
        var after = [Int32](repeating: 0, count: CalendarLimits.changes)
        let count = unsafe written.withUnsafeBufferPointer { source in
            unsafe at.withUnsafeMutableBufferPointer { at in
                unsafe after.withUnsafeMutableBufferPointer { after in
                    unsafe icu_zone_changes(
                        source.baseAddress,
                        Int32(source.count),
                        from,
                        until,
                        &first,
                        at.baseAddress,
                        after.baseAddress,
                        Int32(CalendarLimits.changes)
                    )
                }
            }
        }
        guard count >= 0 else { return nil }
        var before = first / 1_000
        var changes: [ZoneRules.Change] = []
        for place in 0..<Int(count) {
            let now = after[place] / 1_000
            // Some changes are of the name alone.
            if now != before {
                changes.append(ZoneRules.Change(at: Int64(at[place] / 1_000), before: before, after: now))
            }
            before = now
        }
        return ZoneRules(first: first / 1_000, changes: changes)
    }

    /// What the tz database calls a zone of Windows (`Tokyo Standard Time`); nil where there is none of the name.
    static func ofWindows(_ name: String) -> String? {
        guard name.utf8.count < 128 else { return nil }
        let written = Array(name.utf16)
        var found = [UInt16](repeating: 0, count: 128)
        let count = unsafe written.withUnsafeBufferPointer { source in
            unsafe found.withUnsafeMutableBufferPointer { target in
                unsafe icu_zone_of_windows(
                    source.baseAddress,
                    Int32(source.count),
                    target.baseAddress,
                    Int32(target.count)
                )
            }
        }
        return count > 0 ? String(decoding: found[..<Int(count)], as: UTF16.self) : nil
    }
}

/// The zones of one calendar: those that it describes before those of the same name elsewhere.
///
/// What a name means is found once, for as long as one question about the calendar is answered.
final class CalendarZones {
    /// What a name means.
    struct Meaning {
        /// How the clocks go; nil where nobody describes the zone.
        let rules: ZoneRules?
        /// What is to be said of the name.
        let notes: [CalendarNote]
        /// The zone of that name elsewhere, where the file describes its own in another way.
        let other: ZoneRules?
    }

    private let described: [String: ZoneDescription]
    private var meanings: [String: Meaning] = [:]
    /// Objects beside each other are mostly of the same zone.
    private var last: (name: String, meaning: Meaning)?

    init(_ described: [String: ZoneDescription]) { self.described = described }

    /// What a name means.
    func meaning(of name: String) -> Meaning {
        if let last, last.name == name { return last.meaning }
        let meaning = meanings[name] ?? found(name)
        meanings[name] = meaning
        last = (name, meaning)
        return meaning
    }

    private func found(_ name: String) -> Meaning {
        let (rules, notes) = rules(of: name)
        guard let own = described[name]?.rules,
            let listed = Zones.rules(of: name) ?? Zones.ofWindows(name).flatMap({ Zones.rules(of: $0) })
        else { return Meaning(rules: rules, notes: notes, other: nil) }
        return Meaning(rules: rules, notes: notes, other: own == listed ? nil : listed)
    }

    private func rules(of name: String) -> (rules: ZoneRules?, notes: [CalendarNote]) {
        let listed = Zones.rules(of: name)
        if let own = described[name]?.rules { return (own, []) }
        if let listed { return (listed, []) }
        // Some programs put the name behind a path of their own (`/freeassociation.sourceforge.net/Europe/Paris`).
        if name.hasPrefix("/") {
            let parts = name.split(separator: "/")
            for count in [3, 2] where parts.count > count {
                if let found = Zones.rules(of: parts.suffix(count).joined(separator: "/")) { return (found, []) }
            }
        }
        if let meant = Zones.ofWindows(name), let found = Zones.rules(of: meant) {
            return (found, [CalendarNote(.zoneOfWindows, "\(name) = \(meant)")])
        }
        return (nil, [CalendarNote(.zoneUnknown, name)])
    }

    /// Where the file's own description and the zone of that name differ at a time on the clock: both instants.
    func difference(of name: String, at time: CivilTime) -> CalendarNote? {
        let meaning = meaning(of: name)
        guard let own = meaning.rules, let listed = meaning.other else { return nil }
        let (here, there) = (own.reading(of: time).instant, listed.reading(of: time).instant)
        guard here != there else { return nil }
        let both = [here, there].map { CalendarMoment.instant($0).text }
        return CalendarNote(.zoneDiffers, "\(name): \(both[0]), not \(both[1])")
    }
}
