package import Calls
package import JSON

/// What a warning list says of a value: that it is often met and rarely bad.
///
/// It takes nothing away.
package struct ListedValue: Sendable, Hashable {
    /// The value in its normal form.
    package let value: String
    /// What it is, such as `ipv4-addr`.
    package let kind: String
    /// The name of the list.
    package let list: String
    /// The version of the list.
    package let version: Int
    /// The entry of the list that it has to do with.
    package let entry: String
    /// How: `equal`, `within`, `host`, `substring`, `regex` or `contains-the-list`.
    package let relation: String

    package init(value: String, kind: String, list: String, version: Int, entry: String, relation: String) {
        (self.value, self.kind, self.list) = (value, kind, list)
        (self.version, self.entry, self.relation) = (version, entry, relation)
    }

    /// How a value may have to do with a list.
    package static let relations = ["equal", "within", "host", "substring", "regex", "contains-the-list"]

    /// One of them in an answer.
    package static let shape = Shape.record([
        "value": .text.noted("in its normal form"), "kind": .text, "list": .text, "version": .number, "entry": .text,
        "hit": .choices(relations),
    ])
    /// All of them in an answer.
    package static let shapes = Shape.list(shape).noted("values that are on warning lists of the node, 500 at most")

    /// So many are told at most.
    private static let most = 500

    /// As it is told.
    package var json: JSONTree {
        .members([
            "value": .string(value), "kind": .string(kind), "list": .string(list), "version": .integer(version),
            "entry": .string(entry), "hit": .string(relation),
        ])
    }

    /// Several as they are told, each once.
    package static func json(_ all: [ListedValue]) -> JSONTree {
        var said: Set<ListedValue> = []
        return .array(all.filter { said.insert($0).inserted }.prefix(most).map(\.json))
    }
}
