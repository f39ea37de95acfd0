/// A place on the sea, in degrees.
struct GeoPoint: Equatable, Sendable {
    let (latitude, longitude): (Double, Double)

    /// A place; nil if something is missing or lies outside of the earth.
    init?(_ latitude: Double?, _ longitude: Double?) {
        guard let latitude, let longitude, (-90...90).contains(latitude), (-180...180).contains(longitude) else {
            return nil
        }
        (self.latitude, self.longitude) = (latitude, longitude)
    }
}

/// An area on the sea between corners, as planners draw it: its sides run straight between latitudes and longitudes,
/// and it may cross 180 degrees.
///
/// The answer is for planning, to find what is worth a look: areas of fewer than three corners have no inside.
struct GeoArea {
    private typealias Point = (x: Double, y: Double)

    /// The corners, the longitudes running on beyond 180 degrees where a side crosses it, the latitudes as they are.
    private let corners: [(x: Double, y: Double)]

    /// How many corners it has.
    var count: Int { corners.count }

    /// An area; nil if it has no inside, or more corners than are compared.
    init?(_ points: [GeoPoint]) {
        guard (3...500).contains(points.count) else { return nil }
        var corners: [Point] = []
        for point in points {
            var x = point.longitude
            if let last = corners.last {
                while x - last.x > 180 { x -= 360 }
                while x - last.x < -180 { x += 360 }
            }
            corners.append((x, point.latitude))
        }
        self.corners = corners
    }

    /// Whether two areas have a point in common; sides that only touch count.
    func meets(_ other: GeoArea) -> Bool {
        // The same area may be written a whole turn away.
        for turn in [-360.0, 0, 360] {
            let moved = other.corners.map { (x: $0.x + turn, y: $0.y) }
            if Self.meet(corners, moved) { return true }
        }
        return false
    }

    private static func meet(_ one: [Point], _ other: [Point]) -> Bool {
        for (place, start) in one.enumerated() {
            let end = one[(place + 1) % one.count]
            for (second, from) in other.enumerated()
            where cross(start, end, from, other[(second + 1) % other.count]) { return true }
        }
        // No sides cross: one lies in the other, or they are apart.
        return contains(one, other[0]) || contains(other, one[0])
    }

    /// Twice the area of a triangle: positive where the third corner lies left of the first two.
    private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }

    private static func isBetween(_ a: Point, _ b: Point, _ c: Point) -> Bool {
        min(a.x, b.x) <= c.x && c.x <= max(a.x, b.x) && min(a.y, b.y) <= c.y && c.y <= max(a.y, b.y)
    }

    private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        let (one, two, three, four) = (turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b))
        if ((one > 0 && two < 0) || (one < 0 && two > 0)) && ((three > 0 && four < 0) || (three < 0 && four > 0)) {
            return true
        }
        return (one == 0 && isBetween(a, b, c)) || (two == 0 && isBetween(a, b, d))
            || (three == 0 && isBetween(c, d, a)) || (four == 0 && isBetween(c, d, b))
    }

    /// Whether a point lies inside, by the number of sides that a ray to the east crosses.
    private static func contains(_ corners: [Point], _ point: Point) -> Bool {
        var isInside = false
        for (place, a) in corners.enumerated() {
            let b = corners[(place + 1) % corners.count]
            guard (a.y > point.y) != (b.y > point.y) else { continue }
            if point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
        }
        return isInside
    }
}
