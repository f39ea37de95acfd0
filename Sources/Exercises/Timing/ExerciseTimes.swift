internal import Tables

/// What clocks of places show: handed in by who knows zones.
public protocol ExerciseZones: Sendable {
    /// When the clock of a zone shows a time; nil where there is no such zone.
    /// - Parameters:
    ///   - local: seconds from 1970-01-01 00:00 on that clock, each day of 86,400.
    ///   - zone: the name of the zone.
    /// - Returns: the reading.
    func reading(of local: Int64, in zone: String) -> ZoneReading?

    /// What the clock of a zone shows at an instant, in seconds from 1970-01-01 00:00 on that clock; nil where there is
    /// no such zone.
    func local(at instant: Int64, in zone: String) -> Int64?
}

/// When a clock shows a time, in seconds of UTC since 1970.
public enum ZoneReading: Sendable, Hashable {
    /// Once.
    case once(Int64)
    /// Twice: the first of the two counts.
    case twice(Int64)
    /// Never, since the clock is put forward: it is read by the time before that.
    case never(Int64)
}

/// What is to be said of the instant of an inject.
public enum TimeNote: String, Sendable, CaseIterable {
    /// The clock never shows the time: it is read by the time before the change.
    case gap
    /// The clock shows the time twice: the first of the two counts.
    case fold
    /// It can only be said once it is known when the exercise starts.
    case needsStart = "needs-startex"
    /// It can only be said once it is known whose clock is meant.
    case needsZone = "needs-zone"
    /// There is no zone of the name.
    case zoneUnknown = "zone-unknown"
    /// It is before the exercise starts.
    case beforeStart = "before-start"
    /// It waits for an inject that has no time.
    case waits
    /// It comes after an inject that there is not.
    case dependencyUnknown = "dependency-unknown"
    /// It is before an inject that it comes after.
    case beforeDependency = "before-dependency"
    /// It waits for itself, by way of others.
    case cycle
}

/// When an exercise starts, and whose clocks it goes by.
public struct ExerciseTimes: Sendable {
    /// STARTEX, in seconds of UTC since 1970; nil where it is not known.
    public var start: Int64?
    /// The zone of clock times that say none; nil where it is not known.
    public var zone: String?
    private let zones: any ExerciseZones

    /// The times of an exercise.
    /// - Parameters:
    ///   - start: STARTEX, in seconds of UTC since 1970.
    ///   - zone: the zone of clock times that say none.
    ///   - zones: who knows zones.
    public init(start: Int64?, zone: String?, zones: any ExerciseZones) {
        (self.start, self.zone, self.zones) = (start, zone, zones)
    }

    /// The instant of a time that rests on no other inject.
    /// - Parameters:
    ///   - basis: by what it is fixed.
    ///   - rowZone: the zone that the row says; empty for none.
    /// - Returns: the instant, in seconds of UTC since 1970, and what is to be said of it; neither for what has no
    /// time.
    public func instant(of basis: InjectBasis, rowZone: String = "") -> (instant: Int64?, note: TimeNote?) {
        switch basis {
        case .onDemand, .after: return (nil, nil)
        case .exact(let instant, _): return (instant, nil)
        case .fromStart(let seconds, _):
            guard let start else { return (nil, .needsStart) }
            return (start + seconds, nil)
        case .clock(let clock): return instant(of: clock, place(of: clock, rowZone))
        }
    }

    /// Whose clock a time is on: its own, its row's, the exercise's.
    private func place(of clock: InjectBasis.ClockTime, _ rowZone: String) -> InjectBasis.ClockTime.Place? {
        switch clock.place {
        case .some(.exercise): zone.map { .named($0) }
        case .some(let place): place
        case nil: rowZone.isEmpty ? zone.map { .named($0) } : ZonePlace.place(rowZone)
        }
    }

    private func instant(of clock: InjectBasis.ClockTime, _ place: InjectBasis.ClockTime.Place?) -> (
        Int64?, TimeNote?
    ) {
        guard let place else { return (nil, .needsZone) }
        let day: Int64
        if case .date(let number) = clock.day {
            day = Int64(number)
        } else {
            guard let start else { return (nil, .needsStart) }
            guard let local = local(at: start, place) else { return (nil, .zoneUnknown) }
            let first = Self.day(of: local)
            switch clock.day {
            case .date(let number): day = Int64(number)
            case .exercise(let count): day = first + Int64(count)
            case .ofMonth(let number):
                guard
                    let found = (first..<first + 62).first(where: { CivilCalendar.parts(of: Int($0)).day == number })
                else { return (nil, .needsStart) }
                day = found
            }
        }
        guard let reading = reading(of: day * 86_400 + Int64(clock.second), place) else { return (nil, .zoneUnknown) }
        switch reading {
        case .once(let instant):
            // A time with no day is on the day of STARTEX; before it, somebody may have meant the next.
            return (instant, !clock.hasDay && start.map { instant < $0 } ?? false ? .beforeStart : nil)
        case .twice(let instant): return (instant, .fold)
        case .never(let instant): return (instant, .gap)
        }
    }

    /// The day of a time on a clock, in days since 1970-01-01.
    static func day(of local: Int64) -> Int64 { local >= 0 ? local / 86_400 : (local - 86_399) / 86_400 }

    /// What the clock of a place shows at an instant.
    func local(at instant: Int64, _ place: InjectBasis.ClockTime.Place) -> Int64? {
        switch place {
        case .offset(let offset): instant + Int64(offset)
        case .named(let name): zones.local(at: instant, in: name)
        case .exercise: zone.flatMap { zones.local(at: instant, in: $0) }
        }
    }

    private func reading(of local: Int64, _ place: InjectBasis.ClockTime.Place) -> ZoneReading? {
        switch place {
        case .offset(let offset): .once(local - Int64(offset))
        case .named(let name): zones.reading(of: local, in: name)
        case .exercise: zone.flatMap { zones.reading(of: local, in: $0) }
        }
    }

    /// When and on whose clock a clock time is, after so many days on that clock and so much time that passes.
    /// - Returns: the local time, in seconds from 1970-01-01 00:00; nil where it has no instant.
    func shifted(_ clock: InjectBasis.ClockTime, rowZone: String, days: Int, seconds: Int64) -> Int64? {
        guard let place = place(of: clock, rowZone), let instant = instant(of: clock, place).0,
            let local = local(at: instant, place)
        else { return nil }
        let moved = local + Int64(days) * 86_400
        guard seconds != 0 else { return moved }
        guard let reading = reading(of: moved, place) else { return nil }
        let from: Int64 =
            switch reading {
            case .once(let instant), .twice(let instant), .never(let instant): instant
            }
        return self.local(at: from + seconds, place)
    }

    /// The day of STARTEX on the clock of a time, in days since 1970-01-01.
    func firstDay(of clock: InjectBasis.ClockTime, rowZone: String) -> Int? {
        guard let start, let place = place(of: clock, rowZone), let local = local(at: start, place) else {
            return nil
        }
        return Int(Self.day(of: local))
    }
}

/// Zones as a column of them has them.
enum ZonePlace {
    /// A zone by its name, its letter or its offset.
    static func place(_ text: String) -> InjectBasis.ClockTime.Place {
        guard var scan = TimeScan(text), case .some(.some(let place)) = ClockReader.place(&scan, written: text) else {
            return .named(text)
        }
        return place
    }
}
