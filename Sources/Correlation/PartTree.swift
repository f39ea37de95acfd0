/// Texts that are looked for within other ones: a tree of their bytes.
struct PartTree: Sendable {
    /// So long is a part at most, in bytes.
    private static let longest = 255

    /// Where a byte leads from a node, by node and byte.
    private var edges: [UInt64: Int32] = [:]
    /// The lists whose parts end at a node.
    private var ends: [Int32: [Int]] = [:]
    private var nodes: Int32 = 1

    /// Adds a part of a list; one that is too long is never met.
    mutating func add(_ part: [UInt8], _ list: Int) {
        guard !part.isEmpty, part.count <= Self.longest else { return }
        var node: Int32 = 0
        for byte in part {
            let edge = UInt64(node) << 8 | UInt64(byte)
            if let next = edges[edge] {
                node = next
            } else {
                edges[edge] = nodes
                node = nodes
                nodes += 1
            }
        }
        if ends[node]?.contains(list) != true { ends[node, default: []].append(list) }
    }

    /// The parts that a text has.
    func find(in text: [UInt8], _ take: (Int, ArraySlice<UInt8>) -> Void) {
        guard nodes > 1 else { return }
        for begin in text.indices {
            var (node, place): (Int32, Int) = (0, begin)
            while place < text.count, let next = edges[UInt64(node) << 8 | UInt64(text[place])] {
                node = next
                place += 1
                if let lists = ends[node] { for list in lists { take(list, text[begin..<place]) } }
            }
        }
    }
}
