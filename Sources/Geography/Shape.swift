/// What a notice, an event or a track covers on the earth.
///
/// Edges are rhumb lines: that is how notices to mariners and
/// airmen mean them, and a parallel stays a parallel.
public enum Shape: Sendable, Hashable {
    /// A point.
    case point(Position)
    /// A line through two positions or more.
    case line([Position])
    /// An area with straight edges.
    case polygon(Polygon)
    /// All places within a distance of a point.
    case circle(Circle)
    /// Several of them.
    case collection([Shape])

    /// The shapes that this is made of, each by itself.
    public var parts: [Shape] {
        guard case .collection(let shapes) = self else { return [self] }
        return shapes.flatMap(\.parts)
    }

    /// One shape, or a collection of several.
    /// - Parameter parts: the shapes.
    public init(_ parts: [Shape]) {
        self = parts.count == 1 ? parts[0] : .collection(parts)
    }

    /// All corners, ends and centres, in the order they were given.
    public var positions: [Position] {
        parts.flatMap { part -> [Position] in
            switch part {
            case .point(let position): return [position]
            case .line(let positions): return positions
            case .polygon(let polygon): return polygon.outer + polygon.holes.flatMap { $0 }
            case .circle(let circle): return [circle.centre]
            case .collection: return []
            }
        }
    }

    /// Whether it covers an area.
    public var isArea: Bool {
        parts.allSatisfy { part in
            switch part {
            case .polygon, .circle: return true
            default: return false
            }
        } && !parts.isEmpty
    }
}

/// An area with straight edges, with or without holes.
public struct Polygon: Sendable, Hashable {
    /// The corners; the first is not repeated at the end.
    public var outer: [Position]
    /// The corners of each hole.
    public var holes: [[Position]]

    /// An area.
    /// - Parameters:
    ///   - outer: the corners; the first is not repeated.
    ///   - holes: the corners of each hole.
    public init(_ outer: [Position], holes: [[Position]] = []) {
        self.outer = outer
        self.holes = holes
    }
}

/// All places within a distance of a centre, along geodesics.
public struct Circle: Sendable, Hashable {
    /// The centre.
    public var centre: Position
    /// Metres.
    public var radius: Double

    /// A circle.
    /// - Parameters:
    ///   - centre: the centre.
    ///   - radius: metres.
    public init(_ centre: Position, radius: Double) {
        self.centre = centre
        self.radius = radius
    }
}
