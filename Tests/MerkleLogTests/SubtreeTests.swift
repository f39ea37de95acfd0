import Cryptography
import MerkleLog
import Testing

/// Subtree proofs (fault E5): every subtree of every small tree, and every proof with something changed.
@Suite("Subtree proofs")
struct SubtreeTests {
    private let hasher = SHA256TreeHasher()

    private func tree(_ size: Int) -> MerkleTree<SHA256TreeHasher> {
        var tree = MerkleTree(hasher)
        for number in 0..<size { tree.append([UInt8(number)]) }
        return tree
    }

    /// The hash over a range as RFC 6962, 2.1, defines that of a list.
    private func hash(_ range: Range<Int>) -> Digest {
        guard range.count > 1 else { return hasher.leaf([UInt8(range.lowerBound)]) }
        var split = 1
        while split * 2 < range.count { split *= 2 }
        let middle = range.lowerBound + split
        return hasher.node(hash(range.lowerBound..<middle), hash(middle..<range.upperBound))
    }

    @Test("hold for every subtree, and for nothing else")
    func all() throws {
        let check = ProofCheck(hasher)
        for size in 1...18 {
            let (tree, root) = (tree(size), hash(0..<size))
            for start in 0..<size {
                for end in (start + 1)...size {
                    let range = start..<end
                    var whole = 1
                    while whole < range.count { whole *= 2 }
                    guard start.isMultiple(of: whole) else {
                        #expect(throws: LogFault.self) { try tree.proofs.subtree(range, size: size) }
                        continue
                    }
                    let (path, part) = (try tree.proofs.subtree(range, size: size), hash(range))
                    #expect(try tree.proofs.hash(of: range, size: size) == part)
                    try check.subtree(range, size: size, path: path, subtree: part, root: root)
                    // One leaf has its inclusion proof, what begins the tree its consistency proof.
                    if range.count == 1 { #expect(try tree.proofs.inclusion(of: start, size: size) == path) }
                    if start == 0 { #expect(try tree.proofs.consistency(from: end, to: size) == path) }
                    let other = hasher.leaf([0xFF])
                    #expect(throws: LogFault.self) {
                        try check.subtree(range, size: size, path: path, subtree: other, root: root)
                    }
                    #expect(throws: LogFault.self) {
                        try check.subtree(range, size: size, path: path, subtree: part, root: other)
                    }
                    for wrong in [path + [other], Array(path.dropLast())] where wrong.count != path.count {
                        #expect(throws: LogFault.self) {
                            try check.subtree(range, size: size, path: wrong, subtree: part, root: root)
                        }
                    }
                    for place in path.indices {
                        var wrong = path
                        wrong[place] = other
                        #expect(throws: LogFault.self) {
                            try check.subtree(range, size: size, path: wrong, subtree: part, root: root)
                        }
                    }
                }
            }
        }
    }
}
