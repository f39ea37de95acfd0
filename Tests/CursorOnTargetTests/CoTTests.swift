import Symbols
import Testing

@testable import CursorOnTarget

/// An event of an exercise with all marks.
let played = """
    <?xml version="1.0" encoding="UTF-8"?>
    <event version="2.0" uid="ENTENTE-SHIP-1" type="a-f-S-C-L-F-F" how="m-g" time="2027-03-01T09:00:00.000Z" \
    start="2027-03-01T09:00:00.000Z" stale="2027-03-01T09:05:00.000Z" access="EU RESTRICTED" qos="5-r-c" \
    opex="e-SAKURA 27" caveat="FOR EXERCISE" releasableTo="EU JPN"><point lat="34.5" lon="139.75" hae="9999999.0" \
    ce="50" le="9999999"/><detail><contact callsign="EXERCISE KIRISAME"/><track speed="7.50" course="182.5"/>\
    <marks xmlns="urn:entente:marks:1" kind="exercise" exercise="SAKURA 27" label="EU RESTRICTED"/>\
    <remarks source='a &lt; b'>Second serial, <b>station two</b>.</remarks></detail></event>
    """

func event(_ xml: String) throws -> CoTEvent {
    let events = try CoTReader.events(Array(xml.utf8))
    return try #require(events.first)
}

/// An event with other attributes and another inside.
func xml(
    _ attributes: String = "",
    point: String = "lat=\"1\" lon=\"2\"",
    detail: String = "",
    type: String = "a-f-S"
) -> String {
    "<event uid=\"u\" type=\"\(type)\" time=\"2027-03-01T09:00:00Z\" start=\"2027-03-01T09:00:00Z\" "
        + "stale=\"2027-03-01T09:00:00Z\" \(attributes)><point \(point)/><detail>\(detail)</detail></event>"
}

let marks = "<marks xmlns='urn:entente:marks:1' kind='exercise' exercise='E'/>"

@Suite struct CoTTests {
    @Test func anEventIsReadWithItsMarks() throws {
        let event = try event(played)
        #expect(event.uid == "ENTENTE-SHIP-1" && event.type == "a-f-S-C-L-F-F" && event.how == "m-g")
        #expect(event.time.map { CoTText.time($0) } == "2027-03-01T09:00:00.000Z")
        #expect(event.point.latitude == 34.5 && event.point.height == nil && event.point.circularError == 50)
        var wanted = CoTMarks()
        (wanted.kind, wanted.exercise, wanted.label) = (.exercise, "SAKURA 27", "EU RESTRICTED")
        (wanted.access, wanted.opex, wanted.caveat) = ("EU RESTRICTED", "e-SAKURA 27", "FOR EXERCISE")
        (wanted.releasableTo, wanted.callsign) = ("EU JPN", "EXERCISE KIRISAME")
        #expect(event.marks == wanted && event.findings.isEmpty)
        #expect(event.symbol?.digits == "10133000001202040000")
        #expect(event.detail.map(\.name) == ["contact", "track", "marks", "remarks"])
        let remarks = "<remarks source='a &lt; b'>Second serial, <b>station two</b>.</remarks>"
        #expect(event.detail.last.map { String(decoding: $0.xml, as: UTF8.self) } == remarks)
    }

    @Test(arguments: [CoTForm.xml, .stream(isShort: false), .datagram(isShort: false)])
    func whatIsWrittenSaysTheSame(form: CoTForm) throws {
        let event = try event(played)
        let (bytes, lost) = try event.written(as: form)
        #expect(lost.isEmpty)
        let again = try #require(try CoTReader.events(bytes).first)
        #expect(again.marks == event.marks && again.point == event.point && again.time == event.time)
        #expect(again.detail.contains { $0.xml == event.detail[3].xml }, "what is not known is kept to the byte")
        // And back to XML.
        #expect(try again.written(as: .xml).lost.isEmpty)
    }

    @Test func aMarkThatIsLostRefusesTheEvent() throws {
        let event = try event(played)
        let fault = #expect(throws: CoTFault.self) { try event.written(as: .stream(isShort: true)) }
        #expect(fault?.code == .markLost && fault?.about == "caveat, releasable_to")
        var plain = event
        (plain.caveat, plain.releasableTo) = (nil, nil)
        #expect(try plain.written(as: .stream(isShort: true)).lost.isEmpty)
    }

    @Test func eachMarkThatDiffersIsNamed() throws {
        let marks = try event(played).marks
        #expect(marks.lost(in: marks).isEmpty)
        let changes: [(String, (inout CoTMarks) -> Void)] = [
            ("kind", { $0.kind = .real }), ("exercise", { $0.exercise = nil }), ("label", { $0.label = "" }),
            ("access", { $0.access = nil }), ("opex", { $0.opex = "o-" }), ("caveat", { $0.caveat = nil }),
            ("releasable_to", { $0.releasableTo = "EU" }), ("callsign", { $0.callsign = "KIRISAME" }),
        ]
        for (name, change) in changes {
            var other = marks
            change(&other)
            #expect(marks.lost(in: other) == [name])
        }
    }

    @Test(arguments: [
        ("", "", [CoTFinding.Code.unmarked]), ("opex='e-E'", "", [.elementMissing]), ("", marks, [.opexMissing]),
        ("opex='e-E'", marks, []), ("opex='e-'", marks, []), ("opex='o-'", marks, [.contradiction]),
        ("opex='s-E'", marks, [.contradiction]), ("opex='e-F'", marks, [.contradiction]),
        ("opex='e-E'", marks + marks.replacing("'E'", with: "'F'"), [.contradiction]),
        ("opex='e-E'", marks.replacing("'exercise'", with: "'exercice'"), [.contradiction]),
        ("opex='e-E'", marks + "<contact callsign='KIRISAME'/>", [.callsignUnmarked]),
        ("opex='o-'", "<marks xmlns='urn:entente:marks:1' kind='real'/><contact callsign='KIRISAME'/>", []),
        // An element of that name that is not in the namespace is no mark.
        ("", "<marks kind='exercise'/>", [.unmarked]),
    ])
    func marksAreJudged(attributes: String, detail: String, findings: [CoTFinding.Code]) throws {
        let event = try event(xml(attributes, detail: detail))
        #expect(event.findings.map(\.code) == findings)
        if findings == [.contradiction] {
            let fault = #expect(throws: CoTFault.self) { try event.written(as: .xml) }
            #expect(fault?.code == .contradiction)
        }
    }

    @Test func aFriendWhoPlaysSomebodyElseIsInAnExercise() throws {
        #expect(try event(xml(type: "a-k-A-M-F-F")).findings.map(\.code) == [.unmarked, .playedUnmarked])
        #expect(try event(xml("opex='e-E'", detail: marks, type: "a-k-A-M-F-F")).findings.isEmpty)
    }

    @Test func marksArePutOnAndWhatIsRealStaysReal() throws {
        var event = try event(xml(detail: "<contact callsign='KIRISAME' endpoint='*'/><a/>"))
        try event.mark(.exercise, "SAKURA <27>", label: "EU RESTRICTED")
        #expect(event.findings.isEmpty && event.opex == "e-SAKURA <27>")
        #expect(event.marks.callsign == "EXERCISE KIRISAME" && event.marks.label == "EU RESTRICTED")
        let (bytes, lost) = try event.written(as: .stream(isShort: true))
        #expect(lost.isEmpty)
        var again = try #require(try CoTReader.events(bytes).first)
        #expect(again.marks == event.marks)
        // Once more changes nothing; another name, kind or label is refused.
        try again.mark(.exercise, "SAKURA <27>", label: nil)
        #expect(again.marks == event.marks)
        for (kind, name, label) in [
            (CoTMarks.Kind.exercise, "OTHER", nil), (.simulation, "SAKURA <27>", nil),
            (.exercise, "SAKURA <27>", "TLP:CLEAR"),
        ] {
            let fault = #expect(throws: CoTFault.self) { try again.mark(kind, name, label: label) }
            #expect(fault?.code == .marked)
        }
        var real = try CoTTests.real()
        let fault = #expect(throws: CoTFault.self) { try real.mark(.exercise, "SAKURA", label: nil) }
        #expect(fault?.code == .marked)
        #expect(real.marks.kind == .real)
    }

    static func real() throws -> CoTEvent {
        try event(xml("opex='o-'", detail: "<marks xmlns='urn:entente:marks:1' kind='real' label='EU RESTRICTED'/>"))
    }

    @Test func elementsOfDetailStandByThemselves() throws {
        let text =
            "<event xmlns:x='urn:x' uid='u' type='t'><point lat='1' lon='2'/><detail xmlns='urn:d' xmlns:y='urn:y'>"
            + "<x:a y:b='1'/><c xmlns=''/><z><!-- x: --></z></detail></event>"
        let event = try event(text)
        let written = event.detail.map { String(decoding: $0.xml, as: UTF8.self) }
        #expect(
            written == [
                "<x:a xmlns:y=\"urn:y\" xmlns=\"urn:d\" xmlns:x=\"urn:x\" y:b='1'/>", "<c xmlns=''/>",
                "<z xmlns=\"urn:d\" xmlns:x=\"urn:x\"><!-- x: --></z>",
            ]
        )
        #expect(event.detail.map(\.namespace) == ["urn:x", "", "urn:d"])
        #expect(try event.written(as: .stream(isShort: false)).lost.isEmpty)
    }

    @Test func whatTheProtocolHasNoPlaceForIsTold() throws {
        let text = xml("odd='1' version='2.1'", point: "lat='1' lon='2' odd='3'", detail: "words<a/>")
            .replacing("time=\"2027-03-01T09:00:00Z\"", with: "time=\"2027-03-01T09:00:00.000001Z\"")
            .replacing("<detail>", with: "<odd/><detail b='1'>")
        let lost = try event(text).written(as: .stream(isShort: false)).lost
        #expect(Set(lost) == ["point/@odd", "odd", "detail/@b", "text in detail", "version", "time", "event/@odd"])
    }

    @Test func elementsWithMoreThanTheirMessageHasAreKeptWhole() throws {
        let detail =
            "<contact callsign='EXERCISE A' phone='1'/><status battery='55' readiness='true'/><track course='1'>"
            + "<b/></track><takv os='1'/><takv os='2'/>"
        let event = try event(xml("opex='e-E'", detail: marks + detail))
        let (bytes, lost) = try event.written(as: .datagram(isShort: false))
        #expect(lost.isEmpty)
        let again = try #require(try CoTReader.events(bytes).first)
        #expect(Set(again.detail.map(\.xml)) == Set(event.detail.map(\.xml)))
    }
}

@Suite struct CoTHostileTests {
    @Test(arguments: [
        ("", nil), (" \n", nil), ("x", CoTFault.Code.unknownForm), ("<event", .malformed), ("<a/>", .malformed),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><event/>", .doctype), ("<event uid='&b;'/>", .malformed),
        ("<event uid='u' type='t'><point lat='1' lon='2'/>", .malformed), ("<event type='t'/>", .missing),
        ("<event uid='u'/>", .missing), ("<event uid='u' type='t'/>", .missing),
        (xml(point: "lat='91' lon='0'"), .value),
        (xml(point: "lat='nan' lon='0'"), .value), (xml(point: "lat='0x1' lon='0'"), .value),
        (xml(point: "lat='1' lon='1e400'"), .value), (xml("time='2027-02-29T00:00:00Z'"), .malformed),
        (xml().replacing("09:00:00Z", with: "09:00:00"), .value), (xml().replacing("09:00", with: "25:00"), .value),
        (xml(detail: String(repeating: "<a>", count: 80)), .tooLarge),
        (xml(detail: String(repeating: "<a/>", count: 2_000)), .tooLarge),
        (xml((0..<80).map { "a\($0)=''" }.joined(separator: " ")), .tooLarge),
        (xml(detail: "<a>" + String(repeating: "x", count: 2 << 20) + "</a>"), .tooLarge),
        (xml(detail: "</detail><detail>"), .malformed), (xml(detail: "<a:b/>"), nil),
        (xml() + xml() + "?", .unknownForm),
    ])
    func textsOfOthers(text: String, code: CoTFault.Code?) {
        do {
            _ = try CoTReader.events(Array(text.utf8))
            #expect(code == nil)
        } catch {
            #expect(error.code == code, "\(error)")
        }
    }

    @Test(
        arguments: [
            ([0xBF], CoTFault.Code.truncated), ([0xBF, 0x80], .truncated),
            ([0xBF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .tooLarge),
            ([0xBF, 0xFF, 0xFF, 0xFF, 0x7F], .tooLarge), ([0xBF, 0x05, 0x12], .truncated), ([0xBF, 0x00], .missing),
            ([0xBF, 0x01, 0xBF], .missing), ([0xBF, 0x02, 0xBF], .version), ([0xBF, 0x02, 0x12, 0x7F], .malformed),
            ([0xBF, 0x02, 0x12, 0x00], .missing), ([0xBF, 0x01, 0xBF, 0xFF], .malformed),
            // A uid with a zero byte in it, and one that is no UTF-8.
            ([0xBF, 0x05, 0x12, 0x03, 0x2A, 0x01, 0x00], .value),
            ([0xBF, 0x05, 0x12, 0x03, 0x2A, 0x01, 0xFF], .value),
            // A place that is not a number, and a time of the year 2^64.
            ([0xBF, 0x0B, 0x12, 0x09, 0x51, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F], .value),
            ([0xBF, 0x0D, 0x12, 0x0B, 0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .value),
        ] as [([UInt8], CoTFault.Code)]
    )
    func messagesOfOthers(bytes: [UInt8], code: CoTFault.Code) {
        let fault = #expect(throws: CoTFault.self) { try CoTReader.events(bytes) }
        #expect(fault?.code == code)
    }

    @Test(arguments: [
        "</detail></event><event><detail>", "<a>", "<!DOCTYPE a>", "</detail>", "&b;", "<a/></detail><detail>",
    ])
    func whatStandsInAMessageAsXMLStaysInIt(rest: String) throws {
        var event = try event(xml())
        event.detail = [
            CoTElement(namespace: "", name: "a", xml: Array(rest.utf8), attributes: [], isPlain: false)
        ]
        #expect(throws: CoTFault.self) { try event.written(as: .stream(isShort: false)) }
        #expect(throws: CoTFault.self) { try event.written(as: .xml) }
    }

    @Test func everyMessageThatIsCutOrChangedAtAPlaceIsRefusedOrRead() throws {
        let whole = try event(played).written(as: .stream(isShort: false)).bytes
        for place in whole.indices {
            _ = try? CoTReader.events(Array(whole[..<place]))
            for bit in [0x01, 0x80] as [UInt8] {
                var changed = whole
                changed[place] ^= bit
                // What is read can be written, or is refused with a reason.
                if let events = try? CoTReader.events(changed), let event = events.first {
                    _ = try? event.written(as: .xml)
                }
            }
        }
        let text = Array(played.utf8)
        for place in text.indices { _ = try? CoTReader.events(Array(text[..<place])) }
    }

    @Test func aStreamMayHaveBothForms() throws {
        let one = try event(played)
        let bytes =
            try one.written(as: .stream(isShort: false)).bytes + one.written(as: .xml).bytes
            + one.written(as: .stream(isShort: false)).bytes + one.written(as: .datagram(isShort: false)).bytes
        let events = try CoTReader.events(bytes)
        #expect(events.count == 4 && events.allSatisfy { $0.marks == one.marks })
    }

    @Test func theParserIsMadeAnewWhenItsNamesGrow() throws {
        let many = (0..<60).map { one in
            xml(detail: (0..<100).map { "<n\(one)x\($0)/>" }.joined())
        }
        #expect(try CoTReader.events(Array(many.joined().utf8)).count == 60)
    }

    @Test(arguments: [
        ("2027-03-01T09:00:00Z", "2027-03-01T09:00:00.000Z"),
        ("2028-02-29T23:59:59.1234567Z", "2028-02-29T23:59:59.123456Z"),
        ("2027-03-01T09:00:00+09:00", "2027-03-01T00:00:00.000Z"),
        ("2027-03-01T00:00:00-01:30", "2027-03-01T01:30:00.000Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ])
    func timesAreInstants(text: String, written: String) throws {
        #expect(CoTTime.text(try #require(CoTTime.read(text))) == written)
    }
}
