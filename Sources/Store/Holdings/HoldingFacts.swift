public import JSON
internal import Labels
internal import STIX

/// What the index of the holdings keeps of a version: what it is marked with, and what it refers to.
public struct HoldingFacts: Sendable, Equatable {
    /// What it refers to, by the mark of the identifier; once for each.
    public struct Reference: Sendable, Hashable {
        /// The mark of the identifier (`HoldingFacts.mark`).
        public let target: Int64
        /// Whether it names the other only as its creator.
        public let isAuthorship: Bool
    }

    /// The marking definitions that it and its portions refer to, in order, each once.
    public let markings: [String]
    /// Whether a part of its markings cannot be read.
    public let isUnclear: Bool
    /// What it refers to.
    public let references: [Reference]

    /// The facts of an object in its canonical form, by its tree.
    private init(of object: JSONValue) {
        markings = MarkingReading.references(of: object)
        isUnclear = !MarkingReading.faults(of: object).isEmpty
        var found: [Reference] = []
        ObjectReferences.visit(object) { name, id in
            found.append(Reference(target: Self.mark(of: id), isAuthorship: name.isString("created_by_ref")))
        }
        references = Self.each(found)
    }

    /// The facts of an object whose canonical bytes are at hand: they tell most in a fifth of the time.
    /// - Parameters:
    ///   - object: the object.
    ///   - canonical: its canonical bytes.
    public init(of object: JSONValue, canonical: [UInt8]) {
        guard let found = CanonicalReferences(canonical.span) else {
            // The first reference to something counts, in the order of the canonical form.
            let document = try? JSONDocument(parsing: canonical)
            self.init(of: document?.root ?? object)
            return
        }
        self.init(MarkingReading.references(of: object), isUnclear: false, Self.each(found.references))
    }

    /// The facts of the same object where another marking counts for it beside its own.
    func bearing(_ marking: String?) -> HoldingFacts {
        guard let marking, !markings.contains(marking) else { return self }
        return HoldingFacts(markings + [marking], isUnclear: isUnclear, references)
    }

    /// The first reference to each identifier.
    private static func each(_ found: [Reference]) -> [Reference] {
        var kept: [Reference] = []
        // Most objects refer to two or three others: looking through those is faster than hashing.
        var known: Set<Int64> = []
        for one in found {
            let isKnown =
                found.count < 16 ? kept.contains { $0.target == one.target } : !known.insert(one.target).inserted
            if !isKnown { kept.append(one) }
        }
        return kept
    }

    /// The facts of an object by its canonical bytes; none where they are no JSON.
    /// - Parameter bytes: the bytes.
    public init(parsing bytes: [UInt8]) {
        guard let document = try? JSONDocument(parsing: bytes) else {
            self.init([], isUnclear: false, [])
            return
        }
        self.init(of: document.root, canonical: bytes)
    }

    private init(_ markings: [String], isUnclear: Bool, _ references: [Reference]) {
        (self.markings, self.isUnclear, self.references) = (markings, isUnclear, references)
    }

    /// Eight bytes for an identifier (FNV-1a).
    ///
    /// Two identifiers may share them, so whoever follows a reference looks whether the object there really refers to
    /// the one that is meant. Who makes two of the same marks on purpose gains no more than who refers to the one that
    /// is meant.
    /// - Parameter id: the identifier.
    /// - Returns: its mark.
    public static func mark(of id: String) -> Int64 { mark(id.utf8) }

    private static func mark(of id: JSONValue) -> Int64 {
        id.withContent { bytes in
            var mark = start
            for place in bytes.indices { mark = (mark ^ UInt64(bytes[place])) &* prime }
            return Int64(bitPattern: mark)
        }
    }

    private static func mark(_ bytes: some Sequence<UInt8>) -> Int64 {
        Int64(bitPattern: bytes.reduce(start) { ($0 ^ UInt64($1)) &* prime })
    }

    /// The mark of an identifier in a text.
    static func mark(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64 {
        var mark = start
        for place in range { mark = (mark ^ UInt64(bytes[place])) &* prime }
        return Int64(bitPattern: mark)
    }

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3
}
