public import Configuration
internal import JSON
internal import Ledger
package import Store

/// A place elsewhere that an administrator listed at the command line: the console may have a source or a hook there,
/// and nowhere else.
public struct ListedServer: Sendable, Equatable {
    /// What may be there.
    public enum Use: String, Sendable, CaseIterable {
        /// A collection of a server of others.
        case source
        /// A listener that is told something.
        case hook
    }

    /// What may be there.
    public let use: Use
    /// Scheme, host and port.
    public let origin: String
    /// The networks to which a hook may go; none for addresses that all can reach.
    public var networks: [String] = []
    /// The authorities in PEM by which its chain is judged; nil for those of the system.
    public var authorities: String?

    /// A place of which nothing else is said.
    public init(_ use: Use, _ origin: String) { (self.use, self.origin) = (use, origin) }

    fileprivate init?(_ value: JSONValue) {
        guard let use = value["use"]?.string.flatMap(Use.init(rawValue:)), let origin = value["origin"]?.string else {
            return nil
        }
        self.init(use, origin)
        networks = value["networks"].map { $0.elements.compactMap(\.string) } ?? []
        authorities = value["authorities"]?.string
    }

    fileprivate var kept: JSONTree {
        .members([
            "use": .string(use.rawValue), "origin": .string(origin), "networks": .strings(networks),
            "authorities": authorities.map { .string($0) },
        ])
    }
}

/// The list of places elsewhere; whoever has the node's folder keeps it.
extension Node {
    /// So many places are listed at most.
    private static let mostListed = 200

    /// The places that are listed.
    /// - Parameter use: what may be there.
    /// - Returns: the places, in their order.
    /// - Throws: `NodeError`.
    public func listedServers(_ use: ListedServer.Use) throws(NodeError) -> [ListedServer] {
        try reading { connection throws(StoreError) in try Self.listed(connection).filter { $0.use == use } }
    }

    /// The places that are listed, as one reading of the store has them.
    package func listedServers(_ use: ListedServer.Use, _ connection: Connection) throws(StoreError) -> [ListedServer]
    {
        try Self.listed(connection).filter { $0.use == use }
    }

    /// Lists a place, or lists it anew with other networks and authorities; what is there already stays as it is.
    /// - Parameters:
    ///   - server: the place.
    ///   - officer: who lists it.
    /// - Throws: `NodeError`.
    package func list(_ server: ListedServer, by officer: String) throws(NodeError) {
        try change { connection throws(StoreError) in
            var all = try Self.listed(connection).filter { $0.use != server.use || $0.origin != server.origin }
            guard all.count < Self.mostListed else {
                throw StoreError(.other, "a node lists at most \(Self.mostListed) places elsewhere")
            }
            all.append(server)
            try Self.keep(all, connection)
            try self.ledger.append([Self.listingEntry(server, "listed", officer)], connection)
        }
    }

    /// Takes a place off the list; sources and hooks that are there stay.
    /// - Parameters:
    ///   - use: what may be there.
    ///   - origin: scheme, host and port.
    ///   - officer: who takes it off.
    /// - Returns: false if it is not listed.
    /// - Throws: `NodeError`.
    public func unlistServer(_ use: ListedServer.Use, _ origin: String, by officer: String) throws(NodeError) -> Bool
    {
        try change { connection throws(StoreError) in
            let all = try Self.listed(connection)
            let left = all.filter { $0.use != use || $0.origin != origin }
            guard left.count < all.count else { return false }
            try Self.keep(left, connection)
            let entry = Self.listingEntry(ListedServer(use, origin), "unlisted", officer)
            try self.ledger.append([entry], connection)
            return true
        }
    }

    private static func listed(_ connection: Connection) throws(StoreError) -> [ListedServer] {
        guard let text = try SettingRows(connection).value(.listedServers),
            let document = try? JSONDocument(parsing: Array(text.utf8))
        else { return [] }
        return document.root.elements.compactMap { ListedServer($0) }
    }

    private static func keep(_ all: [ListedServer], _ connection: Connection) throws(StoreError) {
        let ordered = all.sorted { ($0.use.rawValue, $0.origin) < ($1.use.rawValue, $1.origin) }
        let bytes = JSONTree.array(ordered.map(\.kept)).bytes()
        try SettingRows(connection).put(.listedServers, String(decoding: bytes, as: UTF8.self))
    }

    private static func listingEntry(_ server: ListedServer, _ step: String, _ officer: String) -> LedgerEntry {
        var entry = LedgerEntry(.source, officer: officer)
        entry.internalMembers = [
            JSONMember(server.use.rawValue, .string("")), JSONMember("step", .string(step)),
            JSONMember("detail", .string(server.origin)), JSONMember("networks", .strings(server.networks)),
        ]
        return entry
    }
}
