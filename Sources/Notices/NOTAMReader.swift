internal import Geography

/// Reads the text of a NOTAM (PANS-AIM, Doc 10066, appendix 3).
///
///     [mark] ["("] number "NOTAM" ("N" / "R" number / "C" number) Q) A) B) C) [D)] E) [F) G)] [")"] [mark]
///
/// 1. The mark of an exercise stands before and behind it.
/// 2. Items begin where their letter stands at the beginning of a word, in the order Q A B C D E F G; within E) only
///    F) and G) in
///    their order, the last of each, since free text has such letters too.
/// 3. `C) 2703310600EST` is an estimated end, `C) PERM` none; `UFN` and `WIE` of old forms are read as none and told.
struct NOTAMReader {
    private let bytes: [UInt8]
    private let limits: NoticeLimits
    private var notice = Notice(.notam)
    private var findings: [Finding] = []

    /// Reads a text.
    /// - Parameters:
    ///   - text: the text in capitals, without marks.
    ///   - exercise: the name that stood in the mark; nil without one.
    ///   - limits: the bounds.
    /// - Returns: what it says, and what is to be said of how.
    /// - Throws: `NoticeFault` if it has no items, or too many positions.
    static func read(_ text: String, exercise: String?, limits: NoticeLimits) throws(NoticeFault) -> (
        Notice, [Finding]
    ) {
        var reader = NOTAMReader(bytes: Array(text.utf8), limits: limits)
        reader.notice.exercise = exercise
        try reader.read()
        return (reader.notice, reader.findings)
    }

    private init(bytes: [UInt8], limits: NoticeLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Whether a text is one: it has an item Q), or names itself.
    static func accepts(_ text: String) -> Bool {
        text.contains("NOTAMN") || text.contains("NOTAMR") || text.contains("NOTAMC")
            || (text.contains("Q)") && text.contains("E)"))
            || (text.contains("B)") && text.contains("C)") && text.contains("E)"))
    }

    private mutating func say(_ severity: Finding.Severity, _ code: String, _ item: String, _ sentence: String) {
        findings.append(Finding(severity, code, item, sentence))
    }

    private mutating func read() throws(NoticeFault) {
        let items = self.items()
        guard items.contains(where: { $0.letter == "E" || $0.letter == "Q" || $0.letter == "B" }) else {
            throw NoticeFault("it has none of the items Q), B) and E)")
        }
        let head = text(0..<(items.first?.start ?? bytes.count))
        readHead(head.split { $0 == " " || $0 == "\n" || $0 == "(" }.map(String.init))
        for item in items {
            let content = trimmed(item.content)
            switch item.letter {
            case "Q":
                notice.qualifier = Qualifier(content)
                if notice.qualifier == nil { say(.error, "q-form", "Q", "item Q) has not its eight fields") }
            case "A": notice.locations = content.split { $0 == " " || $0 == "\n" || $0 == "," }.map(String.init)
            case "B": notice.from = time(content, "B")
            case "C": readEnd(content)
            case "D": notice.schedule = content.isEmpty ? nil : content
            case "E": try readBody(content)
            case "F": notice.lower = limit(content, "F")
            default: notice.upper = limit(content, "G")
            }
        }
        readSchedule()
        if notice.kind == nil, let code = notice.qualifier?.code { notice.kind = NoticeKind.coded(code) }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func trimmed(_ range: Range<Int>) -> String {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return text(start..<end)
    }

    private struct Item {
        let letter: Character
        let start: Int
        let content: Range<Int>
    }

    /// Where the items are.
    private func items() -> [Item] {
        var starts: [(letter: Character, start: Int)] = []
        var order = -1
        let letters = Array("QABCDEFG")
        var lower: Int?
        var upper: Int?
        for place in bytes.indices.dropLast() where bytes[place + 1] == UInt8(ascii: ")") {
            guard place == 0 || bytes[place - 1] <= 0x20 || bytes[place - 1] == UInt8(ascii: "("),
                let number = letters.firstIndex(of: Character(UnicodeScalar(bytes[place])))
            else { continue }
            if number >= 6 {
                // The last of each, and G) behind F).
                if order < 5 { continue }
                if number == 6 { (lower, upper) = (place, nil) } else { upper = place }
            } else if number > order, order < 5 {
                order = number
                starts.append((letters[number], place))
            }
        }
        if let lower { starts.append(("F", lower)) }
        if let upper { starts.append(("G", upper)) }
        var end = bytes.count
        // The bracket around it all.
        while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
        if end > 0, bytes[end - 1] == UInt8(ascii: ")"), bytes.contains(UInt8(ascii: "(")),
            !(starts.last.map { $0.start + 2 == end } ?? true)
        {
            let opened = bytes[..<(starts.first?.start ?? 0)].contains(UInt8(ascii: "("))
            if opened { end -= 1 }
        }
        return starts.enumerated().map { number, item in
            let next = number + 1 < starts.count ? starts[number + 1].start : end
            return Item(letter: item.letter, start: item.start, content: (item.start + 2)..<max(item.start + 2, next))
        }
    }

    private mutating func readHead(_ words: [String]) {
        guard let place = words.firstIndex(where: { $0.hasPrefix("NOTAM") && $0.utf8.count <= 6 }) else {
            if let first = words.first, first.contains("/") { readNumber(first) }
            return
        }
        if place > 0 { readNumber(words[place - 1]) }
        switch words[place] {
        case "NOTAMR": notice.action = .replace
        case "NOTAMC": notice.action = .cancel
        default: notice.action = .new
        }
        if notice.action != .new {
            if place + 1 < words.count { notice.references = [words[place + 1]] }
        }
    }

    private mutating func readNumber(_ word: String) {
        guard let number = NOTAMNumber(word) else {
            return say(.error, "number-form", "number", "`\(word.prefix(20))` is no number such as A0123/27")
        }
        (notice.series, notice.number, notice.year) = (number.series, number.number, number.year)
    }

    private mutating func time(_ content: String, _ item: String) -> UTCMinute? {
        let bytes = Array(content.utf8.prefix(10))
        guard bytes.count == 10, let date = Digits.value(bytes[..<6]), let clock = Digits.value(bytes[6...]),
            let time = UTCMinute(
                year: 2000 + date / 10_000,
                month: date / 100 % 100,
                day: date % 100,
                hour: clock / 100,
                minute: clock % 100
            )
        else {
            say(.error, "time-form", item, "`\(content.prefix(20))` is no time such as 2703280600")
            return nil
        }
        return time
    }

    private mutating func readEnd(_ content: String) {
        switch content {
        case "PERM": notice.isPermanent = true
        case "UFN", "WIE", "WIE UFN", "":
            say(.error, "end-form", "C", "`\(content)` is no end: it is a time, a time with EST, or PERM")
        default:
            notice.until = time(content, "C")
            let rest = content.dropFirst(10).drop { $0 == " " }
            if rest == "EST" {
                notice.isEstimated = true
            } else if !rest.isEmpty {
                say(.error, "end-form", "C", "`\(rest.prefix(20))` stands behind the end")
            }
        }
    }

    private mutating func limit(_ content: String, _ item: String) -> AltitudeLimit? {
        guard let limit = AltitudeLimit(content) else {
            say(
                .error,
                "limit-form",
                item,
                "`\(content.prefix(30))` is no limit such as SFC, UNL, FL100 or 3000FT AMSL"
            )
            return nil
        }
        return limit
    }

    private mutating func readBody(_ content: String) throws(NoticeFault) {
        notice.body = content
        notice.kind = NoticeKind.said(in: content)
        let area = try AreaText(Array(content.utf8), item: "E", limits: limits)
        findings += area.findings
        if !area.shapes.isEmpty { notice.area = Shape(area.shapes) }
    }

    private mutating func readSchedule() {
        guard let from = notice.from else { return }
        guard let text = notice.schedule else {
            if let until = notice.until, from < until { notice.periods = [Period(from, until)] }
            return
        }
        guard notice.until.map({ from < $0 && $0.day - from.day <= 3660 }) ?? notice.isPermanent else { return }
        let schedule = Schedule(text, from: from, until: notice.until, limits: limits)
        notice.periods = schedule.periods
        if let fault = schedule.fault { say(.error, "schedule-form", "D", "\(fault)") }
        for period in schedule.outside.prefix(5) {
            let words = "the period \(period.from.text) to \(period.until.text) is not within items B) and C)"
            say(.error, "schedule-outside", "D", words)
        }
        if schedule.isCut {
            say(
                .warning,
                "schedule-cut",
                "D",
                "a period is cut, since it begins before item B) or ends after item C)"
            )
        }
        if schedule.isBySun {
            say(.note, "times-by-sun", "D", "times by the sun are told as such: they depend on the place")
        }
        if schedule.fault == nil, schedule.periods.isEmpty, schedule.outside.isEmpty {
            say(.error, "schedule-empty", "D", "no period of item D) is within items B) and C)")
        }
    }
}

/// The number of a NOTAM: `A0123/27`.
struct NOTAMNumber {
    let series: String
    let number: Int
    /// Four digits.
    let year: Int

    init?(_ word: String) {
        let bytes = Array(word.utf8)
        guard bytes.count == 8, bytes[0] &- UInt8(ascii: "A") < 26, bytes[5] == UInt8(ascii: "/"),
            let number = Digits.value(bytes[1..<5]), let year = Digits.value(bytes[6...])
        else { return nil }
        series = String(decoding: bytes[..<1], as: UTF8.self)
        self.number = number
        self.year = 2000 + year
    }
}
