internal import Agreements
internal import JSON
internal import Labels
internal import Release
internal import STIX
internal import Store

/// Where a request for consent stands.
public struct ConsentState: Sendable {
    /// What is known of it.
    public enum Answer: String, Sendable {
        /// No answer yet.
        case asked
        /// No answer, and the day by which one was asked for has passed.
        case overdue
        /// Yes.
        case granted
        /// No.
        case refused
    }

    /// The request.
    public let request: Notice
    /// The partner that was asked, or that asks.
    public let partner: String
    /// Whether the partner asks us.
    public let isIncoming: Bool
    /// The newest answer, or nil.
    public let answer: Notice?
    /// Where it stands.
    public let state: Answer
}

/// Consent of the originator, asked and given between nodes (R06): both are objects in the feeds, so both are logged, and
/// the answer comes with its receipt.
extension Node {
    /// Asks the partner from whom an item came for its consent to pass it on.
    /// - Parameters:
    ///   - item: the item's identifier.
    ///   - partner: the originator's short name.
    ///   - recipient: the party that is to get it, as the agreements name it.
    ///   - officer: who asks.
    ///   - details: purpose, last day, day by which an answer is asked for, reason.
    /// - Returns: the request's identifier.
    /// - Throws: `NodeError` if the item did not come from there, or the recipient is not known.
    public func askConsent(
        for item: String,
        of partner: String,
        to recipient: String,
        officer: String,
        details: ConsentDetails
    ) throws(NodeError) -> String {
        let now = clock()
        let isTheirs = try reading { connection throws(StoreError) in
            let tables = try tables(now: now, connection)
            guard tables.party(recipient) != nil else {
                throw StoreError(.other, "no party is called `\(recipient)` in the agreements in use")
            }
            return try ObjectRows(connection).versions(of: item).contains {
                $0.sourceKind == "partner" && $0.sourceName == partner
            }
        }
        guard isTheirs else { throw NodeError("`\(item)` did not come from `\(partner)`") }
        var notice = Notice(.request, item: item, recipient: recipient)
        try details.fill(&notice)
        try give(notice, to: partner, officer: officer, now: now)
        return notice.id
    }

    /// Answers a partner's request; a later answer takes the place of an earlier one.
    /// - Parameters:
    ///   - request: the request's identifier.
    ///   - isGranted: yes or no.
    ///   - officer: who answers.
    ///   - details: last day, reference, reason; what is left out follows the request.
    /// - Returns: the answer's identifier.
    /// - Throws: `NodeError` if there is no such request, or the item is not this party's own.
    public func answerConsent(
        _ request: String,
        isGranted: Bool,
        officer: String,
        details: ConsentDetails
    ) throws(NodeError) -> String {
        let now = clock()
        let found = try reading { connection throws(StoreError) in
            try notices(connection).first { $0.notice.id == request && $0.source.kind == "partner" }
        }
        guard let found, found.notice.kind == .request else { throw NodeError("no partner asks with `\(request)`") }
        let isOwn = try reading { connection throws(StoreError) in
            try ObjectRows(connection).versions(of: found.notice.item).contains { $0.sourceKind != "partner" }
        }
        guard isOwn else { throw NodeError("`\(found.notice.item)` is not this party's own to consent to") }
        var answer = Notice(.answer, item: found.notice.item, recipient: found.notice.recipient)
        (answer.answers, answer.isGranted) = (request, isGranted)
        (answer.purpose, answer.until) = (found.notice.purpose, found.notice.until)
        try details.fill(&answer)
        try give(answer, to: found.source.name, officer: officer, now: now)
        return answer.id
    }

    /// Keeps a notice as the party's own and releases it to one partner, by name.
    private func give(_ notice: Notice, to partner: String, officer: String, now: Int64) throws(NodeError) {
        guard !officer.isEmpty else { throw NodeError("a notice needs the officer who sends it") }
        let tree = notice.object(creator: configuration.identity, now: now)
        let incoming: IncomingObject
        do {
            let document = try JSONDocument(parsing: tree.bytes())
            incoming = IncomingObject(kept: try Intake.kept(document.root), markings: [], derivation: nil)
        } catch {
            throw NodeError("the notice cannot be made: \(error)")
        }
        try change { connection throws(StoreError) in
            _ = try KeepingOutcome.keep([incoming], source: 1, now: now, connection)
        }
        let order = ReleaseOrder(parties: [partner], ids: [notice.id], named: [partner], officer: officer)
        let results = try release(order)
        guard let result = results.first(where: { $0.id == notice.id }), result.decision.outcome.lets else {
            throw NodeError(
                "the notice may not go to `\(partner)`; `entente decide \(notice.id) --to \(partner)` says why"
            )
        }
    }

    /// Every request with where it stands, oldest first.
    /// - Returns: own requests, and those of partners.
    /// - Throws: `NodeError`.
    public func consents() throws(NodeError) -> [ConsentState] {
        let now = clock()
        return try reading { connection throws(StoreError) in
            let all = try notices(connection)
            var states: [ConsentState] = []
            for (notice, source, _) in all where notice.kind == .request {
                let isIncoming = source.kind == "partner"
                let partner = try isIncoming ? source.name : addressee(of: notice, connection) ?? "nobody"
                let answer = all.last { other in
                    let isFromThere = isIncoming ? other.source.kind == "own" : other.source.name == partner
                    return other.notice.kind == .answer && other.notice.answers == notice.id && isFromThere
                }?.notice
                let isLate = notice.due.flatMap { STIXTimestamp($0) }.map { $0.microsecondsSinceEpoch < now } ?? false
                let state: ConsentState.Answer =
                    switch answer?.isGranted {
                    case true: .granted
                    case false: .refused
                    default: isLate ? .overdue : .asked
                    }
                states.append(
                    ConsentState(
                        request: notice,
                        partner: partner,
                        isIncoming: isIncoming,
                        answer: answer,
                        state: state
                    )
                )
            }
            return states
        }
    }

    private typealias Source = (kind: String, name: String)

    /// All notices that are held, in the order in which they came.
    private func notices(_ connection: Connection) throws(StoreError) -> [(
        notice: Notice, source: Source, row: Int64
    )] {
        try connection.all(
            """
            SELECT o.bytes, s.kind, s.name, o.row FROM object o JOIN kind k ON k.row=o.kind JOIN source s ON s.row=o.source
            WHERE k.name='entente-notice' AND s.kind IN ('own', 'partner') ORDER BY o.row
            """
        ) { row in
            (try? JSONDocument(parsing: row.blob(0)).root).flatMap { Notice($0) }.map { notice in
                (notice, (row.text(1), row.text(2)), row.integer(3))
            }
        }.compactMap { $0 }
    }

    /// The partner that was asked: the one in whose feed the request stands, and from whom the item came.
    private func addressee(of request: Notice, _ connection: Connection) throws(StoreError) -> String? {
        try connection.first(
            """
            SELECT c.party FROM member m JOIN collection c ON c.row=m.collection JOIN object o ON o.row=m.object
            JOIN source s ON s.row=o.source
            WHERE o.id=?1 AND s.kind='own' AND c.kind='feed' AND EXISTS (SELECT 1 FROM object i
                JOIN source p ON p.row=i.source WHERE i.id=?2 AND p.kind='partner' AND p.name=c.party)
            ORDER BY m.added LIMIT 1
            """,
            [.text(request.id), .text(request.item)]
        ) { $0.text(0) }
    }

    /// Has an answer that came from a partner take effect: it becomes a consent on record if it answers a request that
    /// was sent to that partner; a no takes the item off the feeds in the same transaction.
    func takeEffect(_ bytes: [UInt8], from partner: StoredPartner, _ connection: Connection) throws(StoreError) {
        guard let document = try? JSONDocument(parsing: bytes), let answer = Notice(document.root),
            answer.kind == .answer, let id = answer.answers, let isGranted = answer.isGranted,
            let own = try ObjectRows(connection).versions(of: id).last(where: { $0.sourceKind == "own" }),
            let request = (try? JSONDocument(parsing: own.bytes).root).flatMap({ Notice($0) }),
            request.kind == .request,
            request.item == answer.item, request.recipient == answer.recipient,
            try addressee(of: request, connection) == partner.name
        else { return }
        let now = clock()
        let rows = RecordRows(connection)
        for earlier in try rows.all("consent", name: request.item) {
            let body = try? JSONDocument(parsing: earlier.body).root
            if body?["request"]?.isString(id) ?? false { _ = try rows.close(earlier.row, now: now) }
        }
        let record = StoredRecord(
            kind: "consent",
            name: request.item,
            body: JSONTree.members([
                "by": .string(partner.identity ?? partner.name), "to": .string(request.recipient),
                "item": .string(request.item), "granted": .bool(isGranted), "written": .bool(true),
                "reference": .string(answer.reference ?? answer.id), "request": .string(id),
                "purpose": answer.purpose.map { .string($0) }, "until": answer.until.map { .string($0) },
            ]).bytes(),
            recorded: now,
            officer: "partner \(partner.name)"
        )
        try keep(record, officer: record.officer, connection)
    }
}

/// What an officer may say beside the question or the answer.
public struct ConsentDetails: Sendable {
    /// What the recipient wants it for.
    public var purpose: String?
    /// The last day on which the consent holds, such as `2026-12-31`.
    public var until: String?
    /// The day or moment by which an answer is asked for.
    public var due: String?
    /// The letter or note that says the same on paper.
    public var reference: String?
    /// Why.
    public var reason: String?

    /// Nothing beside.
    public init() {}

    func fill(_ notice: inout Notice) throws(NodeError) {
        if let until {
            guard Day(until) != nil else { throw NodeError("`\(until)` is no day such as `2026-12-31`") }
            notice.until = until
        }
        if let due {
            let text = Day(due) == nil ? due : "\(due)T23:59:59Z"
            guard STIXTimestamp(text) != nil else { throw NodeError("`\(due)` is no day and no timestamp") }
            notice.due = text
        }
        notice.purpose = purpose ?? notice.purpose
        notice.reference = reference ?? notice.reference
        notice.reason = reason ?? notice.reason
    }
}
