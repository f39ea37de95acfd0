internal import Agreements
internal import Labels

extension Judge {
    /// Legal basis, ceiling, equivalence and the conditions of the agreement (R01, R04, R07, R10, R12, R21, R22).
    mutating func judgeBasis() {
        let shared = question.shared
        guard !shared.marking.levels.isEmpty else {
            if shared.marking.problems.isEmpty { permit(.notClassified) }
            // A caveat without a classified level is kept by nobody's undertaking.
            for caveat in shared.marking.caveats { refuse(.caveatNotKept, value: caveat) }
            judgePurpose()
            judgeContractor(nil)
            return
        }
        if returnsToOriginator {
            permit(.returnsToOriginator, party: question.to)
            equivalents = shared.marking.levels
            // The party's own secrets go back to it, but not to a firm that it has not cleared.
            if case .contractor(let isCleared) = question.recipient {
                note(isCleared ? .contractorCleared : .contractorNotCleared, isCleared ? .permits : .refuses)
            }
            return
        }
        guard question.from >= 0, question.to >= 0 else { return }
        let numbers = tables.basisNumbers(from: question.from, to: question.to)
        guard let first = numbers.first else {
            judgeNoBasis()
            return
        }
        var best = first
        if numbers.count > 1 {
            // Each agreement alone is a basis: the one that gives most is taken, the first one of equals.
            var least = (Ground.Verdict.refuses.rawValue, Int.max)
            for number in numbers {
                var trial = Judge<GroundCounter>(question, tables, GroundCounter())
                trial.judge(tables.basis(number))
                // National additions may leave one of them to an officer.
                if case .instruction = question.maker, tables.basis(number).needsOfficer {
                    trial.refer(.officerNeeded)
                }
                let result = (trial.verdict.rawValue, trial.recorder.count)
                if number == first || result < least { (best, least) = (number, result) }
            }
        }
        let basis = tables.basis(best)
        chosen = basis.agreement
        judge(basis)
        if verdict == .refuses { chosen = nil }
    }

    /// Whether the recipient gets back what is its own and nobody else's.
    private var returnsToOriginator: Bool {
        let isOwn = question.shared.marking.levels.allSatisfy { tables.levels[$0].party == question.to }
        return isOwn && question.shared.marking.origins.allSatisfy { $0 == question.to }
            && question.origins.allSatisfy { $0 == question.to } && question.to >= 0
    }

    private mutating func judgeNoBasis() {
        for caveat in question.shared.marking.caveats { refuse(.caveatNotKept, value: caveat) }
        var isNamed = false
        let all = tables.dormant(from: question.from, to: question.to)
            .filter { tables.set.agreements[$0.agreement].kind == .informationSecurity }
        // A draft is named only where there is nothing else.
        let agreed = all.filter { $0.state != .draft }
        for dormant in agreed.isEmpty ? all : agreed {
            isNamed = true
            note(
                .agreementNotInForce,
                .refuses,
                agreement: dormant.agreement,
                party: question.to,
                value: dormant.state.rawValue
            )
        }
        if !isNamed { refuse(.noAgreement, party: question.to) }
    }

    /// One agreement in force, with all its conditions.
    mutating func judge(_ basis: AgreementTables.Basis) {
        let agreement = basis.agreement
        day = basis.day
        note(.agreementInForce, .permits, agreement: agreement, party: question.to)
        if basis.has(ClausePlace.articlesNotRead) {
            let rule = basis.clauseRules[ClausePlace.articlesNotRead]
            note(.articlesNotRead, .refers, agreement: agreement, article: rule)
        }
        judgeSubject(basis)
        for level in question.shared.marking.levels {
            let answer = equivalence(of: level, basis)
            judgeCeilings(level, answer, basis)
        }
        for caveat in question.shared.marking.caveats {
            if let rule = basis.keptCaveats[caveat] {
                note(
                    .caveatKept,
                    .permits,
                    agreement: agreement,
                    article: rule,
                    value: caveat
                )
            } else {
                refuse(.caveatNotKept, value: caveat)
            }
        }
        judgeConditions(basis)
    }

    /// Each label's own subject must be covered: one does not speak for another one.
    private mutating func judgeSubject(_ basis: AgreementTables.Basis) {
        if !basis.subjects.isEmpty {
            judge(basis.subjects, basis.subjectsText, article: basis.subjectsRule, basis)
        }
        for subjects in basis.addedSubjects {
            judge(subjects, subjects.joined(separator: ", "), article: -1, basis)
        }
    }

    private mutating func judge(_ subjects: [String], _ text: String, article: Int, _ basis: AgreementTables.Basis) {
        var (isMissing, isOther) = (false, false)
        for label in question.shared.marking.subjectsOfLabels {
            if label.isEmpty {
                isMissing = true
            } else if !label.contains(where: { AgreementTables.Basis.isCovered($0, by: subjects) }) {
                isOther = true
            }
        }
        let agreement = basis.agreement
        if isMissing { note(.subjectMissing, .refers, agreement: agreement, article: article, value: text) }
        if isOther { note(.subjectNotCovered, .refuses, agreement: agreement, article: article, value: text) }
        guard !isMissing, !isOther else { return }
        note(.subjectCovered, .permits, agreement: agreement, article: article, value: text)
    }

    /// The levels that answer one, with the ground; empty if none does.
    private mutating func equivalence(of level: Int, _ basis: AgreementTables.Basis) -> [Int] {
        let to = question.to
        switch basis.answers[level] {
        case .levels(let levels, let rule):
            note(
                .equivalent,
                .permits,
                agreement: basis.agreement,
                article: rule,
                level: level,
                other: levels.first ?? -1,
                party: to
            )
            equivalents.append(levels.first ?? -1)
            return levels
        case .none(let rule):
            note(
                .equivalenceNone,
                .refuses,
                agreement: basis.agreement,
                article: rule,
                level: level,
                other: answeredBelow(level, basis),
                party: to
            )
            return []
        case .unknown(let rule):
            note(.equivalenceUnknown, .refuses, agreement: basis.agreement, article: rule, level: level, party: to)
            return []
        case .noRow: break
        }
        // The level of a third party: what that party itself agreed with the recipient holds. Tables are not chained.
        let owner = tables.levels[level].party
        if owner >= 0, owner != question.from {
            if owner == question.to {
                note(
                    .equivalentByOriginator,
                    .permits,
                    agreement: basis.agreement,
                    article: -1,
                    level: level,
                    other: level,
                    party: to
                )
                equivalents.append(level)
                return [level]
            }
            for number in tables.basisNumbers(from: owner, to: question.to) {
                let direct = tables.basis(number)
                guard case .levels(let levels, let rule) = direct.answers[level] else { continue }
                note(
                    .equivalentByOriginator,
                    .permits,
                    agreement: direct.agreement,
                    article: rule,
                    level: level,
                    other: levels.first ?? -1,
                    party: to
                )
                equivalents.append(levels.first ?? -1)
                return levels
            }
            for consent in question.consents where consent.originator == owner && holds(consent) == nil {
                guard let other = consent.level, tables.levels.indices.contains(other),
                    tables.levels[other].party == question.to
                else { continue }
                note(
                    .equivalentByConsent,
                    .permits,
                    agreement: basis.agreement,
                    level: level,
                    other: other,
                    party: to,
                    value: consent.reference
                )
                equivalents.append(other)
                return [other]
            }
        }
        note(.equivalenceMissing, .refuses, agreement: basis.agreement, article: -1, level: level, party: to)
        return []
    }

    /// The highest level of the same scheme below one that something answers; -1 if there is none.
    ///
    /// Lowering is an advice only where it would help: the lowest level of the EU has no equivalent in two of its
    /// member states, which protect it all the same.
    private func answeredBelow(_ level: Int, _ basis: AgreementTables.Basis) -> Int {
        for lower in tables.levels.indices[(level + 1)...] {
            guard tables.levels[lower].scheme == tables.levels[level].scheme else { break }
            if case .levels = basis.answers[lower] { return lower }
        }
        return -1
    }

    private mutating func judgeCeilings(_ level: Int, _ answers: [Int], _ basis: AgreementTables.Basis) {
        if basis.hasCeilings {
            judgeCeiling(level, answers, basis.ceilings, .ceilingMet, .ceilingExceeded, basis)
        }
        guard question.channel == .electronic else { return }
        if basis.isCourierOnly {
            note(
                .courierOnly,
                .refuses,
                agreement: basis.agreement,
                article: basis.courierOnly,
                level: level
            )
        }
        if basis.hasElectronicCeilings {
            judgeCeiling(
                level,
                answers,
                basis.electronicCeilings,
                .electronicCeilingMet,
                .electronicCeilingExceeded,
                basis
            )
        }
    }

    /// A ceiling speaks of levels of some scheme: of the item's own, or of the one that its equivalents belong to.
    private mutating func judgeCeiling(
        _ level: Int,
        _ answers: [Int],
        _ bounds: [AgreementTables.Bound?],
        _ met: GroundCode,
        _ exceeded: GroundCode,
        _ basis: AgreementTables.Basis
    ) {
        let reading = tables.reading(of: level, answers, against: bounds)
        let code: GroundCode =
            !reading.isCompared ? .ceilingNotComparable : reading.isExceeded ? exceeded : met
        let limit = reading.bound.map { tables.level(ofRank: $0.rank, inScheme: reading.scheme) } ?? -1
        note(
            code,
            reading.isCompared && !reading.isExceeded ? .permits : .refuses,
            agreement: reading.bound?.agreement ?? basis.agreement,
            article: reading.bound?.rule ?? -1,
            level: level,
            other: limit
        )
    }

    private mutating func judgeConditions(_ basis: AgreementTables.Basis) {
        let (agreement, to) = (basis.agreement, question.to)
        if basis.has(ClausePlace.priorAssurance) {
            let isGiven = question.assurances.contains(basis.agreement)
            let rule = basis.clauseRules[ClausePlace.priorAssurance]
            note(
                isGiven ? .assuranceGiven : .assuranceMissing,
                isGiven ? .permits : .refers,
                agreement: agreement,
                article: rule,
                party: to
            )
        }
        judgePurpose()
        let rule = basis.clauseRules[ClausePlace.review]
        if let review = question.shared.marking.review {
            let isPast = review < basis.day
            note(
                isPast ? .reviewPast : .reviewSet,
                isPast ? .refers : .permits,
                agreement: agreement,
                article: rule,
                day: review.number
            )
        }
        if question.shared.marking.lacksReview, basis.has(ClausePlace.review) {
            note(.reviewMissing, .refers, agreement: agreement, article: rule)
        }
        judgeContractor(basis)
    }

    /// A purpose that the item is bound to must be the one that it is wanted for (R07).
    private mutating func judgePurpose() {
        guard question.shared.marking.isPurposeBound else { return }
        guard let purpose = question.purpose else {
            refer(.purposeMissing, value: question.shared.marking.purposesText)
            return
        }
        if question.shared.marking.purposes.contains(purpose) {
            permit(.purposeMet, value: purpose)
        } else {
            refuse(.purposeDiffers, value: question.shared.marking.purposesText)
        }
    }

    private mutating func judgeContractor(_ basis: AgreementTables.Basis?) {
        guard case .contractor(let isCleared) = question.recipient else { return }
        guard let basis else {
            // What is not classified may go to a contractor as to the party itself.
            return
        }
        let rule = basis.clauseRules[ClausePlace.contractors]
        let code: GroundCode =
            !basis.has(ClausePlace.contractors)
            ? .contractorNotCovered : isCleared ? .contractorCleared : .contractorNotCleared
        let verdict: Ground.Verdict = code == .contractorCleared ? .permits : .refuses
        note(
            code,
            verdict,
            agreement: basis.agreement,
            article: rule,
            party: question.to
        )
    }
}

/// Where the clauses that the engine asks for stand among `Clause.allCases`.
enum ClausePlace {
    static let priorAssurance = place(.priorAssurance)
    static let articlesNotRead = place(.articlesNotRead)
    static let purpose = place(.purpose)
    static let review = place(.review)
    static let contractors = place(.contractors)

    static func place(_ clause: Clause) -> Int { Clause.allCases.firstIndex(of: clause) ?? 0 }
}
