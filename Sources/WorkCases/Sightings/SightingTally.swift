internal import Work

/// Sightings of one thing, put together: by who saw it, from whom that is known, and by the day.
///
/// 1. Counts are added, first is the earliest and last the latest; what does not say how often was seen at least once.
/// 2. A sighting by several counts once: how often each of them saw it is not known, only how often they did together.
/// 3. Looked and not seen, wrongly taken for seen and not used any more are counted apart, and never as seen.
struct SightingTally: Equatable {
    /// Who saw what on a day, as one source tells it.
    struct Key: Hashable {
        let of: String
        /// The identity of who saw it; nil where nobody is named.
        let who: String?
        let source: String
        let day: CivilDay
    }

    /// What was told for a key.
    struct Line: Equatable {
        /// How often those who are named alone saw it.
        var count = 0
        /// How often they and others together saw it.
        var shared = 0
        /// Whether it may have been more often.
        var isAtLeast = false
        var notSeen = 0
        var falsePositives = 0
        var expired = 0
        var first = Int64.max
        var last = Int64.min
        var sightings: [String] = []
        var banners: [String] = []
    }

    private(set) var lines: [Key: Line] = [:]
    /// How often each thing was seen, each sighting counted once.
    private(set) var totals: [String: Int] = [:]

    /// Adds a sighting.
    /// - Parameters:
    ///   - one: the sighting.
    ///   - party: the party from which it came, for those that name nobody.
    mutating func add(_ one: Seen<Sighting>, from party: String?) {
        let view = one.view
        let named = Set(view.places).sorted()
        let everybody: [String?] = named.isEmpty ? [party] : named
        if view.kind == .seen { totals[view.of, default: 0] += view.count }
        for who in everybody {
            let key = Key(of: view.of, who: who, source: one.source, day: CivilDay(ofMoment: view.first))
            var line = lines[key] ?? Line()
            line.add(one, isShared: everybody.count > 1)
            lines[key] = line
        }
    }
}

extension SightingTally.Line {
    fileprivate mutating func add(_ one: Seen<Sighting>, isShared: Bool) {
        switch one.view.kind {
        case .seen:
            if isShared { shared += one.view.count } else { count += one.view.count }
            isAtLeast = isAtLeast || one.view.isAtLeast
        case .notSeen: notSeen += 1
        case .falsePositive: falsePositives += 1
        case .expired: expired += 1
        }
        (first, last) = (min(first, one.view.first), max(last, one.view.last))
        sightings.append(one.id)
        banners.append(one.banner)
    }
}
