public import Configuration
public import Cryptography
package import Holdings
internal import JSON
package import Ledger
internal import STIX
public import Store
package import Warnings

/// One party's node: its configuration, keys and store, and the flows between the rooms.
public final class Node: Sendable {
    /// Where its files are, or nil for a node in memory-like use without partners.
    public let folder: NodeFolder
    /// How it is set up.
    public let configuration: NodeConfiguration
    /// What it keeps.
    public let store: Store
    /// Signs invitations.
    public let signingKey: SigningKey
    /// Serves TLS, and shows who the node is to partners.
    public let certificate: NodeCertificate
    /// Microseconds since 1970; tests turn it.
    public let clock: @Sendable () -> Int64
    package let intake: Intake
    package let clients = PartnerClients()
    package let agreements = AgreementsInUse()
    package let feedClock = FeedClock()
    package let longWork = LongWork()
    package let errands = Errands()
    package let traffic: PartnerTraffic
    package let clockWatch = ClockWatch()
    package let ledger: Ledger
    /// What markings mean.
    package let markings = MarkingMemory()
    /// The warning lists that values are held against.
    package let warningLists: ListsInUse

    /// Opens what a node is made of; `init(folder:)` of `Releasing` brings it up to date as well.
    /// - Parameters:
    ///   - folder: its files.
    ///   - isPlain: serves plain HTTP; only for throw-away nodes on loopback.
    ///   - faults: when the store fails, for tests.
    ///   - clock: microseconds since 1970.
    ///   - migrating: gets what is done when the store is one of an earlier release.
    /// - Throws: `NodeError`.
    package init(
        opening folder: NodeFolder,
        isPlain: Bool = false,
        faults: Faults?,
        clock: @escaping @Sendable () -> Int64,
        migrating: @escaping @Sendable (MigrationProgress, NodeConfiguration) -> Void = { _, _ in }
    ) throws(NodeError) {
        do {
            try folder.keepToOwner()
            var configuration = try folder.configuration()
            configuration.isPlain = isPlain
            self.configuration = configuration
            signingKey = try folder.signingKey()
            certificate = try folder.certificate()
            var options = Store.Options()
            options.writerCacheKibibytes = configuration.writerCacheKibibytes
            options.readerCacheKibibytes = configuration.readerCacheKibibytes
            options.faults = faults
            options.migrating = { [configuration] progress in migrating(progress, configuration) }
            guard
                let ledger = Ledger(
                    name: configuration.name,
                    signingKey: signingKey,
                    keys: LogKeys(first: signingKey) { folder.logKey($0) },
                    cachedTiles: configuration.cachedTiles,
                    clock: clock
                )
            else { throw NodeError("the signing key cannot be used") }
            self.ledger = ledger
            options.seal = { connection throws(StoreError) in try ledger.seal(connection) }
            store = try Store(path: folder.storeFile, options: options)
            try store.read { connection throws(StoreError) in try ledger.checkKey(connection) }
            let isOpen = try store.read { connection throws(StoreError) in try LogRows(connection).head() != nil }
            if !isOpen { try store.write { connection throws(StoreError) in try ledger.adopt(connection) } }
        } catch {
            throw NodeError("cannot open the node in `\(folder.path)`: \(error)")
        }
        self.folder = folder
        self.clock = clock
        warningLists = ListsInUse(folder)
        traffic = PartnerTraffic(
            PartnerTraffic.Limits(
                requestsPerMinute: configuration.partnerRequestsPerMinute,
                bytesPerDay: configuration.partnerBytesPerDay
            )
        )
        intake = Intake(configuration: configuration)
    }

    /// Ends all work and closes the store.
    public func close() { store.close() }
}

extension Node {
    /// Changes the store, with the operator's words for a failure.
    @discardableResult
    public func change<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) throws(NodeError) -> Value {
        let (call, now) = (DoneCall.current, clock())
        do throws(StoreError) {
            guard let call else { return try store.write(work) }
            return try store.write { connection throws(StoreError) in
                try call.note(connection, now: now)
                return try work(connection)
            }
        } catch {
            throw NodeError(error)
        }
    }

    /// Reads the store, with the operator's words for a failure.
    public func reading<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(NodeError) -> Value {
        do throws(StoreError) {
            return try store.read(body)
        } catch {
            throw NodeError(error)
        }
    }
}

extension Node {
    /// Makes the API root of the party's own tools, if it is missing.
    /// - Throws: `NodeError`.
    public func makeToolsRoot() throws(NodeError) {
        try change { connection throws(StoreError) in try self.makeToolsRoot(connection) }
    }

    /// Makes the API root of the party's own tools, if it is missing.
    package func makeToolsRoot(_ connection: Connection) throws(StoreError) {
        let root = StoredRoot(
            path: NodeConfiguration.toolsRoot,
            title: "\(configuration.title): tools",
            description: nil,
            party: nil,
            maximumContentLength: Int64(configuration.maximumContentLength)
        )
        try RootRows(connection).put(root)
    }
}
