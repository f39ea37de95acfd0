/// Times of day as lists have them: `9:30`, `0930`, `10h34`, `9:30 PM`, `9 Uhr 30`, `午後3時30分`; and whose clock.
enum ClockReader {
    /// Seconds since midnight; nil where there is none.
    static func second(_ scan: inout TimeScan) -> Int? {
        scan.attempt(japanese) ?? scan.attempt(written) ?? scan.attempt(plain)
    }

    private static func japanese(_ scan: inout TimeScan) -> Int? {
        let half: Int? = scan.take("午前") ? 0 : scan.take("午後") ? 12 : nil
        guard let (hour, _) = scan.number(1...2), scan.take("時") else { return nil }
        var minute = 0
        if scan.take("半") {
            minute = 30
        } else if let found = scan.attempt({ scan -> Int? in
            guard let (minute, _) = scan.number(1...2), scan.take("分") else { return nil }
            return minute
        }) {
            minute = found
        }
        guard half == nil || hour <= 12 else { return nil }
        return second(half.map { hour % 12 + $0 } ?? hour, minute, 0)
    }

    private static func written(_ scan: inout TimeScan) -> Int? {
        guard let (hour, _) = scan.number(1...2) else { return nil }
        var (minute, second) = (0, 0)
        guard scan.take(":") else {
            scan.blanks()
            let isMarked = scan.take("UHR") || scan.take("H")
            let hasPoint = !isMarked && scan.take(".")
            guard isMarked || hasPoint else { return twelve(&scan, hour, 0, 0) }
            if isMarked { scan.blanks() }
            if let (found, _) = scan.number(2...2) { minute = found } else if hasPoint { return nil }
            scan.blanks()
            // `9.30` alone may be a day of September.
            guard !hasPoint || scan.take("UHR") else { return nil }
            return self.second(hour, minute, 0)
        }
        guard let (found, _) = scan.number(2...2) else { return nil }
        minute = found
        if scan.take(":") {
            guard let (found, _) = scan.number(2...2) else { return nil }
            second = found
        }
        if let found = scan.attempt({ twelve(&$0, hour, minute, second) }) { return found }
        _ = scan.attempt { scan in
            scan.blanks()
            return scan.take("UHR") || scan.take("HRS") || scan.take("H") ? true : nil
        }
        return self.second(hour, minute, second)
    }

    /// Hours that are counted twice a day; nil where nothing says which.
    private static func twelve(_ scan: inout TimeScan, _ hour: Int, _ minute: Int, _ second: Int) -> Int? {
        scan.blanks()
        let isLate = scan.take("PM") || scan.take("P.M.")
        guard isLate || scan.take("AM") || scan.take("A.M."), (1...12).contains(hour) else { return nil }
        return self.second(hour % 12 + (isLate ? 12 : 0), minute, second)
    }

    /// Four digits: `0930`, and six with seconds.
    private static func plain(_ scan: inout TimeScan) -> Int? {
        guard let (number, width) = scan.number(4...6), width != 5 else { return nil }
        _ = scan.attempt { scan in
            scan.blanks()
            return scan.take("HRS") || scan.take("H") || scan.take("UHR") ? true : nil
        }
        if width == 4 { return second(number / 100, number % 100, 0) }
        return second(number / 10_000, number / 100 % 100, number % 100)
    }

    /// 24:00 is the end of the day.
    private static func second(_ hour: Int, _ minute: Int, _ second: Int) -> Int? {
        guard minute < 60, second < 60, hour < 24 || hour == 24 && minute == 0 && second == 0 else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// Whose clock, behind a time: a letter, an offset, a name.
    ///
    /// Nil where the text goes on with something else.
    ///
    /// The text is given as it was, too: names keep their small letters.
    static func place(_ scan: inout TimeScan, written: String) -> InjectBasis.ClockTime.Place?? {
        scan.blanks()
        if scan.isAtEnd { return .some(nil) }
        if let offset = scan.attempt(offset) { return .offset(offset) }
        let rest = scan.rest
        if let short = ["JST": 32_400, "CET": 3_600, "CEST": 7_200, "(JST)": 32_400][rest] {
            _ = scan.takeRest()
            return .offset(short)
        }
        if rest.count == 1, let letter = rest.first {
            if letter == "J" {
                _ = scan.takeRest()
                return .exercise
            }
            guard let offset = ZoneLetter.offset(letter) else { return nil }
            _ = scan.takeRest()
            return .offset(offset)
        }
        // A name of a zone has a stroke: `Asia/Tokyo`, with brackets or without.
        let name =
            Words.trimmed(written).split(separator: " ").last.map { $0.filter { $0 != "(" && $0 != ")" } } ?? ""
        let shown = rest.filter { $0 != "(" && $0 != ")" }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, !parts.contains(""), shown == name.uppercased() else { return nil }
        _ = scan.takeRest()
        return .named(name)
    }

    /// `+09:00`, `+0900`, `UTC+9`, `UTC`.
    private static func offset(_ scan: inout TimeScan) -> Int? {
        let isNamed = scan.take("UTC") || scan.take("GMT")
        if isNamed, scan.isAtEnd { return 0 }
        guard let sign = scan.take(oneOf: "+-") else { return nil }
        var (hours, minutes) = (0, 0)
        if let (number, width) = scan.number(4...4) {
            _ = width
            (hours, minutes) = (number / 100, number % 100)
        } else {
            guard let (number, width) = scan.number(1...2), isNamed || width == 2 else { return nil }
            hours = number
            if scan.take(":") {
                guard let (found, _) = scan.number(2...2) else { return nil }
                minutes = found
            } else if !isNamed, !scan.isAtEnd {
                return nil
            }
        }
        guard scan.isAtEnd, hours <= 14, minutes < 60 else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }
}
