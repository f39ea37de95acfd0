internal import JSON
internal import NormalForms
internal import STIXPatterns

/// Finds the tests that an observation could meet.
///
/// A test that asks for a value, for a network around one or for a text with a certain piece is found by that; any
/// other one is held against each object of its types.
struct TestFinder: Sendable {
    /// So many values of one test are looked up by at most.
    private static let most = 1_000
    /// So many tests with one piece of a text are few.
    private static let few = 64

    private var tree = PathTree()
    private var index = ValueIndex()
    var tools: any PatternTools
    private let mode: PatternMode
    private let comparison: PracticalComparison

    init(_ tools: any PatternTools, _ mode: PatternMode) {
        (self.tools, self.mode) = (tools, mode)
        comparison = PracticalComparison(tools.forms)
    }

    /// What an object has to have, in one of its places, to meet a test.
    private enum Anchor {
        case value(PatternObjectPath, [UInt8])
        case network(PatternObjectPath, NetworkRange)
        case text(PatternObjectPath, [UInt8])
        /// The normal form of a value; networks around it are asked for too.
        case form(PatternObjectPath, NormalForm)

        /// How little is found by it: names and digests are rare, numbers and flags are not.
        var worth: Int {
            switch self {
            case .value(_, let key): key.first == 0 ? 3 : 0
            case .network, .form: 2
            case .text: 1
            }
        }
    }

    /// Notes a test by its number.
    /// - Returns: whether it is found by something of it, and not held against everything.
    mutating func add(_ number: Int32, _ node: PreparedPattern.Node) -> Bool {
        guard let anchors = anchors(node) else {
            for type in Self.types(node) {
                let node = tree.type(type)
                tree.want(node) { $0.tests.append(number) }
            }
            return false
        }
        for anchor in anchors { add(number, anchor) }
        return true
    }

    private mutating func add(_ number: Int32, _ anchor: Anchor) {
        switch anchor {
        case .value(let path, let key):
            let end = tree.end(of: path)
            index.add(ValueIndex.hash(end, key[0], key.span.extracting(1..<key.count)), number)
            tree.want(end) {
                $0.hasValues = true
                $0.tests.append(number)
            }
        case .network(let path, let network): add(number, network, at: tree.end(of: path))
        case .form(let path, let form):
            let end = tree.end(of: path)
            tree.want(end) { $0.formsOf = path }
            guard let range = form.range else {
                index.add(ValueIndex.hash(end, Self.formKind, form.text.utf8.span), number)
                return tree.want(end) { $0.tests.append(number) }
            }
            add(number, range, at: end)
        case .text(let path, let text):
            let end = tree.end(of: path)
            guard let size = TextPieces.sizes.last(where: { $0 <= text.count }) else { return }
            // By that piece of it by which the fewest are found; of such, the last: texts differ in their ends.
            var best = (hash: 0, count: Int.max)
            TextPieces.each(of: text.span, size) { piece in
                let hash = ValueIndex.hash(end, piece: piece, size)
                let count = index.count(hash, most: Self.few)
                if count <= best.count { best = (hash, count) }
            }
            index.add(best.hash, number)
            tree.want(end) {
                if !$0.pieces.contains(size) { $0.pieces.append(size) }
                $0.tests.append(number)
            }
        }
    }

    /// What kind of a key a normal form is.
    private static let formKind: UInt8 = 3

    private mutating func add(_ number: Int32, _ network: NetworkRange, at end: Int32) {
        index.add(ValueIndex.hash(end, network), number)
        tree.want(end) { wanted in
            if !wanted.networks.contains(where: { $0 == (network.isIPv6, network.length) }) {
                wanted.networks.append((network.isIPv6, network.length))
            }
            wanted.tests.append(number)
        }
    }

    /// What an object has to have to meet a test; nil where the test does not say.
    private func anchors(_ node: PreparedPattern.Node) -> [Anchor]? {
        switch node {
        case .test(let test, _): return anchors(test)
        case .all(let parts):
            return parts.compactMap(anchors).min { one, other in
                let worth = { (some: [Anchor]) in some.map(\.worth).min() ?? 4 }
                return (-worth(one), one.count) < (-worth(other), other.count)
            }
        case .any(let parts):
            var all: [Anchor] = []
            for part in parts {
                guard let some = anchors(part), all.count + some.count <= Self.most else { return nil }
                all += some
            }
            return all
        }
    }

    private func anchors(_ test: PreparedTest) -> [Anchor]? {
        // Bytes are compared in more than one spelling.
        guard !test.isNegated, !test.path.leadsToBytes else { return nil }
        switch test.asks {
        case .equal(let constants, isTurned: false):
            guard constants.count <= Self.most else { return nil }
            var anchors: [Anchor] = []
            for constant in constants {
                guard let key = constant.key else { return nil }
                anchors.append(.value(test.path, key))
                if mode == .practical { anchors += practical(constant, test.path) }
            }
            return anchors
        case .like(_, let required), .matches(_, _, let required):
            return required.count < TextPieces.sizes[0] ? nil : [.text(test.path, required)]
        case .network(let network, isOuter: true): return [.network(test.path, network)]
        case .nothing: return []
        default: return nil
        }
    }

    /// By what else a constant is found that is compared as tools write it.
    private func practical(_ constant: PreparedConstant, _ path: PatternObjectPath) -> [Anchor] {
        var anchors: [Anchor] = []
        if let number = constant.quotedNumber { anchors.append(.value(path, [1] + String(number).utf8)) }
        if let form = constant.text.flatMap({ comparison.form(of: $0, at: path) }) {
            anchors.append(.form(path, form))
        }
        return anchors
    }

    private static func types(_ node: PreparedPattern.Node) -> Set<String> {
        switch node {
        case .test(let test, _): [test.path.type]
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion(types($1)) }
        }
    }

    // Looking.

    /// So many places of one path are looked at in one observation, and so many in all.
    private static let (mostOfOne, mostInAll) = (10_000, 1_000_000)

    /// Goes through the tests that an observation could meet, some of them several times.
    /// - Parameters:
    ///   - observation: the observation.
    ///   - body: gets the number of a test.
    ///   - unseen: gets the number of a test that is not looked for in all places: there are too many.
    func tests(for observation: Observation, _ body: (Int32) -> Void, unseen: (Int32) -> Void) {
        var walk = Walk(observation: observation)
        for place in observation.objects.indices {
            let object = observation.objects[place].value
            guard let type = object["type"], type.kind == .string else { continue }
            let hash = type.document.nodes[type.index].hash
            guard let node = type.withContent({ tree.way(from: 0, hash, $0) }) else { continue }
            for number in tree.nodes[Int(node)].wanted.tests { body(number) }
            if !tree.nodes[Int(node)].isEnd { descend(node, object.document, object.index, &walk, body) }
        }
        for node in walk.cut { for number in tree.tests(from: node) { unseen(number) } }
    }

    /// How far one observation has been walked.
    private struct Walk {
        let observation: Observation
        private var left = mostInAll
        /// How often each node was visited, once there is reason to count.
        private var visits: [Int32: Int] = [:]
        /// Where there was too much.
        private(set) var cut: Set<Int32> = []

        init(observation: Observation) { self.observation = observation }

        /// Whether a node may be visited once more.
        mutating func visit(_ node: Int32) -> Bool {
            left -= 1
            // A few visits of nodes are too many of none.
            guard left < mostInAll - mostOfOne else { return true }
            visits[node, default: 0] += 1
            guard left > 0, visits[node] ?? 0 < mostOfOne else {
                cut.insert(node)
                return false
            }
            return true
        }
    }

    /// On from the members of an object or the elements of a list.
    private func descend(
        _ number: Int32,
        _ document: JSONDocument,
        _ place: Int,
        _ walk: inout Walk,
        _ body: (Int32) -> Void
    ) {
        let entry = document.nodes[place]
        let end = Int(entry.next)
        var at = place + 1
        switch entry.kind {
        case .object:
            while at < end {
                let value = at + 1
                if let next = way(number, document, at) { visit(next, document, value, &walk, body) }
                at = Self.behind(document, value)
            }
        case .array:
            let (each, elements) = (tree.nodes[Int(number)].each, tree.nodes[Int(number)].elements)
            guard each >= 0 || !elements.isEmpty else { return }
            var element = 0
            while at < end {
                if each >= 0 { visit(each, document, at, &walk, body) }
                if let next = elements[element] { visit(next, document, at, &walk, body) }
                at = Self.behind(document, at)
                element += 1
            }
        default: break
        }
    }

    @inline(__always)
    private static func behind(_ document: JSONDocument, _ place: Int) -> Int {
        let entry = document.nodes[place]
        return entry.kind == .object || entry.kind == .array ? Int(entry.next) : place + 1
    }

    @inline(__always)
    private func way(_ number: Int32, _ document: JSONDocument, _ name: Int) -> Int32? {
        let entry = document.nodes[name]
        guard !entry.flag else {
            let text = document.value(at: name).contentBytes
            return tree.way(from: number, JSONNode.hash(of: text.span), text.span)
        }
        guard tree.nodes[Int(number)].filter & (1 << UInt64(entry.hash & 63)) != 0 else { return nil }
        let (start, length, bytes) = (Int(entry.offset), Int(entry.length), document.bytes)
        let name = bytes.span.extracting(start..<start + length)
        return tree.way(from: number, entry.hash, name)
    }

    private func visit(
        _ number: Int32,
        _ document: JSONDocument,
        _ place: Int,
        _ walk: inout Walk,
        _ body: (Int32) -> Void
    ) {
        guard walk.visit(number) else { return }
        if !tree.nodes[Int(number)].wanted.tests.isEmpty { find(number, document, place, body) }
        guard !tree.nodes[Int(number)].isEnd else { return }
        let isList = document.nodes[place].kind == .array
        if mode == .practical, isList { loosely(number, document, place, &walk, body) }
        guard tree.nodes[Int(number)].follows else { return descend(number, document, place, &walk, body) }
        guard let object = walk.observation.object(document.value(at: place)) else { return }
        descend(number, object.document, object.index, &walk, body)
    }

    /// On from the elements of a list, where nothing says that it is one.
    private func loosely(
        _ number: Int32,
        _ document: JSONDocument,
        _ place: Int,
        _ walk: inout Walk,
        _ body: (Int32) -> Void
    ) {
        for element in document.value(at: place).elements {
            guard walk.visit(number) else { return }
            if element.kind == .array {
                loosely(number, document, element.index, &walk, body)
            } else if !tree.nodes[Int(number)].follows {
                descend(number, document, element.index, &walk, body)
            } else if let object = walk.observation.object(element) {
                descend(number, object.document, object.index, &walk, body)
            }
        }
    }

    /// Finds the tests that ask for what a value is, or has.
    private func find(_ number: Int32, _ document: JSONDocument, _ place: Int, _ body: (Int32) -> Void) {
        let value = document.value(at: place)
        let isText = value.kind == .string
        if tree.nodes[Int(number)].wanted.hasValues {
            if isText {
                value.withContent { content in
                    index.each(ValueIndex.hash(number, 0, content)) { found in
                        body(found)
                        return true
                    }
                }
            } else if let key = PreparedConstant.key(of: value) {
                index.each(ValueIndex.hash(number, key[0], key.span.extracting(1..<key.count))) { found in
                    body(found)
                    return true
                }
            }
        }
        if mode == .practical, value.kind == .array {
            // Its elements, where nothing says that it is a list.
            for element in value.elements { find(number, document, element.index, body) }
        }
        guard isText else { return }
        if mode == .practical, let path = tree.nodes[Int(number)].wanted.formsOf {
            findForm(number, value, path, body)
        }
        if !tree.nodes[Int(number)].wanted.networks.isEmpty { findNetworks(number, value, body) }
        if !tree.nodes[Int(number)].wanted.pieces.isEmpty { findTexts(number, value, body) }
    }

    private func findForm(
        _ number: Int32,
        _ value: JSONValue,
        _ path: PatternObjectPath,
        _ body: (Int32) -> Void
    ) {
        guard let form = value.string.flatMap({ comparison.form(of: $0, at: path) }) else { return }
        guard let range = form.range else {
            return index.each(ValueIndex.hash(number, Self.formKind, form.text.utf8.span)) { found in
                body(found)
                return true
            }
        }
        // A network may have any of the addresses in it that are asked for.
        if !range.isAddress { for test in tree.nodes[Int(number)].wanted.tests { body(test) } }
    }

    private func findNetworks(_ number: Int32, _ value: JSONValue, _ body: (Int32) -> Void) {
        guard let own = value.string.flatMap({ NetworkRange($0) }) else { return }
        for (isIPv6, length) in tree.nodes[Int(number)].wanted.networks
        where isIPv6 == own.isIPv6 && length <= own.length {
            index.each(ValueIndex.hash(number, own.widened(to: length))) { found in
                body(found)
                return true
            }
        }
    }

    private func findTexts(_ number: Int32, _ value: JSONValue, _ body: (Int32) -> Void) {
        let sizes = tree.nodes[Int(number)].wanted.pieces
        let isPlain = value.withContent { content in
            for place in content.indices where content[place] >= 0x80 { return false }
            findTexts(number, content, sizes, body)
            return true
        }
        // Compared in form NFC.
        if !isPlain, let text = value.string {
            let composed = Array(tools.composed(text).utf8)
            findTexts(number, composed.span, sizes, body)
        }
    }

    private func findTexts(_ number: Int32, _ content: Span<UInt8>, _ sizes: [Int], _ body: (Int32) -> Void) {
        for size in sizes {
            TextPieces.each(of: content, size) { piece in
                index.each(ValueIndex.hash(number, piece: piece, size)) { found in
                    body(found)
                    return true
                }
            }
        }
    }
}

/// The pieces of a text by which it is looked up.
private enum TextPieces {
    /// How long they may be.
    static let sizes = [4, 6, 8, 12, 16]
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Goes through all pieces of one length, each as a number that depends on its bytes.
    @inline(__always)
    static func each(of text: Span<UInt8>, _ size: Int, _ body: (UInt64) -> Void) {
        guard text.count >= size else { return }
        var (piece, power) = (UInt64(0), UInt64(1))
        for place in 0..<size {
            piece = piece &* base &+ UInt64(text[place])
            power = power &* base
        }
        body(piece)
        for place in size..<max(size, text.count) {
            piece = piece &* base &+ UInt64(text[place]) &- UInt64(text[place - size]) &* power
            body(piece)
        }
    }
}

extension PatternObjectPath {
    /// Whether a step leads to bytes, whose values are compared in more than one spelling.
    var leadsToBytes: Bool {
        steps.contains { step in
            if case .key(let name) = step { return name.hasSuffix("_hex") || name.hasSuffix("_bin") }
            return false
        }
    }
}
