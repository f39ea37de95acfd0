package import Configuration
package import Dispatch
package import Installation
package import JSON
internal import Releasing
package import Store
package import TAXII
package import Transport

/// The TAXII 2.1 server of a node (sections 3 to 5): who asks, may it, what does it get.
package final class TAXIIService: HTTPHandler {
    package let node: Node
    package let authenticator: Authenticator
    package let cache: PageCache
    package let workers: Workers
    package let envelopes: EnvelopeFlow
    package let streams: StreamHub
    /// The names under which the node is asked on its own machine or network.
    private let hosts: Set<String>
    /// The time of the lists: what is read is read as of a moment of it.
    package let lists: ListClock
    /// Answers those who waited for members whose time was to come.
    package let late = DispatchQueue(label: "entente.node.lists", attributes: .concurrent)
    /// Runs when a partner says that there is something to pull.
    package let onHint: @Sendable (String) -> Void
    /// Runs when a partner begins to ask more than a limit lets through: the partner and the limit.
    package let onLimit: @Sendable (String, PartnerTraffic.Limit) -> Void

    package init(
        node: Node,
        lists: ListClock,
        seedUsers: [String: [UInt8]]?,
        onHint: @escaping @Sendable (String) -> Void,
        onLimit: @escaping @Sendable (String, PartnerTraffic.Limit) -> Void
    ) {
        (self.node, self.lists) = (node, lists)
        self.onHint = onHint
        self.onLimit = onLimit
        authenticator = Authenticator(seedUsers: seedUsers, clock: node.clock)
        cache = PageCache(capacity: node.configuration.pageCacheBytes)
        workers = Workers(count: node.configuration.workers, limit: node.configuration.maximumQueuedRequests)
        envelopes = EnvelopeFlow(node: node)
        streams = StreamHub(store: node.store, most: node.configuration.livePages)
        hosts = node.configuration.ownHosts
    }

    /// What a request came to: who asks for what.
    package struct Asked {
        package let caller: Caller
        package let roots: [StoredRoot]
        package let endpoint: TAXIIEndpoint
        /// The collection that the endpoint names, if it is there at all.
        package let found: StoredCollection?

        /// The collection, if the caller can read or write it; any other is not there for it (appendix B).
        package func collection() throws(TAXIIError) -> StoredCollection {
            guard let found, caller.canRead(found) || caller.canWrite(found) else { throw .notFound }
            return found
        }

        /// The collection, if the caller can read it.
        package func readable() throws(TAXIIError) -> StoredCollection {
            let found = try collection()
            guard caller.canRead(found) else { throw .forbidden("read") }
            return found
        }

        /// The collection, if the caller can write to it.
        package func writable() throws(TAXIIError) -> StoredCollection {
            let found = try collection()
            guard caller.canWrite(found) else { throw .forbidden("write to") }
            return found
        }
    }

    package func maximumBodyBytes(for request: HTTPRequest) -> Int {
        guard request.method == "POST" else { return Self.smallBody }
        if request.path.hasPrefix(Self.partnerRoot) { return Self.partnerBody }
        // Whoever it is, and whether the root is there for it, is judged when the request is answered.
        let known = try? node.store.read { connection throws(StoreError) in try RootRows(connection).all() }
        guard let roots = known,
            case .objects(let path, _) = try? TAXIIEndpoint(path: request.path, roots: roots.map(\.path)),
            let root = roots.first(where: { $0.path == path })
        else { return Self.smallBody }
        return Int(clamping: root.maximumContentLength)
    }

    /// Bytes of a body that nothing is done with.
    private static let smallBody = 4_096

    package func knows(_ request: HTTPRequest) -> Bool {
        let caller = try? node.store.read { connection throws(StoreError) in
            try authenticator.caller(of: request, connection)
        }
        return caller.flatMap { $0 } != nil
    }

    package func refusal(of request: HTTPRequest, limit: Int) -> HTTPResponse {
        do throws(TAXIIError) {
            _ = try asked(request)
        } catch {
            return Self.response(error)
        }
        let text = "the body has more than \(limit) bytes; see `max_content_length` of the API root (TAXII 2.1, 4.2)"
        return Self.response(TAXIIError(413, "too-large", "the body is too large", text))
    }

    package func answer(to fault: HTTPHeadFault, _ request: HTTPRequest) -> HTTPResponse {
        let (title, text) =
            switch fault {
            case .unclearLength:
                (
                    "the length of the body is not clear",
                    "one `Content-Length`, or `Transfer-Encoding: chunked` alone, is expected (RFC 9112, 6)"
                )
            case .host:
                ("the host is not clear", "one `Host` with a name, and perhaps a port, is expected (RFC 9112, 3.2)")
            case .packed:
                ("the body is packed", "bodies are taken as they are, without `Content-Encoding` (RFC 9110, 8.4)")
            }
        return Self.response(TAXIIError(fault.status, fault.code, title, text))
    }

    package func answer(_ request: HTTPRequest) -> HTTPAnswer { answer(request, ListPatience(lists.moment())) }

    /// The answer to one who has perhaps waited for it.
    package func answer(_ request: HTTPRequest, _ patience: ListPatience) -> HTTPAnswer {
        do throws(TAXIIError) {
            if request.path.hasPrefix(Self.streamRoot) { return try stream(request) }
            if request.path.hasPrefix(Self.partnerRoot) { return try partnerCall(request) }
            // Who has waited is counted already.
            let isFirst = patience.turns == 0
            let asked = try asked(request, isFirst: isFirst, forKey: patience.key)
            guard asked.endpoint.methods.contains(request.method) else {
                // What is not there for the caller has no methods either.
                if asked.endpoint.collection != nil { _ = try asked.collection() }
                let allowed = asked.endpoint.methods.joined(separator: ", ")
                var response = Self.response(
                    TAXIIError(405, "method", "method not allowed", "this resource has \(allowed)")
                )
                response.fields.append(HTTPField("Allow", allowed))
                return .ready(response)
            }
            let accept = request.field("accept")
            guard TAXIIMediaType.isAcceptable(accept, alsoSTIX: asked.endpoint.isManifest) else {
                let text = "only `\(TAXIIMediaType.taxii)` can be sent (TAXII 2.1, 3.1)"
                throw TAXIIError(406, "not-acceptable", "not acceptable", text)
            }
            let answer = try dispatch(request, asked, patience)
            return isFirst ? counted(answer, asked.caller) : answer
        } catch {
            return .ready(Self.response(error))
        }
    }

    /// Who asks for what.
    /// - Throws: status 401 or 404; nothing is said to callers that did not prove who they are.
    private func asked(_ request: HTTPRequest, isFirst: Bool = true, forKey key: String? = nil) throws(TAXIIError)
        -> Asked
    {
        let asked = try look(request, forKey: key)
        if case .partner(let name) = asked.caller.kind {
            if isFirst { try admit(name, request) }
            try refuseWhileEvidenceStands(against: name)
        }
        guard let found = asked.found, found.kind == .feed else { return asked }
        // A date may have ended an agreement since the feed was judged last (RULES.md, 13).
        var hasChanged = false
        do throws(NodeError) {
            hasChanged = try node.judgeIfDue(found)
        } catch {
            throw Self.unavailable
        }
        return hasChanged ? try look(request, forKey: key) : asked
    }

    /// Counts a partner's request.
    /// - Throws: status 429 while it asks more than its limits let through.
    package func admit(_ partner: String, _ request: HTTPRequest) throws(TAXIIError) {
        let verdict = node.traffic.admit(partner, bytes: request.body.count, now: node.clock())
        guard case .refused(let limit, let seconds, let isFirst) = verdict else { return }
        if isFirst { onLimit(partner, limit) }
        var error = TAXIIError(
            429,
            "too-much",
            "too many requests",
            "this node takes no more requests or bytes of yours for \(seconds) s; its operator can change the limit"
        )
        error.retrySeconds = seconds
        throw error
    }

    /// The answer, counted when it is sent to a partner.
    package func counted(_ answer: HTTPAnswer, _ caller: Caller) -> HTTPAnswer {
        guard case .partner(let name) = caller.kind else { return answer }
        let node = node
        @Sendable func count(_ response: HTTPResponse) {
            node.traffic.sent(name, bytes: response.body.count, now: node.clock())
        }
        switch answer {
        case .ready(let response):
            count(response)
            return answer
        case .later(let start):
            return .later { reply in
                start { response in
                    count(response)
                    reply(response)
                }
            }
        case .stream: return answer
        }
    }

    private func look(_ request: HTTPRequest, forKey key: String?) throws(TAXIIError) -> Asked {
        let found = try reading { connection throws(StoreError) -> Result<Asked, TAXIIError> in
            let caller: Caller?
            if let key {
                caller = try Caller.ofKey(key, connection)
            } else {
                caller = try self.authenticator.caller(of: request, connection)
            }
            guard let caller else {
                return .failure(try self.authenticator.refusal(of: request, connection))
            }
            let roots = try RootRows(connection).all().filter(caller.sees)
            let endpoint: TAXIIEndpoint
            do throws(TAXIIError) {
                endpoint = try TAXIIEndpoint(path: request.path, roots: roots.map(\.path))
            } catch {
                return .failure(error)
            }
            var collection: StoredCollection?
            if let (root, key) = endpoint.collection {
                collection = try CollectionRows(connection).find(root: root, key: key)
            }
            return .success(Asked(caller: caller, roots: roots, endpoint: endpoint, found: collection))
        }
        return try found.get()
    }

    private func dispatch(
        _ request: HTTPRequest,
        _ asked: Asked,
        _ patience: ListPatience
    ) throws(TAXIIError) -> HTTPAnswer {
        let caller = asked.caller
        switch asked.endpoint {
        case .discovery:
            let configuration = node.configuration
            return .ready(
                Self.response(
                    TAXIIResources.discovery(
                        title: configuration.title,
                        description: configuration.summary,
                        contact: configuration.contact,
                        roots: asked.roots.map(\.path),
                        base: base(of: request)
                    )
                )
            )
        case .apiRoot(let path):
            guard let root = asked.roots.first(where: { $0.path == path }) else { throw .notFound }
            return .ready(
                Self.response(
                    TAXIIResources.apiRoot(
                        title: root.title,
                        description: root.description,
                        maximumContentLength: root.maximumContentLength
                    )
                )
            )
        case .status(let root, let id): return .ready(try status(id, root: root, caller))
        case .collections(let root): return .ready(try collections(root, caller))
        case .collection: return .ready(Self.response(Self.resource(try asked.collection(), caller)))
        case .manifest:
            return try listed(request, asked, patience, isWhole: true) { collection, view throws(TAXIIError) in
                try self.page(collection, view, isManifest: true, request.query)
            }
        case .objects where request.method == "POST":
            return try envelopes.take(request, into: try asked.writable(), caller, workers)
        case .objects:
            return try listed(request, asked, patience, isWhole: true) { collection, view throws(TAXIIError) in
                try self.page(collection, view, isManifest: false, request.query)
            }
        case .object(_, _, let id) where request.method == "DELETE":
            return .ready(try delete(id, from: try asked.collection(), caller, request.query))
        case .object(_, _, let id):
            return try listed(request, asked, patience) { collection, view throws(TAXIIError) in
                try self.object(id, in: collection, view, request.query)
            }
        case .versions(_, _, let id):
            return try listed(request, asked, patience) { collection, view throws(TAXIIError) in
                try self.versions(of: id, in: collection, view, request.query)
            }
        }
    }

    /// The address that API roots are named under.
    ///
    /// It is the one that is set, else the one that was asked, if this node answers for it; else none, and roots are relative
    /// (4.1.1). Nobody has others sent elsewhere by asking under a name of their own.
    private func base(of request: HTTPRequest) -> String {
        let configuration = node.configuration
        if let address = configuration.publicAddress {
            return String(address.reversed().drop { $0 == "/" }.reversed())
        }
        guard let asked = request.field("host").flatMap({ HTTPHost($0) }), hosts.contains(asked.name) else {
            return ""
        }
        return "\(configuration.isPlain ? "http" : "https")://\(asked.text)"
    }

    private static func resource(_ collection: StoredCollection, _ caller: Caller) -> JSONTree {
        TAXIIResources.collection(
            id: collection.id,
            title: collection.title,
            description: collection.description,
            alias: collection.alias,
            canRead: caller.canRead(collection),
            canWrite: caller.canWrite(collection),
            mediaTypes: collection.hasSpecification20
                ? [TAXIIMediaType.stix, TAXIIMediaType.stix20] : [TAXIIMediaType.stix]
        )
    }

    private func collections(_ root: String, _ caller: Caller) throws(TAXIIError) -> HTTPResponse {
        let all = try reading { connection throws(StoreError) in try CollectionRows(connection).all(root: root) }
        let visible = all.filter { caller.canRead($0) || caller.canWrite($0) }
        return Self.response(TAXIIResources.collections(visible.map { Self.resource($0, caller) }))
    }

    private func status(_ id: String, root: String, _ caller: Caller) throws(TAXIIError) -> HTTPResponse {
        let found = try reading { connection throws(StoreError) in try StatusRows(connection).find(id.lowercased()) }
        guard let found, found.root == root, found.caller == caller.name else { throw .notFound }
        return Self.response(EnvelopeFlow.resource(found))
    }

    /// Reads from the store; a fault of the store becomes status 503 without details.
    package func reading<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(TAXIIError) -> Value {
        do throws(StoreError) {
            return try node.store.read(body)
        } catch {
            throw Self.unavailable
        }
    }

    package static let unavailable = TAXIIError(
        503,
        "unavailable",
        "the node cannot do this now",
        "try again later; the operator finds the reason in the node's log"
    )

    package static func response(_ resource: JSONTree, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, fields: [contentType], body: HTTPBody(resource.bytes()))
    }

    package static func response(_ error: TAXIIError) -> HTTPResponse {
        var response = response(error.message, status: error.status)
        if error.status == 401 {
            response.fields.append(HTTPField("WWW-Authenticate", "Basic realm=\"entente\", charset=\"UTF-8\""))
            response.fields.append(HTTPField("WWW-Authenticate", "Bearer realm=\"entente\""))
        }
        if let seconds = error.retrySeconds ?? (error.status == 503 ? 5 : nil) {
            response.fields.append(HTTPField("Retry-After", String(seconds)))
        }
        return response
    }

    package static let contentType = HTTPField("Content-Type", TAXIIMediaType.taxii)
}
