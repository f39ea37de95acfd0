internal import Geography

/// Writes the text of a request for a NOTAM (PANS-AIM, appendix 3).
///
/// - Item Q) has the smallest circle around the area: its centre to the minute, and a radius from there that holds
///   all of it,
///   rounded up to whole nautical miles.
/// - What is needed and was not given stands as a word in square brackets, so that nobody takes it for a value; and
///   is told.
/// - The brackets around a NOTAM are of the message that the office sends, as its addresses are: they are not written.
/// - Lines have at most 69 characters (ICAO Annex 10, volume II, 4.4.15.3.12).
struct NOTAMWriter {
    private var notice: Notice
    private let measures: any ShapeMeasures
    private var findings: [Finding] = []

    static func write(_ notice: Notice, _ measures: any ShapeMeasures) -> (
        text: String, notice: Notice, findings: [Finding]
    ) {
        var writer = NOTAMWriter(notice: notice, measures: measures)
        let text = writer.text()
        return (text, writer.notice, writer.findings)
    }

    private init(notice: Notice, measures: any ShapeMeasures) {
        self.notice = notice
        self.measures = measures
        self.notice.form = .notam
    }

    private mutating func missing(_ code: String, _ item: String, _ sentence: String) {
        findings.append(Finding(.error, code, item, sentence))
    }

    private mutating func text() -> String {
        var lines = [head()]
        lines.append("Q) \(qualifier())")
        if notice.locations.isEmpty { missing("fir-missing", "A", "the flight information region is not given") }
        let places = notice.locations.isEmpty ? "[FIR]" : notice.locations.joined(separator: " ")
        if notice.from == nil { missing("start-missing", "B", "no beginning is given") }
        let begin = notice.from?.compact ?? "[FROM]"
        if notice.action == .cancel {
            lines.append("A) \(places) B) \(begin)")
            lines += item("E", body())
        } else {
            if notice.until == nil, !notice.isPermanent { missing("end-missing", "C", "no end is given") }
            let end =
                notice.isPermanent ? "PERM" : (notice.until?.compact ?? "[UNTIL]") + (notice.isEstimated ? "EST" : "")
            lines.append("A) \(places) B) \(begin) C) \(end)")
            schedule()
            if let schedule = notice.schedule { lines += item("D", [schedule]) }
            lines += item("E", body())
            lines.append("F) \(notice.lower?.spelled ?? "SFC") G) \(notice.upper?.spelled ?? "UNL")")
        }
        if let exercise = notice.exercise {
            lines = [ExerciseMark.line(exercise)] + lines + [ExerciseMark.line(exercise)]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private mutating func head() -> String {
        if notice.number == nil {
            findings.append(Finding(.note, "number-missing", "number", "the office gives the number"))
        }
        let year = notice.year ?? notice.from.map { UTCMinute.civil($0.day).year }
        let series = notice.series.flatMap { $0.utf8.count == 1 ? $0 : nil } ?? "A"
        notice.series = series
        let number = notice.number.map { "\(series)\(digits($0, 4))/\(digits((year ?? 0) % 100, 2))" } ?? "[NUMBER]"
        switch notice.action {
        case .new: return "\(number) NOTAMN"
        case .replace: return "\(number) NOTAMR \(reference())"
        case .cancel: return "\(number) NOTAMC \(reference())"
        }
    }

    private mutating func reference() -> String {
        guard let first = notice.references.first else {
            missing("reference-missing", "number", "the NOTAM that is meant is not given")
            return "[NUMBER]"
        }
        if notice.references.count > 1 {
            missing("reference-many", "number", "one NOTAM replaces or cancels one NOTAM")
        }
        return Lines.plain(first)
    }

    private mutating func qualifier() -> String {
        var made = notice.qualifier ?? Qualifier(draftOf: notice)
        if notice.locations.count > 1, let first = notice.locations.first {
            made.fir = String(first.prefix(2)) + "XX"
        }
        if notice.action == .cancel, notice.qualifier == nil {
            // The condition of what is cancelled is over (OPADD 2.4.3: XX where no other code says so).
            made.code = String(made.code.prefix(3)) + "CN"
        }
        if notice.action != .cancel {
            made.lower = notice.lower?.level(isUpper: false) ?? 0
            made.upper = notice.upper?.level(isUpper: true) ?? 999
        }
        if let area = notice.area {
            if let circle = QualifierCircle(around: area, measures) {
                (made.centre, made.radius) = (circle.centre, min(circle.radius, 999))
                if circle.radius > 999 {
                    missing(
                        "circle-too-large",
                        "Q",
                        "the area needs a circle of \(circle.radius) NM; item Q) has at most 999"
                    )
                }
            } else {
                missing("circle-none", "Q", "no circle of item Q) holds the area")
            }
        }
        notice.qualifier = made
        return made.text
    }

    private mutating func schedule() {
        guard notice.schedule == nil, !notice.daily.isEmpty, let from = notice.from else { return }
        let times = notice.daily.map(\.text).joined(separator: " ")
        let last = notice.periods.last?.from.minute ?? notice.until
        // Within a month by its days, else each day: both say the same.
        if let last, UTCMinute.civil(from.day).month == UTCMinute.civil(last.day).month, from.day < last.day {
            let (first, end) = (UTCMinute.civil(from.day).day, UTCMinute.civil(last.day).day)
            notice.schedule = "\(digits(first, 2))-\(digits(end, 2)) \(times)"
        } else {
            notice.schedule = "DAILY \(times)"
        }
    }

    private mutating func body() -> [String] {
        if let body = notice.body, notice.area == nil || !body.isEmpty {
            return body.split(separator: "\n").map(String.init)
        }
        if notice.action == .cancel { return ["NOTAM CANCELLED."] }
        var lines = [Lines.plain(notice.subject ?? notice.kind?.toAirmen ?? "")]
        if lines == [""] {
            missing("subject-missing", "E", "what the notice warns of is not given")
            lines = ["[SUBJECT]"]
        }
        if let area = notice.area {
            var writer = AreaWriter(area, isToMariners: false)
            let described = writer.lines(area)
            findings += writer.findings
            lines[0] += " \(described.first ?? "")"
            lines += described.dropFirst()
        } else {
            missing("area-missing", "E", "no area is given")
        }
        lines[lines.count - 1] += "."
        return lines + notice.remarks.map(Lines.plain)
    }

    private func item(_ letter: String, _ lines: [String]) -> [String] {
        var lines = lines
        if lines.isEmpty { lines = [""] }
        lines[0] = "\(letter)) \(lines[0])"
        return Lines.broken(lines, width: 69)
    }
}

/// The circle of item Q): the centre to the minute, the radius in whole nautical miles, so that the area is in it.
struct QualifierCircle {
    let centre: Position
    let radius: Int

    init?(around area: Shape, _ measures: any ShapeMeasures) {
        guard let circle = measures.circle(around: area) else { return nil }
        let text = Array(PositionText.qualifier(circle.centre).utf8)
        guard let centre = PositionText.compact(text, at: 0)?.position else { return nil }
        self.centre = centre
        radius = QualifierCircle.miles(measures.farthest(from: centre, of: area))
    }

    /// Whole nautical miles that are at least so many metres; at least one.
    static func miles(_ metres: Double) -> Int {
        max(1, Int((metres / Ellipsoid.nauticalMile - 1e-9).rounded(.up)))
    }
}
