package import Configuration
internal import Holdings
package import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
internal import Store
package import TAXII
internal import Transport
internal import Witnessing

/// Obeys a `PullMachine`: fetches, has verified, keeps and reports, and decides nothing.
package struct PullEdge {
    package let node: Node
    package private(set) var report: PullReport
    private var partner: StoredPartner
    /// The objects of the page that was fetched last, by their places.
    private var page: [Result<IncomingObject, Intake.Refusal>] = []
    private var verified: ReceiptCheck.Verified?

    package init(_ node: Node, to name: String) throws(NodeError) {
        self.node = node
        report = PullReport(partner: name)
        partner = try node.linked(name)
    }

    private var client: HTTPClient { node.clients.client(for: partner, folder: node.folder) }

    /// Does what is to be done.
    /// - Returns: what came of it, or nil after the last page.
    /// - Throws: `NodeError` where the pull ends before, with the reason in words.
    package mutating func obey(_ action: PullMachine.Action) throws(NodeError) -> PullMachine.Event? {
        switch action {
        case .look: return try look()
        case .fetchPage(let query): return fetchPage(query)
        case .fetchReceipts(let added): return try fetchReceipts(added)
        case .keep(let keeping): return try keep(keeping)
        case .later(let fault): throw try node.ended(by: fault, with: partner)
        case .stop(let doubt): throw try node.stopped(by: doubt, of: partner)
        case .done:
            node.compareClock(with: partner, client)
            return nil
        }
    }

    private mutating func look() throws(NodeError) -> PullMachine.Event {
        let name = partner.name
        partner = try node.linked(name)
        let evidence = try node.reading { connection throws(StoreError) in
            try ReceiptRows(connection).openEvidence(against: name)
        }
        return .standing(cursor: partner.cursor, evidence: evidence)
    }

    private mutating func fetchPage(_ query: String) -> PullMachine.Event {
        let path = "\(partner.address)/\(node.configuration.name)/collections/feed/objects/"
        do {
            let response = try client.send("GET", path + query, fields: [HTTPField("Accept", TAXIIMediaType.taxii)])
            guard response.status == 200 else { return response.refusal }
            let envelope = try TAXIIEnvelope(
                response.body.bytes,
                firstAdded: response.last("x-taxii-date-added-first"),
                lastAdded: response.last("x-taxii-date-added-last")
            )
            (page, verified) = (node.intake.objects(envelope.elements), nil)
            return .page(PullMachine.Page(envelope, page.map(\.item)))
        } catch let failure as HTTPClient.Failure {
            let words = failure.description
            return failure.event ?? .failed(failure.isTrust ? .notTrusted(words) : .notReached(words))
        } catch {
            return .failed(.noEnvelope("\(error)"))
        }
    }

    private mutating func fetchReceipts(_ added: ClosedRange<Int64>) throws(NodeError) -> PullMachine.Event {
        let seen = try node.seen(of: partner)
        let query = "?from=\(added.lowerBound)&to=\(added.upperBound)&old=\(seen?.size ?? 0)"
        let response: HTTPResponse
        do throws(HTTPClient.Failure) {
            response = try client.send("GET", "\(partner.address)/entente/v1/receipts/\(query)")
        } catch {
            return error.event ?? .failed(.noReceipts(error.description))
        }
        guard response.status == 200 else { return .failed(.receiptsStatus(response.status)) }
        let check = ReceiptCheck(partner: partner, recipient: node.configuration.name, seen: seen)
        let verified: ReceiptCheck.Verified
        do throws(LogFault) {
            verified = try check.verify(response.body.bytes, now: node.clock())
        } catch {
            return .doubt(PullMachine.Doubt(error, of: partner, seen: seen?.note, received: response.body.bytes))
        }
        if let missing = try node.missingQuorum(under: verified.signed, of: partner) {
            return .failed(.unwitnessed(missing))
        }
        self.verified = verified
        let (size, newest) = (Int64(verified.signed.checkpoint.size), try node.seen(of: partner)?.size)
        return .receipts(PullMachine.Receipts(verified.digests, size: size, seen: newest ?? 0))
    }

    private mutating func keep(_ keeping: PullMachine.Keeping) throws(NodeError) -> PullMachine.Event {
        report.pages += 1
        report.total += page.count
        for (place, reason) in keeping.refused.sorted(by: { $0.key < $1.key }) {
            report.refused.add(page[place].id, reason)
        }
        let (name, now) = (partner.name, node.clock())
        let objects = keeping.places.compactMap { try? page[$0].get() }
        try node.accept(objects, verified, from: partner, &report) { connection throws(StoreError) in
            try PartnerRows(connection).notePull(name, cursor: keeping.cursor, now: now, problem: nil)
        }
        return .kept
    }
}
