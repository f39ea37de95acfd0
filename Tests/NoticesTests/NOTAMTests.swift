import Geography
import Notices
import Testing

@Suite("Notices to airmen") struct NOTAMTests {
    @Test("an estimated end is kept, three periods, four corners") func estimated() throws {
        let answer = try NoticeSample.answer(NoticeSample.estimated)
        let notice = answer.notice
        #expect(notice.form == .notam && notice.action == .new && notice.kind == .gunnery)
        #expect(notice.series == "A" && notice.number == 123 && notice.year == 2027)
        #expect(notice.until?.text == "2027-03-31T06:00:00Z" && notice.isEstimated && !notice.isPermanent)
        #expect(
            NoticeSample.periods(answer) == [
                "03-28T00:00 03-28T06:00", "03-29T00:00 03-29T06:00", "03-30T00:00 03-30T06:00",
            ]
        )
        #expect(
            notice.area
                == .polygon(
                    Polygon(
                        [(139.5, 33.5), (140.5, 33.5), (140.5, 34), (139.5, 34)].map {
                            Position(longitude: $0.0, latitude: $0.1)
                        }
                    )
                )
        )
        #expect(NoticeSample.codes(answer) == ["schedule-end", "end-estimated"])
        #expect(!answer.hasErrors)
    }

    @Test(
        "one thing changed, one thing said",
        arguments: [
            ("C) 2703310600EST", "C) 2703270600", "end-before-start"),
            ("C) 2703310600EST", "C) 2703290600", "schedule-outside"),
            ("C) 2703310600EST", "C) UFN", "end-form"),
            ("C) 2703310600EST", "C) 2703320600", "time-form"),
            ("C) 2703310600EST", "C) 2703310600 LOCAL", "end-form"),
            ("D) 28-30 0000-0600", "D) 28-30 0000", "schedule-form"),
            ("D) 28-30 0000-0600", "D) 28-30 0000-2560", "schedule-form"),
            ("D) 28-30 0000-0600", "D) FEB 30 0000-0600", "schedule-form"),
            ("D) 28-30 0000-0600", "D) HOL 0000-0600", "schedule-form"),
            ("D) 28-30 0000-0600", "D) SAT EXC SAT", "schedule-form"),
            ("E030", "E029", "circle-too-small"),
            ("E030", "E000", "circle-zero"),
            ("RJJJ/", "RJJ1/", "fir-form"),
            ("QWMLW", "XWMLW", "code-form"),
            ("/IV/", "/VI/", "traffic"),
            ("/BO/", "/OB/", "purpose"),
            ("/W/", "/EW/", "scope"),
            ("000/100/", "100/000/", "levels-order"),
            ("000/100/", "000/099/", "levels-too-narrow"),
            ("000/100/", "000/", "q-form"),
            ("F) SFC G)", "F) FL200 G)", "limits-order"),
            ("G) 10000FT AMSL", "G) HIGH", "limit-form"),
            ("\nF) SFC G) 10000FT AMSL", "", "limits-missing"),
            ("3400N14030E-3400N13930E", "3400N13930E-3400N14030E", "area-crosses-itself"),
            ("3400N14030E", "3460N14030E", "position-range"),
            ("3400N14030E", "3400N18030E", "position-range"),
            (
                "3330N13930E-3330N14030E-3400N14030E-3400N13930E-3330N13930E", "3330N13930E-3330N14030E",
                "area-corners"
            ),
            ("A0123/27", "0123/27", "number-form"),
            ("NOTAMN", "NOTAMR B0001/27", "series-other"),
            ("NOTAMN", "NOTAMR", "reference-missing"),
            ("NOTAMN", "NOTAMR A123/27", "number-form"),
            ("A) RJJJ", "A) RJ", "location-form"),
        ]
    )
    func wrong(_ from: String, _ to: String, _ code: String) throws {
        let text = NoticeSample.estimated.replacing(from, with: to)
        #expect(text != NoticeSample.estimated)
        let answer = try NoticeSample.answer(text)
        #expect(
            NoticeSample.codes(answer, .error).contains(code),
            "\(answer.findings.map { "\($0.code): \($0.sentence)" })"
        )
    }

    @Test(
        "what is unusual, or to be known",
        arguments: [
            ("E030", "E031", "circle-too-large"),
            ("A) RJJJ", "A) RJTG", "fir-other"),
            ("000/100/", "000/200/", "levels-too-wide"),
            ("/3345N14000E030", "", "circle-missing"),
            ("C) 2703310600EST", "C) 2707310600", "long"),
            ("D) 28-30 0000-0600", "D) 28-30 0200-0600", "schedule-start"),
            ("D) 28-30 0000-0600", "D) 28-30 0000-0600 0500-0700", "schedule-overlap"),
            ("D) 28-30 0000-0600", "D) DAILY 2200-0200", "schedule-cut"),
            ("D) 28-30 0000-0600", "D) DAILY SR-SS", "times-by-sun"),
            ("A0123/27", "A0123/25", "year-other"),
            ("-3330N13930E.", ".", "area-not-closed"),
            ("BOUNDED BY:", "BOUNDED BY: 1234567890123456789012345678901234567890", "line-long"),
            ("3400N14030E-", "3400N14030E THEN ALONG THE COAST TO ", "edge-not-straight"),
            ("GUN FIRING", "GUN FIRING §", "characters"),
        ]
    )
    func unusual(_ from: String, _ to: String, _ code: String) throws {
        let answer = try NoticeSample.answer(NoticeSample.estimated.replacing(from, with: to))
        #expect(NoticeSample.codes(answer).contains(code), "\(answer.findings.map { "\($0.code): \($0.sentence)" })")
        #expect(!NoticeSample.codes(answer, .error).contains(code))
    }

    @Test("what is over is told of a day") func past() throws {
        #expect(
            NoticeSample.codes(try NoticeSample.answer(NoticeSample.estimated, on: "2027-04-01")).contains("past")
        )
        #expect(
            NoticeSample.codes(try NoticeSample.answer(NoticeSample.estimated, on: "2027-03-29")).contains("begun")
        )
        let before = NoticeSample.codes(try NoticeSample.answer(NoticeSample.estimated, on: "2027-03-01"))
        #expect(!before.contains("past") && !before.contains("begun"))
    }

    @Test(
        "schedules of item D",
        arguments: [
            (
                "DAILY 0000-0600",
                ["28T00:00 28T06:00", "29T00:00 29T06:00", "30T00:00 30T06:00", "31T00:00 31T06:00"]
            ),
            ("0400-0500", ["28T04:00 28T05:00", "29T04:00 29T05:00", "30T04:00 30T05:00", "31T04:00 31T05:00"]),
            ("28 30 0000-0100", ["28T00:00 28T01:00", "30T00:00 30T01:00"]),
            ("28 AND 30 0000-0100", ["28T00:00 28T01:00", "30T00:00 30T01:00"]),
            ("MAR 28 0000-0100, 29-30 0200-0300", ["28T00:00 28T01:00", "29T02:00 29T03:00", "30T02:00 30T03:00"]),
            (
                "28 0000-0100 0200-0300, 29 0400-0500",
                ["28T00:00 28T01:00", "28T02:00 28T03:00", "29T04:00 29T05:00"]
            ),
            // 28 March 2027 is a Sunday.
            ("SUN TUE 0000-0100", ["28T00:00 28T01:00", "30T00:00 30T01:00"]),
            ("SUN-MON 0000-0100", ["28T00:00 28T01:00", "29T00:00 29T01:00"]),
            ("DAILY 0000-0100 EXC MON", ["28T00:00 28T01:00", "30T00:00 30T01:00", "31T00:00 31T01:00"]),
            ("DAILY 0000-0100 EXC 28 AND 30", ["29T00:00 29T01:00", "31T00:00 31T01:00"]),
            ("28-29 2200-0200", ["28T22:00 29T02:00", "29T22:00 30T02:00"]),
            ("28 2000-30 0400", ["28T20:00 30T04:00"]),
            ("29 H24", ["29T00:00 30T00:00"]),
            ("29 0000-2400", ["29T00:00 30T00:00"]),
            ("28 - 29 0000 - 0100", ["28T00:00 28T01:00", "29T00:00 29T01:00"]),
        ]
    )
    func schedules(_ text: String, _ wanted: [String]) throws {
        let answer = try NoticeSample.answer(NoticeSample.estimated.replacing("28-30 0000-0600", with: text))
        #expect(NoticeSample.periods(answer).map { $0.replacing("03-", with: "") } == wanted)
        #expect(!NoticeSample.codes(answer, .error).contains { $0.hasPrefix("schedule") })
    }

    @Test("days over the ends of months and years") func months() throws {
        func days(_ begin: String, _ end: String, _ schedule: String) throws -> [String] {
            let text = NoticeSample.estimated.replacing("2703280000", with: begin).replacing(
                "2703310600EST",
                with: end
            )
            .replacing("28-30 0000-0600", with: schedule)
            let answer = try NoticeSample.answer(text)
            return answer.notice.periods.map { String($0.from.text.prefix(10)) }
        }
        let april = ["2027-03-31", "2027-04-01", "2027-04-02"]
        #expect(try days("2703310000", "2704030000", "31-02 0000-0600") == april)
        #expect(try days("2703310000", "2704030000", "MAR 31-APR 02 0000-0600") == april)
        #expect(try days("2703310000", "2704030000", "31 01 02 0000-0600") == april)
        #expect(try days("2712310000", "2801020000", "DEC 31-JAN 01 0000-0600") == ["2027-12-31", "2028-01-01"])
        #expect(try days("2802280000", "2803020000", "28-29 0000-0600") == ["2028-02-28", "2028-02-29"])
    }

    @Test(
        "areas and places in E",
        arguments: [
            ("WI 5NM RADIUS OF 3330N13930E", "circle 5.0"),
            ("WITHIN 5.5 NM OF 333000N1393000E", "circle 5.5"),
            ("CIRCLE RADIUS 10KM CENTRED ON 3330N 13930E", "circle 5.4"),
            ("3330N13930E RADIUS 3NM", "circle 3.0"),
            ("3330N13930E RADIUS 3NM. AND 3400N14000E", "circle 3.0, point"),
            ("AT 3330N13930E. NO ACFT WI 3NM. RADIUS IS NOT GIVEN", "point"),
            ("ALONG LINE 3330N13930E - 3400N14000E - 3430N14000E", "line 3"),
            ("BTN 3330N13930E AND 3400N14000E", "line 2"),
            ("AT 3330N13930E", "point"),
            ("WI N333000E1393000-N333000E1403000-N340000E1400000", "polygon 3"),
            ("WI 333000.5N 1393000.5E - 333000N 1403000E - 340000N 1400000E", "polygon 3"),
            (
                "AREA 1: 3330N13930E-3330N14030E-3400N14030E-3330N13930E AREA 2: "
                    + "3530N13930E-3530N14030E-3600N14030E-3530N13930E",
                "polygon 3, polygon 3"
            ),
        ]
    )
    func areas(_ text: String, _ wanted: String) throws {
        let body =
            "GUN FIRING WILL TAKE PLACE WI AREA BOUNDED "
            + "BY:\n3330N13930E-3330N14030E-3400N14030E-3400N13930E-3330N13930E."
        let answer = try NoticeSample.answer(NoticeSample.estimated.replacing(body, with: "GUN FIRING \(text)."))
        let parts = answer.notice.area?.parts.map { part -> String in
            switch part {
            case .point: return "point"
            case .line(let positions): return "line \(positions.count)"
            case .circle(let circle): return "circle \((circle.radius / 185.2).rounded() / 10)"
            case .polygon(let polygon): return "polygon \(polygon.outer.count)"
            case .collection: return "collection"
            }
        }
        #expect(parts?.joined(separator: ", ") == wanted)
    }

    @Test("free text with letters and brackets does not end E") func freeText() throws {
        let text = NoticeSample.estimated.replacing("GUN FIRING", with: "1) A) GUN FIRING (F) AND G) OF THE PLAN")
        let answer = try NoticeSample.answer(text)
        #expect(answer.notice.body?.contains("G) OF THE PLAN") == true)
        #expect(answer.notice.lower?.spelled == "SFC" && answer.notice.upper?.spelled == "10000FT AMSL")
    }

    @Test("what cancels has no end") func cancelling() throws {
        let text =
            "(A0124/27 NOTAMC A0123/27\nQ) RJJJ/QWMCN/IV/BO/W/000/100/3345N14000E030\nA) RJJJ B) 2703290000\n"
            + "E) NOTAM CANCELLED.)"
        let answer = try NoticeSample.answer(text)
        #expect(answer.notice.action == .cancel && answer.notice.references == ["A0123/27"])
        #expect(answer.findings.isEmpty)
        #expect(
            NoticeSample.codes(
                try NoticeSample.answer(text.replacing("B) 2703290000", with: "B) 2703290000 C) PERM"))
            ) == ["end-in-cancel"]
        )
    }
}
