internal import CPROJ
public import Geography

/// Geodesics, the shortest ways on the WGS 84 ellipsoid, by Karney's method alone.
///
/// It ends for every pair of positions, where the older series do not for places nearly opposite each other: C. F. F.
/// Karney, *Algorithms for geodesics*, 2013.
public enum Geodesic {
    private static let earth: geod_geodesic = {
        var earth = geod_geodesic()
        unsafe geod_init(&earth, Ellipsoid.equatorialRadius, Ellipsoid.flattening)
        return earth
    }()

    /// The geodesic between two positions.
    /// - Parameters:
    ///   - from: where it begins.
    ///   - to: where it ends.
    /// - Returns: the bearing at its beginning in degrees, and its length in metres.
    public static func inverse(from: Position, to: Position) -> (azimuth: Double, distance: Double) {
        var (distance, azimuth, end) = (0.0, 0.0, 0.0)
        unsafe withUnsafePointer(to: earth) { earth in
            unsafe geod_inverse(
                earth,
                from.latitude,
                from.longitude,
                to.latitude,
                to.longitude,
                &distance,
                &azimuth,
                &end
            )
        }
        return (azimuth, distance)
    }

    /// Metres along the geodesic between two positions.
    /// - Parameters:
    ///   - from: one position.
    ///   - to: the other.
    /// - Returns: metres.
    public static func distance(from: Position, to: Position) -> Double { inverse(from: from, to: to).distance }

    /// Where a geodesic ends.
    /// - Parameters:
    ///   - from: where it begins.
    ///   - azimuth: the bearing at its beginning in degrees.
    ///   - distance: metres.
    /// - Returns: the end, in [-180, 180].
    public static func direct(from: Position, azimuth: Double, distance: Double) -> Position {
        var (latitude, longitude, bearing) = (0.0, 0.0, 0.0)
        unsafe withUnsafePointer(to: earth) { earth in
            unsafe geod_direct(
                earth,
                from.latitude,
                from.longitude,
                azimuth,
                distance,
                &latitude,
                &longitude,
                &bearing
            )
        }
        return Position(longitude: longitude, latitude: latitude)
    }

    /// The square metres inside a ring whose edges are geodesics.
    /// - Parameter ring: the corners; the first is not repeated.
    /// - Returns: the area; positive for a ring that goes round against the clock, and never more than half the earth.
    public static func area(of ring: [Position]) -> Double {
        var polygon = geod_polygon()
        unsafe geod_polygon_init(&polygon, 0)
        var area = 0.0
        unsafe withUnsafePointer(to: earth) { earth in
            for position in ring {
                unsafe geod_polygon_addpoint(earth, &polygon, position.latitude, position.longitude)
            }
            _ = unsafe geod_polygon_compute(earth, &polygon, 0, 1, &area, nil)
        }
        return area
    }
}
