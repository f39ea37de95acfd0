/// Puts files together to a set: looks up every name, and says which cannot be found or stand twice.
struct SetBuilder {
    var set = AgreementSet.empty
    var findings = Findings()
    /// For each party, in which of its schemes a spelling is, and how each spelling looks.
    private var spellingsByParty: [String: Spellings] = [:]
    private var schemesByParty: [String: [Int]] = [:]
    private var schemePlaces: [String: Int] = [:]
    private var partyNames: Set<String> = []
    private var levelKeys: [[String: Int]] = []
    private var levelLooks: [[String: String]] = []

    /// The spellings of all schemes of a party.
    private struct Spellings {
        var schemes: [String: [Int]] = [:]
        var looks: [String: String] = [:]
    }

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
        for party in parties where !findings.isFull {
            for member in party.members {
                checkParty(member, party.span, "a member of `\(party.name)`")
            }
        }
        for (place, scheme) in schemes.enumerated() {
            checkParty(scheme.party, scheme.span, "the owner of `\(scheme.name)`")
            schemesByParty[scheme.party, default: []].append(place)
            if schemePlaces[scheme.name] == nil { schemePlaces[scheme.name] = place }
            index(scheme, place)
            resolveRegistered(place)
        }
        let agreementNames = Set(set.agreements.map(\.name))
        var agreements = set.agreements
        set.agreements = []
        for place in agreements.indices where !findings.isFull {
            let agreement = agreements[place]
            check(agreement, agreementNames)
            for rule in agreement.rules.indices where !findings.isFull {
                resolve(&agreements[place].rules[rule], in: agreement)
            }
        }
        set.agreements = agreements
    }

    private mutating func report(_ code: String, _ span: SourceSpan, _ message: String, help: String? = nil) {
        findings.add(Diagnostic(code, .error, span, message, help: help))
    }

    private mutating func warn(_ code: String, _ span: SourceSpan, _ message: String, help: String? = nil) {
        findings.add(Diagnostic(code, .warning, span, message, help: help))
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
        let help = findings.suggestion(for: name, in: partyNames.sorted()).map { "did you mean `\($0)`?" }
        report("unknown-party", span, "`\(name)`, \(role), is not declared as a party", help: help)
    }

    private mutating func check(_ agreement: Agreement, _ names: Set<String>) {
        for party in agreement.parties {
            checkParty(party, agreement.span, "a party of `\(agreement.name)`")
        }
        for name in agreement.related where !names.contains(name) {
            let help = findings.suggestion(for: name, in: names.sorted()).map { "did you mean `\($0)`?" }
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

    private mutating func index(_ scheme: Scheme, _ number: Int) {
        var keys: [String: Int] = [:]
        var looks: [String: String] = [:]
        var names: [String: String] = [:]
        for (place, level) in scheme.levels.enumerated() {
            for name in [level.name] + level.spellings {
                let key = LevelKey.of(name)
                if let other = keys[key] {
                    let message = "the spelling `\(name)` stands twice in `\(scheme.name)`"
                    let help = other == place ? "remove one of them" : "a spelling means one level only"
                    report("level-twice", level.span, message, help: help)
                } else {
                    keys[key] = place
                    spellingsByParty[scheme.party, default: Spellings()].schemes[key, default: []].append(number)
                }
                let look = LevelKey.look(name)
                if let other = looks[look], other != level.name {
                    warn("look-alike", level.span, "`\(name)` looks like `\(other)`")
                } else {
                    looks[look] = level.name
                }
                if names[look] == nil { names[look] = name }
                if spellingsByParty[scheme.party]?.looks[look] == nil {
                    spellingsByParty[scheme.party, default: Spellings()].looks[look] = name
                }
            }
        }
        if scheme.levels.isEmpty {
            let help = "write `levels, highest first` and the levels under it"
            warn("levels-missing", scheme.span, "the scheme `\(scheme.name)` has no levels", help: help)
        }
        levelKeys.append(keys)
        levelLooks.append(names)
    }

    /// From which level on a scheme asks for a registry; a level of its own.
    private mutating func resolveRegistered(_ number: Int) {
        guard let reference = set.schemes[number].registered else { return }
        let (key, look) = (LevelKey.of(reference.text), LevelKey.look(reference.text))
        guard let place = levelKeys[number][key] else {
            let names = set.schemes[number].levels.flatMap { [$0.name] + $0.spellings }
            let near = findings.suggestion(for: reference.text, in: names).map { "did you mean `\($0)`?" }
            let help = levelLooks[number][look].map { "write `\($0)`" } ?? near ?? "write one of its levels"
            let message = "`\(set.schemes[number].name)` has no level `\(reference.text)`"
            report("unknown-level", reference.span, message, help: help)
            return
        }
        let scheme = set.schemes[number]
        set.schemes[number].registered?.name = LevelName(scheme: scheme.name, level: scheme.levels[place].name)
    }

    /// National additions can only restrict (`RULES.md` 28): a rule that would not is refused, not passed over.
    private static func restricts(_ content: RuleContent) -> Bool {
        switch content {
        case .ceiling, .electronicCeiling, .never, .twoOfficers, .courierOnly, .subjects: true
        case .clause(let clause, _):
            [.officerDecides, .priorAssurance, .review, .smallCountsWithheld, .countsBanded].contains(clause)
        case .levels, .keepsCaveat, .relay, .groups, .provides: false
        }
    }

    private mutating func resolve(_ rule: inout Rule, in agreement: Agreement) {
        if agreement.kind == .additions, !Self.restricts(rule.content) {
            let help =
                "write `up to`, `electronically up to`, `never`, `by courier only`, `covers`, `two officers release`, or a condition on the release"
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
        case .twoOfficers(var levels):
            resolve(&levels)
            rule.content = .twoOfficers(levels)
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
        let words = reference.text.split(separator: " ", maxSplits: 6).map(String.init)
        var owner: String?
        var rest = words[...]
        for length in stride(from: min(words.count, 6), to: 0, by: -1) where owner == nil {
            let name = words.prefix(length).joined(separator: " ")
            let isKnown = schemePlaces[name] != nil || schemesByParty[name] != nil || partyNames.contains(name)
            if isKnown { (owner, rest) = (name, words.dropFirst(length)) }
        }
        guard let owner else {
            let names = partyNames.union(schemePlaces.keys)
            let help =
                findings.suggestion(for: words.first ?? "", in: names.sorted()).map { "did you mean `\($0)`?" }
                ?? "write the party or the scheme, then the level"
            let message = "`\(reference.text)` begins with no party and no scheme"
            report("unknown-scheme", reference.span, message, help: help)
            return nil
        }
        let level = rest.joined(separator: " ")
        // A scheme that bears the party's own name comes first; others of the party only where it has no such level.
        let found = places(of: level, reference.text, owner)
        let exact = found.filter { set.schemes[$0.scheme].name == owner }
        if let (scheme, place) = exact.first ?? (found.count == 1 ? found.first : nil) {
            return LevelName(scheme: set.schemes[scheme].name, level: set.schemes[scheme].levels[place].name)
        }
        if found.count > 1 {
            let choices = found.prefix(10).map { "`\(set.schemes[$0.scheme].name) \(level)`" }
            report(
                "level-ambiguous",
                reference.span,
                "`\(owner)` has `\(level)` in several schemes",
                help: "write \(choices.joined(separator: " or "))"
            )
            return nil
        }
        reportUnknown(level, of: owner, reference)
        return nil
    }

    /// Where a level, or the whole reference as one, is among the schemes of an owner.
    private func places(of level: String, _ whole: String, _ owner: String) -> [(scheme: Int, level: Int)] {
        let keys = [LevelKey.of(level), LevelKey.of(whole)]
        let named = schemePlaces[owner].map { [$0] } ?? []
        let others = keys.flatMap { spellingsByParty[owner]?.schemes[$0] ?? [] }
        return (named + Set(others).subtracting(named).sorted()).compactMap { scheme in
            (levelKeys[scheme][keys[0]] ?? levelKeys[scheme][keys[1]]).map { (scheme, $0) }
        }
    }

    private mutating func reportUnknown(_ level: String, of owner: String, _ reference: LevelReference) {
        let look = LevelKey.look(level)
        let twin = schemePlaces[owner].flatMap { levelLooks[$0][look] } ?? spellingsByParty[owner]?.looks[look]
        if let twin {
            let message = "`\(level)` looks like `\(twin)`, but has letters of another alphabet"
            report("look-alike", reference.span, message, help: "write `\(owner) \(twin)`")
            return
        }
        let named = schemePlaces[owner].map { [$0] } ?? []
        let places = named + (schemesByParty[owner] ?? []).filter { !named.contains($0) }
        let levels = places.lazy.flatMap { [schemes = set.schemes] in schemes[$0].levels }
        let names = levels.flatMap { [$0.name] + $0.spellings }
        let help =
            findings.suggestion(for: level, in: names).map { "did you mean `\(owner) \($0)`?" }
            ?? (names.isEmpty
                ? "declare `scheme \(owner) of \(owner)`"
                : "its levels are: " + names.prefix(50).joined(separator: ", "))
        report("unknown-level", reference.span, "`\(owner)` has no level `\(level)`", help: help)
    }
}
