import Geography
import Geometry
import JSON
import Notices
import Testing

@Suite("Drafts of notices") struct DraftTests {
    @Test("to airmen") func toAirmen() throws {
        let answer = try NoticeSample.answer(NoticeSample.draft)
        #expect(
            answer.text == """
                A0123/27 NOTAMN
                Q) RJJJ/QWMLW/IV/BO/W/000/100/3345N14000E030
                A) RJJJ B) 2703280000 C) 2703300600
                D) 28-30 0000-0600
                E) GUN FIRING WILL TAKE PLACE WI AREA BOUNDED BY:
                3400N13930E - 3400N14030E - 3330N14030E - 3330N13930E - 3400N13930E.
                F) SFC G) FL100

                """
        )
        #expect(answer.findings.isEmpty, "\(answer.findings)")
    }

    @Test("to mariners") func toMariners() throws {
        let answer = try NoticeSample.answer(NoticeSample.draft, to: .navarea)
        #expect(
            answer.text == """
                NAVAREA XI 123/27
                WESTERN NORTH PACIFIC.
                HONSHU, SOUTH COAST.
                CHART W61.
                1. GUNNERY EXERCISES 0000Z TO 0600Z
                DAILY 28 TO 30 MAR 27
                IN AREA BOUNDED BY
                34-00.0N 139-30.0E, 34-00.0N 140-30.0E,
                33-30.0N 140-30.0E AND
                33-30.0N 139-30.0E.
                2. CANCEL THIS MSG 300700Z MAR 27.

                """
        )
        #expect(answer.findings.isEmpty, "\(answer.findings)")
    }

    @Test(
        "the mark of an exercise is there unless it is meant",
        arguments: [
            (#","exercise":false"#, nil), ("", "EXERCISE EXERCISE EXERCISE"),
            (#","exercise":true"#, "EXERCISE EXERCISE EXERCISE"),
            (#","exercise":"Kizuna 27""#, "EXERCISE EXERCISE EXERCISE KIZUNA 27"),
            (#","exercise":"EXERCISE KIZUNA""#, "EXERCISE EXERCISE EXERCISE KIZUNA"),
        ]
    )
    func mark(_ member: String, _ wanted: String?) throws {
        let draft = NoticeSample.draft.replacing(#","exercise":false"#, with: member)
        for form in NoticeForm.allCases {
            let answer = try NoticeSample.answer(draft, to: form)
            let lines = answer.text.split(separator: "\n")
            #expect((lines.first?.hasPrefix("EXERCISE") == true) == (wanted != nil))
            if let wanted {
                #expect(lines.first.map(String.init) == wanted && lines.last.map(String.init) == wanted)
                let again = try NoticeSample.answer(answer.text)
                #expect(again.notice.exercise != nil && again.notice.form == form)
                // A mark that somebody took off at one end is missed.
                let half = try NoticeSample.answer(lines.dropLast().joined(separator: "\n"))
                #expect(NoticeSample.codes(half).contains("mark-missing"))
                let other = try NoticeSample.answer(lines.dropFirst().joined(separator: "\n"))
                #expect(NoticeSample.codes(other, .error).contains("mark-missing"))
            }
        }
    }

    /// Drafts of areas of all kinds.
    static let areas = [
        #"{"type":"Polygon","coordinates":[[[170,30],[-170,30],[-170,40],[170,40],[170,30]]]}"#,
        #"{"type":"MultiPolygon","coordinates":[[[[170,30],[180,30],[180,40],[170,40],[170,30]]],[[[-180,"#
            + #"30],[-170,30],[-170,40],[-180,40],[-180,30]]]]}"#,
        #"{"type":"MultiPolygon","coordinates":[[[[1,1],[2,1],[2,2],[1,1]]],[[[-3,-1],[-2,-1],[-2,-2],[-3,-1]]]]}"#,
        #"{"type":"LineString","coordinates":[[10,50],[11,51],[12.5,52]]}"#,
        #"{"type":"Point","coordinates":[-0.5,-0.25]}"#,
        #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[139.55,33.51],"#
            + #"[140.123,33.5],[140.5,34.77],[139.55,33.51]]]}}"#,
    ]

    @Test("what is written is read as it was drafted", arguments: areas)
    func roundTrip(_ area: String) throws {
        let times =
            #""from":"2027-12-31T22:00:00+09:00","until":"2028-01-03T02:00:00Z","daily":[{"from":"22:00","#
            + #""until":"02:00"}]"#
        let draft =
            #"{"area":\#(area),\#(times),"kind":"missile firings","fir":"RJJJ","navarea":11,"number":7,"year":2027}"#
        for form in NoticeForm.allCases {
            let answer = try NoticeSample.answer(draft, to: form)
            let again = try NoticeSample.answer(answer.text)
            #expect(again.notice.periods == answer.notice.periods, "\(answer.text)")
            #expect(again.notice.kind == .missile && again.notice.form == form)
            let (one, other) = (Areas().joined(try #require(answer.notice.area)), try #require(again.notice.area))
            #expect(one.parts.count == other.parts.count, "\(answer.text)")
            // As finely as it is told: half a hundredth of a minute, or half a second.
            for position in one.positions {
                let away = other.positions.map { Geodesic.distance(from: position, to: $0) }.min() ?? .infinity
                #expect(away < 25, "\(position) \(answer.text)")
            }
            let mariners = answer.text.split(separator: "\n").allSatisfy { $0.utf8.count <= 40 }
            #expect(
                form == .notam ? answer.text.split(separator: "\n").allSatisfy { $0.utf8.count <= 69 } : mariners,
                "\(answer.text)"
            )
            #expect(again.findings.allSatisfy { $0.severity != .error }, "\(again.findings) \(answer.text)")
        }
    }

    @Test("a box over 180 degrees is one area in the text") func over180() throws {
        let draft =
            #"{"area":\#(DraftTests.areas[1]),"from":"2027-03-28T00:00:00Z","#
            + #""until":"2027-03-30T06:00:00Z","kind":"exercise","exercise":false}"#
        let answer = try NoticeSample.answer(draft)
        #expect(
            answer.text.contains(
                "IN AREA BOUNDED BY\n40-00.0N 170-00.0E, 40-00.0N 170-00.0W,\n30-00.0N 170-00.0W "
                    + "AND\n30-00.0N 170-00.0E."
            )
        )
        let area = String(decoding: try #require(answer.tree["area"]).bytes(), as: UTF8.self)
        #expect(area.hasPrefix(#"{"type":"MultiPolygon","bbox":[170,30,-170,40]"#))
    }

    @Test("a circle") func circle() throws {
        let draft =
            #"{"area":{"type":"Point","coordinates":[139.5,33.5]},"radius":5,"#
            + #""from":"2027-03-28T00:00:00Z","until":"2027-03-30T06:00:00Z","kind":"drone","#
            + #""fir":"RJJJ","exercise":false}"#
        let answer = try NoticeSample.answer(draft)
        #expect(answer.text.contains("WI 5NM RADIUS OF 3330N13930E."))
        #expect(answer.text.contains("Q) RJJJ/QWULW/IV/BO/W/000/999/3330N13930E005"))
        #expect(answer.text.contains("F) SFC G) UNL"))
        #expect(
            try NoticeSample.answer(draft, to: .coastal).text.contains(
                "\nIN AREA WITHIN 5 MILES OF\n33-30.0N 139-30.0E.\n"
            )
        )
    }

    @Test("what is missing stands in brackets and is told") func missing() throws {
        let answer = try NoticeSample.answer("{}", to: .notam)
        #expect(answer.text.contains("A) [FIR] B) [FROM] C) [UNTIL]"))
        #expect(
            Set(NoticeSample.codes(answer, .error)).isSuperset(of: [
                "fir-missing", "start-missing", "end-missing", "area-missing",
            ])
        )
        let warning = try NoticeSample.answer("{}", to: .navarea)
        #expect(warning.text.hasPrefix("EXERCISE EXERCISE EXERCISE\nNAVAREA [AREA] [NUMBER]\n"))
        #expect(warning.hasErrors)
    }

    @Test("cancelling and replacing") func cancelling() throws {
        let cancel = try NoticeSample.answer(
            #"{"form":"notam","cancels":["A0123/27"],"fir":"RJJJ","from":"2027-03-29T00:00:00Z","#
                + #""number":124,"exercise":false}"#
        )
        #expect(
            cancel.text
                == "A0124/27 NOTAMC A0123/27\nQ) RJJJ/QXXCN/IV/BO/W/000/999\nA) RJJJ B) 2703290000\n"
                + "E) NOTAM CANCELLED.\n"
        )
        let mariners = try NoticeSample.answer(
            #"{"navarea":"XI","cancels":["NAVAREA XI 123/27"],"number":124,"year":2027,"exercise":false}"#
        )
        #expect(mariners.text == "NAVAREA XI 124/27\nCANCEL NAVAREA XI 123/27.\n")
        #expect(mariners.findings.isEmpty, "\(mariners.findings)")
        let replaced = try NoticeSample.answer(
            NoticeSample.draft.replacing(#""number":123"#, with: #""number":124,"replaces":"A0123/27""#)
        )
        #expect(replaced.text.hasPrefix("A0124/27 NOTAMR A0123/27\n"))
        #expect(!replaced.hasErrors)
    }

    @Test("a notice is written in another form", arguments: NoticeForm.allCases)
    func converted(_ form: NoticeForm) throws {
        let answer = try NoticeSample.answer(NoticeSample.estimated, to: form)
        #expect(NoticeSample.periods(answer).count == 3)
        #expect(answer.notice.form == form)
        if form != .notam {
            // Lines of 40 characters end before `DAILY`.
            #expect(answer.text.replacing("\n", with: " ").contains("0000Z TO 0600Z DAILY 28 TO 30 MAR 27"))
            #expect(answer.text.contains("[NUMBER]"))
        }
    }

    @Test(
        "what cannot be read of a draft",
        arguments: [
            (#"{"form":"radio"}"#, "`form` is navarea, coastal or notam"),
            (#"{"colour":1}"#, "`colour` is no member of a draft"),
            (#"{"from":"tomorrow"}"#, "`from` is no time such as 2027-03-28T00:00:00Z"),
            (#"{"from":"2027-02-30T00:00:00Z"}"#, "`from` is no time such as 2027-03-28T00:00:00Z"),
            (#"{"number":-1}"#, "`number` is a number from 0 to 9999"),
            (#"{"daily":["6-7"]}"#, #"`daily` has hours such as "0000-0600" or {"from": "00:00", "until": "06:00"}"#),
            (#"{"area":{"type":"Point","coordinates":[0,95]}}"#, "area.coordinates: the latitude is beyond the pole"),
            (#"{"lower":"LOW"}"#, "`lower` is no limit such as SFC, UNL, FL100 or 3000FT AMSL"),
            (#"{"radius":5}"#, "`radius` are nautical miles, above 0 and up to 5400, around an area that is a Point"),
            (#"{"permanent":true,"estimated":true}"#, "what is `permanent` has no end, and no estimated one"),
            (#"{"text":"x","kind":"y"}"#, "a case with a `text` has that and `to` alone"),
            (#"{"text":"{}"}"#, "`text` is no notice"),
        ]
    )
    func unreadable(_ text: String, _ wanted: String) {
        do {
            _ = try NoticeSample.answer(text)
            Issue.record("it was read")
        } catch {
            #expect("\(error)" == wanted)
        }
    }

    @Test("seconds are rounded to the safe side") func seconds() throws {
        let draft = NoticeSample.draft.replacing("00:00:00Z", with: "00:00:30Z").replacing(
            "06:00:00Z",
            with: "06:00:00.5Z"
        )
        let answer = try NoticeSample.answer(draft)
        #expect(
            answer.notice.from?.text == "2027-03-28T00:00:00Z" && answer.notice.until?.text == "2027-03-30T06:01:00Z"
        )
        #expect(NoticeSample.codes(answer).filter { $0 == "time-rounded" }.count == 2)
    }

    @Test("very many positions are refused, very many words are read in time") func hostile() throws {
        let many = String(repeating: "3330N13930E-", count: 2001)
        #expect(throws: NoticeFault.self) {
            try NoticeSample.answer(NoticeSample.estimated.replacing("3330N13930E-", with: many))
        }
        #expect(throws: NoticeFault.self) { try NoticeSample.answer(String(repeating: "A", count: (256 << 10) + 1)) }
        for piece in [
            "Q) A) B) C) D) E) F) G) ", "0000-", "28-30 ", "CANCEL ", "1. ", "33-30.0N ", "DAILY 0000 TO ", "(", ")",
            "\n", "MAR ", "28 TO 29 AND ", "0000 TO 0600 AND ", "3330N13930E RADIUS 3NM. ",
        ] {
            // Work that grows with the square of this would take minutes.
            let flood = String(repeating: piece, count: 20_000 / piece.utf8.count)
            for text in [
                flood, "NAVAREA XI 1/27\n\(flood)", NoticeSample.estimated.replacing("28-30 0000-0600", with: flood),
            ] {
                _ = try? NoticeSample.answer(text)
            }
        }
    }
}
