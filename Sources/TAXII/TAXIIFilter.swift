internal import STIX

/// What a reader asks of a collection (TAXII 2.1, 3.4).
public struct TAXIIFilter: Sendable, Hashable {
    /// A value of `match[version]` (3.4.1).
    public enum Version: Sendable, Hashable {
        /// The newest version.
        case last
        /// The oldest version.
        case first
        /// Every version.
        case all
        /// The version of this instant, in microseconds since 1970, with its spelling.
        case exactly(Int64, String)
    }

    /// Which filters an endpoint has (sections 5.3 to 5.8).
    public enum Scope: Sendable {
        /// Manifest and objects: all of them.
        case collection
        /// One object: version and specification version.
        case object
        /// Versions of one object: specification version.
        case versions
    }

    /// Only what was added after this, in microseconds since 1970.
    public var addedAfter: Int64?
    /// The most that the client wants.
    public var limit: Int?
    /// Where to go on.
    public var next: String?
    /// Only these ids.
    public var ids: [String]?
    /// Only these types.
    public var types: [String]?
    /// Only these versions; nil means the newest.
    public var versions: [Version]?
    /// Only these specification versions.
    public var specifications: [String]?

    /// Reads the filters that an endpoint has; other parameters and unknown match fields are ignored (3.4).
    /// - Parameters:
    ///   - query: the query as sent, or nil.
    ///   - scope: which filters the endpoint has.
    /// - Throws: `TAXIIError` with status 400 that names the parameter.
    public init(query: String?, scope: Scope) throws(TAXIIError) {
        let query = try TAXIIQuery(query)
        if let text = try query.single("added_after") {
            guard let time = STIXTimestamp(text) else {
                throw .parameter(
                    "added_after",
                    "`\(text.prefix(60))` is no timestamp like 2026-01-31T09:00:00.000000Z"
                )
            }
            addedAfter = time.microsecondsSinceEpoch
        }
        if let text = try query.single("limit") {
            guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                text.contains(where: { $0 != "0" })
            else { throw .parameter("limit", "`\(text.prefix(60))` is no whole number above 0") }
            limit = Int(text) ?? Int.max
        }
        next = try query.single("next")
        if let values = try Self.values(query, "spec_version") { specifications = try Self.checked(values) }
        if scope != .versions, let values = try Self.values(query, "version") {
            versions = try Self.versions(values)
        }
        if scope == .collection {
            ids = try Self.values(query, "id")
            for id in ids ?? [] where STIXIdentifier(id) == nil && !id.contains("--") {
                throw .parameter("match[id]", "`\(id.prefix(80))` is no STIX identifier")
            }
            types = try Self.values(query, "type")
        }
    }

    private static func values(_ query: TAXIIQuery, _ field: String) throws(TAXIIError) -> [String]? {
        let name = "match[\(field)]"
        guard let text = try query.single(name) else { return nil }
        let values = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !values.contains("") else { throw .parameter(name, "a value is empty") }
        return values
    }

    private static func checked(_ specifications: [String]) throws(TAXIIError) -> [String] {
        for text in specifications {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ UInt($0) != nil }) else {
                throw .parameter("match[spec_version]", "`\(text.prefix(60))` is no version like 2.1")
            }
        }
        return specifications
    }

    private static func versions(_ values: [String]) throws(TAXIIError) -> [Version] {
        var found: [Version] = []
        var seen: Set<Version> = []
        for text in values {
            let version: Version
            switch text {
            case "last": version = .last
            case "first": version = .first
            case "all": version = .all
            default:
                guard let time = STIXTimestamp(text) else {
                    let wanted = "is neither `first`, `last`, `all` nor a timestamp"
                    throw .parameter("match[version]", "`\(text.prefix(60))` \(wanted)")
                }
                version = .exactly(time.microsecondsSinceEpoch, text)
            }
            guard seen.insert(version).inserted else {
                throw .parameter("match[version]", "`\(text.prefix(60))` stands twice (TAXII 2.1, 3.4.1)")
            }
            found.append(version)
        }
        guard !seen.contains(.all) || found.count == 1 else {
            throw .parameter("match[version]", "`all` must stand alone (TAXII 2.1, 3.4.1)")
        }
        return found
    }
}
