internal import Tables

/// Writes by what the time of an inject is fixed, in forms that are read again as the same.
public enum BasisText {
    /// A time as a text; empty for one on demand.
    public static func text(_ basis: InjectBasis) -> String {
        switch basis {
        case .onDemand: ""
        case .exact(let instant, let letter): letter.map { group(instant, $0) } ?? utc(instant)
        case .clock(let clock): text(clock)
        case .fromStart(let seconds, .start): seconds == 0 ? "STARTEX" : "STARTEX\(OffsetReader.text(seconds))"
        case .fromStart(let seconds, .units): units(seconds)
        case .after(let number, let seconds): "AFTER \(number) \(OffsetReader.text(seconds))"
        }
    }

    /// `D+2 H+3 M+45`.
    private static func units(_ seconds: Int64) -> String {
        let (whole, sign) = (abs(seconds), seconds < 0 ? "-" : "+")
        let parts = [("D", whole / 86_400), ("H", whole / 3_600 % 24), ("M", whole / 60 % 60), ("S", whole % 60)]
        let shown = parts.filter { $0.1 != 0 }.map { "\($0.0)\(sign)\($0.1)" }
        return shown.isEmpty ? "D+0" : shown.joined(separator: " ")
    }

    /// `2027-03-12T15:30:00Z`.
    public static func utc(_ instant: Int64) -> String {
        let (day, second) = split(instant)
        return "\(dayText(day))T\(clockText(second, hasSeconds: true))Z"
    }

    /// `121530ZMAR27`.
    private static func group(_ instant: Int64, _ letter: Character) -> String {
        let (day, second) = split(instant + Int64(ZoneLetter.offset(letter) ?? 0))
        let (year, month, date) = CivilCalendar.parts(of: day)
        let name = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"][month - 1]
        let clock = OffsetReader.padded(second / 3_600) + OffsetReader.padded(second / 60 % 60)
        let last = (2_000...2_099).contains(year) ? OffsetReader.padded(year % 100) : String(year)
        return "\(OffsetReader.padded(date))\(clock)\(letter)\(name)\(last)"
    }

    private static func text(_ clock: InjectBasis.ClockTime) -> String {
        var text = clockText(clock.second, hasSeconds: clock.second % 60 != 0)
        switch clock.day {
        case .date(let day): text = "\(dayText(day)) \(text)"
        case .exercise(let count):
            if clock.hasDay { text = "D\(count < 0 ? "-" : "+")\(abs(count)) \(text)" }
        case .ofMonth(let day):
            let letter = letter(of: clock.place)
            return "\(OffsetReader.padded(day))\(text.filter { $0 != ":" })\(letter)"
        }
        switch clock.place {
        case nil: return text
        case .exercise: return "\(text) J"
        case .named(let name): return "\(text) \(name)"
        case .offset(0): return "\(text)Z"
        case .offset(let offset):
            let sign = offset < 0 ? "-" : "+"
            let (hours, minutes) = (abs(offset) / 3_600, abs(offset) / 60 % 60)
            return "\(text)\(sign)\(OffsetReader.padded(hours)):\(OffsetReader.padded(minutes))"
        }
    }

    private static func letter(of place: InjectBasis.ClockTime.Place?) -> Character {
        guard case .offset(let offset) = place else { return "J" }
        return "ZABCDEFGHIKLMNOPQRSTUVWXY".first { ZoneLetter.offset($0) == offset } ?? "J"
    }

    private static func split(_ seconds: Int64) -> (day: Int, second: Int) {
        let day = ExerciseTimes.day(of: seconds)
        return (Int(day), Int(seconds - day * 86_400))
    }

    /// `2027-03-12`.
    static func dayText(_ day: Int) -> String {
        let (year, month, date) = CivilCalendar.parts(of: day)
        let shown = String(repeating: "0", count: max(4 - String(year).utf8.count, 0)) + String(year)
        return "\(shown)-\(OffsetReader.padded(month))-\(OffsetReader.padded(date))"
    }

    private static func clockText(_ second: Int, hasSeconds: Bool) -> String {
        let text = "\(OffsetReader.padded(second / 3_600)):\(OffsetReader.padded(second / 60 % 60))"
        return hasSeconds ? "\(text):\(OffsetReader.padded(second % 60))" : text
    }
}
