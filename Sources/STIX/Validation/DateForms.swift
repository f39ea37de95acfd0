/// Dates and durations of ISO 8601 that our own types use.
enum DateForms {
    /// A year, a month or a day.
    static func isPartialDate(_ text: Span<UInt8>) -> Bool {
        guard text.count == 4 || text.count == 7 || text.count == 10 else { return false }
        for index in text.indices {
            let isMark = index == 4 || index == 7
            guard isMark ? text[index] == UInt8(ascii: "-") : STIXName.isDigit(text[index]) else { return false }
        }
        func number(_ range: Range<Int>) -> Int {
            range.reduce(0) { $0 * 10 + Int(text[$1] - UInt8(ascii: "0")) }
        }
        guard text.count >= 7 else { return true }
        let month = number(5..<7)
        guard month >= 1, month <= 12 else { return false }
        guard text.count == 10 else { return true }
        let day = number(8..<10)
        return day >= 1 && day <= STIXCalendar.days(inMonth: month, of: number(0..<4))
    }

    /// `P`, then years, months, weeks, days, and behind `T` hours, minutes, seconds; at least one of them.
    static func isDuration(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 3, text[0] == UInt8(ascii: "P") else { return false }
        var units = Array("YMWD".utf8)[...]
        var digits = 0
        var parts = 0
        var isTime = false
        for index in 1..<text.count {
            let byte = text[index]
            if STIXName.isDigit(byte) {
                digits += 1
            } else if byte == UInt8(ascii: "T"), !isTime, digits == 0 {
                isTime = true
                parts = 0
                units = Array("HMS".utf8)[...]
            } else {
                guard digits > 0, let place = units.firstIndex(of: byte) else { return false }
                units = units[(place + 1)...]
                digits = 0
                parts += 1
            }
        }
        return digits == 0 && parts > 0
    }
}
