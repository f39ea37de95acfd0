package import Configuration
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Release
internal import Releasing
internal import STIX
package import Store
internal import Witnessing

/// A notice as it is held.
package struct HeldNotice {
    package let notice: Notice
    /// The kind of source: `own` or `partner`.
    package let sourceKind: String
    /// The partner that sent it; empty for own ones.
    package let sourceName: String
    /// The partner to whom an own one was given, or nil while it was not.
    package let givenTo: String?

    package var isIncoming: Bool { sourceKind == "partner" }
    /// The other party: who sent it, or to whom it was given.
    package var partner: String? { isIncoming ? sourceName : givenTo }
}

/// What all notices share: they are kept as the party's own and given to one partner, by name, in the feeds; so each is
/// logged here, and comes there with its receipt.
extension Node {
    /// Keeps a notice as the party's own and releases it to one partner, by name; both in one transaction, or neither.
    /// - Parameters:
    ///   - notice: the notice.
    ///   - partner: to whom.
    ///   - officer: who sends it.
    ///   - now: microseconds since 1970.
    ///   - work: done in the transaction that releases it.
    /// - Throws: `NodeError` if it may not go.
    package func give(
        _ notice: Notice,
        to partner: String,
        officer: String,
        now: Int64,
        along work: (@Sendable (Connection) throws(StoreError) -> Void)? = nil
    ) throws(NodeError) {
        guard !officer.isEmpty else { throw NodeError("a notice needs the officer who sends it") }
        let tree = notice.object(creator: configuration.identity, now: now)
        let incoming: IncomingObject
        do {
            let document = try JSONDocument(parsing: tree.bytes())
            incoming = IncomingObject(kept: try Intake.kept(document.root), markings: [], derivation: nil)
        } catch {
            throw NodeError("the notice cannot be made: \(error)")
        }
        var order = ReleaseOrder(parties: [partner], ids: [notice.id], named: [partner], officer: officer)
        order.spokenOf = Set([notice.item, notice.answers].compactMap { $0 })
        order.along = work
        let waits = try quorumOfOwnLog() != nil
        try change { [order] connection throws(StoreError) in
            var order = order
            if try self.goesByCourier(notice, with: partner, connection) { order.channel = .courier }
            let kept = try self.keep([incoming], source: 1, now: now, connection)
            guard case .added(let row)? = kept.first?.keeping else {
                throw StoreError(.other, "the notice cannot be kept")
            }
            guard let (results, basis) = try self.surveyed(partner, [row], order, connection) else {
                throw StoreError(.other, "there is no partner `\(partner)`; invite it first")
            }
            guard results.allSatisfy(\.decision.outcome.lets) else {
                let why = results.flatMap(\.decision.grounds).filter { $0.verdict != .permits }.map(\.code.rawValue)
                throw StoreError(.other, "the notice may not go to `\(partner)`: \(why.joined(separator: ", "))")
            }
            let isWaiting = waits && order.channel == .electronic
            _ = try self.carry(
                results,
                partner,
                order,
                basis,
                waits: isWaiting,
                isFirst: true,
                now: now,
                connection
            )
        }
        hint([partner])
    }

    /// Whether what a notice speaks of went, or came, by courier only: then the notice must not speak of it on the network.
    private func goesByCourier(
        _ notice: Notice,
        with partner: String,
        _ connection: Connection
    ) throws(StoreError) -> Bool {
        if try ReceiptRows(connection).isByCourierOnly(
            notice.item,
            or: notice.answers ?? notice.item,
            from: partner
        ) {
            return true
        }
        let acts = try ReleaseRows(connection).questions(about: notice.item, to: partner)
        let byCourier = try acts.map { question throws(StoreError) in try Self.isByCourier(question) }
        return !byCourier.isEmpty && byCourier.allSatisfy { $0 }
    }

    /// Whether an act gave something by courier; one that kept no question gave it over the network.
    private static func isByCourier(_ question: [UInt8]?) throws(StoreError) -> Bool {
        guard let question else { return false }
        guard let document = try? JSONDocument(parsing: question) else {
            throw StoreError(.corrupt, "the record of a release is damaged")
        }
        return document.root["channel"]?.isString("courier") ?? false
    }

    /// All notices that are held, in the order in which they came.
    package func notices(_ connection: Connection) throws(StoreError) -> [HeldNotice] {
        // The first version counts: nobody changes what was asked between a look and an answer.
        var seen: Set<String> = []
        return try NoticeRows(connection).all().compactMap { version in
            (try? JSONDocument(parsing: version.bytes).root).flatMap { Notice($0) }.map { notice in
                HeldNotice(
                    notice: notice,
                    sourceKind: version.sourceKind,
                    sourceName: version.sourceName,
                    givenTo: notice.addressee ?? version.listedFor
                )
            }
        }.filter { seen.insert("\($0.notice.id) \($0.sourceKind) \($0.sourceName)").inserted }
    }

    /// The newest answer to a notice, from the side that was asked.
    package func answer(to asked: HeldNotice, _ kind: Notice.Kind, among all: [HeldNotice]) -> Notice? {
        all.last { other in
            let isFromThere =
                asked.isIncoming ? !other.isIncoming : other.isIncoming && other.sourceName == asked.partner
            return other.notice.kind == kind && other.notice.answers == asked.notice.id && isFromThere
        }?.notice
    }

    /// The notice of a partner that an officer answers.
    package func incoming(_ id: String, _ kind: Notice.Kind) throws(NodeError) -> HeldNotice {
        let found = try reading { connection throws(StoreError) in
            try notices(connection).last { $0.notice.id == id && $0.notice.kind == kind && $0.isIncoming }
        }
        guard let found else { throw NodeError("no partner sent the \(kind.rawValue) `\(id)`") }
        return found
    }

    /// Has a notice that came from a partner take effect, in the transaction in which it comes.
    /// - Returns: the item that it recalls, where something has to go off the feeds.
    package func takeEffect(_ bytes: [UInt8], from partner: StoredPartner, _ connection: Connection)
        throws(StoreError)
        -> String?
    {
        guard let notice = (try? JSONDocument(parsing: bytes).root).flatMap({ Notice($0) }) else { return nil }
        switch notice.kind {
        case .answer: try keepConsent(notice, from: partner, connection)
        case .recall: return try heed(notice, from: partner, connection)
        case .request, .recallAnswer, .loss, .lossReport: break
        }
        return nil
    }
}
