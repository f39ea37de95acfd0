internal import CMicroHTTPD
internal import Synchronization

/// The functions that libmicrohttpd calls, on its own threads.
///
/// They are static and nonisolated: a closure written in an isolated place would trap when a foreign thread calls it.
/// Context pointers are the server (unretained: it outlives its daemon), the peer and the exchange (both retained
/// here and released by the callback that ends them).
enum HTTPCallbacks {
    private static func server(_ context: UnsafeMutableRawPointer?) -> HTTPServer? {
        unsafe context.map { unsafe Unmanaged<HTTPServer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func peer(_ connection: OpaquePointer?) -> Peer? {
        guard let connection = unsafe connection, let context = unsafe entente_MHD_context(connection) else {
            return nil
        }
        return unsafe Unmanaged<Peer>.fromOpaque(context).takeUnretainedValue()
    }

    private static func address(_ connection: OpaquePointer) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(ENTENTE_ADDRESS_BYTES)) { buffer in
            guard let base = buffer.baseAddress, unsafe entente_MHD_address(connection, base) else { return "" }
            return unsafe String(cString: base)
        }
    }

    /// A connection begins or ends.
    static let connection:
        @convention(c) (
            UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
            MHD_ConnectionNotificationCode
        ) -> Void = { context, connection, slot, code in
            guard let server = unsafe server(context), let connection = unsafe connection, let slot = unsafe slot
            else { return }
            if code == .CONNECTION_NOTIFY_STARTED {
                let peer = unsafe Peer(
                    socket: entente_MHD_socket(connection),
                    address: address(connection),
                    network: entente_MHD_network(connection)
                )
                unsafe slot.pointee = Unmanaged.passRetained(peer).toOpaque()
                if let session = unsafe entente_MHD_session(connection) {
                    // Ask for a certificate, name no authorities: partners are known by pins.
                    unsafe gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUEST)
                    unsafe gnutls_certificate_send_x509_rdn_sequence(session, 1)
                }
                peer.arm(seconds: server.options.headSeconds)
                server.watchdog.watch(peer)
            } else if let held = unsafe slot.pointee {
                let peer = unsafe Unmanaged<Peer>.fromOpaque(held).takeRetainedValue()
                server.watchdog.forget(peer)
                unsafe slot.pointee = nil
            }
        }

    /// The request line has been read: the one place where the target stands undecoded.
    static let requestLine:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? =
            {
                context,
                target,
                connection in
                if let server = unsafe server(context), let peer = unsafe peer(connection) {
                    peer.arm(seconds: server.options.headSeconds)
                }
                let text = unsafe target.map { unsafe String(cString: $0) } ?? ""
                return unsafe Unmanaged.passRetained(Exchange(target: text)).toOpaque()
            }

    /// Leaves escapes alone; the handler decodes what it needs.
    static let unescape:
        @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = {
            _,
            _,
            text in
            guard let text = unsafe text else { return 0 }
            var count = 0
            while unsafe text[count] != 0 { count += 1 }
            return count
        }

    /// A request has ended, well or not.
    static let completed:
        @convention(c) (
            UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
            MHD_RequestTerminationCode
        ) -> Void = { context, connection, slot, _ in
            guard let slot = unsafe slot, let held = unsafe slot.pointee else { return }
            unsafe Unmanaged<Exchange>.fromOpaque(held).release()
            unsafe slot.pointee = nil
            guard let server = unsafe server(context), let peer = unsafe peer(connection) else { return }
            peer.noteAnswered()
            // The library forgets a silent client by itself, but not one that sends a byte of its next request now and then.
            peer.arm(seconds: server.options.idleSeconds + server.options.headSeconds)
        }

    /// The head is there, a piece of the body is there, or the request is complete.
    static let access:
        @convention(c) (
            UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
            UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafeMutablePointer<Int>?,
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> MHD_Result = { context, connection, _, method, _, data, size, slot in
            guard let server = unsafe server(context), let connection = unsafe connection, let size = unsafe size,
                let held = unsafe slot?.pointee
            else { return .NO }
            let exchange = unsafe Unmanaged<Exchange>.fromOpaque(held).takeUnretainedValue()
            let isFirst = exchange.progress.withLock { progress in
                defer { progress.isStarted = true }
                return !progress.isStarted
            }
            if isFirst {
                return unsafe begin(
                    server,
                    connection,
                    exchange,
                    method: method.map { unsafe String(cString: $0) } ?? ""
                )
            }
            if unsafe size.pointee > 0 {
                let piece = unsafe UnsafeRawBufferPointer(start: data, count: size.pointee)
                exchange.progress.withLock { progress in
                    if progress.body.count + piece.count > progress.limit {
                        progress.isTooLarge = true
                        progress.body = []
                    } else if !progress.isTooLarge {
                        unsafe progress.body.append(contentsOf: piece)
                    }
                }
                unsafe size.pointee = 0
                return .YES
            }
            return unsafe proceed(server, connection, exchange)
        }

    /// Looks at the head; a body that is declared too large is refused before it is read.
    private static func begin(
        _ server: HTTPServer,
        _ connection: OpaquePointer,
        _ exchange: Exchange,
        method: String
    ) -> MHD_Result {
        let (path, query) = exchange.pathAndQuery
        let peer = unsafe peer(connection)
        let request = HTTPRequest(
            method: method,
            path: path,
            query: query,
            fields: unsafe fields(connection),
            peerCertificate: unsafe certificate(connection, peer),
            address: peer?.address ?? ""
        )
        let limit = server.handler.maximumBodyBytes(for: request)
        exchange.progress.withLock { progress in
            progress.request = request
            progress.limit = limit
        }
        peer?.arm(seconds: server.options.bodySeconds)
        if server.watchdog.isCrowded, let peer, !peer.isKnown, server.handler.knows(request) {
            server.watchdog.know(peer)
        }
        if let fault = HTTPHeadFault(request) {
            var response = server.handler.answer(to: fault, request)
            response.fields += fault.fields
            response.fields.append(HTTPField("Connection", "close"))
            return unsafe send(response, connection)
        }
        if let declared = request.field("content-length").flatMap({ Int($0) }), declared > limit {
            return unsafe send(server.handler.refusal(of: request, limit: limit), connection)
        }
        return .YES
    }

    /// The request is complete: answer it, or wait for the answer.
    private static func proceed(
        _ server: HTTPServer,
        _ connection: OpaquePointer,
        _ exchange: Exchange
    ) -> MHD_Result {
        let (given, request, isTooLarge, limit) = exchange.progress.withLock { progress in
            var request = progress.request
            request?.body = progress.body
            progress.body = []
            return (progress.response, request, progress.isTooLarge, progress.limit)
        }
        let peer = unsafe peer(connection)
        peer?.arm(seconds: server.options.responseSeconds)
        peer?.noteWhole()
        if let given { return unsafe send(given, connection) }
        guard let request else { return .NO }
        if isTooLarge { return unsafe send(server.handler.refusal(of: request, limit: limit), connection) }
        switch server.handler.answer(request) {
        case .ready(let response): return unsafe send(response, connection)
        case .stream(let head, let start):
            peer?.disarm()
            let stream = HTTPStream()
            let result = unsafe send(head, stream, connection)
            if result == .YES {
                server.keep(stream)
                start(stream)
            }
            return result
        case .later(let start):
            peer?.disarm()
            guard server.beginWaiting() else { return .NO }
            unsafe MHD_suspend_connection(connection)
            let resumption = unsafe Resumption(connection: connection)
            start { response in
                exchange.progress.withLock { $0.response = response }
                resumption.resume()
                server.endWaiting()
            }
            return .YES
        }
    }

    private static func send(_ response: HTTPResponse, _ connection: OpaquePointer) -> MHD_Result {
        let body = response.body
        let keeper = unsafe Unmanaged.passRetained(body).toOpaque()
        let made = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
            body.count,
            body.address,
            release,
            keeper
        )
        guard let made = unsafe made else {
            unsafe Unmanaged<HTTPBody>.fromOpaque(keeper).release()
            return .NO
        }
        defer { unsafe MHD_destroy_response(made) }
        for field in response.fields {
            unsafe MHD_add_response_header(made, field.name, field.value)
        }
        return unsafe MHD_queue_response(connection, UInt32(clamping: response.status), made)
    }

    /// What a stream's reader needs: the stream, and the connection that it is on.
    @safe
    private final class StreamReading {
        let stream: HTTPStream
        let connection: OpaquePointer

        init(_ stream: HTTPStream, _ connection: OpaquePointer) {
            self.stream = stream
            unsafe self.connection = unsafe connection
        }
    }

    private static func send(_ head: HTTPResponse, _ stream: HTTPStream, _ connection: OpaquePointer) -> MHD_Result {
        let keeper = unsafe Unmanaged.passRetained(StreamReading(stream, connection)).toOpaque()
        let made = unsafe MHD_create_response_from_callback(UInt64.max, 4_096, readStream, keeper, releaseStream)
        guard let made = unsafe made else {
            unsafe Unmanaged<StreamReading>.fromOpaque(keeper).release()
            return .NO
        }
        defer { unsafe MHD_destroy_response(made) }
        for field in head.fields {
            unsafe MHD_add_response_header(made, field.name, field.value)
        }
        return unsafe MHD_queue_response(connection, UInt32(clamping: head.status), made)
    }

    private static let readStream:
        @convention(c) (UnsafeMutableRawPointer?, UInt64, UnsafeMutablePointer<CChar>?, Int) -> Int = {
            context,
            _,
            target,
            room in
            guard let context = unsafe context, let target = unsafe target else { return -1 }
            let reading = unsafe Unmanaged<StreamReading>.fromOpaque(context).takeUnretainedValue()
            return unsafe reading.stream.read(into: target, room, reading.connection)
        }

    private static let releaseStream: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
        guard let context = unsafe context else { return }
        let reading = unsafe Unmanaged<StreamReading>.fromOpaque(context).takeRetainedValue()
        reading.stream.noteGone()
    }

    private static let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { keeper in
        if let keeper = unsafe keeper { unsafe Unmanaged<HTTPBody>.fromOpaque(keeper).release() }
    }

    private static func fields(_ connection: OpaquePointer) -> [HTTPField] {
        let collected = FieldCollector()
        let context = unsafe Unmanaged.passUnretained(collected).toOpaque()
        unsafe MHD_get_connection_values(connection, .HEADER_KIND, collect, context)
        return collected.fields
    }

    private final class FieldCollector {
        var fields: [HTTPField] = []
    }

    private static let collect:
        @convention(c) (
            UnsafeMutableRawPointer?, MHD_ValueKind, UnsafePointer<CChar>?, UnsafePointer<CChar>?
        ) -> MHD_Result = { context, _, name, value in
            guard let context = unsafe context, let name = unsafe name else { return .YES }
            let collected = unsafe Unmanaged<FieldCollector>.fromOpaque(context).takeUnretainedValue()
            let text = unsafe value.map { unsafe String(cString: $0) } ?? ""
            unsafe collected.fields.append(HTTPField(String(cString: name).lowercased(), text))
            return .YES
        }

    private static func certificate(_ connection: OpaquePointer, _ peer: Peer?) -> [UInt8]? {
        if let known = peer?.certificate.withLock({ $0 }) { return known }
        guard let session = unsafe entente_MHD_session(connection) else { return nil }
        var count: UInt32 = 0
        let list = unsafe gnutls_certificate_get_peers(session, &count)
        var found: [UInt8]?
        if let first = unsafe list, count > 0, let data = unsafe first.pointee.data {
            unsafe found = [UInt8](UnsafeBufferPointer(start: data, count: Int(first.pointee.size)))
        }
        peer?.certificate.withLock { $0 = .some(found) }
        return found
    }
}
