internal import Tables

/// Reads by what the time of an inject is fixed.
///
/// | written | means |
/// | --- | --- |
/// | nothing, `on demand`, `随時`, `à la demande`, `nach Bedarf` | on demand |
/// | `2027-03-12T15:30Z`, `121530ZMAR27`, `12 1530Z MAR 27` | that instant |
/// | `9:30`, `10h34`, `D+1 09:30`, `28.03.2027 02:30`, `121530Z` | the clock of the row's zone, or of the exercise |
/// | `D+2 H+3 M+45` (J = D, T = H) | so much after STARTEX, days of 24 hours |
/// | `STARTEX+2:30`, `STARTEX+PT2H30M`, `+2:30` | so much after STARTEX |
/// | `AFTER 12 +0:30`, or `+0:30` where the row depends on one inject | so much after that inject |
public enum BasisReader {
    /// What is wrong with a time.
    public enum Fault: String, Error, Sendable {
        /// It is none of the forms that are read.
        case notUnderstood = "time-not-understood"
        /// It can be two days: `3/4/2027`.
        case ambiguous = "day-ambiguous"
    }

    /// Reads the time of an inject.
    /// - Parameters:
    ///   - inject: the inject.
    ///   - order: what stands first in days that are written as numbers with strokes; nil where that is not known.
    /// - Returns: by what it is fixed.
    /// - Throws: `Fault`.
    public static func basis(of inject: Inject, order: DateOrder? = nil) throws(Fault) -> InjectBasis {
        let (day, time) = (inject.values[.day] ?? .empty, inject.values[.time] ?? .empty)
        if day.isEmpty { return try basis(time, dependencies: inject.dependencies, order) }
        // A cell of a day alone, and one of a time.
        guard !time.isEmpty else { return try basis(day, dependencies: [], order) }
        let both = try basis(time, dependencies: inject.dependencies, order)
        guard case .clock(var clock) = both, !clock.hasDay else { return both }
        clock.day = try self.day(day, order)
        clock.hasDay = true
        return .clock(clock)
    }

    /// Reads a time by itself.
    /// - Parameters:
    ///   - text: the time.
    ///   - order: what stands first in days that are written as numbers with strokes.
    /// - Returns: by what it is fixed.
    /// - Throws: `Fault`.
    public static func basis(_ text: String, order: DateOrder? = nil) throws(Fault) -> InjectBasis {
        try basis(.text(text), dependencies: [], order)
    }

    private static func basis(_ cell: CellValue, dependencies: [String], _ order: DateOrder?) throws(Fault)
        -> InjectBasis
    {
        switch cell {
        case .empty: return .onDemand
        case .text(let text): return try basis(text, dependencies, order)
        case .date(let date): return self.basis(date)
        case .number(let number):
            // `0930` of which the zero was lost.
            guard let whole = Int(exactly: number), (100...2_359).contains(whole), whole % 100 < 60 else {
                throw .notUnderstood
            }
            return .clock(InjectBasis.ClockTime(day: nil, second: whole / 100 * 3_600 + whole % 100 * 60, place: nil))
        case .bool, .error: throw .notUnderstood
        }
    }

    private static func basis(_ date: CellDate) -> InjectBasis {
        let second = date.milliseconds / 1_000
        switch date.kind {
        case .length: return .fromStart(Int64(second), style: .start)
        case .time: return .clock(InjectBasis.ClockTime(day: nil, second: second, place: nil))
        case .day, .moment:
            let day = CivilCalendar.days(date.year, date.month, date.day)
            return .clock(InjectBasis.ClockTime(day: .date(day), second: second, place: nil))
        }
    }

    /// The day of a cell beside the one of the time.
    private static func day(_ cell: CellValue, _ order: DateOrder?) throws(Fault) -> InjectBasis.ClockTime.Day {
        if case .date(let date) = cell, date.kind != .time, date.kind != .length {
            return .date(CivilCalendar.days(date.year, date.month, date.day))
        }
        guard case .text(let text) = cell, var scan = TimeScan(text) else { throw .notUnderstood }
        if let day = exerciseDay(&scan), scan.isAtEnd { return day }
        guard var scan = TimeScan(text) else { throw .notUnderstood }
        switch DayReader.day(&scan, order) {
        case .day(let day) where scan.isAtEnd: return .date(day)
        case .ambiguous: throw .ambiguous
        default: throw .notUnderstood
        }
    }

    private static func basis(_ text: String, _ dependencies: [String], _ order: DateOrder?) throws(Fault)
        -> InjectBasis
    {
        let words = Words.folded(text)
        // Lines of strokes and points stand for nothing.
        let isNothing = words.isEmpty && text.allSatisfy { $0.isWhitespace || "-–—−ー./".contains($0) }
        if isNothing || !words.isEmpty && onDemand.contains(words) { return .onDemand }
        guard var scan = TimeScan(text), !scan.isEmpty else { throw .notUnderstood }
        if let found = scan.attempt(start) ?? scan.attempt(after) ?? scan.attempt(units) { return found }
        if let length = scan.attempt({ scan in OffsetReader.signed(&scan).flatMap { scan.isAtEnd ? $0 : nil } }) {
            return dependencies.count == 1 ? .after(dependencies[0], length) : .fromStart(length, style: .start)
        }
        if let found = scan.attempt(group) { return found }
        return try clock(&scan, text, order)
    }

    /// `STARTEX`, and a length before or behind it.
    private static func start(_ scan: inout TimeScan) -> InjectBasis? {
        guard scan.take("STARTEX") || scan.take("DEBEX") || scan.take("START EX") else { return nil }
        if scan.isAtEnd { return .fromStart(0, style: .start) }
        guard let length = OffsetReader.signed(&scan), scan.isAtEnd else { return nil }
        return .fromStart(length, style: .start)
    }

    /// `AFTER 12 +0:30`; the number is what stands between, as it is written in capitals.
    private static func after(_ scan: inout TimeScan) -> InjectBasis? {
        guard scan.take("AFTER ") || scan.take("NACH ") || scan.take("APRES ") else { return nil }
        var number = ""
        while let next = scan.next {
            if next == " " || next == "+",
                let length = scan.attempt({ scan in OffsetReader.signed(&scan).flatMap { scan.isAtEnd ? $0 : nil } })
            {
                return number.isEmpty ? nil : .after(number, length)
            }
            number.unicodeScalars.append(next)
            guard scan.take(String(next)) else { return nil }
        }
        return number.isEmpty ? nil : .after(number, 0)
    }

    /// `D+2 H+3 M+45`: letters with signs and numbers, and nothing else.
    private static func units(_ scan: inout TimeScan) -> InjectBasis? {
        let lengths: [Unicode.Scalar: Int64] = ["D": 86_400, "J": 86_400, "H": 3_600, "T": 3_600, "M": 60, "S": 1]
        var (seconds, last): (Int64, Int64) = (0, .max)
        while !scan.isAtEnd {
            scan.blanks()
            guard let letter = scan.take(oneOf: "DJHTMS"), let length = lengths[letter], length < last else {
                return nil
            }
            scan.blanks()
            guard let sign = scan.take(oneOf: "+-") else { return nil }
            scan.blanks()
            guard let (number, _) = scan.number(1...5) else { return nil }
            var part = Int64(number) * length
            last = length
            if length == 3_600, scan.take(":") {
                guard let (minutes, _) = scan.number(2...2), minutes < 60 else { return nil }
                part += Int64(minutes * 60)
                last = 60
            }
            seconds += sign == "-" ? -part : part
        }
        guard last != .max, abs(seconds) <= OffsetReader.most else { return nil }
        return .fromStart(seconds, style: .units)
    }

    /// A date-time group: `121530ZMAR27`, `12 1530Z MAR 2027`, or its day and time alone.
    private static func group(_ scan: inout TimeScan) -> InjectBasis? {
        guard let day = scan.digits(2), (1...31).contains(day) else { return nil }
        scan.blanks()
        guard let clock = scan.digits(4), clock / 100 < 24, clock % 100 < 60 else { return nil }
        let second = clock / 100 * 3_600 + clock % 100 * 60
        scan.blanks()
        guard let letter = scan.take(oneOf: "ABCDEFGHIJKLMNOPQRSTUVWXYZ") else { return nil }
        let place: InjectBasis.ClockTime.Place =
            ZoneLetter.offset(Character(letter)).map { .offset($0) } ?? .exercise
        if scan.isAtEnd { return .clock(InjectBasis.ClockTime(day: .ofMonth(day), second: second, place: place)) }
        scan.blanks()
        guard let month = DayReader.month(&scan) else { return nil }
        scan.blanks()
        guard let year = DayReader.year(&scan), scan.isAtEnd, let date = CivilCalendar.day(year, month, day) else {
            return nil
        }
        guard case .offset(let offset) = place else {
            return .clock(InjectBasis.ClockTime(day: .date(date), second: second, place: place))
        }
        return .exact(Int64(date) * 86_400 + Int64(second - offset), letter: Character(letter))
    }

    /// `D+1`, `J-1`, `D`, and `DAY 2`, which is the second one.
    private static func exerciseDay(_ scan: inout TimeScan) -> InjectBasis.ClockTime.Day? {
        for word in ["DAY", "JOUR", "TAG"] {
            let found = scan.attempt { scan -> Int? in
                guard scan.take(word) else { return nil }
                scan.blanks()
                return scan.number(1...3)?.value
            }
            if let found { return found > 0 ? .exercise(found - 1) : nil }
        }
        let counted = scan.attempt { scan -> Int? in
            guard let (number, _) = scan.number(1...3), scan.take("日目") else { return nil }
            return number
        }
        if let counted { return counted > 0 ? .exercise(counted - 1) : nil }
        return scan.attempt { scan in
            guard scan.take(oneOf: "DJ") != nil else { return nil }
            guard let sign = scan.take(oneOf: "+-") else {
                return scan.isAtEnd || scan.next == " " ? .exercise(0) : nil
            }
            guard let (number, _) = scan.number(1...3) else { return nil }
            return .exercise(sign == "-" ? -number : number)
        }
    }

    /// A time on a clock, with a day before it or without, and whose clock.
    private static func clock(_ scan: inout TimeScan, _ text: String, _ order: DateOrder?) throws(Fault)
        -> InjectBasis
    {
        var day: InjectBasis.ClockTime.Day?
        if let found = exerciseDay(&scan) {
            day = found
        } else {
            switch DayReader.day(&scan, order) {
            case .ambiguous: throw .ambiguous
            case .day(let found): day = .date(found)
            case nil: break
            }
        }
        if day != nil {
            if scan.isAtEnd, case .date = day {
                return .clock(InjectBasis.ClockTime(day: day, second: 0, place: nil))
            }
            _ = scan.take(oneOf: "T,")
            scan.blanks()
        }
        guard let second = ClockReader.second(&scan), let place = ClockReader.place(&scan, written: text) else {
            throw .notUnderstood
        }
        if case .date(let date) = day, case .offset(let offset) = place {
            return .exact(Int64(date) * 86_400 + Int64(second - offset), letter: nil)
        }
        return .clock(InjectBasis.ClockTime(day: day, second: second, place: place))
    }

    private static let onDemand: Set<String> = Set(
        [
            "", "on demand", "on order", "on call", "on request", "as required", "as needed", "when needed", "tbd",
            "tba",
            "n/a", "ad hoc", "unscheduled", "随時", "適宜", "必要時", "必要に応じて", "未定", "要求時", "à la demande", "sur demande",
            "sur ordre", "à déterminer", "nach Bedarf", "bei Bedarf", "auf Abruf", "auf Anforderung", "offen",
        ].map(Words.folded)
    )
}
