internal import Agreements
public import Configuration
public import Installation
internal import JSON
internal import Labels
public import Release
internal import Releasing
internal import STIX
internal import Store

/// Where a loss, or possible loss, stands.
public struct LossState: Sendable {
    /// What was told.
    public let notice: Notice
    /// The originator that we told, or the holder that tells us.
    public let partner: String
    /// Whether the partner tells us.
    public let isIncoming: Bool
    /// The report on it, or nil.
    public let report: Notice?
    /// Where it stands: confirmed when the report is there.
    public let standing: NoticeStanding
}

/// What a holder tells of a loss.
public struct LossOrder: Sendable {
    /// When it was noticed: a day or a timestamp.
    public var noticed: String
    /// Whether it is certain, or only possible.
    public var isActual: Bool
    /// Who tells.
    public var officer: String
    /// Deadline of the report, reason, reference.
    public var details: NoticeDetails

    /// An order.
    /// - Parameters:
    ///   - noticed: when it was noticed.
    ///   - isActual: whether it is certain.
    ///   - officer: who tells.
    ///   - details: deadline of the report, reason, reference.
    public init(noticed: String, isActual: Bool, officer: String, details: NoticeDetails) {
        (self.noticed, self.isActual, self.officer, self.details) = (noticed, isActual, officer, details)
    }
}

/// Loss notices (R17): the holder tells the originator, later what the inquiry found and what is done against a repeat; all three
/// stand in the holder's register as an incident.
extension Node {
    /// Tells the originator of a loss or possible loss; the incident is on record in the same transaction.
    /// - Parameters:
    ///   - item: the item's identifier.
    ///   - partner: the originator's short name.
    ///   - order: what is told.
    /// - Returns: the notice's identifier.
    /// - Throws: `NodeError` if the item did not come from there.
    public func tellLoss(of item: String, to partner: String, _ order: LossOrder) throws(NodeError) -> String {
        let now = clock()
        let noticed = try NoticeDetails.moment(order.noticed)
        // A day stands for its end in UTC, and begins 14 hours earlier in the easternmost zone.
        let slack: Int64 = Day(order.noticed) == nil ? 0 : 38 * 3_600_000_000
        guard let moment = STIXTimestamp(noticed)?.microsecondsSinceEpoch, moment <= now + slack
        else { throw NodeError("a loss that was noticed in the future cannot be told") }
        let (isTheirs, due) = try reading { connection throws(StoreError) in
            let versions = try ErasureRows(connection).versions(of: item, kind: "partner", name: partner)
            return (!versions.isEmpty, try deadline(of: .loss, with: partner, from: now, connection))
        }
        guard isTheirs else { throw NodeError("`\(item)` did not come from `\(partner)`") }
        var notice = Notice(.loss, item: item)
        (notice.addressee, notice.noticed, notice.isActual, notice.due) = (partner, noticed, order.isActual, due)
        try order.details.fill(&notice)
        let (officer, id) = (order.officer, notice.id)
        let incident = Self.incident(notice, told: Moment.text(now), report: nil)
        try give(notice, to: partner, officer: officer, now: now) { connection throws(StoreError) in
            try self.keepIncident(incident, of: item, now: now, officer: officer, connection)
        }
        return id
    }

    /// Reports to the originator what the inquiry into a loss found, and what is done against a repeat.
    /// - Parameters:
    ///   - id: the notice of the loss.
    ///   - report: what was found.
    ///   - measures: the steps against a repeat; the incident stays open without them.
    ///   - officer: who reports.
    ///   - details: reference, reason.
    /// - Returns: the report's identifier.
    /// - Throws: `NodeError` if this party told no such loss.
    public func reportLoss(
        _ id: String,
        report: String,
        measures: String?,
        officer: String,
        details: NoticeDetails
    ) throws(NodeError) -> String {
        let now = clock()
        let found = try reading { connection throws(StoreError) in
            try notices(connection).last { $0.notice.id == id && $0.notice.kind == .loss && !$0.isIncoming }
        }
        guard let found, let partner = found.givenTo else { throw NodeError("this party told no loss `\(id)`") }
        guard !report.isEmpty else { throw NodeError("a report says what was found") }
        var notice = Notice(.lossReport, item: found.notice.item)
        (notice.addressee, notice.answers) = (partner, id)
        (notice.report, notice.measures) = (report, measures)
        try details.fill(&notice)
        let (item, notes) = (found.notice.item, notice)
        try give(notice, to: partner, officer: officer, now: now) { connection throws(StoreError) in
            let rows = RecordRows(connection)
            var told = Moment.text(now)
            for earlier in try rows.all("incident", name: item) {
                let body = try? JSONDocument(parsing: earlier.body).root
                guard body?["notice"]?.isString(id) ?? false else { continue }
                told = body?["originator_told"]?.string ?? told
                _ = try rows.close(earlier.row, now: now)
            }
            let incident = Self.incident(found.notice, told: told, report: notes)
            try self.keepIncident(incident, of: item, now: now, officer: officer, connection)
        }
        return notice.id
    }

    private static func incident(_ loss: Notice, told: String, report: Notice?) -> JSONTree {
        .members([
            "item": .string(loss.item), "noticed": loss.noticed.map { .string($0) },
            "actual": .bool(loss.isActual ?? false), "originator_told": .string(told),
            "report": report?.report.map { .string($0) }, "measures": report?.measures.map { .string($0) },
            "notice": .string(loss.id),
        ])
    }

    private func keepIncident(
        _ body: JSONTree,
        of item: String,
        now: Int64,
        officer: String,
        _ connection: Connection
    ) throws(StoreError) {
        let record = StoredRecord(kind: "incident", name: item, body: body.bytes(), recorded: now, officer: officer)
        try keep(record, officer: officer, connection)
    }

    /// Every loss that was told, with where it stands, oldest first.
    /// - Returns: own ones, and those of partners.
    /// - Throws: `NodeError`.
    public func losses() throws(NodeError) -> [LossState] {
        let now = clock()
        return try reading { connection throws(StoreError) in
            let all = try notices(connection)
            return all.compactMap { held in
                guard held.notice.kind == .loss, let partner = held.partner else { return nil }
                // The report comes from the side that told.
                let report = all.last { other in
                    other.notice.kind == .lossReport && other.notice.answers == held.notice.id
                        && other.sourceKind == held.sourceKind && other.sourceName == held.sourceName
                }?.notice
                return LossState(
                    notice: held.notice,
                    partner: partner,
                    isIncoming: held.isIncoming,
                    report: report,
                    standing: NoticeStanding(due: held.notice.dueMoment, isAnswered: report != nil, now: now)
                )
            }
        }
    }
}
