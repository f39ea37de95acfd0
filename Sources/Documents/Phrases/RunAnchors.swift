/// Runs of numbers that stand once in each of two sequences, in the same order in both.
enum RunAnchors {
    /// Where a run stands.
    struct Anchor {
        var base: Int
        var other: Int
        var length: Int
    }

    /// The longest list of runs that do not cross (patience sorting).
    /// - Complexity: O((n + m) log n).
    static func shared(
        _ base: [Int32],
        _ one: Range<Int>,
        _ other: [Int32],
        _ two: Range<Int>,
        length: Int
    ) -> [Anchor] {
        guard one.count >= length, two.count >= length else { return [] }
        let (here, there) = (single(base, one, length), single(other, two, length))
        let pairs = here.compactMap { hash, place -> Anchor? in
            guard let found = there[hash], place >= 0, found >= 0,
                base[place..<(place + length)] == other[found..<(found + length)]
            else { return nil }
            return Anchor(base: place, other: found, length: length)
        }
        return apart(rising(pairs.sorted { $0.base < $1.base }))
    }

    /// Where each run that stands once begins; -1 for those that stand more often.
    private static func single(_ numbers: [Int32], _ range: Range<Int>, _ length: Int) -> [UInt64: Int] {
        var places: [UInt64: Int] = [:]
        places.reserveCapacity(range.count)
        // A polynomial over the run, rolled on by one number a step.
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (hash, first): (UInt64, UInt64) = (0, 1)
        for _ in 1..<max(length, 1) { first = first &* factor }
        for place in range {
            hash = hash &* factor &+ UInt64(UInt32(bitPattern: numbers[place]) &+ 1)
            let start = place - length + 1
            guard start >= range.lowerBound else { continue }
            if places.updateValue(start, forKey: hash) != nil { places[hash] = -1 }
            hash = hash &- first &* UInt64(UInt32(bitPattern: numbers[start]) &+ 1)
        }
        return places
    }

    /// The longest part of a list, sorted by the base, that is sorted by the other, too.
    private static func rising(_ pairs: [Anchor]) -> [Anchor] {
        var piles: [Int] = []
        var before = [Int](repeating: -1, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, piles.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[piles[middle]].other < pair.other { low = middle + 1 } else { high = middle }
            }
            if low > 0 { before[index] = piles[low - 1] }
            if low == piles.count { piles.append(index) } else { piles[low] = index }
        }
        var (chosen, next): ([Anchor], Int) = ([], piles.last ?? -1)
        while next >= 0 {
            chosen.append(pairs[next])
            next = before[next]
        }
        return chosen.reversed()
    }

    /// Anchors without those that overlap the one before; what goes on on the same diagonal makes it longer.
    private static func apart(_ anchors: [Anchor]) -> [Anchor] {
        var apart: [Anchor] = []
        for anchor in anchors {
            guard let last = apart.last else {
                apart.append(anchor)
                continue
            }
            let end = (last.base + last.length, last.other + last.length)
            if anchor.base - last.base == anchor.other - last.other, anchor.base <= end.0 {
                apart[apart.count - 1].length = anchor.base + anchor.length - last.base
            } else if anchor.base >= end.0, anchor.other >= end.1 {
                apart.append(anchor)
            }
        }
        return apart
    }
}
