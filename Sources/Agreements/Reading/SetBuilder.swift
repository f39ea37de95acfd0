/// Puts files together to a set: looks up every name, and says which cannot be found or stand twice.
struct SetBuilder {
    var set = AgreementSet.empty
    var diagnostics: [Diagnostic] = []
    private var schemesByParty: [String: [Int]] = [:]
    private var schemePlaces: [String: Int] = [:]
    private var partyNames: Set<String> = []
    private var levelKeys: [[String: Int]] = []

    mutating func add(_ declarations: AccordDeclarations) {
        set.parties += declarations.parties
        set.schemes += declarations.schemes
        set.agreements += declarations.agreements
    }

    /// Looks up every name; call once, after all files.
    mutating func resolve() {
        reportTwice(set.parties.map { ($0.name, $0.span) }, "party")
        reportTwice(set.schemes.map { ($0.name, $0.span) }, "scheme")
        reportTwice(set.agreements.map { ($0.name, $0.span) }, "agreement")
        partyNames = Set(set.parties.map(\.name))
        reportCodes()
        let (parties, schemes) = (set.parties, set.schemes)
        for party in parties {
            for member in party.members {
                checkParty(member, party.span, "a member of `\(party.name)`")
            }
        }
        for (place, scheme) in schemes.enumerated() {
            checkParty(scheme.party, scheme.span, "the owner of `\(scheme.name)`")
            schemesByParty[scheme.party, default: []].append(place)
            if schemePlaces[scheme.name] == nil { schemePlaces[scheme.name] = place }
            index(scheme)
        }
        let agreementNames = Set(set.agreements.map(\.name))
        var agreements = set.agreements
        for place in agreements.indices {
            let agreement = agreements[place]
            check(agreement, agreementNames)
            for rule in agreement.rules.indices {
                resolve(&agreements[place].rules[rule], in: agreement)
            }
        }
        set.agreements = agreements
    }

    private mutating func report(_ code: String, _ span: SourceSpan, _ message: String, help: String? = nil) {
        diagnostics.append(Diagnostic(code, .error, span, message, help: help))
    }

    private mutating func warn(_ code: String, _ span: SourceSpan, _ message: String, help: String? = nil) {
        diagnostics.append(Diagnostic(code, .warning, span, message, help: help))
    }

    private mutating func reportTwice(_ names: [(String, SourceSpan)], _ what: String) {
        var seen: [String: SourceSpan] = [:]
        for (name, span) in names {
            if let first = seen[name] {
                let help = "the first one is at \(first.file):\(first.line); give one of them another name"
                report("\(what)-twice", span, "there are two declarations of the \(what) `\(name)`", help: help)
            } else {
                seen[name] = span
            }
        }
    }

    /// A code must name one party only: a releasable-to list would let another one in.
    private mutating func reportCodes() {
        var owners: [String: String] = [:]
        let parties = set.parties
        for party in parties {
            for code in [party.name] + party.codes + party.identities {
                let key = code.lowercased()
                if let owner = owners[key], owner != party.name {
                    report("code-twice", party.span, "`\(code)` names `\(owner)` as well as `\(party.name)`")
                } else {
                    owners[key] = party.name
                }
            }
        }
    }

    private mutating func checkParty(_ name: String, _ span: SourceSpan, _ role: String) {
        guard !partyNames.contains(name) else { return }
        let help = Suggestion.nearest(to: name, in: partyNames.sorted()).map { "did you mean `\($0)`?" }
        report("unknown-party", span, "`\(name)`, \(role), is not declared as a party", help: help)
    }

    private mutating func check(_ agreement: Agreement, _ names: Set<String>) {
        for party in agreement.parties {
            checkParty(party, agreement.span, "a party of `\(agreement.name)`")
        }
        for name in agreement.related where !names.contains(name) {
            let help = Suggestion.nearest(to: name, in: names.sorted()).map { "did you mean `\($0)`?" }
            report(
                "unknown-agreement",
                agreement.span,
                "`\(agreement.name)` speaks of `\(name)`, which is not declared",
                help: help
            )
        }
        guard agreement.kind != .additions else { return }
        if agreement.isWithMembers ? agreement.parties.count != 1 : Set(agreement.parties).count < 2 {
            let help = "write `between A and B`, or `between A and its members`"
            report("parties-missing", agreement.span, "`\(agreement.name)` is between nobody", help: help)
        }
        if agreement.periods.isEmpty, !agreement.isDraft {
            let help = "write `in force from DAY`, `negotiated from DAY`, … or `state unknown`"
            warn("state-missing", agreement.span, "where `\(agreement.name)` stands is not said", help: help)
        }
        for period in agreement.periods where period.until < period.from {
            report("period-empty", period.span, "this period ends before it begins")
        }
    }

    private mutating func index(_ scheme: Scheme) {
        var keys: [String: Int] = [:]
        var looks: [String: String] = [:]
        for (place, level) in scheme.levels.enumerated() {
            for name in [level.name] + level.spellings {
                if let (word, letter) = LevelKey.mixedWord(in: name) {
                    let code = String(letter.unicodeScalars.first?.value ?? 0, radix: 16, uppercase: true)
                    let message = "`\(word)` mixes Latin letters with the look-alike `\(letter)` (U+\(code))"
                    report("look-alike", level.span, message, help: "write the whole word in one alphabet")
                }
                let key = LevelKey.of(name)
                if let other = keys[key] {
                    let message = "the spelling `\(name)` stands twice in `\(scheme.name)`"
                    let help = other == place ? "remove one of them" : "a spelling means one level only"
                    report("level-twice", level.span, message, help: help)
                } else {
                    keys[key] = place
                }
                let look = LevelKey.look(name)
                if let other = looks[look], other != level.name {
                    warn("look-alike", level.span, "`\(name)` looks like `\(other)`")
                } else {
                    looks[look] = level.name
                }
            }
        }
        if scheme.levels.isEmpty {
            let help = "write `levels, highest first` and the levels under it"
            warn("levels-missing", scheme.span, "the scheme `\(scheme.name)` has no levels", help: help)
        }
        levelKeys.append(keys)
    }

    /// National additions can only restrict (`RULES.md` 28): a rule that would not is refused, not passed over.
    private static func restricts(_ content: RuleContent) -> Bool {
        switch content {
        case .ceiling, .electronicCeiling, .never, .courierOnly, .subjects: true
        case .clause(let clause, _): [.officerDecides, .priorAssurance, .review].contains(clause)
        case .levels, .keepsCaveat, .relay, .groups, .provides: false
        }
    }

    private mutating func resolve(_ rule: inout Rule, in agreement: Agreement) {
        if agreement.kind == .additions, !Self.restricts(rule.content) {
            let help =
                "write `up to`, `electronically up to`, `never`, `by courier only`, `covers`, or a condition on the release"
            report("additions-rule", rule.span, "national additions can only restrict, and this does not", help: help)
        }
        switch rule.content {
        case .levels(var table):
            if case .oneWay(let from, let to) = table.direction {
                checkParty(from, rule.span, "a side of this table")
                checkParty(to, rule.span, "a side of this table")
            }
            for row in table.rows.indices {
                let span = table.rows[row].span
                for party in table.rows[row].gaps.keys.sorted() { checkParty(party, span, "a party of this row") }
                for group in table.rows[row].groups.indices {
                    resolve(&table.rows[row].groups[group])
                }
            }
            rule.content = .levels(table)
        case .ceiling(var levels):
            resolve(&levels)
            rule.content = .ceiling(levels)
        case .electronicCeiling(var levels):
            resolve(&levels)
            rule.content = .electronicCeiling(levels)
        case .never(var levels):
            resolve(&levels)
            rule.content = .never(levels)
            if agreement.kind != .additions {
                let help = "write it in `additions NAME of PARTY`"
                report("never-outside-additions", rule.span, "`never` stands in national additions only", help: help)
            }
        case .relay(let from, let to, let through):
            for party in [from, to, through] { checkParty(party, rule.span, "a party of this relay") }
        case .groups(let party, _): checkParty(party, rule.span, "the party of these groups")
        case .courierOnly, .subjects, .keepsCaveat, .clause, .provides: break
        }
    }

    private mutating func resolve(_ levels: inout [LevelReference]) {
        for place in levels.indices {
            levels[place].name = find(levels[place])
        }
    }

    /// The level that a file names by scheme or party and level.
    private mutating func find(_ reference: LevelReference) -> LevelName? {
        let words = reference.text.split(separator: " ").map(String.init)
        var candidates: [Int] = []
        var owner = ""
        var rest: ArraySlice<String> = []
        for length in stride(from: min(words.count, 6), to: 0, by: -1) {
            let name = words.prefix(length).joined(separator: " ")
            let byParty = schemesByParty[name] ?? []
            let found = schemePlaces[name].map { [$0] + byParty.filter { set.schemes[$0].name != name } } ?? byParty
            if !found.isEmpty || partyNames.contains(name) {
                (candidates, owner, rest) = (found, name, words.dropFirst(length))
                break
            }
        }
        guard !owner.isEmpty else {
            let names = partyNames.union(schemePlaces.keys).sorted()
            let help =
                Suggestion.nearest(to: words.first ?? "", in: names).map { "did you mean `\($0)`?" }
                ?? "write the party or the scheme, then the level"
            report(
                "unknown-scheme",
                reference.span,
                "`\(reference.text)` begins with no party and no scheme",
                help: help
            )
            return nil
        }
        let level = rest.joined(separator: " ")
        // A scheme that bears the party's own name comes first; others of the party only where it has no such level.
        let key = LevelKey.of(level)
        let whole = LevelKey.of(reference.text)
        let found = candidates.compactMap { place in
            (levelKeys[place][key] ?? levelKeys[place][whole]).map { (place, $0) }
        }
        let exact = found.filter { set.schemes[$0.0].name == owner }
        if let (scheme, place) = exact.first ?? (found.count == 1 ? found.first : nil) {
            return LevelName(scheme: set.schemes[scheme].name, level: set.schemes[scheme].levels[place].name)
        }
        if found.count > 1 {
            let choices = found.map { "`\(set.schemes[$0.0].name) \(level)`" }.joined(separator: " or ")
            report(
                "level-ambiguous",
                reference.span,
                "`\(owner)` has `\(level)` in several schemes",
                help: "write \(choices)"
            )
            return nil
        }
        let names = candidates.flatMap { set.schemes[$0].levels.flatMap { [$0.name] + $0.spellings } }
        if let twin = names.first(where: { LevelKey.look($0) == LevelKey.look(level) }) {
            let message = "`\(level)` looks like `\(twin)`, but has letters of another alphabet"
            report("look-alike", reference.span, message, help: "write `\(owner) \(twin)`")
        } else {
            let help =
                Suggestion.nearest(to: level, in: names).map { "did you mean `\(owner) \($0)`?" }
                ?? (names.isEmpty
                    ? "declare `scheme \(owner) of \(owner)`" : "its levels are: " + names.joined(separator: ", "))
            report("unknown-level", reference.span, "`\(owner)` has no level `\(level)`", help: help)
        }
        return nil
    }
}
