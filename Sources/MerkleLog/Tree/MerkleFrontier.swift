/// The roots of the complete subtrees that a tree consists of, the largest first: all that appending to it and its root need
/// (RFC 6962, 2.1).
public struct MerkleFrontier: Sendable {
    /// How many leaves the tree has.
    public private(set) var size: Int
    /// One for each bit of the size that is set.
    private var roots: [Digest] = []

    /// The frontier of a tree.
    /// - Parameters:
    ///   - size: how many leaves it has.
    ///   - source: its subtrees.
    /// - Throws: `LogFault` if a subtree is missing.
    public init(size: Int, _ source: some SubtreeSource) throws(LogFault) {
        self.size = size
        var start = 0
        for level in (0..<Int.bitWidth).reversed() where size >> level & 1 == 1 {
            roots.append(try source.subtree(level: level, index: start >> level))
            start += 1 << level
        }
    }

    /// Appends a leaf.
    /// - Parameters:
    ///   - leaf: the leaf hash.
    ///   - hasher: the hash functions.
    public mutating func append(leaf: Digest, _ hasher: some TreeHasher) {
        var node = leaf
        for _ in 0..<(~size).trailingZeroBitCount {
            guard let left = roots.popLast() else { break }
            node = hasher.node(left, node)
        }
        roots.append(node)
        size += 1
    }

    /// The root of all leaves; that of an empty tree is the hash of nothing.
    /// - Parameter hasher: the hash functions.
    /// - Returns: the root.
    public func root(_ hasher: some TreeHasher) -> Digest {
        guard var root = roots.last else { return hasher.digest([]) }
        for left in roots.dropLast().reversed() { root = hasher.node(left, root) }
        return root
    }
}
