/// A position on the WGS 84 ellipsoid (EPSG 4979).
public struct Position: Sendable, Hashable {
    /// Degrees east of Greenwich; -180 to 180, but beyond that where a ring or line is laid out without a break.
    public var longitude: Double
    /// Degrees north of the equator, -90 to 90.
    public var latitude: Double
    /// Metres above the ellipsoid, if given.
    public var height: Double?

    /// A position.
    /// - Parameters:
    ///   - longitude: degrees east.
    ///   - latitude: degrees north.
    ///   - height: metres above the ellipsoid.
    public init(longitude: Double, latitude: Double, height: Double? = nil) {
        self.longitude = longitude
        self.latitude = latitude
        self.height = height
    }

    /// The same position with a longitude in [-180, 180].
    public var normalised: Position {
        Position(longitude: Degrees.normalised(longitude), latitude: latitude, height: height)
    }

    /// The same position some turns further east.
    func turned(_ degrees: Double) -> Position {
        Position(longitude: longitude + degrees, latitude: latitude, height: height)
    }

    /// Whether this is the same place, whatever its height and turn.
    func isAt(_ other: Position) -> Bool {
        latitude == other.latitude
            && (longitude == other.longitude || Degrees.normalised(longitude) == Degrees.normalised(other.longitude)
                || (longitude - other.longitude).magnitude == 360)
    }
}
