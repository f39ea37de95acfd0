import JSON

/// The check of one object: walks the tape once, looks every property up in the tables, and collects findings.
///
/// Nothing is allocated for an object without findings, except when strings have escapes.
struct ObjectCheck {
    /// Where the values of the properties of one schema stand; 0 for absent ones.
    typealias Places = InlineArray<64, Int32>

    let document: JSONDocument
    let nodes: ContiguousArray<JSONNode>
    let bytes: [UInt8]
    let options: STIXValidator.Options
    let types: TypeTable
    /// The entry that paths start from, and what stands before them.
    let root: Int
    let prefix: String
    /// The SHA-1 function, for deterministic identifiers.
    var sha1: (@Sendable ([UInt8]) -> [UInt8])?
    var findings: [Finding] = []
    /// The object's type, or nil for types that the specification does not know.
    var type: ObjectType?
    /// The place of the object's type among one's own, if it is one of them.
    var own: Int?
    /// Whether what is looked at is of others, so that what is wrong in it is a warning.
    var isOfOthers = false
    /// Where the object's type name stands.
    var typeValue = 0
    /// What the object's extensions add.
    var declares = Declarations()
    /// Whether missing hashes of external references have been reported for this object.
    var hasReportedHashes = false
    /// For objects in a deprecated observable container: the container (2.13).
    var container: Int?
    /// What has been looked up in large containers.
    var index = ContainerIndex()
    /// For each container on the path to a finding, the child that it went through, with its number.
    var walked: [Int: (child: Int, number: Int)] = [:]

    /// What an object's extensions say that it has beyond the tables.
    struct Declarations {
        var hasTopLevelProperties = false
        var hasNewObject = false
        var isNewObservable = false
        var hasPropertyExtension = false
    }

    init(
        _ document: JSONDocument,
        at root: Int,
        prefix: String,
        options: STIXValidator.Options,
        types: TypeTable
    ) {
        self.document = document
        nodes = document.nodes
        bytes = document.bytes
        self.root = root
        self.prefix = prefix
        self.options = options
        self.types = types
    }

    // MARK: - The tape

    @inline(__always)
    func following(_ index: Int) -> Int {
        switch nodes[index].kind {
        case .array, .object: Int(nodes[index].next)
        default: index + 1
        }
    }

    /// Looks at the content of a string without a copy, unless it has escapes.
    @inline(__always)
    func withText<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let node = nodes[index]
        if node.kind == .string, node.flag {
            let resolved = document.value(at: index).contentBytes
            return body(resolved.span)
        }
        let start = Int(node.offset)
        let length = node.kind == .array || node.kind == .object ? 0 : Int(node.length)
        return body(bytes.span.extracting(start..<start + length))
    }

    /// The content of a string, for messages; cut off when it is long.
    func text(_ index: Int) -> String {
        let node = nodes[index]
        guard node.kind != .array, node.kind != .object else { return node.kind == .array ? "[…]" : "{…}" }
        if node.flag, node.kind == .string {
            let content = document.value(at: index).contentBytes
            return String(decoding: content.prefix(80), as: UTF8.self) + (content.count > 80 ? "…" : "")
        }
        let (start, length) = (Int(node.offset), Int(node.length))
        let shown = String(decoding: bytes[start..<start + min(length, 80)], as: UTF8.self)
        return length > 80 ? shown + "…" : shown
    }

    func isText(_ index: Int, _ literal: String) -> Bool {
        let node = nodes[index]
        guard node.kind == .string, node.flag || Int(node.length) == literal.utf8.count else { return false }
        return withText(index) { STIXName.isEqual($0, literal.utf8Span.span) }
    }

    /// The value of a member, by its name; nil if it is absent.
    func member(_ object: Int, _ name: KnownName) -> Int? {
        guard nodes[object].kind == .object else { return nil }
        var place = object + 1
        let end = Int(nodes[object].next)
        while place < end {
            let node = nodes[place]
            if node.flag || (node.hash == name.hash && Int(node.length) == name.bytes.count),
                withText(place, { STIXName.isEqual($0, name.bytes) })
            {
                return place + 1
            }
            place = following(place + 1)
        }
        return nil
    }

    /// The value of a member, by a name that is not known beforehand.
    func member(_ object: Int, _ name: String) -> Int? { member(object, KnownName(name)) }

    func bool(_ index: Int) -> Bool { nodes[index].kind == .bool && nodes[index].flag }

    // MARK: - Findings

    mutating func error(_ code: FindingCode, at index: Int, spec: String, _ message: String) {
        // What no object may have stays an error.
        if isOfOthers, code != .valueEmpty, code != .propertyName, code != .propertyReserved {
            return warn(code, at: index, spec: spec, message)
        }
        findings.append(Finding(code, .error, path: path(to: index), spec: spec, message: message))
    }

    mutating func warn(_ code: FindingCode, at index: Int, spec: String, _ message: String) {
        guard options.includesWarnings else { return }
        findings.append(Finding(code, .warning, path: path(to: index), spec: spec, message: message))
    }

    /// The path to an entry: found by walking down, so that it costs nothing while there is nothing to report.
    ///
    /// Findings come in the order of the text, so that each walk goes on in a container where the last one ended.
    mutating func path(to target: Int) -> String {
        var path = prefix
        var place = root
        while place != target {
            var child = place + 1
            let end = Int(nodes[place].next)
            var number = 0
            let isObject = nodes[place].kind == .object
            guard isObject || nodes[place].kind == .array else { return path }
            if let last = walked[place], last.child <= target { (child, number) = last }
            while child < end {
                let value = isObject ? child + 1 : child
                let next = following(value)
                if target < next {
                    walked[place] = (child, number)
                    path += isObject ? STIXPath.step(text(child), isFirst: path.isEmpty) : "[\(number)]"
                    place = target == child ? target : value
                    break
                }
                child = next
                number += 1
            }
            if child >= end { return path }
        }
        return path
    }
}

/// A name that is looked for often, with its hash.
struct KnownName: Sendable {
    static let type = KnownName("type")
    static let extensions = KnownName("extensions")

    let bytes: [UInt8]
    let hash: UInt16

    init(_ name: String) {
        let content = Array(name.utf8)
        bytes = content
        hash = JSONNode.hash(of: content.span)
    }
}

/// The spelling of paths in findings.
enum STIXPath {
    /// The step to a member.
    static func step(_ name: String, isFirst: Bool) -> String {
        let isWord = name.utf8.allSatisfy {
            STIXName.isLetter($0) || STIXName.isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
        guard isWord, !name.isEmpty else { return "[\"\(name)\"]" }
        return isFirst ? name : ".\(name)"
    }
}
