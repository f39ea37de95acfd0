internal import Labels

extension AccordReader {
    /// One rule of an article.
    mutating func rule(
        _ article: String,
        _ tokens: ArraySlice<AccordToken>,
        _ line: AccordLine,
        isReported: Bool = true
    ) -> Rule? {
        guard let first = tokens.first, let last = tokens.last else { return nil }
        let wording = tokens.reduce(into: "") { text, token in
            text += text.isEmpty || token.kind == .comma ? token.spelling : " " + token.spelling
        }
        let span = first.span.joined(with: last.span)
        func made(_ content: RuleContent) -> Rule {
            Rule(article: article, content: content, wording: wording, span: span)
        }
        if let (key, captures) = sentence(tokens, in: AccordGrammar.rule) {
            let isTable = key == .levelsBoth || key == .levelsOneWay
            if !isTable { reportChildrenOfRule(line, tokens) }
            return content(key, captures, line).map(made)
        }
        if let (clause, clock) = clause(tokens) {
            reportChildrenOfRule(line, tokens)
            return made(.clause(clause, clock))
        }
        if isReported {
            reportUnknown(
                tokens,
                AccordGrammar.rule.map(\.1) + AccordGrammar.clauses.map(\.1) + AccordGrammar.words.map(\.1)
            )
        }
        return nil
    }

    private mutating func reportChildrenOfRule(_ line: AccordLine, _ tokens: ArraySlice<AccordToken>) {
        // Under `article 7:` the rules are children of the heading, not of each other.
        if line.tokens.last == tokens.last { reportChildren(of: line) }
    }

    private mutating func clause(_ tokens: ArraySlice<AccordToken>) -> (Clause, Clock?)? {
        for (clause, phrase) in AccordGrammar.clauses {
            if phrase.match(tokens) != nil { return (clause, nil) }
            guard phrase.prefix(of: tokens) == phrase.elements.count else { continue }
            let rest = tokens.dropFirst(phrase.elements.count)
            if let clock = clock(rest) { return (clause, clock) }
        }
        return nil
    }

    private mutating func clock(_ tokens: ArraySlice<AccordToken>) -> Clock? {
        guard let (key, captures) = sentence(tokens, in: AccordGrammar.clocks) else { return nil }
        switch key {
        case "atOnce": return .atOnce
        case "promptly": return .promptly
        case "yearly": return .years(1)
        default:
            let count = count(captures["count"]) ?? 1
            return switch key {
            case "hours": .hours(count)
            case "days": .days(count)
            case "months", "everyMonths": .months(count)
            default: .years(count)
            }
        }
    }

    private mutating func content(
        _ key: AccordGrammar.RuleSentence,
        _ captures: Phrase.Captures,
        _ line: AccordLine
    ) -> RuleContent? {
        func word(_ place: String) -> String { (captures[place] ?? []).map(\.text).joined(separator: " ") }
        switch key {
        case .levelsBoth: return .levels(table(.both, line))
        case .levelsOneWay: return .levels(table(.oneWay(from: word("party"), to: word("other")), line))
        case .levelsUnknown: return .levels(EquivalenceTable(direction: .both, form: .unknown, rows: []))
        case .levelsOriginal: return .levels(EquivalenceTable(direction: .both, form: .original, rows: []))
        case .ceiling: return .ceiling(references(captures["rest"] ?? []))
        case .electronicCeiling: return .electronicCeiling(references(captures["rest"] ?? []))
        case .courierOnly: return .courierOnly
        case .everySubject: return .subjects([])
        case .subjects: return .subjects(list(captures["list"] ?? []).map(\.text))
        case .caveat:
            // It is compared with the caveats of labels, so it is a name.
            for token in captures["text"] ?? [] { prose.remove(SourcePlace(token)) }
            return .keepsCaveat(word("text"))
        case .never: return .never(references(captures["rest"] ?? []))
        case .twoOfficers: return .twoOfficers(references(captures["rest"] ?? []))
        case .relay: return .relay(from: word("party"), to: word("other"), through: word("third"))
        case .groups: return .groups(party: word("party"), list(captures["list"] ?? []).map(\.text))
        case .provides: return .provides(word("text"))
        }
    }

    /// The rows under `levels, …`.
    private mutating func table(_ direction: EquivalenceTable.Direction, _ line: AccordLine) -> EquivalenceTable {
        var rows: [EquivalenceTable.Row] = []
        for child in line.children where !child.tokens.isEmpty && !findings.isFull {
            rows += row(child).map { [$0] } ?? []
        }
        if rows.isEmpty {
            let help = "write the rows under it, or `levels unknown`"
            report("table-empty", line.span, "this table has no rows", help: help)
        }
        return EquivalenceTable(direction: direction, form: .rows, rows: rows)
    }

    /// `LEVEL, LEVEL = LEVEL`, with further parties' levels on lines under it.
    private mutating func row(_ line: AccordLine) -> EquivalenceTable.Row? {
        var row = EquivalenceTable.Row(span: line.span)
        var columns = line.tokens.split(separator: equals, omittingEmptySubsequences: false).map { Array($0) }
        for child in line.children where !child.tokens.isEmpty {
            columns += child.tokens.split(separator: equals, omittingEmptySubsequences: false).map { Array($0) }
            reportChildren(of: child)
        }
        for (place, column) in columns.enumerated() {
            let parts = column.split { $0.kind == .comma }.map { Array($0) }
            guard !parts.isEmpty else {
                let help = "write a level, `none` or `unknown` on both sides of `=`"
                report("missing", line.span, "a level is missing beside `=`", help: help)
                return nil
            }
            var group: [LevelReference] = []
            var seen: [Bool: SourceSpan] = [:]
            for part in parts {
                if let bound = bound(part) {
                    once(bound.from != nil, among: [true, false], line, &seen)
                    row.from = bound.from ?? row.from
                    row.until = bound.until ?? row.until
                } else if let gap = EquivalenceTable.Row.Gap(rawValue: part.last?.text ?? ""),
                    part.last?.kind == .word
                {
                    let party = part.dropLast().map(\.text).joined(separator: " ")
                    if party.isEmpty { row.rest = gap } else { row.gaps[party] = gap }
                    if place == 0 {
                        report("row-order", line.span, "a row begins with a level", help: "turn the row round")
                    }
                } else {
                    group += reference(part).map { [$0] } ?? []
                }
            }
            if !group.isEmpty { row.groups.append(group) }
        }
        guard row.groups.count > 1 || row.rest != nil || !row.gaps.isEmpty else {
            report(
                "row-single",
                line.span,
                "nothing answers this level",
                help: "write `= LEVEL`, `= none` or `= unknown`"
            )
            return nil
        }
        return row
    }

    private var equals: AccordToken.Kind { .equals }

    private static let bounds: [(Bool, Phrase)] = [(true, Phrase("from {day}")), (false, Phrase("until {day}"))]

    private mutating func bound(_ tokens: [AccordToken]) -> (from: Day?, until: Day?)? {
        guard let (isFrom, captures) = sentence(tokens[...], in: Self.bounds) else { return nil }
        guard let day = day(captures["day"]?.first) else { return (nil, nil) }
        return isFrom ? (day.latest, nil) : (nil, day.earliest)
    }

    /// Levels between commas and `and`.
    private mutating func references(_ tokens: [AccordToken]) -> [LevelReference] {
        tokens.split { $0.kind == .comma || $0.kind == .word && $0.text == "and" }.compactMap { reference(Array($0)) }
    }

    /// A level as it is written.
    func reference(_ tokens: [AccordToken]) -> LevelReference? {
        guard let first = tokens.first, let last = tokens.last else { return nil }
        return LevelReference(
            text: tokens.map(\.text).joined(separator: " "),
            span: first.span.joined(with: last.span)
        )
    }
}

extension [AccordToken] {
    /// The stretches between tokens of a kind.
    func split(separator kind: AccordToken.Kind, omittingEmptySubsequences: Bool) -> [ArraySlice<AccordToken>] {
        split(omittingEmptySubsequences: omittingEmptySubsequences) { $0.kind == kind }
    }
}
