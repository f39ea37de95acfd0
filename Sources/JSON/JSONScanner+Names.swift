/// Names of objects: each may stand once.
extension JSONScanner {
    /// RFC 7493, 2.3: names are unique after their escapes are resolved.
    func checkNames(of container: Int) throws(Fault) {
        var names: [Int] = []
        names.reserveCapacity(Int(nodes[container].length))
        var node = container + 1
        let end = Int(nodes[container].next)
        var hasEscapes = false
        while node < end {
            names.append(node)
            hasEscapes = hasEscapes || nodes[node].flag
            let value = nodes[node + 1]
            node = value.kind == .array || value.kind == .object ? Int(value.next) : node + 2
        }
        if names.count <= 24, !hasEscapes {
            for second in 1..<names.count {
                let hash = nodes[names[second]].hash
                for first in 0..<second where nodes[names[first]].hash == hash {
                    if isSame(names[first], names[second]) {
                        throw duplicate(names[second])
                    }
                }
            }
            return
        }
        let keys = names.map { node in (content(of: node), node) }
        let sorted = keys.sorted { left, right in
            left.0.lexicographicallyPrecedes(right.0) || (left.0 == right.0 && left.1 < right.1)
        }
        for second in 1..<sorted.count where sorted[second - 1].0 == sorted[second].0 {
            throw duplicate(sorted[second].1)
        }
    }

    private func isSame(_ first: Int, _ second: Int) -> Bool {
        let (one, two) = (nodes[first], nodes[second])
        guard one.length == two.length else { return false }
        for offset in 0..<Int(one.length) where byte(Int(one.offset) + offset) != byte(Int(two.offset) + offset) {
            return false
        }
        return true
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
