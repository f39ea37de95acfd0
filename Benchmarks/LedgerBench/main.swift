import Configuration
import Cryptography
import Dispatch
import Glibc
import Installation
import JSON
import Ledger
import MerkleLog
import Releasing
import Store
import Synchronization

/// Measures the log: in memory against the hash function, durable against fsync, proofs and their checks.
///
/// Prints one JSON object. Arguments: the folder to work in, the size of the large log.
enum LedgerBench {
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }

    static func best(_ times: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<times { best = min(best, try seconds(body)) }
        return best
    }

    /// A leaf and a node hash for each entry, nothing else: the limit for appending in memory.
    static func hashLimit(_ count: Int) -> Double {
        let hasher = SHA256TreeHasher()
        let entry = [UInt8](repeating: 7, count: 32)
        var sum = hasher.leaf(entry)
        let time = best(3) {
            for _ in 0..<count { sum = hasher.node(hasher.leaf(entry), sum) }
        }
        precondition(sum != hasher.leaf([]))
        return Double(count) / time
    }

    /// How often a page of 4 KiB is written and synced.
    static func syncLimit(_ folder: String) -> Double {
        let file = unsafe open(folder + "/sync", O_RDWR | O_CREAT | O_TRUNC, 0o600)
        let page = [UInt8](repeating: 1, count: 4_096)
        let count = 300
        let time = seconds {
            for number in 0..<count {
                _ = unsafe pwrite(file, page, page.count, off_t(number * page.count))
                fdatasync(file)
            }
        }
        close(file)
        return Double(count) / time
    }

    static func entry(_ number: Int) -> LedgerEntry {
        let id = "indicator--5eed0000-0000-4000-8000-\(String(number + 100_000_000_000))"
        var entry = LedgerEntry(.release, party: "japan", subject: id, officer: "A. Martin")
        entry.members = [
            JSONMember("version", .string("2026-01-01T00:00:00.000Z")),
            JSONMember("sha256", .string(String(repeating: "ab", count: 32))),
        ]
        return entry
    }

    /// A single writer, and the limit for it, in turns: the medians of five.
    static func alone(_ node: Node, _ folder: String, _ note: (String, Double) -> Void) throws {
        var limits: [Double] = []
        var rates: [Double] = []
        let count = 1_000
        for _ in 0..<5 {
            limits.append(syncLimit(folder))
            let time = try seconds {
                for number in 0..<count {
                    try node.change { connection throws(StoreError) in
                        try node.ledger.append([entry(number)], connection)
                    }
                }
            }
            rates.append(Double(count) / time)
        }
        note("sync_limit", limits.sorted()[2])
        note("append_single", rates.sorted()[2])
    }

    static func run(_ folder: String, _ size: Int) throws {
        var found: [JSONMember] = []
        func note(_ name: String, _ value: Double) { found.append(JSONMember(name, .number(String(Int(value))))) }
        note("hash_limit", hashLimit(500_000))
        var tree = MerkleTree(SHA256TreeHasher())
        let salted = [UInt8](repeating: 9, count: 32)
        note("append_memory", Double(size) / seconds { for _ in 0..<size { tree.append(salted) } })
        try proofs(tree, size, note)

        let place = NodeFolder(folder + "/node")
        var configuration = NodeConfiguration()
        configuration.name = "eu"
        try place.setUp(configuration)
        let node = try Node(folder: place)
        try alone(node, folder, note)
        note("append_writers", writers(node, 64, 400))
        let batches = 60
        let together = try seconds {
            for batch in 0..<batches {
                let entries = (0..<1_000).map { entry(batch * 1_000 + $0) }
                try node.change { connection throws(StoreError) in try node.ledger.append(entries, connection) }
            }
        }
        note("append_batches", Double(batches * 1_000) / together)
        node.close()
        let opened = try Node(folder: place)
        var microseconds = 0.0
        try opened.reading { connection throws(StoreError) in
            microseconds =
                seconds {
                    guard let head = try? LogRows(connection).head() else { return }
                    _ = try? opened.ledger.tiles.proofs(head.log, size: Int(head.size), connection)
                        .root(size: Int(head.size))
                } * 1e6
        }
        note("first_root_us", microseconds)
        try opened.reading { connection throws(StoreError) in
            guard let head = try LogRows(connection).head() else { return }
            let count = 20_000
            let time = seconds {
                for number in 0..<count {
                    let proofs = opened.ledger.tiles.proofs(head.log, size: Int(head.size), connection)
                    _ = try? proofs.inclusion(of: number * 7_919 % Int(head.size), size: Int(head.size))
                }
            }
            note("stored_proofs", Double(count) / time)
        }
        opened.close()
        print(String(decoding: JSONTree.object(found).bytes(), as: UTF8.self))
    }

    static func proofs(
        _ tree: MerkleTree<SHA256TreeHasher>,
        _ size: Int,
        _ note: (String, Double) -> Void
    ) throws {
        let count = 200_000
        let proofs = tree.proofs
        let check = ProofCheck(SHA256TreeHasher())
        var paths: [(index: Int, path: [Digest])] = []
        paths.reserveCapacity(count)
        let making = try seconds {
            for number in 0..<count {
                let index = number &* 7_919 % size
                paths.append((index, try proofs.inclusion(of: index, size: size)))
            }
        }
        note("inclusion", Double(count) / making)
        let (root, leaf) = (tree.root, try tree.subtree(level: 0, index: 0))
        let checking = try seconds {
            for (index, path) in paths {
                try check.inclusion(of: leaf, at: index, size: size, path: path, root: root)
            }
        }
        note("verify_inclusion", Double(count) / checking)
        var grown: [(old: Int, path: [Digest], root: Digest)] = []
        let consistent = try seconds {
            for number in 0..<count {
                let old = number &* 7_919 % (size - 1) + 1
                grown.append((old, try proofs.consistency(from: old, to: size), root))
            }
        }
        note("consistency", Double(count) / consistent)
        for place in grown.indices { grown[place].root = try proofs.root(size: grown[place].old) }
        let growing = try seconds {
            for (old, path, before) in grown {
                try check.consistency(from: old, to: size, path: path, oldRoot: before, newRoot: root)
            }
        }
        note("verify_consistency", Double(count) / growing)
    }

    /// Many threads that each append one entry and wait until it is durable.
    static func writers(_ node: Node, _ threads: Int, _ each: Int) -> Double {
        let group = DispatchGroup()
        let time = seconds {
            for thread in 0..<threads {
                let worker = Thread(node, thread * each..<(thread + 1) * each, group)
                worker.start()
            }
            group.wait()
        }
        return Double(threads * each) / time
    }

    /// A writer that hands in its next entry when the last one is durable, as a suspended connection does.
    final class Thread: Sendable {
        let node: Node
        let end: Int
        let group: DispatchGroup
        let next: Mutex<Int>

        init(_ node: Node, _ range: Range<Int>, _ group: DispatchGroup) {
            (self.node, end, self.group) = (node, range.upperBound, group)
            next = Mutex(range.lowerBound)
        }

        func start() {
            group.enter()
            step()
        }

        private func step() {
            let number = next.withLock { next in
                defer { next += 1 }
                return next
            }
            guard number < end else { return group.leave() }
            node.store.write { connection throws(StoreError) in
                try self.node.ledger.append([LedgerBench.entry(number)], connection)
            } done: { _ in
                self.step()
            }
        }
    }
}

let arguments = CommandLine.arguments
do {
    try LedgerBench.run(
        arguments.count > 1 ? arguments[1] : "/tmp",
        arguments.count > 2 ? Int(arguments[2]) ?? 1 << 20 : 1 << 20
    )
} catch {
    print("ledger bench: \(error)")
    exit(1)
}
