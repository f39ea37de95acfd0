/// Numbers as texts.
enum CoTNumber {
    /// A decimal number; nil for anything else, infinite ones among them.
    static func read(_ text: String) -> Double? {
        let trimmed = text.utf8.first == 0x20 || text.utf8.last == 0x20 ? String(text.filter { $0 != " " }) : text
        guard trimmed.utf8.count <= 32, let number = Double(trimmed), number.isFinite,
            trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
        else { return nil }
        return number
    }

    /// The shortest text that is read as the same number.
    static func text(_ number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// Times as texts: microseconds of UTC since 1970.
enum CoTTime {
    private static let most: Int64 = 253_402_300_800_000_000

    /// A moment as XML Schema writes it, with its zone; nil for anything else.
    static func read(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { unsafe read($0) }
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard (20...40).contains(text.count), unsafe text[4] == 0x2D, unsafe text[7] == 0x2D, unsafe text[10] == 0x54,
            unsafe text[13] == 0x3A, unsafe text[16] == 0x3A, let year = unsafe digits(text, 0, 4),
            let month = unsafe digits(text, 5, 2), let day = unsafe digits(text, 8, 2),
            let hour = unsafe digits(text, 11, 2), let minute = unsafe digits(text, 14, 2),
            let second = unsafe digits(text, 17, 2)
        else { return nil }
        guard (1...12).contains(month), day >= 1, day <= days(month, year), hour < 24, minute < 60, second < 60 else {
            return nil
        }
        var place = 19
        var fraction: Int64 = 0
        if unsafe text[place] == 0x2E {
            var scale: Int64 = 100_000
            place += 1
            let first = place
            while place < text.count, case let byte = unsafe text[place], (0x30...0x39).contains(byte) {
                fraction += Int64(byte - 0x30) * scale
                scale /= 10
                place += 1
            }
            guard place > first else { return nil }
        }
        guard let offset = unsafe zone(text, place) else { return nil }
        let whole = Int64(dayNumber(year, month, day)) * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset)
        let time = whole * 1_000_000 + fraction
        return (0..<most).contains(time) ? time : nil
    }

    /// Seconds by which a zone is ahead of UTC.
    private static func zone(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
        guard place < text.count else { return nil }
        let sign = unsafe text[place]
        if sign == 0x5A { return place + 1 == text.count ? 0 : nil }
        guard sign == 0x2B || sign == 0x2D, place + 6 == text.count, unsafe text[place + 3] == 0x3A,
            let hours = unsafe digits(text, place + 1, 2), let minutes = unsafe digits(text, place + 4, 2),
            hours <= 14,
            minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return sign == 0x2B ? seconds : -seconds
    }

    private static func digits(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ count: Int) -> Int? {
        var number = 0
        for index in place..<(place + count) {
            let byte = unsafe text[index]
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970, by the calendar that begins in March.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// A moment in UTC, with milliseconds, or with microseconds where it has them.
    static func text(_ time: Int64) -> String {
        let (seconds, micros) = (time / 1_000_000, time % 1_000_000)
        let (day, second) = (Int(seconds / 86_400) + 719_468, Int(seconds % 86_400))
        let era = day / 146_097
        let dayOfEra = day - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func padded(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * shifted + 2) / 5 + 1, 2))"
        let clock = "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        let fraction = micros % 1_000 == 0 ? padded(Int(micros / 1_000), 3) : padded(Int(micros), 6)
        return "\(date)T\(clock).\(fraction)Z"
    }
}

/// Values of events as texts, as they are written in XML.
public enum CoTText {
    /// A moment in UTC.
    /// - Parameter time: microseconds since 1970.
    /// - Returns: the text.
    public static func time(_ time: Int64) -> String { CoTTime.text(time) }

    /// The shortest text that is read as the same number.
    /// - Parameter number: a finite number.
    /// - Returns: the text.
    public static func number(_ number: Double) -> String { CoTNumber.text(number) }
}
