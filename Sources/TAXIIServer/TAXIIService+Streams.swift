internal import Configuration
internal import Installation
internal import Store
package import TAXII
package import Transport

/// What is added to a collection of the party's own tools, as a stream of events.
extension TAXIIService {
    /// What a path of a stream begins with; the identifier or alias of a collection follows.
    static let streamRoot = "/entente/v1/stream/"

    /// Opens a stream for a key that can read the collection.
    ///
    /// It begins with what comes from now on, behind `added_after`, or behind `Last-Event-ID`.
    package func stream(_ request: HTTPRequest) throws(TAXIIError) -> HTTPAnswer {
        var objects = request
        let collection = request.path.dropFirst(Self.streamRoot.count)
        objects.path = "/\(NodeConfiguration.toolsRoot)/collections/\(collection)objects/"
        guard request.method == "GET" else {
            throw TAXIIError(405, "method", "method not allowed", "this resource has GET")
        }
        let place = try Self.place(request) ?? TAXIIResources.timestamp(node.clock())
        objects.query = "limit=1&added_after=\(place.split(separator: " ").first ?? "")"
        objects.fields.removeAll { $0.name.lowercased() == "accept" }
        // Whether it may read is said by the answer to the request that it stands for.
        let first = ready(objects)
        guard first.status == 200 else { return .ready(first) }
        let caller = try reading { connection throws(StoreError) in
            try authenticator.caller(of: request, connection)
        }
        guard let caller, streams.hasRoom(for: caller.name) else {
            throw TAXIIError(429, "too-many-streams", "too many streams", "end one of them first")
        }
        let head = HTTPResponse(status: 200, fields: [HTTPField("Content-Type", "text/event-stream")])
        let path = objects.path
        return .stream(head) { [objects] stream in
            self.streams.add(caller.name, objects, path, from: place, stream) { self.ready($0) }
        }
    }

    /// What a stream gives at one look, for who asks in the same process.
    /// - Parameters:
    ///   - request: a request for the objects of the collection.
    ///   - place: behind which it begins, as events name it.
    /// - Returns: what it gives.
    package func look(_ request: HTTPRequest, from place: String) -> StreamHub.Look {
        StreamHub.look(request, request.path, from: place) { self.ready($0) }
    }

    /// Behind what a stream begins; nil for now.
    private static func place(_ request: HTTPRequest) throws(TAXIIError) -> String? {
        if let last = request.field("last-event-id"), last.utf8.count <= 1_000,
            last.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        {
            return last
        }
        return try TAXIIFilter(query: request.query, scope: .collection).addedAfter.map {
            TAXIIResources.timestamp($0)
        }
    }

    /// The answer to a request, once it is there.
    private func ready(_ request: HTTPRequest) -> HTTPResponse { Self.ready(answer(request)) }

    /// An answer, once it is there.
    static func ready(_ answer: HTTPAnswer) -> HTTPResponse {
        switch answer {
        case .ready(let response), .stream(let response, _): return response
        case .later(let start):
            let late = LateAnswer()
            start { late.put($0) }
            return late.wait()
        }
    }
}
