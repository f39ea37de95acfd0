public import Geography

internal import func Glibc.cos
internal import func Glibc.sin

/// Areas with a safety distance around them: never smaller than asked for, and larger by as little as can be.
public enum SafetyArea {
    /// All places within a distance of a shape.
    ///
    /// In the plane of true distances from the middle of the shape, ways across are shown too long by up to `r / sin
    /// r` (r: the
    /// distance from the middle on a sphere, in radians), and GEOS draws arcs as chords. The width is made greater by
    /// both, so
    /// that no place within the distance is left out.
    /// - Parameters:
    ///   - shape: a shape that a circle of 2,000 nautical miles holds.
    ///   - distance: metres, at least 0.
    /// - Returns: the area; nil if the shape is too large, or there is none.
    public static func around(_ shape: Shape, distance: Double) -> Shape? {
        let areas = Areas()
        guard distance >= 0, distance.isFinite, let circle = areas.circle(around: shape),
            circle.radius + distance <= 2000 * Ellipsoid.nauticalMile
        else { return nil }
        let plane = LocalPlane(centre: circle.centre)
        let reach = (circle.radius + distance) / 6_356_752
        let stretch = reach > 0 ? reach / sin(reach) : 1
        let steps = 16
        // Edges between samples bend: what a rhumb line strays from its chord in ten miles is added too.
        let width = distance * stretch / cos(.pi / Double(4 * steps)) + (distance > 0 ? 1 : 0)
        var figures: [PlaneFigure] = []
        for part in shape.parts {
            switch part {
            case .polygon: figures.append(.polygon([areas.sampled(part).map(plane.point)]))
            case .line: figures.append(.line(areas.sampled(part).map(plane.point)))
            case .point(let position): figures.append(.point(plane.point(position)))
            case .circle(let circle): figures.append(.polygon([corners(of: circle, steps: 90).map(plane.point)]))
            case .collection: break
            }
        }
        guard var work = GEOSPlane(), let all = work.add(.collection(figures)),
            let wide = work.buffer(all, width: width, steps: steps), let found = work.figure(wide)
        else { return nil }
        let polygons = found.polygons.map { rings in
            Shape.polygon(
                Polygon(
                    rings[0].map(plane.position),
                    holes: rings.dropFirst().map { $0.map(plane.position) }
                )
            )
        }
        return polygons.isEmpty ? nil : Shape(polygons)
    }

    /// Corners of a polygon around a circle, so that the circle lies in it.
    static func corners(of circle: Circle, steps: Int = 72) -> [Position] {
        let radius = circle.radius / cos(.pi / Double(steps))
        let ring = (0..<steps).map { step in
            Geodesic.direct(from: circle.centre, azimuth: -Double(step) * 360 / Double(steps), distance: radius)
        }
        return Layout.unbroken(ring)
    }
}
