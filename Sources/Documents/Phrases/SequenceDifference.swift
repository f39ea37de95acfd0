/// Where two sequences of numbers differ.
///
/// 1. What both begin and end with is the same.
/// 2. Long ranges are cut where a run of numbers stands once in each (patience, with runs for single lines).
/// 3. What is left goes through Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986), with a bound.
/// 4. Where the bound is not enough, shorter runs cut it; where there are none, it is one change.
struct SequenceDifference {
    private let base: [Int32]
    private let other: [Int32]
    private var found: [PhraseChange] = []
    private var stepsLeft = DocumentLimits.steps

    /// Longer ranges are cut before they are compared.
    private static let long = 1_000
    /// How many numbers a run has that cuts, tried in this order.
    private static let runs = [12, 4, 1]
    /// The most changes of a range that Myers' algorithm looks for.
    private static let bound = 512

    /// The changes from one sequence to another, in order, none touching the next.
    static func changes(_ base: [Int32], _ other: [Int32]) -> [PhraseChange] {
        var difference = SequenceDifference(base: base, other: other)
        difference.compare(0..<base.count, 0..<other.count, run: 0)
        return difference.merged()
    }

    private init(base: [Int32], other: [Int32]) { (self.base, self.other) = (base, other) }

    private mutating func compare(_ one: Range<Int>, _ two: Range<Int>, run: Int) {
        var (low, high) = (one.lowerBound, one.upperBound)
        var (lowOther, highOther) = (two.lowerBound, two.upperBound)
        while low < high, lowOther < highOther, base[low] == other[lowOther] {
            (low, lowOther) = (low + 1, lowOther + 1)
        }
        while low < high, lowOther < highOther, base[high - 1] == other[highOther - 1] {
            (high, highOther) = (high - 1, highOther - 1)
        }
        let (one, two) = (low..<high, lowOther..<highOther)
        guard !one.isEmpty, !two.isEmpty else {
            if one.count + two.count > 0 { found.append(PhraseChange(base: one, other: two)) }
            return
        }
        if one.count + two.count <= Self.long, greedy(one, two) { return }
        for next in run..<Self.runs.count {
            let anchors = RunAnchors.shared(base, one, other, two, length: Self.runs[next])
            guard !anchors.isEmpty else { continue }
            var (from, fromOther) = (one.lowerBound, two.lowerBound)
            for anchor in anchors {
                compare(from..<anchor.base, fromOther..<anchor.other, run: next + 1)
                (from, fromOther) = (anchor.base + anchor.length, anchor.other + anchor.length)
            }
            compare(from..<one.upperBound, fromOther..<two.upperBound, run: next + 1)
            return
        }
        if !greedy(one, two) { found.append(PhraseChange(base: one, other: two)) }
    }

    /// Myers' greedy algorithm over a range; false where there are more changes than are looked for.
    private mutating func greedy(_ one: Range<Int>, _ two: Range<Int>) -> Bool {
        let (size, sizeOther) = (one.count, two.count)
        let most = min(Self.bound, size + sizeOther)
        var ends = [Int32](repeating: 0, count: 2 * most + 3)
        var trace: [[Int32]] = []
        let middle = most + 1
        for changes in 0...most {
            for diagonal in stride(from: -changes, through: changes, by: 2) {
                let isDown =
                    diagonal == -changes
                    || (diagonal != changes && ends[middle + diagonal - 1] < ends[middle + diagonal + 1])
                var place = Int(isDown ? ends[middle + diagonal + 1] : ends[middle + diagonal - 1] + 1)
                var placeOther = place - diagonal
                let start = place
                while place < size, placeOther < sizeOther,
                    base[one.lowerBound + place] == other[two.lowerBound + placeOther]
                {
                    (place, placeOther) = (place + 1, placeOther + 1)
                }
                stepsLeft -= place - start + 1
                ends[middle + diagonal] = Int32(place)
                if place >= size, placeOther >= sizeOther {
                    trace.append(Array(ends[(middle - changes)...(middle + changes)]))
                    walk(back: trace, one, two)
                    return true
                }
            }
            guard stepsLeft > 0 else { return false }
            trace.append(Array(ends[(middle - changes)...(middle + changes)]))
        }
        return false
    }

    /// The changes that lead to the end, out of how far each number of changes came.
    private mutating func walk(back trace: [[Int32]], _ one: Range<Int>, _ two: Range<Int>) {
        var (place, placeOther) = (one.count, two.count)
        var steps: [PhraseChange] = []
        for changes in stride(from: trace.count - 1, to: 0, by: -1) {
            let diagonal = place - placeOther
            let before = trace[changes - 1]
            func end(_ diagonal: Int) -> Int {
                let index = diagonal + changes - 1
                return before.indices.contains(index) ? Int(before[index]) : -1
            }
            let isDown = diagonal == -changes || (diagonal != changes && end(diagonal - 1) < end(diagonal + 1))
            let from = isDown ? end(diagonal + 1) : end(diagonal - 1)
            let fromOther = from - (isDown ? diagonal + 1 : diagonal - 1)
            let (at, atOther) = (one.lowerBound + from, two.lowerBound + fromOther)
            steps.append(
                isDown
                    ? PhraseChange(base: at..<at, other: atOther..<(atOther + 1))
                    : PhraseChange(base: at..<(at + 1), other: atOther..<atOther)
            )
            (place, placeOther) = (from, fromOther)
        }
        found += steps.reversed()
    }

    /// The changes with those that touch each other made one.
    private func merged() -> [PhraseChange] {
        var merged: [PhraseChange] = []
        for change in found {
            if let last = merged.last, last.base.upperBound == change.base.lowerBound,
                last.other.upperBound == change.other.lowerBound
            {
                merged[merged.count - 1] = PhraseChange(
                    base: last.base.lowerBound..<change.base.upperBound,
                    other: last.other.lowerBound..<change.other.upperBound
                )
            } else {
                merged.append(change)
            }
        }
        return merged
    }
}
