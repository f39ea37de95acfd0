/// A polygon cut at the lines of 180 degrees that it crosses.
///
/// On each side, the stretches of the rings end on the line. Sorted by latitude, the first and second end belong
/// together, the
/// third and fourth, and so on: between them lies the inside. Walked from stretch to stretch they are the rings of
/// that side.
enum MeridianCut {
    /// The parts of a polygon, each in [-180, 180].
    /// - Parameter polygon: laid out without a break, holes in the turn of the ring around them.
    /// - Returns: at least one.
    /// - Complexity: O(*n* log *n*) in the number of corners for each line that is crossed.
    static func parts(of polygon: Polygon) -> [Polygon] {
        var rest = oriented(polygon)
        var parts: [Polygon] = []
        let (west, east) = Layout.span(polygon.outer)
        var line = ((west + 180) / 360).rounded(.down) * 360 + 180
        while line < east {
            parts += rest.flatMap { side($0, line, keepsWest: true) }
            rest = rest.flatMap { side($0, line, keepsWest: false) }
            line += 360
        }
        return (parts + rest).map { part in
            let (west, east) = Layout.span(part.outer)
            let shift = -((((west + east) / 2) + 180) / 360).rounded(.down) * 360
            return Polygon(part.outer.map { $0.turned(shift) }, holes: part.holes.map { $0.map { $0.turned(shift) } })
        }
    }

    /// The outer ring against the clock, holes with it: so the inside lies to the left of every edge.
    private static func oriented(_ polygon: Polygon) -> [Polygon] {
        let (west, east) = Layout.span(polygon.outer)
        // Nothing to cut: the ring stays as it was given.
        if ((west + 180) / 360).rounded(.down) * 360 + 180 >= east { return [polygon] }
        let outer = RhumbLine.area(of: polygon.outer) < 0 ? polygon.outer.reversed() : polygon.outer
        return [
            Polygon(outer, holes: polygon.holes.map { RhumbLine.area(of: $0) > 0 ? $0.reversed() : $0 })
        ]
    }

    private static func side(_ polygon: Polygon, _ line: Double, keepsWest: Bool) -> [Polygon] {
        var stretches: [[Position]] = []
        var whole: [[Position]] = []
        for ring in [polygon.outer] + polygon.holes {
            let cut = self.stretches(of: ring, line, keepsWest: keepsWest)
            if let cut {
                stretches += cut
            } else if ring.allSatisfy({ isKept($0, line, keepsWest) }) {
                whole.append(ring)
            }
        }
        let rings = joined(stretches)
        // A ring that was not cut is a hole in the one around it, unless it is the outer one itself.
        var outers: [[Position]] = []
        var holes: [[Position]] = []
        for ring in rings + whole {
            if RhumbLine.area(of: ring) >= 0 { outers.append(ring) } else { holes.append(ring) }
        }
        return outers.map { outer in
            Polygon(outer, holes: holes.filter { outers.count == 1 || contains(outer, $0[0]) })
        }
    }

    private static func isKept(_ position: Position, _ line: Double, _ keepsWest: Bool) -> Bool {
        keepsWest ? position.longitude <= line : position.longitude >= line
    }

    /// The stretches of a ring on one side, each from the line to the line; nil if it does not cross it.
    private static func stretches(of ring: [Position], _ line: Double, keepsWest: Bool) -> [[Position]]? {
        func isInside(_ position: Position) -> Bool {
            keepsWest ? position.longitude < line : position.longitude > line
        }
        guard
            let start = ring.indices.first(where: { index in
                isInside(ring[index]) && !isInside(ring[index == 0 ? ring.count - 1 : index - 1])
            })
        else { return nil }
        var found: [[Position]] = []
        var stretch: [Position] = []
        for step in 0..<ring.count {
            let here = ring[(start + step) % ring.count]
            let before = ring[(start + step + ring.count - 1) % ring.count]
            switch (isInside(before), isInside(here)) {
            case (false, true): stretch = [Layout.point(at: line, before, here), here]
            case (true, true): stretch.append(here)
            case (true, false):
                found.append(stretch + [Layout.point(at: line, before, here)])
                stretch = []
            case (false, false): break
            }
        }
        if !stretch.isEmpty, let last = stretch.last {
            let next = ring[start == 0 ? ring.count - 1 : start - 1]
            found.append(stretch + [Layout.point(at: line, last, next)])
        }
        return found
    }

    /// Stretches joined along the line.
    private static func joined(_ stretches: [[Position]]) -> [[Position]] {
        // Each end by its place on the line: even numbers are beginnings, odd numbers are ends.
        let ends = stretches.indices.flatMap { [$0 * 2, $0 * 2 + 1] }.sorted { one, other in
            latitude(stretches, one) < latitude(stretches, other)
        }
        var partner = [Int](repeating: 0, count: ends.count)
        for place in stride(from: 0, to: ends.count - 1, by: 2) {
            partner[ends[place]] = ends[place + 1]
            partner[ends[place + 1]] = ends[place]
        }
        var isUsed = [Bool](repeating: false, count: stretches.count)
        var rings: [[Position]] = []
        for first in stretches.indices where !isUsed[first] {
            var (ring, stretch): ([Position], Int) = ([], first)
            while !isUsed[stretch] {
                isUsed[stretch] = true
                ring += stretches[stretch]
                // Rings go one way round, so that an end's partner is a beginning; else the polygon crosses itself.
                stretch = partner[stretch * 2 + 1] / 2
            }
            var corners: [Position] = []
            for position in ring where corners.last.map({ !$0.isAt(position) }) ?? true { corners.append(position) }
            if corners.count > 1, corners[0].isAt(corners[corners.count - 1]) { corners.removeLast() }
            if corners.count > 2 { rings.append(corners) }
        }
        return rings
    }

    private static func latitude(_ stretches: [[Position]], _ end: Int) -> Double {
        let stretch = stretches[end / 2]
        return end & 1 == 0 ? stretch[0].latitude : stretch[stretch.count - 1].latitude
    }

    /// Whether a ring is around a position.
    static func contains(_ ring: [Position], _ position: Position) -> Bool {
        var isInside = false
        for (place, to) in ring.enumerated() {
            let from = ring[place == 0 ? ring.count - 1 : place - 1]
            guard (from.longitude > position.longitude) != (to.longitude > position.longitude) else { continue }
            if RhumbLine.latitude(at: position.longitude, from: from, to: to) > position.latitude {
                isInside.toggle()
            }
        }
        return isInside
    }
}
