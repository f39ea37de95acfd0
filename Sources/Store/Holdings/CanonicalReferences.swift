/// The references of an object, found in its canonical bytes without a tree: every object that is taken in passes here.
///
/// A quotation mark inside of a text is escaped, and only a name is followed by a colon. So `_ref":` and `_refs":` end
/// names of properties, and nothing else. What is written otherwise than identifiers are, and what has portions with
/// markings, is left to who reads the tree.
struct CanonicalReferences {
    private(set) var references: [HoldingFacts.Reference] = []

    /// Finds them; nil where the tree is to be asked.
    init?(_ bytes: Span<UInt8>) {
        // The shortest that counts is `_ref":""`.
        let last = bytes.count - 8
        guard last > 0 else { return }
        var place = 0
        while place < last {
            place += 1
            // `_r` of a reference, `_m` of `granular_markings`.
            guard bytes[place] == 0x5F else { continue }
            let next = bytes[place + 1]
            if next == 0x6D, Self.stands(Self.granular, in: bytes, at: place) { return nil }
            guard next == 0x72, let value = Self.value(in: bytes, behind: place) else { continue }
            let begin = Self.begin(of: place, in: bytes)
            // The ending alone is no name of a reference.
            if begin == place - 1 { return nil }
            let isMarking =
                Self.stands(Self.objectMarkings, in: bytes, at: begin)
                || Self.stands(Self.portionMarking, in: bytes, at: begin)
            let isAuthorship = Self.stands(Self.author, in: bytes, at: begin)
            guard let end = read(bytes, value, isCounted: !isMarking, isAuthorship) else { return nil }
            place = end - 1
        }
    }

    /// Reads an identifier, or a list of them.
    /// - Returns: the place behind; nil if something else stands there.
    private mutating func read(_ bytes: Span<UInt8>, _ value: Int, isCounted: Bool, _ isAuthorship: Bool) -> Int? {
        let (quote, comma, backslash) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\\"))
        let (bracket, endBracket) = (UInt8(ascii: "["), UInt8(ascii: "]"))
        // The colon and the quotation mark stand between.
        let isList = bytes[value - 3] == UInt8(ascii: "s")
        guard bytes[value] == (isList ? bracket : quote) else { return nil }
        var place = isList ? value + 1 : value
        if isList, place < bytes.count, bytes[place] == endBracket { return place }
        while place < bytes.count, bytes[place] == quote {
            let start = place + 1
            place = start
            while place < bytes.count, bytes[place] != quote {
                if bytes[place] == backslash { return nil }
                place += 1
            }
            if isCounted {
                let target = HoldingFacts.mark(bytes, start..<place)
                references.append(HoldingFacts.Reference(target: target, isAuthorship: isAuthorship))
            }
            place += 1
            guard isList, place < bytes.count, bytes[place] == comma else { break }
            place += 1
        }
        guard place < bytes.count, !isList || bytes[place] == endBracket else { return nil }
        return place
    }

    /// Where the value of a property begins whose name ends in `_ref` or `_refs` here; nil if none does.
    private static func value(in bytes: Span<UInt8>, behind place: Int) -> Int? {
        if stands(Self.one, in: bytes, at: place) { return place + 6 }
        return stands(Self.many, in: bytes, at: place) ? place + 7 : nil
    }

    /// Where the quotation mark stands that begins a name, going back from a place in it.
    private static func begin(of place: Int, in bytes: Span<UInt8>) -> Int {
        var begin = place
        while begin > 0, bytes[begin] != UInt8(ascii: "\"") || bytes[begin - 1] == UInt8(ascii: "\\") { begin -= 1 }
        return begin
    }

    private static func stands(_ text: [UInt8], in bytes: Span<UInt8>, at place: Int) -> Bool {
        guard place + text.count < bytes.count else { return false }
        for offset in text.indices where bytes[place + offset] != text[offset] { return false }
        return true
    }

    private static let one = Array("_ref\":".utf8)
    private static let many = Array("_refs\":".utf8)
    private static let granular = Array("_markings\":".utf8)
    private static let objectMarkings = Array("\"object_marking_refs\":".utf8)
    private static let portionMarking = Array("\"marking_ref\":".utf8)
    private static let author = Array("\"created_by_ref\":".utf8)
}
