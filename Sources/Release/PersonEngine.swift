public import Agreements
public import JSON
public import Labels

/// May this person see this item? (R08, R09, R13); the same tables, grounds and strictness as for parties.
public struct PersonQuestion: Sendable {
    /// A level up to which a person is cleared in one scheme.
    public struct Clearance: Sendable, Hashable {
        /// The level, by number.
        public var level: Int
        /// The last day on which it holds.
        public var until: Day

        /// A clearance.
        /// - Parameters:
        ///   - level: the level, by number.
        ///   - until: the last day on which it holds.
        public init(level: Int, until: Day = .last) { (self.level, self.until) = (level, until) }
    }

    /// What the item's markings mean.
    public var marking: PreparedMarking
    /// The item's identifier.
    public var item: String
    /// The party whose information or holding it is, by number.
    public var holder: Int
    /// The person's nationality, as a party's number; -1 if it is not declared.
    public var nationality: Int
    /// The levels up to which the person is cleared.
    public var clearances: [Clearance]
    /// The day of the briefing on the duties; nil for none.
    public var briefed: Day?
    /// Items or subjects that the person's duty needs.
    public var needs: [String]
    /// The cells that the person is in, by the identifier of the exercise.
    public var seats: [String: Set<String>]
    /// What the person wants it for.
    public var purpose: String?
    /// Whether the person is on the list of the facility that holds the item.
    public var isRegistered: Bool
}

/// Decides what a person may see.
public enum PersonEngine {
    /// The answer with its grounds.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - tables: the agreements and schemes of the day.
    /// - Returns: release or refuse.
    public static func decide(_ question: PersonQuestion, _ tables: AgreementTables) -> Decision {
        var grounds: [Ground] = []
        func note(
            _ code: GroundCode,
            _ isMet: Bool,
            level: Int = -1,
            other: Int = -1,
            party: Int = -1,
            value: String? = nil,
            day: Day? = nil
        ) {
            grounds.append(
                Ground(
                    code: code,
                    verdict: isMet ? .permits : .refuses,
                    agreement: -1,
                    article: -1,
                    level: Int32(level),
                    other: Int32(other),
                    party: Int32(party),
                    value: value,
                    day: day?.number ?? .min
                )
            )
        }
        let marking = question.marking
        for problem in marking.problems { note(problem.code, false, value: problem.value) }
        if question.nationality < 0 { note(.partyUnknown, false) }
        let isMarked = marking.tlp != nil || !marking.levels.isEmpty || !marking.unclassified.isEmpty
        if !isMarked, marking.problems.isEmpty { note(.markingAbsent, false) }
        if marking.problems.isEmpty { note(.markingsKnown, true) }
        for level in marking.levels {
            judge(level, question, tables) { code, isMet, level, other, day in
                note(code, isMet, level: level, other: other, day: day)
            }
        }
        for audience in marking.audiences {
            let isOn = audience.parties.contains(question.nationality)
            note(
                isOn ? .nationalityOnList : .nationalityNotOnList,
                isOn,
                party: question.nationality,
                value: audience.value
            )
        }
        // Who plays learns nothing of what is still to be played, whatever the clearance.
        for exercise in marking.exercises {
            guard let isMet = isIn(exercise, question.seats) else { continue }
            note(isMet ? .inCell : .notInCell, isMet, value: MarkingFloor.text(of: exercise))
        }
        // What a marking forbids to be shown is shown to nobody whom the rule may cover.
        for rule in marking.rules.flatMap(\.privileges)
        where rule.effect == .deny && RuleRecipient.wholeActions.contains(rule.action.uppercased()) {
            if case .outside = RuleRecipient(person: question.nationality, tables).cover(of: rule) { continue }
            note(.privilegeDenied, false, party: question.nationality, value: rule.text)
        }
        // TLP:RED is for the persons that are named; the other levels stay within the organisation or its community.
        if let level = marking.tlp {
            let isNamed = question.needs.contains(question.item)
            let isOpen = level < .red || isNamed
            note(isOpen ? .tlpOpen : .tlpClosed, isOpen, party: question.nationality, value: level.label)
        }
        for caveat in marking.caveats { note(.caveatNotKept, false, value: caveat) }
        if marking.isPurposeBound {
            let isMet = question.purpose.map(marking.purposes.contains) ?? false
            note(isMet ? .purposeMet : .purposeDiffers, isMet, value: isMet ? question.purpose : marking.purposesText)
        }
        // No access by rank, post or clearance alone: what is classified needs a duty, a briefing and the list.
        if !marking.levels.isEmpty {
            let need = question.needs.first { $0 == question.item || marking.subjects.contains($0.lowercased()) }
            note(need == nil ? .noNeedToKnow : .needToKnow, need != nil, value: need)
            if let briefed = question.briefed, briefed <= tables.day {
                note(.briefed, true, day: briefed)
            } else {
                note(.notBriefed, false)
            }
            if !question.isRegistered { note(.notRegistered, false) }
        }
        let isRefused = grounds.contains { $0.verdict != .permits }
        return Decision(outcome: isRefused ? .refuse : .release, grounds: grounds, agreement: nil, equivalents: [])
    }

    /// A clearance of the level's own scheme that is high enough, or one that answers it under an agreement with the
    /// person's own state.
    private static func judge(
        _ level: Int,
        _ question: PersonQuestion,
        _ tables: AgreementTables,
        _ note: (GroundCode, Bool, Int, Int, Day?) -> Void
    ) {
        var candidates = [level]
        let owner = tables.levels[level].party
        if owner >= 0, question.nationality >= 0 {
            for number in tables.basisNumbers(from: owner, to: question.nationality) {
                if case .levels(let answers, _) = tables.basis(number).answers[level] { candidates += answers }
            }
        }
        var best: (code: GroundCode, clearance: PersonQuestion.Clearance)?
        for clearance in question.clearances where tables.levels.indices.contains(clearance.level) {
            let held = tables.levels[clearance.level]
            for candidate in candidates where tables.levels[candidate].scheme == held.scheme {
                let isEnough = held.rank >= tables.levels[candidate].rank
                let code: GroundCode =
                    !isEnough ? .clearanceTooLow : clearance.until < tables.day ? .clearanceOver : .clearanceHeld
                if best == nil || code == .clearanceHeld || best?.code == .clearanceTooLow {
                    best = (code, clearance)
                }
                if code == .clearanceHeld {
                    note(.clearanceHeld, true, level, clearance.level, nil)
                    return
                }
            }
        }
        if let best {
            note(best.code, false, level, best.clearance.level, best.clearance.until)
        } else {
            note(.clearanceMissing, false, level, -1, nil)
        }
    }
}

extension PersonQuestion {
    /// Reads a question about a person.
    /// - Parameters:
    ///   - person: `nationality`, `clearances` (levels, or objects with `level` and `until`), `until` (the last day of
    ///     all clearances), `briefed`, `needs`, `exercises` (objects with `exercise` and `cell`), and `registered`
    ///     (true without it).
    ///   - question: the item, read as for a party.
    ///   - tables: the agreements and schemes of the day.
    /// - Throws: `QuestionReader.Fault` if a member has another form.
    public init(_ person: JSONValue, about question: ReleaseQuestion, _ tables: AgreementTables)
        throws(QuestionReader.Fault)
    {
        (marking, item, holder) = (question.marking, question.item, question.from)
        purpose = question.purpose
        guard let state = person["nationality"]?.string else {
            throw QuestionReader.Fault("a person needs a `nationality`")
        }
        nationality = tables.party(state) ?? -1
        clearances = []
        for name in ["clearances", "needs"] where person[name].map({ $0.kind != .array }) ?? false {
            throw QuestionReader.Fault("`\(name)` of a person is no list")
        }
        var last = Day.last
        if let text = person["until"] {
            guard let day = text.string.flatMap({ Day($0) }) else {
                throw QuestionReader.Fault("`until` of a person is no day")
            }
            last = day
        }
        for value in person["clearances"].map({ Array($0.elements) }) ?? [] {
            guard let text = value.string ?? value["level"]?.string else {
                throw QuestionReader.Fault("a clearance is a level, or an object with `level` and `until`")
            }
            let label = tables.label(text)
            guard let level = tables.scheme(label.policy).flatMap({ tables.level(label.classification, in: $0) })
            else {
                throw QuestionReader.Fault("the clearance `\(text)` is no declared level")
            }
            var until = last
            if let text = value["until"] {
                guard let day = text.string.flatMap({ Day($0) }) else {
                    throw QuestionReader.Fault("`until` of a clearance is no day")
                }
                until = min(day, last)
            }
            clearances.append(Clearance(level: level, until: until))
        }
        briefed = nil
        if let text = person["briefed"] {
            guard let day = text.string.flatMap({ Day($0) }) else {
                throw QuestionReader.Fault("`briefed` is no day")
            }
            briefed = day
        }
        needs = person["needs"]?.elements.compactMap(\.string) ?? []
        guard let seats = ExerciseFeed.seats(person) else {
            throw QuestionReader.Fault("`exercises` of a person is a list of objects with `exercise` and `cell`")
        }
        self.seats = seats
        isRegistered = person["registered"]?.bool ?? true
    }
}
