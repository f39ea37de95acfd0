/// The canonical form of a value (RFC 8785): one spelling for each value, so that it can be hashed and signed.
extension JSONValue {
    /// The canonical bytes.
    /// - Returns: RFC 8785 bytes.
    /// - Complexity: O(*n*), and O(*k* log *k*) for an object with *k* names out of order.
    public func canonicalBytes() -> [UInt8] {
        var output: [UInt8] = []
        // The canonical form is seldom longer than the source, which ends where the next entry starts.
        let end = nextIndex < document.nodes.count ? Int(document.nodes[nextIndex].offset) : document.bytes.count
        output.reserveCapacity(end - Int(node.offset) + 2)
        writeCanonical(to: &output)
        return output
    }

    /// Appends the canonical bytes.
    /// - Parameter output: where they go.
    public func writeCanonical(to output: inout [UInt8]) {
        var runs = SourceRuns(of: document.bytes, output: output)
        output = []
        JSONCanonicalWriter(document).write(index, to: &runs)
        output = runs.finish()
    }
}

/// Output that is mostly parts of a source: what stands there as it is to be written is copied in runs that are as
/// long as possible, such as a member with its punctuation, or a whole object whose names are in order.
private struct SourceRuns {
    private let source: [UInt8]
    private var output: [UInt8]
    /// The run that comes next in the output and has not been copied yet.
    private var start = 0
    private var end = 0

    init(of source: [UInt8], output: consuming [UInt8]) {
        self.source = source
        self.output = output
    }

    private mutating func flush() {
        if start < end {
            output.append(contentsOf: source[start..<end])
        }
        start = end
    }

    /// Writes a part of the source.
    @inline(__always)
    mutating func copy(from first: Int, to last: Int) {
        if first != end {
            flush()
            start = first
        }
        end = last
    }

    /// Writes a mark between values; in a text without spaces it is what the source has next.
    @inline(__always)
    mutating func mark(_ mark: UInt8) {
        if end < source.count, source[end] == mark {
            end += 1
        } else {
            flush()
            output.append(mark)
        }
    }

    /// Writes what is spelled otherwise in the source.
    mutating func write(_ body: (inout [UInt8]) -> Void) {
        flush()
        body(&output)
    }

    /// The output, complete.
    consuming func finish() -> [UInt8] {
        flush()
        return output
    }
}

/// Writes the canonical form from the tape; depth is bounded by the parser's limit.
private struct JSONCanonicalWriter {
    private let document: JSONDocument
    private let nodes: ContiguousArray<JSONNode>
    private let bytes: [UInt8]

    init(_ document: JSONDocument) {
        self.document = document
        nodes = document.nodes
        bytes = document.bytes
    }

    func write(_ index: Int, to runs: inout SourceRuns) {
        let node = nodes[index]
        switch node.kind {
        case .null, .bool: copy(node, to: &runs)
        case .number:
            if node.flag {
                copy(node, to: &runs)
            } else {
                let value = JSONValue(document: document, index: index).number ?? 0
                runs.write { $0.append(contentsOf: JSONNumber.canonical(value).utf8) }
            }
        case .string: writeString(node, to: &runs)
        case .array:
            runs.mark(UInt8(ascii: "["))
            var child = index + 1
            let end = Int(node.next)
            while child < end {
                if child > index + 1 {
                    runs.mark(UInt8(ascii: ","))
                }
                write(child, to: &runs)
                child = following(child)
            }
            runs.mark(UInt8(ascii: "]"))
        case .object:
            runs.mark(UInt8(ascii: "{"))
            if isSorted(index) {
                var name = index + 1
                let end = Int(node.next)
                while name < end {
                    writeMember(name, isFirst: name == index + 1, to: &runs)
                    name = following(name + 1)
                }
            } else {
                var isFirst = true
                for name in sortedNames(of: index) {
                    writeMember(name, isFirst: isFirst, to: &runs)
                    isFirst = false
                }
            }
            runs.mark(UInt8(ascii: "}"))
        }
    }

    private func writeMember(_ name: Int, isFirst: Bool, to runs: inout SourceRuns) {
        if !isFirst {
            runs.mark(UInt8(ascii: ","))
        }
        writeString(nodes[name], to: &runs)
        runs.mark(UInt8(ascii: ":"))
        write(name + 1, to: &runs)
    }

    private func writeString(_ node: JSONNode, to runs: inout SourceRuns) {
        let (first, last) = (Int(node.offset), Int(node.offset) + Int(node.length))
        if node.next == 0 {
            runs.copy(from: first - 1, to: last + 1)
        } else {
            let resolved = JSONEscapes.resolved(bytes.span.extracting(first..<last))
            runs.write { JSONEscapes.write(resolved.span, to: &$0) }
        }
    }

    private func copy(_ node: JSONNode, to runs: inout SourceRuns) {
        runs.copy(from: Int(node.offset), to: Int(node.offset) + Int(node.length))
    }

    @inline(__always)
    private func following(_ index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .array || node.kind == .object ? Int(node.next) : index + 1
    }

    private func isSorted(_ object: Int) -> Bool {
        let end = Int(nodes[object].next)
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
        names.reserveCapacity(Int(nodes[object].length))
        var name = object + 1
        let end = Int(nodes[object].next)
        while name < end {
            names.append(name)
            name = following(name + 1)
        }
        names.sort(by: precedes)
        return names
    }

    private func precedes(_ first: Int, _ second: Int) -> Bool {
        let (one, two) = (nodes[first], nodes[second])
        if one.flag || two.flag {
            let left = JSONValue(document: document, index: first).contentBytes
            let right = JSONValue(document: document, index: second).contentBytes
            return JSONNameOrder.precedes(left.span, right.span)
        }
        let (left, right) = (Int(one.offset), Int(two.offset))
        return JSONNameOrder.precedes(
            bytes.span.extracting(left..<left + Int(one.length)),
            bytes.span.extracting(right..<right + Int(two.length))
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
