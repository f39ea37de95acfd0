public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
public import Store
internal import TAXII

/// What an administrator says of a server of others.
public struct NewOutsideSource: Sendable {
    /// The short name that it has here.
    public var name: String
    /// The address of its discovery resource or of an API root.
    public var address: String
    /// The identifier, alias or title of the collection.
    public var collection: String
    /// The name for HTTP Basic.
    public var user: String?
    /// The password, or the token.
    public var secret: String?
    /// The certificate and its key in PEM.
    public var certificate: (certificate: [UInt8], key: [UInt8])?
    /// The authorities in PEM by which the server's chain is judged; nil for those of the system.
    public var authorities: [UInt8]?
    /// The party that it stands for when something is posted there.
    public var party: String?

    /// A server of others, of which nothing else is said.
    public init(name: String, address: String, collection: String) {
        (self.name, self.address, self.collection) = (name, address, collection)
    }

    var way: StoredOutsideSource.Way {
        certificate != nil ? .certificate : secret == nil ? .open : user == nil ? .bearer : .user
    }
}

/// Ordinary TAXII servers of others: added and removed by administrators, marked by officers.
extension Node {
    /// Adds a collection of a server of others, after looking for it there.
    ///
    /// What comes from it is in quarantine until an officer has said under which marking it stands.
    /// - Parameters:
    ///   - new: what the administrator says of it.
    ///   - officer: who adds it.
    ///   - second: who signed beside, if somebody did.
    /// - Returns: the source.
    /// - Throws: `NodeError` if it cannot be reached, has no such collection, or the name is taken.
    @discardableResult
    public func addSource(
        _ new: NewOutsideSource,
        by officer: String,
        countersigned second: String? = nil
    ) throws(NodeError) -> StoredOutsideSource {
        guard NodeConfiguration.isName(new.name) else {
            throw NodeError("`\(new.name)` cannot name a source: 1 to 40 lower-case letters, digits and hyphens")
        }
        let names = try reading { connection throws(StoreError) in try OutsideRows(connection).all().map(\.name) }
        guard !names.contains(new.name) else { throw NodeError("a source is or was called `\(new.name)`") }
        let trial = Self.trial(of: new.name)
        defer { folder.forgetSource(trial) }
        let found = try tried(new, as: trial)
        guard found.isReadable || new.party != nil && found.isWritable else {
            throw NodeError("the server lets this node neither read nor write the collection `\(new.collection)`")
        }
        if let party = new.party { try makeFeed(for: party) }
        do throws(NodeError) {
            return try add(new, found, tried: trial, by: officer, countersigned: second)
        } catch {
            forgetIfGone(new.name)
            throw error
        }
    }

    /// Takes secrets away that belong to no source, after it is not known what became of one; never those of one that
    /// is there.
    private func forgetIfGone(_ name: String) {
        let isGone = try? store.write { connection throws(StoreError) in
            try !OutsideRows(connection).all().contains { $0.name == name && $0.removed == nil }
        }
        if isGone ?? false { folder.forgetSource(name) }
    }

    private func add(
        _ new: NewOutsideSource,
        _ found: OutsideCollection,
        tried trial: String,
        by officer: String,
        countersigned second: String?
    ) throws(NodeError) -> StoredOutsideSource {
        let now = clock()
        return try change { [folder] connection throws(StoreError) in
            let row = try ObjectRows(connection).source(kind: OutsideRows.kind, name: new.name)
            var source = StoredOutsideSource(
                name: new.name,
                source: row,
                root: found.root,
                collection: found.id,
                title: found.title,
                way: new.way,
                made: now
            )
            (source.account, source.party) = (new.user, new.party)
            try OutsideRows(connection).add(source)
            let detail = found.root + "collections/\(found.id)/"
            let entry = Self.sourceEntry(new.name, "added", detail, officer, countersigned: second)
            try self.ledger.append([entry], connection)
            // The name is this one's now; what was tried before is nobody's.
            try Self.moveSecrets(trial, to: new.name, folder)
            return source
        }
    }

    /// Has the node show itself otherwise at a source, after trying it there.
    /// - Parameters:
    ///   - name: the source.
    ///   - access: how, as for a new one; where it is stays as it was.
    ///   - officer: who says so.
    ///   - second: who signed beside, if somebody did.
    /// - Throws: `NodeError` if there is no such source, or the server does not let the node in like that.
    public func changeSource(
        _ name: String,
        to access: NewOutsideSource,
        by officer: String,
        countersigned second: String? = nil
    ) throws(NodeError) {
        let source = try source(name)
        guard source.removed == nil else { throw NodeError("there is no source `\(name)`") }
        var wanted = access
        (wanted.name, wanted.address, wanted.collection) = (name, source.root, source.collection)
        if wanted.authorities == nil, Files.isThere(folder.sourceFile(name, "ca")) {
            do throws(Files.Failure) {
                wanted.authorities = try Files.read(folder.sourceFile(name, "ca"), limit: 1 << 20)
            } catch {
                throw NodeError(error.description)
            }
        }
        let trial = Self.trial(of: name)
        defer { folder.forgetSource(trial) }
        _ = try tried(wanted, as: trial)
        try change { [wanted, folder] connection throws(StoreError) in
            guard try OutsideRows(connection).show(name, by: wanted.way, account: wanted.user) else {
                throw StoreError(.other, "there is no source `\(name)`")
            }
            let entry = Self.sourceEntry(name, "changed", wanted.way.rawValue, officer, countersigned: second)
            try self.ledger.append([entry], connection)
            try Self.moveSecrets(trial, to: name, folder)
        }
    }

    /// A name under which secrets are tried; no source can have it.
    private static func trial(of name: String) -> String { "\(name)+\(Encoding.hex(Random.bytes(4)))" }

    private static func moveSecrets(_ trial: String, to name: String, _ folder: NodeFolder) throws(StoreError) {
        do throws(NodeFolder.Failure) { try folder.moveSource(trial, to: name) } catch {
            throw StoreError(.other, error.description)
        }
    }

    /// The collection, as it is found at a server with some secrets.
    private func tried(_ new: NewOutsideSource, as trial: String) throws(NodeError) -> OutsideCollection {
        let address: OutsideAddress
        do throws(OutsideAddress.Failure) {
            address = try OutsideAddress(new.address)
        } catch {
            throw NodeError("`\(new.address)` is no address of a server: \(error.description)")
        }
        try keepSecrets(of: new, as: trial)
        let server = try OutsideServer(trial, new.way, account: new.user, self)
        let found = try Self.asking(new.name) { () throws(SourceFault) in
            try server.find(new.collection, at: address)
        }
        guard let found else {
            throw NodeError("the server has no collection `\(new.collection)` for this node")
        }
        return found
    }

    /// Lists a server: at the console, sources can be added there from now on.
    /// - Parameters:
    ///   - text: scheme, host and port.
    ///   - authorities: the authorities in PEM by which its chain is judged; nil for those of the system.
    ///   - officer: who lists it.
    /// - Returns: the place as it is listed.
    /// - Throws: `NodeError` if that is no address of a server.
    @discardableResult
    public func listSourceServer(_ text: String, authorities: [UInt8]?, by officer: String) throws(NodeError)
        -> String
    {
        let address: OutsideAddress
        do throws(OutsideAddress.Failure) {
            address = try OutsideAddress(text)
        } catch {
            throw NodeError("`\(text)` is no address of a server: \(error.description)")
        }
        guard address.text == address.origin + "/" else {
            throw NodeError("a server is listed by scheme, host and port alone, as `\(address.origin)`")
        }
        var server = ListedServer(.source, address.origin)
        server.authorities = authorities.map { String(decoding: $0, as: UTF8.self) }
        try list(server, by: officer)
        return server.origin
    }

    /// Keeps the secrets as all secrets of the node are kept: in files of its owner alone.
    private func keepSecrets(of new: NewOutsideSource, as name: String) throws(NodeError) {
        let files = [
            ("secret", new.secret.map { Array($0.utf8) }), ("crt", new.certificate?.certificate),
            ("key", new.certificate?.key), ("ca", new.authorities),
        ]
        do throws(Files.Failure) {
            for case (let kind, let bytes?) in files { try Files.write(bytes, to: folder.sourceFile(name, kind)) }
        } catch {
            throw NodeError(error.description)
        }
    }

    /// Takes a source away, with the secrets that this node has there; what came from it stays as it was marked.
    /// - Parameters:
    ///   - name: its name.
    ///   - officer: who removes it.
    /// - Returns: false if there is none.
    /// - Throws: `NodeError`.
    public func removeSource(_ name: String, by officer: String) throws(NodeError) -> Bool {
        let now = clock()
        do throws(NodeError) {
            let isDone = try change { connection throws(StoreError) in
                guard try OutsideRows(connection).remove(name, now: now) else { return false }
                try self.ledger.append([Self.sourceEntry(name, "removed", "", officer)], connection)
                return true
            }
            if isDone { folder.forgetSource(name) }
            return isDone
        } catch {
            // It may have been taken away all the same; then its secrets are nobody's.
            forgetIfGone(name)
            throw error
        }
    }

    /// The sources that were not removed.
    /// - Returns: the sources, by name.
    /// - Throws: `NodeError`.
    public func sources() throws(NodeError) -> [StoredOutsideSource] {
        try reading { connection throws(StoreError) in
            try OutsideRows(connection).all().filter { $0.removed == nil }
        }
    }

    /// A source by its name.
    func source(_ name: String) throws(NodeError) -> StoredOutsideSource {
        let found = try reading { connection throws(StoreError) in try OutsideRows(connection).find(name) }
        guard let found else { throw NodeError("there is no source `\(name)`") }
        return found
    }

    /// Asks a server of others something, with its failure in words.
    static func asking<Value>(_ name: String, _ body: () throws(SourceFault) -> Value) throws(NodeError)
        -> Value
    {
        do throws(SourceFault) {
            return try body()
        } catch {
            throw error.error(of: name)
        }
    }

    /// The entry for what became of a source.
    static func sourceEntry(
        _ name: String,
        _ step: String,
        _ detail: String,
        _ officer: String? = nil,
        countersigned second: String? = nil
    ) -> LedgerEntry {
        var entry = LedgerEntry(.source, officer: officer)
        entry.internalMembers = [
            JSONMember("source", .string(name)), JSONMember("step", .string(step)),
            JSONMember("detail", .string(detail)),
        ]
        if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
        return entry
    }
}
