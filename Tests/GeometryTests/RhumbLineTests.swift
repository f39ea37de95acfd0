import Geography
import Geometry
import Testing

/// Rhumb lines and their areas against `RhumbSolve` and `Planimeter -R`.
@Suite struct RhumbLineTests {
    /// Pairs of all kinds: anywhere, near each other, near a parallel, near the equator, a pole, the line of 180
    /// degrees.
    private static func pairs() -> [(Position, Position)] {
        var numbers = SeededNumbers(19)
        var pairs: [(Position, Position)] = []
        // As many digits as the tool is given: it takes the E of an exponent for east.
        func spelled(_ value: Double) -> Double { Double(GeographicLib.spelled(value)) ?? .nan }
        func add(_ a: Double, _ b: Double, _ c: Double, _ d: Double) {
            pairs.append(
                (
                    Position(longitude: spelled(b), latitude: spelled(a)),
                    Position(longitude: spelled(d), latitude: spelled(c))
                )
            )
        }
        for _ in 0..<1000 {
            let (latitude, longitude) = (numbers.next(-89.9...89.9), numbers.next(-180...180))
            add(latitude, longitude, numbers.next(-89.9...89.9), numbers.next(-180...180))
            let size = numbers.next(-12...0)
            let near = pow10(size)
            let other = min(max(latitude + near, -89.99), 89.99)
            add(latitude, longitude, other, longitude + near)
            add(latitude, longitude, other, numbers.next(-180...180))
            add(latitude, longitude, latitude, numbers.next(-180...180))
            add(near, longitude, -near, numbers.next(-180...180))
            add(90 - near, longitude, numbers.next(-90 + near...89), numbers.next(-180...180))
            add(latitude, 180 - near, numbers.next(-80...80), -180 + near * 3)
        }
        return pairs
    }

    private static func pow10(_ size: Double) -> Double {
        var (value, size) = (1.0, size)
        while size <= -1 { (value, size) = (value / 10, size + 1) }
        return value * (1 + size * 0.9)
    }

    @Test func inverseIsThatOfRhumbSolve() throws {
        let pairs = RhumbLineTests.pairs()
        let lines = pairs.map { from, to in
            [from.latitude, from.longitude, to.latitude, to.longitude].map(GeographicLib.spelled).joined(
                separator: " "
            )
        }
        let answers = try GeographicLib.run("RhumbSolve", ["-i", "-p", "9"], lines)
        try #require(answers.count == pairs.count)
        for ((from, to), answer) in zip(pairs, answers) {
            let (azimuth, distance) = RhumbLine.inverse(from: from, to: to)
            #expect((distance - answer[1]).magnitude < 1e-7, "\(from) \(to): \(distance), \(answer[1])")
            // A bearing is as sharp as the line is long.
            let turn = (azimuth - answer[0]).remainder(dividingBy: 360).magnitude
            #expect(turn * distance < 1e-5 || turn < 1e-9, "\(from) \(to): \(azimuth), \(answer[0])")
        }
    }

    @Test func directIsThatOfRhumbSolve() throws {
        var numbers = SeededNumbers(180)
        var lines: [(Position, Double, Double)] = []
        for number in 0..<3000 {
            let from = Position(longitude: numbers.next(-180...180), latitude: numbers.next(-89...89))
            let azimuth = number % 3 == 0 ? (numbers.next(-4...4)).rounded() * 90 : numbers.next(-180...180)
            lines.append((from, azimuth, numbers.next(0...1.2e7)))
        }
        let answers = try GeographicLib.run(
            "RhumbSolve",
            ["-p", "9"],
            lines.map { "\($0.latitude) \($0.longitude) \($1) \($2)" }
        )
        try #require(answers.count == lines.count)
        var beyond = 0
        for ((from, azimuth, distance), answer) in zip(lines, answers) {
            guard let end = RhumbLine.direct(from: from, azimuth: azimuth, distance: distance) else {
                beyond += 1
                #expect(answer[1].isNaN || answer[0].magnitude > 90 - 1e-9, "\(from) \(azimuth) \(distance)")
                continue
            }
            // Along a meridian beyond the pole, `RhumbSolve` has no longitude either.
            #expect(!answer[1].isNaN, "\(from) \(azimuth) \(distance): \(end)")
            #expect(Geodesic.distance(from: end, to: Position(longitude: answer[1], latitude: answer[0])) < 1e-6)
        }
        #expect(beyond > 250)
    }

    @Test func toAPoleIsTheMeridian() {
        let from = Position(longitude: 0, latitude: 0)
        let pole = RhumbLine.inverse(from: from, to: Position(longitude: 90, latitude: 90))
        #expect(pole.azimuth == 0)
        #expect((pole.distance - 10_001_965.729_312).magnitude < 1e-5)
        #expect(RhumbLine.inverse(from: from, to: Position(longitude: 5, latitude: -90)).azimuth == 180)
        #expect(RhumbLine.direct(from: from, azimuth: 0, distance: 10_001_966) == nil)
        #expect(RhumbLine.direct(from: Position(longitude: 0, latitude: 90), azimuth: 45, distance: 1) == nil)
        let back = RhumbLine.direct(from: Position(longitude: 20, latitude: 90), azimuth: 180, distance: 1e6)
        #expect(back?.longitude == 20)
    }

    @Test func areasAreThoseOfPlanimeter() throws {
        var numbers = SeededNumbers(7)
        for size in [0.001, 0.1, 5, 40] {
            for _ in 0..<20 {
                let middle = (numbers.next(-170...170), numbers.next(-45...45))
                let ring = [(-1.0, -1.0), (1, -0.8), (1.1, 0.9), (0, 0.2), (-0.7, 1)].map { east, north in
                    Position(
                        longitude: middle.0 + east * size * numbers.next(0.8...1),
                        latitude: middle.1 + north * size * numbers.next(0.8...1)
                    )
                }
                let answer = try GeographicLib.run(
                    "Planimeter",
                    ["-R", "-p", "9"],
                    ring.map { "\($0.latitude) \($0.longitude)" }
                )
                // Number of corners, length of the edges, area.
                let wanted = try #require(answer.first?.last)
                let area = RhumbLine.area(of: ring)
                #expect((area - wanted).magnitude < 0.5 + wanted.magnitude * 1e-12, "\(area) \(wanted)")
            }
        }
    }
}
