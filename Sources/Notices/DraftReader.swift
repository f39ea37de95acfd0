internal import Geography
public import JSON

/// Reads the draft of a notice from JSON.
///
///     {"area": GeoJSON, "radius": NM, "from": time, "until": time, "kind": word, "daily": ["0000-0600"], …}
///
/// Times are RFC 3339; a beginning is rounded down to the minute, an end up. A member that is not known is an error:
/// it would be
/// lost without a word.
public struct DraftReader {
    private let root: JSONValue
    private let limits: NoticeLimits
    private var notice: Notice
    private var findings: [Finding] = []

    private static let known: Set<String> = [
        "form", "to", "area", "radius", "from", "until", "kind", "subject", "title", "daily", "estimated",
        "permanent", "action",
        "series", "navarea", "number", "year", "cancels", "replaces", "issued", "exercise", "general", "locality",
        "charts",
        "remarks", "cancel_at", "fir", "code", "traffic", "purpose", "scope", "lower", "upper", "name",
    ]

    /// Reads a draft.
    /// - Parameters:
    ///   - root: the object.
    ///   - limits: the bounds.
    /// - Returns: the notice, and what is to be said of how it was read; its form is that of `form` or `to`, else of
    ///   a NOTAM if
    ///   there is a `fir`, else of a NAVAREA warning.
    /// - Throws: `NoticeFault` with the member that cannot be read.
    public static func read(
        _ root: JSONValue,
        limits: NoticeLimits = NoticeLimits()
    ) throws(NoticeFault) -> (notice: Notice, findings: [Finding]) {
        guard root.kind == .object else { throw NoticeFault("a draft is an object") }
        for member in root.members {
            let name = member.name.string ?? ""
            guard known.contains(name) else { throw NoticeFault("`\(name.prefix(40))` is no member of a draft") }
        }
        var reader = DraftReader(root, limits)
        try reader.readForm()
        try reader.readTimes()
        try reader.readWords()
        try reader.readArea()
        try reader.readLimits()
        return (reader.notice, reader.findings)
    }

    private init(_ root: JSONValue, _ limits: NoticeLimits) {
        self.root = root
        self.limits = limits
        notice = Notice(.navarea)
    }

    private func member(_ name: String) -> JSONValue? {
        guard let value = root[name], value.kind != .null else { return nil }
        return value
    }

    private func string(_ name: String) throws(NoticeFault) -> String? {
        guard let value = member(name) else { return nil }
        guard let text = value.string, text.utf8.count <= 4000 else { throw NoticeFault("`\(name)` is a text") }
        return text
    }

    private func strings(_ name: String) throws(NoticeFault) -> [String] {
        guard let value = member(name) else { return [] }
        if let text = value.string { return [text] }
        guard value.kind == .array, value.count <= 200 else { throw NoticeFault("`\(name)` is a list of texts") }
        var texts: [String] = []
        for element in value.elements {
            guard let text = element.string, text.utf8.count <= 4000 else {
                throw NoticeFault("`\(name)` is a list of texts")
            }
            texts.append(text)
        }
        return texts
    }

    private func bool(_ name: String) throws(NoticeFault) -> Bool {
        guard let value = member(name) else { return false }
        guard let bool = value.bool else { throw NoticeFault("`\(name)` is true or false") }
        return bool
    }

    private func integer(_ name: String, _ range: ClosedRange<Int>) throws(NoticeFault) -> Int? {
        guard let value = member(name) else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw NoticeFault("`\(name)` is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private mutating func readForm() throws(NoticeFault) {
        let (form, to) = (try string("form"), try string("to"))
        if let word = form ?? to {
            guard let form = NoticeForm(rawValue: word) else {
                throw NoticeFault("`form` is navarea, coastal or notam")
            }
            notice.form = form
        } else if member("fir") != nil {
            notice.form = .notam
        }
        notice.number = try integer("number", 0...9999)
        notice.year = try integer("year", 2000...2099)
        notice.series = try string("series").map(Lines.plain)
        if let area = member("navarea") {
            guard let text = area.string ?? area.integer.map({ String($0) }) else {
                throw NoticeFault("`navarea` is a number or I to XXI")
            }
            notice.series = WarningArea.series(text)
        }
        notice.references = try strings("cancels") + strings("replaces")
        if !notice.references.isEmpty { notice.action = .replace }
        if let word = try string("action") {
            guard let action = NoticeAction(rawValue: word) else {
                throw NoticeFault("`action` is new, replace or cancel")
            }
            notice.action = action
        } else if member("cancels") != nil, member("area") == nil, member("kind") == nil, member("subject") == nil {
            notice.action = .cancel
        }
        // What is drafted is an exercise's, unless it says that it is meant: then mariners and airmen need it without
        // a mark.
        switch member("exercise") {
        case nil: notice.exercise = ""
        case let value?:
            guard value.bool != nil || value.string != nil else {
                throw NoticeFault("`exercise` is true, false or a name")
            }
            notice.exercise = value.string ?? (value.bool == false ? nil : "")
        }
    }

    private mutating func time(_ name: String, roundsUp: Bool) throws(NoticeFault) -> UTCMinute? {
        guard let text = try string(name) else { return nil }
        guard let (minute, seconds) = UTCMinute.read(text) else {
            throw NoticeFault("`\(name)` is no time such as 2027-03-28T00:00:00Z")
        }
        if seconds > 0 {
            findings.append(
                Finding(
                    .note,
                    "time-rounded",
                    name,
                    "notices count in minutes: \(roundsUp ? "rounded up" : "rounded down")"
                )
            )
        }
        return seconds > 0 && roundsUp ? minute.later(1) : minute
    }

    private mutating func readTimes() throws(NoticeFault) {
        notice.from = try time("from", roundsUp: false)
        notice.until = try time("until", roundsUp: true)
        notice.issued = try time("issued", roundsUp: false)
        notice.cancelAt = try time("cancel_at", roundsUp: true)
        notice.isEstimated = try bool("estimated")
        notice.isPermanent = try bool("permanent")
        if notice.isPermanent, notice.until != nil || notice.isEstimated {
            throw NoticeFault("what is `permanent` has no end, and no estimated one")
        }
        if let daily = member("daily") {
            guard daily.kind == .array || daily.kind == .string, daily.count <= 50 else {
                throw NoticeFault("`daily` is a list of hours")
            }
            for element in daily.kind == .array ? Array(daily.elements) : [daily] {
                notice.daily.append(try hours(element))
            }
        }
        guard let from = notice.from else { return }
        if notice.daily.isEmpty {
            if let until = notice.until, from < until { notice.periods = [Period(from, until)] }
            return
        }
        guard notice.until.map({ from < $0 && $0.day - from.day <= 3660 }) ?? notice.isPermanent else { return }
        let schedule = Schedule(
            "DAILY " + notice.daily.map(\.text).joined(separator: " "),
            from: from,
            until: notice.until,
            limits: limits
        )
        notice.periods = schedule.periods
        if let fault = schedule.fault { throw NoticeFault("`daily`: \(fault)") }
        if schedule.isCut {
            findings.append(
                Finding(
                    .warning,
                    "schedule-cut",
                    "daily",
                    "a period is cut, since it begins before `from` or ends after `until`"
                )
            )
        }
    }

    private func hours(_ value: JSONValue) throws(NoticeFault) -> DailyHours {
        if let text = value.string, let hours = DailyHours(text) { return hours }
        if let from = value["from"]?.string, let until = value["until"]?.string, let begin = DailyHours.minutes(from),
            let end = DailyHours.minutes(until)
        {
            return DailyHours(from: begin, until: end)
        }
        throw NoticeFault("`daily` has hours such as \"0000-0600\" or {\"from\": \"00:00\", \"until\": \"06:00\"}")
    }

    private mutating func readWords() throws(NoticeFault) {
        if let word = try string("kind") {
            notice.kind = NoticeKind.named(word)
            if notice.kind == nil {
                notice.subject = word
                let kinds = NoticeKind.allCases.map(\.rawValue).joined(separator: ", ")
                findings.append(
                    Finding(
                        .warning,
                        "kind-other",
                        "kind",
                        "`\(word.prefix(40))` is none of \(kinds); it is told as it is"
                    )
                )
            }
        }
        let (subject, title) = (try string("subject"), try string("title"))
        notice.subject = subject ?? (notice.kind == nil ? title : nil) ?? notice.subject
        notice.general = try string("general")
        notice.locality = try string("locality")
        notice.charts = try strings("charts")
        notice.remarks = try strings("remarks")
    }

    private static let noRadius = NoticeFault(
        "`radius` are nautical miles, above 0 and up to 5400, around an area that is a Point"
    )

    private mutating func readArea() throws(NoticeFault) {
        guard let value = member("area") else {
            if member("radius") != nil { throw DraftReader.noRadius }
            return
        }
        var bounds = GeoLimits()
        bounds.positions = limits.positions
        var reader = GeoJSONReader(limits: bounds)
        do throws(GeoFault) {
            notice.area = try reader.read(value, at: "area")
        } catch {
            throw NoticeFault(error.description)
        }
        for note in reader.notes {
            let isOpen = note.code == .ringOpen
            let words =
                isOpen
                ? "a ring does not end where it begins (RFC 7946, 3.1.6)" : "a ring has fewer than three corners"
            findings.append(
                Finding(.error, isOpen ? "area-not-closed" : "area-corners", "area", "\(note.place): \(words)")
            )
        }
        guard let radius = member("radius") else { return }
        guard let miles = radius.number, miles > 0, miles <= 5400, case .point(let centre)? = notice.area else {
            throw DraftReader.noRadius
        }
        notice.area = .circle(Circle(centre, radius: miles * Ellipsoid.nauticalMile))
    }

    private mutating func readLimits() throws(NoticeFault) {
        notice.locations = try strings("fir").map(Lines.plain)
        for name in ["lower", "upper"] {
            guard let text = try string(name) else { continue }
            guard let limit = AltitudeLimit(text) else {
                throw NoticeFault("`\(name)` is no limit such as SFC, UNL, FL100 or 3000FT AMSL")
            }
            if name == "lower" { notice.lower = limit } else { notice.upper = limit }
        }
        guard ["code", "traffic", "purpose", "scope"].contains(where: { member($0) != nil }) else { return }
        var qualifier = Qualifier(draftOf: notice)
        if let code = try string("code") { qualifier.code = Lines.plain(code) }
        if let traffic = try string("traffic") { qualifier.traffic = Lines.plain(traffic) }
        if let purpose = try string("purpose") { qualifier.purpose = Lines.plain(purpose) }
        if let scope = try string("scope") { qualifier.scope = Lines.plain(scope) }
        notice.qualifier = qualifier
    }
}
