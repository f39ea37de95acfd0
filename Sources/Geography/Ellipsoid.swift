internal import func Glibc.asinh
internal import func Glibc.atan
internal import func Glibc.atanh
internal import func Glibc.cos
internal import func Glibc.exp
internal import func Glibc.sin
internal import func Glibc.sinh
internal import func Glibc.tan

/// The WGS 84 ellipsoid, and the latitudes that rhumb lines are reckoned by.
///
/// - Isometric latitude: what is added along a meridian of a Mercator chart; a rhumb line is straight in it.
/// - Rectifying latitude: proportional to the way along the meridian.
///
/// Series of the sixth order in the third flattening: C. F. F. Karney, *On auxiliary latitudes*, 2024, (A5) and
/// (A11); the
/// way back from isometric latitude by Newton's method: *Transverse Mercator with an accuracy of a few nanometers*,
/// 2011, (19)-(21).
public enum Ellipsoid {
    /// The half axis of the equator in metres.
    public static let equatorialRadius = 6_378_137.0
    /// The flattening.
    public static let flattening = 1 / 298.257_223_563
    /// Metres in a nautical mile, which is what notices to mariners and airmen count in.
    public static let nauticalMile = 1852.0

    static let eccentricitySquared = flattening * (2 - flattening)
    static let eccentricity = eccentricitySquared.squareRoot()
    private static let third = flattening / (2 - flattening)

    /// Metres of the meridian for a radian of rectifying latitude.
    static let rectifyingRadius: Double = {
        let n = third
        let n2 = n * n
        return equatorialRadius / (1 + n) * (1 + n2 * (1 / 4.0 + n2 * (1 / 64.0 + n2 / 256)))
    }()

    /// Isometric latitude.
    /// - Parameter latitude: degrees north; the pole has a finite value, far above all others.
    /// - Returns: radians.
    public static func isometric(_ latitude: Double) -> Double {
        // From the nearer of equator and pole: near the pole the latitude in radians would have lost what is left to
        // it.
        let toPole = 90 - latitude.magnitude
        let tangent = toPole > 45 ? tan(latitude.magnitude / Degrees.perRadian) : 1 / tan(toPole / Degrees.perRadian)
        let north =
            asinh(min(tangent, farthest)) - eccentricity * atanh(eccentricity * Degrees.sine(latitude).sine.magnitude)
        return latitude < 0 ? -north : north
    }

    /// The latitude of an isometric latitude.
    /// - Parameter isometric: radians.
    /// - Returns: degrees north.
    public static func latitude(isometric: Double) -> Double {
        let wanted = sinh(isometric)
        if wanted.magnitude > 1e8 { return latitude(tangent: wanted * exp(eccentricity * atanh(eccentricity))) }
        var tau = wanted / (1 - eccentricitySquared)
        for _ in 0..<6 {
            let secant = (1 + tau * tau).squareRoot()
            let sigma = sinh(eccentricity * atanh(eccentricity * tau / secant))
            let met = tau * (1 + sigma * sigma).squareRoot() - sigma * secant
            let step =
                (wanted - met) / (1 + met * met).squareRoot()
                * (1 + (1 - eccentricitySquared) * tau * tau) / ((1 - eccentricitySquared) * secant)
            tau += step
            if step.magnitude <= 1e-16 * max(1, tau.magnitude) { break }
        }
        return latitude(tangent: tau)
    }

    private static func latitude(tangent: Double) -> Double {
        if tangent.magnitude < 1 { return atan(tangent) * Degrees.perRadian }
        let north = 90 - atan(1 / tangent.magnitude) * Degrees.perRadian
        return tangent < 0 ? -north : north
    }

    /// The tangent that stands for the pole: greater than that of any other latitude.
    private static let farthest = 1.6e16

    /// Metres along the meridian from the equator.
    /// - Parameter latitude: degrees north.
    /// - Returns: metres, negative in the south.
    public static func meridian(_ latitude: Double) -> Double {
        let phi = latitude / Degrees.perRadian
        return rectifyingRadius * (phi + series(toRectifying, phi))
    }

    /// The latitude at a way along the meridian from the equator.
    /// - Parameter meridian: metres.
    /// - Returns: degrees north; beyond ±90 where the way is longer than to the pole.
    static func latitude(meridian: Double) -> Double {
        let mu = meridian / rectifyingRadius
        return (mu + series(fromRectifying, mu)) * Degrees.perRadian
    }

    /// Metres of the meridian for a radian of latitude, and of the parallel for a radian of longitude.
    /// - Parameters:
    ///   - angle: radians from the equator or from the pole.
    ///   - isFromPole: which of them.
    /// - Returns: metres.
    static func radii(_ angle: Double, isFromPole: Bool) -> (meridian: Double, parallel: Double) {
        let (sine, cosine) = isFromPole ? (cos(angle), sin(angle)) : (sin(angle), cos(angle))
        let w = 1 - eccentricitySquared * sine * sine
        return (
            equatorialRadius * (1 - eccentricitySquared) / (w * w.squareRoot()),
            equatorialRadius * cosine / w.squareRoot()
        )
    }

    /// Square metres between the equator and a latitude for a radian of longitude.
    static func area(_ latitude: Double) -> Double {
        let sine = Degrees.sine(latitude).sine
        let polar = equatorialRadius * (1 - flattening)
        return polar * polar / 2
            * (sine / (1 - eccentricitySquared * sine * sine) + atanh(eccentricity * sine) / eccentricity)
    }

    private static let toRectifying: [Double] = {
        let n = third
        let n2 = n * n
        return [
            n * (-3 / 2.0 + n2 * (9 / 16.0 - n2 * 3 / 32)), n2 * (15 / 16.0 + n2 * (-15 / 32.0 + n2 * 135 / 2048)),
            n * n2 * (-35 / 48.0 + n2 * 105 / 256), n2 * n2 * (315 / 512.0 - n2 * 189 / 512),
            n * n2 * n2 * (-693 / 1280.0), n2 * n2 * n2 * (1001 / 2048.0),
        ]
    }()

    private static let fromRectifying: [Double] = {
        let n = third
        let n2 = n * n
        return [
            n * (3 / 2.0 + n2 * (-27 / 32.0 + n2 * 269 / 512)),
            n2 * (21 / 16.0 + n2 * (-55 / 32.0 + n2 * 6759 / 4096)),
            n * n2 * (151 / 96.0 - n2 * 417 / 128), n2 * n2 * (1097 / 512.0 - n2 * 15543 / 2560),
            n * n2 * n2 * (8011 / 2560.0), n2 * n2 * n2 * (293_393 / 61440.0),
        ]
    }()

    private static func series(_ terms: [Double], _ angle: Double) -> Double {
        var sum = 0.0
        for (place, term) in terms.enumerated().reversed() { sum += term * sin(Double(2 * (place + 1)) * angle) }
        return sum
    }
}
