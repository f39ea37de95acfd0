/// One version of an object as it goes into the store.
public struct KeptObject: Sendable {
    /// The STIX identifier.
    public var id: String
    /// The STIX type.
    public var type: String
    /// `modified`, else `created`, as sent; empty for objects that have neither.
    public var version: String
    /// The version as microseconds since 1970; 0 if there is none.
    public var stamp: Int64
    /// 21 for STIX 2.1, 20 for STIX 2.0.
    public var specification: Int64
    /// Why the object may not be released before an officer has looked at it, or nil.
    public var quarantine: String?
    /// SHA-256 of the canonical bytes.
    public var digest: [UInt8]
    /// The canonical bytes (RFC 8785).
    public var bytes: [UInt8]
    /// What the index of the holdings keeps of it, where it is at hand already; else it is read from the bytes.
    public var facts: HoldingFacts?

    /// One version of an object.
    public init(
        id: String,
        type: String,
        version: String,
        stamp: Int64,
        specification: Int64,
        quarantine: String?,
        digest: [UInt8],
        bytes: [UInt8],
        facts: HoldingFacts? = nil
    ) {
        self.id = id
        self.type = type
        self.version = version
        self.stamp = stamp
        self.specification = specification
        self.quarantine = quarantine
        self.digest = digest
        self.bytes = bytes
        self.facts = facts
    }
}

/// What became of an object that was handed in.
public enum Keeping: Sendable, Equatable {
    /// It is new, and kept in this row.
    case added(row: Int64)
    /// The same content was there already, in this row; not an error (TAXII 2.1, 5.5).
    case known(row: Int64)
    /// Another content has the same id and version from the same source (STIX 2.1, 3.6); it was not kept.
    case conflict
    /// It was erased here, and is not taken again.
    case gone

    /// The row of the object, or nil after a conflict.
    public var row: Int64? {
        switch self {
        case .added(let row), .known(let row): row
        case .conflict, .gone: nil
        }
    }
}
