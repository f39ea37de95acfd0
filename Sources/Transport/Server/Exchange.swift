internal import CMicroHTTPD
internal import Dispatch
internal import Glibc
internal import Synchronization

/// One request on its way through libmicrohttpd: from the request line to the last byte of the response.
final class Exchange: Sendable {
    /// What is known so far.
    struct Progress {
        var request: HTTPRequest?
        var body: [UInt8] = []
        var limit = 0
        var isTooLarge = false
        var isStarted = false
        var response: HTTPResponse?
    }

    /// The request target as it stood in the request line.
    let target: String
    let progress = Mutex(Progress())

    init(target: String) { self.target = target }

    /// The path and the query of the target, neither decoded.
    var pathAndQuery: (path: String, query: String?) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, nil) }
        return (String(target[..<mark]), String(target[target.utf8.index(after: mark)...]))
    }
}

/// One connection of a client: its deadline, the certificate that it showed, and whether it waits for a request.
final class Peer: Sendable {
    /// The socket.
    let socket: Int32
    /// The address at the other end, as text; empty if there is none.
    let address: String
    /// The client's network, as far as one is told from another.
    let network: UInt64
    /// When the connection began, in nanoseconds of the system's uptime.
    let began = DispatchTime.now().uptimeNanoseconds
    /// The certificate in DER once it was looked up; nil inside if none was shown.
    let certificate = Mutex<[UInt8]??>(nil)
    /// When the connection is to be ended, in nanoseconds of the system's uptime; 0 for never.
    private let deadline = Atomic<UInt64>(0)

    /// Since when the request has not been whole, in nanoseconds of the system's uptime; 0 while a whole one is answered.
    private let waiting: Atomic<UInt64>
    private let known = Atomic(false)
    private let ended = Atomic(false)

    init(socket: Int32, address: String, network: UInt64) {
        (self.socket, self.address, self.network) = (socket, address, network)
        waiting = Atomic(began)
    }

    /// Whether a caller has shown on this connection who it is.
    var isKnown: Bool { known.load(ordering: .relaxed) }

    /// Whether the connection was told to end.
    var isEnded: Bool { ended.load(ordering: .relaxed) }

    /// Since when a whole request is awaited, or nil.
    var waitingSince: UInt64? {
        let since = waiting.load(ordering: .relaxed)
        return since == 0 ? nil : since
    }

    /// The caller is known.
    func know() { known.store(true, ordering: .relaxed) }

    /// The request is whole.
    func noteWhole() { waiting.store(0, ordering: .relaxed) }

    /// The next request is awaited.
    func noteAnswered() { waiting.store(DispatchTime.now().uptimeNanoseconds, ordering: .relaxed) }

    /// Makes the library close the connection; called while nothing else can close the socket.
    func end() {
        ended.store(true, ordering: .relaxed)
        disarm()
        shutdown(socket, Int32(SHUT_RDWR))
    }

    /// Sets or moves the deadline.
    func arm(seconds: Int) {
        let end = DispatchTime.now().uptimeNanoseconds + UInt64(max(seconds, 1)) * 1_000_000_000
        deadline.store(end, ordering: .relaxed)
    }

    /// Takes the deadline away.
    func disarm() { deadline.store(0, ordering: .relaxed) }

    /// Whether the deadline has passed.
    func isLate(at now: UInt64) -> Bool {
        let end = deadline.load(ordering: .relaxed)
        return end != 0 && end < now
    }
}
