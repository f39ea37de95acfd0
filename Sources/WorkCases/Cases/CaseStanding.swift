/// Who takes part in a case and how it stands, from what the parties have done.
///
/// 1. The party of the first `opened` opened it. Whoever it or another party of the case names is asked to join.
/// 2. Each party acts for itself: what it did last counts. Acts of somebody who is not asked say nothing.
/// 3. It is joint once two parties work on it, closing once one of them has closed it, closed once all of them have.
struct CaseStanding: Equatable {
    /// What a party does.
    enum Verb: String, Sendable {
        case opened, shared, joined, closed
    }

    /// How a party stands to the case.
    enum Part: String, CaseIterable {
        /// It is asked to join.
        case invited
        /// It works on it.
        case joined
        /// It has closed it for itself.
        case closed
    }

    /// How the case stands.
    enum State: String, CaseIterable {
        case open, joint, closing, closed
    }

    /// Something that a party did.
    struct Done: Equatable {
        var party: String
        var verb: Verb
        var named: [String] = []
        var moment: Int64
        var id: String
    }

    /// The parties in the order in which they came, the one that opened it first.
    private(set) var parties: [String] = []
    private(set) var parts: [String: Part] = [:]
    /// When it was opened; nil for what nobody opened.
    private(set) var opened: Int64?

    /// What follows from acts, in any order.
    init(_ acts: [Done]) {
        let acts = acts.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
        guard let first = acts.first(where: { $0.verb == .opened }) else { return }
        opened = first.moment
        add(first.party)
        parts[first.party] = .joined
        // Until nobody is added: who is asked may ask more, in whatever order their words came here.
        var before = 0
        while before != parties.count {
            before = parties.count
            for act in acts where parties.contains(act.party) && act.verb != .closed {
                for party in act.named { add(party) }
            }
        }
        for act in acts where parties.contains(act.party) && (act.verb != .opened || act.party == first.party) {
            parts[act.party] = act.verb == .closed ? .closed : .joined
        }
    }

    private mutating func add(_ party: String) {
        guard !parties.contains(party) else { return }
        parties.append(party)
        parts[party] = .invited
    }

    /// How it stands.
    var state: State {
        let (joined, closed) = (parts.values.count { $0 == .joined }, parts.values.count { $0 == .closed })
        if joined == 0, closed > 0 { return .closed }
        if closed > 0 { return .closing }
        return joined > 1 ? .joint : .open
    }
}
