package import Configuration
internal import Cryptography
internal import Dispatch
internal import Holdings
package import Installation
package import JSON
internal import Release
internal import Releasing
internal import STIX
package import Store
internal import Synchronization
package import TAXII
package import Transport

/// Takes envelopes into collections (TAXII 2.1, 5.5).
///
/// A small envelope is validated on a worker's thread, and its objects, their places in the list and the status
/// become durable in one transaction before the answer 202. A large one is durable as it came before the answer; its
/// status is pending until it is worked off batch by batch, after a restart too.
package final class EnvelopeFlow: Sendable {
    package let node: Node
    /// Only one thread works off what waits; the others leave it to that one.
    private let isWorking = Mutex(false)
    private let later = DispatchQueue(label: "entente.node.envelopes")

    package init(node: Node) { self.node = node }

    /// Takes the body of a request.
    package func take(
        _ request: HTTPRequest,
        into collection: StoredCollection,
        _ caller: Caller,
        _ workers: Workers
    ) throws(TAXIIError) -> HTTPAnswer {
        let declared = request.field("content-type")
        let isBundle = collection.kind == .inbox && TAXIIMediaType.isBundle(declared)
        guard isBundle || TAXIIMediaType.isEnvelope(declared) else {
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

    /// Hands over the elements of an envelope in batches, so that a body of many tiny elements stays small.
    /// - Returns: how many there are.
    /// - Throws: status 422 if the body is no envelope; what was handed over before must not be kept then.
    private func forEachBatch(
        _ body: [UInt8],
        _ take: ([JSONListElement]) throws(TAXIIError) -> Void
    ) throws(TAXIIError) -> Int {
        let configuration = node.configuration
        var reader = JSONListReader(
            list: "objects",
            limits: JSONLimits(
                maximumBytes: configuration.maximumObjectBytes,
                maximumDepth: configuration.maximumDepth + 4
            )
        )
        var count = 0
        var elements: [JSONListElement] = []
        for start in stride(from: 0, to: body.count, by: Self.chunk) {
            let chunk = Array(body[start..<min(start + Self.chunk, body.count)])
            try Self.readable { () throws(JSONError) in try reader.read(chunk, into: &elements) }
            count += elements.count
            try take(elements)
            elements.removeAll(keepingCapacity: true)
        }
        try Self.readable { () throws(JSONError) in
            guard case .whole(let text) = try reader.finish() else { return }
            // Without the list it is no envelope; a syntax error is still named with its place.
            _ = try JSONDocument(parsing: text.bytes, limits: JSONLimits(maximumDepth: configuration.maximumDepth))
        }
        guard count > 0 else {
            let text = "an envelope with one or more `objects` is expected (TAXII 2.1, 3.7)"
            throw TAXIIError(422, "no-objects", "the body is no envelope", text)
        }
        return count
    }

    private static func readable(_ read: () throws(JSONError) -> Void) throws(TAXIIError) {
        do throws(JSONError) {
            try read()
        } catch {
            throw malformed(error.description)
        }
    }

    /// A body that is no JSON is none as a whole, whatever stands before the fault: nothing of it is kept.
    private static func malformed(_ problem: String) -> TAXIIError {
        TAXIIError(422, "malformed", "the body is no envelope", problem)
    }

    /// Looks at elements that are kept later only for whether they are JSON.
    private static func check(_ elements: [JSONListElement]) throws(TAXIIError) {
        for element in elements where !JSONGrammar.isJSON(element.bytes) {
            try readable { () throws(JSONError) in
                _ = try JSONDocument(parsing: element.bytes, origin: element.origin)
            }
            throw malformed("objects[\(element.index)] is no JSON")
        }
    }

    /// Bytes of a body that are cut into elements at a time.
    private static let chunk = 64 << 10

    private func newReport() -> EnvelopeReport { EnvelopeReport(limit: node.configuration.statusDetails) }

    /// Reads some elements: those that can be kept come out.
    ///
    /// At an inbox, what MISP spells otherwise is respelled.
    private func read(_ elements: [JSONListElement], atInbox isInbox: Bool, _ report: inout EnvelopeReport)
        -> [IncomingObject]
    {
        var objects: [IncomingObject] = []
        for (element, verdict) in zip(elements, node.intake.objects(elements, respelling: isInbox)) {
            let place = "objects[\(element.index)]"
            switch verdict {
            // A notice counts by its receipt: it travels in a feed, or nobody could prove it.
            case .success(let object) where object.kept.type == TypeSchema.notice.name:
                report.refused.add(object.kept.id, version: object.kept.version, "\(place): notices travel in feeds")
            case .success(let object): objects.append(object)
            case .failure(let refusal):
                let message = "\(place): \(refusal.message)"
                if refusal.isNoJSON, report.malformed == nil { report.malformed = message }
                report.refused.add(refusal.id, version: refusal.version, message)
            }
        }
        return objects
    }

    /// Keeps objects, lists them, and logs who handed them in.
    /// - Returns: what became of each.
    private func keep(
        _ objects: [IncomingObject],
        source: Int64,
        collection: Int64,
        by caller: String?,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> [KeepingOutcome.Result] {
        let results = try node.keep(objects, source: source, now: now, connection)
        // What partners and users of a throw-away node do is not written by the party.
        if let key = caller.flatMap(Caller.key(of:)) {
            try node.logWriting(objects, results, by: "key \(key)", account: nil, .received, connection)
        }
        try MemberRows(connection).add(objects: results.compactMap(\.keeping.row), to: collection)
        return results
    }

    private static func source(
        _ caller: Caller,
        _ collection: StoredCollection,
        _ connection: Connection
    ) throws(StoreError) -> Int64 {
        let name = caller.source(for: collection)
        return try ObjectRows(connection).source(kind: name.kind, name: name.name)
    }

    /// A status as the client sees it.
    package static func resource(_ status: StoredStatus) -> JSONTree {
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
        var refused = newReport()
        var objects: [IncomingObject] = []
        let total: Int
        do throws(TAXIIError) {
            total = try forEachBatch(body) { elements throws(TAXIIError) in
                objects += read(elements, atInbox: collection.kind == .inbox, &refused)
                if let problem = refused.malformed { throw Self.malformed(problem) }
            }
        } catch {
            return reply(TAXIIService.response(error))
        }
        let now = node.clock()
        let id = Random.uuid()
        let answer = Handover<StoredStatus>()
        node.store.write { [objects, refused] connection throws(StoreError) in
            let source = try Self.source(caller, collection, connection)
            let results = try self.keep(
                objects,
                source: source,
                collection: collection.row,
                by: caller.name,
                now: now,
                connection
            )
            var report = refused
            for (object, result) in zip(objects, results) { report.note(object, result) }
            let status = StoredStatus(
                id: id,
                root: collection.root,
                caller: caller.name,
                requested: now,
                completed: now,
                total: Int64(total),
                success: Int64(total - report.refused.count),
                failure: Int64(report.refused.count),
                details: report.details
            )
            try StatusRows(connection).put(status)
            answer.put(status)
        } done: { error in
            guard error == nil, let status = answer.value else {
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
            total = try forEachBatch(body, Self.check)
        } catch {
            return reply(TAXIIService.response(error))
        }
        let pending = StoredStatus(
            id: Random.uuid(),
            root: collection.root,
            caller: caller.name,
            requested: node.clock(),
            completed: nil,
            total: Int64(total),
            success: 0,
            failure: 0,
            details: newReport().details
        )
        node.store.write { connection throws(StoreError) in
            let rows = StatusRows(connection)
            try rows.put(pending)
            let source = try Self.source(caller, collection, connection)
            try rows.spool(body, status: pending.id, collection: collection.row, source: source)
        } done: { error in
            guard error == nil else { return reply(TAXIIService.response(Self.failure(error))) }
            reply(TAXIIService.response(Self.resource(pending), status: 202))
            _ = workers.start { self.workOff() }
        }
    }

    /// Works off every envelope that waits; called after each answer, and at start for what a crash left.
    package func workOff() {
        let isMine = isWorking.withLock { isWorking in
            defer { isWorking = true }
            return !isWorking
        }
        guard isMine else { return }
        defer { isWorking.withLock { $0 = false } }
        while let spooled = try? node.store.read({ connection throws(StoreError) in
            try StatusRows(connection).nextSpooled()
        }) {
            guard let fault = workOff(spooled) else { continue }
            // A closed store stays closed; anything else may have passed by then.
            if fault.code != .other { later.asyncAfter(deadline: .now() + 1) { [weak self] in self?.workOff() } }
            return
        }
    }

    /// Works off one envelope, batch by batch; repeating a batch after a crash changes nothing.
    /// - Returns: why the store failed, or nil; if it did, the envelope waits for the next try.
    private func workOff(_ spooled: SpooledEnvelope) -> StoreError? {
        var report = newReport()
        let isInbox: Bool
        do throws(StoreError) {
            isInbox = try node.store.read { connection throws(StoreError) in
                try CollectionRows(connection).kind(of: spooled.collection) == .inbox
            }
        } catch {
            return error
        }
        var success: Int64 = 0
        var waiting: [IncomingObject] = []
        var fault: StoreError?
        let total = try? forEachBatch(spooled.bytes) { elements throws(TAXIIError) in
            waiting += read(elements, atInbox: isInbox, &report)
            while fault == nil, waiting.count >= node.configuration.batchObjects {
                fault = keepBatch(&waiting, spooled, &success, &report)
            }
        }
        while fault == nil, !waiting.isEmpty { fault = keepBatch(&waiting, spooled, &success, &report) }
        if let fault { return fault }
        let (kept, done, now) = (success, report, node.clock())
        do throws(StoreError) {
            try node.store.write { connection throws(StoreError) in
                let rows = StatusRows(connection)
                if var status = try rows.find(spooled.status) {
                    status.completed = now
                    status.total = Int64(total ?? 0)
                    status.success = kept
                    status.failure = Int64(done.refused.count)
                    status.details = done.details
                    try rows.put(status)
                }
                try rows.unspool(spooled.row)
            }
        } catch {
            return error
        }
        return nil
    }

    /// Keeps the next objects of a spooled envelope in one transaction.
    /// - Returns: why the store failed, or nil.
    private func keepBatch(
        _ waiting: inout [IncomingObject],
        _ spooled: SpooledEnvelope,
        _ success: inout Int64,
        _ report: inout EnvelopeReport
    ) -> StoreError? {
        let batch = Array(waiting.prefix(node.configuration.batchObjects))
        waiting.removeFirst(batch.count)
        let now = node.clock()
        let results: [KeepingOutcome.Result]
        do throws(StoreError) {
            results = try node.store.write { connection throws(StoreError) in
                try self.keep(
                    batch,
                    source: spooled.source,
                    collection: spooled.collection,
                    by: StatusRows(connection).find(spooled.status)?.caller,
                    now: now,
                    connection
                )
            }
        } catch {
            return error
        }
        for (object, result) in zip(batch, results) {
            report.note(object, result)
            if result.keeping != .conflict { success += 1 }
        }
        return nil
    }
}
