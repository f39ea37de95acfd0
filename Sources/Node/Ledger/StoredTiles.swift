internal import Cryptography
internal import MerkleLog
internal import Store
internal import Synchronization

/// Tiles of logs with their inner hashes, kept in memory up to a limit.
final class TileCache: Sendable {
    private struct Key: Hashable {
        let log: Int64
        let path: TilePath
    }

    /// A tile with its inner hashes takes about 16 KiB.
    private let capacity: Int
    private let tiles = Mutex<[Key: HashTile]>([:])

    init(capacity: Int) { self.capacity = max(capacity, 1) }

    /// A tile of a log, read from the store where it is not at hand.
    func tile(_ log: Int64, _ path: TilePath, _ connection: Connection) throws(LogFault) -> HashTile {
        let key = Key(log: log, path: path)
        if let known = tiles.withLock({ $0[key] }) { return known }
        guard case .hashes(let level) = path.content else { throw LogFault(.missing, "\(path) has no hashes") }
        let stored: [UInt8]?
        do throws(StoreError) {
            stored = try LogRows(connection).tile(log, level: Int64(level), number: Int64(path.number))
        } catch {
            throw LogFault(.missing, "\(path) cannot be read: \(error)")
        }
        guard let stored, stored.count >= path.width * Digest.length else {
            throw LogFault(.missing, "\(path) is not there")
        }
        let tile = HashTile(HashTile.row(Array(stored.prefix(path.width * Digest.length))), SHA256TreeHasher())
        // Tiles at the edge change with each checkpoint; only full ones are asked for again and again.
        guard path.width == TilePath.fullWidth else { return tile }
        tiles.withLock { tiles in
            if tiles.count >= capacity { tiles.removeAll() }
            tiles[key] = tile
        }
        return tile
    }

    /// Roots and proofs of a log as it was at some size.
    func proofs(
        _ log: Int64,
        size: Int,
        _ connection: Connection
    ) -> TreeProofs<TiledSubtrees, SHA256TreeHasher> {
        let edge = Edge()
        let source = TiledSubtrees(size: size) { path throws(LogFault) in
            if let known = edge.tiles[path] { return known }
            let tile = try self.tile(log, path, connection)
            edge.tiles[path] = tile
            return tile
        }
        return TreeProofs(source, SHA256TreeHasher())
    }

    /// The tiles of one proof or one series of proofs, those at the edge among them.
    private final class Edge {
        var tiles: [TilePath: HashTile] = [:]
    }
}
