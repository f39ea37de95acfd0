internal import Agreements
public import Configuration
public import Installation
internal import JSON
internal import Labels
internal import Release
internal import Releasing
internal import STIX
package import Store

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
        details: NoticeDetails
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
        var notice = Notice(.request, item: item)
        (notice.recipient, notice.addressee) = (recipient, partner)
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
        details: NoticeDetails
    ) throws(NodeError) -> String {
        let now = clock()
        let found = try incoming(request, .request)
        let isOwn = try reading { connection throws(StoreError) in
            try ObjectRows(connection).versions(of: found.notice.item).contains { $0.sourceKind != "partner" }
        }
        guard isOwn else { throw NodeError("`\(found.notice.item)` is not this party's own to consent to") }
        var answer = Notice(.answer, item: found.notice.item)
        (answer.recipient, answer.addressee) = (found.notice.recipient, found.sourceName)
        (answer.answers, answer.isGranted) = (request, isGranted)
        (answer.purpose, answer.until) = (found.notice.purpose, found.notice.until)
        try details.fill(&answer)
        try give(answer, to: found.sourceName, officer: officer, now: now)
        return answer.id
    }

    /// Every request with where it stands, oldest first.
    /// - Returns: own requests, and those of partners.
    /// - Throws: `NodeError`.
    public func consents() throws(NodeError) -> [ConsentState] {
        let now = clock()
        return try reading { connection throws(StoreError) in
            let all = try notices(connection)
            var states: [ConsentState] = []
            for held in all where held.notice.kind == .request {
                let notice = held.notice
                let partner = try held.isIncoming ? held.sourceName : addressee(of: notice, connection)
                // One that could not be released was never asked.
                guard let partner else { continue }
                let answer = answer(to: held, .answer, among: all)
                let isLate = notice.dueMoment.map { $0 < now } ?? false
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
                        isIncoming: held.isIncoming,
                        answer: answer,
                        state: state
                    )
                )
            }
            return states
        }
    }

    /// The partner that was asked: the one in whose feed the request stands, and from whom the item came.
    private func addressee(of request: Notice, _ connection: Connection) throws(StoreError) -> String? {
        try NoticeRows(connection).addressee(of: request.id, about: request.item)
    }

    /// Has an answer that came from a partner take effect: it becomes a consent on record if it answers a request that
    /// was sent to that partner; a no takes the item off the feeds in the same transaction.
    package func keepConsent(_ answer: Notice, from partner: StoredPartner, _ connection: Connection)
        throws(StoreError)
    {
        guard let id = answer.answers, let isGranted = answer.isGranted, let recipient = answer.recipient,
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
                "by": .string(partner.identity ?? partner.name), "to": .string(recipient),
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
