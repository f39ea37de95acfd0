internal import Cryptography
internal import Release
internal import Store

/// What decisions rested on when they were made, so that the transaction that makes them durable can see that it still holds.
///
/// Between the two others act: an author writes a newer version, an originator recalls, agreements are applied.
struct ReleaseBasis: Sendable, Equatable {
    /// The set of agreements.
    let set: Int64?
    /// The last record and how many are closed: consents, recalls, assurances, readers.
    private let records: [Int64]

    /// The basis as it is now.
    init(_ connection: Connection) throws(StoreError) {
        set = try AgreementRows(connection).current()
        records = try connection.all(
            """
            SELECT max(row), count(closed) FROM register WHERE kind IN ('consent', 'recall', 'assurance', 'reader')
            """
        ) { [$0.isNull(0) ? 0 : $0.integer(0), $0.integer(1)] }.flatMap { $0 }
    }

    /// Whether decisions that were made on this basis still hold.
    func holds(for results: [ReleaseResult], _ connection: Connection) throws(StoreError) -> Bool {
        guard try ReleaseBasis(connection) == self else { return false }
        for result in results where result.decision.outcome.lets {
            guard try ObjectRows(connection).newestRow(like: result.row) == result.newest else { return false }
        }
        return true
    }
}

/// What a party was given before.
struct GivenBefore {
    private let party: String
    private let lists: [Int64?]
    private let connection: Connection

    /// - Parameters:
    ///   - party: the party's short name.
    ///   - lists: the rows of its list, and of what waits for witnesses.
    ///   - connection: the store.
    init(_ party: String, in lists: [Int64?], _ connection: Connection) {
        (self.party, self.lists, self.connection) = (party, lists, connection)
    }

    /// Whether the party gets something that it has not yet.
    func lacks(_ result: ReleaseResult) throws(StoreError) -> Bool {
        switch result.decision.outcome {
        case .release:
            // What came from the party itself is not sent back.
            return try connection.first(
                """
                SELECT 1 FROM object o JOIN source s ON s.row=o.source
                LEFT JOIN member m ON m.object=o.row AND m.collection IN (?2, ?4)
                WHERE o.row=?1 AND (m.seq IS NOT NULL OR s.kind='partner' AND s.name=?3)
                """,
                [.integer(result.row), .optional(lists.first ?? nil), .text(party), .optional(lists.last ?? nil)]
            ) { $0.integer(0) } == nil
        case .rendition:
            guard let rendition = result.rendition else { return false }
            let isTheirs = try connection.first(
                "SELECT 1 FROM object o JOIN source s ON s.row=o.source WHERE o.row=? AND s.kind='partner' AND s.name=?",
                [.integer(result.row), .text(party)]
            ) { $0.integer(0) }
            if isTheirs != nil { return false }
            let known = try RenditionRows(connection).one(result.id, for: party)
            guard let known, known.revoked == nil else { return true }
            let isListed = try connection.first(
                "SELECT 1 FROM object o JOIN member m ON m.object=o.row WHERE o.id=? AND m.collection IN (?, ?) LIMIT 1",
                [.text(known.id), .optional(lists.first ?? nil), .optional(lists.last ?? nil)]
            ) { $0.integer(0) }
            return isListed == nil || known.content != RenditionContent.digest(rendition.bytes)
        case .refer, .refuse: return false
        }
    }
}
