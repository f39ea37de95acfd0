package import Agreements
public import Configuration
public import Installation
internal import JSON
internal import Labels
internal import Ledger
public import Release
internal import Releasing
internal import STIX
package import Store

/// Where a recall stands.
public struct RecallState: Sendable {
    /// What was asked.
    public let notice: Notice
    /// The partner that holds the item, or that recalls it from us.
    public let partner: String
    /// Whether the partner recalls it from us.
    public let isIncoming: Bool
    /// The newest answer, or nil.
    public let answer: Notice?
    /// Where it stands.
    public let standing: NoticeStanding
    /// With incoming ones: the partners to whom we passed the item on and who have not confirmed yet.
    public let passedOn: [String]
}

/// What an officer asks of those who hold an item.
public struct RecallOrder: Sendable {
    /// What is asked.
    public var action: RecallAction
    /// The partners that it is asked of; nil for each that was given the item.
    public var partners: [String]?
    /// The new level, where it is reclassified.
    public var level: String?
    /// Who asks.
    public var officer: String
    /// Deadline, reason, reference.
    public var details: NoticeDetails

    /// An order.
    /// - Parameters:
    ///   - action: what is asked.
    ///   - officer: who asks.
    ///   - details: deadline, reason, reference.
    public init(_ action: RecallAction, officer: String, details: NoticeDetails) {
        (self.action, self.officer, self.details) = (action, officer, details)
    }
}

/// Recalls between nodes (R11, R14): asked of each holder as an object in its feed, answered in ours. What is shown is what the
/// holder says; nothing here claims that it was made to happen.
extension Node {
    /// Recalls an item from those who were given it.
    ///
    /// In the transaction that sends the notice the item goes off that partner's feed, and decisions refuse it from then
    /// on; a newer version may go again. A partner for whom it still waits for witnesses has nothing to answer: it is told nothing.
    /// - Parameters:
    ///   - item: the item's identifier here.
    ///   - order: what is asked of whom.
    /// - Returns: the notices' identifiers, by partner.
    /// - Throws: `NodeError` if nobody was given the item, or there is no deadline.
    public func recall(_ item: String, _ order: RecallOrder) throws(NodeError) -> [(partner: String, id: String)] {
        let now = clock()
        guard !order.officer.isEmpty else { throw NodeError("a recall needs the officer who asks") }
        guard (order.action == .reclassify) == (order.level != nil) else {
            throw NodeError("`--level` goes with `reclassify`, and only with it")
        }
        let given = try reading { connection throws(StoreError) in try givings(of: item, connection) }
        let partners = order.partners ?? given.map(\.partner)
        guard !partners.isEmpty else { throw NodeError("`\(item)` was not given to anybody") }
        for partner in partners where !given.contains(where: { $0.partner == partner }) {
            throw NodeError("`\(item)` was not given to `\(partner)`")
        }
        var asked: [(partner: String, id: String)] = []
        for giving in given where partners.contains(giving.partner) {
            var notice = Notice(.recall, item: giving.id)
            (notice.addressee, notice.action, notice.level) = (giving.partner, order.action, order.level)
            if !giving.version.isEmpty { notice.version = giving.version }
            var details = order.details
            if details.due == nil, let clock = try clockOfReclassification(order.action, giving.partner, now) {
                details.due = clock
            }
            guard details.due != nil else { throw NodeError("a recall needs a deadline: `--due DAY`") }
            try details.fill(&notice)
            let record = RecallRecord(
                item: item,
                // Renditions have versions of their own; what is recalled is what the partner has of the item.
                version: giving.sourceVersion.isEmpty ? nil : giving.sourceVersion,
                originator: configuration.identity ?? configuration.name,
                recipient: (giving.partner, giving.party),
                action: order.action,
                notice: notice.id
            )
            let (officer, action, id) = (order.officer, order.action, notice.id)
            let takeBack: @Sendable (Connection) throws(StoreError) -> Void = { connection throws(StoreError) in
                var entry = LedgerEntry(.recall, party: giving.partner, subject: giving.id, officer: officer)
                entry.members = [
                    JSONMember("action", .string(action.rawValue)), JSONMember("notice", .string(id)),
                    JSONMember("version", .string(giving.version)),
                ]
                entry.internalMembers = [JSONMember("source", .string(item))]
                try self.ledger.append([entry], connection)
                try self.keep(record, officer: officer, now: now, connection)
                try self.withdraw(items: [item], officer: officer, connection)
            }
            if giving.isWaiting {
                try change(takeBack)
                continue
            }
            try give(notice, to: giving.partner, officer: officer, now: now, along: takeBack)
            asked.append((giving.partner, notice.id))
        }
        return asked
    }

    /// What a partner was given of an item.
    private struct Giving: Sendable {
        let partner: String
        let party: String
        /// The identifier under which the partner has it.
        let id: String
        /// The newest version that it was given, of that identifier.
        let version: String
        /// The newest version that it was given, of the item itself.
        let sourceVersion: String
        /// Whether it waits for witnesses, so that the partner has nothing of it yet.
        let isWaiting: Bool
    }

    /// Who was given an item, whole or as a rendition, and under which identifier.
    ///
    /// What was given in both forms is recalled in both.
    private func givings(of item: String, _ connection: Connection) throws(StoreError) -> [Giving] {
        var found: [Giving] = []
        for row in try GivenRows(connection).givings(of: item) {
            let identity = try PartnerRows(connection).find(row.party)?.identity
            let giving = Giving(
                partner: row.party,
                party: identity ?? row.party,
                id: row.isWhole ? item : row.rendition ?? item,
                version: row.isWhole ? row.version : row.renditionVersion ?? "",
                sourceVersion: row.version,
                isWaiting: row.isWaiting
            )
            let earlier = found.first { $0.partner == giving.partner && $0.id == giving.id }
            // Where only a newer version waits, the partner has an earlier one, and is asked about that.
            if giving.isWaiting, let earlier, !earlier.isWaiting { continue }
            // The last row of a party and form is its newest version.
            found.removeAll { $0.partner == giving.partner && $0.id == giving.id }
            found.append(giving)
        }
        return found
    }

    /// The deadline that the agreement with a partner sets for changes of level, where it gives a figure (R11).
    private func clockOfReclassification(
        _ action: RecallAction,
        _ partner: String,
        _ now: Int64
    ) throws(NodeError) -> String? {
        guard action == .reclassify else { return nil }
        return try reading { connection throws(StoreError) in
            try deadline(of: .classificationChange, with: partner, from: now, connection)
        }
    }

    /// The moment by which a duty under the agreements with a partner is due; the earliest of those with a figure.
    package func deadline(
        of clause: Clause,
        with partner: String,
        from start: Int64,
        _ connection: Connection
    ) throws(StoreError) -> String? {
        let tables = try tables(now: start, connection)
        guard let stored = try PartnerRows(connection).find(partner) else { return nil }
        let (own, other) = (ownParty(tables), Self.number(of: stored, tables))
        guard own >= 0, other >= 0 else { return nil }
        var dues: [Int64] = []
        for number in tables.basisNumbers(from: own, to: other) + tables.basisNumbers(from: other, to: own) {
            for rule in tables.set.agreements[tables.basis(number).agreement].clauses(clause) {
                guard case .clause(_, let clock?) = rule.content else { continue }
                switch clock {
                case .hours(let count): dues.append(start + Int64(count) * 3_600_000_000)
                case .days(let count): dues.append(start + Int64(count) * 86_400_000_000)
                case .atOnce, .promptly, .months, .years: continue
                }
            }
        }
        return dues.min().map { Moment.text($0) }
    }

    /// Keeps a recall on record; what it is about goes off the feeds in the same transaction.
    private func keep(_ recall: RecallRecord, officer: String, now: Int64, _ connection: Connection)
        throws(StoreError)
    {
        let record = StoredRecord(
            kind: RecallRecord.kind,
            name: recall.item,
            body: recall.body.bytes(),
            recorded: now,
            officer: officer
        )
        try keep(record, officer: officer, connection)
    }

    /// Heeds a partner's recall of what came from it: it goes no further from the transaction in which the notice comes.
    ///
    /// What becomes of the item itself is for an officer to say. One record stands for an item and version, however often it is
    /// recalled.
    /// - Returns: the item, where something has to go off the feeds.
    package func heed(_ notice: Notice, from partner: StoredPartner, _ connection: Connection) throws(StoreError)
        -> String?
    {
        guard notice.addressee == configuration.name, let action = notice.action else { return nil }
        let isTheirs = try !ErasureRows(connection).versions(of: notice.item, kind: "partner", name: partner.name)
            .isEmpty
        guard isTheirs else { return nil }
        let known = try RecordRows(connection).all(RecallRecord.kind, name: notice.item).contains { record in
            let other = (try? JSONDocument(parsing: record.body).root).flatMap { RecallRecord($0) }
            return other?.source == partner.name && other?.version == notice.version
        }
        guard !known else { return nil }
        let record = RecallRecord(
            item: notice.item,
            version: notice.version,
            originator: partner.identity ?? partner.name,
            recipient: nil,
            source: partner.name,
            action: action,
            notice: notice.id
        )
        try keep(record, officer: "partner \(partner.name)", now: clock(), connection)
        return notice.item
    }

    /// Answers a partner's recall.
    ///
    /// `destroyed` erases the item here first: the answer is sent when the payload is gone from every file of the store. What
    /// was passed on has to be recalled from there before.
    /// - Parameters:
    ///   - id: the notice's identifier.
    ///   - outcome: what became of the item.
    ///   - article: with `kept`: the article under which it is kept.
    ///   - officer: who answers.
    ///   - details: reference, reason.
    /// - Returns: the answer's identifier, and the certificate where the item was destroyed.
    /// - Throws: `NodeError` if the answer does not fit what was asked or what is held.
    public func answerRecall(
        _ id: String,
        _ outcome: RecallOutcome,
        article: String? = nil,
        officer: String,
        details: NoticeDetails
    ) throws(NodeError) -> (id: String, certificate: ErasureCertificate?) {
        let now = clock()
        guard !officer.isEmpty else { throw NodeError("an answer needs the officer who gives it") }
        let asked = try incoming(id, .recall)
        let (item, partner) = (asked.notice.item, asked.sourceName)
        guard let action = asked.notice.action, asked.notice.addressee == configuration.name else {
            throw NodeError("the recall `\(id)` is not for this party")
        }
        guard action.answers.contains(outcome) else {
            let possible = action.answers.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw NodeError("`\(outcome.rawValue)` does not answer `\(action.rawValue)`; possible are \(possible)")
        }
        guard (outcome == .kept) == (article != nil) else {
            throw NodeError("`kept` names the article on which it stands, and only `kept`: `--article A`")
        }
        let versions = try reading { connection throws(StoreError) in
            try ErasureRows(connection).versions(of: item, kind: "partner", name: partner)
        }
        let held = versions.filter { $0.erased == nil && $0.id == item }
        var answer = Notice(.recallAnswer, item: item)
        (answer.addressee, answer.answers, answer.outcome, answer.article) = (partner, id, outcome, article)
        answer.version = asked.notice.version
        try details.fill(&answer)
        var certificate: ErasureCertificate?
        switch outcome {
        case .destroyed:
            guard !versions.isEmpty else { throw NodeError("`\(item)` was never held; the answer is `not-held`") }
            let open = try reading { connection throws(StoreError) in
                try stillHolding(item, try notices(connection), connection)
            }
            guard open.isEmpty else {
                let names = open.joined(separator: ", ")
                throw NodeError("`\(item)` was passed on to \(names): recall it there first (`entente recall ask`)")
            }
            certificate = try erase(item, of: partner, officer: officer, reason: "recall \(id)")
        case .notHeld where !held.isEmpty: throw NodeError("`\(item)` is held, in \(held.count) version(s)")
        case .reclassified, .corrected, .withdrawn, .kept:
            guard !held.isEmpty else { throw NodeError("`\(item)` is not held; the answer is `not-held`") }
            if outcome == .corrected, !Self.isAnyNewer(held, than: asked.notice.version) {
                throw NodeError("the corrected version of `\(item)` has not come yet")
            }
        case .notHeld: break
        }
        let isSetApart = outcome == .withdrawn || outcome == .reclassified
        let (version, level) = (asked.notice.version, asked.notice.level)
        try give(answer, to: partner, officer: officer, now: now) { connection throws(StoreError) in
            guard isSetApart else { return }
            // What the recall is about is kept for officers only; a newer version stays as it is.
            for row in held where !Self.isAnyNewer([row], than: version) {
                let why = level.map { "recalled: the level is \($0) now" } ?? "recalled: withdrawn by the originator"
                try QuarantineRows(connection).put(row.row, reason: why)
            }
        }
        return (answer.id, certificate)
    }

    private static func isAnyNewer(_ versions: [ErasureRows.Version], than text: String?) -> Bool {
        guard let recalled = text.flatMap({ STIXTimestamp($0) }) else { return false }
        return versions.contains { STIXTimestamp($0.version).map { recalled.isEarlier(than: $0) } ?? false }
    }

    /// The partners to whom an item was passed on and who have not said that they hold it no more.
    private func stillHolding(
        _ item: String,
        _ all: [HeldNotice],
        _ connection: Connection
    ) throws(StoreError) -> [String] {
        var open: [String] = []
        for giving in try givings(of: item, connection) {
            let isDone = all.contains { held in
                guard !held.isIncoming, held.notice.kind == .recall, held.notice.item == giving.id,
                    held.partner == giving.partner
                else { return false }
                let outcome = answer(to: held, .recallAnswer, among: all)?.outcome
                return outcome == .destroyed || outcome == .notHeld
            }
            if !isDone, !open.contains(giving.partner) { open.append(giving.partner) }
        }
        return open
    }

    /// Every recall with where it stands, oldest first.
    /// - Returns: own recalls, and those of partners.
    /// - Throws: `NodeError`.
    public func recalls() throws(NodeError) -> [RecallState] {
        let now = clock()
        return try reading { connection throws(StoreError) in
            let all = try notices(connection)
            var states: [RecallState] = []
            for held in all where held.notice.kind == .recall {
                guard let partner = held.partner, held.isIncoming || held.givenTo != nil else { continue }
                let answer = answer(to: held, .recallAnswer, among: all)
                let standing = NoticeStanding(due: held.notice.dueMoment, isAnswered: answer != nil, now: now)
                states.append(
                    RecallState(
                        notice: held.notice,
                        partner: partner,
                        isIncoming: held.isIncoming,
                        answer: answer,
                        standing: standing,
                        passedOn: held.isIncoming ? try stillHolding(held.notice.item, all, connection) : []
                    )
                )
            }
            return states
        }
    }
}
