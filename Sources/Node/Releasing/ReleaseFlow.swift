public import JSON
internal import Labels
public import Release
internal import Store
internal import Transport

/// What an officer releases.
public struct ReleaseOrder: Sendable {
    /// The parties that may get it; each is a partner's short name.
    public var parties: [String]
    /// The ids to release; nil means every object of the party's own.
    public var ids: [String]?
    /// The parties that are named for TLP:AMBER (FIRST); stored with the act.
    public var named: Set<String>
    /// Who decides (R02: a release always has a named decision maker).
    public var officer: String
    /// Decides and shows, but changes nothing.
    public var isTrial: Bool

    /// An order.
    /// - Parameters:
    ///   - parties: the parties that may get it.
    ///   - ids: the ids to release, or nil for all.
    ///   - named: the parties that are named for TLP:AMBER.
    ///   - officer: who decides.
    ///   - isTrial: whether nothing is changed.
    public init(parties: [String], ids: [String]?, named: Set<String>, officer: String, isTrial: Bool = false) {
        self.parties = parties
        self.ids = ids
        self.named = named
        self.officer = officer
        self.isTrial = isTrial
    }
}

/// What became of one object for one party.
public struct ReleaseResult: Sendable {
    /// The party.
    public let party: String
    /// The object's identifier.
    public let id: String
    /// The object's version.
    public let version: String
    /// The decision with its grounds.
    public let decision: Decision
    /// Whether the party gets it only now.
    public let isNew: Bool

    /// The result as JSON.
    public var json: JSONTree {
        var json = decision.json
        json["party"] = .string(party)
        json["id"] = .string(id)
        json["version"] = .string(version)
        json["new"] = .bool(isNew)
        return json
    }
}

extension Node {
    /// Decides about objects for parties, and lists what may go in their feeds.
    ///
    /// The act and the place in the feed become durable in one transaction, before anybody is told.
    /// - Parameter order: what is released to whom by whom.
    /// - Returns: what became of each object for each party.
    /// - Throws: `NodeError` if a party or an id is not known.
    public func release(_ order: ReleaseOrder) throws(NodeError) -> [ReleaseResult] {
        guard !order.officer.isEmpty else { throw NodeError("a release needs a named decision maker") }
        for party in order.parties {
            let feed = try reading { connection throws(StoreError) in try CollectionRows(connection).feed(of: party) }
            guard feed != nil else { throw NodeError("there is no partner `\(party)`; invite it first") }
        }
        var results: [ReleaseResult] = []
        if let ids = order.ids {
            for id in ids {
                let versions = try reading { connection throws(StoreError) in
                    try ObjectRows(connection).versions(of: id)
                }
                guard !versions.isEmpty else { throw NodeError("no object has the id `\(id)`") }
                results += try release(versions, order)
            }
        } else {
            var after: Int64 = 0
            while true {
                let batch = try reading { [after] connection throws(StoreError) in
                    try ObjectRows(connection).objects(after: after, limit: configuration.batchObjects, source: 1)
                }
                guard let last = batch.last else { break }
                results += try release(batch, order)
                after = last.row
            }
        }
        if !order.isTrial {
            hint(order.parties.filter { party in results.contains { $0.party == party && $0.isNew } })
        }
        return results
    }

    private func release(
        _ objects: [ObjectRows.Summary],
        _ order: ReleaseOrder
    ) throws(NodeError) -> [ReleaseResult] {
        let shared = SharedResults()
        let now = clock()
        let work: @Sendable (Connection) throws(StoreError) -> Void = { connection throws(StoreError) in
            var results: [ReleaseResult] = []
            for party in order.parties {
                results += try Self.decide(objects, party, order, now: now, connection)
            }
            shared.put(results)
        }
        if order.isTrial {
            try reading(work)
        } else {
            try change(work)
        }
        return shared.results
    }

    /// Decides about objects for one party; unless it is a trial, records the acts and lists what may go.
    private static func decide(
        _ objects: [ObjectRows.Summary],
        _ party: String,
        _ order: ReleaseOrder,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> [ReleaseResult] {
        guard let feed = try CollectionRows(connection).feed(of: party) else { return [] }
        let directory = MarkingDirectory(connection, source: 1)
        var results: [ReleaseResult] = []
        var released: [Int64] = []
        for object in objects {
            let decision = Self.decision(object, party, order.named, directory)
            let isListed =
                try connection.first(
                    "SELECT 1 FROM member WHERE object=? AND collection=?",
                    [.integer(object.row), .integer(feed.row)]
                ) { $0.integer(0) } != nil
            let isNew = decision.outcome == .release && !isListed
            results.append(
                ReleaseResult(
                    party: party,
                    id: object.id,
                    version: object.version,
                    decision: decision,
                    isNew: isNew
                )
            )
            guard !order.isTrial, isNew else { continue }
            released.append(object.row)
            try ReleaseRows(connection).add(
                ReleaseAct(
                    object: object.row,
                    party: party,
                    officer: order.officer,
                    made: now,
                    outcome: decision.outcome.rawValue,
                    grounds: decision.json.bytes()
                )
            )
        }
        try MemberRows(connection).add(objects: released, to: feed.row, now: now)
        return results
    }

    /// The decision about one holding for one party.
    private static func decision(
        _ object: ObjectRows.Summary,
        _ party: String,
        _ named: Set<String>,
        _ directory: MarkingDirectory
    ) -> Decision {
        let origin: ReleaseQuestion.Origin =
            switch object.sourceKind {
            case "own": .own
            case "partner": .partner(object.sourceName)
            default: .handedIn(object.sourceName)
            }
        guard let document = try? JSONDocument(parsing: object.bytes) else {
            // Kept bytes were parsed when they came; a damaged store must not release anything.
            let damaged = MarkingReading(level: nil, references: [], unknown: ["unreadable"])
            return ReleaseEngine.decide(
                ReleaseQuestion(markings: damaged, origin: origin, recipient: party)
            )
        }
        let isMarking = object.type == "marking-definition"
        return ReleaseEngine.decide(
            ReleaseQuestion(
                markings: MarkingReading(of: document.root, meaning: directory.meaning),
                origin: origin,
                recipient: party,
                named: named,
                isKnownMarking: isMarking && MarkingMeaning(definition: document.root) != nil
            )
        )
    }

    /// Tells partners that something is there, so that they pull at once; a partner that is away pulls later.
    private func hint(_ parties: [String]) {
        for party in parties {
            guard
                let partner = try? reading({ connection throws(StoreError) in
                    try PartnerRows(connection).find(party)
                }), partner.confirmed != nil
            else { continue }
            let client = clients.client(for: partner, folder: folder)
            _ = try? client.send("POST", partner.address + "/entente/v1/hint/", body: [])
        }
    }
}
