public import NormalForms

/// Networks by which addresses and networks are looked up, each with a number.
///
/// Two networks either have nothing in common or one lies within the other, so that they make trees: an address is
/// found by one search in the order of first addresses, and the networks around it by going up.
public struct NetworkIndex: Sendable {
    /// The networks of one family, in the order of their first addresses, wider ones first.
    private struct Family: Sendable {
        var first: [UInt128] = []
        var length: [UInt8] = []
        var number: [Int32] = []
        /// The place of the network around each, or -1.
        var around: [Int32] = []

        /// The last place that begins at or before an address, or -1.
        func place(_ address: UInt128) -> Int {
            var (low, count) = (0, first.count)
            while count > 0 {
                let half = count / 2
                if first[low + half] <= address {
                    low += half + 1
                    count -= half + 1
                } else {
                    count = half
                }
            }
            return low - 1
        }
    }

    private var four = Family()
    private var six = Family()

    /// An index of networks; the number of each is its place in the list.
    public init(_ networks: [NetworkRange]) {
        let all = networks.enumerated().map { (range: $0.element, number: Int32($0.offset)) }
        four = Self.family(all.filter { !$0.range.isIPv6 })
        six = Self.family(all.filter { $0.range.isIPv6 })
    }

    private static func family(_ networks: [(range: NetworkRange, number: Int32)]) -> Family {
        var family = Family()
        var open: [Int32] = []
        let ordered = networks.sorted {
            ($0.range.address, $0.range.length, $0.number) < ($1.range.address, $1.range.length, $1.number)
        }
        for (place, one) in ordered.enumerated() {
            while let last = open.last, !ordered[Int(last)].range.contains(one.range) { open.removeLast() }
            family.first.append(one.range.address)
            family.length.append(UInt8(one.range.length))
            family.number.append(one.number)
            family.around.append(open.last ?? -1)
            open.append(Int32(place))
        }
        return family
    }

    /// The narrowest network in which an address or a network lies, itself among them: its number.
    public func narrowest(around range: NetworkRange) -> Int? {
        let family = range.isIPv6 ? six : four
        let place = place(around: range, family)
        return place < 0 ? nil : Int(family.number[place])
    }

    /// The networks in which an address or a network lies, itself among them, the narrowest first: their numbers.
    public func around(_ range: NetworkRange) -> [Int] {
        let family = range.isIPv6 ? six : four
        var (place, found) = (place(around: range, family), [Int]())
        while place >= 0 {
            found.append(Int(family.number[place]))
            place = Int(family.around[place])
        }
        return found
    }

    /// The networks that lie within a network and are not the same: their numbers, so many at most.
    public func within(_ range: NetworkRange, most: Int) -> [Int] {
        let family = range.isIPv6 ? six : four
        let last =
            range.address | (range.length == 0 ? .max : (UInt128(1) << UInt128(range.width - range.length)) - 1)
        var (place, found) = (family.place(range.address), [Int]())
        while place > 0, family.first[place - 1] == range.address { place -= 1 }
        if place < 0 || family.first[place] < range.address { place += 1 }
        while place < family.first.count, family.first[place] <= last, found.count < most {
            if Int(family.length[place]) > range.length { found.append(Int(family.number[place])) }
            place += 1
        }
        return found
    }

    private func place(around range: NetworkRange, _ family: Family) -> Int {
        var place = family.place(range.address)
        while place >= 0 {
            let length = Int(family.length[place])
            let shift = UInt128(range.width - length)
            if length <= range.length, length == 0 || family.first[place] >> shift == range.address >> shift {
                return place
            }
            place = Int(family.around[place])
        }
        return -1
    }
}
