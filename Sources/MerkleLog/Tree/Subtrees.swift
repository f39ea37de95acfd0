/// Where the hashes of complete subtrees come from: a tree in memory, or tiles.
public protocol SubtreeSource {
    /// The hash over the leaves `index * 2^level ..< (index + 1) * 2^level`, all of which must be there.
    /// - Parameters:
    ///   - level: 0 for leaves.
    ///   - index: which of the level.
    /// - Returns: the hash.
    /// - Throws: `LogFault` if it is not there.
    func subtree(level: Int, index: Int) throws(LogFault) -> Digest
}

/// Roots and proofs out of complete subtrees (RFC 6962, 2.1).
public struct TreeProofs<Source: SubtreeSource, Hasher: TreeHasher> {
    private let source: Source
    private let hasher: Hasher

    /// Proofs over a source.
    /// - Parameters:
    ///   - source: the subtrees.
    ///   - hasher: the hash functions.
    public init(_ source: Source, _ hasher: Hasher) { (self.source, self.hasher) = (source, hasher) }

    /// The root of the first leaves (RFC 6962, 2.1).
    /// - Parameter size: how many leaves.
    /// - Returns: the root; that of an empty tree is the hash of nothing.
    /// - Throws: `LogFault` if a subtree is missing.
    public func root(size: Int) throws(LogFault) -> Digest {
        size == 0 ? hasher.digest([]) : try root(of: 0..<size)
    }

    /// The audit path of a leaf (RFC 6962, 2.1.1).
    /// - Parameters:
    ///   - index: the leaf, from 0.
    ///   - size: the size of the tree.
    /// - Returns: hashes from the leaf to the root.
    /// - Throws: `LogFault` if there is no such leaf or a subtree is missing.
    public func inclusion(of index: Int, size: Int) throws(LogFault) -> [Digest] {
        guard index >= 0, index < size else {
            throw LogFault(.missing, "a tree of \(size) entries has no entry \(index)")
        }
        var path: [Digest] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(range.count)
            if index < middle {
                path.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// The proof that a tree grew out of a smaller one (RFC 6962, 2.1.2).
    /// - Parameters:
    ///   - old: the size of the smaller tree.
    ///   - new: the size of the larger one.
    /// - Returns: the hashes; none where the sizes are equal or the old tree was empty.
    /// - Throws: `LogFault` if the sizes do not fit or a subtree is missing.
    public func consistency(from old: Int, to new: Int) throws(LogFault) -> [Digest] {
        guard old >= 0, old <= new else {
            throw LogFault(.inconsistent, "a tree of \(new) entries has not grown out of one of \(old)")
        }
        if old == 0 || old == new { return [] }
        var path: [Digest] = []
        var range = 0..<new
        var isKnown = true
        while range.upperBound != old {
            let middle = range.lowerBound + Self.split(range.count)
            if old <= middle {
                path.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                isKnown = false
            }
        }
        if !isKnown { path.append(try root(of: range)) }
        return path.reversed()
    }

    /// The proof that a subtree belongs to a tree (draft-ietf-plants-merkle-tree-certs, "subtree consistency proofs"): of a
    /// subtree that begins the tree it is the consistency proof of RFC 9162, 2.1.4, of one leaf its inclusion proof.
    /// - Parameters:
    ///   - range: the leaves of the subtree.
    ///   - size: the size of the tree.
    /// - Returns: the hashes, those nearest to the root last.
    /// - Throws: `LogFault` if it is no subtree of the tree, or one is missing.
    public func subtree(_ range: Range<Int>, size: Int) throws(LogFault) -> [Digest] {
        try SubtreeRange.check(range, size: size)
        var path: [Digest] = []
        var (part, isKnown) = (0..<size, true)
        while part != range, part.lowerBound < range.lowerBound || range.upperBound < part.upperBound {
            let middle = part.lowerBound + Self.split(part.count)
            if range.upperBound <= middle {
                path.append(try root(of: middle..<part.upperBound))
                part = part.lowerBound..<middle
            } else {
                path.append(try root(of: part.lowerBound..<middle))
                if range.lowerBound < middle { isKnown = false }
                part = middle..<part.upperBound
            }
        }
        if !isKnown { path.append(try root(of: part)) }
        return path.reversed()
    }

    /// The hash of a subtree.
    /// - Parameters:
    ///   - range: the leaves of the subtree.
    ///   - size: the size of the tree.
    /// - Returns: the hash.
    /// - Throws: `LogFault` if it is no subtree of the tree, or a part is missing.
    public func hash(of range: Range<Int>, size: Int) throws(LogFault) -> Digest {
        try SubtreeRange.check(range, size: size)
        return try root(of: range)
    }

    /// The root over leaves whose first place is a multiple of the largest power of two in their number.
    private func root(of range: Range<Int>) throws(LogFault) -> Digest {
        let count = range.count
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try source.subtree(level: level, index: range.lowerBound >> level)
        }
        let middle = range.lowerBound + Self.split(count)
        return hasher.node(try root(of: range.lowerBound..<middle), try root(of: middle..<range.upperBound))
    }

    /// The largest power of two that is smaller than a count above 1.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}

/// Which leaves form a subtree.
enum SubtreeRange {
    /// The first place is a multiple of the smallest power of two that is not below the number of leaves.
    static func check(_ range: Range<Int>, size: Int) throws(LogFault) {
        guard range.lowerBound >= 0, !range.isEmpty, range.upperBound <= size else {
            throw LogFault(
                .missing,
                "a tree of \(size) entries has no entries \(range.lowerBound)..<\(range.upperBound)"
            )
        }
        let count = range.count
        let whole = count == 1 ? 1 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
        guard range.lowerBound.isMultiple(of: whole) else {
            throw LogFault(.mismatch, "entries \(range.lowerBound)..<\(range.upperBound) are no subtree")
        }
    }
}
