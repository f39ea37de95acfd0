public import JSON
internal import STIX

/// The resources that a server sends (TAXII 2.1, sections 4 and 5); empty lists are left out (section 2).
public enum TAXIIResources {
    /// A moment in TAXII's form: six fraction digits (section 2).
    /// - Parameter microseconds: since 1970.
    /// - Returns: the timestamp.
    public static func timestamp(_ microseconds: Int64) -> String {
        STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description ?? "9999-12-31T23:59:59.999999Z"
    }

    private static func list(_ elements: [JSONTree]) -> JSONTree? { elements.isEmpty ? nil : .array(elements) }

    /// The discovery resource (4.1).
    /// - Parameters:
    ///   - title: the server's title.
    ///   - description: the server's description.
    ///   - contact: whom to ask.
    ///   - roots: path segments of the API roots that the caller may see; the first is the default.
    ///   - base: scheme and host, without a slash at the end; empty for relative roots, which not every client can follow.
    /// - Returns: the resource.
    public static func discovery(
        title: String,
        description: String?,
        contact: String?,
        roots: [String],
        base: String
    ) -> JSONTree {
        .members([
            "title": .string(title),
            "description": description.map { .string($0) },
            "contact": contact.map { .string($0) },
            "default": roots.first.map { .string("\(base)/\($0)/") },
            "api_roots": list(roots.map { .string("\(base)/\($0)/") }),
        ])
    }

    /// The API root resource (4.2).
    /// - Parameters:
    ///   - title: its title.
    ///   - description: its description.
    ///   - maximumContentLength: the largest request body, in bytes.
    /// - Returns: the resource.
    public static func apiRoot(title: String, description: String?, maximumContentLength: Int64) -> JSONTree {
        .members([
            "title": .string(title),
            "description": description.map { .string($0) },
            "versions": .strings([TAXIIMediaType.taxii]),
            "max_content_length": .number(String(maximumContentLength)),
        ])
    }

    /// A collection resource (5.2).
    /// - Parameters:
    ///   - id: its identifier.
    ///   - title: its title.
    ///   - description: its description.
    ///   - alias: its alias.
    ///   - canRead: whether the caller may read it.
    ///   - canWrite: whether the caller may write to it.
    ///   - mediaTypes: the media types of all that it holds.
    /// - Returns: the resource.
    public static func collection(
        id: String,
        title: String,
        description: String?,
        alias: String?,
        canRead: Bool,
        canWrite: Bool,
        mediaTypes: [String]
    ) -> JSONTree {
        .members([
            "id": .string(id),
            "title": .string(title),
            "description": description.map { .string($0) },
            "alias": alias.map { .string($0) },
            "can_read": .bool(canRead),
            "can_write": .bool(canWrite),
            "media_types": .strings(mediaTypes),
        ])
    }

    /// The collections resource (5.1).
    /// - Parameter collections: collection resources.
    /// - Returns: the resource.
    public static func collections(_ collections: [JSONTree]) -> JSONTree {
        .members(["collections": list(collections)])
    }

    /// A manifest record (5.3).
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - added: when it was added, in microseconds since 1970.
    ///   - version: its version.
    ///   - mediaType: its media type.
    /// - Returns: the record.
    public static func manifestRecord(id: String, added: Int64, version: String, mediaType: String) -> JSONTree {
        .members([
            "id": .string(id),
            "date_added": .string(timestamp(added)),
            "version": .string(version),
            "media_type": .string(mediaType),
        ])
    }

    /// The versions resource (5.8) or the manifest resource (5.3), which have no `next`.
    /// - Parameters:
    ///   - name: `versions` or `objects`.
    ///   - elements: what is listed.
    ///   - more: whether there is more behind it.
    ///   - next: where to go on, for clients that go by it.
    /// - Returns: the resource.
    public static func listing(
        _ name: String,
        _ elements: [JSONTree],
        more: Bool,
        next: String? = nil
    ) -> JSONTree {
        var members: [JSONMember] = []
        if more { members.append(JSONMember("more", .bool(true))) }
        if more, let next { members.append(JSONMember("next", .string(next))) }
        if !elements.isEmpty { members.append(JSONMember(name, .array(elements))) }
        return .object(members)
    }

    /// A status resource (4.3).
    /// - Parameters:
    ///   - id: its identifier.
    ///   - requested: when the request came, in microseconds since 1970.
    ///   - isComplete: whether all is done.
    ///   - total: objects in the envelope.
    ///   - success: objects taken.
    ///   - failure: objects refused.
    ///   - details: the lists `successes`, `failures` and `pendings` as members of an object.
    /// - Returns: the resource.
    public static func status(
        id: String,
        requested: Int64,
        isComplete: Bool,
        total: Int64,
        success: Int64,
        failure: Int64,
        details: JSONTree
    ) -> JSONTree {
        var members: [JSONMember] = [
            JSONMember("id", .string(id)),
            JSONMember("status", .string(isComplete ? "complete" : "pending")),
            JSONMember("request_timestamp", .string(timestamp(requested))),
            JSONMember("total_count", .number(String(total))),
            JSONMember("success_count", .number(String(success))),
            JSONMember("failure_count", .number(String(failure))),
            JSONMember("pending_count", .number(String(max(0, total - success - failure)))),
        ]
        members += (details.members ?? []).filter { !($0.value.elements?.isEmpty ?? true) }
        return .object(members)
    }
}
