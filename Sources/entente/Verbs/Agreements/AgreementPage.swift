import Agreements

/// One agreement for people, in the reader's language.
struct AgreementPage {
    private let agreement: Agreement
    private let state: Agreement.State
    private let set: AgreementSet
    private let language: String

    init(_ agreement: Agreement, _ state: Agreement.State, _ set: AgreementSet, language: String) {
        (self.agreement, self.state, self.set, self.language) = (agreement, state, set, language)
    }

    private func word(_ word: String) -> String { RuleWording.word(word, in: language) }

    /// In English parties are called as the file calls them, so that names can be copied.
    private func party(_ name: String) -> String {
        language.hasPrefix("en") ? name : set.party(name)?.titles.text(in: language) ?? name
    }

    func print() {
        Output.print("\(agreement.name) - \(agreement.titles.text(in: language) ?? agreement.name)\n")
        let draft = agreement.isDraft ? ", " + word("draft") : ""
        Output.print("  \(word(agreement.kind.rawValue)), \(word(state.rawValue))\(draft)\n")
        let members = agreement.isWithMembers ? " " + word("and its members") : ""
        Output.print("  \(word("between")) \(agreement.parties.map(party).joined(separator: ", "))\(members)\n")
        for source in agreement.sources {
            Output.print("  \(word("source")): \(source.text)\(source.address.map { " <\($0)>" } ?? "")\n")
        }
        for note in agreement.notes { Output.print("  \(word("note")): \(note)\n") }
        var said: Set<String> = []
        for rule in agreement.rules {
            let sentence = RuleWording.sentence(of: rule, in: language, party: party).text
            Output.print("  \(rule.article.isEmpty ? "-" : rule.article): \(sentence)\n")
            if case .levels(let table) = rule.content { printRows(of: table) }
            if said.insert(rule.article).inserted { printWords(of: rule.article) }
        }
        for words in agreement.words where said.insert(words.article).inserted {
            // Those of an article stand under its parts already.
            guard !agreement.rules.contains(where: { $0.article.hasPrefix(words.article + "(") }) else { continue }
            Output.print("  \(words.article):\n")
            printWords(of: words.article)
        }
    }

    private func printRows(of table: EquivalenceTable) {
        for row in table.rows {
            let groups = row.groups.map { $0.map(\.text).joined(separator: ", ") }
            let gaps = row.gaps.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }
            let all = groups + gaps + (row.rest.map { [$0.rawValue] } ?? [])
            Output.print("      \(all.joined(separator: " = "))\n")
        }
    }

    /// What the article says, under the first of its rules.
    private func printWords(of article: String) {
        guard let words = agreement.words(of: article, in: language) else { return }
        for line in words.text.split(separator: "\n") { Output.print("      | \(line)\n") }
    }
}
