public import JSON

/// Reads GeoJSON (RFC 7946): geometries, features and collections of them.
///
/// - Numbers behind the height of a position are not read (3.1.1).
/// - Longitudes may be up to a turn beyond 180 degrees, since such files are about; latitudes may not be beyond the
///   poles.
/// - A ring that is not closed is taken as closed, and said.
public struct GeoJSONReader {
    private let limits: GeoLimits
    private var positions = 0
    private var parts = 0
    /// What is to be said of what was read.
    public private(set) var notes: [GeoNote] = []

    /// A reader.
    /// - Parameter limits: the bounds to keep to.
    public init(limits: GeoLimits = GeoLimits()) {
        self.limits = limits
    }

    /// Reads one object.
    /// - Parameters:
    ///   - value: the object.
    ///   - place: what it is called in errors.
    /// - Returns: the shape; a polygon without its repeated corners.
    /// - Throws: `GeoFault` with the place of the first fault.
    public mutating func read(_ value: JSONValue, at place: String = "") throws(GeoFault) -> Shape {
        let shape = try shape(value, place, depth: 0)
        guard !shape.parts.isEmpty else { throw GeoFault(.form, "there is no geometry in it", at: place) }
        return shape
    }

    private mutating func shape(_ value: JSONValue, _ place: String, depth: Int) throws(GeoFault) -> Shape {
        guard value.kind == .object, let type = value["type"]?.string else {
            throw GeoFault(.form, "an object with a `type` is wanted", at: place)
        }
        guard depth <= limits.depth else {
            throw GeoFault(.limit, "collections within each other, more than \(limits.depth)", at: place)
        }
        switch type {
        case "Feature":
            guard let geometry = value["geometry"], geometry.kind != .null else { return .collection([]) }
            return try shape(geometry, join(place, "geometry"), depth: depth + 1)
        case "FeatureCollection": return try collection(value["features"], join(place, "features"), depth)
        case "GeometryCollection": return try collection(value["geometries"], join(place, "geometries"), depth)
        default:
            guard let coordinates = value["coordinates"] else {
                throw GeoFault(.form, "`\(type.prefix(40))` has no `coordinates`", at: place)
            }
            return try geometry(type, coordinates, join(place, "coordinates"))
        }
    }

    private mutating func collection(_ value: JSONValue?, _ place: String, _ depth: Int) throws(GeoFault) -> Shape {
        var shapes: [Shape] = []
        for (number, element) in try list(value, place).elements.enumerated() {
            shapes += try shape(element, "\(place)[\(number)]", depth: depth + 1).parts
        }
        return Shape(shapes)
    }

    private mutating func geometry(_ type: String, _ value: JSONValue, _ place: String) throws(GeoFault) -> Shape {
        switch type {
        case "Point": return .point(try position(value, place))
        case "LineString": return .line(try line(value, place))
        case "Polygon": return .polygon(try polygon(value, place))
        case "MultiPoint", "MultiLineString", "MultiPolygon":
            var shapes: [Shape] = []
            for (number, element) in try list(value, place).elements.enumerated() {
                shapes.append(try geometry(String(type.dropFirst(5)), element, "\(place)[\(number)]"))
            }
            return Shape(shapes)
        default: throw GeoFault(.form, "`\(type.prefix(40))` is no type of GeoJSON", at: place)
        }
    }

    private mutating func polygon(_ value: JSONValue, _ place: String) throws(GeoFault) -> Polygon {
        var rings: [[Position]] = []
        for (number, element) in try list(value, place).elements.enumerated() {
            let here = "\(place)[\(number)]"
            var ring: [Position] = []
            for (number, element) in try list(element, here).elements.enumerated() {
                ring.append(try position(element, "\(here)[\(number)]"))
            }
            try part(here)
            guard let first = ring.first else { throw GeoFault(.form, "a ring without corners", at: here) }
            if ring.count > 1, ring[ring.count - 1].isAt(first) {
                ring.removeLast()
            } else {
                notes.append(GeoNote(code: .ringOpen, place: here))
            }
            if ring.count < 3 { notes.append(GeoNote(code: .ringShort, place: here)) }
            rings.append(ring)
        }
        guard let outer = rings.first else { throw GeoFault(.form, "a polygon without a ring", at: place) }
        return Polygon(outer, holes: Array(rings.dropFirst()))
    }

    private mutating func line(_ value: JSONValue, _ place: String) throws(GeoFault) -> [Position] {
        var line: [Position] = []
        for (number, element) in try list(value, place).elements.enumerated() {
            line.append(try position(element, "\(place)[\(number)]"))
        }
        try part(place)
        guard line.count > 1 else { throw GeoFault(.form, "a line needs two positions", at: place) }
        return line
    }

    private mutating func position(_ value: JSONValue, _ place: String) throws(GeoFault) -> Position {
        positions += 1
        guard positions <= limits.positions else {
            throw GeoFault(.limit, "more than \(limits.positions) positions", at: place)
        }
        var numbers: [Double] = []
        for element in try list(value, place).elements.prefix(3) {
            guard let number = element.number, number.isFinite else {
                throw GeoFault(.form, "a position is made of numbers", at: place)
            }
            numbers.append(number)
        }
        guard numbers.count > 1 else { throw GeoFault(.form, "a position needs longitude and latitude", at: place) }
        guard numbers[0].magnitude <= 360 else {
            throw GeoFault(.range, "the longitude is more than a turn away", at: place)
        }
        guard numbers[1].magnitude <= 90 else { throw GeoFault(.range, "the latitude is beyond the pole", at: place) }
        let height = numbers.count > 2 ? numbers[2] : nil
        return Position(longitude: numbers[0], latitude: numbers[1], height: height)
    }

    private mutating func part(_ place: String) throws(GeoFault) {
        parts += 1
        guard parts <= limits.parts else { throw GeoFault(.limit, "more than \(limits.parts) parts", at: place) }
    }

    private func list(_ value: JSONValue?, _ place: String) throws(GeoFault) -> JSONValue {
        guard let value, value.kind == .array else { throw GeoFault(.form, "a list is wanted", at: place) }
        return value
    }

    private func join(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}
