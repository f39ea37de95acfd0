/// Lines and rings over the line of 180 degrees: laid out without a break, and cut at it.
///
/// 1. From one position to the next the shorter way round is meant: a ring of 170, -170 is twenty degrees wide.
/// 2. Cut at 180 (RFC 7946, 3.1.9), new corners lie on the edges as rhumb lines, so that a box of parallels stays
///    one; heights
///    are interpolated along the edge, and kept elsewhere.
/// 3. What touches the line without crossing it is left as it is.
/// 4. A ring that goes round a pole is closed over the pole that is nearer to it.
public enum Layout {
    /// Positions with each longitude next to that of the one before.
    /// - Parameter positions: at least one.
    /// - Returns: the same positions, some of them turns further.
    public static func unbroken(_ positions: [Position]) -> [Position] {
        guard var last = positions.first?.longitude else { return [] }
        return positions.map { position in
            // Half way round is left as it was given: nothing says which side is meant.
            let jump = position.longitude - last
            let turns = jump.magnitude > 180 ? -(jump / 360).rounded() * 360 : 0
            last = position.longitude + turns
            return position.turned(turns)
        }
    }

    /// A ring laid out without a break, beginning in [-180, 180) with its westernmost corner; closed over a pole if
    /// it goes
    /// round one.
    /// - Parameter ring: the corners; the first is not repeated.
    /// - Returns: the corners.
    public static func unbrokenRing(_ ring: [Position]) -> [Position] {
        guard let first = ring.first else { return [] }
        var laid = unbroken(ring + [first])
        let end = laid.removeLast()
        let turn = end.longitude - first.longitude
        if turn.magnitude > 1 { laid = overPole(laid, turn: turn.sign == .minus ? -360 : 360) }
        let (west, east) = span(laid)
        let shift = east <= 180 && west >= -180 ? 0 : -((west + 180) / 360).rounded(.down) * 360
        return shift == 0 ? laid : laid.map { $0.turned(shift) }
    }

    private static func overPole(_ ring: [Position], turn: Double) -> [Position] {
        // Begun at a place on the line of 180 degrees, so that the cut over the pole falls on it.
        guard
            let start = ring.indices.first(where: { index in
                let next = index + 1 < ring.count ? ring[index + 1] : ring[0].turned(turn)
                return crossing(ring[index], next) != nil
            })
        else { return ring }
        let next = start + 1 < ring.count ? ring[start + 1] : ring[0].turned(turn)
        guard let line = crossing(ring[start], next) else { return ring }
        let begin = point(at: line, ring[start], next)
        var laid = [begin] + ring[(start + 1)...] + ring[...start].map { $0.turned(turn) }
        if laid.count > 1, laid[1].longitude == begin.longitude { laid.remove(at: 1) }
        let end = begin.turned(turn)
        if laid.last?.longitude != end.longitude { laid.append(end) }
        let mean = ring.reduce(0) { $0 + $1.latitude } / Double(ring.count)
        let pole = mean < 0 ? -90.0 : 90.0
        laid.append(Position(longitude: end.longitude, latitude: pole, height: begin.height))
        laid.append(Position(longitude: begin.longitude, latitude: pole, height: begin.height))
        return laid
    }

    /// The line of 180 degrees, in some turn, between two longitudes (the later end counts as on it).
    private static func crossing(_ from: Position, _ to: Position) -> Double? {
        let (low, high) = (min(from.longitude, to.longitude), max(from.longitude, to.longitude))
        let line = ((low + 180) / 360).rounded(.up) * 360 - 180
        return line <= high && low != high ? line : nil
    }

    static func point(at longitude: Double, _ from: Position, _ to: Position) -> Position {
        if from.longitude == longitude { return from }
        if to.longitude == longitude { return to }
        let part = (longitude - from.longitude) / (to.longitude - from.longitude)
        let height = from.height.flatMap { low in to.height.map { low + part * ($0 - low) } }
        return Position(
            longitude: longitude,
            latitude: RhumbLine.latitude(at: longitude, from: from, to: to),
            height: height
        )
    }

    static func span(_ positions: [Position]) -> (west: Double, east: Double) {
        var (west, east) = (Double.infinity, -Double.infinity)
        for position in positions {
            west = min(west, position.longitude)
            east = max(east, position.longitude)
        }
        return (west, east)
    }

    /// A shape whose parts are each laid out without a break.
    /// - Parameter shape: the shape.
    /// - Returns: the same shape; a hole lies in the same turn as the ring around it.
    public static func unbroken(_ shape: Shape) -> Shape {
        switch shape {
        case .point, .circle: return shape
        case .line(let positions): return .line(unbroken(positions))
        case .polygon(let polygon):
            let outer = unbrokenRing(polygon.outer)
            let (west, east) = span(outer)
            let holes = polygon.holes.map { hole -> [Position] in
                let laid = unbrokenRing(hole)
                let (first, last) = span(laid)
                let turns = ((west + east) / 2 - (first + last) / 2) / 360
                let shift = turns.rounded() * 360
                return shift == 0 ? laid : laid.map { $0.turned(shift) }
            }
            return .polygon(Polygon(outer, holes: holes))
        case .collection(let shapes): return .collection(shapes.map { unbroken($0) })
        }
    }

    /// A shape cut at the line of 180 degrees.
    /// - Parameter shape: any shape.
    /// - Returns: parts that all lie in [-180, 180]; a shape that does not cross the line as it is.
    public static func cut(_ shape: Shape) -> Shape {
        switch shape {
        case .point(let position): return .point(position.normalised)
        case .circle(let circle): return .circle(Circle(circle.centre.normalised, radius: circle.radius))
        case .line(let positions): return Shape(cutLine(unbroken(positions)).map { .line($0) })
        case .polygon:
            guard case .polygon(let laid) = unbroken(shape) else { return shape }
            return Shape(MeridianCut.parts(of: laid).map { .polygon($0) })
        case .collection(let shapes): return .collection(shapes.flatMap { cut($0).parts })
        }
    }

    private static func cutLine(_ positions: [Position]) -> [[Position]] {
        guard let first = positions.first else { return [] }
        var (parts, part): ([[Position]], [Position]) = ([], [first])
        for next in positions.dropFirst() {
            while let from = part.last, let line = boundary(from, next) {
                let end = point(at: line, from, next)
                if part.count > 1 || part[0].longitude != line { parts.append(part + [end]) }
                part = [end]
                if next.longitude == line { break }
            }
            if part.count > 1 || part[0] != next { part.append(next) }
        }
        if part.count > 1 || parts.isEmpty { parts.append(part) }
        return parts.map { part in
            let (west, east) = span(part)
            let shift = -((((west + east) / 2) + 180) / 360).rounded(.down) * 360
            return part.map { $0.turned(shift) }
        }
    }

    /// The line of 180 degrees that is strictly before a longitude on the way from another, if there is one.
    private static func boundary(_ from: Position, _ to: Position) -> Double? {
        if from.longitude < to.longitude {
            let line = ((from.longitude + 180) / 360).rounded(.down) * 360 + 180
            return line < to.longitude ? line : nil
        }
        let line = ((from.longitude - 180) / 360).rounded(.up) * 360 - 180
        return line > to.longitude ? line : nil
    }
}
