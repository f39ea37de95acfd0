internal import Geography

/// Writes a warning to mariners (IHO S-53, MSC.1/Circ.1310, 5 and 6): elements in their order, each on a line of its
/// own (5.4.3),
/// the series and number first (5.4.4), times in UTC, lines of at most 40 characters, which every receiver has.
struct WarningWriter {
    private var notice: Notice
    private var findings: [Finding] = []

    static func write(_ notice: Notice, as form: NoticeForm) -> (text: String, notice: Notice, findings: [Finding]) {
        var writer = WarningWriter(notice: notice)
        writer.notice.form = form
        let text = writer.text()
        return (text, writer.notice, writer.findings)
    }

    private init(notice: Notice) { self.notice = notice }

    private mutating func say(_ severity: Finding.Severity, _ code: String, _ item: String, _ sentence: String) {
        findings.append(Finding(severity, code, item, sentence))
    }

    private mutating func text() -> String {
        var lines: [String] = []
        if let issued = notice.issued { lines.append(issued.dateTimeGroup) }
        lines.append(identifier())
        var number = 0
        func numbered(_ text: String) -> String {
            number += 1
            return "\(number). \(text)"
        }
        if notice.action == .cancel {
            if notice.references.isEmpty {
                say(.error, "reference-missing", "cancellation", "the warning that is cancelled is not given")
            }
            lines += (notice.references.isEmpty ? ["[NUMBER]"] : notice.references).map {
                "CANCEL \(Lines.plain($0))."
            }
        } else {
            lines += places()
            var body = self.body()
            body[0] = numbered(body[0])
            lines += Lines.broken(body, width: 40)
            lines += notice.references.map { numbered("CANCEL \(Lines.plain($0)).") }
            if let cancelAt = cancelling() { lines.append(numbered("CANCEL THIS MSG \(cancelAt.dateTimeGroup).")) }
        }
        if let exercise = notice.exercise {
            lines = [ExerciseMark.line(exercise)] + lines + [ExerciseMark.line(exercise)]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private mutating func identifier() -> String {
        let isArea = notice.form == .navarea
        // The letter of a NOTAM is no series of warnings, that of an area none of coastal ones, nor theirs one of
        // an area.
        let given = notice.series.map(Lines.plain).flatMap { series in
            series.utf8.count > 1 && WarningArea.isSeries(series) == isArea ? series : nil
        }
        let series = given ?? (isArea ? "NAVAREA [AREA]" : "COASTAL WARNING")
        if series == "NAVAREA [AREA]" { say(.error, "area-missing", "series", "the NAVAREA is not given: I to XXI") }
        notice.series = series
        if notice.number == nil {
            say(.note, "number-missing", "number", "the coordinator gives the number")
            return "\(series) [NUMBER]"
        }
        let year = notice.year ?? (notice.issued ?? notice.from).map { UTCMinute.civil($0.day).year }
        notice.year = year
        return "\(series) \(notice.number ?? 0)/\(digits((year ?? 0) % 100, 2))"
    }

    private mutating func places() -> [String] {
        var lines: [String] = []
        if let general = notice.general {
            lines.append("\(Lines.plain(general)).")
        } else {
            say(.warning, "general-missing", "area", "the general area is not given")
        }
        if let locality = notice.locality { lines.append("\(Lines.plain(locality)).") }
        if !notice.charts.isEmpty {
            lines.append("CHART \(notice.charts.map(Lines.plain).joined(separator: ", ")).")
        }
        return Lines.broken(lines, width: 40)
    }

    private mutating func body() -> [String] {
        var subject = Lines.plain(notice.subject ?? notice.kind?.toMariners ?? "")
        if subject.isEmpty {
            say(.error, "subject-missing", "subject", "what the warning is about is not given")
            subject = "[SUBJECT]"
        }
        var lines = ["\(subject) \(times())"]
        if let area = notice.area {
            var writer = AreaWriter(area, isToMariners: true)
            lines += writer.lines(area)
            findings += writer.findings
        } else {
            say(.error, "position-missing", "position", "no area is given")
            lines.append("[POSITION]")
        }
        lines[lines.count - 1] += "."
        return lines + notice.remarks.map { "\(Lines.plain($0))." }
    }

    private mutating func times() -> String {
        guard let from = notice.from else {
            say(.error, "start-missing", "time", "no beginning is given")
            return "[FROM]"
        }
        if notice.isPermanent { return "FROM \(from.dateTimeGroup) UNTIL FURTHER NOTICE" }
        guard let until = notice.until else {
            say(.error, "end-missing", "time", "no end is given")
            return "\(from.dateTimeGroup) TO [UNTIL]"
        }
        let estimated = notice.isEstimated ? " ESTIMATED" : ""
        let days = Set(notice.periods.compactMap { $0.from.minute?.day })
        if !notice.daily.isEmpty, let first = days.min(), let last = days.max() {
            let hours = notice.daily.map { "\(DailyHours.clock($0.from))Z TO \(DailyHours.clock($0.until))Z" }
            return "\(hours.joined(separator: " AND ")) DAILY \(WarningWriter.days(first, last))\(estimated)"
        }
        if notice.periods.count > 1 {
            if notice.periods.count > 60 { say(.warning, "schedule-long", "time", "the times are very many") }
            let told = notice.periods.map { period in
                WarningWriter.span(period.from.minute ?? from, period.until.minute ?? until)
            }
            if notice.periods.contains(where: { $0.from.minute == nil }) {
                say(.error, "times-by-sun", "time", "times by the sun cannot be told to mariners as such")
            }
            return told.joined(separator: ", ") + estimated
        }
        return WarningWriter.span(from, until) + estimated
    }

    /// `280000Z TO 300600Z MAR 27`.
    private static func span(_ from: UTCMinute, _ until: UTCMinute) -> String {
        let (first, last) = (UTCMinute.civil(from.day), UTCMinute.civil(until.day))
        if first.year != last.year { return "\(from.dateTimeGroup) TO \(until.dateTimeGroup)" }
        if first.month != last.month {
            return "\(from.group) \(Month.names[first.month - 1]) TO \(until.dateTimeGroup)"
        }
        return "\(from.group) TO \(until.dateTimeGroup)"
    }

    /// `28 TO 30 MAR 27`.
    private static func days(_ from: Int, _ until: Int) -> String {
        let (first, last) = (UTCMinute.civil(from), UTCMinute.civil(until))
        let end = "\(digits(last.day, 2)) \(Month.year(until))"
        if from == until { return end }
        if first.year != last.year { return "\(digits(first.day, 2)) \(Month.year(from)) TO \(end)" }
        if first.month != last.month { return "\(digits(first.day, 2)) \(Month.names[first.month - 1]) TO \(end)" }
        return "\(digits(first.day, 2)) TO \(end)"
    }

    private mutating func cancelling() -> UTCMinute? {
        if let given = notice.cancelAt { return given }
        guard !notice.isPermanent, let until = notice.until else {
            if notice.isPermanent {
                say(
                    .warning,
                    "cancellation-missing",
                    "cancellation",
                    "nothing says when the warning ends: it must be cancelled"
                )
            }
            return nil
        }
        // An hour later, as coordinators do.
        notice.cancelAt = until.later(60)
        return notice.cancelAt
    }
}
