/// The references of an object, found in its canonical bytes without a tree: every object that is taken in passes here.
///
/// A quotation mark inside of a text is escaped, and only a name is followed by a colon. So `_ref":` and `_refs":` end names of
/// properties, and nothing else. What is written otherwise than identifiers are, and what has portions with markings, is left to
/// who reads the tree.
struct CanonicalReferences {
    private(set) var references: [HoldingFacts.Reference] = []

    /// Finds them; nil where the tree is to be asked.
    init?(_ bytes: Span<UInt8>) {
        var place = 0
        // The shortest that counts is `_ref":""`.
        while place + 8 <= bytes.count {
            guard bytes[place] == Self.underscore else {
                place += 1
                continue
            }
            if Self.stands(Self.granular, in: bytes, at: place) { return nil }
            guard let value = Self.value(in: bytes, behind: place) else {
                place += 1
                continue
            }
            let begins = Self.begin(of: place, in: bytes)
            // The ending alone is no name of a reference.
            if begins == place - 1 { return nil }
            let isMarking = Self.markings.contains { Self.stands($0, in: bytes, at: begins) }
            let isAuthorship = Self.stands(Self.author, in: bytes, at: begins)
            guard let end = read(bytes, value, isCounted: !isMarking, isAuthorship) else { return nil }
            place = end
        }
    }

    /// Reads an identifier, or a list of them.
    /// - Returns: the place behind; nil if something else stands there.
    private mutating func read(_ bytes: Span<UInt8>, _ place: Int, isCounted: Bool, _ isAuthorship: Bool) -> Int? {
        let isList = bytes[place - 3] == Self.plural
        guard bytes[place] == (isList ? Self.bracket : Self.quote) else { return nil }
        var place = isList ? place + 1 : place
        if isList, place < bytes.count, bytes[place] == Self.endBracket { return place }
        while place < bytes.count, bytes[place] == Self.quote {
            let start = place + 1
            place = start
            while place < bytes.count, bytes[place] != Self.quote {
                if bytes[place] == Self.backslash { return nil }
                place += 1
            }
            if isCounted {
                let target = HoldingFacts.mark(bytes, start..<place)
                references.append(HoldingFacts.Reference(target: target, isAuthorship: isAuthorship))
            }
            place += 1
            guard isList, place < bytes.count, bytes[place] == Self.comma else { break }
            place += 1
        }
        guard place < bytes.count, !isList || bytes[place] == Self.endBracket else { return nil }
        return place
    }
}

extension CanonicalReferences {
    private static let underscore = UInt8(ascii: "_")
    private static let quote = UInt8(ascii: "\"")
    private static let bracket = UInt8(ascii: "[")
    private static let endBracket = UInt8(ascii: "]")
    private static let backslash = UInt8(ascii: "\\")
    private static let comma = UInt8(ascii: ",")
    private static let colon = UInt8(ascii: ":")
    private static let plural = UInt8(ascii: "s")
    private static let reference = Array("_ref".utf8)
    private static let granular = Array("_markings\":".utf8)
    private static let markings = [Array("\"object_marking_refs\":".utf8), Array("\"marking_ref\":".utf8)]
    private static let author = Array("\"created_by_ref\":".utf8)

    /// Where the value of a property begins whose name ends in `_ref` or `_refs` here; nil if none does.
    private static func value(in bytes: Span<UInt8>, behind place: Int) -> Int? {
        guard stands(reference, in: bytes, at: place) else { return nil }
        var end = place + reference.count
        if end < bytes.count, bytes[end] == plural { end += 1 }
        guard end + 2 < bytes.count, bytes[end] == quote, bytes[end + 1] == colon else { return nil }
        return end + 2
    }

    /// Where the quotation mark stands that begins a name, going back from a place in it.
    private static func begin(of place: Int, in bytes: Span<UInt8>) -> Int {
        var begin = place
        while begin > 0, bytes[begin] != quote || bytes[begin - 1] == backslash { begin -= 1 }
        return begin
    }

    private static func stands(_ text: [UInt8], in bytes: Span<UInt8>, at place: Int) -> Bool {
        guard place + text.count <= bytes.count else { return false }
        for offset in text.indices where bytes[place + offset] != text[offset] { return false }
        return true
    }
}
