internal import Cryptography
public import JSON
internal import STIX
internal import Store
internal import TAXII
internal import Transport

/// What a pull brought.
public struct PullReport: Sendable, Equatable {
    /// The partner.
    public var partner: String
    /// Pages fetched.
    public var pages = 0
    /// Objects on them.
    public var total = 0
    /// Objects that are new here.
    public var added = 0
    /// Objects that were not taken, the first hundred with the reason.
    public var refused: [String] = []

    /// The report as JSON.
    public var json: JSONTree {
        .members([
            "partner": .string(partner),
            "pages": .integer(pages),
            "total": .integer(total),
            "added": .integer(added),
            "refused": refused.isEmpty ? nil : .strings(refused),
        ])
    }
}

extension Node {
    /// Pulls what a partner has released to this party since the last pull, over mutual TLS.
    ///
    /// A page's objects and the place in the feed become durable together, so an interrupted pull neither loses nor
    /// repeats. What is received keeps its originator: it is stored under the partner as its source, byte for byte.
    /// - Parameter name: the partner.
    /// - Returns: what came.
    /// - Throws: `NodeError`; the reason is noted with the partner too.
    public func pull(from name: String) throws(NodeError) -> PullReport {
        do throws(NodeError) {
            return try fetchPersistently(from: name)
        } catch {
            try? change { connection throws(StoreError) in
                try PartnerRows(connection).notePull(name, cursor: nil, now: nil, problem: error.description)
            }
            throw error
        }
    }

    /// Asks again where a connection breaks, for smaller pages each time: on a line that is reset again and again a large
    /// page would never come through.
    private func fetchPersistently(from name: String) throws(NodeError) -> PullReport {
        var report = PullReport(partner: name)
        for _ in 0..<24 {
            let limit = clients.pageSize(of: name) ?? configuration.batchObjects
            do throws(NodeError) {
                try fetchAll(from: name, limit: limit, &report)
                clients.note(name, pageSize: min(limit * 4, configuration.batchObjects))
                return report
            } catch {
                guard error.isBroken else { throw error }
                clients.note(name, pageSize: max(limit / 4, 1))
            }
        }
        throw NodeError("the connection to the node of `\(name)` breaks again and again", reason: "broken")
    }

    private func fetchAll(from name: String, limit: Int, _ report: inout PullReport) throws(NodeError) {
        let partner = try linked(name)
        let standing = try reading { connection throws(StoreError) in
            try ReceiptRows(connection).openEvidence(against: name)
        }
        if let standing {
            throw NodeError(
                "the exchange with `\(name)` stands still: \(standing); `entente partner evidence \(name)` shows what came",
                reason: "evidence"
            )
        }
        let client = clients.client(for: partner, folder: folder)
        let base = "\(partner.address)/\(configuration.name)/collections/feed/objects/"
        var flow = TAXIIPull(from: partner.cursor, limit: limit)
        while let query = flow.nextQuery {
            let response: HTTPResponse
            do throws(HTTPClient.Failure) {
                response = try client.send("GET", base + query, fields: [HTTPField("Accept", TAXIIMediaType.taxii)])
            } catch {
                let reason =
                    error.isTrust ? "is not who the invitation says, or does not know us" : "cannot be reached"
                var failure = NodeError("the node of `\(name)` \(reason): \(error.description)")
                failure.isBroken = error.isBroken
                failure.reason = error.isTrust ? "not-trusted" : "not-reached"
                throw failure
            }
            if response.status == 400, flow.refused() { continue }
            guard response.status == 200 else { throw try refused(response, by: name) }
            try take(response, from: partner, client, &flow, &report)
        }
        compareClock(with: partner, client)
    }

    /// Why a partner gives nothing; that it has ended the link is taken note of.
    private func refused(_ response: HTTPResponse, by name: String) throws(NodeError) -> NodeError {
        if let serial = Self.endSerial(in: response) {
            guard try noteEnd(by: name, serial: serial) else {
                return NodeError(
                    "`\(name)` has ended the link and has not confirmed the new invitation of this node yet",
                    reason: "ended"
                )
            }
            return NodeError("`\(name)` has ended the link; a new invitation begins it anew", reason: "ended")
        }
        if response.status == 429 {
            let seconds = response.fields.last { $0.name == "retry-after" }.flatMap { Int($0.value) }
            return NodeError(
                "the node of `\(name)` takes no more requests for \(seconds ?? 60) s: its limit for this node is reached",
                reason: "limit"
            )
        }
        return NodeError("the node of `\(name)` answered with status \(response.status)", reason: "status")
    }

    /// Keeps one page and the place behind it.
    private func take(
        _ response: HTTPResponse,
        from partner: StoredPartner,
        _ client: HTTPClient,
        _ flow: inout TAXIIPull,
        _ report: inout PullReport
    ) throws(NodeError) {
        var reader = JSONListReader(list: "objects")
        var elements: [JSONListElement] = []
        let around: JSONTree
        do throws(JSONError) {
            try reader.read(response.body.bytes, into: &elements)
            switch try reader.finish() {
            case .whole(let text): around = JSONTree(try JSONDocument(parsing: text.bytes).root)
            case .object(let members, _): around = members
            }
        } catch {
            throw NodeError("the node of `\(partner.name)` sent what is no envelope: \(error)", reason: "no-envelope")
        }
        guard around.members != nil else {
            throw NodeError("the node of `\(partner.name)` sent what is no envelope", reason: "no-envelope")
        }
        let last = response.fields.last { $0.name == "x-taxii-date-added-last" }?.value
        flow.received(
            more: around["more"] == .bool(true),
            next: around["next"]?.string,
            lastAdded: last.flatMap { STIXTimestamp($0) },
            count: elements.count
        )
        let objects = takenIn(elements, &report)
        var verified: ReceiptCheck.Verified?
        if !objects.isEmpty {
            let first = response.fields.last { $0.name == "x-taxii-date-added-first" }?.value
            verified = try fetchReceipts(from: partner, client, first: first, last: last)
        }
        let unproven = Self.unproven(objects, verified)
        let proven = objects.indices.filter { unproven[$0] == nil }.map { objects[$0] }
        // Without all receipts the place in the feed stays: the page is fetched again, and nothing is lost.
        let place = unproven.isEmpty ? flow.cursor : nil
        let (now, name) = (clock(), partner.name)
        report.pages += 1
        report.total += elements.count
        try accept(proven, verified, from: partner, &report) { connection throws(StoreError) in
            try PartnerRows(connection).notePull(name, cursor: place, now: now, problem: nil)
        }
        if let first = unproven.min(by: { $0.key < $1.key })?.value {
            let others = unproven.count > 1 ? ", and \(unproven.count - 1) more" : ""
            throw NodeError("not taken from `\(partner.name)`: \(first)\(others); the next pull asks again")
        }
    }

    /// Reads, validates and canonicalises what came; what does not pass is reported.
    func takenIn(_ elements: [JSONListElement], _ report: inout PullReport) -> [IncomingObject] {
        var objects: [IncomingObject] = []
        for element in elements {
            do throws(Intake.Refusal) {
                objects.append(try intake.object(element))
            } catch {
                if report.refused.count < 100 {
                    report.refused.append("\(error.id ?? "an object"): \(error.message)")
                }
            }
        }
        return objects
    }

    /// The places of objects that have no receipt, or one for something else, with what is wrong.
    static func unproven(_ objects: [IncomingObject], _ verified: ReceiptCheck.Verified?) -> [Int: String] {
        var found: [Int: String] = [:]
        for (place, object) in objects.enumerated() {
            let key = ReceiptCheck.Key(id: object.kept.id, version: object.kept.version)
            let digest = verified?.digests[key]
            if digest == Encoding.hex(object.kept.digest) { continue }
            let reason = digest == nil ? "has no receipt" : "is not what its receipt is for"
            found[place] = "\(object.kept.id) \(reason)"
        }
        return found
    }

    /// Keeps what a partner gave, with its receipts, durably and in one transaction; notices take effect in it.
    func accept(
        _ objects: [IncomingObject],
        _ verified: ReceiptCheck.Verified?,
        from partner: StoredPartner,
        byCourier: Bool = false,
        _ report: inout PullReport,
        along work: @escaping @Sendable (Connection) throws(StoreError) -> Void
    ) throws(NodeError) {
        let (now, name) = (clock(), partner.name)
        let results = try change { connection throws(StoreError) in
            if let verified {
                try self.keep(verified, for: objects, from: partner, byCourier: byCourier, now: now, connection)
            }
            let source = try ObjectRows(connection).source(kind: "partner", name: name)
            let results = try self.keep(objects, source: source, rule: .given, now: now, connection)
            var recalled: Set<String> = []
            for (object, result) in zip(objects, results) where object.kept.type == Notice.type {
                guard case .added = result.keeping else { continue }
                if let item = try self.takeEffect(object.kept.bytes, from: partner, connection) {
                    recalled.insert(item)
                }
            }
            try self.withdraw(items: recalled, officer: "partner \(name)", connection)
            if objects.contains(where: { $0.kept.type == "marking-definition" }) {
                try MarkingDirectory.judgeAgain(connection)
            }
            try work(connection)
            return results
        }
        for (object, result) in zip(objects, results) {
            switch result.keeping {
            case .added: report.added += 1
            case .known: break
            case .gone:
                if report.refused.count < 100 {
                    report.refused.append("\(object.kept.id): it was destroyed here, and is not taken again")
                }
            case .conflict:
                if report.refused.count < 100 {
                    report.refused.append(
                        "\(object.kept.id): another content has this id and version; it was set apart"
                    )
                }
            }
        }
    }
}
