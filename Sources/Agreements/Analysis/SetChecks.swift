internal import Labels

/// What is doubtful in a set as a whole; exact, nothing is sampled.
struct SetChecks {
    private let set: AgreementSet
    private let builder: TableBuilder
    private var findings = Findings()
    /// How much may still be gone through; below 0 the set is refused as too large.
    private var steps: Int
    /// What answers a level under any agreement that was ever in force, with the agreement.
    private var answers: [[(answer: Int, agreement: Int)]]

    private init(_ set: AgreementSet, most: Int) {
        self.set = set
        steps = most
        builder = TableBuilder(set)
        answers = Array(repeating: [], count: builder.levels.count)
    }

    /// The findings about a set, in no particular order.
    ///
    /// A check that is not done would let a fault through, so a set whose checks take more steps than they may is refused.
    /// - Parameters:
    ///   - set: the set.
    ///   - most: how many steps they may take.
    /// - Returns: what was found.
    static func findings(of set: AgreementSet, most: Int) -> Findings {
        var checks = SetChecks(set, most: most)
        for place in set.agreements.indices where checks.steps > 0 { checks.check(place) }
        checks.checkOverlaps()
        checks.checkLaundering()
        if checks.steps <= 0, let span = set.agreements.last?.span {
            let help = "divide it, or leave out what the node does not need"
            let message = "the set is too large for the checks of a whole set"
            checks.findings.add(Diagnostic("set-too-large", .error, span, message, help: help))
        }
        return checks.findings
    }

    private mutating func warn(_ code: String, _ span: SourceSpan, _ message: String, help: String? = nil) {
        findings.add(Diagnostic(code, .warning, span, message, help: help))
    }

    /// Pays for going through so much.
    /// - Returns: whether it may be done.
    private mutating func spend(_ count: Int) -> Bool {
        steps -= min(count, steps)
        return steps > 0
    }

    private func number(_ name: LevelName?) -> Int? {
        guard let name, let scheme = builder.schemeNames[name.scheme.lowercased()] else { return nil }
        return builder.levelNames[scheme][LevelKey.of(name.level)]
    }

    private mutating func check(_ place: Int) {
        let agreement = set.agreements[place]
        var seenPeriods: [Agreement.Period] = []
        for period in agreement.periods where spend(seenPeriods.count + 1) {
            if seenPeriods.contains(where: {
                $0.state == period.state && $0.from <= period.until && period.from <= $0.until
            }),
                period.state == .inForce || period.state == .suspended
            {
                warn(
                    "periods-overlap",
                    period.span,
                    "this period overlaps another one of the same state",
                    help: "write one period for both"
                )
            }
            seenPeriods.append(period)
        }
        var highest: [Int: Int] = [:]
        for rule in agreement.rules {
            guard case .levels(let table) = rule.content, table.form == .rows, spend(1) else { continue }
            check(table, rule, agreement, place, &highest)
        }
        for rule in agreement.rules {
            let references: [LevelReference]
            switch rule.content {
            case .ceiling(let levels), .electronicCeiling(let levels): references = levels
            default: continue
            }
            for reference in references {
                guard let level = number(reference.name), let top = highest[builder.levels[level].scheme],
                    builder.levels[level].rank > top
                else { continue }
                warn(
                    "ceiling-above-table",
                    reference.span,
                    "no level as high as `\(reference.text)` has an answer in the table of `\(agreement.name)`",
                    help: "lower the ceiling, or add the row"
                )
            }
        }
    }

    /// Days on which the rows of a table change.
    private func days(of table: EquivalenceTable) -> [Day] {
        var days: Set<Day> = [.last]
        for row in table.rows {
            days.insert(row.from)
            if row.until != .last { days.insert(row.until) }
        }
        return days.sorted()
    }

    private mutating func check(
        _ table: EquivalenceTable,
        _ rule: Rule,
        _ agreement: Agreement,
        _ place: Int,
        _ highest: inout [Int: Int]
    ) {
        let used = Set(table.rows.flatMap { row in row.groups.flatMap { $0.compactMap { number($0.name) } } })
        let parties = Set(used.map { builder.levels[$0].party }).filter { $0 >= 0 }.sorted()
        let schemes = Set(used.map { builder.levels[$0].scheme })
        let wasInForce = !agreement.isDraft && agreement.periods.contains { $0.state == .inForce }
        let size = table.rows.reduce(1) { $0 + 1 + $1.groups.reduce(0) { $0 + $1.count } }
        var reported: Set<Int> = []
        for day in days(of: table) {
            for to in agreement.parties.compactMap({ builder.partyNames[$0] }) + parties {
                guard spend(builder.levels.count + parties.count * size) else { return }
                var answers = Array(repeating: AgreementTables.Answer.noRow, count: builder.levels.count)
                for from in parties where from != to {
                    builder.answer(table, 0, from: from, to: to, on: day, &answers)
                }
                for (level, answer) in answers.enumerated() {
                    guard case .levels(let found, _) = answer, let first = found.first else { continue }
                    for either in [level, first] {
                        let entry = builder.levels[either]
                        highest[entry.scheme] = max(highest[entry.scheme] ?? 0, entry.rank)
                    }
                    guard spend(self.answers[level].count + builder.levels.count) else { return }
                    if wasInForce, !self.answers[level].contains(where: { $0.answer == first }) {
                        self.answers[level].append((first, place))
                    }
                    checkMonotone(level, first, answers, table, rule, &reported)
                }
            }
        }
        checkRows(table, rule, agreement, used, schemes)
    }

    /// A higher level must not be answered by a lower one.
    private mutating func checkMonotone(
        _ level: Int,
        _ answer: Int,
        _ answers: [AgreementTables.Answer],
        _ table: EquivalenceTable,
        _ rule: Rule,
        _ reported: inout Set<Int>
    ) {
        for (other, second) in answers.enumerated() {
            guard case .levels(let found, _) = second, let first = found.first,
                builder.levels[other].scheme == builder.levels[level].scheme,
                builder.levels[first].scheme == builder.levels[answer].scheme,
                builder.levels[level].rank > builder.levels[other].rank,
                builder.levels[answer].rank < builder.levels[first].rank, reported.insert(level).inserted
            else { continue }
            let name = builder.levels[level].name
            let row = table.rows.first { $0.groups.contains { $0.contains { $0.name == name } } }
            findings.add(
                Diagnostic(
                    "table-not-monotone",
                    .error,
                    row?.span ?? rule.span,
                    "`\(name.description)` is above `\(builder.levels[other].name.description)`, but is answered by "
                        + "`\(builder.levels[answer].name.level)`, which is below `\(builder.levels[first].name.level)`",
                    help: "turn the answers round"
                )
            )
        }
    }

    /// Every level of a scheme that a table speaks of has a row, or an explicit `none`.
    private mutating func checkRows(
        _ table: EquivalenceTable,
        _ rule: Rule,
        _ agreement: Agreement,
        _ used: Set<Int>,
        _ schemes: Set<Int>
    ) {
        // One way, only the giver's levels need an answer.
        var giver: String?
        if case .oneWay(let from, _) = table.direction { giver = from }
        for scheme in schemes.sorted() where giver == nil || set.schemes[scheme].party == giver {
            for (step, level) in set.schemes[scheme].levels.enumerated() where level.until == .last {
                let number = builder.schemeStarts[scheme] + step
                guard !used.contains(number) else { continue }
                // A row that gives the whole party a gap answers for its levels as well.
                let party = set.schemes[scheme].party
                guard spend(table.rows.count), !table.rows.contains(where: { $0.gaps[party] != nil }) else {
                    continue
                }
                warn(
                    "level-without-row",
                    rule.span,
                    "`\(set.schemes[scheme].name) \(level.name)` has no row in this table of `\(agreement.name)`",
                    help: "write `\(set.schemes[scheme].name) \(level.name) = none`, or its answer"
                )
            }
        }
    }

    /// Two agreements about the same between the same parties should not be in force together.
    private mutating func checkOverlaps() {
        struct Sides: Hashable {
            var parties: Set<String>
            var isWithMembers: Bool
        }
        let counted = set.agreements.filter { $0.kind == .informationSecurity && !$0.isDraft }
        var seen: [Sides: [Agreement]] = [:]
        for other in counted {
            let sides = Sides(parties: Set(other.parties), isWithMembers: other.isWithMembers)
            defer { seen[sides, default: []].append(other) }
            for one in seen[sides] ?? [] {
                // Doubts alone come from here, and who has a thousand of them has enough.
                guard !findings.isCut, spend(1 + other.periods.count * one.periods.count) else { return }
                for period in other.periods where period.state == .inForce {
                    let isBoth = one.periods.contains {
                        $0.state == .inForce && $0.from <= period.until && period.from <= $0.until
                    }
                    guard isBoth else { continue }
                    warn(
                        "periods-overlap",
                        period.span,
                        "`\(other.name)` and `\(one.name)` are in force between the same parties at the same time",
                        help: "end one of them with `in force from DAY until DAY`"
                    )
                }
            }
        }
    }

    /// A chain of releases, each lawful by its own table, that ends with a lower level than it began with.
    private mutating func checkLaundering() {
        var reported: Set<String> = []
        for start in builder.levels.indices {
            var came: [Int: (from: Int, agreement: Int)] = [:]
            var queue = [start]
            var place = 0
            while place < queue.count {
                let level = queue[place]
                place += 1
                guard spend(1 + answers[level].count) else { return }
                for step in answers[level] where step.answer != start && came[step.answer] == nil {
                    came[step.answer] = (level, step.agreement)
                    queue.append(step.answer)
                }
            }
            let direct = answers[start].map(\.answer)
            for end in queue.dropFirst() {
                guard !findings.isCut, spend(1 + direct.count) else { return }
                let isLower =
                    builder.levels[end].scheme == builder.levels[start].scheme
                    && builder.levels[end].rank < builder.levels[start].rank
                    || direct.contains {
                        builder.levels[$0].scheme == builder.levels[end].scheme
                            && builder.levels[end].rank < builder.levels[$0].rank
                    }
                guard isLower, !direct.contains(end) else { continue }
                var chain = [builder.levels[end].name.description]
                var agreements: [Int] = []
                var level = end
                while let step = came[level] {
                    chain.append(builder.levels[step.from].name.description)
                    agreements.append(step.agreement)
                    level = step.from
                }
                guard let last = agreements.first else { continue }
                let text = chain.reversed().joined(separator: " = ")
                guard
                    reported.insert("\(builder.levels[start].name.description) \(builder.levels[end].scheme)")
                        .inserted
                else { continue }
                let names = agreements.reversed().map { "`\(set.agreements[$0].name)`" }.joined(separator: ", ")
                warn(
                    "laundering",
                    set.agreements[last].span,
                    "a chain through \(names) ends lower than it began: \(text)",
                    help: "no table is chained in decisions; agree what answers the level directly"
                )
            }
        }
    }
}
