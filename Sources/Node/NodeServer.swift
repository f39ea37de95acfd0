public import Configuration
internal import ConsoleServer
internal import Cryptography
internal import Dispatch
internal import Exchange
internal import Hits
public import Installation
internal import Outside
internal import Store
internal import Synchronization
internal import TAXIIServer
internal import Transport
internal import Webhooks

/// A node that serves: its listener, and the jobs that pull from partners.
public final class NodeServer: Sendable {
    private let node: Node
    private let server: HTTPServer
    private let console: HTTPServer?
    private let puller: Puller?
    private let sources: SourceSchedule?
    private let hooks: HookSchedule?
    private let hits: HitFollower?
    private let log: NodeLog
    private let minutes = DispatchQueue(label: "entente.node.minutes")
    /// How many connections that were ended for others the log has told of.
    private let told = Mutex(0)

    /// Starts to serve.
    /// - Parameters:
    ///   - node: the node.
    ///   - log: the node's own log.
    /// - Throws: `NodeError`, for instance if the port is taken.
    public convenience init(node: Node, log: NodeLog) throws(NodeError) {
        try self.init(node: node, seedUsers: nil, log: log)
    }

    /// Starts to serve, perhaps as a throw-away node with users of its own.
    package init(
        node: Node,
        seedUsers: [String: [UInt8]]?,
        log: NodeLog
    ) throws(NodeError) {
        let puller = seedUsers == nil ? Puller(node: node, log: log) : nil
        let lists: ListClock
        do throws(StoreError) {
            lists = try node.store.dateLists(wall: node.clock, steady: SystemClock.steady)
        } catch {
            throw NodeError("the lists of the node cannot be dated: \(error.description)")
        }
        let service = TAXIIService(
            node: node,
            lists: lists,
            seedUsers: seedUsers,
            onHint: { partner in puller?.pullSoon(partner) },
            onLimit: { partner, limit in log(.partnerRefused, .partner(partner), .reason(limit.word)) }
        )
        let sources = seedUsers == nil ? SourceSchedule(node: node, log: log) : nil
        hooks = seedUsers == nil ? HookSchedule(node: node, service: service, log: log) : nil
        (self.node, self.puller, self.log, self.sources) = (node, puller, log, sources)
        hits = seedUsers == nil ? HitFollower(node: node, log: log) : nil
        var options = HTTPServerOptions()
        let configuration = node.configuration
        options.address = configuration.address
        options.port = UInt16(clamping: configuration.port)
        if !configuration.isPlain {
            options.tls = (node.certificate.certificate, node.certificate.privateKey)
        }
        options.threads = configuration.threads
        options.maximumConnections = configuration.maximumConnections
        options.maximumConnectionsPerAddress = configuration.maximumConnectionsPerAddress
        options.maximumWaiting = configuration.maximumWaiting
        options.reservedConnections = configuration.reservedConnections
        options.idleSeconds = configuration.idleSeconds
        options.headSeconds = configuration.headSeconds
        options.bodySeconds = configuration.bodySeconds
        do throws(HTTPServer.Failure) {
            server = try HTTPServer(options: options, handler: service)
        } catch {
            throw NodeError(error.description)
        }
        console =
            try seedUsers == nil ? Self.console(node, options, pull: { puller?.pullSoon($0, ended: $1) }, log) : nil
        node.store.serve { error in
            log(.storeFailed, .reason(Self.word(error.code)), .sqlite(Int(error.result ?? 0)))
        }
        // What a crash left half done is finished first.
        _ = service.workers.start { service.envelopes.workOff() }
        _ = service.workers.start {
            do throws(NodeError) { try node.sweep() } catch { log(.sweepFailed, .reason(error.reason)) }
        }
        if seedUsers == nil, let clock = try? node.clockState() {
            if clock.isSynchronised == false { log(.clockFree) }
            if clock.newest != nil { log(.clockBehind, .seconds(clock.ahead)) }
        }
        forgetOldStatuses()
        begin()
    }

    /// Begins with the jobs.
    private func begin() {
        puller?.start()
        sources?.start()
        hooks?.start()
        hits?.start()
        log(.start, .port(Int(server.port)), .console(Int(console?.port ?? 0)))
        followCrowd()
    }

    /// Tells the operator once a minute that there were too many connections.
    private func followCrowd() {
        minutes.asyncAfter(deadline: .now() + .seconds(60)) { [weak self] in
            guard let self else { return }
            let ended = self.server.connectionsEnded + (self.console?.connectionsEnded ?? 0)
            let before = self.told.withLock { told in
                defer { told = ended }
                return told
            }
            if ended > before { self.log(.connectionsEnded, .count(ended - before)) }
            self.followCrowd()
        }
    }

    /// A fault of the store in a word.
    private static func word(_ code: StoreError.Code) -> StaticString {
        switch code {
        case .full: "no-room"
        case .corrupt: "damaged"
        case .busy: "held"
        case .newer: "newer"
        case .inputOutput: "input-output"
        case .constraint: "constraint"
        case .other: "other"
        }
    }

    /// The console listens beside the node, in plain HTTP: on loopback, or behind a proxy that speaks TLS.
    private static func console(
        _ node: Node,
        _ options: HTTPServerOptions,
        pull: @escaping @Sendable (_ partner: String, _ ended: @escaping @Sendable () -> Void) -> Void,
        _ log: NodeLog
    ) throws(NodeError) -> HTTPServer? {
        guard node.configuration.consolePort > 0 else { return nil }
        var options = options
        options.port = UInt16(clamping: node.configuration.consolePort)
        options.tls = nil
        let service = try APIService(node: node, calls: NodeCalls.all, rooms: NodeCalls.rooms, pull: pull, log: log)
        service.beginNotices()
        do throws(HTTPServer.Failure) {
            return try HTTPServer(options: options, handler: service)
        } catch {
            throw NodeError(error.description)
        }
    }

    private func forgetOldStatuses() {
        let limit = node.clock() - Int64(node.configuration.statusHours) * 3_600_000_000
        node.store.write { connection throws(StoreError) in
            try StatusRows(connection).forget(completedBefore: limit)
        } done: { _ in
        }
    }

    /// The base URL on this machine.
    public var address: String {
        let configuration = node.configuration
        let host = configuration.address.contains(":") ? "[\(configuration.address)]" : configuration.address
        return "\(configuration.isPlain ? "http" : "https")://\(host):\(server.port)"
    }

    /// The address of the console, or nil if there is none.
    public var consoleAddress: String? {
        console.map { "http://\(node.configuration.name).localhost:\($0.port)" }
    }

    /// Ends what runs, and takes no more.
    public func stop() {
        puller?.stop()
        sources?.stop()
        hooks?.stop()
        hits?.stop()
        console?.stop()
        server.stop()
        log(.stop)
    }
}
