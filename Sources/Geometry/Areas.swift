public import Geography

/// What areas are to each other, and to themselves.
///
/// Edges are rhumb lines; the line of 180 degrees is a line as any
/// other.
public struct Areas: ShapeMeasures {
    /// The measures over GEOS and PROJ.
    public init() {}

    /// What makes a shape invalid, by GEOS.
    /// - Parameter shape: the shape.
    /// - Returns: the first fault; nil if it is valid.
    public func fault(of shape: Shape) -> ShapeFault? {
        let plane = MercatorPlane([shape])
        for part in shape.parts {
            if case .polygon(let polygon) = part {
                for ring in [polygon.outer] + polygon.holes where Set(ring).count < 3 {
                    return ShapeFault(reason: "fewer than three corners", place: ring.first)
                }
            }
            guard var work = GEOSPlane(), let figure = work.add(plane.figure(part)) else {
                return ShapeFault(reason: "it cannot be looked at", place: part.positions.first)
            }
            if let found = work.fault(of: figure) {
                return ShapeFault(
                    reason: found.reason.lowercased(),
                    place: found.place.map { plane.position($0).normalised }
                )
            }
        }
        return nil
    }

    /// What two shapes have in common.
    /// - Parameters:
    ///   - one: a valid shape.
    ///   - other: another.
    /// - Returns: the common part; nil if there is none.
    public func intersection(_ one: Shape, _ other: Shape) -> Shape? {
        let plane = MercatorPlane([one, other])
        var found: [Shape] = []
        for turn in [-360.0, 0, 360] {
            guard var work = GEOSPlane(), let first = work.add(plane.figure(one)),
                let second = work.add(plane.figure(other, turned: turn)),
                let common = work.intersection(first, second), let figure = work.figure(common)
            else { continue }
            found += plane.shape(figure).parts
        }
        return found.isEmpty ? nil : Shape(found)
    }

    /// Whether two shapes have a place in common.
    /// - Parameters:
    ///   - one: a valid shape.
    ///   - other: another.
    /// - Returns: true if they have.
    public func overlaps(_ one: Shape, _ other: Shape) -> Bool {
        let plane = MercatorPlane([one, other])
        return [-360.0, 0, 360].contains { turn in
            guard var work = GEOSPlane(), let first = work.add(plane.figure(one)),
                let second = work.add(plane.figure(other, turned: turn))
            else { return false }
            return work.intersects(first, second)
        }
    }

    /// Whether no place of a shape is outside of another.
    /// - Parameters:
    ///   - one: the outer shape; valid.
    ///   - other: the inner one.
    /// - Returns: true if the inner one is all in it.
    public func contains(_ one: Shape, _ other: Shape) -> Bool {
        let outer = joined(one)
        let plane = MercatorPlane([outer, other])
        return other.parts.allSatisfy { part in
            [-360.0, 0, 360].contains { turn in
                guard var work = GEOSPlane(), let first = work.add(plane.figure(outer)),
                    let second = work.add(plane.figure(part, turned: turn))
                else { return false }
                return work.covers(first, second)
            }
        }
    }

    /// Parts that meet at the line of 180 degrees as one.
    /// - Parameter shape: the shape, perhaps cut there.
    /// - Returns: the shape without that cut; heights are kept.
    public func joined(_ shape: Shape) -> Shape {
        let parts = shape.parts
        let polygons = parts.filter { if case .polygon = $0 { true } else { false } }
        func touches(_ line: Double) -> Bool { polygons.contains { $0.positions.contains { $0.longitude == line } } }
        guard polygons.count > 1, touches(180), touches(-180) else { return shape }
        // What lies in the west is laid out behind 180.
        let laid = polygons.map { part -> Shape in
            guard case .polygon(let polygon) = part, polygon.outer.contains(where: { $0.longitude == -180 }),
                polygon.outer.allSatisfy({ $0.longitude < 180 })
            else { return part }
            let rings = ([polygon.outer] + polygon.holes).map { ring in
                ring.map { Position(longitude: $0.longitude + 360, latitude: $0.latitude, height: $0.height) }
            }
            return .polygon(Polygon(rings[0], holes: Array(rings.dropFirst())))
        }
        let plane = MercatorPlane(laid)
        guard var work = GEOSPlane(), let all = work.add(plane.figureAsLaid(laid)), let united = work.union(all),
            let figure = work.figure(united)
        else { return shape }
        let areas = figure.polygons.map { rings in
            plane.shape(.polygon(rings.map { withoutLine(plane, $0) }))
        }
        return Shape(areas + parts.filter { if case .polygon = $0 { false } else { true } })
    }

    /// A ring without the corners that only the cut at 180 had made: those that lie on the edge between their
    /// neighbours.
    private func withoutLine(_ plane: MercatorPlane, _ ring: [PlanePoint]) -> [PlanePoint] {
        ring.indices.filter { place in
            let here = ring[place]
            guard here.x.magnitude == 180, ring.count > 3 else { return true }
            let (before, after) = (ring[(place + ring.count - 1) % ring.count], ring[(place + 1) % ring.count])
            guard before.x != after.x else { return true }
            let part = (here.x - before.x) / (after.x - before.x)
            guard part > 0, part < 1 else { return true }
            return (before.y + part * (after.y - before.y) - here.y).magnitude > 1e-9
        }.map { ring[$0] }
    }

    /// The square metres of a shape, with edges as rhumb lines.
    /// - Parameter shape: a valid shape.
    /// - Returns: the area; lines and points have none.
    public func area(of shape: Shape) -> Double {
        shape.parts.reduce(0) { sum, part in
            guard case .polygon(let polygon) = Layout.unbroken(part) else {
                guard case .circle(let circle) = part else { return sum }
                return sum + Geodesic.area(of: SafetyArea.corners(of: circle, steps: 360)).magnitude
            }
            return sum + RhumbLine.area(of: polygon.outer).magnitude
                - polygon.holes.reduce(0) { $0 + RhumbLine.area(of: $1).magnitude }
        }
    }
}

extension MercatorPlane {
    /// Shapes whose turns are chosen already.
    func figureAsLaid(_ shapes: [Shape]) -> PlaneFigure {
        .collection(
            shapes.map { shape in
                guard case .polygon(let polygon) = shape else { return figure(shape) }
                return .polygon(([polygon.outer] + polygon.holes).map { $0.map { point($0) } })
            }
        )
    }
}
