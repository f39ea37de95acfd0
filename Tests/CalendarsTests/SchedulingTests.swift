import Testing

@testable import Calendars

@Suite("Messages about meetings")
struct SchedulingTests {
    private static let chief = "mailto:chief@jp.example"
    private static let guest = "mailto:guest@eu.example"

    /// A message; further lines stand in the event.
    private static func message(
        _ method: String?,
        _ sequence: Int,
        stamp: Int = 0,
        instance: String? = nil,
        start: String? = "20270329T080000Z",
        organizer: String? = chief,
        _ more: [String] = ["ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:Guest@EU.example", "RRULE:FREQ=WEEKLY;COUNT=3"]
    ) -> [UInt8] {
        let lines =
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"] + (method.map { ["METHOD:\($0)"] } ?? [])
            + ["BEGIN:VEVENT", "UID:u1", "SEQUENCE:\(sequence)", "DTSTAMP:20270101T0000\(stamp / 10)\(stamp % 10)Z"]
            + (instance.map { ["RECURRENCE-ID:\($0)"] } ?? [])
            + (start.map { ["DTSTART:\($0)", "DURATION:PT1H"] } ?? []) + (organizer.map { ["ORGANIZER:\($0)"] } ?? [])
            + ["SUMMARY:Form \(sequence)"] + more + ["END:VEVENT", "END:VCALENDAR", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func reply(_ word: String, _ sequence: Int, stamp: Int, from: String = guest) -> [UInt8] {
        message("REPLY", sequence, stamp: stamp, start: nil, ["ATTENDEE;PARTSTAT=\(word):\(from)"])
    }

    private static let second = "20270405T080000Z"
    private static let secondMoment = CalendarMoment.instant(1_806_912_000)

    private func applied(_ messages: [[UInt8]]) throws -> (SchedulingState, [SchedulingNote.Outcome]) {
        var state = SchedulingState()
        var outcomes: [SchedulingNote.Outcome] = []
        for one in messages { outcomes += try state.apply(one).map(\.outcome) }
        return (state, outcomes)
    }

    @Test("the higher SEQUENCE counts, then the later DTSTAMP; an older form changes nothing")
    func forms() throws {
        let (state, outcomes) = try applied([
            Self.message("REQUEST", 1), Self.message("REQUEST", 3, start: "20270329T090000Z"),
            Self.message("REQUEST", 2, stamp: 9), Self.message("REQUEST", 3, start: "20270329T090000Z"),
            Self.message("REQUEST", 3, stamp: 1, start: "20270329T100000Z"),
        ])
        #expect(outcomes == [.taken, .taken, .outdated, .repeated, .taken])
        let meeting = try #require(state.meetings["u1"])
        #expect(meeting.whole?.start?.text == "2027-03-29T10:00:00Z" && meeting.whole?.sequence == 3)
        #expect(meeting.whole?.end?.text == "2027-03-29T11:00:00Z" && !meeting.isCancelled(nil))
        #expect(meeting.organizer == Self.chief && meeting.whole?.invited == [Self.guest])
    }

    @Test("a late cancellation of an older form calls nothing off; one that comes before its meeting holds")
    func cancellation() throws {
        let off = Self.message("CANCEL", 2, stamp: 5)
        let (late, said) = try applied([Self.message("REQUEST", 3), off])
        #expect(said == [.taken, .outdated] && late.meetings["u1"]?.isCancelled(nil) == false)
        let (early, order) = try applied([off, Self.message("REQUEST", 1), Self.message("REQUEST", 2)])
        #expect(order == [.taken, .outdated, .outdated] && early.meetings["u1"]?.isCancelled(nil) == true)
        let (again, _) = try applied([off, Self.message("REQUEST", 3)])
        #expect(again.meetings["u1"]?.isCancelled(nil) == false)
    }

    @Test("a single instance is called off, and the series stays")
    func instance() throws {
        let (state, outcomes) = try applied([
            Self.message("REQUEST", 1), Self.message("CANCEL", 1, stamp: 1, instance: Self.second, start: nil, []),
        ])
        let meeting = try #require(state.meetings["u1"])
        #expect(outcomes == [.taken, .taken])
        #expect(meeting.isCancelled(Self.secondMoment) && !meeting.isCancelled(nil))
        // Told anew as a whole, it takes place again; called off as a whole, nothing does.
        let (anew, _) = try applied([
            Self.message("REQUEST", 1), Self.message("CANCEL", 1, instance: Self.second), Self.message("REQUEST", 2),
        ])
        #expect(anew.meetings["u1"]?.isCancelled(Self.secondMoment) == false)
        let (off, _) = try applied([
            Self.message("REQUEST", 1), Self.message("REQUEST", 1, stamp: 1, instance: Self.second),
            Self.message("CANCEL", 2),
        ])
        #expect(off.meetings["u1"]?.isCancelled(Self.secondMoment) == true)
    }

    @Test("in whatever order they come, the same is left")
    func order() throws {
        let messages = [
            Self.message("REQUEST", 0), Self.message("REQUEST", 1, stamp: 2),
            Self.message("REQUEST", 1, stamp: 3, instance: Self.second, start: "20270405T110000Z"),
            Self.message("CANCEL", 1, stamp: 4, instance: "20270412T080000Z"), Self.message("CANCEL", 0, stamp: 9),
            Self.message("REQUEST", 2, stamp: 1), Self.message("CANCEL", 2, stamp: 1, instance: Self.second),
        ]
        let expected = try applied(messages).0
        var generator = Shuffler(state: 7)
        for _ in 0..<300 {
            let (state, _) = try applied(messages.shuffled(using: &generator))
            #expect(state == expected)
        }
    }

    private struct Shuffler: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    @Test("answers count from who was invited, the latest first; to an older form they are kept and old")
    func answers() throws {
        let stranger = "mailto:stranger@x.example"
        let (state, outcomes) = try applied([
            Self.reply("ACCEPTED", 1, stamp: 1), Self.message("REQUEST", 1), Self.reply("ACCEPTED", 1, stamp: 3),
            Self.reply("DECLINED", 1, stamp: 2), Self.reply("ACCEPTED", 1, stamp: 3, from: stranger),
            Self.reply("ACCEPTED", 1, stamp: 3),
        ])
        #expect(outcomes == [.unknown, .taken, .taken, .outdated, .notInvited, .repeated])
        var meeting = try #require(state.meetings["u1"])
        let key = Meeting.AnswerKey(address: Self.guest, instance: nil)
        #expect(meeting.answers.count == 1 && meeting.answers[key]?.word == "ACCEPTED" && !meeting.isOld(key))
        var later = state
        _ = try later.apply(Self.message("REQUEST", 2))
        meeting = try #require(later.meetings["u1"])
        #expect(meeting.isOld(key))
        #expect(try later.apply(Self.reply("TENTATIVE", 1, stamp: 8)).map(\.outcome) == [.outdated])
        #expect(later.meetings["u1"]?.answers[key]?.word == "TENTATIVE")
    }

    @Test("a counter-proposal proposes and changes nothing; nobody acts in another name")
    func proposals() throws {
        let guest = ["ATTENDEE:\(Self.guest)"]
        let proposal = Self.message("COUNTER", 1, stamp: 1, start: "20270330T080000Z", guest)
        let other = "mailto:other@x.example"
        let (state, outcomes) = try applied([
            Self.message("REQUEST", 1), proposal, proposal,
            Self.message("COUNTER", 1, stamp: 1, ["ATTENDEE:\(other)"]),
            Self.message("CANCEL", 5, organizer: other), Self.message("REQUEST", 5, organizer: other),
            Self.message("REFRESH", 1, start: nil, guest), Self.message("DECLINECOUNTER", 1, stamp: 2, guest),
        ])
        #expect(
            outcomes == [
                .taken, .proposal, .repeated, .notInvited, .otherOrganizer, .otherOrganizer, .asked, .taken,
            ]
        )
        let meeting = try #require(state.meetings["u1"])
        #expect(meeting.whole?.sequence == 1 && meeting.whole?.start?.text == "2027-03-29T08:00:00Z")
        #expect(meeting.proposals.map(\.start?.text) == ["2027-03-30T08:00:00Z"])
        #expect(meeting.proposals.map(\.isDeclined) == [true])
    }

    @Test("another instance is added to a series; what is incomplete or of no known method is said")
    func rest() throws {
        let added = Self.message("ADD", 2, start: "20270501T080000Z", [])
        let (state, outcomes) = try applied([
            added, Self.message(nil, 1), added, Self.message("REQUEST", 4, start: nil), Self.message("TELL", 1),
        ])
        #expect(outcomes == [.unknown, .taken, .taken, .incomplete, .method])
        #expect(state.meetings["u1"]?.instances.keys.map(\.text) == ["2027-05-01T08:00:00Z"])
    }
}
