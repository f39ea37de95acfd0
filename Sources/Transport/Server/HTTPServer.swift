internal import CMicroHTTPD
internal import Dispatch
internal import Glibc
internal import Synchronization

/// A listener for HTTP/1.1, plain or over TLS 1.2 and 1.3, over libmicrohttpd.
///
/// Bodies are collected up to the handler's limit, slow clients are ended by a watchdog, a client's certificate is
/// asked for but not required: who the client is, the handler decides.
@safe
public final class HTTPServer: Sendable {
    /// Why a listener could not be started.
    public struct Failure: Error, CustomStringConvertible {
        /// What happened, for the operator.
        public let description: String
    }

    let handler: any HTTPHandler
    let options: HTTPServerOptions
    let watchdog: Watchdog
    private let daemon = Mutex<Daemon?>(nil)
    /// How many connections wait for an answer, and whether more may begin to.
    private let suspended = Mutex<(count: Int, isStopping: Bool)>((0, false))
    /// Signalled when nobody waits any more, once the listener stops.
    private let allAnswered = DispatchSemaphore(value: 0)
    private let streams = Mutex<(open: [WeakStream], isStopping: Bool)>(([], false))

    private struct WeakStream {
        weak let stream: HTTPStream?
    }

    /// The library's handle.
    ///
    /// `@unchecked`: libmicrohttpd's daemon may be used from any thread.
    @safe
    private struct Daemon: @unchecked Sendable {
        let handle: OpaquePointer
    }

    /// TLS 1.3 and 1.2 with forward secrecy and authenticated encryption only (RFC 7540, appendix A lists the rest).
    private static let priorities = """
        NONE:+VERS-TLS1.3:+VERS-TLS1.2:+AEAD:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:+ECDHE-ECDSA:+ECDHE-RSA:\
        +GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+SIGN-ALL:+COMP-NULL:+CTYPE-X509:%SERVER_PRECEDENCE
        """

    /// Starts to listen.
    /// - Parameters:
    ///   - options: how.
    ///   - handler: answers the requests.
    /// - Throws: `Failure`, for instance if the port is taken.
    public init(options: HTTPServerOptions, handler: any HTTPHandler) throws(Failure) {
        self.options = options
        self.handler = handler
        watchdog = Watchdog(
            Crowd(
                most: options.maximumConnections,
                mostWaiting: options.maximumWaiting,
                mostOfNetwork: options.maximumConnectionsPerAddress,
                reserve: options.reservedConnections
            )
        )
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        guard let address = SocketAddress(options.address, port: options.port) else {
            throw Failure(description: "`\(options.address)` is no IPv4 or IPv6 address")
        }
        var flags =
            MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_USE_TURBO.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
        if options.tls != nil { flags |= MHD_USE_TLS.rawValue }
        if address.isIPv6 { flags |= MHD_USE_IPv6.rawValue }
        let started = unsafe Self.start(flags, options, address, context)
        guard let handle = unsafe started else {
            let reason = unsafe String(cString: strerror(errno))
            throw Failure(description: "cannot listen on `\(options.address)` port \(options.port): \(reason)")
        }
        daemon.withLock { $0 = unsafe Daemon(handle: handle) }
    }

    private static func start(
        _ flags: UInt32,
        _ options: HTTPServerOptions,
        _ address: SocketAddress,
        _ context: UnsafeMutableRawPointer
    ) -> OpaquePointer? {
        let certificate = unsafe strdup(options.tls?.certificate ?? "")
        let privateKey = unsafe strdup(options.tls?.privateKey ?? "")
        let priorities = unsafe strdup(priorities)
        defer {
            unsafe free(certificate)
            unsafe free(privateKey)
            unsafe free(priorities)
        }
        func number(_ option: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
            unsafe MHD_OptionItem(option: option, value: value, ptr_value: nil)
        }
        func text(_ option: MHD_OPTION, _ value: UnsafeMutablePointer<CChar>?) -> MHD_OptionItem {
            unsafe MHD_OptionItem(option: option, value: 0, ptr_value: value)
        }
        func callback(_ option: MHD_OPTION, _ function: Int) -> MHD_OptionItem {
            unsafe MHD_OptionItem(option: option, value: function, ptr_value: context)
        }
        return unsafe address.withPointer { socketAddress in
            var items = unsafe [
                unsafe MHD_OptionItem(option: .SOCK_ADDR, value: 0, ptr_value: socketAddress),
                unsafe number(.THREAD_POOL_SIZE, max(options.threads, 1)),
                // Who goes when there are too many, `Crowd` says; the library would turn the newest away, each of its
                // threads for itself.
                unsafe number(.CONNECTION_LIMIT, 2 * options.maximumConnections + 64 * options.threads),
                unsafe number(.CONNECTION_TIMEOUT, options.idleSeconds),
                unsafe number(.CONNECTION_MEMORY_LIMIT, options.headBytes),
                unsafe number(.LISTEN_BACKLOG_SIZE, 512),
                unsafe number(.STRICT_FOR_CLIENT, 1),
                unsafe callback(.NOTIFY_COMPLETED, unsafeBitCast(HTTPCallbacks.completed, to: Int.self)),
                unsafe callback(.NOTIFY_CONNECTION, unsafeBitCast(HTTPCallbacks.connection, to: Int.self)),
                unsafe callback(.URI_LOG_CALLBACK, unsafeBitCast(HTTPCallbacks.requestLine, to: Int.self)),
                unsafe callback(.UNESCAPE_CALLBACK, unsafeBitCast(HTTPCallbacks.unescape, to: Int.self)),
            ]
            if options.tls != nil {
                unsafe items.append(text(.HTTPS_MEM_CERT, certificate))
                unsafe items.append(text(.HTTPS_MEM_KEY, privateKey))
                unsafe items.append(text(.HTTPS_PRIORITIES, priorities))
            }
            unsafe items.append(number(.END, 0))
            return unsafe entente_MHD_start(flags, options.port, HTTPCallbacks.access, context, &items)
        }
    }

    /// How many connections were ended to make room for newer ones, since the start.
    public var connectionsEnded: Int { watchdog.endedForOthers }

    /// The port that is listened on.
    public var port: UInt16 {
        daemon.withLock { daemon in daemon.map { unsafe entente_MHD_port($0.handle) } ?? 0 }
    }

    /// Takes no more connections, lets the running requests end, and frees the port.
    public func stop() {
        guard
            let running = daemon.withLock({ daemon in
                defer { daemon = nil }
                return daemon
            })
        else { return }
        let listener = unsafe MHD_quiesce_daemon(running.handle)
        if listener >= 0 { close(listener) }
        let open = streams.withLock { streams in
            streams.isStopping = true
            return streams.open
        }
        for entry in open { entry.stream?.end() }
        // Who is connected may ask on: from here on nobody begins to wait, since the library ends the process if anybody
        // waits when it is stopped.
        let isAwaited = suspended.withLock { suspended in
            suspended.isStopping = true
            return suspended.count > 0
        }
        if isAwaited { allAnswered.wait() }
        unsafe MHD_stop_daemon(running.handle)
    }

    /// Remembers a stream, to end it with the server.
    func keep(_ stream: HTTPStream) {
        let isStopping = streams.withLock { streams in
            streams.open.removeAll { $0.stream == nil }
            streams.open.append(WeakStream(stream: stream))
            return streams.isStopping
        }
        if isStopping { stream.end() }
    }

    /// Notes that a connection begins to wait for its answer.
    /// - Returns: false if the listener stops: then the connection ends without one.
    func beginWaiting() -> Bool {
        suspended.withLock { suspended in
            guard !suspended.isStopping else { return false }
            suspended.count += 1
            return true
        }
    }

    /// Notes that a connection that waited has its answer, and is resumed.
    func endWaiting() {
        let isLast = suspended.withLock { suspended in
            suspended.count -= 1
            return suspended.isStopping && suspended.count == 0
        }
        if isLast { allAnswered.signal() }
    }
}
