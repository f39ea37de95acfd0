public import JSON
internal import Labels

/// Which party can get a level of an originator's, how, and under which articles; and which never.
public struct Reach: Sendable {
    /// One release of a chain.
    public struct Step: Sendable, Hashable {
        /// The sender's number.
        public var from: Int
        /// The recipient's number.
        public var to: Int
        /// The agreement's number.
        public var agreement: Int
        /// The articles that it stands on, as `NAME, article N`.
        public var articles: [String]
        /// The level that the recipient applies, by number.
        public var level: Int
        /// Whether it may go electronically; else by courier only.
        public var isElectronic: Bool
        /// Whether the originator must consent.
        public var needsConsent: Bool
    }

    /// Whether a party can get a level: "never", "not known here" and "not yet" are three answers.
    public enum Kind: String, Sendable, CaseIterable {
        /// The originator may give it.
        case direct
        /// Others may pass it on, each time with the originator's consent.
        case withConsent = "with-consent"
        /// An instrument is there and is not in force, nor has been ended or suspended.
        case notYet = "not-yet"
        /// What the instrument says of it is not known here.
        case unknown
        case never
    }

    /// What a party can get.
    public struct Entry: Sendable {
        /// The party's number.
        public var party: Int
        /// The chain with the fewest consents, the originator first; empty if the party never gets it.
        public var steps: [Step]
        /// Whether it can get it.
        public var kind: Kind
        /// Why it never gets it directly; empty if it does.
        public var reason: String
    }

    /// The originator's number.
    public let from: Int
    /// The level's number.
    public let level: Int
    /// Every other party, in the order of the set.
    public let entries: [Entry]
    /// The agreements of the day.
    public let tables: AgreementTables

    /// Finds out who can get a level.
    /// - Parameters:
    ///   - from: the originator's number.
    ///   - level: the level's number.
    ///   - tables: the agreements of the day.
    /// - Complexity: one look for each ordered pair of parties.
    public init(from: Int, level: Int, _ tables: AgreementTables) {
        (self.from, self.level, self.tables) = (from, level, tables)
        let count = tables.set.parties.count
        var chains: [[Step]?] = Array(repeating: nil, count: count)
        chains[from] = []
        var queue = [from]
        var place = 0
        while place < queue.count {
            let holder = queue[place]
            place += 1
            for to in 0..<count where chains[to] == nil {
                guard let step = Self.step(from: holder, to: to, originator: from, level, tables) else { continue }
                chains[to] = (chains[holder] ?? []) + [step]
                queue.append(to)
            }
        }
        entries = (0..<count).filter { $0 != from }.map { party in
            let steps = chains[party] ?? []
            if steps.count == 1 { return Entry(party: party, steps: steps, kind: .direct, reason: "") }
            let (kind, reason) = Self.reason(from: from, to: party, level, tables)
            return Entry(party: party, steps: steps, kind: steps.isEmpty ? kind : .withConsent, reason: reason)
        }
    }

    /// One lawful release of an originator's level, the most open one of all agreements between the two.
    static func step(
        from: Int,
        to: Int,
        originator: Int,
        _ level: Int,
        _ tables: AgreementTables
    ) -> Step? {
        var best: Step?
        for number in tables.basisNumbers(from: from, to: to) {
            let basis = tables.basis(number)
            guard let (answers, article) = answer(level, basis, originator: originator, from: from, to: to, tables)
            else {
                continue
            }
            var articles = [article]
            if basis.hasCeilings {
                let reading = tables.reading(of: level, answers, against: basis.ceilings)
                guard reading.isCompared, !reading.isExceeded else { continue }
                if let bound = reading.bound { articles.append(tables.place(bound.rule, of: bound.agreement)) }
            }
            var isElectronic = !basis.isCourierOnly
            if basis.hasElectronicCeilings {
                let reading = tables.reading(of: level, answers, against: basis.electronicCeilings)
                isElectronic = isElectronic && reading.isCompared && !reading.isExceeded
            }
            let step = Step(
                from: from,
                to: to,
                agreement: basis.agreement,
                articles: articles,
                level: answers.first ?? -1,
                isElectronic: isElectronic,
                needsConsent: from != originator && to != originator
            )
            if best == nil || isElectronic && best?.isElectronic == false { best = step }
        }
        return best
    }

    private static func answer(
        _ level: Int,
        _ basis: AgreementTables.Basis,
        originator: Int,
        from: Int,
        to: Int,
        _ tables: AgreementTables
    ) -> (levels: [Int], article: String)? {
        if case .levels(let found, let rule) = basis.answers[level] {
            return (found, tables.place(rule, of: basis.agreement))
        }
        guard basis.answers[level] == .noRow, from != originator else { return nil }
        for number in tables.basisNumbers(from: originator, to: to) {
            let direct = tables.basis(number)
            if case .levels(let found, let rule) = direct.answers[level] {
                return (found, tables.place(rule, of: direct.agreement))
            }
        }
        return nil
    }

    /// Why a party does not get it directly, and how final that is.
    private static func reason(from: Int, to: Int, _ level: Int, _ tables: AgreementTables) -> (Kind, String) {
        let numbers = tables.basisNumbers(from: from, to: to)
        guard let number = numbers.first else {
            let dormant = tables.dormant(from: from, to: to).filter {
                tables.set.agreements[$0.agreement].kind == .informationSecurity
            }
            guard let first = dormant.first(where: { $0.state != .draft }) ?? dormant.first else {
                return (.never, "no agreement")
            }
            let reason = "\(tables.set.agreements[first.agreement].name) is `\(first.state.rawValue)`"
            switch first.state {
            case .unknown: return (.unknown, reason)
            case .ended, .suspended: return (.never, reason)
            default: return (.notYet, reason)
            }
        }
        let basis = tables.basis(number)
        let name = tables.set.agreements[basis.agreement].name
        switch basis.answers[level] {
        case .none(let rule): return (.never, "no level answers it (\(tables.place(rule, of: basis.agreement)))")
        case .unknown(let rule):
            return (.unknown, "the table is not known here (\(tables.place(rule, of: basis.agreement)))")
        case .noRow: return (.never, "no row in \(name)")
        case .levels: return (.never, "above the ceiling of \(name)")
        }
    }

    /// The reach for machines.
    public var json: JSONTree {
        .members([
            "from": .string(name(from)), "level": tables.levels[level].name.json,
            "on": .string(tables.day.description),
            "parties": .array(entries.map(json)),
        ])
    }

    private func json(_ entry: Entry) -> JSONTree {
        .members([
            "party": .string(name(entry.party)), "reach": .string(entry.kind.rawValue),
            "reason": entry.reason.isEmpty ? nil : .string(entry.reason),
            "chain": entry.steps.isEmpty
                ? nil
                : .array(
                    entry.steps.map { step in
                        .members([
                            "from": .string(name(step.from)), "to": .string(name(step.to)),
                            "agreement": .string(tables.set.agreements[step.agreement].name),
                            "articles": .strings(step.articles), "level": tables.levels[step.level].name.json,
                            "channel": .string(step.isElectronic ? "electronic" : "courier"),
                            "consent_of": step.needsConsent ? .string(name(from)) : nil,
                        ])
                    }
                ),
        ])
    }

    /// The name of a party.
    func name(_ party: Int) -> String { tables.set.parties[party].name }
}

extension AgreementTables {
    /// A rule as `NAME, article N`.
    func place(_ rule: Int, of agreement: Int) -> String {
        let article = self.rule(rule, of: agreement)?.article ?? ""
        return article.isEmpty ? set.agreements[agreement].name : "\(set.agreements[agreement].name), \(article)"
    }
}
