/// What a path means (TAXII 2.1, 3.1); ids are decoded and not yet checked.
public enum TAXIIEndpoint: Sendable, Equatable {
    /// `/taxii2/` (4.1).
    case discovery
    /// `/{root}/` (4.2).
    case apiRoot(root: String)
    /// `/{root}/status/{id}/` (4.3).
    case status(root: String, id: String)
    /// `/{root}/collections/` (5.1).
    case collections(root: String)
    /// `/{root}/collections/{id}/` (5.2).
    case collection(root: String, id: String)
    /// `/{root}/collections/{id}/manifest/` (5.3).
    case manifest(root: String, collection: String)
    /// `/{root}/collections/{id}/objects/` (5.4, 5.5).
    case objects(root: String, collection: String)
    /// `/{root}/collections/{id}/objects/{object}/` (5.6, 5.7).
    case object(root: String, collection: String, object: String)
    /// `/{root}/collections/{id}/objects/{object}/versions/` (5.8).
    case versions(root: String, collection: String, object: String)

    /// Reads a path.
    /// - Parameters:
    ///   - path: the path as sent.
    ///   - roots: the API roots that the caller may see; a root may have several segments.
    /// - Throws: `TAXIIError` with status 404 for any other path.
    public init(path: String, roots: [String]) throws(TAXIIError) {
        guard path.hasPrefix("/") else { throw .notFound }
        guard path.hasSuffix("/") else {
            throw TAXIIError(404, "no-slash", "not found", "every TAXII path ends in `/` (TAXII 2.1, 3.1)")
        }
        var segments: [String] = []
        for raw in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().dropLast() {
            guard let segment = TAXIIQuery.decoded(raw), !segment.isEmpty else { throw .notFound }
            segments.append(segment)
        }
        if segments == ["taxii2"] {
            self = .discovery
            return
        }
        let known = roots.map { ($0, $0.split(separator: "/").map(String.init)) }
            .filter { segments.starts(with: $0.1) }
            .max { $0.1.count < $1.1.count }
        guard let (root, prefix) = known else { throw .notFound }
        let rest = Array(segments.dropFirst(prefix.count))
        switch (rest.count, rest.first, rest.dropFirst(2).first, rest.dropFirst(4).first) {
        case (0, _, _, _): self = .apiRoot(root: root)
        case (2, "status", _, _): self = .status(root: root, id: rest[1])
        case (1, "collections", _, _): self = .collections(root: root)
        case (2, "collections", _, _): self = .collection(root: root, id: rest[1])
        case (3, "collections", "manifest", _): self = .manifest(root: root, collection: rest[1])
        case (3, "collections", "objects", _): self = .objects(root: root, collection: rest[1])
        case (4, "collections", "objects", _): self = .object(root: root, collection: rest[1], object: rest[3])
        case (5, "collections", "objects", "versions"):
            self = .versions(root: root, collection: rest[1], object: rest[3])
        default: throw .notFound
        }
    }

    /// The root and the collection that the endpoint belongs to, or nil.
    public var collection: (root: String, id: String)? {
        switch self {
        case .discovery, .apiRoot, .status, .collections: nil
        case .collection(let root, let id), .manifest(let root, let id), .objects(let root, let id),
            .object(let root, let id, _), .versions(let root, let id, _):
            (root, id)
        }
    }

    /// The methods that the endpoint has (3.1, table).
    public var methods: [String] {
        switch self {
        case .objects: ["GET", "HEAD", "POST"]
        case .object: ["GET", "HEAD", "DELETE"]
        default: ["GET", "HEAD"]
        }
    }

    /// Whether the endpoint also goes by the STIX media type (5.3).
    public var isManifest: Bool {
        if case .manifest = self { return true }
        return false
    }
}
