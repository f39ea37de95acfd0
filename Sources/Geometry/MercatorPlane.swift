internal import Geography

/// Shapes as figures on a Mercator chart of the ellipsoid, where rhumb lines are straight: so what GEOS finds in that
/// plane is
/// true of areas whose edges are rhumb lines, and parallels stay parallels.
///
/// x is the longitude in degrees, laid out without a break; y the isometric latitude in degrees.
struct MercatorPlane {
    /// The latitudes of corners by their y, the lowest first: what comes back at such a y lies exactly on that
    /// parallel.
    private let known: [(y: Double, latitude: Double)]

    init(_ shapes: [Shape]) {
        var latitudes: [Double: Double] = [:]
        for shape in shapes {
            for position in Layout.unbroken(shape).positions {
                latitudes[MercatorPlane.y(position.latitude)] = position.latitude
            }
        }
        known = latitudes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func y(_ latitude: Double) -> Double { Ellipsoid.isometric(latitude) * 180 / .pi }

    /// A shape as a figure, some turns further east.
    func figure(_ shape: Shape, turned degrees: Double = 0) -> PlaneFigure {
        func point(_ position: Position) -> PlanePoint { self.point(position, turned: degrees) }
        switch Layout.unbroken(shape) {
        case .point(let position): return .point(point(position.normalised))
        case .circle(let circle): return .polygon([SafetyArea.corners(of: circle).map(point)])
        case .line(let positions): return .line(positions.map(point))
        case .polygon(let polygon): return .polygon(([polygon.outer] + polygon.holes).map { $0.map(point) })
        case .collection(let shapes): return .collection(shapes.map { figure($0, turned: degrees) })
        }
    }

    func point(_ position: Position, turned degrees: Double = 0) -> PlanePoint {
        PlanePoint(x: position.longitude + degrees, y: MercatorPlane.y(position.latitude), z: position.height)
    }

    /// A figure as a shape.
    func shape(_ figure: PlaneFigure) -> Shape {
        switch figure {
        case .point(let point): return .point(position(point))
        case .line(let points): return .line(points.map(position))
        case .polygon(let rings):
            return .polygon(Polygon(rings[0].map(position), holes: rings.dropFirst().map { $0.map(position) }))
        case .collection: return Shape(figure.parts.map(shape))
        }
    }

    func position(_ point: PlanePoint) -> Position {
        Position(longitude: point.x, latitude: latitude(point.y), height: point.z)
    }

    private func latitude(_ y: Double) -> Double {
        var (low, high) = (0, known.count)
        while low < high {
            let middle = (low + high) / 2
            if known[middle].y < y { low = middle + 1 } else { high = middle }
        }
        for near in [low - 1, low] where known.indices.contains(near) && (known[near].y - y).magnitude < 1e-11 {
            return known[near].latitude
        }
        return Ellipsoid.latitude(isometric: y * .pi / 180)
    }
}
