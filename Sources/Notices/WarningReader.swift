internal import Geography

/// Reads a warning to mariners (IHO S-53, MSC.1/Circ.1310, 5 and 6).
///
///     [mark] [date-time group]
///     message series identifier         NAVAREA XI 123/27, HYDROPAC 1742/27, WZ 123, NAVTEX OTARU 12/27   (element 1)
///     general area. locality. charts                                                                   (elements 2-4)
///     1. key subject, times, positions, remarks                                                        (elements 5-7)
///     2. CANCEL what is cancelled. CANCEL THIS MSG DDHHMMZ MMM YY.                                       (element 8)
///     [mark]
///
/// Each element begins a line (5.4.3). A warning that only cancels has nothing but its number and that.
struct WarningReader {
    private let limits: NoticeLimits
    private var notice = Notice(.navarea)
    private var findings: [Finding] = []

    static func read(_ text: String, exercise: String?, limits: NoticeLimits) throws(NoticeFault) -> (
        Notice, [Finding]
    ) {
        var reader = WarningReader(limits: limits)
        reader.notice.exercise = exercise
        try reader.read(text)
        return (reader.notice, reader.findings)
    }

    private init(limits: NoticeLimits) { self.limits = limits }

    private mutating func say(_ severity: Finding.Severity, _ code: String, _ item: String, _ sentence: String) {
        findings.append(Finding(severity, code, item, sentence))
    }

    private mutating func read(_ text: String) throws(NoticeFault) {
        var lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty && $0 != "NNNN" && $0 != "=" && !$0.hasPrefix("ZCZC") }[...]
        if let first = lines.first, let issued = WarningReader.group(first) {
            notice.issued = issued
            lines.removeFirst()
        }
        guard let identifier = lines.popFirst(), readIdentifier(identifier) else {
            throw NoticeFault(
                "its first words are no series and number such as `NAVAREA XI 123/27`, and it has no items of a NOTAM"
            )
        }
        readPlaces(&lines)
        let (body, cancelling) = WarningReader.divided(Array(lines))
        for part in cancelling { readCancelling(part) }
        if !body.contains(where: { $0.contains { $0.isLetter } }) {
            notice.action = .cancel
            if notice.references.isEmpty {
                say(.error, "subject-missing", "subject", "the warning says neither what nor where")
            }
            return
        }
        if !notice.references.isEmpty { notice.action = .replace }
        try readBody(body.joined(separator: "\n"))
    }

    /// A date-time group: `010600Z MAR 27`, `010600 UTC MAR 27`.
    static func group(_ text: String) -> UTCMinute? {
        var words = text.split { $0 == " " || $0 == "." }.map(String.init)
        words.removeAll { $0 == "UTC" || $0 == "Z" }
        guard words.count >= 3, let group = Digits.value(words[0].utf8.filter { $0 != UInt8(ascii: "Z") }),
            (6...7).contains(words[0].utf8.count), let month = Month.number(words[1]),
            let year = Digits.value(words[2].utf8),
            words[2].utf8.count == 2 || words[2].utf8.count == 4
        else { return nil }
        return UTCMinute(
            year: year < 100 ? 2000 + year : year,
            month: month,
            day: group / 10_000,
            hour: group / 100 % 100,
            minute: group % 100
        )
    }

    private mutating func readIdentifier(_ line: String) -> Bool {
        // What stands in brackets is the region of the chart catalogue.
        let words = line.prefix { $0 != "(" }.split { $0 == " " || $0 == "." }.map(String.init)
        guard let place = words.lastIndex(where: { $0.contains { $0.isNumber } }), place > 0, place < 6 else {
            return false
        }
        let parts = words[place].split { $0 == "/" || $0 == "-" }.map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy({ Digits.value($0.utf8) != nil }) else { return false }
        notice.series = words[..<place].joined(separator: " ")
        notice.form = WarningArea.isSeries(words[0]) ? .navarea : .coastal
        // Japan's numbers have the year in front: 27-0123.
        let isYearFirst = words[place].contains("-") && parts[0].utf8.count == 2
        let (number, year) = isYearFirst ? (parts[1], parts[0]) : (parts[0], parts.count > 1 ? parts[1] : "")
        notice.number = Digits.value(number.utf8)
        if let value = Digits.value(year.utf8) { notice.year = value < 100 ? 2000 + value : value }
        return true
    }

    private mutating func readPlaces(_ lines: inout ArraySlice<String>) {
        var places: [String] = []
        while let line = lines.first, places.count < 6 {
            let words = line.split { $0 == " " || $0 == "." || $0 == "," }.map(String.init)
            if let first = words.first, ["CHART", "CHARTS", "DNC"].contains(first) {
                notice.charts += line.drop { $0 != " " }.split { $0 == "," || $0 == "." }
                    .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
            } else if line.hasPrefix("1.") || words.contains("CANCEL") || NoticeKind.said(in: line) != nil
                || words.contains(where: { $0.first?.isNumber ?? false })
            {
                break
            } else {
                places.append(line)
            }
            lines.removeFirst()
        }
        // A place may go over two lines, and ends with a full stop; where there are none, each line is one.
        if places.contains(where: { $0.hasSuffix(".") }) {
            places = places.joined(separator: " ").split(separator: ".").map {
                $0.split(separator: " ").joined(separator: " ")
            }
        }
        notice.general = places.first
        if places.count > 1 { notice.locality = places.dropFirst().joined(separator: ". ") }
    }

    /// What cancels, and the rest, without the numbers of paragraphs.
    private static func divided(_ lines: [String]) -> (body: [String], cancelling: [String]) {
        var body: [String] = []
        var cancelling: [String] = []
        var isCancelling = false
        for line in lines {
            let rest = withoutNumber(line)
            if rest.hasPrefix("CANCEL ") {
                cancelling.append(rest)
                isCancelling = true
            } else if rest == line, isCancelling, !line.contains("EXERCISE") {
                cancelling[cancelling.count - 1] += " \(line)"
            } else {
                isCancelling = false
                if let found = range(of: "CANCEL THIS ", in: rest) {
                    // In the middle of a line.
                    body.append(String(rest[..<found]))
                    cancelling.append(String(rest[found...]))
                } else {
                    body.append(rest)
                }
            }
        }
        return (body, cancelling)
    }

    private static func range(of words: String, in text: String) -> String.Index? {
        var place = text.startIndex
        while place < text.endIndex {
            if text[place...].hasPrefix(words) { return place }
            guard let space = text[place...].firstIndex(of: " ") else { return nil }
            place = text.index(after: space)
        }
        return nil
    }

    private static func withoutNumber(_ line: String) -> String {
        let digits = line.prefix { $0.isNumber }
        guard (1...2).contains(digits.count), line.dropFirst(digits.count).hasPrefix(".") else { return line }
        let rest = line.dropFirst(digits.count + 1)
        // `33.5` is no number of a paragraph.
        return rest.first == " " || rest.first?.isLetter ?? true ? rest.drop { $0 == " " }.description : line
    }

    private mutating func readCancelling(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return }
        if words[1] == "THIS" {
            let rest = words.drop { !($0.first?.isNumber ?? false) }.joined(separator: " ")
            notice.cancelAt = WarningReader.group(rest)
            if notice.cancelAt == nil, let day = Digits.value((rest.split(separator: " ").first ?? "").utf8),
                let year = notice.year
            {
                // Some offices leave the year out.
                let month = rest.split { $0 == " " || $0 == "." }.lazy.compactMap { Month.number(String($0)) }.first
                notice.cancelAt = month.flatMap {
                    UTCMinute(year: year, month: $0, day: day / 10_000, hour: day / 100 % 100, minute: day % 100)
                }
            }
            if notice.cancelAt == nil {
                say(.error, "cancellation-form", "cancellation", "`\(text.prefix(60))` has no time")
            }
        } else {
            let list = text.dropFirst(7).split(separator: ",").map { one in
                one.split { $0 == " " || $0 == "." }.joined(separator: " ")
            }
            notice.references += list.filter { !$0.isEmpty }
        }
    }

    private mutating func readBody(_ body: String) throws(NoticeFault) {
        notice.body = body
        notice.kind = NoticeKind.said(in: body)
        let bytes = Array(body.utf8)
        let area = try AreaText(bytes, item: "position", limits: limits)
        findings += area.findings
        if !area.shapes.isEmpty { notice.area = Shape(area.shapes) }
        // Numbers of positions are no times.
        var rest = bytes
        var place = 0
        while place < rest.count {
            if let found = PositionText.found(bytes, at: place) {
                for index in found.start..<found.end { rest[index] = 0x2E }
                place = found.end
            } else {
                place += 1
            }
        }
        let year = notice.year ?? (notice.cancelAt ?? notice.issued).map { UTCMinute.civil($0.day).year }
        let times = WarningTimes(String(decoding: rest, as: UTF8.self), year: year, limits: limits)
        (notice.from, notice.until, notice.periods) = (times.from, times.until, times.periods)
        notice.isPermanent = times.isOpen || (body.contains("FURTHER NOTICE") && times.until == nil)
        notice.isEstimated = body.contains("ESTIMATED")
        for fault in Set(times.faults).sorted() { say(.error, "time-form", "time", fault) }
    }
}
