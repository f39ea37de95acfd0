/// How a listener is set up; every limit against hostile clients is here.
public struct HTTPServerOptions: Sendable {
    /// The IPv4 or IPv6 address to listen on.
    public var address = "127.0.0.1"
    /// The port; 0 takes a free one.
    public var port: UInt16 = 0
    /// The certificate and private key in PEM; nil serves plain HTTP.
    public var tls: (certificate: String, privateKey: String)?
    /// Threads that serve connections.
    public var threads = 8
    /// Connections at once.
    public var maximumConnections = 1_024
    /// Connections at once from one address, of callers that are not known.
    public var maximumConnectionsPerAddress = 512
    /// Connections at once whose request is not whole, of callers that are not known.
    public var maximumWaiting = 256
    /// Connections that only known callers get.
    public var reservedConnections = 256
    /// Seconds without a byte until a connection is closed.
    public var idleSeconds = 30
    /// Seconds within which the head of a request must have arrived.
    public var headSeconds = 10
    /// Seconds within which the body of a request must have arrived.
    public var bodySeconds = 120
    /// Seconds within which a response must have been taken.
    public var responseSeconds = 300
    /// Bytes of memory for the head of a request.
    public var headBytes = 32_768

    /// The documented defaults.
    public init() {}
}

/// Answers the requests of a listener.
public protocol HTTPHandler: Sendable {
    /// The largest body that is taken for a request, looked at before the body is read.
    /// - Parameter request: the request without its body.
    /// - Returns: bytes.
    func maximumBodyBytes(for request: HTTPRequest) -> Int

    /// Whether the caller has shown who it is; asked by the head alone, and only when there are many connections.
    /// - Parameter request: the request without its body.
    /// - Returns: true if the connection is one of those that are kept when others have to give way.
    func knows(_ request: HTTPRequest) -> Bool

    /// The answer to a request whose body is too large.
    /// - Parameters:
    ///   - request: the request without its body.
    ///   - limit: what `maximumBodyBytes` gave.
    /// - Returns: the answer, status 413.
    func refusal(of request: HTTPRequest, limit: Int) -> HTTPResponse

    /// The answer to a request whose head has a fault; the connection ends with it.
    /// - Parameters:
    ///   - fault: what is wrong.
    ///   - request: the request without its body.
    /// - Returns: the answer, with the status of the fault.
    func answer(to fault: HTTPHeadFault, _ request: HTTPRequest) -> HTTPResponse

    /// Answers a request; called on a thread that serves other connections too, so slow work is done elsewhere.
    /// - Parameter request: the request.
    /// - Returns: the answer, or how it will be given later.
    func answer(_ request: HTTPRequest) -> HTTPAnswer
}

/// An answer that is there, or one that comes later from another thread.
public enum HTTPAnswer: Sendable {
    /// The response is there.
    case ready(HTTPResponse)
    /// The work is started with a function that takes the response; it must be called exactly once.
    case later(@Sendable (@escaping @Sendable (HTTPResponse) -> Void) -> Void)
    /// The head of the response is there, its body is sent by whoever gets the stream, from any thread.
    case stream(HTTPResponse, @Sendable (HTTPStream) -> Void)
}
