import Geography
import Geometry
import JSON
import Notices

/// Notices of the tests.
enum NoticeSample {
    /// A NOTAM with an estimated end, named days and an area of four corners.
    static let estimated = """
        (A0123/27 NOTAMN
        Q) RJJJ/QWMLW/IV/BO/W/000/100/3345N14000E030
        A) RJJJ B) 2703280000 C) 2703310600EST
        D) 28-30 0000-0600
        E) GUN FIRING WILL TAKE PLACE WI AREA BOUNDED BY:
        3330N13930E-3330N14030E-3400N14030E-3400N13930E-3330N13930E.
        F) SFC G) 10000FT AMSL)
        """

    /// The draft of gunnery on three mornings, meant.
    static let draft = #"""
        {"area":{"type":"Polygon","coordinates":[[[139.5,33.5],[140.5,33.5],[140.5,34],[139.5,34],[139.5,33.5]]]},
        "from":"2027-03-28T00:00:00Z","until":"2027-03-30T06:00:00Z","kind":"gunnery","daily":["0000-0600"],
        "fir":"RJJJ","lower":"SFC","upper":"FL100","number":123,"general":"Western North Pacific",
        "locality":"Honshu, south coast","charts":["W61"],"navarea":"XI","exercise":false}
        """#

    static func answer(_ text: String, to form: NoticeForm? = nil, on day: String? = nil) throws -> NoticeAnswer {
        let now = day.flatMap { UTCMinute.read("\($0)T00:00:00Z")?.minute }
        return try NoticeAnswer(Array(text.utf8), to: form, now: now, measures: Areas())
    }

    /// The codes of the findings of a severity.
    static func codes(_ answer: NoticeAnswer, _ severity: Finding.Severity? = nil) -> [String] {
        answer.findings.filter { severity == nil || $0.severity == severity }.map(\.code)
    }

    static func periods(_ answer: NoticeAnswer) -> [String] {
        answer.notice.periods.map {
            "\($0.from.text.dropFirst(5).dropLast(4)) \($0.until.text.dropFirst(5).dropLast(4))"
        }
    }
}
