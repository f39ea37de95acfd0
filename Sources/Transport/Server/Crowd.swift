/// Who gives way when too many connections are open at once; values only.
///
/// Anybody can open connections and never say what they want. They take no place from those who do: a new connection is always
/// taken, and the one that has waited longest for its own request goes, first of the network that has the most of them. Who asks at
/// once, as every honest client does, is never the one. What is kept for known callers, strangers never fill.
struct Crowd {
    /// Connections at once.
    let most: Int
    /// Connections at once whose request is not whole, of callers that are not known.
    let mostWaiting: Int
    /// Connections at once from one network, of callers that are not known.
    let mostOfNetwork: Int
    /// Places that only known callers get.
    let reserve: Int

    init(most: Int, mostWaiting: Int, mostOfNetwork: Int, reserve: Int) {
        self.most = max(most, 2)
        self.reserve = min(reserve, self.most / 2)
        self.mostWaiting = min(max(mostWaiting, 1), self.most - self.reserve)
        self.mostOfNetwork = max(mostOfNetwork, 1)
    }

    /// A connection of a caller that is not known.
    struct Stranger {
        /// The client's network.
        let network: UInt64
        /// When it began, in any unit.
        let began: UInt64
        /// Since when its request has not been whole, in the same unit; nil while a whole request is answered.
        let waitingSince: UInt64?
    }

    /// From how many connections on it is looked at all: before, nobody has to go.
    var threshold: Int { min(mostWaiting, mostOfNetwork, most - reserve) }

    /// Which strangers have to go for the newest connection.
    /// - Parameters:
    ///   - strangers: all connections of callers that are not known, the newest last, the others in any order.
    ///   - known: how many callers are known.
    /// - Returns: places in `strangers`; never that of the newest.
    /// - Complexity: linear in the strangers for each that has to go, which is one as a rule.
    func whoGoes(_ strangers: [Stranger], known: Int) -> [Int] {
        guard let newest = strangers.last else { return [] }
        var gone: Set<Int> = []
        var waiting: [UInt64: Int] = [:]
        for stranger in strangers where stranger.waitingSince != nil { waiting[stranger.network, default: 0] += 1 }
        func end(_ place: Int?) -> Bool {
            guard let place else { return false }
            gone.insert(place)
            if strangers[place].waitingSince != nil { waiting[strangers[place].network, default: 1] -= 1 }
            return true
        }
        /// The one that has waited longest, of one network or of those with most.
        func longest(of network: UInt64?) -> Int? {
            let most = waiting.values.max()
            var found: (place: Int, since: UInt64)?
            for (place, one) in strangers.dropLast().enumerated() where !gone.contains(place) {
                guard network == nil ? waiting[one.network] == most : one.network == network,
                    let since = one.waitingSince, since < found?.since ?? .max
                else { continue }
                found = (place, since)
            }
            return found?.place
        }
        /// Where nobody waits, the oldest connection.
        func oldest(of network: UInt64?) -> Int? {
            strangers.indices.dropLast()
                .filter { !gone.contains($0) && (network == nil || strangers[$0].network == network) }
                .min { strangers[$0].began < strangers[$1].began }
        }
        while waiting.values.reduce(0, +) > mostWaiting, end(longest(of: nil)) {}
        var ofNetwork = strangers.count { $0.network == newest.network }
        ofNetwork -= gone.count { strangers[$0].network == newest.network }
        while ofNetwork > mostOfNetwork, end(longest(of: newest.network) ?? oldest(of: newest.network)) {
            ofNetwork -= 1
        }
        let room = max(most - max(reserve, known), 1)
        while strangers.count - gone.count > room, end(longest(of: nil) ?? oldest(of: nil)) {}
        return gone.sorted()
    }
}
