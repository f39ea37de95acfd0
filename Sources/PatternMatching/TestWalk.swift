internal import JSON
internal import NormalForms
internal import STIXPatterns

/// Walks one observation along the paths of a finder, and finds the tests that it could meet.
///
/// The work is bounded by what the observation has and by how many tests there are, whatever either of them says: what
/// finds many tests finds them once.
struct TestWalk {
    /// So many places of one path are looked at in one observation, and so many in all.
    private static let (mostOfOne, mostInAll) = (10_000, 1_000_000)
    /// So many places between two looks at the clock.
    private static let beat = 256

    private let finder: TestFinder
    private let observation: Observation
    private var left = mostInAll
    /// How often each node was visited, once there is reason to count.
    private var visits: [Int32: Int] = [:]
    /// Where there was too much.
    private var cut: Set<Int32> = []
    /// What has found its tests already: hashes of what was looked up, and nodes all of whose tests were taken.
    private var (used, taken): (Set<Int>, Set<Int32>) = ([], [])
    /// The tests that the observation could meet.
    private(set) var found: [Int32] = []
    /// Those that were not looked for in all places: there are too many.
    private(set) var unseen: [Int32] = []

    /// Walks an observation.
    init(_ observation: Observation, _ finder: TestFinder) {
        (self.observation, self.finder) = (observation, finder)
        for place in observation.objects.indices { look(at: observation.objects[place].value) }
        for node in cut { unseen += finder.tree.tests(from: node) }
    }

    private mutating func look(at object: JSONValue) {
        guard let type = object["type"], type.kind == .string else { return }
        let hash = type.document.nodes[type.index].hash
        guard let node = type.withContent({ finder.tree.way(from: 0, hash, $0) }) else { return }
        if !finder.tree.nodes[Int(node)].wanted.tests.isEmpty { takeAll(of: node) }
        if !finder.tree.nodes[Int(node)].isEnd { descend(node, object.document, object.index) }
    }

    private mutating func takeAll(of node: Int32) {
        if taken.insert(node).inserted { found += finder.tree.nodes[Int(node)].wanted.tests }
    }

    private mutating func take(_ hash: Int) {
        guard finder.index.has(hash), used.insert(hash).inserted else { return }
        finder.index.append(hash, to: &found)
    }

    // The way.

    /// Whether a node may be visited once more.
    private mutating func mayVisit(_ node: Int32) -> Bool {
        left -= 1
        if left % Self.beat == 0, finder.tools.isOver { left = 0 }
        // A few visits of nodes are too many of none.
        guard left < Self.mostInAll - Self.mostOfOne else { return true }
        visits[node, default: 0] += 1
        guard left > 0, visits[node] ?? 0 < Self.mostOfOne else {
            cut.insert(node)
            return false
        }
        return true
    }

    /// On from the members of an object or the elements of a list.
    private mutating func descend(_ number: Int32, _ document: JSONDocument, _ place: Int) {
        let entry = document.nodes[place]
        let end = Int(entry.next)
        var at = place + 1
        switch entry.kind {
        case .object:
            while at < end {
                let value = at + 1
                if let next = way(number, document, at) { visit(next, document, value) }
                at = Self.behind(document, value)
            }
        case .array:
            let (each, elements) = (finder.tree.nodes[Int(number)].each, finder.tree.nodes[Int(number)].elements)
            guard each >= 0 || !elements.isEmpty else { return }
            var element = 0
            while at < end {
                if each >= 0 { visit(each, document, at) }
                if let next = elements[element] { visit(next, document, at) }
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
            return finder.tree.way(from: number, JSONNode.hash(of: text.span), text.span)
        }
        guard finder.tree.nodes[Int(number)].filter & (1 << UInt64(entry.hash & 63)) != 0 else { return nil }
        let (start, length, bytes) = (Int(entry.offset), Int(entry.length), document.bytes)
        let name = bytes.span.extracting(start..<start + length)
        return finder.tree.way(from: number, entry.hash, name)
    }

    private mutating func visit(_ number: Int32, _ document: JSONDocument, _ place: Int) {
        guard mayVisit(number) else { return }
        if !finder.tree.nodes[Int(number)].wanted.tests.isEmpty { find(number, document.value(at: place)) }
        guard !finder.tree.nodes[Int(number)].isEnd else { return }
        if finder.mode == .practical, document.nodes[place].kind == .array { loosely(number, document, place) }
        go(on: number, document, place)
    }

    /// On from a value, or from the object to which it refers.
    private mutating func go(on number: Int32, _ document: JSONDocument, _ place: Int) {
        guard finder.tree.nodes[Int(number)].follows else { return descend(number, document, place) }
        guard let object = observation.object(document.value(at: place)) else { return }
        descend(number, object.document, object.index)
    }

    /// On from the elements of a list, where nothing says that it is one.
    private mutating func loosely(_ number: Int32, _ document: JSONDocument, _ place: Int) {
        for element in document.value(at: place).elements {
            guard mayVisit(number) else { return }
            if element.kind == .array {
                loosely(number, document, element.index)
            } else {
                go(on: number, document, element.index)
            }
        }
    }

    // What stands at the end of a path.

    /// Finds the tests that ask for what a value is, or has.
    private mutating func find(_ number: Int32, _ value: JSONValue) {
        let isText = value.kind == .string
        if finder.tree.nodes[Int(number)].wanted.hasValues {
            if isText {
                take(value.withContent { ValueIndex.hash(number, 0, $0) })
            } else if let key = PreparedConstant.key(of: value) {
                take(ValueIndex.hash(number, key[0], key.span.extracting(1..<key.count)))
            }
        }
        if finder.mode == .practical, value.kind == .array {
            // Its elements, where nothing says that it is a list.
            for element in value.elements where mayVisit(number) { find(number, element) }
        }
        guard isText else { return }
        if finder.mode == .practical, let path = finder.tree.nodes[Int(number)].wanted.formsOf {
            findForm(number, value, path)
        }
        if !finder.tree.nodes[Int(number)].wanted.networks.isEmpty { findNetworks(number, value) }
        if !finder.tree.nodes[Int(number)].wanted.pieces.isEmpty { findTexts(number, value) }
    }

    private mutating func findForm(_ number: Int32, _ value: JSONValue, _ path: PatternObjectPath) {
        guard let form = value.string.flatMap({ finder.comparison.form(of: $0, at: path) }) else { return }
        guard let range = form.range else {
            return take(ValueIndex.hash(number, TestFinder.formKind, form.text.utf8.span))
        }
        // A network may have any of the addresses in it that are asked for.
        if !range.isAddress { takeAll(of: number) }
    }

    private mutating func findNetworks(_ number: Int32, _ value: JSONValue) {
        guard let own = value.string.flatMap({ NetworkRange($0) }) else { return }
        for (isIPv6, length) in finder.tree.nodes[Int(number)].wanted.networks
        where isIPv6 == own.isIPv6 && length <= own.length {
            take(ValueIndex.hash(number, own.widened(to: length)))
        }
    }

    private mutating func findTexts(_ number: Int32, _ value: JSONValue) {
        let isPlain = value.withContent { content in
            for place in content.indices where content[place] >= 0x80 { return false }
            findTexts(number, content)
            return true
        }
        // Compared in form NFC.
        if !isPlain, let text = value.string {
            let composed = Array(finder.tools.composed(text).utf8)
            findTexts(number, composed.span)
        }
    }

    private mutating func findTexts(_ number: Int32, _ content: Span<UInt8>) {
        for size in finder.tree.nodes[Int(number)].wanted.pieces {
            TextPieces.each(of: content, size) { take(ValueIndex.hash(number, piece: $0, size)) }
        }
    }
}
