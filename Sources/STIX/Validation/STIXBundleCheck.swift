public import JSON

/// The checks between the objects of one bundle or envelope, as they stream by: a few bytes an object are kept.
///
/// 1. The same `id` and version twice with the same content is a warning, with different content an error (3.6).
/// 2. One UUID for objects of different types is a warning: 2.9 forbids it to each producer, and a bundle may have
///    several.
///
/// Contents are compared by a keyed 64-bit hash that does not depend on the order of members.
public struct STIXBundleCheck: Sendable {
    private struct Seen: Sendable {
        var content: UInt64
    }

    private var versions: [UInt64: Seen] = [:]
    private var types: [UInt64: UInt64] = [:]
    private static let id = KnownName("id")
    private static let modified = KnownName("modified")
    private static let created = KnownName("created")

    /// A check that has seen nothing.
    public init() {}

    /// The number of different versions that have been seen.
    public var count: Int { versions.count }

    /// Takes the next object.
    /// - Parameters:
    ///   - object: the object.
    ///   - prefix: what stands before the paths, such as `objects[3]`.
    /// - Returns: what is wrong between this object and those before.
    public mutating func findings(adding object: JSONValue, prefix: String) -> [Finding] {
        let check = ObjectCheck(
            object.document,
            at: object.index,
            prefix: prefix,
            options: .init(),
            types: .specification
        )
        guard let id = check.member(object.index, Self.id), check.nodes[id].kind == .string,
            let layout = check.withText(id, { STIXIdentifierLayout($0) })
        else { return [] }
        var findings: [Finding] = []
        let path = prefix.isEmpty ? "id" : prefix + ".id"
        let parts = check.withText(id) { text in
            (
                ContentHash.hash(text.extracting(0..<layout.typeLength)),
                ContentHash.hash(text.extracting(layout.typeLength..<text.count))
            )
        }
        if let other = types.updateValue(parts.0, forKey: parts.1), other != parts.0 {
            findings.append(
                Finding(
                    .identifierReused,
                    .warning,
                    path: path,
                    spec: "2.9",
                    message: "the uuid of `\(check.text(id))` is used by an object of another type"
                )
            )
        }
        let version = check.member(object.index, Self.modified) ?? check.member(object.index, Self.created)
        let text = version.map { check.withText($0) { ContentHash.hash($0) } } ?? 0
        let key = ContentHash.mix(ContentHash.mix(parts.0, parts.1), text)
        let content = ContentHash.hash(of: object.index, in: check)
        guard
            let before = versions.updateValue(
                Seen(content: content),
                forKey: key
            )
        else { return findings }
        let isSame = before.content == content
        findings.append(
            Finding(
                isSame ? .bundleDuplicate : .bundleConflict,
                isSame ? .warning : .error,
                path: path,
                spec: "3.6",
                message: isSame
                    ? "`\(check.text(id))` stands here twice in the same version"
                    : "`\(check.text(id))` stands here twice in the same version with different content"
            )
        )
        return findings
    }
}

/// A keyed 64-bit hash over content: words are folded by multiplication, with a key for each process.
enum ContentHash {
    private static let key = UInt64.random(in: .min ... .max)

    @inline(__always)
    static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return (product.high ^ product.low) &+ 0xD1B5_4A32_D192_ED03
    }

    /// The hash of bytes, eight at a time.
    static func hash(_ text: Span<UInt8>) -> UInt64 {
        var state = mix(key, UInt64(text.count))
        var index = 0
        while index + 8 <= text.count {
            var word: UInt64 = 0
            for offset in 0..<8 {
                word |= UInt64(text[index + offset]) << UInt64(offset * 8)
            }
            state = mix(state, word)
            index += 8
        }
        var word: UInt64 = 0
        while index < text.count {
            word = word << 8 | UInt64(text[index])
            index += 1
        }
        return mix(mix(state, word), key)
    }

    /// The hash of a value: members count in any order, elements in theirs; numbers count by value.
    static func hash(of index: Int, in check: borrowing ObjectCheck) -> UInt64 {
        let node = check.nodes[index]
        var state = mix(key, UInt64(node.kind.rawValue))
        switch node.kind {
        case .null: break
        case .bool: state = mix(state, node.flag ? 1 : 2)
        case .number: state = mix(state, ((check.document.value(at: index).number ?? 0) + 0).bitPattern)
        case .string: state = mix(state, check.withText(index) { hash($0) })
        case .array:
            var element = index + 1
            while element < Int(node.next) {
                state = mix(state, hash(of: element, in: check))
                element = check.following(element)
            }
        case .object:
            var sum: UInt64 = 0
            var name = index + 1
            while name < Int(node.next) {
                sum &+= mix(check.withText(name) { hash($0) }, hash(of: name + 1, in: check))
                name = check.following(name + 1)
            }
            state = mix(state, sum)
        }
        return mix(state, key)
    }
}
