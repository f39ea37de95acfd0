public import JSON

/// What another set of agreements changes for what a node holds.
public struct AgreementChange: Sendable {
    /// One object for one party.
    public struct Item: Sendable {
        /// The party.
        public let party: String
        /// The object's identifier.
        public let id: String
        /// The outcome under the set in use.
        public let old: String
        /// The outcome under the other set.
        public let new: String
        /// The code of the ground that decides now.
        public let code: String
        /// The portions that go under the other set only; of a rendition.
        public let opened: [String]
        /// The portions that go under the set in use only; of a rendition.
        public let closed: [String]
        /// The change in words: two outcomes; `rendition-changed` where the same outcome gives other portions; and
        /// `withheld: refuse -> refer` where the same portions are withheld, but somebody could say yes now.
        public let step: String
        package let row: Int64
    }

    /// How many objects were looked at, for all parties together.
    public internal(set) var total = 0
    /// What changes, object by object; at most as many as were asked for.
    public internal(set) var items: [Item] = []
    /// How many change, by party, old and new outcome.
    public internal(set) var counts: [String: [String: Int]] = [:]
    /// Whether everything was looked at in the time that there was.
    public internal(set) var isComplete = true

    /// The change as JSON.
    public var json: JSONTree {
        .members([
            "total": .integer(total),
            "counts": .object(
                counts.sorted { $0.key < $1.key }.map { party, changes in
                    JSONMember(
                        party,
                        .object(changes.sorted { $0.key < $1.key }.map { JSONMember($0, .integer($1)) })
                    )
                }
            ),
            "items": .array(
                items.map { item in
                    .members([
                        "party": .string(item.party), "id": .string(item.id), "old": .string(item.old),
                        "new": .string(item.new), "step": .string(item.step), "code": .string(item.code),
                        "opened": item.opened.isEmpty ? nil : .strings(item.opened),
                        "closed": item.closed.isEmpty ? nil : .strings(item.closed),
                    ])
                }
            ),
        ])
    }
}
