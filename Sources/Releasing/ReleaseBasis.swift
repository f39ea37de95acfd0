internal import Cryptography
internal import Release
package import Store

/// What decisions rested on when they were made, so that the transaction that makes them durable can see that it still holds.
///
/// Between the two others act: an author writes a newer version, an originator recalls, agreements are applied.
package struct ReleaseBasis: Sendable, Equatable {
    /// The set of agreements.
    package let set: Int64?
    /// The last record and how many are closed: consents, recalls, assurances, readers.
    private let records: RecordRows.Mark

    /// The basis as it is now.
    package init(_ connection: Connection) throws(StoreError) {
        set = try AgreementRows(connection).current()
        records = try RecordRows(connection).mark()
    }

    /// Whether decisions that were made on this basis still hold.
    package func holds(for results: [ReleaseResult], _ connection: Connection) throws(StoreError) -> Bool {
        guard try ReleaseBasis(connection) == self else { return false }
        for result in results where result.decision.outcome.lets {
            guard try ObjectRows(connection).newestRow(like: result.row) == result.newest else { return false }
        }
        return true
    }
}

/// What a party was given before.
package struct GivenBefore {
    private let party: String
    private let list: Int64?
    private let waiting: Int64?
    private let connection: Connection

    /// - Parameters:
    ///   - party: the party's short name.
    ///   - list: the row of its list.
    ///   - waiting: the row of what waits for witnesses.
    ///   - connection: the store.
    package init(_ party: String, in list: Int64?, or waiting: Int64?, _ connection: Connection) {
        (self.party, self.list, self.waiting, self.connection) = (party, list, waiting, connection)
    }

    /// Whether the party gets something that it has not yet.
    package func lacks(_ result: ReleaseResult) throws(StoreError) -> Bool {
        switch result.decision.outcome {
        case .release:
            // What came from the party itself is not sent back.
            return try !GivenRows(connection).hasParty(party, result.row, in: list, or: waiting)
        case .rendition:
            guard let rendition = result.rendition else { return false }
            if try VersionRows(connection).origin(of: result.row)?.isFrom(party) ?? false { return false }
            let known = try RenditionRows(connection).one(result.id, for: party)
            guard let known, known.revoked == nil else { return true }
            let isListed = try GivenRows(connection).isListed(known.id, in: list, or: waiting)
            return !isListed || known.content != RenditionContent.digest(rendition.bytes)
        case .refer, .refuse: return false
        }
    }
}
