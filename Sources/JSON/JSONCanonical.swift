/// The canonical form of a value (RFC 8785): one spelling for each value, so that it can be hashed and signed.
extension JSONValue {
    /// The canonical bytes.
    /// - Returns: RFC 8785 bytes.
    /// - Complexity: O(*n*), and O(*k* log *k*) for an object with *k* names out of order.
    public func canonicalBytes() -> [UInt8] {
        var output: [UInt8] = []
        writeCanonical(to: &output)
        return output
    }

    /// Appends the canonical bytes.
    /// - Parameter output: where they go.
    public func writeCanonical(to output: inout [UInt8]) {
        output.reserveCapacity(output.count + document.bytes.count / 8)
        JSONCanonicalWriter(document: document).write(index, to: &output)
    }
}

/// Writes the canonical form from the tape; depth is bounded by the parser's limit.
private struct JSONCanonicalWriter {
    let document: JSONDocument

    func write(_ index: Int, to output: inout [UInt8]) {
        let node = document.nodes[index]
        switch node.kind {
        case .null, .bool:
            copy(node, to: &output)
        case .number:
            if node.flag {
                copy(node, to: &output)
            } else {
                let value = JSONValue(document: document, index: index).number ?? 0
                output.append(contentsOf: JSONNumber.canonical(value).utf8)
            }
        case .string:
            writeString(node, to: &output)
        case .array:
            output.append(UInt8(ascii: "["))
            var child = index + 1
            let end = Int(node.next)
            while child < end {
                if child > index + 1 {
                    output.append(UInt8(ascii: ","))
                }
                write(child, to: &output)
                child = following(child)
            }
            output.append(UInt8(ascii: "]"))
        case .object:
            output.append(UInt8(ascii: "{"))
            if isSorted(index) {
                var name = index + 1
                let end = Int(node.next)
                while name < end {
                    writeMember(name, isFirst: name == index + 1, to: &output)
                    name = following(name + 1)
                }
            } else {
                var isFirst = true
                for name in sortedNames(of: index) {
                    writeMember(name, isFirst: isFirst, to: &output)
                    isFirst = false
                }
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private func writeMember(_ name: Int, isFirst: Bool, to output: inout [UInt8]) {
        if !isFirst {
            output.append(UInt8(ascii: ","))
        }
        writeString(document.nodes[name], to: &output)
        output.append(UInt8(ascii: ":"))
        write(name + 1, to: &output)
    }

    private func writeString(_ node: JSONNode, to output: inout [UInt8]) {
        let start = Int(node.offset)
        if node.flag {
            let raw = Array(document.bytes[start..<start + Int(node.length)])
            let resolved = JSONEscapes.resolved(raw.span)
            JSONEscapes.write(resolved.span, to: &output)
        } else {
            output.append(contentsOf: document.bytes[start - 1..<start + Int(node.length) + 1])
        }
    }

    private func copy(_ node: JSONNode, to output: inout [UInt8]) {
        output.append(contentsOf: document.bytes[Int(node.offset)..<Int(node.offset) + Int(node.length)])
    }

    private func following(_ index: Int) -> Int {
        let node = document.nodes[index]
        return node.kind == .array || node.kind == .object ? Int(node.next) : index + 1
    }

    private func isSorted(_ object: Int) -> Bool {
        let end = Int(document.nodes[object].next)
        var previous = object + 1
        guard previous < end else { return true }
        var name = following(previous + 1)
        while name < end {
            guard precedes(previous, name) else { return false }
            previous = name
            name = following(name + 1)
        }
        return true
    }

    private func sortedNames(of object: Int) -> [Int] {
        var names: [Int] = []
        names.reserveCapacity(Int(document.nodes[object].length))
        var name = object + 1
        let end = Int(document.nodes[object].next)
        while name < end {
            names.append(name)
            name = following(name + 1)
        }
        names.sort(by: precedes)
        return names
    }

    private func precedes(_ first: Int, _ second: Int) -> Bool {
        let (one, two) = (document.nodes[first], document.nodes[second])
        if one.flag || two.flag {
            let left = JSONValue(document: document, index: first).contentBytes
            let right = JSONValue(document: document, index: second).contentBytes
            return JSONNameOrder.precedes(left.span, right.span)
        }
        let bytes = document.bytes
        let source = bytes.span
        let (left, right) = (Int(one.offset), Int(two.offset))
        return JSONNameOrder.precedes(
            source.extracting(left..<left + Int(one.length)),
            source.extracting(right..<right + Int(two.length))
        )
    }
}

/// The order of names in canonical form: by UTF-16 code units (RFC 8785, 3.2.3).
enum JSONNameOrder {
    /// Whether one name stands before another.
    ///
    /// UTF-8 order is UTF-16 order, except that characters beyond U+FFFF (lead bytes from F0) are surrogates in
    /// UTF-16 and stand before U+E000 to U+FFFF (lead bytes EE and EF).
    static func precedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let shared = min(left.count, right.count)
        for index in 0..<shared where left[index] != right[index] {
            let (one, two) = (left[index], right[index])
            if one >= 0xEE, two >= 0xEE, (one >= 0xF0) != (two >= 0xF0) {
                return one >= 0xF0
            }
            return one < two
        }
        return left.count < right.count
    }
}
