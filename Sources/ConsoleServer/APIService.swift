internal import Calls
package import Configuration
internal import Cryptography
package import Desk
package import Holdings
package import Installation
package import JSON
package import People
package import Printing
package import Store
internal import Synchronization
package import Transport
package import Witnessing

/// The console and the API for people, on a listener of their own (`RULES.md`, 26): who asks, may it, what does it get.
///
/// A browser reaches it on loopback or through a proxy. Requests for other host names are refused, so that no page of
/// another site can read it; changes need a token that only its own pages have.
package final class APIService: HTTPHandler {
    package let node: Node
    /// What else is served here, besides the pages and the API.
    private let rooms: [ConsoleRoom]
    /// Every call that there is.
    let table: EndpointTable<APIWork>
    package let holdings = HoldingIndex()
    package let door: Door
    package let calls = RunningCalls()
    package let hub: EventHub
    package let provider: OpenIDProvider?
    /// Has what a partner released fetched soon, and is told when that is over, however it ended.
    package let pull: @Sendable (_ partner: String, _ ended: @escaping @Sendable () -> Void) -> Void
    package let fetches = Fetches()
    /// A line for the operator.
    package let log: NodeLog
    package let counts = AnswerCounts()
    package let assets: ConsoleAssets
    /// What occurs in the log, for choosing.
    package let logNames = LogNames()
    package let pdfMaker = PDFMaker(program: PDFMaker.installed())
    package let workers: Workers
    private let steps: AnswerSteps
    private let hosts: Set<String>
    /// Work that waits for a machine elsewhere, such as the provider, holds up nothing else.
    private let waitingWorkers = Workers(count: 2, limit: 32)

    /// - Throws: `NodeError` if there is a provider and no secret for it.
    package init(
        node: Node,
        calls: [APIEndpoint],
        rooms: [ConsoleRoom] = [],
        pull: @escaping @Sendable (_ partner: String, _ ended: @escaping @Sendable () -> Void) -> Void,
        log: NodeLog
    ) throws(NodeError) {
        (self.node, self.rooms, self.pull, self.log) = (node, rooms, pull, log)
        table = EndpointTable(calls)
        let configuration = node.configuration
        door = Door(limit: configuration.signInTries)
        hub = EventHub(store: node.store, most: configuration.livePages)
        let places = ConsoleAssets.places()
        assets = ConsoleAssets(folder: ConsoleAssets.folder(in: places))
        if assets.isEmpty { log(.consoleFiles, .searched(places.joined(separator: ":"))) }
        steps = AnswerSteps(milliseconds: configuration.answerStep)
        workers = Workers(count: configuration.workers, limit: configuration.maximumQueuedRequests)
        // Nobody who asks waits until the warning lists are read.
        _ = workers.start { _ = ListedDesk(node) }
        let proxied = configuration.consoleAddress.map { String($0.drop { $0 != "/" }.dropFirst(2)) }
        hosts = configuration.ownHosts.union(proxied.map { [Self.name(of: $0)] } ?? [])
        guard let settings = configuration.openID else {
            provider = nil
            return
        }
        do throws(NodeFolder.Failure) {
            let secret = try node.folder.openIDSecret()
            provider = OpenIDProvider(settings, redirect: configuration.consoleBase + Self.openIDBack, secret: secret)
        } catch {
            throw NodeError(error.description)
        }
    }

    package static let bodyBytes = 4 << 20

    package func knows(_ request: HTTPRequest) -> Bool { (try? person(request)).flatMap { $0 } != nil }

    package func refusal(of request: HTTPRequest, limit: Int) -> HTTPResponse {
        Self.guarded(APIFault(413, "too-large", "the body has more than \(limit) bytes").response)
    }

    package func answer(to fault: HTTPHeadFault, _ request: HTTPRequest) -> HTTPResponse {
        let title =
            switch fault {
            case .unclearLength: "the length of the body is not clear"
            case .host: "the host is not clear"
            case .packed: "the body is packed; it is taken as it is"
            }
        return Self.guarded(APIFault(fault.status, fault.code, title).response)
    }

    package func answer(_ request: HTTPRequest) -> HTTPAnswer {
        guard let host = request.field("host"), hosts.contains(Self.name(of: host)) else {
            return .ready(Self.guarded(APIFault(421, "host", "this node does not answer for that host").response))
        }
        if let room = rooms.first(where: { $0.answers(to: request.path) }) { return answer(request, room) }
        guard request.path.hasPrefix("/api/") else {
            guard request.method == "GET" || request.method == "HEAD" else {
                return .ready(Self.guarded(APIFault(405, "method", "only GET is possible here").response))
            }
            if let provider, request.path.hasPrefix("/open-id/") {
                return .later { reply in
                    let isStarted = self.waitingWorkers.start {
                        reply(Self.guarded(self.answer(request, provider)))
                    }
                    if !isStarted { reply(Self.guarded(Self.busy.response)) }
                }
            }
            let nothing = assets.isEmpty ? ConsoleAssets.missing : APIFault.notFound.response
            let response = operation(request) ?? assets.answer(request) ?? nothing
            counts.note("page", response.status)
            return .ready(Self.guarded(response))
        }
        let arrival = steps.arrival
        let call: APICall
        do throws(APIFault) {
            call = try understood(request, host)
        } catch {
            return .ready(Self.guarded(error.response))
        }
        // Readings are answered at once; what hashes, decides at length or writes is done by workers.
        if call.method == "GET" {
            let response = answered(call)
            guard call.path == ["events"], response.status == 200 else {
                return .later { reply in self.steps.send(response, since: arrival, reply) }
            }
            return .stream(response) { stream in self.hub.add(call, stream, self.told) }
        }
        let workers = call.endpoint?.waits ?? false ? waitingWorkers : workers
        return .later { reply in
            let isStarted = workers.start {
                self.steps.send(self.answeredOnce(call), since: arrival, reply)
            }
            if !isStarted { reply(Self.guarded(Self.busy.response)) }
        }
    }

    /// What a room answers; it leaves at the same steps of time as an answer of the API.
    private func answer(_ request: HTTPRequest, _ room: ConsoleRoom) -> HTTPAnswer {
        let arrival = steps.arrival
        return .later { reply in
            let isStarted = self.workers.start {
                let response = room.answer(self, request)
                self.counts.note(room.name, response.status)
                self.steps.send(Self.guarded(response), since: arrival, reply)
            }
            if !isStarted { reply(Self.guarded(Self.busy.response)) }
        }
    }

    private static let busy = APIFault(503, "busy", "too many requests wait; try again")

    package func answered(_ call: APICall) -> HTTPResponse {
        let response: HTTPResponse
        do throws(APIFault) {
            let endpoint = try admitted(call)
            response = try endpoint.run(self)(call)
        } catch {
            response = error.response
        }
        counts.note("api", response.status)
        return Self.guarded(response)
    }

    /// The name in a `Host` field, without the port.
    package static func name(of host: String) -> String { HTTPHost(host)?.name ?? "" }

    private func understood(_ request: HTTPRequest, _ host: String) throws(APIFault) -> APICall {
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        var path: [String] = []
        for part in parts {
            guard let text = APICall.decoded(part, isQuery: false) else { throw .notFound }
            path.append(text)
        }
        guard path.count > 2, path[0] == "api", path[1] == "v1" else { throw .notFound }
        path.removeFirst(2)
        if path.last?.isEmpty ?? false { path.removeLast() }
        var query: [String: String] = [:]
        for pair in (request.query ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = sides.first.flatMap({ APICall.decoded($0, isQuery: true) }),
                let value = APICall.decoded(sides.count > 1 ? sides[1] : "", isQuery: true)
            else { throw .invalid("the query is not well-formed") }
            guard query.updateValue(value, forKey: name) == nil else { throw .invalid("`\(name)` is there twice") }
        }
        var body: JSONDocument?
        if request.method == "POST" {
            let type = request.field("content-type")?.split(separator: ";").first.map { $0.lowercased() }
            guard request.body.isEmpty || type == "application/json" else {
                throw APIFault(415, "media-type", "only application/json is taken")
            }
            if !request.body.isEmpty {
                let limits = JSONLimits(
                    maximumBytes: max(Self.bodyBytes, request.body.count),
                    maximumDepth: node.configuration.maximumDepth
                )
                do throws(JSONError) {
                    body = try JSONDocument(parsing: request.body, limits: limits)
                } catch {
                    throw APIFault(400, "json", "the body is no json", error.description)
                }
            }
        }
        let person = try person(request)
        let method = request.method == "HEAD" ? "GET" : request.method
        let found = table.find(method, path)
        let call = APICall(
            method: method,
            path: path,
            query: query,
            body: body,
            endpoint: found?.endpoint,
            places: found?.places ?? [],
            person: person,
            request: request,
            host: host
        )
        try checkOrigin(call)
        return call
    }

    package func person(_ request: HTTPRequest) throws(APIFault) -> SignedIn? {
        if let given = request.field("authorization") {
            guard given.lowercased().hasPrefix("bearer "), given.utf8.count < 200 else { throw .notSignedIn }
            let owner = try attempt { () throws(NodeError) in
                try node.owner(ofToken: String(given.dropFirst(7).drop { $0 == " " }))
            }
            guard let owner else { throw .notSignedIn }
            return owner
        }
        guard let token = APICall.cookie(Self.cookie, request), token.utf8.count == 64 else { return nil }
        do throws(NodeError) {
            return try node.session(token)
        } catch {
            throw .unavailable
        }
    }

    package static let cookie = "entente_session"

    /// The head that every answer has: nothing is cached, framed, sniffed or loaded from elsewhere.
    package static func guarded(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.fields += [
            HTTPField(
                "Content-Security-Policy",
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            ),
            HTTPField("X-Content-Type-Options", "nosniff"), HTTPField("Referrer-Policy", "no-referrer"),
            HTTPField("X-Frame-Options", "DENY"), HTTPField("Cross-Origin-Opener-Policy", "same-origin"),
            HTTPField("Cross-Origin-Resource-Policy", "same-origin"),
            HTTPField("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ]
        if !response.fields.contains(where: { $0.name == "Cache-Control" }) {
            response.fields.append(HTTPField("Cache-Control", "no-store"))
        }
        return response
    }

    /// An answer in JSON.
    package static func json(_ tree: JSONTree, status: Int = 200, _ fields: [HTTPField] = []) -> HTTPResponse {
        HTTPResponse(
            status: status,
            fields: [HTTPField("Content-Type", "application/json")] + fields,
            body: HTTPBody(tree.bytes())
        )
    }

    package static var nothing: HTTPResponse { HTTPResponse(status: 204) }

    /// Does something with the node, with its failure as the caller's.
    package func attempt<Value>(_ body: () throws(NodeError) -> Value) throws(APIFault) -> Value {
        do throws(NodeError) {
            return try body()
        } catch {
            throw APIFault(error)
        }
    }

    /// Reads the store; a failure is the node's, and says nothing.
    package func reading<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(APIFault) -> Value {
        do throws(StoreError) {
            return try node.store.read(body)
        } catch {
            throw .unavailable
        }
    }
}
