public import Geography
public import JSON

/// What is said of a notice, as one JSON object.
public struct NoticeAnswer: Sendable {
    /// The text.
    public let text: String
    /// What it says.
    public let notice: Notice
    /// What is to be said of it: the worst first, else in the order of the items.
    public let findings: [Finding]

    /// Whether some finding is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// Reads a text or a draft, writes it in a form where that is asked for, and checks it.
    /// - Parameters:
    ///   - bytes: the text of a notice, or a draft in JSON.
    ///   - form: the form to write; nil for that of the text or draft.
    ///   - now: the moment that the past ends with; nil leaves that out.
    ///   - measures: geometry.
    ///   - limits: the bounds.
    /// - Throws: `NoticeFault` if it can be read as neither.
    public init(
        _ bytes: [UInt8],
        to form: NoticeForm? = nil,
        now: UTCMinute? = nil,
        measures: any ShapeMeasures,
        limits: NoticeLimits = NoticeLimits()
    ) throws(NoticeFault) {
        guard bytes.count <= limits.bytes else { throw NoticeFault("it is longer than \(limits.bytes) bytes") }
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            self = try NoticeAnswer(
                judging: NoticeAnswer.document(bytes).root,
                to: form,
                now: now,
                measures: measures,
                limits: limits
            )
            return
        }
        let (read, said) = try NoticeText.read(bytes, measures: measures, limits: limits)
        if let form, form != read.form {
            let written = NoticeText.write(read, as: form, measures: measures)
            self.init(written.text, written.notice, said + written.findings, now, measures, limits)
        } else {
            self.init(String(decoding: bytes, as: UTF8.self), read, said, now, measures, limits)
        }
    }

    private static func document(_ bytes: [UInt8]) throws(NoticeFault) -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(parsing: bytes)
        } catch {
            throw NoticeFault("\(error)")
        }
    }

    /// Reads a case that is at hand as JSON, writes and checks it.
    /// - Parameters:
    ///   - value: a draft; or `{"text": the text of a notice, "to": form}`.
    ///   - form: the form to write; nil for that of the draft or text.
    ///   - now: the moment that the past ends with; nil leaves that out.
    ///   - measures: geometry.
    ///   - limits: the bounds.
    /// - Throws: `NoticeFault` with the member that cannot be read.
    public init(
        judging value: JSONValue,
        to form: NoticeForm? = nil,
        now: UTCMinute? = nil,
        measures: any ShapeMeasures,
        limits: NoticeLimits = NoticeLimits()
    ) throws(NoticeFault) {
        if let text = value["text"] {
            guard let text = text.string, value.members.allSatisfy({ ["text", "to"].contains($0.name.string) }) else {
                throw NoticeFault("a case with a `text` has that and `to` alone")
            }
            var form = form
            if let to = value["to"] {
                guard let named = to.string.flatMap({ NoticeForm(rawValue: $0) }) else {
                    throw NoticeFault("`to` is navarea, coastal or notam")
                }
                form = form ?? named
            }
            guard text.utf8.first(where: { $0 > 0x20 }) != UInt8(ascii: "{") else {
                throw NoticeFault("`text` is no notice")
            }
            try self.init(Array(text.utf8), to: form, now: now, measures: measures, limits: limits)
            return
        }
        var (drafted, said) = try DraftReader.read(value, limits: limits)
        if let form { drafted.form = form }
        let written = NoticeText.write(drafted, as: drafted.form, measures: measures)
        self.init(written.text, written.notice, said + written.findings, now, measures, limits)
    }

    private init(
        _ text: String,
        _ notice: Notice,
        _ said: [Finding],
        _ now: UTCMinute?,
        _ measures: any ShapeMeasures,
        _ limits: NoticeLimits
    ) {
        self.text = text
        self.notice = notice
        var seen: Set<Finding> = []
        var codes: Set<String> = []
        var findings: [Finding] = []
        for finding in said where seen.insert(finding).inserted {
            findings.append(finding)
            codes.insert(finding.code)
        }
        // What was said while it was read or written is not said once more.
        for finding in NoticeChecks.findings(of: notice, text: text, now: now, measures: measures)
        where !codes.contains(finding.code) && seen.insert(finding).inserted {
            findings.append(finding)
        }
        let order: [Finding.Severity] = [.error, .warning, .note]
        self.findings = Array(
            order.flatMap { severity in findings.filter { $0.severity == severity } }.prefix(limits.findings)
        )
    }

    /// The object that the command line and the API answer with.
    public var tree: JSONTree {
        .members([
            "form": .string(notice.form.rawValue), "text": .string(text), "action": .string(notice.action.rawValue),
            "series": notice.series.map { .string($0) }, "number": notice.number.map { .integer($0) },
            "year": notice.year.map { .integer($0) }, "refers": .strings(notice.references),
            "kind": notice.kind.map { .string($0.rawValue) }, "code": notice.qualifier.map { .string($0.code) },
            "area": notice.area.map { GeoJSONWriter.geometry($0, hasBox: GeoJSONWriter.isCut($0)) } ?? .null,
            "radius": radius,
            "from": notice.from.map { .string($0.text) } ?? .null,
            "until": notice.until.map { .string($0.text) } ?? .null,
            "estimated": .bool(notice.isEstimated), "permanent": .bool(notice.isPermanent),
            "schedule": notice.schedule.map { .string($0) },
            "daily": .array(
                notice.periods.map { .members(["from": .string($0.from.text), "until": .string($0.until.text)]) }
            ),
            "cancel_at": notice.cancelAt.map { .string($0.text) },
            "fir": notice.locations.isEmpty ? nil : .strings(notice.locations), "circle": circle,
            "lower": notice.lower.map { .string($0.spelled) }, "upper": notice.upper.map { .string($0.spelled) },
            "general": notice.general.map { .string($0) }, "locality": notice.locality.map { .string($0) },
            "charts": notice.charts.isEmpty ? nil : .strings(notice.charts),
            "exercise": notice.exercise.map { $0.isEmpty ? .bool(true) : .string($0) } ?? .bool(false),
            "findings": .array(
                findings.map { finding in
                    .members([
                        "code": .string(finding.code), "item": .string(finding.item),
                        "severity": .string(finding.severity.rawValue), "sentence": .string(finding.sentence),
                    ])
                }
            ),
        ])
    }

    /// Nautical miles around the point that the area is.
    private var radius: JSONTree? {
        guard case .circle(let circle)? = notice.area else { return nil }
        let miles = circle.radius / Ellipsoid.nauticalMile
        return GeoJSONWriter.number((miles * 1000).rounded() / 1000)
    }

    private var circle: JSONTree? {
        guard let centre = notice.qualifier?.centre, let radius = notice.qualifier?.radius else { return nil }
        let position: [JSONTree] = [centre.longitude, centre.latitude].map { GeoJSONWriter.number($0) }
        return .members(["centre": .array(position), "radius": .integer(radius)])
    }
}
