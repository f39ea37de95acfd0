internal import func Glibc.cos
internal import func Glibc.sin

/// Angles in degrees, exact where degrees are: at whole quarters, and after whole turns.
enum Degrees {
    static let perRadian = 180 / Double.pi

    /// A longitude in [-180, 180]; one that is there already stays as it is.
    static func normalised(_ longitude: Double) -> Double {
        if longitude.magnitude <= 180 { return longitude }
        return longitude.remainder(dividingBy: 360)
    }

    /// The way from one longitude to another, in [-180, 180]: the shorter one; east where both are as long.
    static func way(from: Double, to: Double) -> Double {
        // Each is reduced before the difference is taken: nothing of it is lost so.
        let way = (to.remainder(dividingBy: 360) - from.remainder(dividingBy: 360)).remainder(dividingBy: 360)
        return way == -180 ? 180 : way
    }

    /// Sine and cosine.
    static func sine(_ degrees: Double) -> (sine: Double, cosine: Double) {
        let reduced = degrees.remainder(dividingBy: 360)
        let quarter = (reduced / 90).rounded()
        let rest = (reduced - quarter * 90) / perRadian
        let (s, c) = (sin(rest), cos(rest))
        switch Int(quarter) & 3 {
        case 0: return (s, c)
        case 1: return (c, -s)
        case 2: return (-s, -c)
        default: return (-c, s)
        }
    }
}
