internal import JSON
internal import Release

/// A text whose rows are tied to articles of the draft of an agreement.
///
/// The tie of a row is the article's number; what the article would say stands beside the words of each side, as that
/// side's own, so that nobody sees it before those words are released.
package struct TiedText {
    /// Whose articles stand in the draft.
    package enum Alternative: Hashable, Sendable {
        /// The own draft as it is.
        case base
        /// What the own side would have.
        case ours
        /// What another side would have, by its identity.
        case theirs(String)
        /// What is agreed; of rows that are not, the own draft.
        case agreed

        /// Its name.
        package var name: String {
            switch self {
            case .base: "base"
            case .ours: "ours"
            case .theirs: "theirs"
            case .agreed: "agreed"
            }
        }

        /// The party whose words they are, where it is another one.
        package var party: String? {
            if case .theirs(let party) = self { party } else { nil }
        }
    }

    private let table: AgreedTable
    private let digest: (JSONTree) -> String

    init(_ table: AgreedTable, _ seen: SeenObjects) {
        self.table = table
        digest = { seen.parties.digest(of: $0) }
    }

    /// A text that a reader may see; nil where there is none.
    /// - Throws: `SeenFault` if the store cannot be read.
    package init?(_ id: String, _ seen: SeenObjects) throws(SeenFault) {
        guard let text = try seen.one(id, as: AgreedText.self) else { return nil }
        self.init(try AgreedTable(text, seen), seen)
    }

    /// The draft's name: what the text says, else what it is called.
    package var agreement: String { table.text.view.agreement ?? table.text.view.name }

    /// The rows that are tied to an article, with it.
    package var rows: [(row: String, number: String?, article: String)] {
        table.rows.compactMap { row in Self.article(of: row).map { (row.name, row.number, $0) } }
    }

    /// The identities of the parties.
    package var parties: [String] { table.text.view.parties }

    /// Whether something of what is asked about is tied to an article: a row, or without one any of them.
    package func isAsked(_ row: String?) -> Bool { rows.contains { row == nil || $0.row == row } }

    /// Whether each row is agreed.
    package var isAgreed: Bool { table.wholeDigest != nil }

    /// The alternatives that there are, of one row or of all.
    package func alternatives(of row: String?) -> [Alternative] {
        let rows = table.rows.filter { Self.article(of: $0) != nil && (row == nil || $0.name == row) }
        let sides = rows.flatMap(\.sides).filter { $0.wording.view.accord != nil }
        let others = table.text.view.parties.filter { party in sides.contains { !$0.isOwn && $0.party == party } }
        var found: [Alternative] = [.base]
        if sides.contains(where: \.isOwn) { found.append(.ours) }
        found += others.map(Alternative.theirs)
        if rows.contains(where: { $0.joint.state.digest != nil }) { found.append(.agreed) }
        return found
    }

    /// The draft with the articles of an alternative.
    /// - Parameters:
    ///   - alternative: whose articles stand in it.
    ///   - row: the row that they are of, all others as they stand today; nil: of all rows.
    /// - Returns: the draft.
    package func draft(_ alternative: Alternative, changing row: String? = nil) -> TiedDraft {
        TiedDraft(
            agreement: agreement,
            parties: table.text.view.parties,
            articles: table.rows.compactMap { one in
                guard let article = Self.article(of: one) else { return nil }
                let accord = row == nil || row == one.name ? accord(of: one, alternative) : standing(one)
                return TiedArticle(row: one.name, article: article, accord: accord)
            }
        )
    }

    /// The draft as the own side has it today: what is agreed, else its own.
    package var own: TiedDraft { draft(.ours, changing: "") }

    private static func article(of row: AgreedTable.Row) -> String? {
        (row.leading.map { [$0] + row.sides } ?? row.sides).lazy.compactMap(\.wording.view.article).first
    }

    private func accord(of row: AgreedTable.Row, _ alternative: Alternative) -> String? {
        switch alternative {
        case .base: nil
        case .ours: row.sides.first(where: \.isOwn)?.wording.view.accord
        case .theirs(let party): row.sides.first { $0.party == party }?.wording.view.accord
        case .agreed: agreed(row)
        }
    }

    /// What is agreed: the own side's reading of the words that are, else that of whose words they are.
    private func agreed(_ row: AgreedTable.Row) -> String? {
        guard let digest = row.joint.state.digest else { return nil }
        let sides = row.sides.filter {
            self.digest($0.wording.view.words.thing(row.name, of: table.text.id)) == digest
        }
        let ordered = sides.filter(\.isOwn) + sides.filter { !$0.isOwn }
        return ordered.lazy.compactMap(\.wording.view.accord).first
    }

    private func standing(_ row: AgreedTable.Row) -> String? {
        row.joint.state.digest == nil ? accord(of: row, .ours) : agreed(row)
    }
}
