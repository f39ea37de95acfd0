/// Checks of proofs (RFC 9162, 2.1.3.2 and 2.1.4.2).
public struct ProofCheck<Hasher: TreeHasher> {
    private let hasher: Hasher

    /// Checks with a hash function.
    /// - Parameter hasher: the hash functions.
    public init(_ hasher: Hasher) { self.hasher = hasher }

    /// Checks that a leaf stands in a tree.
    /// - Parameters:
    ///   - leaf: the leaf hash.
    ///   - index: its place, from 0.
    ///   - size: the size of the tree.
    ///   - path: hashes from the leaf to the root.
    ///   - root: the root of the tree.
    /// - Throws: `LogFault` that says what does not fit.
    public func inclusion(
        of leaf: Digest,
        at index: Int,
        size: Int,
        path: [Digest],
        root: Digest
    ) throws(LogFault) {
        guard index >= 0, index < size else {
            throw LogFault(.mismatch, "a tree of \(size) entries has no entry \(index)")
        }
        var (place, last) = (index, size - 1)
        var hash = leaf
        for step in path {
            guard last > 0 else { throw LogFault(.mismatch, "the inclusion proof has too many hashes") }
            if place & 1 == 1 || place == last {
                hash = hasher.node(step, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = hasher.node(hash, step)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw LogFault(.mismatch, "the inclusion proof has too few hashes") }
        guard hash == root else {
            throw LogFault(.mismatch, "entry \(index) is not in the tree of \(size) entries with this root")
        }
    }

    /// Checks that a tree grew out of a smaller one.
    /// - Parameters:
    ///   - old: the size of the smaller tree.
    ///   - new: the size of the larger one.
    ///   - path: the hashes of the proof.
    ///   - oldRoot: the root of the smaller tree.
    ///   - newRoot: the root of the larger one.
    /// - Throws: `LogFault` that says what does not fit.
    public func consistency(
        from old: Int,
        to new: Int,
        path: [Digest],
        oldRoot: Digest,
        newRoot: Digest
    ) throws(LogFault) {
        guard old >= 0, old <= new else {
            throw LogFault(.inconsistent, "a tree of \(new) entries has not grown out of one of \(old)")
        }
        if old == 0 || old == new {
            guard path.isEmpty else { throw LogFault(.inconsistent, "the consistency proof has too many hashes") }
            guard oldRoot == (old == 0 ? hasher.digest([]) : newRoot) else {
                throw LogFault(.inconsistent, "two trees of \(old) entries have different roots")
            }
            return
        }
        var steps = path[...]
        if old & (old - 1) == 0 { steps = [oldRoot] + steps }
        guard let first = steps.popFirst() else {
            throw LogFault(.inconsistent, "the consistency proof has too few hashes")
        }
        var (place, last) = (old - 1, new - 1)
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var (before, after) = (first, first)
        for step in steps {
            guard last > 0 else { throw LogFault(.inconsistent, "the consistency proof has too many hashes") }
            if place & 1 == 1 || place == last {
                before = hasher.node(step, before)
                after = hasher.node(step, after)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                after = hasher.node(after, step)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw LogFault(.inconsistent, "the consistency proof has too few hashes") }
        guard before == oldRoot, after == newRoot else {
            throw LogFault(.inconsistent, "the tree of \(new) entries did not grow out of the one of \(old)")
        }
    }

    /// Checks that a subtree belongs to a tree (draft-ietf-plants-merkle-tree-certs, "subtree consistency proofs").
    /// - Parameters:
    ///   - range: the leaves of the subtree; the first is a multiple of the smallest power of two not below their number.
    ///   - size: the size of the tree.
    ///   - path: the hashes of the proof, those nearest to the root last.
    ///   - subtree: the hash of the subtree.
    ///   - root: the root of the tree.
    /// - Throws: `LogFault` that says what does not fit.
    public func subtree(
        _ range: Range<Int>,
        size: Int,
        path: [Digest],
        subtree: Digest,
        root: Digest
    ) throws(LogFault) {
        try SubtreeRange.check(range, size: size)
        // From the root down: which hash stands on which side.
        var sides: [(isLeft: Bool, isPart: Bool)] = []
        var (part, isKnown) = (0..<size, true)
        while part.lowerBound < range.lowerBound || range.upperBound < part.upperBound {
            let middle = part.lowerBound + (1 << (Int.bitWidth - 1 - (part.count - 1).leadingZeroBitCount))
            if range.upperBound <= middle {
                sides.append((false, false))
                part = part.lowerBound..<middle
            } else {
                let isPart = range.lowerBound < middle
                sides.append((true, isPart))
                if isPart { isKnown = false }
                part = middle..<part.upperBound
            }
        }
        guard path.count == sides.count + (isKnown ? 0 : 1) else {
            let what = path.count > sides.count ? "many" : "few"
            throw LogFault(.mismatch, "the subtree proof has too \(what) hashes")
        }
        var steps = path[...]
        let first = isKnown ? subtree : steps.popFirst() ?? subtree
        var (inner, whole) = (first, first)
        for (side, step) in zip(sides.reversed(), steps) {
            if side.isPart { inner = hasher.node(step, inner) }
            whole = side.isLeft ? hasher.node(step, whole) : hasher.node(whole, step)
        }
        guard inner == subtree, whole == root else {
            let text =
                "entries \(range.lowerBound)..<\(range.upperBound) are not this subtree of the tree of \(size) entries"
            throw LogFault(.mismatch, text)
        }
    }
}
