/// Serials that can't both be held as they are planned.
struct Clash: Equatable {
    /// What they have in common.
    enum Kind: String, CaseIterable {
        /// A unit takes part in both at one time.
        case unit
        /// They use water or air in common at one time.
        case area
        /// A unit is not there yet, or no longer.
        case absence
        /// It lies outside the time of the exercise.
        case outside
    }

    let kind: Kind
    /// The numbers of the serials, the earlier one first; one where the clash is with the exercise or a unit's stay.
    let serials: [String]
    /// The unit, where there is one.
    var unit: String?
    /// From when until when, in microseconds since 1970.
    let (from, until): (Int64, Int64)

    init(_ kind: Kind, _ serials: [String], unit: String? = nil, from: Int64, until: Int64) {
        (self.kind, self.serials, self.unit) = (kind, serials, unit)
        (self.from, self.until) = (from, until)
    }

    static func == (one: Clash, other: Clash) -> Bool {
        one.kind == other.kind && one.serials == other.serials && one.unit == other.unit && one.from == other.from
            && one.until == other.until
    }

    /// A serial as far as it can clash.
    struct Planned {
        let number: String
        let (starts, ends): (Int64, Int64)
        let units: [String]
        let area: GeoArea?
        var (lowest, highest): (Double, Double) = (-.infinity, .infinity)
    }

    /// From when until when something is there.
    struct Stay {
        let (from, until): (Int64, Int64)
    }

    /// The clashes of serials, by when they begin.
    ///
    /// Serials that only touch in time do not clash; those whose heights do not meet neither.
    /// - Parameters:
    ///   - serials: the serials.
    ///   - stays: from when until when units are there, by their identifiers.
    ///   - exercise: from when until when the exercise is.
    /// - Returns: the clashes, and whether all was compared: there is a bound of `mostCompared`.
    static func all(_ serials: [Planned], stays: [String: Stay], exercise: Stay) -> (clashes: [Clash], isWhole: Bool)
    {
        var left = mostCompared
        let serials = serials.sorted { ($0.starts, $0.number) < ($1.starts, $1.number) }
        var clashes: [Clash] = []
        var running: [Planned] = []
        for serial in serials {
            if serial.starts < exercise.from || serial.ends > exercise.until {
                clashes.append(Clash(.outside, [serial.number], from: serial.starts, until: serial.ends))
            }
            for unit in serial.units {
                guard let stay = stays[unit], serial.starts < stay.from || serial.ends > stay.until else { continue }
                clashes.append(Clash(.absence, [serial.number], unit: unit, from: serial.starts, until: serial.ends))
            }
            guard left > 0, clashes.count < mostTold else { continue }
            running.removeAll { $0.ends <= serial.starts }
            for other in running {
                guard left > 0, clashes.count < mostTold else { break }
                clashes += of(other, serial, &left)
            }
            running.append(serial)
        }
        let sorted = clashes.sorted {
            ($0.from, $0.serials.joined(separator: " "), $0.kind.rawValue, $0.unit ?? "")
                < ($1.from, $1.serials.joined(separator: " "), $1.kind.rawValue, $1.unit ?? "")
        }
        return (sorted, left > 0 && clashes.count < mostTold)
    }

    /// So many pairs of sides and of units are compared, so many clashes told.
    private static let (mostCompared, mostTold) = (500_000, 1_000)

    private static func of(_ one: Planned, _ other: Planned, _ left: inout Int) -> [Clash] {
        let (from, until) = (max(one.starts, other.starts), min(one.ends, other.ends))
        guard from < until else { return [] }
        let numbers = [one.number, other.number]
        left -= 1 + one.units.count * other.units.count + (one.area?.count ?? 0) * (other.area?.count ?? 0)
        let common = one.units.filter(other.units.contains)
        var clashes = common.map { Clash(.unit, numbers, unit: $0, from: from, until: until) }
        // Units that meet in both are one clash, whatever the water; else the water is asked.
        let isApart = one.lowest >= other.highest || other.lowest >= one.highest
        if common.isEmpty, !isApart, let first = one.area, let second = other.area, first.meets(second) {
            clashes.append(Clash(.area, numbers, from: from, until: until))
        }
        return clashes
    }
}
