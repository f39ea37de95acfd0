/// How far an observation has come, from what the parties have done.
///
/// 1. The party that observed it, or one that directs the exercise, verifies or rejects it; what either said last
///    counts.
/// 2. Of a verified one either of them, or whoever takes the task, says what is to be learned: the lesson is
///    identified.
/// 3. The party whose action body changes something takes the task itself: no party is tasked by another one.
/// 4. Whoever took the task says that the change was made. It is not learned by that.
/// 5. It is learned once the change was validated: by the party that observed it or one that directs the exercise, with
///    what shows it. A validation before the change was made says nothing.
struct LessonStanding: Equatable {
    /// What a party does.
    enum Verb: String, Sendable, CaseIterable {
        case verified, rejected, identified, tasked, implemented, validated
    }

    /// How far it has come.
    enum State: String, Sendable, CaseIterable {
        case submitted, rejected, verified, identified, tasked, implemented, learned
    }

    /// Something that a party did.
    struct Done: Equatable {
        var party: String
        var verb: Verb
        var moment: Int64
        var id: String
        /// What shows it, with a validation.
        var evidence: [String] = []
    }

    /// How far it has come.
    private(set) var state = State.submitted
    /// The steps that count, in their order: each of them is the newest of its kind.
    private(set) var steps: [Done] = []

    /// What follows from acts, in any order.
    /// - Parameters:
    ///   - acts: what was done.
    ///   - observer: the party that observed it.
    ///   - directors: the parties that direct the exercise.
    ///   - parties: those who take part in it.
    init(_ acts: [Done], observer: String, directors: [String], parties: [String]) {
        let judges = Set(directors + [observer])
        func last(_ verbs: [Verb], where counts: (Done) -> Bool) -> Done? {
            acts.filter { verbs.contains($0.verb) && counts($0) }
                .max { ($0.moment, $0.id) < ($1.moment, $1.id) }
        }
        guard let verdict = last([.verified, .rejected], where: { judges.contains($0.party) }) else { return }
        steps = [verdict]
        guard verdict.verb == .verified else {
            state = .rejected
            return
        }
        state = .verified
        let takers = judges.union(parties)
        guard let identified = last([.identified], where: { takers.contains($0.party) }) else { return }
        steps.append(identified)
        state = .identified
        guard let tasked = last([.tasked], where: { takers.contains($0.party) }) else { return }
        steps.append(tasked)
        state = .tasked
        // Another party that takes the task over has to make the change itself.
        guard let implemented = last([.implemented], where: { $0.party == tasked.party }) else { return }
        steps.append(implemented)
        state = .implemented
        let validated = last([.validated]) {
            judges.contains($0.party) && !$0.evidence.isEmpty && $0.moment >= implemented.moment
        }
        guard let validated else { return }
        steps.append(validated)
        state = .learned
    }

    /// The step of a kind that counts; nil if there is none.
    func step(_ verb: Verb) -> Done? { steps.last { $0.verb == verb } }
}
