internal import Cryptography
internal import JSON
internal import Store
internal import Synchronization
internal import TAXII
internal import Transport

/// Takes envelopes into collections (TAXII 2.1, 5.5).
///
/// A small envelope is validated on a worker's thread, and its objects, their places in the list and the status
/// become durable in one transaction before the answer 202. A large one is durable as it came before the answer; its
/// status is pending until it is worked off batch by batch, after a restart too.
final class EnvelopeFlow: Sendable {
    let node: Node
    /// Only one thread works off what waits; the others leave it to that one.
    private let isWorking = Mutex(false)

    init(node: Node) { self.node = node }

    /// Takes the body of a request.
    func take(
        _ request: HTTPRequest,
        into collection: StoredCollection,
        _ caller: Caller,
        _ workers: Workers
    ) throws(TAXIIError) -> HTTPAnswer {
        guard TAXIIMediaType.isEnvelope(request.field("content-type")) else {
            let text = "the body must be `\(TAXIIMediaType.taxii)` (TAXII 2.1, 5.5)"
            throw TAXIIError(415, "media-type", "unsupported media type", text)
        }
        let body = request.body
        return .later { reply in
            let isStarted = workers.start {
                if body.count >= self.node.configuration.spoolBytes {
                    self.spool(body, collection, caller, workers, reply)
                } else {
                    self.keep(body, collection, caller, reply)
                }
            }
            if !isStarted {
                let text = "too many requests wait; try again in a few seconds"
                reply(TAXIIService.response(TAXIIError(503, "busy", "the node is busy", text)))
            }
        }
    }

    /// The elements of an envelope.
    private func elements(_ body: [UInt8]) throws(TAXIIError) -> [JSONListElement] {
        let configuration = node.configuration
        var reader = JSONListReader(
            list: "objects",
            limits: JSONLimits(
                maximumBytes: configuration.maximumObjectBytes,
                maximumDepth: configuration.maximumDepth + 4
            )
        )
        var elements: [JSONListElement] = []
        do throws(JSONError) {
            try reader.read(body, into: &elements)
            if case .whole(let text) = try reader.finish() {
                // Without the list it is no envelope; a syntax error is still named with its place.
                _ = try JSONDocument(
                    parsing: text.bytes,
                    limits: JSONLimits(maximumDepth: configuration.maximumDepth)
                )
                elements = []
            }
        } catch {
            throw TAXIIError(422, "malformed", "the body is no envelope", error.description)
        }
        guard !elements.isEmpty else {
            let text = "an envelope with one or more `objects` is expected (TAXII 2.1, 3.7)"
            throw TAXIIError(422, "no-objects", "the body is no envelope", text)
        }
        return elements
    }

    /// What came of one object, for the status.
    private struct Outcome {
        var id: String
        var version: String
        var failure: String?

        var detail: JSONTree {
            .members([
                "id": .string(id),
                "version": .string(version),
                "message": failure.map { .string($0) },
            ])
        }
    }

    /// Reads some elements: those that can be kept, and those that cannot.
    private func read(_ elements: [JSONListElement]) -> (objects: [IncomingObject], failures: [Outcome]) {
        var objects: [IncomingObject] = []
        var failures: [Outcome] = []
        for element in elements {
            do throws(Intake.Refusal) {
                objects.append(try node.intake.object(element))
            } catch {
                let message = "objects[\(element.index)]: \(error.message)"
                failures.append(
                    Outcome(id: error.id ?? "unknown", version: error.version ?? "unknown", failure: message)
                )
            }
        }
        return (objects, failures)
    }

    /// Keeps objects and lists them.
    /// - Returns: what became of each that could be read.
    private static func keep(
        _ objects: [IncomingObject],
        into collection: StoredCollection,
        _ caller: Caller,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> [Outcome] {
        let name = caller.source(for: collection)
        let source = try ObjectRows(connection).source(kind: name.kind, name: name.name)
        let results = try KeepingOutcome.keep(objects, source: source, now: now, connection)
        try MemberRows(connection).add(
            objects: results.compactMap(\.keeping.row),
            to: collection.row,
            now: now
        )
        return zip(objects, results).map { object, result in
            let failure =
                result.keeping == .conflict
                ? "another content has this id and version (STIX 2.1, 3.6)" : nil
            return Outcome(id: object.kept.id, version: object.kept.version, failure: failure)
        }
    }

    private func status(
        _ id: String,
        _ collection: StoredCollection,
        _ caller: Caller,
        requested: Int64,
        completed: Int64?,
        total: Int,
        _ outcomes: [Outcome]
    ) -> StoredStatus {
        let failures = outcomes.filter { $0.failure != nil }
        let listed = failures.prefix(node.configuration.statusDetails).map(\.detail)
        return StoredStatus(
            id: id,
            root: collection.root,
            caller: caller.name,
            requested: requested,
            completed: completed,
            total: Int64(total),
            success: Int64(outcomes.count - failures.count),
            failure: Int64(failures.count),
            details: JSONTree.members(["failures": .array(Array(listed))]).bytes()
        )
    }

    /// A status as the client sees it.
    static func resource(_ status: StoredStatus) -> JSONTree {
        let details = (try? JSONDocument(parsing: status.details)).map { JSONTree($0.root) } ?? .object([])
        return TAXIIResources.status(
            id: status.id,
            requested: status.requested,
            isComplete: status.completed != nil,
            total: status.total,
            success: status.success,
            failure: status.failure,
            details: details
        )
    }

    private func keep(
        _ body: [UInt8],
        _ collection: StoredCollection,
        _ caller: Caller,
        _ reply: @escaping @Sendable (HTTPResponse) -> Void
    ) {
        let elements: [JSONListElement]
        do throws(TAXIIError) {
            elements = try self.elements(body)
        } catch {
            return reply(TAXIIService.response(error))
        }
        let now = node.clock()
        let (objects, failures) = read(elements)
        let id = Random.uuid()
        let answer = SharedStatus()
        node.store.write { connection throws(StoreError) in
            let kept = try Self.keep(objects, into: collection, caller, now: now, connection)
            let status = self.status(
                id,
                collection,
                caller,
                requested: now,
                completed: now,
                total: elements.count,
                kept + failures
            )
            try StatusRows(connection).put(status)
            answer.put(status)
        } done: { error in
            guard error == nil, let status = answer.status else {
                return reply(TAXIIService.response(Self.failure(error)))
            }
            reply(TAXIIService.response(Self.resource(status), status: 202))
        }
    }

    /// What the caller is told when nothing was kept.
    private static func failure(_ error: StoreError?) -> TAXIIError {
        guard error?.code == .full else { return TAXIIService.unavailable }
        return TAXIIError(507, "full", "no room", "the node has no room left; nothing of the envelope was kept")
    }

    private func spool(
        _ body: [UInt8],
        _ collection: StoredCollection,
        _ caller: Caller,
        _ workers: Workers,
        _ reply: @escaping @Sendable (HTTPResponse) -> Void
    ) {
        let total: Int
        do throws(TAXIIError) {
            total = try elements(body).count
        } catch {
            return reply(TAXIIService.response(error))
        }
        let now = node.clock()
        let pending = status(
            Random.uuid(),
            collection,
            caller,
            requested: now,
            completed: nil,
            total: total,
            []
        )
        let name = caller.source(for: collection)
        node.store.write { connection throws(StoreError) in
            let rows = StatusRows(connection)
            try rows.put(pending)
            let source = try ObjectRows(connection).source(kind: name.kind, name: name.name)
            try rows.spool(body, status: pending.id, collection: collection.row, source: source)
        } done: { error in
            guard error == nil else { return reply(TAXIIService.response(Self.failure(error))) }
            reply(TAXIIService.response(Self.resource(pending), status: 202))
            _ = workers.start { self.workOff() }
        }
    }

    /// Works off every envelope that waits; called after each answer, and at start for what a crash left.
    func workOff() {
        let isMine = isWorking.withLock { isWorking in
            defer { isWorking = true }
            return !isWorking
        }
        guard isMine else { return }
        defer { isWorking.withLock { $0 = false } }
        while let spooled = try? node.store.read({ connection throws(StoreError) in
            try StatusRows(connection).nextSpooled()
        }) {
            guard workOff(spooled) else { return }
        }
    }

    /// Works off one envelope, batch by batch; repeating a batch after a crash changes nothing.
    /// - Returns: false if the store failed; then the envelope waits for the next try.
    private func workOff(_ spooled: SpooledEnvelope) -> Bool {
        let elements = (try? self.elements(spooled.bytes)) ?? []
        var success: Int64 = 0
        var failures: [Outcome] = []
        let size = node.configuration.batchObjects
        for start in stride(from: 0, to: elements.count, by: size) {
            let batch = Array(elements[start..<min(start + size, elements.count)])
            let (objects, refused) = read(batch)
            let shared = SharedOutcomes()
            let now = node.clock()
            do throws(StoreError) {
                try node.store.write { connection throws(StoreError) in
                    let results = try KeepingOutcome.keep(objects, source: spooled.source, now: now, connection)
                    try MemberRows(connection).add(
                        objects: results.compactMap(\.keeping.row),
                        to: spooled.collection,
                        now: now
                    )
                    shared.put(results)
                }
            } catch {
                return false
            }
            failures += refused
            for (object, result) in zip(objects, shared.results) {
                if result.keeping == .conflict {
                    let text = "another content has this id and version (STIX 2.1, 3.6)"
                    failures.append(Outcome(id: object.kept.id, version: object.kept.version, failure: text))
                } else {
                    success += 1
                }
            }
        }
        let listed = failures.prefix(node.configuration.statusDetails).map(\.detail)
        let (total, refusals, kept, now) = (Int64(elements.count), Int64(failures.count), success, node.clock())
        do throws(StoreError) {
            try node.store.write { connection throws(StoreError) in
                let rows = StatusRows(connection)
                if var status = try rows.find(spooled.status) {
                    status.completed = now
                    status.total = total
                    status.success = kept
                    status.failure = refusals
                    status.details = JSONTree.members(["failures": .array(Array(listed))]).bytes()
                    try rows.put(status)
                }
                try rows.unspool(spooled.row)
            }
        } catch {
            return false
        }
        return true
    }
}
