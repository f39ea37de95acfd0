package import Agreements
package import JSON
package import Release
internal import STIX
internal import Store

/// A recall on record: what it keeps from going.
///
/// An officer lifts it by closing the record.
package struct RecallRecord {
    /// The kind of record.
    package static let kind = "recall"

    /// The identifier of the item.
    package var item: String
    /// The newest version that is recalled, as sent; nil for every version.
    package var version: String?
    /// The party that recalls, as the agreements name it.
    package var originator: String
    /// The short name of the only partner that it concerns, with its party; nil for everybody.
    package var recipient: (name: String, party: String)?
    /// The partner that recalls what it gave; nil for our own recalls.
    package var source: String?
    /// What is asked.
    package var action: RecallAction
    /// The identifier of the notice.
    package var notice: String

    package init(
        item: String,
        version: String?,
        originator: String,
        recipient: (name: String, party: String)?,
        source: String? = nil,
        action: RecallAction,
        notice: String
    ) {
        (self.item, self.version, self.originator) = (item, version, originator)
        (self.recipient, self.source, self.action, self.notice) = (recipient, source, action, notice)
    }

    /// Reads the body of a record.
    package init?(_ body: JSONValue) {
        guard let item = body["item"]?.string, let originator = body["by"]?.string,
            let action = body["action"]?.string.flatMap({ RecallAction(rawValue: $0) }),
            let notice = body["notice"]?.string
        else { return nil }
        (self.item, self.originator, self.action, self.notice) = (item, originator, action, notice)
        version = body["version"]?.string
        source = body["source"]?.string
        recipient = body["from"]?.string.flatMap { name in body["party"]?.string.map { (name, $0) } }
    }

    /// The body of the record.
    package var body: JSONTree {
        .members([
            "item": .string(item), "version": version.map { .string($0) }, "by": .string(originator),
            "from": recipient.map { .string($0.name) }, "party": recipient.map { .string($0.party) },
            "source": source.map { .string($0) },
            "action": .string(action.rawValue), "notice": .string(notice),
        ])
    }

    /// What decisions make of it.
    ///
    /// A recipient that is no declared party any more is blocked with everybody else.
    package func block(_ tables: AgreementTables) -> RecallBlock {
        RecallBlock(
            item: item,
            version: version.flatMap { STIXTimestamp($0) },
            originator: tables.party(originator) ?? -1,
            recipient: recipient.flatMap { tables.party($0.party) },
            source: source,
            reference: notice
        )
    }
}
