/// The beginning of an identifier, as somebody pastes or types it (STIX 2.1, 2.9).
///
/// At least eight signs of the UUID are there; the type before it may be left out, and so may the hyphens. What stands
/// around it in an address or in quotes is no part of it.
struct HeldIdentifier {
    /// The type; nil if it was left out.
    let type: String?
    /// The UUID, or how it begins, in small letters and with its hyphens.
    let beginning: String

    private static let shortest = 8
    private static let longest = 36
    /// Where the hyphens of a UUID stand (RFC 9562, 4).
    private static let hyphens = [8, 13, 18, 23]

    /// Nil if the text is no identifier.
    init?(_ text: String) {
        let around: Set<Character> = ["\"", "'", "`", "<", ">", "(", ")", ",", ";", ".", " ", "\t", "\n", "\r"]
        var text = text[...]
        while let first = text.first, around.contains(first) { text.removeFirst() }
        while let last = text.last, around.contains(last) { text.removeLast() }
        guard text.utf8.count <= 500, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let name = text.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        // The first empty part stands between the type and the rest.
        let gap = parts.firstIndex(of: "")
        type = gap.map { parts[..<$0].joined(separator: "-") }
        let rest = parts[(gap.map { $0 + 1 } ?? 0)...].joined(separator: "-")
        let signs = rest.filter { $0 != "-" }
        guard signs.count >= Self.shortest, signs.allSatisfy(\.isHexDigit), type?.isEmpty != true else { return nil }
        var written = ""
        for sign in signs {
            if Self.hyphens.contains(written.count) { written.append("-") }
            written.append(sign)
        }
        // Hyphens at other places are those of something else.
        guard written.count <= Self.longest, !rest.contains("-") || written == rest || written + "-" == rest else {
            return nil
        }
        beginning = written
    }

    /// How the identifiers begin that may be meant.
    /// - Parameter types: the types that there are.
    /// - Returns: a beginning for each type.
    func beginnings(_ types: Set<String>) -> [String] {
        types.filter { type == nil || type == $0 }.map { "\($0)--\(beginning)" }
    }
}
