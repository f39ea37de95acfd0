internal import func Glibc.atan2

/// Rhumb lines on the ellipsoid: lines of one bearing, which are straight on a Mercator chart.
///
/// 1. The way along a rhumb line goes with the way along the meridian, and its longitude with isometric latitude
///    (K. C. Carlton-Wippern, *On loxodromic navigation*, 1992).
/// 2. A parallel is a rhumb line of bearing 90 or 270; where a line is nearly one, the quotient of both ways is taken
///    from
///    integrals, since the difference of two nearly equal numbers would lose its digits.
/// 3. A pole has every longitude: the rhumb line to it is the meridian. (`RhumbSolve` takes the longitude that was
///    given for
///    the pole, and so a line that is a little longer.)
/// 4. No rhumb line passes a pole: beyond it there is no end, and none is invented.
public enum RhumbLine {
    /// The rhumb line between two positions, the shorter way round.
    /// - Parameters:
    ///   - from: where it begins.
    ///   - to: where it ends.
    /// - Returns: the bearing in degrees, clockwise from north, in (-180, 180]; and the length in metres.
    public static func inverse(from: Position, to: Position) -> (azimuth: Double, distance: Double) {
        let meridian = Ellipsoid.meridian(to.latitude) - Ellipsoid.meridian(from.latitude)
        if from.latitude.magnitude == 90 || to.latitude.magnitude == 90 {
            return (meridian < 0 ? 180 : 0, meridian.magnitude)
        }
        let way = Degrees.way(from: from.longitude, to: to.longitude) / Degrees.perRadian
        let rise = Ellipsoid.isometric(to.latitude) - Ellipsoid.isometric(from.latitude)
        let length = (way * way + rise * rise).squareRoot()
        let azimuth = atan2(way, rise) * Degrees.perRadian
        return (azimuth, length * radius(from.latitude, to.latitude))
    }

    /// Where a rhumb line ends.
    /// - Parameters:
    ///   - from: where it begins.
    ///   - azimuth: degrees clockwise from north.
    ///   - distance: metres; negative goes back.
    /// - Returns: the end, with the height of the beginning; nil if the line comes to a pole before, or spirals into
    ///   it.
    public static func direct(from: Position, azimuth: Double, distance: Double) -> Position? {
        let (east, north) = Degrees.sine(azimuth)
        var end = from
        if from.latitude.magnitude == 90, east != 0 { return nil }
        if north != 0 {
            let latitude = Ellipsoid.latitude(meridian: Ellipsoid.meridian(from.latitude) + distance * north)
            // A few units in the last place are no way beyond the pole.
            guard latitude.magnitude <= 90 + 1e-13 else { return nil }
            end.latitude = min(max(latitude, -90), 90)
        }
        guard east != 0 else { return end }
        guard end.latitude.magnitude < 90 else { return nil }
        let way = distance * east / radius(from.latitude, end.latitude) * Degrees.perRadian
        guard way.isFinite else { return nil }
        end.longitude = Degrees.normalised(Degrees.normalised(from.longitude) + way.remainder(dividingBy: 360))
        return end
    }

    /// The latitude at which a rhumb line has a longitude, both laid out without a break.
    /// - Parameters:
    ///   - longitude: between those of both ends.
    ///   - from: where the line begins.
    ///   - to: where it ends, at another longitude.
    /// - Returns: degrees north; exactly that of the ends where they lie on one parallel.
    public static func latitude(at longitude: Double, from: Position, to: Position) -> Double {
        if from.latitude == to.latitude || longitude == from.longitude { return from.latitude }
        if longitude == to.longitude { return to.latitude }
        let part = (longitude - from.longitude) / (to.longitude - from.longitude)
        let (south, north) = (Ellipsoid.isometric(from.latitude), Ellipsoid.isometric(to.latitude))
        let latitude = Ellipsoid.latitude(isometric: south + part * (north - south))
        return min(max(latitude, min(from.latitude, to.latitude)), max(from.latitude, to.latitude))
    }

    /// The square metres inside a ring whose edges are rhumb lines.
    /// - Parameter ring: the corners, laid out without a break (`Layout.unbroken`); the first is not repeated.
    /// - Returns: the area; positive for a ring that goes round against the clock.
    /// - Complexity: O(*n*) in the number of corners.
    public static func area(of ring: [Position]) -> Double {
        var sum = 0.0
        for (place, from) in ring.enumerated() {
            let to = ring[place + 1 < ring.count ? place + 1 : 0]
            let way = (to.longitude - from.longitude) / Degrees.perRadian
            if way != 0 { sum -= way * meanArea(from.latitude, to.latitude) }
        }
        return sum
    }

    /// Metres of the meridian for a radian of isometric latitude, between two latitudes in degrees.
    private static func radius(_ one: Double, _ other: Double) -> Double {
        let toPole = 90 - max(one.magnitude, other.magnitude)
        guard (other - one).magnitude < toPole / 8 else {
            return (Ellipsoid.meridian(other) - Ellipsoid.meridian(one))
                / (Ellipsoid.isometric(other) - Ellipsoid.isometric(one))
        }
        // Both lie on one side, or far from either pole.
        let isFromPole = toPole < 45 && (one < 0) == (other < 0)
        func angle(_ latitude: Double) -> Double {
            (isFromPole ? 90 - latitude.magnitude : latitude) / Degrees.perRadian
        }
        let (from, to) = (angle(one), angle(other))
        if one == other { return Ellipsoid.radii(from, isFromPole: isFromPole).parallel }
        let meridian = Quadrature.mean(from, to) { Ellipsoid.radii($0, isFromPole: isFromPole).meridian }
        let isometric = Quadrature.mean(from, to) {
            let radii = Ellipsoid.radii($0, isFromPole: isFromPole)
            return radii.meridian / radii.parallel
        }
        return meridian / isometric
    }

    /// The mean of the area below a rhumb line, for a radian of longitude.
    private static func meanArea(_ one: Double, _ other: Double) -> Double {
        if one == other { return Ellipsoid.area(one) }
        let (from, to) = (Ellipsoid.isometric(one), Ellipsoid.isometric(other))
        let parts = Int(((to - from).magnitude * 2).rounded(.up)).clamped(1, 200)
        var sum = 0.0
        for part in 0..<parts {
            let (begin, end) = (Double(part) / Double(parts), Double(part + 1) / Double(parts))
            sum += Quadrature.mean(from + begin * (to - from), from + end * (to - from)) {
                Ellipsoid.area(Ellipsoid.latitude(isometric: $0))
            }
        }
        return sum / Double(parts)
    }
}

extension Int {
    fileprivate func clamped(_ least: Int, _ most: Int) -> Int { Swift.min(Swift.max(self, least), most) }
}
