/// The box of meridians and parallels around a shape (RFC 7946, 5).
public struct BoundingBox: Sendable, Hashable {
    /// Degrees; `west` is the greater one where the box crosses the line of 180 degrees (RFC 7946, 5.2).
    public var west, south, east, north: Double

    /// The box around a shape; nil for one without positions.
    ///
    /// A circle counts by its centre.
    /// - Parameter shape: the shape.
    public init?(_ shape: Shape) {
        let parts = shape.parts.map { Layout.unbroken($0) }
        let positions = parts.map(\.positions)
        guard let first = positions.lazy.compactMap(\.first).first else { return nil }
        south = first.latitude
        north = first.latitude
        var spans: [(Double, Double)] = []
        for part in positions where !part.isEmpty {
            let longitudes = part.map(\.longitude)
            for position in part {
                south = min(south, position.latitude)
                north = max(north, position.latitude)
            }
            guard let low = longitudes.min(), let high = longitudes.max() else { continue }
            spans.append((low, high))
        }
        (west, east) = BoundingBox.covering(spans)
    }

    /// The shortest stretch of longitudes over all spans: all but the widest gap between them.
    private static func covering(_ spans: [(low: Double, high: Double)]) -> (Double, Double) {
        if spans.contains(where: { $0.high - $0.low >= 360 }) { return (-180, 180) }
        let sorted = spans.map { span -> (low: Double, high: Double) in
            // From -180 on; an edge on the line stays on the side that it was given for.
            let shift = span.low < -180 ? 360.0 : span.low >= 180 && span.high > 180 ? -360 : 0
            return (span.low + shift, span.high + shift)
        }.sorted { $0.low < $1.low }
        var (end, gap, place) = (sorted[0].high, -Double.infinity, 0)
        for (index, span) in sorted.enumerated().dropFirst() {
            if span.low - end > gap { (gap, place) = (span.low - end, index) }
            end = max(end, span.high)
        }
        if sorted[0].low + 360 - end >= gap { place = 0 }
        let west = sorted[place].low
        let ends = sorted[place...].map(\.high) + sorted[..<place].map { $0.high + 360 }
        let east = ends.max() ?? west
        if east - west >= 360 { return (-180, 180) }
        return (west, east > 180 ? east - 360 : east)
    }
}
