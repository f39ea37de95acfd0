internal import Calls
internal import Cryptography
package import Desk
internal import Dispatch
internal import Installation
internal import JSON
internal import People
package import Store
internal import Synchronization
package import Transport

/// Tells open pages that what they show has changed (server-sent events, HTML Standard, 9.2).
///
/// The event `ready` says that changes are told from now on. `today` says which part of what waits or came is another
/// one for that person, and nothing of what it is: what a person may not see changes nothing there, so nothing of it
/// can be told (`RULES.md`, 31). `real` says that what is real in an exercise has changed (NO PLAY): everybody who
/// takes part is to know within a second, so it is looked for more often. Events go out at the beat of a clock, not at
/// the moment of a change.
package final class EventHub: Sendable {
    private struct Page {
        let call: APICall
        let stream: HTTPStream
        let look: Look
        /// Digests of the parts of *Today*; empty before the first look.
        var parts: [String: [UInt8]]
        /// The digest of what is real; nil before the first look.
        var real: [UInt8]?
    }

    /// What a page is told of.
    package struct Look: Sendable {
        /// Digests of the parts of *Today* for whoever a call comes from; nil if that person is signed in no more.
        package let parts: @Sendable (APICall) -> [String: [UInt8]]?
        /// The digest of what is real in exercises; nil where it cannot be told.
        package let real: @Sendable (APICall) -> [UInt8]?

        package init(
            parts: @escaping @Sendable (APICall) -> [String: [UInt8]]?,
            real: @escaping @Sendable (APICall) -> [UInt8]?
        ) {
            (self.parts, self.real) = (parts, real)
        }
    }

    private struct State {
        var pages: [Int: Page] = [:]
        var next = 0
        var beats = 0
        var isBeating = false
        /// Whether something has changed since the last look at *Today*.
        var hasChanged = false
    }

    /// Milliseconds between two beats.
    private static let beatLength = 250
    /// Beats between two looks at *Today*.
    private static let todayBeats = 4
    /// Beats between two signs of life, and between two looks where nothing has changed: days begin, deadlines pass.
    private static let quietBeats = 60
    private static let lookBeats = 240
    private static let pagesOfOnePerson = 8

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "entente.node.events")
    private let store: Store
    private let watch: ChangeWatch?
    private let most: Int

    package init(store: Store, most: Int) {
        self.store = store
        watch = try? ChangeWatch(store)
        self.most = most
    }

    /// Whether one more page can be told.
    package var hasRoom: Bool { state.withLock { $0.pages.count < most } }

    /// Ends the oldest page of a person who has as many as one may have.
    ///
    /// A browser that has gone is noticed late; one that is still there comes back.
    private static func makeRoom(for account: String?, _ state: inout State) {
        let own = state.pages.filter { $0.value.call.person?.account.name == account }.keys.sorted()
        guard own.count >= pagesOfOnePerson, let oldest = own.first else { return }
        state.pages.removeValue(forKey: oldest)?.stream.end()
    }

    /// Tells a page from now on.
    /// - Parameters:
    ///   - call: the page's call.
    ///   - stream: where it is told.
    ///   - look: what it is told of.
    package func add(_ call: APICall, _ stream: HTTPStream, _ look: Look) {
        stream.send(Array("retry: 5000\n\n".utf8))
        let isFirst = state.withLock { state in
            Self.makeRoom(for: call.person?.account.name, &state)
            state.pages[state.next] = Page(call: call, stream: stream, look: look, parts: [:])
            state.next += 1
            defer { state.isBeating = true }
            return !state.isBeating
        }
        queue.async {
            self.look(isChanged: false)
            if isFirst { self.beat() }
        }
    }

    /// Beats for as long as there are pages.
    private func beat() {
        queue.asyncAfter(deadline: .now() + .milliseconds(Self.beatLength)) { [weak self] in
            guard let self else { return }
            let (beats, isOver) = state.withLock { state in
                state.beats += 1
                state.isBeating = !state.pages.isEmpty
                return (state.beats, !state.isBeating)
            }
            if isOver { return }
            if watch?.hasChanged() ?? true {
                state.withLock { $0.hasChanged = true }
                // What another process has kept is found by the time that somebody looks for it.
                store.followIndex()
                lookAtReal()
            }
            if beats % Self.todayBeats == 0 {
                let isChanged = state.withLock { state in
                    defer { state.hasChanged = false }
                    return state.hasChanged
                }
                look(isChanged: isChanged || beats % Self.lookBeats == 0)
            }
            if beats % Self.quietBeats == 0 { signOfLife() }
            beat()
        }
    }

    private func signOfLife() {
        for (number, page) in state.withLock({ $0.pages }) where !page.stream.send(Array(": \n\n".utf8)) {
            state.withLock { _ = $0.pages.removeValue(forKey: number) }
        }
    }

    /// Looks for each page at what is real, which is told at once.
    private func lookAtReal() {
        for (number, page) in state.withLock({ $0.pages }) {
            guard let now = page.look.real(page.call), now != page.real else { continue }
            state.withLock { $0.pages[number]?.real = now }
            // A page has looked for itself when it began.
            guard page.real != nil else { continue }
            if !page.stream.send(Array("event: real\ndata: {}\n\n".utf8)) {
                state.withLock { _ = $0.pages.removeValue(forKey: number) }
            }
        }
    }

    /// Looks at *Today* for each page: for all after a change, for new ones always.
    private func look(isChanged: Bool) {
        for (number, page) in state.withLock({ $0.pages }) where isChanged || page.parts.isEmpty {
            guard let now = page.look.parts(page.call) else {
                page.stream.end()
                state.withLock { _ = $0.pages.removeValue(forKey: number) }
                continue
            }
            let other = page.parts.isEmpty ? [] : now.filter { page.parts[$0.key] != $0.value }.keys.sorted()
            let real = page.real ?? page.look.real(page.call)
            state.withLock { state in
                state.pages[number]?.parts = now
                state.pages[number]?.real = real
            }
            if page.parts.isEmpty, !now.isEmpty { page.stream.send(Array("event: ready\ndata: {}\n\n".utf8)) }
            guard !other.isEmpty else { continue }
            let data = String(decoding: JSONTree.members(["changed": .strings(other)]).bytes(), as: UTF8.self)
            if !page.stream.send(Array("event: today\ndata: \(data)\n\n".utf8)) {
                state.withLock { _ = $0.pages.removeValue(forKey: number) }
            }
        }
    }
}

extension APIService {
    package static let eventsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "events",
            .signedIn,
            "Server-sent events for the open pages of a browser: `ready` once changes are told, `today` names the parts of *Today* that have changed for the person, `real` says that what is real in an exercise (NO PLAY) has.",
            answers: [.file("text/event-stream", "a stream that goes on until either side ends it")],
            refusals: [403, 429],
            run: APIService.events
        )
    ]

    /// Opens the stream of events; the head of the answer, whose body the hub sends.
    package func events(_ call: APICall) throws(APIFault) -> HTTPResponse {
        _ = try call.signedIn()
        guard hub.hasRoom else { throw APIFault(429, "too-many-pages", "too many pages are open") }
        return HTTPResponse(status: 200, fields: [HTTPField("Content-Type", "text/event-stream")])
    }

    /// What open pages are told of.
    package var told: EventHub.Look {
        EventHub.Look(
            parts: { call in self.partsOfToday(call) },
            real: { call in
                guard let before = call.person, let person = try? self.node.stillSignedIn(before) else { return nil }
                return ((try? self.real(call.from(person))) ?? nil).map { SHA256.digest(of: $0.bytes()) }
            }
        )
    }

    /// Digests of the parts of *Today* for whoever a call comes from; nil if that person is signed in no more.
    package func partsOfToday(_ call: APICall) -> [String: [UInt8]]? {
        guard let before = call.person, let person = try? node.stillSignedIn(before) else { return nil }
        let now = call.from(person)
        guard let document = (try? today(now)).flatMap({ try? JSONDocument(parsing: $0.body.bytes) }) else {
            return [:]
        }
        var parts: [String: [UInt8]] = [:]
        for member in document.root.members {
            parts[member.name.string ?? ""] = SHA256.digest(of: JSONTree(member.value).bytes())
        }
        if let errands = try? errands(of: person, in: now.readersLanguage) {
            parts["inbox"] = Self.digest(errands)
            parts["queue"] = Self.digest(errands.filter { $0.kind == .decision })
        }
        return parts
    }

    private static func digest(_ errands: [Errand]) -> [UInt8] {
        let told = errands.map { errand in
            let members = String(decoding: JSONTree.object(errand.members).bytes(), as: UTF8.self)
            return "\(errand.kind.rawValue) \(errand.key) \(errand.due ?? "") \(members)"
        }
        return SHA256.digest(of: Array(told.joined(separator: "\n").utf8))
    }
}
