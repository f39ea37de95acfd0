import Geography
import Geometry
import Testing

/// What areas are to each other, circles around them, and safety distances.
@Suite struct AreasTests {
    private let areas = Areas()

    private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Shape {
        .polygon(
            Polygon(
                [(west, south), (east, south), (east, north), (west, north)].map {
                    Position(longitude: $0, latitude: $1)
                }
            )
        )
    }

    @Test func anAreaThatCrossesItself() throws {
        let bow = Shape.polygon(
            Polygon([(0.0, 0.0), (10, 10), (10, 0), (0, 10)].map { Position(longitude: $0, latitude: $1) })
        )
        let fault = try #require(areas.fault(of: bow))
        #expect(fault.reason == "self-intersection")
        #expect(fault.place?.longitude == 5)
        #expect((fault.place?.latitude ?? 0) > 5)
        #expect(areas.fault(of: box(0, 0, 10, 10)) == nil)
        #expect(areas.fault(of: box(170, 30, -170, 40)) == nil)
        #expect(areas.fault(of: box(0, 0, 0, 0))?.reason == "fewer than three corners")
    }

    @Test func aBoxStaysBetweenItsParallels() throws {
        let common = try #require(areas.intersection(box(170, 30, -170, 40), box(160, 20, -175, 60)))
        #expect(common.positions.map(\.latitude).min() == 30)
        #expect(common.positions.map(\.latitude).max() == 40)
        // A great circle from 170 to -170 at 40 N would go through 40.43 N.
        #expect(!areas.overlaps(box(170, 30, -170, 40), .point(Position(longitude: 180, latitude: 40.2))))
        #expect(areas.overlaps(box(170, 30, -170, 40), .point(Position(longitude: -180, latitude: 39.9))))
    }

    @Test func insideAndOutside() {
        #expect(areas.contains(box(170, 30, -170, 40), box(175, 31, -175, 39)))
        #expect(areas.contains(box(-20, 0, 20, 10), box(-1, 0, 1, 10)))
        #expect(!areas.contains(box(-20, 0, 20, 10), box(-1, 0, 21, 10)))
        #expect(areas.intersection(box(0, 0, 1, 1), box(2, 2, 3, 3)) == nil)
        let circle = Shape.circle(Circle(Position(longitude: 179.9, latitude: 10), radius: 50_000))
        #expect(areas.overlaps(circle, .point(Position(longitude: -179.9, latitude: 10))))
    }

    @Test func theSmallestCircle() throws {
        var numbers = SeededNumbers(45)
        for _ in 0..<20 {
            let middle = (numbers.next(-180...180), numbers.next(-75...75))
            let corners = (0..<7).map { _ in
                Position(longitude: middle.0 + numbers.next(-3...3), latitude: middle.1 + numbers.next(-3...3))
            }
            let shape = Shape(corners.map { .point($0) })
            let circle = try #require(areas.circle(around: shape))
            let reach = corners.map { Geodesic.distance(from: circle.centre, to: $0) }
            #expect((reach.max() ?? 0) <= circle.radius)
            // No circle around a centre a little beside it is smaller.
            for bearing in stride(from: 0.0, to: 360, by: 30) {
                let beside = Geodesic.direct(from: circle.centre, azimuth: bearing, distance: 20)
                #expect(areas.farthest(from: beside, of: shape) > circle.radius - 0.01)
            }
        }
    }

    @Test func theCircleHoldsEdgesToo() throws {
        // The southern edge of a wide box bends away from the geodesic between its corners.
        let box = box(100, 60, 160, 61)
        let circle = try #require(areas.circle(around: box))
        for longitude in 100...160 {
            let place = Position(longitude: Double(longitude), latitude: 60)
            #expect(Geodesic.distance(from: circle.centre, to: place) <= circle.radius + 0.5)
        }
    }

    @Test func noPlaceWithinTheSafetyDistanceIsLeftOut() throws {
        var numbers = SeededNumbers(11)
        for (shape, miles) in [
            (box(139, 33, 141, 34), 5.0), (box(178, -40, -178, -35), 30), (box(10, 68, 30, 72), 12),
        ] {
            let distance = miles * Ellipsoid.nauticalMile
            let wide = try #require(SafetyArea.around(shape, distance: distance))
            #expect(areas.fault(of: wide) == nil)
            #expect(areas.contains(wide, shape))
            guard case .polygon(let polygon) = Layout.unbroken(shape) else { continue }
            for (place, from) in polygon.outer.enumerated() {
                let to = polygon.outer[(place + 1) % 4]
                for _ in 0..<10 {
                    let part = numbers.next(0...1)
                    let edge = Position(
                        longitude: from.longitude + part * (to.longitude - from.longitude),
                        latitude: from.latitude + part * (to.latitude - from.latitude)
                    )
                    let out = Geodesic.direct(from: edge, azimuth: numbers.next(-180...180), distance: distance)
                    #expect(areas.contains(wide, .point(out)), "\(out)")
                }
            }
            // And little more than that is in it.
            let corner = polygon.outer[0]
            let far = Geodesic.direct(from: corner, azimuth: 225, distance: distance * 1.02 + 1000)
            #expect(!areas.contains(wide, .point(far)))
        }
        #expect(SafetyArea.around(box(0, 0, 80, 40), distance: 1) == nil)
    }

    @Test func theNearestPlace() {
        let box = box(10, 0, 20, 10)
        #expect(areas.nearest(from: Position(longitude: 15, latitude: 5), of: box) == 0)
        let east = areas.nearest(from: Position(longitude: 21, latitude: 0), of: box)
        #expect((east - 111_319.490_793).magnitude < 0.01)
    }
}
