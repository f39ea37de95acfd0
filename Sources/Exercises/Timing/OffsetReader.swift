/// Lengths of time as lists have them: `2:30`, `PT2H30M`, `2h30`, `90 min`, `1 day 2 hours`, `2時間30分`.
enum OffsetReader {
    /// The longest that is read, in seconds: ten years.
    static let most: Int64 = 315_360_000

    /// A sign and a length; nil where there is none.
    static func signed(_ scan: inout TimeScan) -> Int64? {
        scan.attempt { scan in
            scan.blanks()
            guard let sign = scan.take(oneOf: "+-") else { return nil }
            scan.blanks()
            guard let length = length(&scan) else { return nil }
            return sign == "-" ? -length : length
        }
    }

    /// A length in seconds; nil where there is none.
    static func length(_ scan: inout TimeScan) -> Int64? {
        let found = scan.attempt(iso) ?? scan.attempt(clock) ?? scan.attempt(units)
        guard let found, found <= most else { return nil }
        return found
    }

    /// ISO 8601: a day is 24 hours, since what passes is meant.
    private static func iso(_ scan: inout TimeScan) -> Int64? {
        guard scan.take("P") else { return nil }
        var seconds: Int64 = 0
        var (isTime, hasPart) = (false, false)
        while !scan.isAtEnd {
            if !isTime, scan.take("T") {
                isTime = true
                hasPart = false
                continue
            }
            let part = scan.attempt { scan -> Int64? in
                guard let (number, _) = scan.number(1...7), let unit = scan.take(oneOf: isTime ? "HMS" : "WD") else {
                    return nil
                }
                let lengths: [Unicode.Scalar: Int64] = ["W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1]
                return Int64(number) * (lengths[unit] ?? 0)
            }
            guard let part else { break }
            seconds += part
            hasPart = true
        }
        return hasPart ? seconds : nil
    }

    /// Hours and minutes, and seconds.
    private static func clock(_ scan: inout TimeScan) -> Int64? {
        guard let (hours, _) = scan.number(1...4), scan.take(":"), let (minutes, _) = scan.number(2...2), minutes < 60
        else { return nil }
        var seconds = Int64(hours * 3_600 + minutes * 60)
        if scan.take(":") {
            guard let (rest, _) = scan.number(2...2), rest < 60 else { return nil }
            seconds += Int64(rest)
        }
        return seconds
    }

    private static let names: [(length: Int64, words: Set<String>)] = [
        (86_400, ["D", "DAY", "DAYS", "J", "JOUR", "JOURS", "TAG", "TAGE", "TAGEN"]),
        (3_600, ["H", "HR", "HRS", "HOUR", "HOURS", "HEURE", "HEURES", "STD", "STUNDE", "STUNDEN"]),
        (60, ["M", "MN", "MIN", "MINS", "MINUTE", "MINUTES", "MINUTEN"]),
        (1, ["S", "SEC", "SECS", "SECOND", "SECONDS", "SECONDE", "SECONDES", "SEK", "SEKUNDE", "SEKUNDEN"]),
    ]

    /// Numbers with units, each smaller than the one before; minutes behind hours need none (`2h30`).
    private static func units(_ scan: inout TimeScan) -> Int64? {
        var (seconds, last): (Int64, Int64) = (0, .max)
        while true {
            let part = scan.attempt { scan -> (Int, Int64)? in
                scan.blanks()
                guard let (number, width) = scan.number(1...7) else { return nil }
                if last == 3_600, width == 2, number < 60, scan.isAtEnd { return (number, 60) }
                scan.blanks()
                guard let unit = unit(&scan), unit < last else { return nil }
                return (number, unit)
            }
            guard let part else { break }
            seconds += Int64(part.0) * part.1
            last = part.1
        }
        return last == .max ? nil : seconds
    }

    private static func unit(_ scan: inout TimeScan) -> Int64? {
        for (word, length) in [("時間", Int64(3_600)), ("日", 86_400), ("時", 3_600), ("分", 60), ("秒", 1)]
        where scan.take(word) { return length }
        return scan.attempt { scan in
            let word = scan.word()
            return names.first { $0.words.contains(word) }?.length
        }
    }

    /// Hours and minutes: `51:45`.
    static func text(_ seconds: Int64) -> String {
        let whole = abs(seconds)
        var text = "\(whole / 3_600):\(padded(Int(whole / 60 % 60)))"
        if whole % 60 != 0 { text += ":\(padded(Int(whole % 60)))" }
        return (seconds < 0 ? "-" : "+") + text
    }

    /// A number of two digits.
    static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
