public import Configuration
internal import Cryptography
internal import Glibc
internal import Holdings
internal import Installation
internal import JSON
internal import Releasing
internal import STIX
internal import Store

/// A throw-away node for tests of TAXII clients: everything in it comes from one JSON file.
///
///     {"users":[{"name","password"}],
///      "api_roots":[{"path","title","description","max_content_length",
///        "collections":[{"id","title","description","alias","can_read","can_write",
///          "objects":[{"date_added","object"}]}]}]}
///
/// What is left out gets a sensible value: no users lets anybody in, an id is made, rights are true, `date_added`
/// is a millisecond shortly before the start. A `date_added` that is given is kept as it is. Objects are taken as they are, without validation.
public final class SeedNode: Sendable {
    /// The running server.
    public let server: NodeServer
    private let node: Node

    /// Why a file is no seed.
    private struct Fault: Error {
        let description: String
    }

    /// Starts a node from a seed file.
    /// - Parameters:
    ///   - path: the file.
    ///   - folder: a folder of its own for the store; removed by `stop`.
    ///   - port: the port; 0 takes a free one.
    ///   - isPlain: whether to serve plain HTTP.
    ///   - log: gets lines for the operator.
    /// - Throws: `NodeError` that names what is wrong in the file.
    public init(
        path: String,
        folder: String,
        port: Int,
        isPlain: Bool,
        log: NodeLog
    ) throws(NodeError) {
        let value: JSONValue
        do {
            value = try JSONDocument(
                parsing: Files.read(path, limit: 1 << 30, isNamed: true),
                limits: JSONLimits(maximumBytes: 1 << 30)
            ).root
        } catch {
            throw NodeError("`\(path)`: \(error)")
        }
        var configuration = NodeConfiguration()
        configuration.name = "seed"
        configuration.title = value["title"]?.string ?? "Entente throw-away node"
        configuration.port = port
        do throws(NodeFolder.Failure) {
            try NodeFolder(folder).setUp(configuration)
        } catch {
            throw NodeError(error.description)
        }
        node = try Node(folder: NodeFolder(folder), isPlain: isPlain)
        let users: [String: [UInt8]]
        do throws(Fault) {
            users = try Self.users(value)
            try Self.fill(node, value)
        } catch {
            throw NodeError("`\(path)`: \(error.description)")
        }
        server = try NodeServer(node: node, seedUsers: users, log: log)
    }

    /// Ends the node and removes its folder.
    public func stop() {
        server.stop()
        node.close()
        let folder = node.folder
        let files = [
            folder.storeFile, folder.storeFile + "-wal", folder.storeFile + "-shm", folder.configurationFile,
        ]
        for file in files + [folder.certificateFile, folder.privateKeyFile, folder.signingKeyFile] {
            unsafe unlink(file)
        }
        unsafe rmdir(folder.path + "/keys")
        unsafe rmdir(folder.path)
    }

    private static func users(_ value: JSONValue) throws(Fault) -> [String: [UInt8]] {
        var users: [String: [UInt8]] = [:]
        for user in elements(value, "users") {
            guard let name = user["name"]?.string, let password = user["password"]?.string else {
                throw Fault(description: "line \(user.position.line): a user needs `name` and `password`")
            }
            users[name] = SHA256.digest(of: Array(password.utf8))
        }
        return users
    }

    private static func elements(_ value: JSONValue, _ name: String) -> [JSONValue] {
        value[name].map { Array($0.elements) } ?? []
    }

    private static func fill(_ node: Node, _ value: JSONValue) throws(Fault) {
        for (place, root) in elements(value, "api_roots").enumerated() {
            let path = trimmed(root["path"]?.string ?? "") ?? "api\(place + 1)"
            guard path != "taxii2" else {
                throw Fault(description: "line \(root.position.line): `path` cannot be taxii2")
            }
            let stored = StoredRoot(
                path: path,
                title: root["title"]?.string ?? path,
                description: root["description"]?.string,
                party: nil,
                maximumContentLength: Int64(
                    root["max_content_length"]?.integer ?? node.configuration.maximumContentLength
                )
            )
            try write(node) { connection throws(StoreError) in try RootRows(connection).put(stored) }
            for collection in elements(root, "collections") { try fill(node, path, collection) }
        }
    }

    /// A path without slashes at its ends, or nil if nothing is left.
    private static func trimmed(_ path: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    private static func fill(_ node: Node, _ root: String, _ value: JSONValue) throws(Fault) {
        let id = value["id"]?.string ?? Random.uuid()
        var new = NewCollection(
            root: root,
            id: id,
            alias: value["alias"]?.string,
            kind: .shelf,
            title: value["title"]?.string ?? "Collection \(id)",
            description: value["description"]?.string
        )
        new.isReadable = value["can_read"]?.bool ?? true
        new.isWritable = value["can_write"]?.bool ?? true
        let now = node.clock()
        var objects: [(added: Int64, object: KeptObject)] = []
        let entries = elements(value, "objects")
        for (place, entry) in entries.enumerated() {
            let added = try entry["date_added"].map { text throws(Fault) in
                guard let time = text.string.flatMap({ STIXTimestamp($0) }) else {
                    throw Fault(description: "line \(text.position.line): `date_added` is no timestamp")
                }
                return time.microsecondsSinceEpoch
            }
            do throws(Intake.Refusal) {
                let date = added ?? MemberRows.date(place, of: entries.count, before: now)
                objects.append((date, try Intake.kept(entry["object"] ?? entry)))
            } catch {
                throw Fault(description: "line \(entry.position.line): \(error.message)")
            }
        }
        // A list is in the order of adding; equal dates keep the order of the file.
        let sorted = objects.enumerated().sorted { left, right in
            (left.element.added, left.offset) < (right.element.added, right.offset)
        }.map(\.element)
        let problem = try write(node) { [new] connection throws(StoreError) in
            let collection = try CollectionRows(connection).add(new)
            let rows = ObjectRows(connection)
            let source = try rows.source(kind: "collection", name: root + "/" + id)
            var problem: String?
            for entry in sorted {
                guard let row = try rows.keep(entry.object, source: source, now: now).row else {
                    problem = "`\(entry.object.id)` stands twice with the same version and other content"
                    continue
                }
                try MemberRows(connection).add(objects: [row], to: collection, explicit: entry.added)
            }
            return problem
        }
        if let problem { throw Fault(description: problem) }
    }

    @discardableResult
    private static func write<Value: Sendable>(
        _ node: Node,
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) throws(Fault) -> Value {
        do throws(StoreError) {
            return try node.store.write(work)
        } catch {
            throw Fault(
                description: error.code == .constraint ? "an id, alias or path stands twice" : error.description
            )
        }
    }
}
