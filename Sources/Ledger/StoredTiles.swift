package import Cryptography
package import MerkleLog
package import Store
internal import Synchronization

/// Tiles of logs with their inner hashes, kept in memory up to a limit; filled from what is durable only.
package final class TileCache: Sendable {
    private struct Key: Hashable {
        let log: Int64
        let content: TilePath.Content
        let number: Int
    }

    /// A tile with its inner hashes takes about 16 KiB.
    private let capacity: Int
    private let tiles = Mutex<[Key: HashTile]>([:])

    package init(capacity: Int) { self.capacity = max(capacity, 1) }

    /// A tile of a log, read from the store where it is not at hand.
    package func tile(_ log: Int64, _ path: TilePath, _ connection: Connection) throws(LogFault) -> HashTile {
        let key = Key(log: log, content: path.content, number: path.number)
        // A wider tile has the same hashes as a narrower one, and more.
        if let known = tiles.withLock({ $0[key] }), known.width >= path.width { return known }
        guard case .hashes(let level) = path.content else { throw LogFault(.missing, "\(path) has no hashes") }
        let stored: [UInt8]?
        do throws(StoreError) {
            stored = try LogRows(connection).tile(log, level: Int64(level), number: Int64(path.number))
        } catch {
            throw LogFault(.unreadable, "\(path) cannot be read: \(error)")
        }
        guard let stored, stored.count >= path.width * Digest.length else {
            throw LogFault(.missing, "\(path) is not there")
        }
        let tile = HashTile(HashTile.row(stored), SHA256TreeHasher())
        keep(tile, key)
        return tile
    }

    private func keep(_ tile: HashTile, _ key: Key) {
        tiles.withLock { tiles in
            if tiles.count >= capacity { tiles.removeAll() }
            tiles[key] = tile
        }
    }

    /// Roots and proofs of a log as it was at some size.
    package func proofs(
        _ log: Int64,
        size: Int,
        _ connection: Connection
    ) -> TreeProofs<TiledSubtrees, SHA256TreeHasher> {
        TreeProofs(subtrees(log, size: size, connection), SHA256TreeHasher())
    }

    /// The subtrees of a log as it was at some size.
    package func subtrees(_ log: Int64, size: Int, _ connection: Connection) -> TiledSubtrees {
        TiledSubtrees(size: size) { path throws(LogFault) in try self.tile(log, path, connection) }
    }
}
