internal import Work

/// A commitment with its evidence and with what each party says of it.
///
/// Soft ones are never breached: there is or is no evidence.
struct KeptPromise {
    let commitment: Seen<Commitment>
    /// The newest first.
    let evidence: [Evidence]
    /// The newest of each party, the own one first.
    let standings: [(party: String, standing: Seen<Standing>)]
    let days: DueDays

    /// How it stands by evidence.
    enum State: String, CaseIterable {
        case evidence
        case none = "no-evidence"
        case due
    }

    /// How the parties' views stand to each other.
    enum Together: String, CaseIterable {
        case none
        case one
        case same
        case differ
    }

    /// A commitment with what belongs to it.
    init(_ commitment: Seen<Commitment>, _ seen: SeenObjects) throws(SeenFault) {
        let all = try seen.newest(Standing.self, Self.mostViews, referringTo: commitment.id)
            .filter { $0.view.commitment == commitment.id }
            .sorted { ($0.view.moment, $0.id) > ($1.view.moment, $1.id) }
        var newest: [(party: String, standing: Seen<Standing>)] = []
        for one in all {
            // What somebody brought who is no party says nothing for any.
            guard let party = seen.parties.giver(of: one.source), !newest.contains(where: { $0.party == party })
            else { continue }
            newest.append((party, one))
        }
        standings = newest.sorted { one, other in
            (one.party == seen.parties.own ? 0 : 1, one.party) < (
                other.party == seen.parties.own ? 0 : 1, other.party
            )
        }
        self.commitment = commitment
        evidence = try Evidence.all(for: commitment.id, named: newest.map(\.standing), seen)
        days = DueDays(
            first: commitment.view.due,
            period: commitment.view.period,
            evidence: evidence.compactMap(\.view.day)
        )
    }

    /// So many commitments of a register, the newest: each is read with all that belongs to it.
    static let most = 300
    /// So many views of one commitment: each party has one.
    private static let mostViews = 100

    /// The commitments that a reader may see, the newest first.
    static func all(_ seen: SeenObjects) throws(SeenFault) -> [KeptPromise] {
        try seen.newest(Commitment.self, most).map { commitment throws(SeenFault) in
            try KeptPromise(commitment, seen)
        }
    }

    /// How it stands: it is due when a day of it has passed for which there is no evidence.
    func state(on now: Int64) -> State {
        if days.state(on: CivilDay(ofMoment: now)).missed != nil { return .due }
        return evidence.contains { $0.view.moment <= now } ? .evidence : .none
    }

    /// How the views of the parties stand to each other.
    var together: Together {
        switch (standings.count, Set(standings.map(\.standing.view.state)).count) {
        case (0, _): .none
        case (1, _): .one
        case (_, 1): .same
        default: .differ
        }
    }

    /// The own party's view.
    func own(_ seen: SeenObjects) -> Seen<Standing>? {
        standings.first { $0.party == seen.parties.own }?.standing
    }
}
