/// Who takes part in an exercise and how it stands, from what the parties have done.
///
/// 1. The party of the first `opened` opened it. Whoever it or another party of the exercise names is asked to join.
/// 2. Each party acts for itself: whether it takes part is what it did last. Acts of somebody who is not asked say
///    nothing.
/// 3. Only those who direct it (the party that opened it, and whom it named) begin, pause, resume and end it. It begins
///    once: a second STARTEX says nothing. What comes before the beginning or after the end says nothing either.
/// 4. It is closed once it was ended and each party that takes part has closed it.
struct ExerciseStanding: Equatable {
    /// What a party does.
    enum Verb: String, Sendable, CaseIterable {
        case opened, shared, joined, withdrew, started, paused, resumed, ended, closed
    }

    /// How a party stands to the exercise.
    enum Part: String, CaseIterable {
        /// It is asked to join.
        case invited
        /// It takes part.
        case joined
        /// It has withdrawn.
        case withdrew
        /// It has closed it for itself.
        case closed
    }

    /// How the exercise stands.
    enum State: String, CaseIterable {
        case planned, running, paused, ended, closed
    }

    /// Something that a party did.
    struct Done: Equatable {
        var party: String
        var verb: Verb
        var named: [String] = []
        /// The moment that counts.
        var moment: Int64
        /// What the clock of the exercise shows from then on; nil if nothing is said of it.
        var exerciseTime: Int64?
        var id: String
    }

    /// The parties in the order in which they came, the one that opened it first.
    private(set) var parties: [String] = []
    private(set) var parts: [String: Part] = [:]
    /// When it was opened; nil for what nobody opened.
    private(set) var opened: Int64?
    /// What was called by those who direct it, in order: `started` first.
    private(set) var calls: [Done] = []

    /// What follows from acts, in any order.
    /// - Parameters:
    ///   - acts: what was done.
    ///   - directors: the parties that direct it, beside the one that opened it.
    init(_ acts: [Done], directors: [String] = []) {
        let acts = acts.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
        guard let first = acts.first(where: { $0.verb == .opened }) else { return }
        opened = first.moment
        add(first.party)
        parts[first.party] = .joined
        // Until nobody is added: who is asked may ask more, in whatever order their words came here.
        var before = 0
        while before != parties.count {
            before = parties.count
            for act in acts where parties.contains(act.party) && (act.verb == .opened || act.verb == .shared) {
                for party in act.named { add(party) }
            }
        }
        for act in acts where parties.contains(act.party) {
            switch act.verb {
            case .joined: parts[act.party] = .joined
            case .withdrew: parts[act.party] = .withdrew
            case .closed: parts[act.party] = .closed
            case .started, .paused, .resumed, .ended:
                if act.party == first.party || directors.contains(act.party) { call(act) }
            case .opened, .shared: break
            }
        }
    }

    /// Whether one call may follow on what was called before; else it says nothing.
    private mutating func call(_ act: Done) {
        let follows =
            switch (calls.last?.verb, act.verb) {
            case (nil, .started), (.started, .paused), (.resumed, .paused), (.paused, .resumed), (.started, .ended),
                (.resumed, .ended), (.paused, .ended):
                true
            default: false
            }
        if follows { calls.append(act) }
    }

    private mutating func add(_ party: String) {
        guard !parties.contains(party) else { return }
        parties.append(party)
        parts[party] = .invited
    }

    /// Those who take part, whether they have closed it or not.
    var present: [String] { parties.filter { parts[$0] == .joined || parts[$0] == .closed } }

    /// How it stands.
    var state: State {
        switch calls.last?.verb {
        case .started, .resumed: .running
        case .paused: .paused
        case .ended: present.allSatisfy { parts[$0] == .closed } ? .closed : .ended
        default: .planned
        }
    }

    /// When it began; nil before.
    var started: Int64? { calls.first?.moment }
    /// When it was ended; nil before.
    var ended: Int64? { calls.last.flatMap { $0.verb == .ended ? $0.moment : nil } }
}
