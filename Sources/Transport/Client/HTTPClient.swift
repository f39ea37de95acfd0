internal import CCurl
internal import Synchronization

/// A client for HTTP/1.1 that knows a server by the pin of its public key, over libcurl.
///
/// One connection is kept open and used again; requests of one client run one after the other.
public final class HTTPClient: Sendable {
    /// Whom to talk to and how.
    public struct Options: Sendable {
        /// SHA-256 pins (base 64) of which one must match the server's public key; nil asks for a chain instead.
        public var pins: [String]?
        /// Files with the client's certificate and key in PEM, or nil.
        public var identity: (certificate: String, privateKey: String)?
        /// Name and password for HTTP Basic, or nil.
        public var credentials: (name: String, password: String)?
        /// A token for the field `Authorization` (RFC 6750), or nil.
        public var token: String?
        /// A file with the authorities in PEM by which the server's chain is judged; nil for those of the system.
        public var authorities: String?
        /// The address to connect to, in place of what the host of a URL resolves to; nil lets libcurl resolve it.
        ///
        /// Certificates are judged by the host of the URL all the same.
        public var address: String?
        /// Seconds until a connection must stand.
        public var connectSeconds = 5
        /// Seconds until the whole response must be there.
        public var totalSeconds = 120
        /// The largest response body that is taken, in bytes.
        public var maximumBodyBytes = 128 << 20

        /// The documented defaults.
        public init() {}
    }

    /// Why there is no response.
    public struct Failure: Error, CustomStringConvertible {
        /// What libcurl said.
        public let description: String
        /// Whether the server was not who it should be, or refused who we are.
        public let isTrust: Bool
        /// Whether there was a connection that broke: the same request may well succeed, a smaller one more likely so.
        public let isBroken: Bool
        /// Whether the response was larger than is taken: a smaller one may be.
        public let isTooLarge: Bool
        /// Whether the response was not there in time.
        public var isSlow = false
    }

    private let options: Options
    private let handle = Mutex<Handle?>(nil)

    /// A client.
    /// - Parameter options: whom to talk to and how.
    public init(options: Options) { self.options = options }

    /// Sends a request and waits for the response.
    /// - Parameters:
    ///   - method: the method.
    ///   - url: where to.
    ///   - fields: the fields of the head.
    ///   - body: the body, or nil for none.
    /// - Returns: the response; a status that means an error is no failure here.
    /// - Throws: `Failure` if there is no response.
    public func send(
        _ method: String,
        _ url: String,
        fields: [HTTPField] = [],
        body: [UInt8]? = nil
    ) throws(Failure) -> HTTPResponse {
        let result: Result<HTTPResponse, Failure> = handle.withLock { held in
            let handle = held ?? Handle()
            held = handle
            do throws(Failure) {
                return .success(try handle.send(method, url, fields: fields, body: body, options: options))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// libcurl's handle with what it collects; guarded by the client's lock.
@safe
private final class Handle {
    private let handle: UnsafeMutableRawPointer?
    private let received = Received()
    /// Where libcurl writes what it knows of a failure.
    private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// What has arrived of a response.
    private final class Received {
        var fields: [HTTPField] = []
        var body: [UInt8] = []
        var limit = 0
    }

    init() { unsafe handle = curl_easy_init() }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe message.deallocate()
    }

    func send(
        _ method: String,
        _ url: String,
        fields: [HTTPField],
        body: [UInt8]?,
        options: HTTPClient.Options
    ) throws(HTTPClient.Failure) -> HTTPResponse {
        guard let handle = unsafe handle else {
            throw HTTPClient.Failure(
                description: "libcurl has no memory",
                isTrust: false,
                isBroken: false,
                isTooLarge: false
            )
        }
        unsafe curl_easy_reset(handle)
        unsafe message.pointee = 0
        unsafe entente_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message)
        received.fields = []
        received.body = []
        received.limit = options.maximumBodyBytes
        unsafe apply(options, to: handle)
        unsafe set(handle, CURLOPT_URL, url)
        unsafe set(handle, CURLOPT_CUSTOMREQUEST, method)
        var list: UnsafeMutablePointer<curl_slist>?
        for field in fields + [HTTPField("Expect", "")] {
            // A field without a value is written `Name:` for libcurl, which then leaves it out.
            unsafe list = curl_slist_append(list, "\(field.name): \(field.value)")
        }
        defer { unsafe curl_slist_free_all(list) }
        var addresses: UnsafeMutablePointer<curl_slist>?
        if let address = options.address {
            // Whatever the host and the port: to this address, with the port as it is.
            let text = address.contains(":") ? "[\(address)]" : address
            unsafe addresses = curl_slist_append(addresses, "::\(text):")
        }
        defer { unsafe curl_slist_free_all(addresses) }
        unsafe entente_curl_set_list(handle, CURLOPT_CONNECT_TO, addresses)
        unsafe entente_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
        if let body {
            unsafe entente_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            unsafe body.withUnsafeBytes { raw in
                _ = unsafe entente_curl_set_pointer(
                    handle,
                    CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: raw.baseAddress)
                )
            }
        }
        let context = unsafe Unmanaged.passUnretained(received).toOpaque()
        unsafe entente_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        unsafe entente_curl_set_write(handle, CURLOPT_WRITEFUNCTION, Self.takeBody)
        unsafe entente_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        unsafe entente_curl_set_write(handle, CURLOPT_HEADERFUNCTION, Self.takeField)
        let result = unsafe curl_easy_perform(handle)
        guard result == CURLE_OK else { throw failure(result) }
        var status = 0
        unsafe entente_curl_status(handle, &status)
        return HTTPResponse(status: status, fields: received.fields, body: HTTPBody(received.body))
    }

    private func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) {
        _ = unsafe entente_curl_set_string(handle, option, value)
    }

    private func apply(_ options: HTTPClient.Options, to handle: UnsafeMutableRawPointer) {
        unsafe set(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        unsafe entente_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        unsafe entente_curl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        unsafe entente_curl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        unsafe entente_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT, options.connectSeconds)
        unsafe entente_curl_set_long(handle, CURLOPT_TIMEOUT, options.totalSeconds)
        unsafe set(handle, CURLOPT_NOPROXY, "*")
        if let pins = options.pins {
            // The pin is the whole trust: names and chains are not asked for (`sha256//` is checked all the same).
            unsafe entente_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0)
            unsafe entente_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0)
            unsafe set(handle, CURLOPT_PINNEDPUBLICKEY, pins.map { "sha256//\($0)" }.joined(separator: ";"))
        }
        if let identity = options.identity {
            unsafe set(handle, CURLOPT_SSLCERT, identity.certificate)
            unsafe set(handle, CURLOPT_SSLKEY, identity.privateKey)
        }
        if let credentials = options.credentials {
            unsafe entente_curl_set_long(handle, CURLOPT_HTTPAUTH, 1)
            unsafe set(handle, CURLOPT_USERNAME, credentials.name)
            unsafe set(handle, CURLOPT_PASSWORD, credentials.password)
        }
        if let token = options.token {
            unsafe entente_curl_set_long(handle, CURLOPT_HTTPAUTH, 1 << 6)
            unsafe set(handle, CURLOPT_XOAUTH2_BEARER, token)
        }
        if let authorities = options.authorities { unsafe set(handle, CURLOPT_CAINFO, authorities) }
    }

    private func failure(_ result: CURLcode) -> HTTPClient.Failure {
        let text = unsafe String(cString: curl_easy_strerror(result))
        let trust = [
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CLIENTCERT,
        ]
        // Under TLS 1.3 a server judges the client's certificate when the client believes the handshake to be over.
        let told = unsafe String(cString: message)
        let isRefused =
            result == CURLE_RECV_ERROR && told.contains(" alert ")
            && ["certificate", "unknown ca", "access denied"].contains { told.contains($0) }
        let broken = [
            CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SSL_CONNECT_ERROR,
        ]
        return HTTPClient.Failure(
            description: text,
            isTrust: isRefused || trust.contains(result),
            isBroken: !isRefused && broken.contains(result),
            // The body is written to memory, which refuses only what is beyond the limit.
            isTooLarge: result == CURLE_WRITE_ERROR,
            isSlow: result == CURLE_OPERATION_TIMEDOUT
        )
    }

    private static let takeBody: curl_write_callback = { data, size, count, context in
        guard let data = unsafe data, let context = unsafe context else { return 0 }
        let received = unsafe Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
        let bytes = size &* count
        guard received.body.count + bytes <= received.limit else { return 0 }
        unsafe received.body.append(contentsOf: UnsafeRawBufferPointer(start: data, count: bytes))
        return bytes
    }

    private static let takeField: curl_write_callback = { data, size, count, context in
        guard let data = unsafe data, let context = unsafe context else { return 0 }
        let received = unsafe Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
        let bytes = size &* count
        let line = unsafe String(decoding: UnsafeRawBufferPointer(start: data, count: bytes), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            received.fields = []
        } else if let colon = line.firstIndex(of: ":") {
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            received.fields.append(HTTPField(name, String(value.prefix { !$0.isNewline })))
        }
        return bytes
    }
}
