public import JSON
internal import STIX

/// What one reader may be told of identifiers: that of something hidden from the reader is shown nowhere.
///
/// What is hidden and what is not held are alike to the reader (`RULES.md`, 31).
public final class Sight {
    private var known: [String: Bool]
    private let isShown: (String) -> Bool

    /// A sight.
    /// - Parameters:
    ///   - own: identifiers that the reader knows already, such as that of the object at hand.
    ///   - isShown: whether an identifier may be shown: nothing of it is held, or something that the reader may see.
    package init(knowing own: [String] = [], _ isShown: @escaping (String) -> Bool) {
        known = Dictionary(own.map { ($0, true) }, uniquingKeysWith: { first, _ in first })
        self.isShown = isShown
    }

    /// Whether a text may be shown: every text that is no identifier may.
    public func mayShow(_ text: String) -> Bool {
        guard Self.isIdentifier(text), !Self.isShared(text) else { return true }
        if let answer = known[text] { return answer }
        let answer = isShown(text)
        known[text] = answer
        return answer
    }

    /// A value without what may not be shown; nil if nothing of it is left.
    ///
    /// A list that loses all its elements goes itself.
    public func shown(_ value: JSONTree) -> JSONTree? {
        switch value {
        case .string(let text): return mayShow(text) ? value : nil
        case .array(let elements):
            let kept = elements.compactMap(shown)
            return kept.isEmpty && !elements.isEmpty ? nil : .array(kept)
        case .object(let members):
            return .object(members.compactMap { member in shown(member.value).map { JSONMember(member.name, $0) } })
        default: return value
        }
    }

    /// Whether a text is the identifier of an object.
    public static func isIdentifier(_ text: String) -> Bool {
        // Two hyphens before the 36 characters of a UUID: most texts are told from identifiers by that alone.
        let bytes = text.utf8
        guard bytes.count > 38, bytes.count < 300 else { return false }
        let hyphens = bytes[bytes.index(bytes.endIndex, offsetBy: -38)...].prefix(2)
        return hyphens.allSatisfy { $0 == UInt8(ascii: "-") } && STIXIdentifier(text) != nil
    }

    /// Whether an identifier is known to everybody: those of markings and extensions are.
    public static func isShared(_ id: String) -> Bool {
        id.hasPrefix("marking-definition--") || id.hasPrefix("extension-definition--")
    }
}
