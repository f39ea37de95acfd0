/// A tile of hashes with all complete subtrees within it, so that proofs need no hashing.
public struct HashTile: Sendable {
    /// How many hashes of its lowest level it has.
    public let width: Int
    /// The complete subtrees, lowest level first; level `h` has `width >> h` hashes.
    private let hashes: [Digest]
    private let starts: [Int]

    /// A tile of its hashes.
    /// - Parameters:
    ///   - row: the hashes of its lowest level, 1 to 256.
    ///   - hasher: the hash functions.
    public init(_ row: [Digest], _ hasher: some TreeHasher) {
        width = row.count
        var all = row
        var starts = [0]
        var level = 0..<row.count
        while level.count > 1 {
            starts.append(all.count)
            let next = all.count
            for place in stride(from: level.lowerBound, to: level.upperBound - 1, by: 2) {
                all.append(hasher.node(all[place], all[place + 1]))
            }
            level = next..<all.count
        }
        (hashes, self.starts) = (all, starts)
    }

    /// Reads the bytes of a tile.
    /// - Parameters:
    ///   - bytes: 32 bytes a hash.
    ///   - path: which tile it should be.
    ///   - hasher: the hash functions.
    /// - Throws: `LogFault` if the length is not that of the path's width.
    public init(_ bytes: [UInt8], _ path: TilePath, _ hasher: some TreeHasher) throws(LogFault) {
        guard bytes.count == path.width * Digest.length else {
            throw LogFault(.malformed, "\(path) has \(bytes.count) bytes, \(path.width * Digest.length) are expected")
        }
        self.init(Self.row(bytes), hasher)
    }

    /// The hashes in a tile's bytes.
    /// - Parameter bytes: 32 bytes a hash; what is left over is left out.
    /// - Returns: the hashes.
    public static func row(_ bytes: [UInt8]) -> [Digest] {
        stride(from: 0, to: bytes.count, by: Digest.length).compactMap { start in
            Digest(bytes[start..<min(start + Digest.length, bytes.count)])
        }
    }

    /// The bytes of a tile.
    /// - Parameter row: its hashes.
    /// - Returns: 32 bytes a hash.
    public static func bytes(_ row: [Digest]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(row.count * Digest.length)
        for hash in row { hash.append(to: &bytes) }
        return bytes
    }

    /// A complete subtree within the tile.
    /// - Parameters:
    ///   - height: 0 for the tile's lowest level, at most 8.
    ///   - index: which of that level.
    /// - Returns: the hash, or nil if the tile does not reach so far.
    public func subtree(height: Int, index: Int) -> Digest? {
        guard starts.indices.contains(height), index >= 0, index < width >> height else { return nil }
        return hashes[starts[height] + index]
    }
}

/// Subtrees out of tiles, wherever those come from.
public struct TiledSubtrees: SubtreeSource {
    private let size: Int
    private let tile: (TilePath) throws(LogFault) -> HashTile

    /// Subtrees of a tree of some size.
    /// - Parameters:
    ///   - size: the size.
    ///   - tile: fetches a tile; the width is that which a tree of this size has.
    public init(size: Int, tile: @escaping (TilePath) throws(LogFault) -> HashTile) {
        (self.size, self.tile) = (size, tile)
    }

    /// The hash of a complete subtree.
    /// - Parameters:
    ///   - level: 0 for leaves.
    ///   - index: which of the level.
    /// - Returns: the hash.
    /// - Throws: `LogFault` if the tree does not reach so far, or a tile cannot be had.
    public func subtree(level: Int, index: Int) throws(LogFault) -> Digest {
        let (tileLevel, height) = (level / 8, level % 8)
        let number = index >> (8 - height)
        let width = min(TilePath.fullWidth, (size >> (tileLevel * 8)) - number * TilePath.fullWidth)
        guard width > 0, index >= 0 else {
            throw LogFault(.missing, "the tree has no subtree \(index) of level \(level)")
        }
        let path = TilePath(.hashes(level: tileLevel), number, width: width)
        let found = try tile(path).subtree(height: height, index: index - number << (8 - height))
        guard let found else { throw LogFault(.missing, "\(path) has no subtree of level \(level)") }
        return found
    }
}
