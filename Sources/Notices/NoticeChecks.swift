public import Geography

/// What can be checked of a notice without asking anybody.
public struct NoticeChecks {
    private let notice: Notice
    private let measures: any ShapeMeasures
    private let now: UTCMinute?
    private var findings: [Finding] = []

    /// The findings of a notice.
    /// - Parameters:
    ///   - notice: the notice, as it was read or written.
    ///   - text: its text; nil leaves out what is checked in it.
    ///   - now: the moment that the past ends with; nil leaves that out.
    ///   - measures: geometry.
    /// - Returns: what is to be said, in the order of the items.
    public static func findings(
        of notice: Notice,
        text: String?,
        now: UTCMinute?,
        measures: any ShapeMeasures
    ) -> [Finding] {
        var checks = NoticeChecks(notice: notice, measures: measures, now: now)
        checks.number()
        if notice.form == .notam { checks.qualifier() }
        checks.times()
        checks.area()
        if notice.form == .notam {
            checks.limits()
        } else {
            checks.warning()
        }
        if let text { checks.text(text) }
        return checks.findings
    }

    private init(notice: Notice, measures: any ShapeMeasures, now: UTCMinute?) {
        self.notice = notice
        self.measures = measures
        self.now = now
    }

    private mutating func say(_ severity: Finding.Severity, _ code: String, _ item: String, _ sentence: String) {
        findings.append(Finding(severity, code, item, sentence))
    }

    // Numbers.

    private mutating func number() {
        if notice.form == .notam {
            for reference in notice.references where NOTAMNumber(reference) == nil {
                say(.error, "number-form", "number", "`\(reference.prefix(20))` is no number such as A0123/27")
            }
            if notice.action != .new, notice.references.isEmpty {
                say(.error, "reference-missing", "number", "which NOTAM it replaces or cancels is not said")
            }
            // One series: the replaced one has the letter of the new one (PANS-AIM 6.1.4; OPADD 2.4.1).
            if let series = notice.series, let other = notice.references.first.flatMap({ NOTAMNumber($0) }),
                other.series != series
            {
                say(.error, "series-other", "number", "a NOTAM replaces or cancels one of its own series")
            }
        } else if let series = notice.series, series.hasPrefix("NAVAREA"), WarningArea.number(series) == nil {
            say(.error, "area-number", "series", "`\(series.prefix(30))` is none of the NAVAREAs I to XXI")
        }
        if let year = notice.year, let from = notice.from, notice.action != .cancel {
            let begins = UTCMinute.civil(from.day).year
            if begins < year || begins > year + 1 {
                say(.warning, "year-other", "number", "the number is of \(year), and it begins in \(begins)")
            }
        }
    }

    // Item Q).

    private mutating func qualifier() {
        guard let qualifier = notice.qualifier else {
            if !notice.locations.isEmpty || notice.body != nil {
                say(.error, "q-missing", "Q", "there is no item Q) that can be read")
            }
            return
        }
        func isLetters(_ text: String, _ count: Int) -> Bool {
            text.utf8.count == count && text.utf8.allSatisfy { $0 &- UInt8(ascii: "A") < 26 }
        }
        if !isLetters(qualifier.fir, 4) {
            say(
                .error,
                "fir-form",
                "Q",
                "`\(qualifier.fir.prefix(10))` is no flight information region of four letters"
            )
        }
        if !isLetters(qualifier.code, 5) || !qualifier.code.hasPrefix("Q") {
            say(.error, "code-form", "Q", "`\(qualifier.code.prefix(10))` is no code of Q and four letters")
        }
        if !["I", "V", "IV", "K"].contains(qualifier.traffic) {
            say(.error, "traffic", "Q", "`\(qualifier.traffic.prefix(10))` is no kind of traffic: I, V, IV, K")
        }
        if !["N", "B", "O", "M", "K", "NB", "BO", "NBO", "NO", "BM", "NBM", "OM", "BOM"].contains(qualifier.purpose) {
            say(
                .error,
                "purpose",
                "Q",
                "`\(qualifier.purpose.prefix(10))` is no purpose: N, B, O, M and what can be put together of them, K"
            )
        }
        if !["A", "E", "W", "AE", "AW", "K"].contains(qualifier.scope) {
            say(.error, "scope", "Q", "`\(qualifier.scope.prefix(10))` is no scope: A, E, W, AE, AW, K")
        }
        if qualifier.lower > qualifier.upper {
            say(
                .error,
                "levels-order",
                "Q",
                "the lower level \(qualifier.lower) is above the upper one \(qualifier.upper)"
            )
        }
        for location in notice.locations where !isLetters(location, 4) {
            say(.error, "location-form", "A", "`\(location.prefix(10))` is no location of four letters")
        }
        if notice.locations.isEmpty { say(.error, "location-missing", "A", "there is no item A)") }
        if notice.locations.count == 1, notice.locations[0] != qualifier.fir,
            qualifier.scope == "W" || qualifier.scope == "E"
        {
            say(
                .warning,
                "fir-other",
                "A",
                "item A) is \(notice.locations[0].prefix(4)), item Q) \(qualifier.fir.prefix(4))"
            )
        }
        circle(qualifier)
    }

    private mutating func circle(_ qualifier: Qualifier) {
        guard notice.action != .cancel else { return }
        guard let centre = qualifier.centre, let radius = qualifier.radius else {
            say(.warning, "circle-missing", "Q", "item Q) has no centre and radius")
            return
        }
        if radius == 0 { say(.error, "circle-zero", "Q", "the radius is 0; the least is 1") }
        guard let area = notice.area, radius < 999 else { return }
        let needed = QualifierCircle.miles(measures.farthest(from: centre, of: area))
        if needed > radius {
            say(
                .error,
                "circle-too-small",
                "Q",
                "the area reaches \(needed) NM from the centre, the circle \(radius)"
            )
            return
        }
        if let smallest = QualifierCircle(around: area, measures), smallest.radius < radius {
            let words =
                "a circle of \(smallest.radius) NM around \(PositionText.qualifier(smallest.centre)) holds the area"
            say(.warning, "circle-too-large", "Q", "\(words), item Q) has \(radius)")
        }
    }

    // Times.

    private mutating func times() {
        let isNOTAM = notice.form == .notam
        let (begins, ends) = isNOTAM ? ("B", "C") : ("time", "time")
        if notice.action == .cancel {
            if isNOTAM, notice.until != nil || notice.isPermanent {
                say(.error, "end-in-cancel", "C", "a NOTAM that cancels has no item C)")
            }
            return
        }
        if notice.from == nil, !hasSaid(begins) { say(.error, "start-missing", begins, "when it begins is not said") }
        if notice.until == nil, !notice.isPermanent, !hasSaid(ends) {
            say(.error, "end-missing", ends, "when it ends is not said")
        }
        if let from = notice.from, let until = notice.until {
            if until <= from {
                say(.error, "end-before-start", ends, "it ends at \(until.text), and begins at \(from.text)")
            } else if isNOTAM, until.minutes - from.minutes > 93 * 1440 {
                // PANS-AIM 6.1: what lasts longer than three months belongs in a supplement of the AIP.
                say(.warning, "long", "C", "it lasts longer than three months")
            }
        }
        if notice.isEstimated, isNOTAM {
            say(.note, "end-estimated", "C", "the end is estimated: the notice is replaced or cancelled before it")
        }
        if let now {
            if let until = notice.until, until <= now {
                say(.error, "past", ends, "it has ended at \(until.text)")
            } else if let from = notice.from, from < now {
                say(.warning, "begun", begins, "it has begun at \(from.text)")
            }
        }
        periods(isNOTAM)
    }

    private func hasSaid(_ item: String) -> Bool { findings.contains { $0.item == item && $0.code == "time-form" } }

    private mutating func periods(_ isNOTAM: Bool) {
        let item = isNOTAM ? "D" : "time"
        var last: UTCMinute?
        for period in notice.periods {
            guard let from = period.from.minute, let until = period.until.minute else { continue }
            if let last, from < last {
                say(.warning, "schedule-overlap", item, "two periods overlap at \(from.text)")
                break
            }
            last = until
        }
        guard isNOTAM, let schedule = notice.schedule else { return }
        // OPADD 2.3.21: at most 200 characters.
        if schedule.utf8.count > 200 { say(.warning, "schedule-long", "D", "item D) has more than 200 characters") }
        if let from = notice.from, let first = notice.periods.first?.from.minute, first > from {
            say(.warning, "schedule-start", "D", "the first period begins at \(first.text), item B) at \(from.text)")
        }
        if let until = notice.until, let end = last, end < until, notice.periods.last?.until.minute != nil,
            !(until.ofDay == 1439 && until.minutes - end.minutes <= 1)
        {
            say(.warning, "schedule-end", "D", "the last period ends at \(end.text), item C) at \(until.text)")
        }
    }

    // The area.

    private mutating func area() {
        let item = notice.form == .notam ? "E" : "position"
        guard notice.action != .cancel else { return }
        guard let area = notice.area else {
            if notice.form == .notam, notice.qualifier?.scope == "W" || notice.kind != nil {
                say(.warning, "area-missing", item, "no position is in it")
            } else if notice.form != .notam {
                say(
                    .error,
                    "position-missing",
                    item,
                    "no position is in it (5.4.1: hazard and position are the least)"
                )
            }
            return
        }
        for part in area.parts {
            guard let fault = measures.fault(of: part) else { continue }
            let place = fault.place.map { " at \(PositionText.toMariners($0, .tenth))" } ?? ""
            let code = fault.reason.contains("intersection") ? "area-crosses-itself" : "area-fault"
            say(.error, code, item, "the area is none: \(fault.reason)\(place)")
        }
        // The writer puts the corners of a draft in order; those of a text stand as they were read.
        guard notice.form != .notam, notice.body != nil else { return }
        for case .polygon(let polygon) in area.parts where measures.fault(of: .polygon(polygon)) == nil {
            if AreaWriter.ordered(polygon.outer).first != polygon.outer.first
                || RhumbLine.area(of: Layout.unbroken(polygon.outer)) > 0
            {
                say(.note, "order", item, "corners are told clockwise from the one in the north-west")
                break
            }
        }
    }

    // Limits.

    private mutating func limits() {
        guard notice.action != .cancel, let qualifier = notice.qualifier else { return }
        guard let lower = notice.lower, let upper = notice.upper else {
            if qualifier.scope == "W" || qualifier.scope == "AW", notice.lower == nil,
                !findings.contains(where: { $0.code == "limit-form" })
            {
                say(.error, "limits-missing", "F", "a warning has items F) and G)")
            }
            return
        }
        if lower.feet > upper.feet {
            say(.error, "limits-order", "F", "item F) \(lower.spelled) is above item G) \(upper.spelled)")
            return
        }
        let (low, high) = (lower.level(isUpper: false), upper.level(isUpper: true))
        if qualifier.lower > low || qualifier.upper < high {
            say(
                .error,
                "levels-too-narrow",
                "Q",
                "items F) and G) reach from \(low) to \(high), item Q) from \(qualifier.lower) to \(qualifier.upper)"
            )
        } else if qualifier.lower < low || qualifier.upper > high {
            say(
                .warning,
                "levels-too-wide",
                "Q",
                "items F) and G) reach from \(low) to \(high), item Q) from \(qualifier.lower) to \(qualifier.upper)"
            )
        }
    }

    // Warnings to mariners.

    private mutating func warning() {
        guard notice.action != .cancel else { return }
        if notice.kind == nil, notice.subject == nil, notice.body?.isEmpty ?? true {
            say(.error, "subject-missing", "subject", "what it warns of is not said")
        }
        if notice.general == nil {
            say(.warning, "general-missing", "area", "the general area is not said (element 2)")
        }
        if let cancelAt = notice.cancelAt {
            if let until = notice.until, cancelAt < until {
                say(
                    .error,
                    "cancellation-early",
                    "cancellation",
                    "it cancels itself at \(cancelAt.text), before it ends at \(until.text)"
                )
            } else if let from = notice.from, cancelAt <= from {
                say(
                    .error,
                    "cancellation-early",
                    "cancellation",
                    "it cancels itself at \(cancelAt.text), before it begins"
                )
            }
        } else if notice.until != nil {
            say(.warning, "cancellation-missing", "cancellation", "it has no line CANCEL THIS MSG (element 8)")
        }
        if let issued = notice.issued, let until = notice.until, issued > until {
            say(.error, "issued-late", "time", "it was originated at \(issued.text), after its end")
        }
    }

    // The text.

    private mutating func text(_ text: String) {
        guard notice.form == .notam else { return }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if let long = lines.firstIndex(where: { $0.utf8.count > 69 }) {
            say(
                .warning,
                "line-long",
                "text",
                "line \(long + 1) has more than 69 characters (Annex 10, volume II, 4.4.15.3.12)"
            )
        }
        if text.utf8.count > 1800 {
            say(.warning, "text-long", "text", "it has more than 1,800 characters, which is what one message holds")
        }
    }
}

/// The twenty-one areas of the World-Wide Navigational Warning Service.
enum WarningArea {
    private static let roman = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII",
        "XIX", "XX", "XXI",
    ]
    private static let words = [
        "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE", "THIRTEEN",
        "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN", "TWENTY", "TWENTYONE",
    ]

    /// Whether a series is one of areas: NAVAREA, or the American ones that cover several of them.
    static func isSeries(_ series: String) -> Bool {
        ["NAVAREA", "HYDROPAC", "HYDROLANT", "HYDROARC"].contains(series.prefix { $0 != " " })
    }

    /// The number of the area that a series is of: `NAVAREA XI`, `NAVAREA 11`, `NAVAREA ELEVEN`.
    static func number(_ series: String) -> Int? {
        let name = series.dropFirst(7).filter { $0 != " " }
        if let place = roman.firstIndex(of: name) ?? words.firstIndex(of: name) { return place + 1 }
        guard let value = Digits.value(name.utf8), (1...21).contains(value) else { return nil }
        return value
    }

    /// The series of an area that is given as `XI`, `11` or `NAVAREA XI`.
    static func series(_ text: String) -> String {
        let plain = Lines.plain(text)
        let name = plain.hasPrefix("NAVAREA") ? plain : "NAVAREA \(plain)"
        return number(name).map { "NAVAREA \(roman[$0 - 1])" } ?? name
    }
}
