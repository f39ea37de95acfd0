public import Cryptography
internal import JSON
internal import STIX
public import Store

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
    let clients = PartnerClients()
    let agreements = AgreementsInUse()
    let feedClock = FeedClock()
    let longWork = LongWork()
    let traffic: PartnerTraffic
    let clockWatch = ClockWatch()
    package let ledger: Ledger

    /// Opens a node that has been set up.
    /// - Parameters:
    ///   - folder: its files.
    ///   - isPlain: serves plain HTTP; only for throw-away nodes on loopback.
    ///   - clock: microseconds since 1970.
    ///   - migrating: gets what is done when the store is one of an earlier release.
    /// - Throws: `NodeError`.
    public convenience init(
        folder: NodeFolder,
        isPlain: Bool = false,
        clock: @escaping @Sendable () -> Int64 = SystemClock.now,
        migrating: @escaping @Sendable (MigrationProgress, NodeConfiguration) -> Void = { _, _ in }
    ) throws(NodeError) {
        try self.init(folder: folder, isPlain: isPlain, faults: nil, clock: clock, migrating: migrating)
    }

    /// Opens a node whose store fails when it is told to, for tests.
    package init(
        folder: NodeFolder,
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
        traffic = PartnerTraffic(
            PartnerTraffic.Limits(
                requestsPerMinute: configuration.partnerRequestsPerMinute,
                bytesPerDay: configuration.partnerBytesPerDay
            )
        )
        intake = Intake(configuration: configuration)
        try judgeStatementsOnce()
    }

    /// Ends all work and closes the store.
    public func close() { store.close() }

    /// The name of the API root for the party's own tools.
    public static let toolsRoot = "tools"
}

/// Why a flow could not do what was asked; for the operator.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String
    /// What the node's own log calls it: a word of ours, while the description may name what a partner sent.
    var reason: StaticString = "refused"
    /// Whether the store failed, rather than that what was asked is not to be had.
    var isStoreFault = false

    /// An error.
    /// - Parameter description: what is wrong.
    public init(_ description: String) { self.description = description }

    /// An error with a word for the node's own log.
    init(_ description: String, reason: StaticString) { (self.description, self.reason) = (description, reason) }

    /// What the store could not do; a refusal of our own that came through it stays one.
    init(_ error: StoreError) { self.init(error.description, because: error) }

    /// What could not be done because of what the store could not do.
    init(_ description: String, because error: StoreError) {
        self.description = description
        isStoreFault = error.cause != nil || error.code == .busy
        if isStoreFault { reason = "store" }
    }
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
    func makeToolsRoot(_ connection: Connection) throws(StoreError) {
        let root = StoredRoot(
            path: Self.toolsRoot,
            title: "\(configuration.title): tools",
            description: nil,
            party: nil,
            maximumContentLength: Int64(configuration.maximumContentLength)
        )
        try RootRows(connection).put(root)
    }
}
