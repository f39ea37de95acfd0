public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
internal import NormalForms
public import Store
internal import TAXII
internal import TAXIIServer

/// What an administrator says of a hook.
public struct NewHook: Sendable {
    /// The short name that it has here.
    public var name: String
    /// Where it is told.
    public var address: String
    /// The name of the key whose tool is told.
    public var key: String
    /// The identifier or alias of a collection that the key can read.
    public var collection: String
    /// The networks to which it may go; none for addresses that all can reach.
    public var networks: [String] = []
    /// The authorities in PEM by which the listener's chain is judged; nil for those of the system.
    public var authorities: [UInt8]?

    /// A hook, of which nothing else is said.
    public init(name: String, address: String, key: String, collection: String) {
        (self.name, self.address, self.key, self.collection) = (name, address, key, collection)
    }
}

/// Hooks: listed and removed by administrators, each for one key and one collection that the key can read.
extension Node {
    /// So many hooks a node has at most.
    private static let mostHooks = 200

    /// Lists an address as one where the tool of a key is told how much it can read.
    /// - Parameters:
    ///   - new: what the administrator says of it.
    ///   - officer: who adds it.
    /// - Returns: the secret by which it signs, which is shown this once.
    /// - Throws: `NodeError` if something of it is not as it has to be, or the name is taken.
    public func addHook(_ new: NewHook, by officer: String) throws(NodeError) -> String {
        guard NodeConfiguration.isName(new.name) else {
            throw NodeError("`\(new.name)` cannot name a hook: 1 to 40 lower-case letters, digits and hyphens")
        }
        let (address, networks) = try Self.checked(new)
        let now = clock()
        let secret = HookMessage.secretPrefix + Encoding.base64(Random.bytes(32))
        let others = try reading { connection throws(StoreError) in try HookRows(connection).all() }
        guard !others.contains(where: { $0.name == new.name }) else {
            throw NodeError("a hook is called `\(new.name)`")
        }
        guard others.count < Self.mostHooks else {
            throw NodeError("a node has at most \(Self.mostHooks) hooks")
        }
        do throws(Files.Failure) {
            try Files.write(Array(secret.utf8), to: folder.hookFile(new.name, "secret"))
            if let authorities = new.authorities { try Files.write(authorities, to: folder.hookFile(new.name, "ca")) }
        } catch {
            folder.forgetHook(new.name)
            throw NodeError(error.description)
        }
        do throws(NodeError) {
            try change { connection throws(StoreError) in
                guard let key = try KeyRows(connection).all().first(where: { $0.name == new.key }),
                    let caller = try Caller.ofKey(key.id, connection)
                else { throw StoreError(.other, "there is no key `\(new.key)`") }
                let root = NodeConfiguration.toolsRoot
                let found = try CollectionRows(connection).find(root: root, key: new.collection)
                guard let collection = found, caller.canRead(collection) else {
                    throw StoreError(.other, "the key `\(new.key)` reads no collection `\(new.collection)`")
                }
                try HookRows(connection).add(
                    NewStoredHook(
                        name: new.name,
                        key: key.id,
                        collection: collection.id,
                        url: address.text,
                        networks: networks.text,
                        made: now,
                        place: TAXIIResources.timestamp(now)
                    )
                )
                var entry = Self.hookEntry(new.name, "added", address.origin, officer)
                entry.internalMembers += [
                    JSONMember("key", .string(key.name)), JSONMember("collection", .string(collection.id)),
                    JSONMember("networks", .strings(networks.listed.map(\.text))),
                ]
                try self.ledger.append([entry], connection)
            }
        } catch {
            folder.forgetHook(new.name)
            throw error
        }
        return secret
    }

    /// Address and networks of a new hook.
    private static func checked(_ new: NewHook) throws(NodeError) -> (HookAddress, HookNetworks) {
        let address: HookAddress
        let networks: HookNetworks
        do throws(HookAddress.Failure) {
            address = try HookAddress(new.address)
            networks = try HookNetworks(new.networks)
        } catch {
            throw NodeError("`\(new.address)` is no address of a hook: \(error.description)")
        }
        guard address.isSecure || networks.areOwn else {
            throw NodeError("without TLS a hook goes to this machine alone, with `127.0.0.0/8` or `::1` listed")
        }
        // A name is looked up when something is told; an address is what it is.
        if let literal = address.literal, !networks.allow(literal) {
            throw NodeError("`\(literal.text)` is not listed, and nothing that all can reach")
        }
        return (address, networks)
    }

    /// Takes a hook away, with its secret.
    /// - Parameters:
    ///   - name: its name.
    ///   - officer: who removes it.
    /// - Returns: false if there is none.
    /// - Throws: `NodeError`.
    public func removeHook(_ name: String, by officer: String) throws(NodeError) -> Bool {
        let isDone = try change { connection throws(StoreError) in
            guard try HookRows(connection).remove(name) else { return false }
            try self.ledger.append([Self.hookEntry(name, "removed", "", officer)], connection)
            return true
        }
        if isDone { folder.forgetHook(name) }
        return isDone
    }

    /// The hooks, those that ended too.
    /// - Returns: the hooks, by name.
    /// - Throws: `NodeError`.
    public func hooks() throws(NodeError) -> [StoredHook] {
        try reading { connection throws(StoreError) in try HookRows(connection).all() }
    }

    /// A hook by its name.
    func hook(_ name: String) throws(NodeError) -> StoredHook {
        let found = try reading { connection throws(StoreError) in try HookRows(connection).find(name) }
        guard let found else { throw NodeError("there is no hook `\(name)`") }
        return found
    }

    /// The entry for what became of a hook.
    static func hookEntry(_ name: String, _ step: String, _ detail: String, _ officer: String? = nil) -> LedgerEntry {
        var entry = LedgerEntry(.source, officer: officer)
        entry.internalMembers = [
            JSONMember("hook", .string(name)), JSONMember("step", .string(step)),
            JSONMember("detail", .string(detail)),
        ]
        return entry
    }
}
