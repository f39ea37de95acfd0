/// What is wrong with a shape, and where.
public struct ShapeFault: Sendable, Hashable {
    /// What is wrong, in words: `self-intersection`, `hole lies outside shell`, …
    public let reason: String
    /// The place, if there is one.
    public let place: Position?

    /// A fault.
    /// - Parameters:
    ///   - reason: what is wrong.
    ///   - place: where.
    public init(reason: String, place: Position?) {
        self.reason = reason
        self.place = place
    }
}

/// What pure rooms ask of geometry; the room `Geometry` answers over GEOS and PROJ.
public protocol ShapeMeasures: Sendable {
    /// What makes a shape invalid, or nil: an area that crosses itself, a hole outside of it, …
    /// - Parameter shape: the shape.
    func fault(of shape: Shape) -> ShapeFault?
    /// Parts that meet at the line of 180 degrees as one.
    /// - Parameter shape: the shape, perhaps cut there.
    func joined(_ shape: Shape) -> Shape
    /// The smallest circle around a shape; nil if there is none, or half the earth would not hold it.
    /// - Parameter shape: the shape.
    func circle(around shape: Shape) -> Circle?
    /// Metres along the geodesic from a position to the place of a shape that is farthest away from it.
    /// - Parameters:
    ///   - position: the position.
    ///   - shape: the shape.
    func farthest(from position: Position, of shape: Shape) -> Double
}
