internal import Correlation
package import Installation
package import JSON
package import NormalForms
internal import Warnings
package import Work

/// What the node's warning lists say of values: asked wherever a value is written, taken in or given out.
///
/// It is told beside the value and changes nothing: a value on a list may be bad all the same. What is asked is noted
/// nowhere.
package struct ListedDesk: Sendable {
    /// So many lists are named for one value.
    private static let most = 20

    private let lists: WarningLists

    /// The lists of a node as they are now; nil where it has none.
    package init?(_ node: Node) {
        guard let reading = node.warningLists.current(), !reading.lists.lists.isEmpty else { return nil }
        lists = reading.lists
    }

    /// What the lists say of some values.
    package func values(_ forms: [NormalForm]) -> [ListedValue] {
        forms.flatMap { form in
            lists.hits(form).prefix(Self.most).map { hit in
                let list = lists.lists[hit.list]
                return ListedValue(
                    value: form.text,
                    kind: form.kind.rawValue,
                    list: list.name,
                    version: list.version,
                    entry: hit.entry,
                    relation: hit.relation.rawValue
                )
            }
        }
    }

    /// The same of the values that objects are about.
    package func values(of objects: some Sequence<JSONValue>) -> [ListedValue] {
        let reading = ObjectValues(GivenTexts.forms)
        var said: Set<NormalForm> = []
        return objects.flatMap { object in values(reading.values(of: object).filter { said.insert($0).inserted }) }
    }

    /// What stands in an answer about objects: always there, and empty where there are no lists.
    /// - Parameters:
    ///   - objects: the objects.
    ///   - node: the node.
    /// - Returns: the list.
    package static func json(of objects: some Sequence<JSONValue>, _ node: Node) -> JSONTree {
        ListedValue.json(ListedDesk(node)?.values(of: objects) ?? [])
    }

    /// A text that somebody asks about; what is of no other kind may be the name of a file.
    /// - Parameter text: the text.
    /// - Returns: its normal form; nil for an empty one, or one that is too long.
    package static func form(of text: String) -> NormalForm? {
        GivenTexts.forms.recognised(text) ?? (try? GivenTexts.forms.form(of: text, as: .fileName))
    }
}
