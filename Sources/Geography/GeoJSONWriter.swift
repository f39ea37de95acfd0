public import JSON

/// Writes shapes as GeoJSON (RFC 7946): cut at the line of 180 degrees (3.1.9), outer rings against the clock (3.1.6).
public enum GeoJSONWriter {
    /// The geometry of a shape.
    ///
    /// A circle is a `Point`: GeoJSON has no circles, and one of many corners would be
    /// another area.
    /// - Parameters:
    ///   - shape: the shape.
    ///   - hasBox: whether the geometry has a `bbox` (5).
    /// - Returns: the geometry.
    public static func geometry(_ shape: Shape, hasBox: Bool = false) -> JSONTree {
        let parts = Layout.cut(shape).parts
        let tree = geometry(parts: parts)
        guard hasBox, let box = BoundingBox(shape), case .object(let members) = tree else { return tree }
        let sides: [JSONTree] = [box.west, box.south, box.east, box.north].map { number($0) }
        return .object([members[0], JSONMember("bbox", .array(sides))] + members.dropFirst())
    }

    /// Whether a shape lies on both sides of the line of 180 degrees.
    /// - Parameter shape: the shape.
    /// - Returns: true if it is cut when written.
    public static func isCut(_ shape: Shape) -> Bool {
        shape.parts.contains { Layout.cut($0).parts.count > 1 }
    }

    private static func geometry(parts: [Shape]) -> JSONTree {
        let kinds = Set(parts.map(kind))
        guard kinds.count == 1, let kind = kinds.first else {
            let parts = parts.map { geometry(parts: [$0]) }
            return .members(["type": .string("GeometryCollection"), "geometries": .array(parts)])
        }
        let nested = parts.map { coordinates($0) }
        return .members([
            "type": .string(parts.count == 1 ? kind : "Multi\(kind)"),
            "coordinates": parts.count == 1 ? nested[0] : .array(nested),
        ])
    }

    private static func kind(_ shape: Shape) -> String {
        switch shape {
        case .point, .circle: return "Point"
        case .line: return "LineString"
        case .polygon, .collection: return "Polygon"
        }
    }

    private static func coordinates(_ shape: Shape) -> JSONTree {
        switch shape {
        case .point(let position): return tree(position)
        case .circle(let circle): return tree(circle.centre)
        case .line(let positions): return .array(positions.map(tree))
        case .polygon(let polygon):
            return .array(
                [ring(polygon.outer, isOuter: true)] + polygon.holes.map { ring($0, isOuter: false) }
            )
        case .collection: return .array([])
        }
    }

    private static func ring(_ corners: [Position], isOuter: Bool) -> JSONTree {
        let isAgainstClock = RhumbLine.area(of: Layout.unbroken(corners)) >= 0
        // The first corner stays the first.
        let ring = isAgainstClock == isOuter ? corners : Array(corners.prefix(1)) + corners.dropFirst().reversed()
        return .array((ring + ring.prefix(1)).map(tree))
    }

    private static func tree(_ position: Position) -> JSONTree {
        .array(
            [number(position.longitude), number(position.latitude)] + (position.height.map { [number($0)] } ?? [])
        )
    }

    /// A number as short as it can be spelled.
    /// - Parameter value: a finite number.
    /// - Returns: the number, without a fraction where it has none.
    public static func number(_ value: Double) -> JSONTree {
        if value == value.rounded(), value.magnitude < 1e15 { return .integer(Int(value)) }
        return .number(value.description)
    }
}
