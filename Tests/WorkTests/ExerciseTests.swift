import JSON
import Testing

@testable import Work
@testable import WorkExercises

/// Who takes part in an exercise, how it stands, and what its clock shows.
@Suite("Exercises")
struct ExerciseTests {
    private typealias Done = ExerciseStanding.Done

    private static func acts(_ acts: [(String, ExerciseStanding.Verb, Int64)]) -> [Done] {
        acts.enumerated().map { place, act in
            let named = act.1 == .opened ? ["japan", "oman"] : []
            return Done(party: act.0, verb: act.1, named: named, moment: act.2, id: "act-\(place)")
        }
    }

    @Test("begun, paused, resumed and ended by those who direct it, closed by each party for itself")
    func states() {
        let done: [(String, ExerciseStanding.Verb, Int64)] = [
            ("eu", .opened, 0), ("japan", .joined, 1), ("eu", .started, 10), ("japan", .paused, 20),
            ("eu", .paused, 30), ("eu", .started, 35), ("eu", .resumed, 40), ("eu", .ended, 50), ("eu", .closed, 60),
            ("japan", .closed, 70),
        ]
        let states = (1...done.count).map { ExerciseStanding(Self.acts(Array(done.prefix($0)))).state }
        #expect(
            states == [
                .planned, .planned, .running, .running, .paused, .paused, .running, .ended, .ended, .closed,
            ]
        )
        // Whom the exercise names as directing may call too, once it takes part in it.
        let directed = ExerciseStanding(Self.acts(Array(done.prefix(4))), directors: ["japan", "korea"])
        #expect(directed.state == .paused)
        let stranger = ExerciseStanding(
            Self.acts([("eu", .opened, 0), ("korea", .started, 1)]),
            directors: ["korea"]
        )
        #expect(stranger.state == .planned && stranger.parties == ["eu", "japan", "oman"])
        #expect(ExerciseStanding(Self.acts([("japan", .joined, 1)])).opened == nil)
    }

    @Test("the clock stands while it is paused, and can be set on")
    func clock() {
        let calls = ExerciseStanding(
            Self.acts([("eu", .opened, 0), ("eu", .started, 100), ("eu", .paused, 160), ("eu", .resumed, 300)])
        ).calls
        let clock = ExerciseClock(calls, scenario: 5_000)
        #expect(
            [99, 100, 130, 160, 299, 300, 310].map { clock.time(at: $0) } == [
                nil, 5_000, 5_030, 5_060, 5_060, 5_060, 5_070,
            ]
        )
        #expect([99, 130, 200, 310].map { clock.elapsed(at: $0) } == [0, 30, 60, 70])
        #expect([130, 200, 310].map { clock.runs(at: $0) } == [true, false, true])
        var leap = calls
        leap[2].exerciseTime = 90_000
        #expect(ExerciseClock(leap).time(at: 310) == 90_010 && ExerciseClock(leap).time(at: 120) == 120)
    }

    @Test("a lesson is learned once the change was validated by whom it is for, and not before")
    func lessons() {
        typealias Step = LessonStanding.Done
        func state(_ steps: [(String, LessonStanding.Verb)], evidence: [String] = ["report"]) -> LessonStanding.State
        {
            LessonStanding(
                steps.enumerated().map { place, step in
                    Step(
                        party: step.0,
                        verb: step.1,
                        moment: Int64(place),
                        id: "step-\(place)",
                        evidence: step.1 == .validated ? evidence : []
                    )
                },
                observer: "japan",
                directors: ["eu"],
                parties: ["eu", "japan", "oman"]
            ).state
        }
        let steps: [(String, LessonStanding.Verb)] = [
            ("japan", .verified), ("japan", .identified), ("oman", .tasked), ("oman", .implemented),
            ("eu", .validated),
        ]
        #expect(
            (0...steps.count).map { state(Array(steps.prefix($0))) } == [
                .submitted, .verified, .identified, .tasked, .implemented, .learned,
            ]
        )
        // Nothing shows it; the party that made the change says so itself; it was validated before it was made.
        #expect(state(steps, evidence: []) == .implemented)
        #expect(state(Array(steps.prefix(4)) + [("oman", .validated)]) == .implemented)
        #expect(state([steps[0], steps[1], steps[2], steps[4], steps[3]]) == .implemented)
        // Another party takes the task over: what the first one changed does not count for it.
        #expect(state(Array(steps.prefix(4)) + [("eu", .tasked), ("eu", .validated)]) == .tasked)
        // A verdict of somebody who neither observed nor directs says nothing; the last verdict counts.
        #expect(state([("oman", .verified)]) == .submitted)
        #expect(state(steps + [("eu", .rejected)]) == .rejected)
        #expect(state([("eu", .rejected), ("japan", .verified), ("stranger", .identified)]) == .verified)
    }
}

/// What clashes in a programme.
@Suite("Clashes of serials")
struct ClashTests {
    private static func area(_ corners: [(Double, Double)]) -> GeoArea? {
        GeoArea(corners.compactMap { GeoPoint($0.0, $0.1) })
    }

    private static func serial(
        _ number: String,
        _ from: Int64,
        _ until: Int64,
        _ units: [String] = [],
        _ corners: [(Double, Double)] = [],
        heights: (Double, Double) = (-.infinity, .infinity)
    ) -> Clash.Planned {
        Clash.Planned(
            number: number,
            starts: from,
            ends: until,
            units: units,
            area: area(corners),
            lowest: heights.0,
            highest: heights.1
        )
    }

    private static let always = Clash.Stay(from: .min, until: .max)
    private static let square: [(Double, Double)] = [(0, 0), (0, 2), (2, 2), (2, 0)]

    @Test("areas that have water in common, over 180 degrees too; those that only lie in one box do not")
    func areas() throws {
        let one = try #require(Self.area(Self.square))
        for (corners, meets) in [
            ([(1.0, 1.0), (1, 3), (3, 3), (3, 1)], true), ([(0.5, 0.5), (0.5, 1), (1, 1)], true),
            ([(2, 2), (2, 4), (4, 4)], true), ([(3, 3), (3, 4), (4, 4)], false),
            // Its box holds the square's corner, the triangle itself does not.
            ([(3.5, 1), (3.5, 3.5), (1, 3.5)], false),
        ] {
            let other = try #require(Self.area(corners))
            #expect(one.meets(other) == meets && other.meets(one) == meets, "\(corners)")
        }
        let over = try #require(Self.area([(0, 179), (0, -179), (2, -179), (2, 179)]))
        let east = try #require(Self.area([(1, -179.5), (1, -178), (3, -178)]))
        let west = try #require(Self.area([(1, 178), (1, 179.5), (3, 178)]))
        let beyond = try #require(Self.area([(0, -178), (0, -177), (2, -177)]))
        #expect(over.meets(east) && over.meets(west) && !over.meets(one) && !over.meets(beyond))
        #expect(Self.area([(0, 0), (1, 1)]) == nil && GeoPoint(91, 0) == nil && GeoPoint(0, 181) == nil)
    }

    @Test("clashes of unit, area, absence and the exercise's own time; what only touches does not clash")
    func clashes() {
        let found = Clash.all(
            [
                Self.serial("A", 0, 10, ["ship"], Self.square), Self.serial("B", 5, 15, ["ship", "aircraft"]),
                Self.serial("C", 10, 20, ["ship"]), Self.serial("D", 8, 9, [], [(1, 1), (1, 3), (3, 3)]),
                Self.serial("E", 30, 50, ["late"]),
                Self.serial("F", 0, 4, [], [(1, 1), (1, 3), (3, 3)], heights: (1_000, 2_000)),
                Self.serial("G", 0, 4, [], Self.square, heights: (0, 1_000)),
            ],
            stays: ["late": Clash.Stay(from: 35, until: 60)],
            exercise: Clash.Stay(from: 0, until: 40)
        )
        #expect(found.isWhole)
        #expect(
            found.clashes == [
                Clash(.area, ["A", "F"], from: 0, until: 4), Clash(.area, ["A", "G"], from: 0, until: 4),
                Clash(.unit, ["A", "B"], unit: "ship", from: 5, until: 10),
                Clash(.area, ["A", "D"], from: 8, until: 9),
                Clash(.unit, ["B", "C"], unit: "ship", from: 10, until: 15),
                Clash(.absence, ["E"], unit: "late", from: 30, until: 50),
                Clash(.outside, ["E"], from: 30, until: 50),
            ]
        )
        let many = (0..<4_000).map { Self.serial("\($0)", 0, 10, [], Self.square) }
        let bounded = Clash.all(many, stays: [:], exercise: Self.always)
        #expect(!bounded.isWhole && bounded.clashes.count >= 1_000 && bounded.clashes.count < 1_010)
    }
}
