/// A part of a document as a tree, in flat lists.
struct XMLPart: Sendable {
    /// An element or a text, by its place in the list.
    struct Node: Sendable {
        /// The place of its name in `names`; -1 for a text.
        var name: Int32
        var line: Int32
        /// The first node inside; -1 for none.
        var child: Int32 = -1
        /// The next node beside; -1 for none.
        var next: Int32 = -1
        /// The place of the first attribute, or of the text.
        var first: Int32
        var count: Int32 = 0
    }

    struct Attribute: Sendable {
        var name: Int32
        var value: Range<Int32>
    }

    /// What the part is called.
    let name: String
    /// The names of elements and attributes, each once: a short prefix for a known namespace, and the local name.
    var names: [String] = []
    var nodes: [Node] = []
    var attributes: [Attribute] = []
    var texts: [Range<Int32>] = []
    var bytes: [UInt8] = []

    /// The outermost element.
    static let root = 0

    /// The name of an element; empty for a text.
    func name(_ node: Int) -> String { nodes[node].name < 0 ? "" : names[Int(nodes[node].name)] }

    func isText(_ node: Int) -> Bool { nodes[node].name < 0 }

    /// What is inside an element, in order.
    func children(_ node: Int) -> XMLChildren { XMLChildren(nodes: nodes, place: nodes[node].child) }

    /// The elements inside an element that have a name.
    func children(_ node: Int, named name: String) -> [Int] { children(node).filter { self.name($0) == name } }

    /// The first element inside that has a name.
    func child(_ node: Int, _ name: String) -> Int? { children(node).first { self.name($0) == name } }

    /// The value of an attribute.
    func attribute(_ node: Int, _ name: String) -> String? {
        let node = nodes[node]
        guard node.name >= 0 else { return nil }
        for attribute in attributes[Int(node.first)..<Int(node.first + node.count)]
        where names[Int(attribute.name)] == name {
            return string(attribute.value)
        }
        return nil
    }

    /// The letters of a text.
    func text(_ node: Int) -> String { string(texts[Int(nodes[node].first)]) }

    /// All letters inside an element.
    func allText(_ node: Int) -> String {
        if isText(node) { return text(node) }
        return children(node).reduce(into: "") { $0 += allText($1) }
    }

    private func string(_ range: Range<Int32>) -> String {
        String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
    }

    /// The elements of the whole part, from the first on.
    var elements: [Int] { nodes.indices.filter { nodes[$0].name >= 0 } }
}

/// What is inside an element, in order.
struct XMLChildren: Sequence, IteratorProtocol {
    let nodes: [XMLPart.Node]
    var place: Int32

    mutating func next() -> Int? {
        guard place >= 0 else { return nil }
        let found = Int(place)
        place = nodes[found].next
        return found
    }
}
