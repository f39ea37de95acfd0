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
    ///   - second: who signed beside, if somebody did.
    /// - Returns: the secret by which it signs, which is shown this once.
    /// - Throws: `NodeError` if something of it is not as it has to be, or the name is taken.
    public func addHook(_ new: NewHook, by officer: String, countersigned second: String? = nil) throws(NodeError)
        -> String
    {
        guard NodeConfiguration.isName(new.name) else {
            throw NodeError("`\(new.name)` cannot name a hook: 1 to 40 lower-case letters, digits and hyphens")
        }
        let (address, networks) = try Self.checked(new)
        let now = clock()
        let secret = Self.newSecret()
        let others = try reading { connection throws(StoreError) in try HookRows(connection).all() }
        guard !others.contains(where: { $0.name == new.name }) else {
            throw NodeError("a hook is called `\(new.name)`")
        }
        guard others.count < Self.mostHooks else {
            throw NodeError("a node has at most \(Self.mostHooks) hooks")
        }
        do throws(NodeError) {
            try change { [folder] connection throws(StoreError) in
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
                var entry = Self.hookEntry(new.name, "added", address.origin, officer, countersigned: second)
                entry.internalMembers += [
                    JSONMember("key", .string(key.name)), JSONMember("collection", .string(collection.id)),
                    JSONMember("networks", .strings(networks.listed.map(\.text))),
                ]
                try self.ledger.append([entry], connection)
                // The name is this one's now: nobody else's secret is written over.
                try Self.write(secret, new.authorities, of: new.name, folder)
            }
        } catch {
            forgetIfGone(new.name)
            throw error
        }
        return secret
    }

    /// Has a hook told elsewhere; what was not told goes there.
    /// - Parameters:
    ///   - new: where, to which networks, and by which authorities; its name says which hook.
    ///   - officer: who says so.
    ///   - second: who signed beside, if somebody did.
    /// - Throws: `NodeError` if there is no such hook, or something is not as it has to be.
    public func moveHook(_ new: NewHook, by officer: String, countersigned second: String? = nil) throws(NodeError) {
        let (address, networks) = try Self.checked(new)
        try change { [folder] connection throws(StoreError) in
            guard try HookRows(connection).move(new.name, to: address.text, networks: networks.text) else {
                throw StoreError(.other, "there is no hook `\(new.name)`")
            }
            var entry = Self.hookEntry(new.name, "moved", address.origin, officer, countersigned: second)
            entry.internalMembers.append(JSONMember("networks", .strings(networks.listed.map(\.text))))
            try self.ledger.append([entry], connection)
            try Self.write(nil, new.authorities, of: new.name, folder)
        }
    }

    /// Gives a hook another secret; from now on it signs by that.
    /// - Parameters:
    ///   - name: the hook.
    ///   - officer: who says so.
    ///   - second: who signed beside, if somebody did.
    /// - Returns: the secret, which is shown this once.
    /// - Throws: `NodeError` if there is no such hook.
    public func renewHook(_ name: String, by officer: String, countersigned second: String? = nil) throws(NodeError)
        -> String
    {
        let secret = Self.newSecret()
        try change { [folder] connection throws(StoreError) in
            guard try HookRows(connection).find(name) != nil else {
                throw StoreError(.other, "there is no hook `\(name)`")
            }
            let entry = Self.hookEntry(name, "renewed", "", officer, countersigned: second)
            try self.ledger.append([entry], connection)
            do throws(Files.Failure) {
                try Files.write(Array(secret.utf8), to: folder.hookFile(name, "secret"))
            } catch {
                throw StoreError(.other, error.description)
            }
        }
        return secret
    }

    /// Lists a listener's host: at the console, hooks can go there from now on.
    /// - Parameters:
    ///   - text: scheme, host and port.
    ///   - networks: the networks to which hooks may go then; none for addresses that all can reach.
    ///   - authorities: the authorities in PEM by which its chain is judged; nil for those of the system.
    ///   - officer: who lists it.
    /// - Returns: the place as it is listed.
    /// - Throws: `NodeError` if something of it is not as it has to be.
    @discardableResult
    public func listHookServer(
        _ text: String,
        networks: [String],
        authorities: [UInt8]?,
        by officer: String
    ) throws(NodeError) -> String {
        var wanted = NewHook(name: "", address: text, key: "", collection: "")
        wanted.networks = networks
        let (address, checked) = try Self.checked(wanted)
        guard [address.origin, address.origin + "/"].contains(address.text.lowercased()) else {
            throw NodeError("a listener is listed by scheme, host and port alone, as `\(address.origin)`")
        }
        var server = ListedServer(.hook, address.origin)
        server.networks = checked.listed.map(\.text)
        server.authorities = authorities.map { String(decoding: $0, as: UTF8.self) }
        try list(server, by: officer)
        return server.origin
    }

    private static func newSecret() -> String { HookMessage.secretPrefix + Encoding.base64(Random.bytes(32)) }

    /// Writes what belongs to a hook, in the transaction that knows of it; without a secret it keeps its own.
    private static func write(
        _ secret: String?,
        _ authorities: [UInt8]?,
        of name: String,
        _ folder: NodeFolder
    ) throws(StoreError) {
        do throws(Files.Failure) {
            if let authorities {
                try Files.write(authorities, to: folder.hookFile(name, "ca"))
            } else if !Files.remove(folder.hookFile(name, "ca")) {
                throw Files.Failure(description: "the authorities of `\(name)` cannot be taken away")
            }
            if let secret { try Files.write(Array(secret.utf8), to: folder.hookFile(name, "secret")) }
        } catch {
            throw StoreError(.other, error.description)
        }
    }

    /// Takes files away that belong to no hook, after it is not known what became of one; never those of one that is
    /// there.
    private func forgetIfGone(_ name: String) {
        let isGone = try? store.write { connection throws(StoreError) in try HookRows(connection).find(name) == nil }
        if isGone ?? false { folder.forgetHook(name) }
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
        do throws(NodeError) {
            let isDone = try change { connection throws(StoreError) in
                guard try HookRows(connection).remove(name) else { return false }
                try self.ledger.append([Self.hookEntry(name, "removed", "", officer)], connection)
                return true
            }
            if isDone { folder.forgetHook(name) }
            return isDone
        } catch {
            // It may have been taken away all the same; then its secret is nobody's.
            forgetIfGone(name)
            throw error
        }
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
    static func hookEntry(
        _ name: String,
        _ step: String,
        _ detail: String,
        _ officer: String? = nil,
        countersigned second: String? = nil
    ) -> LedgerEntry {
        var entry = LedgerEntry(.source, officer: officer)
        entry.internalMembers = [
            JSONMember("hook", .string(name)), JSONMember("step", .string(step)),
            JSONMember("detail", .string(detail)),
        ]
        if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
        return entry
    }
}
