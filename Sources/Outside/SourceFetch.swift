public import Configuration
internal import Cryptography
internal import Exchange
public import Holdings
public import Installation
public import JSON
internal import Ledger
internal import Release
internal import Releasing
internal import STIX
internal import Store
internal import TAXII
internal import Transport

/// What a fetch from a server of others brought.
public struct SourceReport: Sendable, Equatable {
    /// The name that it has here.
    public var source: String
    /// Pages fetched.
    public var pages = 0
    /// Objects on them.
    public var total = 0
    /// Objects that are new here.
    public var added = 0
    /// Objects that are in quarantine.
    public var quarantined = 0
    /// Objects that were not taken.
    public var refused = Refusals(room: 100)

    /// The report as JSON.
    public var json: JSONTree {
        .members([
            "source": .string(source), "pages": .integer(pages), "total": .integer(total), "added": .integer(added),
            "quarantined": .integer(quarantined), "refused": .integer(refused.count),
            "refusals": refused.listed.isEmpty ? nil : .strings(refused.texts),
        ])
    }
}

extension Node {
    /// Fetches what a server of others has added since the last fetch.
    ///
    /// A page and the place behind it become durable together: an interrupted fetch neither loses nor repeats. A server
    /// that does not keep to its own dates and ends is cut off, and asked again only when somebody says so.
    /// - Parameter name: the name that it has here.
    /// - Returns: what came.
    /// - Throws: `NodeError`; the reason is noted with the source too.
    public func fetchSource(_ name: String) throws(NodeError) -> SourceReport {
        let source = try source(name)
        var report = SourceReport(source: name)
        do throws(SourceFetch.Failure) {
            var page = SourceFetch.mostOfPage
            var fetch = try SourceFetch(self, source)
            while try !fetch.run(page: page, &report) { page = max(page / 10, 1) }
        } catch {
            switch error {
            case .node(let error): throw error
            case .source(let fault):
                try note(fault, of: source)
                throw fault.error(of: name)
            }
        }
        let now = clock()
        try change { connection throws(StoreError) in
            try OutsideRows(connection).note(name, cursor: nil, fetched: now)
        }
        return report
    }

    private func note(_ fault: SourceFault, of source: StoredOutsideSource) throws(NodeError) {
        let now = clock()
        try change { connection throws(StoreError) in
            let rows = OutsideRows(connection)
            let before = try rows.find(source.name)?.stopped
            let stopped = fault.isCutOff ? before ?? now : before
            try rows.note(source.name, cursor: nil, problem: fault.rawValue, stopped: stopped)
            guard fault.isCutOff, before == nil else { return }
            try self.ledger.append([Self.sourceEntry(source.name, "cut-off", fault.rawValue)], connection)
        }
    }
}

/// One fetch: asks for pages as `SourcePull` says, and keeps what comes.
struct SourceFetch {
    /// Objects of one page that are asked for first.
    static let mostOfPage = 1_000

    /// Why it ended.
    enum Failure: Error {
        /// Because of the server.
        case source(SourceFault)
        /// Because of this node.
        case node(NodeError)
    }

    private let node: Node
    private let source: StoredOutsideSource
    private let server: OutsideServer
    private let deadline: Int64
    private var conflicts = 0

    init(_ node: Node, _ source: StoredOutsideSource) throws(Failure) {
        (self.node, self.source) = (node, source)
        deadline = SystemClock.steady() + Int64(node.configuration.sourceFetchSeconds) * 1_000_000
        do throws(NodeError) {
            server = try OutsideServer(source.name, source.way, account: source.account, node)
        } catch {
            throw .node(error)
        }
    }

    /// Fetches to the end.
    /// - Returns: false if a page was larger than is taken, so that a smaller one is to be asked for.
    mutating func run(page limit: Int, _ report: inout SourceReport) throws(Failure) -> Bool {
        let configuration = node.configuration
        var pull = SourcePull(
            from: try cursor(),
            limits: SourcePull.Limits(
                objects: configuration.sourceObjects,
                idlePages: configuration.sourceIdlePages,
                page: limit
            )
        )
        while let query = pull.nextQuery {
            guard SystemClock.steady() < deadline else { throw .source(.slow) }
            let envelope: TAXIIEnvelope
            do throws(SourceFault) {
                envelope = try page(query)
            } catch {
                if error == .tooMuch, limit > 1 { return false }
                // What is asked for by an old `next` may be asked for by its date.
                if error == .status, pull.refused() { continue }
                throw .source(error)
            }
            try self.take(envelope, &pull, &report)
        }
        return true
    }

    private func cursor() throws(Failure) -> String? {
        do throws(NodeError) {
            return try node.source(source.name).cursor
        } catch {
            throw .node(error)
        }
    }

    private func page(_ query: String) throws(SourceFault) -> TAXIIEnvelope {
        let response = try server.send("GET", "\(source.root)collections/\(source.collection)/objects/\(query)")
        do {
            return try TAXIIEnvelope(
                response.body.bytes,
                firstAdded: response.last("x-taxii-date-added-first"),
                lastAdded: response.last("x-taxii-date-added-last")
            )
        } catch {
            throw .unreadable
        }
    }

    private mutating func take(_ envelope: TAXIIEnvelope, _ pull: inout SourcePull, _ report: inout SourceReport)
        throws(Failure)
    {
        let digest = SHA256.digest(of: envelope.elements.flatMap { SHA256.digest(of: $0.bytes) })
        let page = SourcePull.Page(envelope, digest: digest)
        do throws(SourceFault) { try pull.take(page) } catch { throw .source(error) }
        let before = report.added
        do throws(NodeError) { try keep(envelope, cursor: pull.cursor, &report) } catch { throw .node(error) }
        guard conflicts <= node.configuration.sourceConflicts else { throw .source(.changing) }
        do throws(SourceFault) { try pull.kept(new: report.added - before) } catch { throw .source(error) }
    }

    /// Keeps the objects of a page with the place behind it, in one transaction.
    private mutating func keep(_ envelope: TAXIIEnvelope, cursor: String?, _ report: inout SourceReport)
        throws(NodeError)
    {
        report.pages += 1
        report.total += envelope.elements.count
        var objects: [IncomingObject] = []
        for verdict in node.intake.objects(envelope.elements, respelling: true) {
            switch verdict {
            case .success(let object) where object.kept.type == TypeSchema.notice.name:
                report.refused.add(object.kept.id, "notices travel in feeds of partners")
            case .success(var object):
                // What a stranger says of other objects changes nothing of how those are judged.
                object.derivation = nil
                object.translated = nil
                objects.append(object)
            case .failure(let refusal): report.refused.add(refusal.id, refusal.message)
            }
        }
        let (name, node, now) = (source.name, node, node.clock())
        let results = try node.change { [objects] connection throws(StoreError) in
            let rows = OutsideRows(connection)
            // A source that was removed meanwhile brings nothing more.
            guard let source = try rows.find(name) else { throw StoreError(.other, "there is no source `\(name)`") }
            let results = try node.keep(
                objects,
                source: source.source,
                rule: .outside,
                heldBack: source.marking == nil ? OutsideRows.reason : nil,
                now: now,
                connection
            )
            try rows.note(name, cursor: cursor)
            return results
        }
        for (object, result) in zip(objects, results) {
            if result.isQuarantined { report.quarantined += 1 }
            switch result.keeping {
            case .added: report.added += 1
            case .known: break
            case .gone: report.refused.add(object.kept.id, "it was destroyed here, and is not taken again")
            case .conflict:
                conflicts += 1
                report.refused.add(object.kept.id, "another content has this id and version")
            }
        }
    }
}
