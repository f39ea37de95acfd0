internal import Holdings
package import JSON
internal import STIX
package import Store

/// Objects of a file whose content is here under another identifier.
///
/// 1. Content is what an object says beside its identity: not its identifier, its times, its creator, its markings, its
///    external references, and what it refers to, since all that is another one in a copy.
/// 2. Only what the person sees the whole of is compared: whoever guesses a portion that is hidden learns nothing.
/// 3. It is looked for by its name, as a search does, among the newest that are found; what has no name is not.
package struct AlikeObjects {
    /// So many objects of a file are looked for, and so many hits of each are compared.
    package static let (most, hits) = (1_000, 20)

    private static let identity: Set<String> = [
        "id", "created", "modified", "created_by_ref", "external_references", "object_marking_refs",
        "granular_markings",
    ]

    private let writing: WritingDesk
    private let seen: HoldingDesk
    private let connection: Connection

    /// What a person may compare with.
    package init(_ writing: WritingDesk, _ seen: HoldingDesk, _ connection: Connection) {
        (self.writing, self.seen, self.connection) = (writing, seen, connection)
    }

    /// What an object says, in one spelling; nil where it is none.
    /// - Parameter object: the object.
    /// - Returns: the text.
    package static func content(of object: JSONValue) -> [UInt8]? {
        guard case .object(let members) = JSONTree(object) else { return nil }
        let said = members.filter { member in
            !identity.contains(member.name) && !member.name.hasSuffix("_ref") && !member.name.hasSuffix("_refs")
        }
        return (try? JSONDocument(parsing: JSONTree.object(said).bytes()))?.root.canonicalBytes()
    }

    /// The identifier under which the content of an object is here.
    /// - Parameter object: the object of the file.
    /// - Returns: the newest; nil if there is none that the person sees the whole of.
    /// - Throws: `StoreError`.
    package func identifier(for object: JSONValue) throws(StoreError) -> String? {
        guard let type = object["type"]?.string, let name = object["name"]?.string, !name.isEmpty,
            name.utf8.count <= 1_000, let content = Self.content(of: object)
        else { return nil }
        let found = try seen.search(
            HoldingWords("\"\(name.replacing("\"", with: " "))\""),
            HoldingFilter(kinds: [type]),
            before: .max,
            limit: Self.hits,
            counting: Self.hits
        )
        for entry in found.page {
            guard let version = try ObjectRows(connection).object(row: entry.row), version.quarantine == nil,
                version.id != object["id"]?.string, let held = try? JSONDocument(parsing: version.bytes),
                Self.content(of: held.root) == content, writing.seesWhole(held.root, version.id)
            else { continue }
            return version.id
        }
        return nil
    }
}
