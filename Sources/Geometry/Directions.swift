internal import Geography

internal import func Glibc.atan2
internal import func Glibc.cos
internal import func Glibc.sin

/// Positions as directions from the middle of the earth.
enum Directions {
    /// The mean direction; nil if the directions cancel each other out.
    static func mean(_ positions: [Position]) -> Position? {
        var (x, y, z) = (0.0, 0.0, 0.0)
        for position in positions {
            let (east, north) = (position.longitude * .pi / 180, position.latitude * .pi / 180)
            x += cos(north) * cos(east)
            y += cos(north) * sin(east)
            z += sin(north)
        }
        let flat = (x * x + y * y).squareRoot()
        guard (flat * flat + z * z).squareRoot() > 1e-6 * Double(positions.count) else { return nil }
        return Position(longitude: atan2(y, x) * 180 / .pi, latitude: atan2(z, flat) * 180 / .pi)
    }
}
