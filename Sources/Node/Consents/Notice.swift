internal import Cryptography
internal import JSON
internal import Labels
internal import STIX
internal import Store

/// What one party's officers ask or tell another's about an item; an `entente-notice` in the feed.
public struct Notice: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable {
        /// A request for consent to pass an item on.
        case request = "consent-request"
        /// The answer.
        case answer = "consent-answer"
    }

    /// The extension definition of the type (STIX 2.1, 7.3).
    static let definition = "extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43"
    /// The type.
    static let type = "entente-notice"
    /// TLP 2.0 AMBER: for the named addressee and who needs it there.
    private static let amber = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"

    /// Its identifier.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// The identifier of the item.
    public var item: String
    /// The party that is to get the item.
    public var recipient: String
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
    init(_ kind: Kind, item: String, recipient: String) {
        id = "\(Self.type)--\(Random.uuid())"
        (self.kind, self.item, self.recipient) = (kind, item, recipient)
    }

    /// Reads a notice; nil if the object is none.
    init?(_ object: JSONValue) {
        guard object["type"]?.isString(Self.type) ?? false, let id = object["id"]?.string,
            let kind = object["kind"]?.string.flatMap({ Kind(rawValue: $0) }),
            let item = object["item"]?.string, let recipient = object["recipient"]?.string
        else { return nil }
        (self.id, self.kind, self.item, self.recipient) = (id, kind, item, recipient)
        answers = object["answers"]?.string
        isGranted = object["granted"]?.bool
        purpose = object["purpose"]?.string
        until = object["until"]?.string
        due = object["due"]?.string
        reference = object["reference"]?.string
        reason = object["reason"]?.string
    }

    /// The object.
    func object(creator: String?, now: Int64) -> JSONTree {
        let moment = RenditionContent.timestamp(now)
        return .members([
            "type": .string(Self.type), "spec_version": .string("2.1"), "id": .string(id),
            "created_by_ref": creator.map { .string($0) }, "created": .string(moment), "modified": .string(moment),
            "extensions": .members([Self.definition: .members(["extension_type": .string("new-sdo")])]),
            "object_marking_refs": .strings([Self.amber]), "kind": .string(kind.rawValue), "item": .string(item),
            "recipient": .string(recipient), "answers": answers.map { .string($0) },
            "granted": isGranted.map { .bool($0) }, "purpose": purpose.map { .string($0) },
            "until": until.map { .string($0) }, "due": due.map { .string($0) },
            "reference": reference.map { .string($0) }, "reason": reason.map { .string($0) },
        ])
    }
}
