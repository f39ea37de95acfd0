/// What parties have said of one thing that they can only agree on together.
///
/// Each party acts for itself, over a digest of the thing as it read it (RFC 8785, SHA-256); the thing is agreed when
/// the last act of every party agrees to one and the same digest. Nobody acts for another party, and silence is no act.
public struct JointAct: Sendable, Equatable {
    /// What a party does about a thing.
    public enum Verb: String, Sendable, CaseIterable {
        /// It agrees.
        case agree
        /// It agrees, and its authorities have to say so too.
        case agreeAdReferendum = "agree-ad-referendum"
        /// It does not agree yet, and says on what ground.
        case reserve
        /// It takes back what it said before.
        case withdraw

        /// Whether it speaks for the thing.
        public var agrees: Bool { self == .agree || self == .agreeAdReferendum }
    }

    /// The ground of a reservation.
    public enum Reservation: String, Sendable, CaseIterable {
        /// The authorities at home look at it.
        case scrutiny
        /// A language version is not settled.
        case language
        /// A parliament has to be asked.
        case parliamentary
    }

    /// The act of a party.
    public struct Act: Sendable, Equatable {
        /// Who acts: the identifier of the party's identity.
        public let party: String
        /// What it does.
        public let verb: Verb
        /// With a reservation, its ground.
        public let reservation: Reservation?
        /// The digest of what it acted on, in lower-case hexadecimal digits.
        public let digest: String
        /// When it acted, in microseconds since 1970.
        public let moment: Int64
        /// The identifier of the object that says so; of two acts of one moment the later one in order counts.
        public let id: String

        /// An act.
        public init(
            party: String,
            _ verb: Verb,
            _ reservation: Reservation? = nil,
            digest: String,
            moment: Int64,
            id: String
        ) {
            (self.party, self.verb, self.reservation) = (party, verb, reservation)
            (self.digest, self.moment, self.id) = (digest, moment, id)
        }
    }

    /// How the thing stands.
    public enum State: Sendable, Equatable {
        /// Not every party has agreed.
        case open
        /// All have agreed to the digest.
        case agreed(String)
        /// All have agreed to the digest, at least one ad referendum.
        case adReferendum(String)
        /// A party reserves its position, on these grounds.
        case reserved([Reservation])
    }

    /// Who has to agree.
    public let parties: [String]
    /// The last act of each party that has acted and has not taken it back.
    public let standing: [String: Act]

    /// What follows from acts.
    /// - Parameters:
    ///   - parties: who has to agree; acts of others say nothing.
    ///   - acts: what was done, in any order.
    public init(of parties: [String], after acts: [Act]) {
        var last: [String: Act] = [:]
        for act in acts where parties.contains(act.party) {
            if let known = last[act.party], (known.moment, known.id) >= (act.moment, act.id) { continue }
            last[act.party] = act
        }
        (self.parties, standing) = (parties, last.filter { $1.verb != .withdraw })
    }

    /// How the thing stands.
    public var state: State {
        let grounds = Set(standing.values.filter { $0.verb == .reserve }.map { $0.reservation ?? .scrutiny })
        if !grounds.isEmpty { return .reserved(Reservation.allCases.filter(grounds.contains)) }
        let acts = parties.compactMap { standing[$0] }
        guard let digest = acts.first?.digest, acts.count == parties.count, parties.count > 1,
            acts.allSatisfy({ $0.digest == digest && $0.verb.agrees })
        else { return .open }
        return acts.contains { $0.verb == .agreeAdReferendum } ? .adReferendum(digest) : .agreed(digest)
    }
}
