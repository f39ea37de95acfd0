internal import Configuration
package import Store
internal import TAXII
internal import Transport

/// What a key can read, where the node itself asks for its tool: by the way of the tool's own requests.
extension TAXIIService {
    /// What was added to a collection behind a place.
    package enum Growth: Sendable, Equatable {
        /// So much that the key can read, up to a place, and whether there is more behind it.
        case counted(Int, upTo: String, more: Bool)
        /// The key cannot read the collection any more, or it is not there.
        case refused
        /// The node cannot say it now.
        case later
    }

    /// Entries that are counted at once.
    private static let mostCounted = 1_000

    /// Counts what was added to a collection, as a key reads it now.
    /// - Parameters:
    ///   - collection: the identifier of the collection.
    ///   - place: behind what it is counted, as `TAXIIPull` writes it.
    ///   - key: the identifier of the key.
    /// - Returns: what was added.
    package func growth(of collection: String, behind place: String, forKey key: String) -> Growth {
        var pull = TAXIIPull(from: place, limit: Self.mostCounted)
        guard let query = pull.nextQuery else { return .later }
        let request = HTTPRequest(
            method: "GET",
            path: "/\(NodeConfiguration.toolsRoot)/collections/\(collection)/manifest/",
            query: String(query.dropFirst())
        )
        let response = Self.ready(answer(request, ListPatience(lists.moment(), forKey: key)))
        switch response.status {
        case 200: break
        case 401, 403, 404: return .refused
        default: return .later
        }
        guard let page = try? TAXIIEnvelope(of: response) else { return .later }
        pull.received(more: page.more, next: page.next, lastAdded: page.lastAdded, count: page.elements.count)
        guard !page.elements.isEmpty else { return .counted(0, upTo: place, more: false) }
        return .counted(page.elements.count, upTo: pull.cursor ?? place, more: page.more)
    }
}

extension Caller {
    /// The caller that a key stands for, unless the key was revoked.
    /// - Parameters:
    ///   - id: the identifier of the key.
    ///   - connection: the store.
    /// - Returns: the caller, or nil.
    /// - Throws: `StoreError`.
    package static func ofKey(_ id: String, _ connection: Connection) throws(StoreError) -> Caller? {
        guard let key = try KeyRows(connection).all().first(where: { $0.id == id && $0.revoked == nil }) else {
            return nil
        }
        return Caller(key: key.name, scopes: key.scopes.split(separator: " ").map(String.init), root: key.root)
    }
}
