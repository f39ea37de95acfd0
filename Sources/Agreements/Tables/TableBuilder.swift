public import Labels

extension AgreementTables {
    /// Lays a set out as of a day.
    /// - Parameters:
    ///   - set: the set.
    ///   - day: the day in a time zone (IANA), or in UTC for nil; the days of an agreement and of a party are
    ///     those of its zone.
    public convenience init(_ set: AgreementSet, day: (_ zone: String?) -> Day) {
        var builder = TableBuilder(set)
        for place in set.agreements.indices {
            builder.add(place, on: day(set.agreements[place].zone))
        }
        self.init(
            set: set,
            day: day(nil),
            partyDays: set.parties.map { day($0.zone) },
            levels: builder.levels,
            schemeStarts: builder.schemeStarts,
            relays: builder.relays,
            standings: builder.standings,
            bases: builder.bases,
            pairs: builder.pairs,
            dormant: builder.dormant,
            partyNames: builder.partyNames,
            schemeNames: builder.schemeNames,
            levelNames: builder.levelNames
        )
    }

    /// Lays a set out as of a day that is the same in every zone.
    /// - Parameters:
    ///   - set: the set.
    ///   - day: the day.
    public convenience init(_ set: AgreementSet, on day: Day) { self.init(set) { _ in day } }
}

/// Turns names into numbers and agreements into tables for each pair of parties.
struct TableBuilder {
    private let set: AgreementSet
    private(set) var levels: [AgreementTables.Level] = []
    private(set) var schemeStarts: [Int] = []
    private(set) var relays: [AgreementTables.Relay] = []
    private(set) var standings: [Int: AgreementTables.Standing] = [:]
    private(set) var bases: [AgreementTables.Basis] = []
    private(set) var pairs: [[Int32]]
    private(set) var dormant: [[AgreementTables.Dormant]]
    private(set) var partyNames: [String: Int] = [:]
    private(set) var schemeNames: [String: Int] = [:]
    private(set) var levelNames: [[String: Int]] = []
    private var numbers: [LevelName: Int] = [:]
    private var additions: [Int] = []

    init(_ set: AgreementSet) {
        self.set = set
        let count = set.parties.count
        pairs = Array(repeating: [], count: count * count)
        dormant = Array(repeating: [], count: count * count)
        for (place, party) in set.parties.enumerated() {
            for name in [party.name, party.name.lowercased()] + party.codes.map({ $0.lowercased() })
                + party.identities
            where partyNames[name] == nil {
                partyNames[name] = place
            }
        }
        for (place, scheme) in set.schemes.enumerated() {
            schemeNames[scheme.name.lowercased()] = schemeNames[scheme.name.lowercased()] ?? place
            schemeStarts.append(levels.count)
            var names: [String: Int] = [:]
            for (step, level) in scheme.levels.enumerated() {
                let name = LevelName(scheme: scheme.name, level: level.name)
                for spelling in [level.name] + level.spellings where names[LevelKey.of(spelling)] == nil {
                    names[LevelKey.of(spelling)] = levels.count
                }
                numbers[name] = numbers[name] ?? levels.count
                levels.append(
                    AgreementTables.Level(
                        scheme: place,
                        rank: scheme.levels.count - 1 - step,
                        party: partyNames[scheme.party] ?? -1,
                        name: name
                    )
                )
            }
            levelNames.append(names)
        }
        additions = set.agreements.indices.filter { set.agreements[$0].kind == .additions }
    }

    mutating func add(_ place: Int, on day: Day) {
        let agreement = set.agreements[place]
        guard agreement.kind != .additions else { return }
        let parties = agreement.parties.compactMap { partyNames[$0] }
        var ordered: [(Int, Int)] = []
        if agreement.isWithMembers, let centre = parties.first {
            for name in set.parties[centre].members {
                if let member = partyNames[name] { ordered += [(centre, member), (member, centre)] }
            }
        } else {
            for from in parties { for to in parties where to != from { ordered.append((from, to)) } }
        }
        let state = agreement.isDraft ? .draft : agreement.state(on: day).state
        if state == .inForce { addStandings(place, ordered) }
        let lets = agreement.kind == .informationSecurity || agreement.kind == .internalRules
        guard state == .inForce, lets || agreement.kind == .relay else {
            for (from, to) in ordered {
                dormant[from * set.parties.count + to].append(AgreementTables.Dormant(agreement: place, state: state))
            }
            return
        }
        for (rule, content) in agreement.rules.map(\.content).enumerated() {
            if case .relay(let from, let to, let through) = content, let from = partyNames[from],
                let to = partyNames[to], let through = partyNames[through]
            {
                relays.append(
                    AgreementTables.Relay(agreement: place, rule: rule, from: from, to: to, through: through)
                )
            }
        }
        guard lets else { return }
        for (from, to) in ordered {
            pairs[from * set.parties.count + to].append(Int32(bases.count))
            bases.append(basis(place, from: from, to: to, on: day))
        }
    }

    /// What an agreement in force says about its recipients whatever a level says, and whatever kind it is of.
    private mutating func addStandings(_ place: Int, _ ordered: [(Int, Int)]) {
        for (number, rule) in set.agreements[place].rules.enumerated() {
            let statement = AgreementTables.Statement(agreement: place, rule: number)
            for (from, to) in ordered {
                let pair = from * set.parties.count + to
                switch rule.content {
                case .groups(let party, let groups) where partyNames[party] == to:
                    for group in groups {
                        standings[pair, default: AgreementTables.Standing()].groups[group.uppercased()] = statement
                    }
                case .keepsCaveat(let caveat):
                    standings[pair, default: AgreementTables.Standing()].kept[caveat.uppercased()] = statement
                case .clause(let clause, _) where AgreementTables.Standing.clauses.contains(clause):
                    let known = standings[pair]?.said[clause]
                    standings[pair, default: AgreementTables.Standing()].said[clause] = known ?? statement
                default: break
                }
            }
        }
    }

    private func basis(_ place: Int, from: Int, to: Int, on day: Day) -> AgreementTables.Basis {
        let agreement = set.agreements[place]
        var answers = Array(repeating: AgreementTables.Answer.noRow, count: levels.count)
        var ceilings = [AgreementTables.Bound?](repeating: nil, count: set.schemes.count)
        var electronic = ceilings
        var twoOfficers = ceilings
        var courierOnly = -1
        var isCourierOnly = false
        var coversAll = false
        var addedSubjects: [[String]] = []
        var clauses: UInt64 = 0
        var clauseRules = [Int](repeating: -1, count: Clause.allCases.count)
        var subjects: [String] = []
        var subjectsRule = -1
        var kept: [String: Int] = [:]
        var needsOfficer = false
        func lower(
            _ bounds: inout [AgreementTables.Bound?],
            _ references: [LevelReference],
            _ owner: Int,
            _ rule: Int,
            by step: Int
        ) {
            for reference in references {
                guard let number = reference.name.flatMap({ numbers[$0] }) else { continue }
                let (scheme, rank) = (levels[number].scheme, levels[number].rank - step)
                if bounds[scheme].map({ rank < $0.rank }) ?? true {
                    bounds[scheme] = AgreementTables.Bound(rank: rank, agreement: owner, rule: rule)
                }
            }
        }
        let own = additions.filter {
            let extra = set.agreements[$0]
            let holds = extra.periods.isEmpty || extra.state(on: day).state == .inForce
            return holds && !extra.isDraft && extra.parties.first == set.parties[from].name
                && (extra.related.isEmpty || extra.related.contains(agreement.name))
        }
        for owner in [place] + own {
            for (number, rule) in set.agreements[owner].rules.enumerated() {
                switch rule.content {
                case .levels(let table):
                    if owner == place { answer(table, number, from: from, to: to, on: day, &answers) }
                case .ceiling(let references): lower(&ceilings, references, owner, number, by: 0)
                case .electronicCeiling(let references): lower(&electronic, references, owner, number, by: 0)
                case .never(let references): lower(&ceilings, references, owner, number, by: 1)
                case .twoOfficers(let references): lower(&twoOfficers, references, owner, number, by: 0)
                case .courierOnly:
                    isCourierOnly = true
                    if courierOnly < 0, owner == place { courierOnly = number }
                case .subjects(let names):
                    guard owner == place else {
                        if !names.isEmpty { addedSubjects.append(names.map { $0.lowercased() }) }
                        continue
                    }
                    if names.isEmpty { coversAll = true }
                    subjects += names.map { $0.lowercased() }
                    if subjectsRule < 0 { subjectsRule = number }
                case .keepsCaveat(let caveat): if owner == place { kept[caveat.uppercased()] = number }
                case .clause(let clause, _):
                    if clause == .officerDecides { needsOfficer = true }
                    guard let bit = Clause.allCases.firstIndex(of: clause) else { continue }
                    clauses |= 1 << UInt64(bit)
                    if clauseRules[bit] < 0, owner == place { clauseRules[bit] = number }
                case .relay, .groups, .provides: continue
                }
            }
        }
        return AgreementTables.Basis(
            agreement: place,
            day: day,
            answers: answers,
            ceilings: ceilings,
            electronicCeilings: electronic,
            twoOfficers: twoOfficers,
            isCourierOnly: isCourierOnly,
            courierOnly: courierOnly,
            clauses: clauses,
            clauseRules: clauseRules,
            subjects: coversAll ? [] : subjects,
            addedSubjects: addedSubjects,
            subjectsRule: subjectsRule,
            keptCaveats: kept,
            needsOfficer: needsOfficer
        )
    }

    /// Writes what a table answers for each level of the sender's, in one direction.
    func answer(
        _ table: EquivalenceTable,
        _ rule: Int,
        from: Int,
        to: Int,
        on day: Day,
        _ answers: inout [AgreementTables.Answer]
    ) {
        if case .oneWay(let sender, let receiver) = table.direction,
            sender != set.parties[from].name || receiver != set.parties[to].name
        {
            return
        }
        switch table.form {
        case .unknown:
            // Of a third party's levels it says nothing: what that party agreed with the recipient holds.
            for level in levels.indices where answers[level] == .noRow && levels[level].party == from {
                answers[level] = .unknown(rule: rule)
            }
        case .original:
            for level in levels.indices where answers[level] == .noRow {
                answers[level] = .levels([level], rule: rule)
            }
        case .rows:
            for row in table.rows where row.from <= day && day <= row.until {
                let groups = row.groups.map { $0.compactMap { reference in reference.name.flatMap { numbers[$0] } } }
                let target = groups.first { $0.first.map { levels[$0].party == to } ?? false }
                for group in groups where group.first.map({ levels[$0].party != to }) ?? false {
                    for level in group where answers[level] == .noRow {
                        if let target {
                            answers[level] = .levels(target, rule: rule)
                        } else if let gap = row.gaps[set.parties[to].name] ?? row.rest {
                            answers[level] = gap == .none ? .none(rule: rule) : .unknown(rule: rule)
                        }
                    }
                }
            }
        }
    }
}
