/// What is wrong with a shape, and where.
public struct ShapeFault: Sendable, Hashable {
    /// What is wrong, in the words of geometry.
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
    /// What makes a shape invalid: an area crosses itself, a hole is outside of it.
    /// - Parameter shape: the shape.
    /// - Returns: the first fault; nil if it is valid.
    func fault(of shape: Shape) -> ShapeFault?
    /// Parts that meet at the line of 180 degrees as one.
    /// - Parameter shape: the shape, perhaps cut there.
    /// - Returns: the shape without that cut.
    func joined(_ shape: Shape) -> Shape
    /// The smallest circle around a shape.
    /// - Parameter shape: the shape.
    /// - Returns: the circle; nil if there is none, or half the earth would not hold it.
    func circle(around shape: Shape) -> Circle?
    /// How far the farthest place of a shape is from a position.
    /// - Parameters:
    ///   - position: the position.
    ///   - shape: the shape.
    /// - Returns: metres along the geodesic.
    func farthest(from position: Position, of shape: Shape) -> Double
}
