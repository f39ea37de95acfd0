internal import Agreements
public import Configuration
internal import Cryptography
public import Installation
public import JSON
internal import Ledger
package import Releasing
internal import Store
internal import TAXII
internal import Transport
internal import Witnessing

/// What became of objects that were posted to a server of others.
public struct SourcePostReport: Sendable, Equatable {
    /// The name that it has here.
    public var source: String
    /// Objects that were posted.
    public var posted = 0
    /// Objects that the server has taken.
    public var taken = 0
    /// Objects on which it still works.
    public var pending = 0
    /// Objects that it has not taken.
    public var failures = 0

    /// The report as JSON.
    public var json: JSONTree {
        .members([
            "source": .string(source), "posted": .integer(posted), "taken": .integer(taken),
            "pending": .integer(pending), "failures": .integer(failures),
        ])
    }
}

/// Posting to servers of others: what stands in the feed of the party that the server stands for, and nothing else.
///
/// Whether something may go is decided where it is decided for every recipient, by an act of release; posting it is its
/// delivery, and is logged as one before it begins.
extension Node {
    /// Makes room for a party that has no node: what is released to it stands in a feed that only this node can read.
    func makeFeed(for party: String) throws(NodeError) {
        let length = Int64(configuration.maximumContentLength)
        try change { connection throws(StoreError) in
            let lists = CollectionRows(connection)
            guard try lists.feed(of: party) == nil else { return }
            let tables = try self.tables(now: self.clock(), connection)
            guard tables.party(party) != nil, NodeConfiguration.isName(party), party != self.configuration.name else {
                throw StoreError(.other, "`\(party)` is no party of the agreements, by a short name in small letters")
            }
            let title = "\(self.configuration.title) for \(party)"
            try RootRows(connection).put(
                StoredRoot(path: party, title: title, description: nil, party: party, maximumContentLength: length)
            )
            _ = try lists.add(
                NewCollection(
                    root: party,
                    id: Random.uuid(),
                    alias: "feed",
                    kind: .feed,
                    party: party,
                    title: "Released to \(party)"
                )
            )
        }
    }

    /// Posts what was released to the party that a server stands for and is not there yet, and asks what became of it.
    /// - Parameters:
    ///   - name: the name that the server has here.
    ///   - officer: who has it posted.
    /// - Returns: what became of it.
    /// - Throws: `NodeError`; what was not posted is posted the next time.
    public func pushSource(_ name: String, by officer: String) throws(NodeError) -> SourcePostReport {
        let source = try source(name)
        guard let party = source.party else {
            throw NodeError("nothing is posted to `\(name)`: it was added without `--party`")
        }
        let server = try OutsideServer(name, source.way, account: source.account, self)
        var report = SourcePostReport(source: name)
        try settle(source, server, &report)
        while let batch = try nextBatch(source, party) {
            try post(batch, to: source, server, party: party, by: officer, &report)
        }
        return report
    }

    /// Objects of one envelope.
    private static let mostPosted = 500

    /// What is posted next: what the feed lists now, judged for the day.
    private func nextBatch(_ source: StoredOutsideSource, _ party: String) throws(NodeError) -> [Int64]? {
        let feed = try reading { connection throws(StoreError) in try CollectionRows(connection).feed(of: party) }
        guard let feed else { return nil }
        // A date may have ended an agreement since the feed was judged last (RULES.md, 13).
        _ = try judgeIfDue(feed)
        let rows = try reading { connection throws(StoreError) in
            try OutsideRows(connection).unposted(source.name, feed: feed.row, limit: Self.mostPosted)
        }
        return rows.isEmpty ? nil : rows
    }

    private func post(
        _ rows: [Int64],
        to source: StoredOutsideSource,
        _ server: OutsideServer,
        party: String,
        by officer: String,
        _ report: inout SourcePostReport
    ) throws(NodeError) {
        let (name, now) = (source.name, clock())
        let (post, body) = try change { connection throws(StoreError) in
            let objects = ObjectRows(connection)
            var body = Array(#"{"objects":["#.utf8)
            for (place, row) in rows.enumerated() {
                guard let object = try objects.object(row: row) else {
                    throw StoreError(.corrupt, "no object has the row \(row)")
                }
                if place > 0 { body.append(UInt8(ascii: ",")) }
                body += object.bytes
            }
            body += Array("]}".utf8)
            let post = try OutsideRows(connection).beginPost(rows, to: name, by: officer, now: now)
            // Nothing goes over the line that is not logged.
            try self.ledger.append([Delivery(rows, connection).entry(for: party)], connection)
            let detail = "\(source.root)collections/\(source.collection)/"
            var entry = Self.sourceEntry(name, "posted", detail, officer)
            entry.internalMembers.append(JSONMember("objects", .integer(rows.count)))
            try self.ledger.append([entry], connection)
            return (post, body)
        }
        let url = "\(source.root)collections/\(source.collection)/objects/"
        do throws(SourceFault) {
            let status = try PostedStatus(server.send("POST", url, body: body))
            report.posted += rows.count
            try note(status, post: post, objects: rows.count, &report)
        } catch {
            // Where the line broke, nobody knows; the same versions once more change nothing there.
            if [.notAdmitted, .notThere, .status, .redirected, .notTAXII, .unreadable].contains(error) {
                try noteFailed(post)
            }
            throw error.error(of: name)
        }
    }

    private func noteFailed(_ post: Int64) throws(NodeError) {
        let now = clock()
        try change { connection throws(StoreError) in
            try OutsideRows(connection).note(post: post, status: nil, .failed, failures: 0, now: now)
        }
    }

    private func note(_ status: PostedStatus, post: Int64, objects: Int, _ report: inout SourcePostReport)
        throws(SourceFault)
    {
        let now = clock()
        let state: OutsidePost.State = status.isComplete ? status.failures > 0 ? .refused : .done : .pending
        do throws(NodeError) {
            try change { connection throws(StoreError) in
                try OutsideRows(connection).note(
                    post: post,
                    status: status.id,
                    state,
                    failures: status.failures,
                    now: now
                )
            }
        } catch {
            throw .status
        }
        report.failures += status.failures
        if status.isComplete { report.taken += max(objects - status.failures, 0) } else { report.pending += objects }
    }

    /// Asks what became of envelopes on which the server worked.
    private func settle(_ source: StoredOutsideSource, _ server: OutsideServer, _ report: inout SourcePostReport)
        throws(NodeError)
    {
        let open = try reading { connection throws(StoreError) in
            try OutsideRows(connection).openPosts(source.name)
        }
        for post in open {
            guard let id = post.status, OutsideServer.isIdentifier(id) else { continue }
            do throws(SourceFault) {
                let status = try PostedStatus(server.send("GET", "\(source.root)status/\(id)/"))
                try note(status, post: post.row, objects: Int(post.objects), &report)
            } catch {
                // A status is kept for a day only (TAXII 2.1, 4.3): then what was accepted counts as taken.
                guard error == .notThere else { throw error.error(of: source.name) }
                let gone = PostedStatus(id: id, isComplete: true, failures: 0)
                try Self.asking(source.name) { () throws(SourceFault) in
                    try note(gone, post: post.row, objects: Int(post.objects), &report)
                }
            }
        }
    }
}

/// A status resource (TAXII 2.1, 4.3.1) as far as it matters here.
struct PostedStatus {
    let id: String?
    let isComplete: Bool
    let failures: Int

    init(id: String?, isComplete: Bool, failures: Int) {
        (self.id, self.isComplete, self.failures) = (id, isComplete, failures)
    }

    /// Reads a status.
    /// - Throws: `unreadable` if it is none.
    init(_ response: HTTPResponse) throws(SourceFault) {
        guard let document = try? JSONDocument(parsing: response.body.bytes), document.root.kind == .object,
            let status = document.root["status"]?.string
        else { throw .unreadable }
        let id = document.root["id"]?.string
        self.init(
            id: id.flatMap { OutsideServer.isIdentifier($0) ? $0 : nil },
            isComplete: status == "complete",
            failures: max(document.root["failure_count"]?.integer ?? 0, 0)
        )
    }
}

extension Node {
    /// Releases objects to the party that a server stands for, as any release is decided.
    /// - Parameters:
    ///   - ids: the objects.
    ///   - name: the name that the server has here.
    ///   - isNamed: whether the party is named for TLP:AMBER.
    ///   - allowed: what whoever acts may order of it.
    /// - Returns: what became of each.
    /// - Throws: `NodeError`.
    package func release(
        _ ids: [String],
        to name: String,
        named isNamed: Bool,
        _ allowed: (ReleaseOrder) throws(NodeError) -> ReleaseOrder
    ) throws(NodeError) -> [ReleaseResult] {
        guard let party = try source(name).party else {
            throw NodeError("nothing is posted to `\(name)`: it was added without `--party`")
        }
        let order = ReleaseOrder(parties: [party], ids: ids, named: isNamed ? [party] : [], officer: "")
        return try release(try allowed(order))
    }
}
