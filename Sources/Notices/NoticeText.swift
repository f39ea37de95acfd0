public import Geography

/// Texts of notices: read, written, and checked.
///
/// What is written are drafts for the national coordinator or NOTAM office. Nothing here sends anything.
public enum NoticeText {
    /// Reads the text of a notice in any of its forms.
    /// - Parameters:
    ///   - bytes: the text; letters of other cases are read as capitals.
    ///   - measures: geometry.
    ///   - limits: the bounds.
    /// - Returns: what it says, and what is to be said of how.
    /// - Throws: `NoticeFault` if it is no notice, or too long.
    /// - Complexity: O(*n*) in the number of bytes, O(*p* log *p*) in the number of positions.
    public static func read(
        _ bytes: [UInt8],
        measures: any ShapeMeasures,
        limits: NoticeLimits = NoticeLimits()
    ) throws(NoticeFault) -> (notice: Notice, findings: [Finding]) {
        guard bytes.count <= limits.bytes else { throw NoticeFault("it is longer than \(limits.bytes) bytes") }
        var (text, exercise, findings) = normalised(bytes)
        guard text.utf8.contains(where: { $0 > 0x20 }) else { throw NoticeFault("it is empty") }
        var notice: Notice
        let more: [Finding]
        if NOTAMReader.accepts(text) {
            (notice, more) = try NOTAMReader.read(text, exercise: exercise, limits: limits)
        } else {
            (notice, more) = try WarningReader.read(text, exercise: exercise, limits: limits)
        }
        findings += more
        if let area = notice.area { notice.area = measures.joined(area) }
        return (notice, Array(findings.prefix(limits.findings)))
    }

    /// Capitals and line feeds, the mark of an exercise taken off at both ends.
    private static func normalised(_ bytes: [UInt8]) -> (text: String, exercise: String?, findings: [Finding]) {
        var findings: [Finding] = []
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var isForeign = false
        for byte in bytes {
            switch byte {
            case 0x61...0x7A: plain.append(byte - 0x20)
            case 0x0D: break
            case 0x09: plain.append(0x20)
            case 0x0A, 0x20..<0x7F: plain.append(byte)
            default:
                isForeign = true
                plain.append(0x20)
            }
        }
        if isForeign {
            findings.append(Finding(.warning, "characters", "text", "it has characters that no notice has"))
        }
        var lines = String(decoding: plain, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)[
            ...
        ]
        func isMark(_ line: Substring) -> Bool {
            line.split(separator: " ").joined(separator: " ").hasPrefix(ExerciseMark.words)
        }
        func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " } }
        while let first = lines.first, isBlank(first) { lines.removeFirst() }
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        var exercise: String?
        if let first = lines.first, isMark(first) {
            exercise = first.split(separator: " ").dropFirst(3).joined(separator: " ")
            lines.removeFirst()
            if let last = lines.last, isMark(last) {
                lines.removeLast()
            } else {
                findings.append(
                    Finding(
                        .warning,
                        "mark-missing",
                        "text",
                        "the mark of an exercise stands before the text and not behind it"
                    )
                )
            }
        } else if let last = lines.last, isMark(last) {
            exercise = last.split(separator: " ").dropFirst(3).joined(separator: " ")
            lines.removeLast()
            findings.append(
                Finding(
                    .error,
                    "mark-missing",
                    "text",
                    "the mark of an exercise stands behind the text and not before it"
                )
            )
        }
        return (lines.joined(separator: "\n"), exercise, findings)
    }

    /// Writes a notice.
    /// - Parameters:
    ///   - notice: the draft, or a notice that was read.
    ///   - form: the form to write.
    ///   - measures: geometry.
    /// - Returns: the text; the notice with what was found for it (item Q), schedule, when it is cancelled); and what
    ///   is to be said.
    public static func write(
        _ notice: Notice,
        as form: NoticeForm,
        measures: any ShapeMeasures
    ) -> (text: String, notice: Notice, findings: [Finding]) {
        var notice = notice
        if let area = notice.area { notice.area = measures.joined(area) }
        if notice.form != form {
            // What belongs to the other form alone is made anew.
            notice.body = nil
            notice.qualifier = nil
            notice.schedule = nil
            if (notice.form == .notam) != (form == .notam) {
                (notice.number, notice.year, notice.references) = (nil, nil, [])
            }
            if notice.action == .replace { notice.action = .new }
            if notice.daily.isEmpty { notice.daily = hours(of: notice.periods) }
        }
        return form == .notam ? NOTAMWriter.write(notice, measures) : WarningWriter.write(notice, as: form)
    }

    /// The hours that are the same on each of several days in a row; nothing if they are not.
    private static func hours(of periods: [Period]) -> [DailyHours] {
        guard periods.count > 1, let first = periods.first?.from.minute else { return [] }
        var byDay: [Int: [DailyHours]] = [:]
        for period in periods {
            guard let from = period.from.minute, let until = period.until.minute, until.minutes - from.minutes <= 1440
            else { return [] }
            byDay[from.day, default: []].append(
                DailyHours(from: from.ofDay, until: until.ofDay == 0 ? 1440 : until.ofDay)
            )
        }
        let days = byDay.keys.sorted()
        guard let hours = byDay[first.day], days.count > 1, days[days.count - 1] - days[0] + 1 == days.count,
            byDay.values.allSatisfy({ $0 == hours })
        else { return [] }
        return hours
    }
}
