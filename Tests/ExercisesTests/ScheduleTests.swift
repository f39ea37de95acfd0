import Exercises
import Tables
import Testing

@Suite("Timeline of injects")
struct ScheduleTests {
    private func inject(_ number: String, _ time: String, after: String = "", storyline: String = "") -> Inject {
        var inject = Inject()
        inject.number = number
        inject[.time] = time
        inject[.dependency] = after
        inject[.storyline] = storyline
        return inject
    }

    private func schedule(_ injects: [Inject]) throws -> InjectSchedule {
        InjectSchedule(injects, times: try SystemZones.times("2027-03-27 08:00", "Europe/Brussels"))
    }

    @Test("an inject behind another one moves with it; one without a time is in the list, and not in the timeline")
    func after() throws {
        let injects = [
            inject("3", "+0:30", after: "2"), inject("1", "STARTEX+1:00"), inject("2", "AFTER 1 +1:00"),
            inject("4", "随時"), inject("5", "+0:10", after: "4"), inject("6", "9:30", after: "1, 2"),
            inject("7", "STARTEX+0:10", after: "9"),
        ]
        let found = try schedule(injects)
        #expect(
            found.entries.map { $0.instant.map(BasisText.utc) } == [
                "2027-03-27T09:30:00Z", "2027-03-27T08:00:00Z", "2027-03-27T09:00:00Z", nil, nil,
                "2027-03-27T08:30:00Z",
                "2027-03-27T07:10:00Z",
            ]
        )
        #expect(found.entries.map(\.notes) == [[], [], [], [], [.waits], [.beforeDependency], [.dependencyUnknown]])
        #expect(found.timeline == [6, 1, 5, 2, 0])
        #expect(found.unscheduled == [3, 4])
        #expect(found.instant(of: "2", in: injects) == found.entries[2].instant)
    }

    @Test("injects that wait for each other are found and named, once each")
    func cycles() throws {
        let found = try schedule([
            inject("1", "+0:10", after: "3"), inject("2", "+0:10", after: "1"), inject("3", "+0:10", after: "2"),
            inject("4", "9:30", after: "4"), inject("5", "+0:10", after: "1"), inject("6", "9:30", after: "7"),
            inject("7", "9:40", after: "6"), inject("8", "9:30", after: "7"),
        ])
        #expect(found.cycles == [["1", "3", "2"], ["4"], ["6", "7"]])
        #expect(found.entries[0].instant == nil)
        #expect(found.entries[4].notes == [.waits])
        #expect(found.entries[5].instant != nil)
        #expect(found.entries[0].notes.contains(.cycle))
    }

    @Test("a chain of a hundred thousand injects is walked without end of the stack")
    func chain() throws {
        let count = 100_000
        var injects = [inject("0", "STARTEX")]
        for number in 1..<count { injects.append(inject(String(number), "+0:01", after: String(number - 1))) }
        let found = try schedule(injects.reversed())
        #expect(found.cycles.isEmpty)
        let first = try #require(found.entries[count - 1].instant)
        #expect(found.entries[0].instant == first + Int64(count - 1) * 60)
    }

    @Test("numbers are found however they are written, and with the signs of lists in them")
    func names() throws {
        let found = try schedule([
            inject("INJ-1", "STARTEX"), inject("1,2", "STARTEX+0:01"), inject("3", "+0:10", after: "inj-1"),
            inject("4", "+0:10", after: "1,2"), inject("5", "after inj-1 + 5 min"), inject("6", "9:30", after: "なし"),
        ])
        #expect(found.entries.allSatisfy { $0.instant != nil && $0.notes.isEmpty })
    }

    // MARK: Postponing

    /// D10: a storyline postponed by 90 minutes, over the change of clocks, with an inject that is released by hand.
    @Test("postponing keeps all offsets, also over a change of clocks; what has no time has none")
    func postponed() throws {
        let injects = [
            inject("1", "D+1 01:30", storyline: "Cyber"), inject("2", "D+0 H+17", storyline: "Cyber"),
            inject("3", "STARTEX+18:00", storyline: "Cyber"), inject("4", "+0:20", after: "3", storyline: "Cyber"),
            inject("5", "271530ZMAR27", storyline: "Cyber"), inject("6", "2027-03-28 00:45", storyline: "Cyber"),
            inject("7", "on demand", storyline: "Cyber"), inject("8", "9:30", storyline: "Media"),
            inject("9", "+0:20", after: "8", storyline: "Cyber"), inject("10", "23:00", storyline: "Cyber"),
            inject("11", "271530Z", storyline: "Cyber"), inject("12", "whenever", storyline: "Cyber"),
        ]
        let times = try SystemZones.times("2027-03-27 08:00", "Europe/Brussels")
        let move = try #require(Postponement("90 min"))
        let moved = move.applied(to: injects, where: { $0[.storyline] == "Cyber" }, times: times)
        #expect(
            moved.map { $0[.time] } == [
                "D+1 04:00", "H+18 M+30", "STARTEX+19:30", "+0:20", "271700ZMAR27", "2027-03-28 03:15", "on demand",
                "9:30",
                "AFTER 8 +1:50", "D+1 00:30", "271700Z", "whenever",
            ]
        )
        let (before, after) = (InjectSchedule(injects, times: times), InjectSchedule(moved, times: times))
        for (place, inject) in injects.enumerated() {
            let wanted = before.entries[place].instant.map { inject[.storyline] == "Cyber" ? $0 + 5_400 : $0 }
            #expect(after.entries[place].instant == wanted, "\(inject.number)")
        }
        #expect(after.unscheduled == before.unscheduled)
        // And back.
        let back = Postponement(seconds: -5_400).applied(
            to: moved,
            where: { $0[.storyline] == "Cyber" },
            times: times
        )
        #expect(InjectSchedule(back, times: times).entries.map(\.instant) == before.entries.map(\.instant))
    }

    @Test("a day later it is the same time on the clock, and 24 hours later for what passes")
    func days() throws {
        let times = try SystemZones.times("2027-03-27 08:00", "Europe/Brussels")
        let injects = [inject("1", "9:30"), inject("2", "STARTEX+1:30")]
        let move = try #require(Postponement("P1D"))
        let moved = move.applied(to: injects, where: { _ in true }, times: times)
        #expect(moved.map { $0[.time] } == ["D+1 09:30", "STARTEX+25:30"])
        #expect(
            InjectSchedule(moved, times: times).entries.map { $0.instant.map(BasisText.utc) } == [
                "2027-03-28T07:30:00Z", "2027-03-28T08:30:00Z",
            ]
        )
    }

    @Test("days and times of their own columns stay days and times")
    func columns() throws {
        let times = try SystemZones.times("2027-03-27 08:00", "Europe/Brussels")
        let inject = Inject([
            .number: .number(1), .day: .date(CellDate(year: 2027, month: 3, day: 27)),
            .time: .date(CellDate(time: 84_600_000)),
        ])
        let moved = Postponement(seconds: 3_600).applied(to: [inject], where: { _ in true }, times: times)
        #expect(moved[0].values[.day] == .date(CellDate(year: 2027, month: 3, day: 28)))
        #expect(moved[0].values[.time] == .date(CellDate(time: 1_800_000)))
        let moment = Inject([.time: .date(CellDate(year: 2027, month: 3, day: 27, milliseconds: 84_600_000))])
        let later = Postponement(seconds: 3_600).applied(to: [moment], where: { _ in true }, times: times)
        #expect(later[0].values[.time] == .date(CellDate(year: 2027, month: 3, day: 28, milliseconds: 1_800_000)))
    }

    @Test(
        "lengths as people write them",
        arguments: [
            ("90 min", 0, 5_400), ("PT1H30M", 0, 5_400), ("1:30", 0, 5_400), ("-2h", 0, -7_200), ("P1D", 1, 0),
            ("2 days", 2, 0),
            ("1 Tag", 1, 0), ("PT24H", 0, 86_400), ("1時間30分", 0, 5_400), ("P1W", 7, 0),
        ]
    )
    func lengths(_ text: String, _ days: Int, _ seconds: Int64) {
        #expect(Postponement(text) == Postponement(days: days, seconds: seconds))
    }

    @Test("what is no length", arguments: ["", "soon", "90", "1:3", "P", "1 min 2 h"])
    func noLength(_ text: String) { #expect(Postponement(text) == nil) }
}
