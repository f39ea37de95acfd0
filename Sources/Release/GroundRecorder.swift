/// Where the engine writes its grounds; the fast path writes them nowhere.
protocol GroundRecorder {
    mutating func add(_ ground: Ground)
}

/// Keeps the grounds.
struct GroundList: GroundRecorder {
    var grounds: [Ground] = []

    init() { grounds.reserveCapacity(12) }

    @inline(__always)
    mutating func add(_ ground: Ground) { grounds.append(ground) }
}

/// Builds nothing.
struct NoGrounds: GroundRecorder {
    @inline(__always)
    mutating func add(_ ground: Ground) {}
}

/// Counts what does not permit, for comparing agreements.
struct GroundCounter: GroundRecorder {
    var count = 0

    @inline(__always)
    mutating func add(_ ground: Ground) {
        if ground.verdict != .permits { count += 1 }
    }
}
