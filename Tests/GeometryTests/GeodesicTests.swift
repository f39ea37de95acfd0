import Geography
import Geometry
import Testing

/// Geodesics by PROJ against `GeodSolve`, and the value that nearly opposite places must have.
@Suite struct GeodesicTests {
    @Test func nearlyOppositePlaces() {
        let distance = Geodesic.distance(
            from: Position(longitude: 0, latitude: 0),
            to: Position(longitude: 179.7, latitude: 0.5)
        )
        #expect((distance - 19_944_127.421).magnitude < 0.001)
    }

    @Test func thoseOfGeodSolve() throws {
        var numbers = SeededNumbers(3)
        let pairs = (0..<500).map { _ in
            (
                Position(longitude: numbers.next(-180...180), latitude: numbers.next(-90...90)),
                Position(longitude: numbers.next(-180...180), latitude: numbers.next(-90...90))
            )
        }
        let answers = try GeographicLib.run(
            "GeodSolve",
            ["-i", "-p", "9"],
            pairs.map { "\($0.latitude) \($0.longitude) \($1.latitude) \($1.longitude)" }
        )
        try #require(answers.count == pairs.count)
        for ((from, to), answer) in zip(pairs, answers) {
            let (azimuth, distance) = Geodesic.inverse(from: from, to: to)
            #expect((distance - answer[2]).magnitude < 1e-6)
            let end = Geodesic.direct(from: from, azimuth: azimuth, distance: distance)
            #expect(Geodesic.distance(from: end, to: to) < 1e-6)
        }
    }

    @Test func areaOfAnOctant() {
        let octant = [(0.0, 0.0), (90, 0), (0, 90)].map { Position(longitude: $0.0, latitude: $0.1) }
        // An eighth of the ellipsoid.
        #expect((Geodesic.area(of: octant) - 510_065_621_724_088.44 / 8).magnitude < 10)
    }
}
