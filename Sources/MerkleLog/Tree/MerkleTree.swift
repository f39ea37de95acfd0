/// A Merkle tree in memory (RFC 6962, 2.1) that keeps the hash of every complete subtree.
public struct MerkleTree<Hasher: TreeHasher>: SubtreeSource {
    private let hasher: Hasher
    private var levels: [[Digest]] = [[]]

    /// An empty tree.
    /// - Parameter hasher: the hash functions.
    public init(_ hasher: Hasher) { self.hasher = hasher }

    /// How many leaves it has.
    public var size: Int { levels[0].count }

    /// Appends an entry.
    /// - Parameter entry: the entry's bytes.
    public mutating func append(_ entry: [UInt8]) { append(leaf: hasher.leaf(entry)) }

    /// Appends a leaf by its hash.
    /// - Parameter leaf: the leaf hash.
    public mutating func append(leaf: Digest) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let count = levels[level].count
            let node = hasher.node(levels[level][count - 2], levels[level][count - 1])
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(node)
        }
    }

    /// The hash of a complete subtree.
    /// - Parameters:
    ///   - level: 0 for leaves.
    ///   - index: which of the level.
    /// - Returns: the hash.
    /// - Throws: `LogFault` if the tree does not reach so far.
    public func subtree(level: Int, index: Int) throws(LogFault) -> Digest {
        guard levels.indices.contains(level), levels[level].indices.contains(index) else {
            throw LogFault(.missing, "the tree has no subtree \(index) of level \(level)")
        }
        return levels[level][index]
    }

    /// The root of all leaves.
    public var root: Digest { (try? proofs.root(size: size)) ?? hasher.digest([]) }

    /// Roots and proofs of this tree and of those it has been.
    public var proofs: TreeProofs<Self, Hasher> { TreeProofs(self, hasher) }
}
