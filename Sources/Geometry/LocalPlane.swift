internal import Geography

internal import func Glibc.atan2
internal import func Glibc.cos
internal import func Glibc.sin

/// The plane of true distances and bearings from a centre (azimuthal equidistant), by geodesics: what is a circle
/// around the
/// centre there is one on the ellipsoid.
struct LocalPlane {
    let centre: Position

    func point(_ position: Position) -> PlanePoint {
        let (azimuth, distance) = Geodesic.inverse(from: centre, to: position)
        let angle = azimuth * .pi / 180
        return PlanePoint(x: distance * sin(angle), y: distance * cos(angle))
    }

    func position(_ point: PlanePoint) -> Position {
        let distance = (point.x * point.x + point.y * point.y).squareRoot()
        return Geodesic.direct(from: centre, azimuth: atan2(point.x, point.y) * 180 / .pi, distance: distance)
    }
}

/// Shapes as positions that lie close enough to each other for work in a plane.
enum Sampling {
    /// The corners of a shape, and between them places on its edges.
    ///
    /// A rhumb line bends away from the geodesic between its ends: by less than 20 cm in ten nautical miles at 60
    /// degrees. Edges are
    /// cut into at most `most` pieces all together, so that the work stays bounded.
    static func positions(_ ring: [Position], isClosed: Bool, step: Double = 18_520, most: Int = 4000) -> [Position] {
        let laid = isClosed ? Layout.unbrokenRing(ring) : Layout.unbroken(ring)
        guard laid.count > 1 else { return laid }
        let edges = laid.indices.dropLast(isClosed ? 0 : 1).map { (laid[$0], laid[($0 + 1) % laid.count]) }
        let lengths = edges.map { RhumbLine.inverse(from: $0.0, to: $0.1).distance }
        let spacing = max(step, lengths.reduce(0, +) / Double(most))
        var found: [Position] = []
        for ((from, to), length) in zip(edges, lengths) {
            found.append(from)
            let pieces = Int((length / spacing).rounded(.up))
            guard pieces > 1 else { continue }
            let (south, north) = (Ellipsoid.isometric(from.latitude), Ellipsoid.isometric(to.latitude))
            for piece in 1..<pieces {
                let part = Double(piece) / Double(pieces)
                let latitude =
                    from.latitude == to.latitude
                    ? from.latitude : Ellipsoid.latitude(isometric: south + part * (north - south))
                found.append(
                    Position(longitude: from.longitude + part * (to.longitude - from.longitude), latitude: latitude)
                )
            }
        }
        if !isClosed, let last = laid.last { found.append(last) }
        return found
    }
}
