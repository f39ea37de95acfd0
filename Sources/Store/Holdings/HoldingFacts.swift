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

    /// The facts of an object.
    /// - Parameter object: the object.
    public init(of object: JSONValue) {
        markings = MarkingReading.references(of: object)
        isUnclear = !MarkingReading.faults(of: object).isEmpty
        var found: [Reference] = []
        var known: Set<Int64> = []
        ObjectReferences.visit(object) { name, id in
            let target = Self.mark(of: id)
            guard known.insert(target).inserted else { return }
            found.append(Reference(target: target, isAuthorship: name.isString("created_by_ref")))
        }
        references = found
    }

    /// The facts of an object by its canonical bytes; none where they are no JSON.
    /// - Parameter bytes: the bytes.
    public init(parsing bytes: [UInt8]) {
        guard let document = try? JSONDocument(parsing: bytes) else {
            self.init()
            return
        }
        self.init(of: document.root)
    }

    /// The facts of what says nothing.
    private init() { (markings, isUnclear, references) = ([], false, []) }

    /// Eight bytes for an identifier (FNV-1a).
    ///
    /// Two identifiers may share them, so whoever follows a reference looks whether the object there really refers to the one that is
    /// meant. Who makes two of the same marks on purpose gains no more than who refers to the one that is meant.
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

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3
}
