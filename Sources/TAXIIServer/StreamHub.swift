internal import Configuration
internal import Dispatch
internal import JSON
package import Store
internal import Synchronization
internal import TAXII
package import Transport

/// Gives tools what is added to a collection as it comes (server-sent events, HTML Standard, 9.2).
///
/// Nothing is kept for a listener but its place: at each beat its own request for the collection is answered anew, as
/// if it had been sent at that moment, with the key that it came with. So a stream gives what the key can read then,
/// and ends when it can read the collection no more.
package final class StreamHub: Sendable {
    private struct Listener {
        let key: String
        /// The request, by whose fields the caller is known.
        let request: HTTPRequest
        /// The path of the objects of the collection.
        let path: String
        let stream: HTTPStream
        var place: String
        /// Whether there was more than went out at the last beat.
        var isBehind = true
        var limit = StreamHub.mostOfBeat
        /// Beats for which the listener took nothing of what waits for it.
        var stuck = 0
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
        var beats = 0
        var isBeating = false
    }

    /// Objects that go out at one beat.
    private static let mostOfBeat = 64
    private static let listenersOfOneKey = 8
    /// Beats between two signs of life, and between two looks where nothing has changed.
    private static let quietBeats = 15
    /// Beats after which a listener that takes nothing is let go.
    private static let mostStuck = 60

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "entente.node.streams")
    private let watch: ChangeWatch?
    private let most: Int

    package init(store: Store, most: Int) {
        watch = try? ChangeWatch(store)
        self.most = most
    }

    /// Whether a key may have one more stream.
    package func hasRoom(for key: String) -> Bool {
        state.withLock { state in
            state.listeners.count < most
                && state.listeners.values.count { $0.key == key } < Self.listenersOfOneKey
        }
    }

    /// Gives a listener what comes from now on.
    /// - Parameters:
    ///   - key: the name of the caller.
    ///   - request: its request.
    ///   - path: the path of the objects of the collection.
    ///   - place: behind which it begins, as `TAXIIPull` writes it.
    ///   - stream: where it is told.
    ///   - answer: answers a request for objects.
    package func add(
        _ key: String,
        _ request: HTTPRequest,
        _ path: String,
        from place: String,
        _ stream: HTTPStream,
        _ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) {
        stream.send(Array("retry: 5000\n\n".utf8))
        let isFirst = state.withLock { state in
            let new = Listener(key: key, request: request, path: path, stream: stream, place: place)
            state.listeners[state.next] = new
            state.next += 1
            defer { state.isBeating = true }
            return !state.isBeating
        }
        if isFirst { queue.async { self.beat(answer) } }
    }

    /// Beats once a second for as long as there are listeners.
    private func beat(_ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse) {
        let (beats, isOver) = state.withLock { state in
            state.beats += 1
            state.isBeating = !state.listeners.isEmpty
            return (state.beats, !state.isBeating)
        }
        if isOver { return }
        let isQuiet = beats % Self.quietBeats == 0
        let isChanged = watch?.hasChanged() ?? true
        for (number, listener) in state.withLock({ $0.listeners }) {
            var now: Listener? = listener
            if isQuiet, !listener.stream.send(Array(": \n\n".utf8)) { now = nil }
            if isChanged || isQuiet || listener.isBehind { now = now.flatMap { Self.look($0, answer) } }
            state.withLock { $0.listeners[number] = now }
        }
        queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.beat(answer) }
    }

    /// Looks for what came for one listener, and sends what there is room for.
    /// - Returns: the listener as it is now; nil if it is gone or may listen no more.
    private static func look(_ listener: Listener, _ answer: (HTTPRequest) -> HTTPResponse) -> Listener? {
        var listener = listener
        switch look(listener.request, listener.path, from: listener.place, listener.limit, answer) {
        case .later: return listener
        case .end(let events):
            listener.stream.send(events)
            listener.stream.end()
            return nil
        case .events(let events, let place, let isBehind):
            listener.isBehind = isBehind
            guard !events.isEmpty else { return listener }
            guard events.count <= listener.stream.room else { return smaller(listener, events) }
            guard listener.stream.send(events) else { return nil }
            (listener.place, listener.stuck, listener.limit) = (place, 0, mostOfBeat)
            return listener
        }
    }

    /// What one look gives.
    package enum Look: Sendable {
        /// The node is busy: it is looked again.
        case later
        /// The caller may listen no more, in an event.
        case end([UInt8])
        /// What came, behind which place it is, and whether there is more.
        case events([UInt8], place: String, isBehind: Bool)
    }

    /// Looks for what came behind a place: by the caller's own request, answered anew.
    /// - Parameters:
    ///   - request: the request, by whose fields the caller is known.
    ///   - path: the path of the objects of the collection.
    ///   - place: behind which it begins, as `TAXIIPull` writes it.
    ///   - limit: so many objects at most.
    ///   - answer: answers a request for objects.
    /// - Returns: what it gives.
    static func look(
        _ request: HTTPRequest,
        _ path: String,
        from place: String,
        _ limit: Int = mostOfBeat,
        _ answer: (HTTPRequest) -> HTTPResponse
    ) -> Look {
        var (request, pull) = (request, TAXIIPull(from: place, limit: limit))
        guard let query = pull.nextQuery else { return .later }
        (request.path, request.query) = (path, String(query.dropFirst()))
        let response = answer(request)
        // A node that is busy answers the next time.
        if response.status == 503 { return .later }
        guard response.status == 200, let envelope = try? TAXIIEnvelope(of: response) else {
            return .end(Array("event: end\ndata: {\"status\":\(response.status)}\n\n".utf8))
        }
        pull.received(
            more: envelope.more,
            next: envelope.next,
            lastAdded: envelope.lastAdded,
            count: envelope.elements.count
        )
        let last = pull.cursor ?? place
        let events = envelope.elements.isEmpty ? [] : events(envelope, last)
        return .events(events, place: last, isBehind: envelope.more)
    }

    /// The listener where a page has no room: fewer objects the next time, or what a listener is to fetch itself.
    private static func smaller(_ listener: Listener, _ events: [UInt8]) -> Listener? {
        var listener = listener
        (listener.isBehind, listener.limit) = (true, max(listener.limit / 4, 1))
        listener.stuck += 1
        guard listener.stuck < mostStuck else {
            listener.stream.end()
            return nil
        }
        return listener
    }

    /// An event an object; the last one has the place behind the page, so that whoever comes back loses nothing.
    private static func events(_ envelope: TAXIIEnvelope, _ place: String) -> [UInt8] {
        var events: [UInt8] = []
        for (number, element) in envelope.elements.enumerated() {
            if number == envelope.elements.count - 1 { events += Array("id: \(place)\n".utf8) }
            if element.bytes.count <= HTTPStream.mostPending / 2 {
                events += Array("event: object\ndata: ".utf8) + element.bytes.filter { $0 != 10 && $0 != 13 }
            } else {
                // It is too large for a stream; the listener fetches it.
                let id = (try? JSONDocument(parsing: element.bytes))?.root["id"].map { JSONTree($0) } ?? .null
                events += Array("event: large\ndata: ".utf8) + JSONTree.members(["id": id]).bytes()
            }
            events += Array("\n\n".utf8)
        }
        return events
    }
}

extension TAXIIEnvelope {
    /// The envelope of an answer of this node.
    init(of response: HTTPResponse) throws(JSONError) {
        func field(_ name: String) -> String? { response.fields.last { $0.name.lowercased() == name }?.value }
        try self.init(
            response.body.bytes,
            firstAdded: field("x-taxii-date-added-first"),
            lastAdded: field("x-taxii-date-added-last")
        )
    }
}
