/// Names of objects: each may stand once.
extension JSONScanner {
    /// RFC 7493, 2.3: names are unique after their escapes are resolved.
    /// - Throws: the first name of the text that stands twice.
    func checkNames(of container: Int) throws(Fault) {
        guard nodes[container].length <= 64 else { return try compareNames(of: container) }
        // A bit for each value of ten bits of the hash: names of one object seldom share one.
        var seen = InlineArray<16, UInt64>(repeating: 0)
        var name = container + 1
        let end = Int(nodes[container].next)
        while name < end {
            let node = nodes[name]
            if node.flag { return try compareNames(of: container) }
            let (word, bit) = (Int(node.hash & 15), UInt64(1) << UInt64(node.hash >> 4 & 63))
            if seen[word] & bit != 0, isRepeated(name, in: container) {
                throw duplicate(name)
            }
            seen[word] |= bit
            name = following(name + 1)
        }
    }

    /// Whether a name stands before in its object; all names up to here are spelled without escapes.
    private func isRepeated(_ name: Int, in container: Int) -> Bool {
        var other = container + 1
        while other < name {
            if nodes[other].hash == nodes[name].hash, content(of: other) == content(of: name) { return true }
            other = following(other + 1)
        }
        return false
    }

    /// The check by sorting, for objects with many names or with escapes in them.
    private func compareNames(of container: Int) throws(Fault) {
        var keys: [(content: [UInt8], node: Int)] = []
        keys.reserveCapacity(Int(nodes[container].length))
        var name = container + 1
        let end = Int(nodes[container].next)
        while name < end {
            keys.append((content(of: name), name))
            name = following(name + 1)
        }
        keys.sort { left, right in
            left.content.lexicographicallyPrecedes(right.content)
                || (left.content == right.content && left.node < right.node)
        }
        let repeated = keys.indices.dropFirst().filter { keys[$0 - 1].content == keys[$0].content }
        if let first = repeated.map({ keys[$0].node }).min() {
            throw duplicate(first)
        }
    }

    private func following(_ index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .array || node.kind == .object ? Int(node.next) : index + 1
    }

    private func content(of node: Int) -> [UInt8] {
        let entry = nodes[node]
        let raw = (Int(entry.offset)..<Int(entry.offset) + Int(entry.length)).map(byte)
        return entry.flag ? JSONEscapes.resolved(raw.span) : raw
    }

    private func duplicate(_ node: Int) -> Fault {
        let name = String(decoding: content(of: node).prefix(100), as: UTF8.self)
        return fault(.duplicateName, "the name `\(name)` stands twice in one object", at: Int(nodes[node].offset) - 1)
    }
}
