internal import JSON
internal import STIXPatterns

/// The paths by which tests are found, as a tree.
///
/// The first step is the type of an object, each further one leads into it. So an object is walked once, however many
/// paths there are.
struct PathTree: Sendable {
    /// A way on by a name.
    struct Way: Sendable {
        let name: [UInt8]
        let hash: UInt16
        let node: Int32
    }

    /// What is looked for at the end of a path.
    struct Wanted: Sendable {
        /// Values that are asked for.
        var hasValues = false
        /// How long the pieces of texts are that are asked for.
        var pieces: [Int] = []
        /// The networks that are asked for: their families and lengths.
        var networks: [(isIPv6: Bool, length: Int)] = []
        /// The path, if the normal forms of values are asked for.
        var formsOf: PatternObjectPath?
        /// The tests that are found by it.
        var tests: [Int32] = []
    }

    struct Node: Sendable {
        /// Bits of the hashes of names: most of what an object has is asked for by nobody.
        var filter: UInt64 = 0
        var ways: [Way] = []
        /// Where there are many, the ways by the hashes of their names.
        var named: [UInt16: [Int32]] = [:]
        /// On from each element of a list; -1 for nowhere.
        var each: Int32 = -1
        /// On from certain elements.
        var elements: [Int: Int32] = [:]
        /// Whether what follows is of the object that the value here refers to.
        var follows = false
        /// Whether this is a name that stands for a list of references.
        var isOfReferences = false
        var wanted = Wanted()

        var isEnd: Bool { ways.isEmpty && each < 0 && elements.isEmpty }
    }

    private(set) var nodes: ContiguousArray<Node> = [Node()]
    /// So many ways are looked through one after the other.
    private static let few = 8

    /// The end of a path, made if there is none.
    mutating func end(of path: PatternObjectPath) -> Int32 {
        var node = on(from: 0, by: path.type)
        for (place, step) in path.steps.enumerated() {
            switch step {
            case .key(let name): node = on(from: node, by: name)
            case .each: node = element(of: node, nil)
            case .index(let number): node = element(of: node, number)
            }
            guard place < path.steps.count - 1, case .key(let name) = step else { continue }
            if name.hasSuffix("_ref") { nodes[Int(node)].follows = true }
            if name.hasSuffix("_refs") { nodes[Int(node)].isOfReferences = true }
        }
        return node
    }

    /// The node of a type, made if there is none: the tests that are held against each of its objects stand there.
    mutating func type(_ name: String) -> Int32 { on(from: 0, by: name) }

    /// Changes what is wanted at a node.
    mutating func want(_ node: Int32, _ change: (inout Wanted) -> Void) { change(&nodes[Int(node)].wanted) }

    private mutating func on(from node: Int32, by text: String) -> Int32 {
        let name = Array(text.utf8)
        let hash = JSONNode.hash(of: name.span)
        if let way = way(from: node, hash, name.span) { return way }
        let next = add()
        let number = nodes[Int(node)].ways.count
        nodes[Int(node)].ways.append(Way(name: name, hash: hash, node: next))
        nodes[Int(node)].filter |= 1 << UInt64(hash & 63)
        if number == Self.few {
            for (number, way) in nodes[Int(node)].ways.enumerated() {
                nodes[Int(node)].named[way.hash, default: []].append(Int32(number))
            }
        } else if number > Self.few {
            nodes[Int(node)].named[hash, default: []].append(Int32(number))
        }
        return next
    }

    private mutating func element(of node: Int32, _ place: Int?) -> Int32 {
        let parent = nodes[Int(node)]
        if place == nil, parent.each >= 0 { return parent.each }
        if let known = place.flatMap({ parent.elements[$0] }) { return known }
        let next = add()
        nodes[Int(next)].follows = parent.isOfReferences
        if let place {
            nodes[Int(node)].elements[place] = next
        } else {
            nodes[Int(node)].each = next
        }
        return next
    }

    private mutating func add() -> Int32 {
        nodes.append(Node())
        return Int32(nodes.count - 1)
    }

    /// Where a name leads; nil for nowhere.
    @inline(__always)
    func way(from node: Int32, _ hash: UInt16, _ name: Span<UInt8>) -> Int32? {
        guard nodes[Int(node)].filter & (1 << UInt64(hash & 63)) != 0 else { return nil }
        guard nodes[Int(node)].named.isEmpty else { return named(from: node, hash, name) }
        let count = nodes[Int(node)].ways.count
        for place in 0..<count where nodes[Int(node)].ways[place].hash == hash {
            if Self.equal(nodes[Int(node)].ways[place].name, name) { return nodes[Int(node)].ways[place].node }
        }
        return nil
    }

    private func named(from node: Int32, _ hash: UInt16, _ name: Span<UInt8>) -> Int32? {
        for number in nodes[Int(node)].named[hash] ?? [] {
            let way = nodes[Int(node)].ways[Int(number)]
            if Self.equal(way.name, name) { return way.node }
        }
        return nil
    }

    @inline(__always)
    private static func equal(_ one: [UInt8], _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        for place in other.indices where one[place] != other[place] { return false }
        return true
    }

    /// All tests that are found from a node on.
    func tests(from node: Int32) -> [Int32] {
        var (found, open) = ([Int32](), [node])
        while let number = open.popLast() {
            let node = nodes[Int(number)]
            found += node.wanted.tests
            open += node.ways.map(\.node) + node.elements.values + (node.each >= 0 ? [node.each] : [])
        }
        return found
    }
}
