public import Geography

extension Areas {
    /// The smallest circle around a shape.
    ///
    /// Seen from its own centre, at true distances, the smallest circle around the shape is the one around that
    /// centre. So from a
    /// first guess the smallest circle in the plane of true distances (GEOS) gives the next centre, until it stays.
    public func circle(around shape: Shape) -> Circle? {
        let edges = shape.parts.map { (sampled($0), radius(of: $0)) }
        let positions = edges.flatMap(\.0)
        guard let first = positions.first else { return nil }
        var centre = middle(positions) ?? first
        let wider = edges.contains { $0.1 > 0 }
        // A circle in the shape counts by its rim.
        let outline = wider ? edges.flatMap { edge in edge.0.flatMap { rim(around: $0, edge.1) } } : positions
        for _ in 0..<40 {
            let plane = LocalPlane(centre: centre)
            guard var work = GEOSPlane(),
                let points = work.add(.collection(outline.map { .point(plane.point($0)) })),
                let found = work.circle(around: points)
            else { return nil }
            guard found.radius < 9_000_000 else { return nil }
            let next = plane.position(found.centre)
            let moved = (found.centre.x * found.centre.x + found.centre.y * found.centre.y).squareRoot()
            centre = next
            if moved < 1e-3 { break }
        }
        return Circle(centre, radius: farthest(from: centre, of: shape))
    }

    /// How far the farthest place of a shape is from a position.
    /// - Parameters:
    ///   - position: the position.
    ///   - shape: the shape.
    /// - Returns: metres along the geodesic.
    public func farthest(from position: Position, of shape: Shape) -> Double {
        shape.parts.reduce(0) { most, part in
            let radius = radius(of: part)
            return sampled(part).reduce(most) {
                max($0, Geodesic.distance(from: position, to: $1) + radius)
            }
        }
    }

    /// Metres along the geodesic from a position to the nearest place of a shape; 0 inside of an area.
    /// - Parameters:
    ///   - position: the position.
    ///   - shape: a valid shape.
    /// - Returns: metres.
    public func nearest(from position: Position, of shape: Shape) -> Double {
        let plane = LocalPlane(centre: position)
        return shape.parts.reduce(.infinity) { least, part in
            if case .polygon = part, contains(part, .point(position)) { return 0 }
            let points = sampled(part).map(plane.point)
            let figure: PlaneFigure =
                points.count > 1
                ? .line(isRing(part) ? points + points.prefix(1) : points) : .collection(points.map { .point($0) })
            guard var work = GEOSPlane(), let edge = work.add(figure),
                let here = work.add(.point(PlanePoint(x: 0, y: 0))), let way = work.distance(edge, here)
            else { return least }
            return min(least, max(0, way - radius(of: part)))
        }
    }

    private func isRing(_ part: Shape) -> Bool { if case .polygon = part { true } else { false } }

    private func radius(of part: Shape) -> Double {
        guard case .circle(let circle) = part else { return 0 }
        return circle.radius
    }

    private func rim(around centre: Position, _ radius: Double) -> [Position] {
        radius == 0 ? [centre] : SafetyArea.corners(of: Circle(centre, radius: radius), steps: 90)
    }

    func sampled(_ part: Shape) -> [Position] {
        switch part {
        case .polygon(let polygon): return Sampling.positions(polygon.outer, isClosed: true)
        case .line(let positions): return Sampling.positions(positions, isClosed: false)
        default: return part.positions
        }
    }

    /// The mean direction of positions from the middle of the earth; nil if they cancel each other out.
    private func middle(_ positions: [Position]) -> Position? { Directions.mean(positions) }
}
