extension AgreementTables {
    /// What a ceiling says about a level.
    public struct CeilingReading: Sendable {
        /// Whether the ceiling speaks of the scheme of the level or of one of its equivalents.
        public var isCompared = false
        /// Whether one of them is above it.
        public var isExceeded = false
        /// The bound that was compared with; the exceeded one where there is one.
        public var bound: Bound?
        /// The scheme of that bound, or -1.
        public var scheme = -1
    }

    /// Compares a level with a ceiling: in its own scheme, and in that of its equivalents.
    /// - Parameters:
    ///   - level: the level's number.
    ///   - equivalents: the levels that answer it.
    ///   - bounds: the ceiling, by scheme.
    /// - Returns: what it says; a ceiling that speaks of neither scheme cannot be compared.
    public func reading(of level: Int, _ equivalents: [Int], against bounds: [Bound?]) -> CeilingReading {
        var reading = CeilingReading()
        compare(level, bounds, &reading)
        for equivalent in equivalents where equivalent != level { compare(equivalent, bounds, &reading) }
        return reading
    }

    private func compare(_ level: Int, _ bounds: [Bound?], _ reading: inout CeilingReading) {
        let entry = levels[level]
        guard let bound = bounds[entry.scheme] else { return }
        reading.isCompared = true
        if entry.rank > bound.rank {
            if !reading.isExceeded { (reading.bound, reading.scheme) = (bound, entry.scheme) }
            reading.isExceeded = true
        } else if reading.bound == nil {
            (reading.bound, reading.scheme) = (bound, entry.scheme)
        }
    }
}
