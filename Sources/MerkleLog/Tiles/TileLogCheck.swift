/// Checks a whole log out of its tiles: every entry, every hash of every level, and the root of the checkpoint.
public struct TileLogCheck<Hasher: TreeHasher> {
    private let hasher: Hasher
    private let fetch: (String) throws(LogFault) -> [UInt8]

    /// A check.
    /// - Parameters:
    ///   - hasher: the hash functions.
    ///   - fetch: gets what stands at a path below the log's prefix.
    public init(_ hasher: Hasher, fetch: @escaping (String) throws(LogFault) -> [UInt8]) {
        (self.hasher, self.fetch) = (hasher, fetch)
    }

    /// Checks that entries, tiles and the root of a checkpoint fit.
    /// - Parameters:
    ///   - checkpoint: a checkpoint whose signature was checked.
    ///   - progress: gets the number of entries checked so far.
    /// - Throws: `LogFault` that names the first difference.
    public func run(_ checkpoint: Checkpoint, progress: (Int) -> Void = { _ in }) throws(LogFault) {
        var row: [Digest] = []
        row.reserveCapacity(checkpoint.size)
        for path in TilePath.all(.entries, size: checkpoint.size) {
            for entry in try EntryBundle.entries(try fetch(path.description), path) { row.append(hasher.leaf(entry)) }
            progress(row.count)
        }
        var level = 0
        while !row.isEmpty {
            var next: [Digest] = []
            for path in TilePath.all(.hashes(level: level), size: checkpoint.size) {
                let tile = try HashTile(try fetch(path.description), path, hasher)
                let start = path.number * TilePath.fullWidth
                for place in 0..<path.width where tile.subtree(height: 0, index: place) != row[start + place] {
                    throw LogFault(.mismatch, "\(path): hash \(place) is not that of what lies below it")
                }
                if let top = tile.subtree(height: 8, index: 0) { next.append(top) }
            }
            level += 1
            row = next
        }
        let source = TiledSubtrees(size: checkpoint.size) { path throws(LogFault) in
            try HashTile(try fetch(path.description), path, hasher)
        }
        guard try TreeProofs(source, hasher).root(size: checkpoint.size) == checkpoint.root else {
            throw LogFault(.mismatch, "the root of the checkpoint is not that of its \(checkpoint.size) entries")
        }
    }
}
