internal import CGEOS

/// A place in a plane.
struct PlanePoint: Hashable {
    var x: Double
    var y: Double
    var z: Double?
}

/// A figure in a plane, as GEOS has it.
indirect enum PlaneFigure {
    case point(PlanePoint)
    case line([PlanePoint])
    /// Rings without their repeated corner; the first is the outer one.
    case polygon([[PlanePoint]])
    case collection([PlaneFigure])

    /// The polygons in it.
    var polygons: [[[PlanePoint]]] {
        switch self {
        case .polygon(let rings): return [rings]
        case .collection(let figures): return figures.flatMap(\.polygons)
        default: return []
        }
    }

    /// The figures that it is made of.
    var parts: [PlaneFigure] {
        guard case .collection(let figures) = self else { return [self] }
        return figures.flatMap(\.parts)
    }
}

/// GEOS for one piece of work: its state, and the figures that it owns until the work is done.
///
/// The state is of this value alone (the reentrant interface), so that threads do not meet in it. Errors come as nil
/// from the
/// call that failed; GEOS fails for no figure that is made of finite numbers, but may run out of memory.
@safe struct GEOSPlane: ~Copyable {
    private let context: GEOSContextHandle_t
    private var owned: [OpaquePointer] = unsafe []

    init?() {
        guard let context = unsafe GEOS_init_r() else { return nil }
        unsafe self.context = unsafe context
    }

    deinit {
        for place in unsafe owned.indices { unsafe GEOSGeom_destroy_r(context, owned[place]) }
        unsafe GEOS_finish_r(context)
    }

    /// A figure of this plane, by its number.
    struct Handle {
        fileprivate let number: Int
    }

    private mutating func keep(_ figure: OpaquePointer?) -> Handle? {
        guard let figure = unsafe figure else { return nil }
        unsafe owned.append(figure)
        return unsafe Handle(number: owned.count - 1)
    }

    /// Takes a figure in.
    mutating func add(_ figure: PlaneFigure) -> Handle? { unsafe keep(build(figure)) }

    private func build(_ figure: PlaneFigure) -> OpaquePointer? {
        switch figure {
        case .point(let point):
            guard let sequence = unsafe sequence([point], isClosed: false) else { return nil }
            return unsafe GEOSGeom_createPoint_r(context, sequence)
        case .line(let points):
            guard let sequence = unsafe sequence(points, isClosed: false) else { return nil }
            return unsafe GEOSGeom_createLineString_r(context, sequence)
        case .polygon(let rings):
            var built: [OpaquePointer?] = unsafe []
            for ring in rings {
                guard let sequence = unsafe sequence(ring, isClosed: true),
                    let made = unsafe GEOSGeom_createLinearRing_r(context, sequence)
                else {
                    for place in unsafe built.indices { unsafe GEOSGeom_destroy_r(context, built[place]) }
                    return nil
                }
                unsafe built.append(made)
            }
            guard let outer = unsafe built.first else { return unsafe GEOSGeom_createEmptyPolygon_r(context) }
            unsafe built.removeFirst()
            let count = unsafe UInt32(built.count)
            return unsafe built.withUnsafeMutableBufferPointer { holes in
                unsafe GEOSGeom_createPolygon_r(context, outer, holes.baseAddress, count)
            }
        case .collection(let figures):
            var built: [OpaquePointer?] = unsafe []
            for figure in figures { if let made = unsafe build(figure) { unsafe built.append(made) } }
            let count = unsafe UInt32(built.count)
            let type = figures.allSatisfy { if case .polygon = $0 { true } else { false } } ? 6 : 7
            return unsafe built.withUnsafeMutableBufferPointer { parts in
                unsafe GEOSGeom_createCollection_r(context, Int32(type), parts.baseAddress, count)
            }
        }
    }

    private func sequence(_ points: [PlanePoint], isClosed: Bool) -> OpaquePointer? {
        let hasHeight = points.allSatisfy { $0.z != nil }
        var numbers: [Double] = []
        for point in isClosed ? points + points.prefix(1) : points {
            numbers += [point.x, point.y]
            if hasHeight { numbers.append(point.z ?? 0) }
        }
        let count = UInt32(numbers.count / (hasHeight ? 3 : 2))
        return unsafe numbers.withUnsafeBufferPointer { buffer in
            unsafe GEOSCoordSeq_copyFromBuffer_r(context, buffer.baseAddress, count, hasHeight ? 1 : 0, 0)
        }
    }

    /// What GEOS has at a handle.
    func figure(_ handle: Handle) -> PlaneFigure? { unsafe read(owned[handle.number]) }

    private func read(_ figure: OpaquePointer) -> PlaneFigure? {
        switch unsafe GEOSGeomTypeId_r(context, figure) {
        case 0: return unsafe points(figure).first.map { .point($0) }
        case 1, 2: return .line(unsafe points(figure))
        case 3:
            guard let outer = unsafe GEOSGetExteriorRing_r(context, figure) else { return nil }
            var rings = [unsafe ring(outer)]
            for number in 0..<max(unsafe GEOSGetNumInteriorRings_r(context, figure), 0) {
                if let hole = unsafe GEOSGetInteriorRingN_r(context, figure, number) {
                    rings.append(unsafe ring(hole))
                }
            }
            return rings[0].isEmpty ? .collection([]) : .polygon(rings)
        default:
            var figures: [PlaneFigure] = []
            for number in 0..<max(unsafe GEOSGetNumGeometries_r(context, figure), 0) {
                if let part = unsafe GEOSGetGeometryN_r(context, figure, number), let read = unsafe read(part) {
                    figures.append(read)
                }
            }
            return .collection(figures)
        }
    }

    private func ring(_ figure: OpaquePointer) -> [PlanePoint] { unsafe points(figure).dropLast() }

    private func points(_ figure: OpaquePointer) -> [PlanePoint] {
        guard let sequence = unsafe GEOSGeom_getCoordSeq_r(context, figure) else { return [] }
        var (count, dimensions): (UInt32, UInt32) = (0, 2)
        guard unsafe GEOSCoordSeq_getSize_r(context, sequence, &count) == 1,
            unsafe GEOSCoordSeq_getDimensions_r(context, sequence, &dimensions) == 1
        else { return [] }
        return (0..<count).map { place in
            var (x, y, z) = (0.0, 0.0, Double.nan)
            if dimensions > 2 {
                _ = unsafe GEOSCoordSeq_getXYZ_r(context, sequence, place, &x, &y, &z)
            } else {
                _ = unsafe GEOSCoordSeq_getXY_r(context, sequence, place, &x, &y)
            }
            return PlanePoint(x: x, y: y, z: z.isNaN ? nil : z)
        }
    }

    /// What makes a figure invalid, and where; nil if nothing does.
    func fault(of handle: Handle) -> (reason: String, place: PlanePoint?)? {
        var reason: UnsafeMutablePointer<CChar>?
        var place: OpaquePointer?
        let answer = unsafe GEOSisValidDetail_r(context, owned[handle.number], 0, &reason, &place)
        defer {
            if let reason = unsafe reason { unsafe GEOSFree_r(context, reason) }
            if let place = unsafe place { unsafe GEOSGeom_destroy_r(context, place) }
        }
        guard answer != 1 else { return nil }
        let words = unsafe reason.map { unsafe String(cString: $0) } ?? "it cannot be looked at"
        return (words, unsafe place.flatMap { unsafe points($0).first })
    }

    /// What two figures have in common.
    mutating func intersection(_ one: Handle, _ other: Handle) -> Handle? {
        unsafe keep(GEOSIntersection_r(context, owned[one.number], owned[other.number]))
    }

    /// All that a figure covers, without lines inside of it.
    mutating func union(_ one: Handle) -> Handle? { unsafe keep(GEOSUnaryUnion_r(context, owned[one.number])) }

    /// All that is within a distance of a figure.
    /// - Parameters:
    ///   - one: the figure.
    ///   - width: the distance.
    ///   - steps: corners in a quarter of a circle.
    /// - Returns: the figure; nil if there is none.
    mutating func buffer(_ one: Handle, width: Double, steps: Int) -> Handle? {
        unsafe keep(GEOSBuffer_r(context, owned[one.number], width, Int32(steps)))
    }

    /// Whether two figures have a place in common.
    func intersects(_ one: Handle, _ other: Handle) -> Bool {
        unsafe GEOSIntersects_r(context, owned[one.number], owned[other.number]) == 1
    }

    /// Whether no place of the other figure is outside of the first.
    func covers(_ one: Handle, _ other: Handle) -> Bool {
        unsafe GEOSCovers_r(context, owned[one.number], owned[other.number]) == 1
    }

    /// The shortest way between two figures.
    func distance(_ one: Handle, _ other: Handle) -> Double? {
        var distance = 0.0
        guard unsafe GEOSDistance_r(context, owned[one.number], owned[other.number], &distance) == 1 else {
            return nil
        }
        return distance
    }

    /// The smallest circle around a figure.
    mutating func circle(around one: Handle) -> (centre: PlanePoint, radius: Double)? {
        var radius = 0.0
        var centre: OpaquePointer?
        let circle = unsafe GEOSMinimumBoundingCircle_r(context, owned[one.number], &radius, &centre)
        defer { if let centre = unsafe centre { unsafe GEOSGeom_destroy_r(context, centre) } }
        guard unsafe keep(circle) != nil, let place = unsafe centre.flatMap({ unsafe points($0).first }) else {
            return nil
        }
        return (place, radius)
    }
}
