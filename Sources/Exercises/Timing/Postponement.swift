internal import Tables

/// Moves injects to another time: each by the same, so that all offsets between them are kept.
public struct Postponement: Sendable, Hashable {
    /// Days: on the clock of a place they are those of its calendar, else 24 hours each.
    ///
    /// Below zero for earlier.
    public var days: Int
    /// Seconds that pass.
    ///
    /// Below zero for earlier.
    public var seconds: Int64

    /// A move.
    /// - Parameters:
    ///   - days: days of the calendar.
    ///   - seconds: seconds that pass.
    public init(days: Int = 0, seconds: Int64 = 0) { (self.days, self.seconds) = (days, seconds) }

    /// A move as people write one: `90 min`, `PT1H30M`, `1:30`, `-2h`, `P1D`, `2 days`; nil for what is none.
    public init?(_ text: String) {
        guard var scan = TimeScan(text) else { return nil }
        let sign: Int64 = scan.take(oneOf: "+-") == "-" ? -1 : 1
        guard let length = OffsetReader.length(&scan), scan.isAtEnd else { return nil }
        let isDays = length % 86_400 == 0 && !scan.text.contains("H") && !scan.text.contains(":")
        self =
            isDays
            ? Postponement(days: Int(sign * length / 86_400)) : Postponement(seconds: sign * length)
    }

    /// Moves some injects of a list.
    ///
    /// Clock times move on their clock, time from STARTEX and instants by what passes. An inject that is timed from
    /// another one moves with it; where that one stays, its offset grows. What has no time has none afterwards, and
    /// what was not understood stays as it is written.
    /// - Parameters:
    ///   - injects: the list.
    ///   - isMoved: which of them are moved.
    ///   - times: when the exercise starts, and whose clocks it goes by.
    ///   - order: what stands first in days that are written as numbers with strokes.
    /// - Returns: the list, with the times of those that moved written anew.
    public func applied(
        to injects: [Inject],
        where isMoved: (Inject) -> Bool,
        times: ExerciseTimes,
        order: DateOrder? = nil
    ) -> [Inject] {
        let bases = injects.map { try? BasisReader.basis(of: $0, order: order) }
        let links = InjectLinks(injects, bases)
        let moved = injects.map(isMoved)
        return injects.indices.map { place in
            guard moved[place], let basis = bases[place] else { return injects[place] }
            if case .after(let number, _) = basis, let base = links.place(of: number), moved[base] {
                return injects[place]
            }
            guard let new = shifted(basis, of: injects[place], times) else { return injects[place] }
            return Self.written(new, in: injects[place])
        }
    }

    private func shifted(_ basis: InjectBasis, of inject: Inject, _ times: ExerciseTimes) -> InjectBasis? {
        let passing = Int64(days) * 86_400 + seconds
        switch basis {
        case .onDemand: return nil
        case .exact(let instant, let letter): return .exact(instant + passing, letter: letter)
        case .fromStart(let length, let style): return .fromStart(length + passing, style: style)
        case .after(let number, let length): return .after(number, length + passing)
        case .clock(var clock):
            guard let local = times.shifted(clock, rowZone: inject[.zone], days: days, seconds: seconds) else {
                return nil
            }
            let day = Int(ExerciseTimes.day(of: local))
            clock.second = Int(local - Int64(day) * 86_400)
            if case .date = clock.day {
                clock.day = .date(day)
            } else if let first = times.firstDay(of: clock, rowZone: inject[.zone]) {
                if case .ofMonth = clock.day {
                    clock.day = .ofMonth(CivilCalendar.parts(of: day).day)
                } else {
                    clock.hasDay = clock.hasDay || day != first
                    clock.day = .exercise(day - first)
                }
            } else {
                return nil
            }
            return .clock(clock)
        }
    }

    /// An inject with another time, written where and as its time was.
    private static func written(_ basis: InjectBasis, in inject: Inject) -> Inject {
        var inject = inject
        guard case .clock(var clock) = basis else {
            // A day of its own column says nothing of it.
            inject[.time] = BasisText.text(basis)
            return inject
        }
        let hasDay = !(inject.values[.day] ?? .empty).isEmpty
        if hasDay {
            switch clock.day {
            case .date(let day): inject.values[.day] = dated(day, like: inject.values[.day])
            case .exercise(let count): inject[.day] = "D\(count < 0 ? "-" : "+")\(abs(count))"
            case .ofMonth: break
            }
            if case .ofMonth = clock.day {} else { (clock.day, clock.hasDay) = (.exercise(0), false) }
        }
        inject.values[.time] = timed(clock, like: inject.values[.time])
        return inject
    }

    private static func dated(_ day: Int, like cell: CellValue?) -> CellValue {
        guard case .date = cell else { return .text(BasisText.dayText(day)) }
        let (year, month, date) = CivilCalendar.parts(of: day)
        return .date(CellDate(year: year, month: month, day: date))
    }

    private static func timed(_ clock: InjectBasis.ClockTime, like cell: CellValue?) -> CellValue {
        guard case .date(let before) = cell, clock.place == nil else { return .text(BasisText.text(.clock(clock))) }
        switch (before.kind, clock.day) {
        case (.time, _) where !clock.hasDay: return .date(CellDate(time: clock.second * 1_000))
        case (.day, .date(let day)), (.moment, .date(let day)):
            let (year, month, date) = CivilCalendar.parts(of: day)
            return .date(CellDate(year: year, month: month, day: date, milliseconds: clock.second * 1_000))
        default: return .text(BasisText.text(.clock(clock)))
        }
    }
}
