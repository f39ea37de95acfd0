import Cryptography
import MerkleLog
import Testing

/// Trees and proofs against the definitions of RFC 6962, 2.1, written out as they stand there.
@Suite("Merkle trees")
struct TreeTests {
    static func entry(_ number: Int) -> [UInt8] { Array("entry \(number)".utf8) }

    static func tree(_ size: Int) -> MerkleTree<SHA256TreeHasher> {
        var tree = MerkleTree(SHA256TreeHasher())
        for number in 0..<size { tree.append(entry(number)) }
        return tree
    }

    /// MTH of RFC 6962, 2.1, by its recursion.
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        let hasher = SHA256TreeHasher()
        guard leaves.count > 1 else { return leaves.first ?? hasher.digest([]) }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return hasher.node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    @Test("the roots of the published Certificate Transparency vectors")
    func published() {
        let entries: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var tree = MerkleTree(SHA256TreeHasher())
        #expect(Encoding.hex(tree.root.bytes).hasPrefix("e3b0c44298fc1c14"))
        for (entry, root) in zip(entries, roots) {
            tree.append(entry)
            #expect(Encoding.hex(tree.root.bytes) == root)
        }
    }

    @Test("every inclusion proof up to 40 entries holds, and none holds for anything else")
    func inclusion() throws {
        let tree = Self.tree(40)
        let hasher = SHA256TreeHasher()
        let leaves = (0..<40).map { hasher.leaf(Self.entry($0)) }
        let check = ProofCheck(hasher)
        for size in 1...40 {
            let root = Self.root(leaves[..<size])
            #expect(try tree.proofs.root(size: size) == root)
            for index in 0..<size {
                let path = try tree.proofs.inclusion(of: index, size: size)
                try check.inclusion(of: leaves[index], at: index, size: size, path: path, root: root)
                #expect(throws: LogFault.self) {
                    try check.inclusion(of: hasher.leaf([1]), at: index, size: size, path: path, root: root)
                }
                #expect(throws: LogFault.self) {
                    try check.inclusion(of: leaves[index], at: index, size: size, path: path + [root], root: root)
                }
                if size > 1 {
                    let other = (index + 1) % size
                    #expect(throws: LogFault.self) {
                        try check.inclusion(of: leaves[index], at: other, size: size, path: path, root: root)
                    }
                    #expect(throws: LogFault.self) {
                        let short = Array(path.dropLast())
                        try check.inclusion(of: leaves[index], at: index, size: size, path: short, root: root)
                    }
                }
            }
        }
    }

    @Test("every consistency proof up to 40 entries holds, and none holds for another history")
    func consistency() throws {
        let tree = Self.tree(40)
        let check = ProofCheck(SHA256TreeHasher())
        for new in 0...40 {
            for old in 0...new {
                let path = try tree.proofs.consistency(from: old, to: new)
                let (before, after) = (try tree.proofs.root(size: old), try tree.proofs.root(size: new))
                try check.consistency(from: old, to: new, path: path, oldRoot: before, newRoot: after)
                let wrong = SHA256TreeHasher().digest([1])
                #expect(throws: LogFault.self) {
                    try check.consistency(from: old, to: new, path: path, oldRoot: wrong, newRoot: after)
                }
                if old > 0 {
                    #expect(throws: LogFault.self) {
                        try check.consistency(from: old, to: new, path: path, oldRoot: before, newRoot: wrong)
                    }
                }
                #expect(throws: LogFault.self) {
                    try check.consistency(from: old, to: new, path: path + [wrong], oldRoot: before, newRoot: after)
                }
            }
        }
        #expect(throws: LogFault.self) { try tree.proofs.consistency(from: 3, to: 2) }
        #expect(throws: LogFault.self) { try tree.proofs.inclusion(of: 40, size: 40) }
    }

    @Test("a frontier taken at any size grows into the tree", arguments: [0, 1, 2, 7, 8, 255, 256, 257])
    func frontier(start: Int) throws {
        let hasher = SHA256TreeHasher()
        var tree = Self.tree(start)
        var frontier = try MerkleFrontier(size: start, tree)
        #expect(frontier.root(hasher) == tree.root)
        for number in start..<(start + 300) {
            tree.append(Self.entry(number))
            frontier.append(leaf: hasher.leaf(Self.entry(number)), hasher)
            #expect(frontier.size == tree.size && frontier.root(hasher) == tree.root)
        }
        #expect(throws: LogFault.self) { try MerkleFrontier(size: start + 512, Self.tree(start)) }
    }

    @Test("proofs out of tiles are those of the tree, at every edge", arguments: [1, 255, 256, 257, 511, 66_000])
    func tiled(size: Int) throws {
        let hasher = SHA256TreeHasher()
        let tree = Self.tree(size)
        let source = TiledSubtrees(size: size) { path throws(LogFault) in
            guard case .hashes(let level) = path.content else { throw LogFault(.missing, "no hashes") }
            var row: [Digest] = []
            for place in 0..<path.width {
                row.append(try tree.subtree(level: level * 8, index: path.number * 256 + place))
            }
            return HashTile(row, hasher)
        }
        let proofs = TreeProofs(source, hasher)
        #expect(try proofs.root(size: size) == tree.root)
        for index in Set([0, size / 3, size / 2, size - 1]) {
            #expect(try proofs.inclusion(of: index, size: size) == tree.proofs.inclusion(of: index, size: size))
            #expect(try proofs.consistency(from: index, to: size) == tree.proofs.consistency(from: index, to: size))
        }
    }
}
