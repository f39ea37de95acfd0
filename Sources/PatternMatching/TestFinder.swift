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

    private(set) var tree = PathTree()
    private(set) var index = ValueIndex()
    var tools: any PatternTools
    let mode: PatternMode
    let comparison: PracticalComparison

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
    static let formKind: UInt8 = 3

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
