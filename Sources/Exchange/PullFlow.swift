public import Configuration
package import Holdings
public import Installation
package import Ledger
internal import Release
internal import Releasing
internal import STIX
package import Store
internal import TAXII

/// Pulling: a `PullMachine` decides, a `PullEdge` obeys; what partners gave is taken in, over a network or by courier.
extension Node {
    /// Pulls what a partner has released to this party since the last pull, over mutual TLS.
    ///
    /// A page's objects and the place in the feed become durable together, so an interrupted pull neither loses nor
    /// repeats. What is received keeps its originator: it is stored under the partner as its source, byte for byte.
    /// - Parameter name: the partner.
    /// - Returns: what came.
    /// - Throws: `NodeError`; the reason is noted with the partner too.
    public func pull(from name: String) throws(NodeError) -> PullReport {
        let most = configuration.batchObjects
        var machine = PullMachine(limit: clients.pageSize(of: name) ?? most, most: most)
        defer { clients.note(name, pageSize: machine.limit) }
        do throws(NodeError) {
            var edge = try PullEdge(self, to: name)
            var action = machine.received(.due)
            while let event = try edge.obey(action) { action = machine.received(event) }
            return edge.report
        } catch {
            try? change { connection throws(StoreError) in
                try PartnerRows(connection).notePull(name, cursor: nil, now: nil, problem: error.description)
            }
            throw error
        }
    }

    /// Keeps what a partner gave, with its receipts, durably and in one transaction; notices take effect in it.
    package func accept(
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
            for (object, result) in zip(objects, results) where object.kept.type == TypeSchema.notice.name {
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
            case .gone: report.refused.add(object.kept.id, "it was destroyed here, and is not taken again")
            case .conflict:
                report.refused.add(object.kept.id, "another content has this id and version; it was set apart")
            }
        }
    }
}
