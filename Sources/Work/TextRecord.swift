internal import Release

/// A text with its rows as a file has them: what each side would have, what is agreed, and who has it already.
package struct TextRecord {
    /// A party.
    package struct Party: Sendable {
        package let id: String
        /// What people call it; nil where the reader knows no name.
        package let name: String?
        package let isOwn: Bool
    }

    /// Words of a row.
    package struct Words: Sendable, Equatable {
        package let number: String?
        /// By language.
        package let heading: [String: String]
        package let body: [String: String]

        init(_ words: RowWords) {
            (number, heading, body) = (words.number, words.heading, words.body)
        }
    }

    /// What one side would have.
    package struct Side: Sendable {
        package let party: String
        package let words: Words
        /// The words that it departs from, by language.
        package let base: [String: String]
        package let note: String?
        /// The version: a timestamp.
        package let version: String
        package let banner: String
    }

    /// A row.
    package struct Row: Sendable {
        package let name: String
        package let article: String?
        package let state: String
        /// Those of the own side that nobody else has are not among them, unless they were asked for.
        package let sides: [Side]
        package let agreed: Words?
        /// The marking of all that the row has.
        package let banners: Set<String>

        /// What both departed from, where one of them says so.
        package var base: [String: String] { sides.lazy.map(\.base).first { !$0.isEmpty } ?? [:] }
        /// Who wrote first of those whose words stand.
        package var proposer: Side? { sides.min { $0.version < $1.version } }
        /// What the row is called by.
        package var leading: Words? { agreed ?? sides.first?.words }
    }

    package let name: String
    package let kind: String
    package let agreement: String?
    package let languages: [String]
    package let parties: [Party]
    package let rows: [Row]
    /// Everything that the record is made of.
    package let objects: [String]
    /// How many own wordings are left out, since nobody else has them.
    package let left: Int
    /// The version of the last act: a timestamp; nil where there is none.
    package let lastAct: String?

    /// Whether each row is agreed.
    package var isAgreed: Bool { !rows.isEmpty && rows.allSatisfy { $0.agreed != nil } }

    /// A text as its reader sees it; nil where there is none.
    /// - Parameters:
    ///   - id: the text.
    ///   - unsent: whether own words that nobody else has are to be in it.
    ///   - seen: what the reader may see.
    /// - Throws: `SeenFault` if the store cannot be read.
    package init?(_ id: String, unsent: Bool, _ seen: SeenObjects) throws(SeenFault) {
        guard let text = try seen.one(id, as: AgreedText.self) else { return nil }
        let table = try AgreedTable(text, seen)
        (name, kind, agreement) = (text.view.name, text.view.kind, text.view.agreement)
        languages = text.view.languages
        var parties: [Party] = []
        for party in text.view.parties {
            let name = try seen.title(of: party) ?? seen.parties.name(of: party)
            parties.append(Party(id: party, name: name, isOwn: party == seen.parties.own))
        }
        self.parties = parties
        var (rows, objects, left): ([Row], [String], Int) = ([], [id], 0)
        for row in table.rows {
            let shown = row.sides.filter { unsent || $0.isSent }
            left += row.sides.count - shown.count
            let agreed = Self.agreed(row, of: id, seen)
            // A row of which nobody else knows anything is no row of the text yet.
            guard !shown.isEmpty || agreed != nil else { continue }
            // How a row stands must not tell that there are words which are left out.
            let shownRow = AgreedTable.Row(
                name: row.name,
                sides: shown,
                acts: row.acts,
                joint: row.joint,
                unsent: row.unsent
            )
            let acts = row.acts.filter { unsent || !$0.isOwn || !$0.sent.isEmpty }
            objects += shown.map(\.wording.id) + acts.map(\.seen.id)
            rows.append(
                Row(
                    name: row.name,
                    article: shown.lazy.compactMap(\.wording.view.article).first,
                    state: shownRow.state.rawValue,
                    sides: shown.map(Self.side),
                    agreed: agreed,
                    banners: Set(shown.map(\.wording.banner) + acts.map(\.seen.banner))
                )
            )
        }
        (self.rows, self.objects, self.left) = (rows, objects, left)
        lastAct = table.rows.flatMap(\.acts).map(\.seen.view.version).max()
    }

    private static func side(_ side: AgreedTable.Side) -> Side {
        let view = side.wording.view
        return Side(
            party: side.party,
            words: Words(view.words),
            base: view.base,
            note: view.note,
            version: view.version,
            banner: side.wording.banner
        )
    }

    /// The words that are agreed: those of an act, which shows what it is about.
    private static func agreed(_ row: AgreedTable.Row, of text: String, _ seen: SeenObjects) -> Words? {
        guard let digest = row.joint.state.digest else { return nil }
        let words = row.sides.map(\.wording.view.words) + row.acts.map(\.seen.view.words)
        return words.first { seen.parties.digest(of: $0.thing(row.name, of: text)) == digest }.map(Words.init)
    }
}
