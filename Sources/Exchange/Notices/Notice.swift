package import Configuration
internal import Cryptography
package import JSON
internal import Labels
public import Release
internal import Releasing
internal import STIX
internal import Store

/// What one party's officers ask or tell another's about an item; an `entente-notice` in the feed.
public struct Notice: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable {
        /// A request for consent to pass an item on.
        case request = "consent-request"
        /// The answer to it.
        case answer = "consent-answer"
        /// The originator asks a holder to withdraw, destroy, reclassify or correct an item.
        case recall
        /// What became of it.
        case recallAnswer = "recall-answer"
        /// A holder tells the originator of a loss or possible loss.
        case loss
        /// What the inquiry found, and the steps against a repeat.
        case lossReport = "loss-report"
    }

    /// TLP 2.0 AMBER: for the named addressee and who needs it there.
    private static let amber = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"

    /// Its identifier.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// The identifier of the item, as the addressee knows it.
    public var item: String
    /// With consents: the party that is to get the item.
    public var recipient: String?
    /// The short name of the party to which the notice is sent; consents of earlier releases have none.
    public var addressee: String?
    /// With recalls: the newest version of the item that is recalled, as sent.
    public var version: String?
    /// With recalls: what is asked.
    public var action: RecallAction?
    /// With answers to recalls: what became of the item.
    public var outcome: RecallOutcome?
    /// With recalls that reclassify: the new level, as the originator names it.
    public var level: String?
    /// With answers to recalls: the article under which the item is kept.
    public var article: String?
    /// With losses: when it was noticed, as a timestamp.
    public var noticed: String?
    /// With losses: whether it is certain, or only possible.
    public var isActual: Bool?
    /// With reports on losses: what the inquiry found.
    public var report: String?
    /// With reports on losses: the steps against a repeat.
    public var measures: String?
    /// The identifier of the notice that it answers.
    public var answers: String?
    /// Whether the answer is yes.
    public var isGranted: Bool?
    /// What the recipient wants it for.
    public var purpose: String?
    /// The last day on which the consent holds.
    public var until: String?
    /// By when an answer is asked for, as a timestamp.
    public var due: String?
    /// The letter or note that says the same on paper.
    public var reference: String?
    /// Why.
    public var reason: String?

    /// A new notice.
    package init(_ kind: Kind, item: String) {
        id = "\(TypeSchema.notice.name)--\(Random.uuid())"
        (self.kind, self.item) = (kind, item)
    }

    /// Reads a notice; nil if the object is none, or lacks what its kind needs.
    package init?(_ object: JSONValue) {
        guard object["type"]?.isString(TypeSchema.notice.name) ?? false, let id = object["id"]?.string,
            let kind = object["kind"]?.string.flatMap({ Kind(rawValue: $0) }), let item = object["item"]?.string
        else { return nil }
        (self.id, self.kind, self.item) = (id, kind, item)
        recipient = object["recipient"]?.string
        addressee = object["addressee"]?.string
        version = object["version"]?.string
        action = object["action"]?.string.flatMap { RecallAction(rawValue: $0) }
        outcome = object["outcome"]?.string.flatMap { RecallOutcome(rawValue: $0) }
        level = object["level"]?.string
        article = object["article"]?.string
        noticed = object["noticed"]?.string
        isActual = object["actual"]?.bool
        report = object["report"]?.string
        measures = object["measures"]?.string
        answers = object["answers"]?.string
        isGranted = object["granted"]?.bool
        purpose = object["purpose"]?.string
        until = object["until"]?.string
        due = object["due"]?.string
        reference = object["reference"]?.string
        reason = object["reason"]?.string
        guard isComplete else { return nil }
    }

    /// Whether it has what its kind needs.
    private var isComplete: Bool {
        switch kind {
        case .request: recipient != nil
        case .answer: recipient != nil && answers != nil && isGranted != nil
        case .recall: addressee != nil && action != nil
        case .recallAnswer: addressee != nil && answers != nil && outcome != nil
        case .loss: addressee != nil && noticed != nil
        case .lossReport: addressee != nil && answers != nil && report != nil
        }
    }

    /// The deadline in microseconds since 1970, or nil.
    package var dueMoment: Int64? { due.flatMap { STIXTimestamp($0) }?.microsecondsSinceEpoch }

    /// The object.
    package func object(creator: String?, now: Int64) -> JSONTree {
        let moment = RenditionContent.timestamp(now)
        let texts: [(String, String?)] = [
            ("recipient", recipient), ("addressee", addressee), ("version", version), ("action", action?.rawValue),
            ("outcome", outcome?.rawValue), ("level", level), ("article", article), ("noticed", noticed),
            ("report", report), ("measures", measures), ("answers", answers), ("purpose", purpose), ("until", until),
            ("due", due), ("reference", reference), ("reason", reason),
        ]
        var members = [
            JSONMember("type", .string(TypeSchema.notice.name)), JSONMember("spec_version", .string("2.1")),
            JSONMember("id", .string(id)), JSONMember("created", .string(moment)),
            JSONMember("modified", .string(moment)),
            JSONMember(
                "extensions",
                .members([TypeSchema.notice.definition: .members(["extension_type": .string("new-sdo")])])
            ),
            JSONMember("object_marking_refs", .strings([Self.amber])), JSONMember("kind", .string(kind.rawValue)),
            JSONMember("item", .string(item)),
        ]
        if let creator { members.append(JSONMember("created_by_ref", .string(creator))) }
        for (name, text) in texts { if let text { members.append(JSONMember(name, .string(text))) } }
        if let isGranted { members.append(JSONMember("granted", .bool(isGranted))) }
        if let isActual { members.append(JSONMember("actual", .bool(isActual))) }
        return .object(members)
    }
}

/// What an officer may say beside a question, an answer or a notice.
public struct NoticeDetails: Sendable {
    /// What the recipient wants it for.
    public var purpose: String?
    /// The last day on which a consent holds, such as `2026-12-31`.
    public var until: String?
    /// The day or moment by which an answer is asked for.
    public var due: String?
    /// The letter or note that says the same on paper.
    public var reference: String?
    /// Why.
    public var reason: String?

    /// Nothing beside.
    public init() {}

    package func fill(_ notice: inout Notice) throws(NodeError) {
        if let until {
            guard Day(until) != nil else { throw NodeError("`\(until)` is not a day; write it as `2026-12-31`") }
            notice.until = until
        }
        if let due { notice.due = try Self.moment(due) }
        notice.purpose = purpose ?? notice.purpose
        notice.reference = reference ?? notice.reference
        notice.reason = reason ?? notice.reason
    }

    /// A timestamp; a day stands for its last second, in UTC.
    package static func moment(_ text: String) throws(NodeError) -> String {
        let moment = Day(text) == nil ? text : "\(text)T23:59:59Z"
        guard STIXTimestamp(moment) != nil else { throw NodeError("`\(text)` is no day and no timestamp") }
        return moment
    }
}
