public import JSON
package import Node
internal import TAXIIServer
internal import Transport

/// Somebody who talks to a node in the same process: a person with a session, or a partner with a certificate.
public final class RouterClient {
    /// Who it is.
    public enum Caller {
        /// A person of this name.
        case person(String)
        /// A partner with a certificate in DER.
        case partner(name: String, certificate: [UInt8])
        /// A consumer of files for programs that detect, with its key.
        case consumer(key: String)
        /// A tool of the party's own, with its key.
        case tool(key: String)
    }

    /// The answer, and what was asked, so that an echo can be told from a leak.
    public struct Answer {
        /// The status code.
        public let status: Int
        /// Head and body, as they would go over the wire.
        public let bytes: [UInt8]
        /// The body.
        public let body: [UInt8]
        /// The request's line and body.
        public let asked: String

        /// The body as JSON.
        public var json: JSONTree? { (try? JSONDocument(parsing: body)).map { JSONTree($0.root) } }
    }

    /// Who it is.
    public let caller: Caller
    private let router: NodeRouter
    private var session: (cookie: String, csrf: String)?

    /// A caller.
    package init(_ caller: Caller, _ router: NodeRouter) { (self.caller, self.router) = (caller, router) }

    /// The password of everybody.
    package static let password = "correct horse battery staple"

    /// Signs in.
    /// - Parameter name: the account.
    /// - Returns: whether that worked.
    package func signIn(_ name: String) -> Bool {
        let answer = response(
            "POST",
            "/api/v1/session",
            .members(["name": .string(name), "password": .string(Self.password)])
        )
        let cookies = answer.fields.filter { $0.name == "Set-Cookie" }.map { $0.value.prefix { $0 != ";" } }
        guard let body = try? JSONDocument(parsing: answer.body.bytes).root,
            let csrf = body["csrf"]?.string
        else { return false }
        session = (cookies.joined(separator: "; "), csrf)
        return true
    }

    /// Sends a request.
    /// - Parameters:
    ///   - method: the method.
    ///   - target: path and query.
    ///   - body: JSON, or nil.
    ///   - key: the `Idempotency-Key`, or nil.
    /// - Returns: the answer.
    public func send(_ method: String, _ target: String, body: JSONTree? = nil, key: String? = nil) -> Answer {
        let response = response(method, target, body, key)
        let head = response.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        let content = response.body.bytes
        let text = body.map { String(decoding: $0.bytes(), as: UTF8.self) } ?? ""
        return Answer(
            status: response.status,
            bytes: Array("HTTP/1.1 \(response.status)\r\nContent-Length: \(content.count)\r\n\(head)\r\n".utf8)
                + content,
            body: content,
            asked: "\(target) \(text)"
        )
    }

    private static let taxii = "application/taxii+json;version=2.1"

    /// What the stream of a collection gives this tool behind a place.
    /// - Parameters:
    ///   - collection: the identifier of the collection.
    ///   - place: a date, or what an event named.
    /// - Returns: the bytes, and behind which place they are; no bytes for nothing.
    package func stream(of collection: String, from place: String) -> (bytes: [UInt8], place: String) {
        guard case .tool(let key) = caller else { return ([], place) }
        let request = HTTPRequest(
            method: "GET",
            path: "/tools/collections/\(collection)/objects/",
            query: nil,
            fields: [HTTPField("host", "localhost"), HTTPField("authorization", "Bearer \(key)")],
            body: []
        )
        switch router.stream(request, from: place) {
        case .later: return ([], place)
        case .end(let bytes): return (bytes, place)
        case .events(let bytes, let next, _): return (bytes, next)
        }
    }

    private func response(_ method: String, _ target: String, _ body: JSONTree?, _ key: String? = nil) -> HTTPResponse
    {
        let sides = target.split(separator: "?", maxSplits: 1)
        var request = HTTPRequest(
            method: method,
            path: String(sides.first ?? "/"),
            query: sides.count > 1 ? String(sides[1]) : nil,
            fields: [HTTPField("host", "localhost")],
            body: body?.bytes() ?? []
        )
        if let key { request.fields.append(HTTPField("idempotency-key", key)) }
        switch caller {
        case .person:
            if body != nil { request.fields.append(HTTPField("content-type", "application/json")) }
            if let session {
                request.fields.append(HTTPField("cookie", session.cookie))
                if method != "GET" { request.fields.append(HTTPField("x-entente-csrf", session.csrf)) }
            }
            return router.console(request)
        case .consumer(let key):
            request.fields.append(HTTPField("authorization", "Bearer \(key)"))
            return router.console(request)
        case .partner(_, let certificate):
            request.fields.append(HTTPField("accept", Self.taxii))
            request.peerCertificate = certificate
            return router.exchange(request)
        case .tool(let key):
            request.fields += [HTTPField("accept", Self.taxii), HTTPField("authorization", "Bearer \(key)")]
            if body != nil { request.fields.append(HTTPField("content-type", Self.taxii)) }
            return router.exchange(request)
        }
    }
}
