import Geography
import Notices
import Testing

@Suite("Warnings to mariners") struct WarningTests {
    /// Warnings as their coordinators write them.
    static let rocket = """
        072203Z NOV 22
        NAVAREA IV 1177/22(11,26).
        WESTERN NORTH ATLANTIC.
        FLORIDA.
        1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING
           121606Z TO 121854Z NOV, ALTERNATE
           131606Z TO 131854Z AND 1607Z TO 1854Z DAILY
           14 THRU 18 NOV IN AREAS BOUND BY:
           A. 28-39.92N 080-38.33W, 28-40.00N 079-44.00W,
              28-28.00N 079-40.00W, 28-29.97N 080-32.29W
           B. 27-51.00N 073-56.00W, 28-37.00N 073-55.00W,
              28-40.00N 071-21.00W, 28-13.00N 069-58.00W,
              27-31.00N 069-58.00W, 27-21.00N 071-43.00W.
        2. CANCEL NAVAREA IV 1165/22.
        3. CANCEL THIS MSG 181954Z NOV 22.
        """

    @Test("alternates, daily times, two areas, what it cancels") func alternates() throws {
        let answer = try NoticeSample.answer(WarningTests.rocket)
        let notice = answer.notice
        #expect(
            notice.form == .navarea && notice.series == "NAVAREA IV" && notice.number == 1177 && notice.year == 2022
        )
        #expect(notice.issued?.text == "2022-11-07T22:03:00Z")
        #expect(notice.general == "WESTERN NORTH ATLANTIC" && notice.locality == "FLORIDA")
        #expect(notice.kind == .rocket && notice.action == .replace && notice.references == ["NAVAREA IV 1165/22"])
        #expect(notice.cancelAt?.text == "2022-11-18T19:54:00Z")
        #expect(
            NoticeSample.periods(answer) == [
                "11-12T16:06 11-12T18:54", "11-13T16:06 11-13T18:54", "11-14T16:07 11-14T18:54",
                "11-15T16:07 11-15T18:54",
                "11-16T16:07 11-16T18:54", "11-17T16:07 11-17T18:54", "11-18T16:07 11-18T18:54",
            ]
        )
        #expect(notice.area?.parts.count == 2 && notice.area?.positions.count == 10)
        // Its second area begins in the south-west, and goes clockwise from there.
        #expect(NoticeSample.codes(answer) == ["order"] && !answer.hasErrors, "\(answer.findings)")
    }

    @Test(
        "times",
        arguments: [
            ("280000Z TO 300600Z MAR 27", ["03-28T00:00 03-30T06:00"]),
            ("FROM 280000 UTC TO 300600 UTC MAR", ["03-28T00:00 03-30T06:00"]),
            ("BETWEEN 280000 UTC AND 300600 UTC MAR 27", ["03-28T00:00 03-30T06:00"]),
            ("310000Z MAR TO 020600Z APR 27", ["03-31T00:00 04-02T06:00"]),
            ("310000Z TO 020600Z APR 27", ["03-31T00:00 04-02T06:00"]),
            ("280000Z MAR 27 TO 300600Z MAR 27", ["03-28T00:00 03-30T06:00"]),
            ("0000Z TO 0600Z DAILY 28 TO 29 MAR 27", ["03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]),
            ("0000 TO 0600 UTC DAILY 28 THRU 29 MAR", ["03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]),
            ("DAILY 0000-0600 UTC 28 TO 29 MAR 27", ["03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]),
            (
                "28 TO 29 MAR 27 DAILY BETWEEN 0000 AND 0600 UTC",
                ["03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]
            ),
            ("28 TO 29 MAR DAILY 0000 TO 0600 UTC", ["03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]),
            ("2200Z TO 0200Z DAILY 28 MAR", ["03-28T22:00 03-29T02:00"]),
            (
                "0000Z TO 0100Z AND 0200Z TO 0300Z DAILY 28 MAR 27",
                ["03-28T00:00 03-28T01:00", "03-28T02:00 03-28T03:00"]
            ),
            (
                "0000Z TO 0600Z DAILY 28, 30 AND 31 MAR 27",
                ["03-28T00:00 03-28T06:00", "03-30T00:00 03-30T06:00", "03-31T00:00 03-31T06:00"]
            ),
            ("280000Z TO 290600Z MAR 27 DAILY 0000 TO 0600", ["03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]),
            ("31 MAR TO 01 APR 27 DAILY 0000 TO 0600", ["03-31T00:00 03-31T06:00", "04-01T00:00 04-01T06:00"]),
            ("28 TO 29 MAR 27", ["03-28T00:00 03-29T23:59"]),
            ("310000Z DEC 26 TO 020600Z JAN 27", ["12-31T00:00 01-02T06:00"]),
            ("280000Z MAR 2027 TO 300600Z MAR 2027", ["03-28T00:00 03-30T06:00"]),
            (
                "2200Z TO 0200Z DAILY 31 DEC 26 TO 01 JAN 27",
                ["12-31T22:00 01-01T02:00", "01-01T22:00 01-02T02:00"]
            ),
            (
                "0000Z TO 0600Z DAILY 26 MAR, 28 TO 29 MAR 27",
                ["03-26T00:00 03-26T06:00", "03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00"]
            ),
            (
                "300000Z TO 300600Z MAR 27, ALTERNATE 310000Z TO 310600Z AND 010000Z TO 020600Z",
                ["03-30T00:00 03-30T06:00", "03-31T00:00 03-31T06:00", "04-01T00:00 04-02T06:00"]
            ),
        ]
    )
    func times(_ text: String, _ wanted: [String]) throws {
        let answer = try NoticeSample.answer(
            warning("GUNNERY \(text) IN AREA BOUNDED BY 33-30.0N 139-30.0E, 34-00.0N 140-30.0E, 33-30.0N 140-30.0E.")
        )
        #expect(NoticeSample.periods(answer) == wanted)
        #expect(NoticeSample.codes(answer, .error).isEmpty, "\(answer.findings)")
    }

    private func warning(_ body: String, cancel: String = "2. CANCEL THIS MSG 030700Z APR 27.") -> String {
        "NAVAREA XI 123/27\nWESTERN NORTH PACIFIC.\n1. \(body)\n\(cancel)\n"
    }

    @Test(
        "identifiers",
        arguments: [
            ("NAVAREA XI 27-0123", "navarea NAVAREA XI 123 2027"),
            ("NAVAREA ELEVEN 123/2027", "navarea NAVAREA ELEVEN 123 2027"),
            ("HYDROPAC 1742/27(97).", "navarea HYDROPAC 1742 2027"), ("WZ 123/27", "coastal WZ 123 2027"),
            ("AVURNAV CHERBOURG 77/27", "coastal AVURNAV CHERBOURG 77 2027"),
            ("NAVTEX OTARU 12/27", "coastal NAVTEX OTARU 12 2027"),
        ]
    )
    func identifiers(_ line: String, _ wanted: String) throws {
        let text = warning("GUNNERY 280000Z TO 300600Z MAR 27 IN 33-30.0N 139-30.0E.").replacing(
            "NAVAREA XI 123/27",
            with: line
        )
        let notice = try NoticeSample.answer(text).notice
        #expect("\(notice.form) \(notice.series ?? "") \(notice.number ?? 0) \(notice.year ?? 0)" == wanted)
    }

    @Test(
        "what is wrong",
        arguments: [
            (
                "GUNNERY 300600Z TO 280000Z MAR 27 IN 33-30.0N 139-30.0E.", "2. CANCEL THIS MSG 030700Z APR 27.",
                "end-before-start"
            ),
            (
                "GUNNERY 280000Z TO 300600Z MAR 27 IN 33-30.0N 139-30.0E.", "2. CANCEL THIS MSG 300500Z MAR 27.",
                "cancellation-early"
            ),
            (
                "GUNNERY 280000Z TO 300600Z MAR 27 IN 33-30.0N 139-30.0E.", "2. CANCEL THIS MSG SOON.",
                "cancellation-form"
            ),
            ("GUNNERY 280000Z TO 300600Z MAR 27.", "2. CANCEL THIS MSG 030700Z APR 27.", "position-missing"),
            ("GUNNERY IN 33-30.0N 139-30.0E.", "2. CANCEL THIS MSG 030700Z APR 27.", "start-missing"),
            ("GUNNERY 280000Z TO 310600Z FEB 27 IN 33-30.0N 139-30.0E.", "", "time-form"),
            ("GUNNERY 280000Z TO 302500Z MAR 27 IN 33-30.0N 139-30.0E.", "", "time-form"),
            ("GUNNERY 280000Z TO 300600Z IN 33-30.0N 139-30.0E.", "", "time-form"),
            ("GUNNERY 0000Z TO 0600Z DAILY 30 TO 28 MAR 27 IN 33-30.0N 139-30.0E.", "", "time-form"),
            ("GUNNERY 280000Z TO 300600Z MAR 27 IN 91-30.0N 139-30.0E.", "", "position-range"),
            (
                "GUNNERY 280000Z TO 300600Z MAR 27 IN AREA BOUNDED BY 34-00.0N 139-00.0E, 33-00.0N "
                    + "140-00.0E, 34-00.0N 140-00.0E, 33-00.0N 139-00.0E.",
                "", "area-crosses-itself"
            ),
        ]
    )
    func wrong(_ body: String, _ cancel: String, _ code: String) throws {
        let answer = try NoticeSample.answer(warning(body, cancel: cancel))
        #expect(NoticeSample.codes(answer, .error).contains(code), "\(answer.findings)")
    }

    @Test("no such area, and no line that cancels") func unknownArea() throws {
        let text = warning("GUNNERY 280000Z TO 300600Z MAR 27 IN 33-30.0N 139-30.0E.", cancel: "").replacing(
            "NAVAREA XI",
            with: "NAVAREA XXII"
        )
        #expect(NoticeSample.codes(try NoticeSample.answer(text)) == ["area-number", "cancellation-missing"])
    }

    @Test("what only cancels") func cancelling() throws {
        let answer = try NoticeSample.answer("NAVAREA XI 124/27\nCANCEL NAVAREA XI 123/27.\n")
        #expect(
            answer.notice.action == .cancel && answer.notice.references == ["NAVAREA XI 123/27"]
                && answer.findings.isEmpty
        )
    }

    @Test(
        "what is none",
        arguments: [
            ("", "it is empty"), ("   \n", "it is empty"),
            (
                "hello",
                "its first words are no series and number such as `NAVAREA XI 123/27`, and it has no items of a NOTAM"
            ),
        ]
    )
    func none(_ text: String, _ wanted: String) {
        do {
            _ = try NoticeSample.answer(text)
            Issue.record("it was read")
        } catch {
            #expect("\(error)" == wanted)
        }
    }
}
