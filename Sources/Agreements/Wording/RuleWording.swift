/// The sentences of the agreement language in the languages of its readers; files are written in the one form.
public enum RuleWording {
    /// The languages that there are beside that of the files.
    static let tables: [String: [String: String]] = ["ja": japanese, "fr": french, "de": german]

    /// The places of sentences at which parties stand.
    private static let parties: Set<String> = ["from", "to", "through"]

    /// A rule as a sentence in a language; as the file words it where there is no other.
    /// - Parameters:
    ///   - rule: the rule.
    ///   - language: a language tag.
    ///   - party: the name of a party in that language.
    /// - Returns: a sentence without a full stop, and the language that it is in.
    public static func sentence(
        of rule: Rule,
        in language: String,
        party: (String) -> String = { $0 }
    ) -> (text: String, language: String) {
        let tag = String(language.prefix { $0 != "-" })
        guard let table = tables[tag], let (key, values) = parts(of: rule.content, table, party),
            let template = table[key]
        else { return (rule.wording, "en") }
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            let value = values.first { $0.0 == name }?.1 ?? String(rest[open...close])
            if parties.contains(String(name)) {
                PartyNoun.append(value, to: &text, in: tag)
            } else {
                text += value
            }
            rest = rest[rest.index(after: close)...]
        }
        return (text + rest, tag)
    }

    /// A word for a state or a kind of agreement in a language; the English one where there is no other.
    /// - Parameters:
    ///   - word: the word, such as `in force`.
    ///   - language: a language tag.
    /// - Returns: the word.
    public static func word(_ word: String, in language: String) -> String {
        tables[String(language.prefix { $0 != "-" })]?["word " + word] ?? word
    }

    /// The key of a rule's sentence, and what stands in its places.
    private static func parts(
        of content: RuleContent,
        _ table: [String: String],
        _ party: (String) -> String
    ) -> (key: String, values: [(String, String)])? {
        func list(_ levels: [LevelReference]) -> [(String, String)] {
            [("list", levels.map(\.text).joined(separator: table["and"] ?? ", "))]
        }
        switch content {
        case .levels(let table):
            guard table.form == .rows else { return ("levels " + table.form.rawValue, []) }
            guard case .oneWay(let from, let to) = table.direction else { return ("levels both", []) }
            return ("levels one way", [("from", party(from)), ("to", party(to))])
        case .ceiling(let levels): return ("ceiling", list(levels))
        case .electronicCeiling(let levels): return ("electronic", list(levels))
        case .courierOnly: return ("courier", [])
        case .subjects(let subjects):
            return subjects.isEmpty
                ? ("covers all", [])
                : ("covers", [("list", subjects.map { "“\($0)”" }.joined(separator: table["and"] ?? ", "))])
        case .keepsCaveat(let caveat): return ("caveat", [("list", caveat)])
        case .groups(let member, let names):
            return ("groups", [("from", party(member)), ("list", names.joined(separator: ", "))])
        case .never(let levels): return ("never", list(levels))
        case .twoOfficers(let levels): return ("two officers", list(levels))
        case .relay(let from, let to, let through):
            return ("relay", [("from", party(from)), ("to", party(to)), ("through", party(through))])
        case .provides(let text): return ("provides", [("list", "“\(text)”")])
        case .clause(let clause, let clock):
            guard let clock else { return (clause.rawValue, [("clock", "")]) }
            guard let words = words(of: clock, table) else { return nil }
            return (clause.rawValue, [("clock", words)])
        }
    }

    private static func words(of clock: Clock, _ table: [String: String]) -> String? {
        let (key, count) =
            switch clock {
            case .atOnce: ("at once", 0)
            case .promptly: ("promptly", 0)
            case .hours(let count): ("hours", count)
            case .days(let count): ("days", count)
            case .months(let count): ("months", count)
            case .years(let count): ("years", count)
            }
        return table[key]?.replacing("{count}", with: String(count))
    }
}
