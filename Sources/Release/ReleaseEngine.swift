public import Agreements
internal import Labels

/// Decides what may go to whom; a pure function, the only way to a partner's feed.
///
/// Grounds are built in a fixed order: parties and markings, legal basis, ceiling, equivalence, the agreement's
/// conditions, caveats, TLP, third party, purpose, who decides. The strictest answer wins; a rule that cannot be
/// judged refuses. Where several agreements are in force between two parties, the one that gives most is taken: each
/// of them alone is a legal basis.
public enum ReleaseEngine {
    /// The answer to a question with every rule that was tried.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - tables: the agreements of the day.
    /// - Returns: the decision.
    public static func decide(_ question: ReleaseQuestion, _ tables: AgreementTables) -> Decision {
        var judge = Judge(question, tables, GroundList())
        judge.run()
        return Decision(
            outcome: judge.outcome,
            grounds: judge.recorder.grounds,
            agreement: judge.chosen,
            equivalents: judge.equivalents
        )
    }

    /// The answer alone.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - tables: the agreements of the day.
    /// - Returns: the same outcome as `decide`.
    public static func outcome(_ question: ReleaseQuestion, _ tables: AgreementTables) -> Decision.Outcome {
        var judge = Judge(question, tables, NoGrounds())
        judge.run()
        return judge.outcome
    }
}

/// One run of the engine.
struct Judge<Recorder: GroundRecorder> {
    let question: ReleaseQuestion
    let tables: AgreementTables
    var recorder: Recorder
    var verdict = Ground.Verdict.permits
    var chosen: Int?
    /// The day in the zone of the agreement that grants; nil where none is between the two parties.
    var day: Day?
    var equivalents: [Int] = []

    init(_ question: ReleaseQuestion, _ tables: AgreementTables, _ recorder: Recorder) {
        (self.question, self.tables, self.recorder) = (question, tables, recorder)
    }

    var outcome: Decision.Outcome {
        switch verdict {
        case .permits: .release
        case .refers: .refer
        case .refuses: .refuse
        }
    }

    /// Notes a result; the strictest verdict wins.
    @inline(__always)
    mutating func note(
        _ code: GroundCode,
        _ verdict: Ground.Verdict,
        agreement: Int = -1,
        article: Int = -1,
        level: Int = -1,
        other: Int = -1,
        party: Int = -1,
        value: String? = nil,
        day: Int32 = .min
    ) {
        recorder.add(
            Ground(
                code: code,
                verdict: verdict,
                agreement: Int32(agreement),
                article: Int32(article),
                level: Int32(level),
                other: Int32(other),
                party: Int32(party),
                value: value,
                day: day
            )
        )
        if verdict.rawValue > self.verdict.rawValue { self.verdict = verdict }
    }

    @inline(__always)
    mutating func permit(_ code: GroundCode, party: Int = -1, value: String? = nil) {
        note(code, .permits, party: party, value: value)
    }

    @inline(__always)
    mutating func refuse(_ code: GroundCode, party: Int = -1, value: String? = nil) {
        note(code, .refuses, party: party, value: value)
    }

    @inline(__always)
    mutating func refer(_ code: GroundCode, party: Int = -1, value: String? = nil) {
        note(code, .refers, party: party, value: value)
    }

    mutating func run() {
        let shared = question.shared
        if question.from < 0 || question.to < 0 { refuse(.partyUnknown) }
        for problem in shared.marking.problems { refuse(problem.code, value: problem.value) }
        for name in question.unknownOrigins { refuse(.originUnknown, value: name) }
        for name in shared.marking.unknownOrigins { refuse(.originUnknown, value: name) }
        if shared.marking.problems.isEmpty { permit(.markingsKnown) }
        for words in shared.marking.statements { permit(.statementExplained, value: words) }
        for words in shared.marking.explained { permit(.markingExplained, value: words) }
        if question.isKnownMarking { permit(.markingTravels) }
        let isMarked =
            shared.marking.tlp != nil || !shared.marking.levels.isEmpty || !shared.marking.unclassified.isEmpty
        if !isMarked, shared.marking.problems.isEmpty, !question.isKnownMarking { refuse(.markingAbsent) }
        judgeBasis()
        judgeAudiences()
        judgeRules()
        judgeTLP()
        if question.isOwnEyes { refuse(.ownEyes) }
        judgeExercises()
        judgeEmbargo()
        if let recall = question.recall { refuse(.recalled, party: recall.originator, value: recall.reference) }
        judgeOrigins()
        judgeMaker()
        if verdict != .permits { equivalents = [] }
    }

    private mutating func judgeAudiences() {
        for audience in question.shared.marking.audiences {
            if audience.parties.contains(question.to) {
                permit(.onList, party: question.to, value: audience.value)
            } else {
                refuse(.notOnList, party: question.to, value: audience.value)
            }
        }
    }

    private mutating func judgeTLP() {
        guard let level = question.shared.marking.tlp else { return }
        switch level {
        case .clear, .green: permit(.tlpOpen, party: question.to, value: level.label)
        case .amber where question.isNamed: permit(.tlpNamed, party: question.to, value: level.label)
        case .amber: refuse(.tlpNotNamed, party: question.to, value: level.label)
        case .amberStrict, .red: refuse(.tlpClosed, party: question.to, value: level.label)
        }
    }

    private mutating func judgeMaker() {
        switch question.maker {
        case .officer: permit(.officerDecides)
        case .nobody: refer(.officerNeeded)
        case .instruction(let name):
            if let chosen, tables.needsOfficer(chosen, from: question.from, to: question.to) {
                refer(.officerNeeded)
            } else {
                permit(.instructionCovers, value: name)
            }
        }
    }
}
