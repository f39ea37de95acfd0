/// What becomes of one version for one party, its portions looked at.
public struct ReleaseStanding: Sendable {
    /// The outcome: a rendition where portions are withheld.
    public var outcome: Decision.Outcome
    /// The decision about the whole, by the roll-up of its markings.
    public var decision: Decision
    /// The portions that do not go; empty unless it is a rendition.
    public var withheld: [WithheldPortion]
    /// SHA-256 of what the rendition says, apart from when it is made; empty unless it is one.
    public var content: [UInt8]
    /// Whether an agreement lets it name what is not here.
    public var namesAbsent = false

    /// A standing.
    /// - Parameters:
    ///   - outcome: the outcome.
    ///   - decision: the decision about the whole.
    ///   - withheld: the portions that do not go.
    ///   - content: what the rendition says.
    public init(
        outcome: Decision.Outcome,
        decision: Decision,
        withheld: [WithheldPortion] = [],
        content: [UInt8] = []
    ) {
        (self.outcome, self.decision) = (outcome, decision)
        (self.withheld, self.content) = (withheld, content)
    }

    /// Takes back what was given by an article that lets it name what is not here, where none says so any more.
    public mutating func withoutAbsentRule() {
        guard !namesAbsent else { return }
        decision.grounds.append(Ground(code: .referenceAbsent, verdict: .refers))
        (decision.outcome, outcome) = (max(decision.outcome, .refer), max(outcome, .refer))
    }

    /// The selectors of the portions that do not go.
    public var selectors: Set<String> { Set(withheld.map(\.selector)) }

    /// The portions that do not go for their own markings, whatever else the recipient has: by what they are called
    /// in every version, else by their selectors.
    private var marked: Set<String> { Set(withheld.filter { $0.decision != nil }.map { $0.name ?? $0.selector }) }
}

extension Decision {
    /// Whether what was given may stay given: a date of review that has passed asks the originator to look, and takes nothing
    /// back; a purpose was stated when it was given.
    public var lasts: Bool {
        grounds.allSatisfy { $0.verdict == .permits || $0.code.rule == "R12" || $0.code == .purposeMissing }
    }
}

/// What stands of one released version for one party, and what a newer version or a new judgement makes of it.
///
/// An act covers exactly one version. From then on the version is in one of these states; each is a function of what is held and
/// of the day, so that nothing has to be remembered beside the acts, and no clock or store is asked here:
///
///     previewed ──act──▶ released ──newer version may go the same way────▶ superseded   stays; an officer is asked about the newer one
///                           │ ▲──newer version may not go the same way──▶ narrowed     leaves the feed; an officer is asked
///                           │ │──newer version revokes it (STIX 2.1, 3.6)─▶ revoked     leaves the feed; an officer is asked
///                           │ └──officer confirms it beside the newer one─── (narrowed) stays, until another version comes
///                           └──may not go itself any more────────────────▶ withdrawn    leaves the feed
public enum ReleasedVersion: String, Sendable, Hashable, CaseIterable {
    /// It is the newest version, or an officer let it stand beside the newest one.
    case released
    /// A newer version may go the same way; nobody has decided about it yet.
    case superseded
    /// The author has written a newer version that may not go as this one did: what the author says holds for both.
    case narrowed
    /// The author has revoked the object.
    case revoked
    /// It may not go any more by its own markings, agreements, consents or a recall.
    case withdrawn

    /// What is known of the newest version from the same source.
    public struct Newest: Sendable {
        /// What would become of it under the terms of the act.
        public var standing: ReleaseStanding
        /// Whether it revokes the object.
        public var isRevocation: Bool
        /// Whether an officer who knew this newest version let the older one stand.
        public var isConfirmed: Bool
        /// Whether it was given to the party.
        public var isGiven: Bool

        /// The newest version.
        /// - Parameters:
        ///   - standing: what would become of it.
        ///   - isRevocation: whether it revokes the object.
        ///   - isConfirmed: whether an officer let the older one stand beside it.
        ///   - isGiven: whether it was given to the party.
        public init(_ standing: ReleaseStanding, isRevocation: Bool, isConfirmed: Bool, isGiven: Bool) {
            (self.standing, self.isRevocation) = (standing, isRevocation)
            (self.isConfirmed, self.isGiven) = (isConfirmed, isGiven)
        }
    }

    /// The state of a version that stands in a feed.
    /// - Parameters:
    ///   - own: what becomes of this version under the terms of its act.
    ///   - isStill: whether it may go in the form in which it was given.
    ///   - newest: the newest version from the same source; nil if this is the newest one.
    public init(_ own: ReleaseStanding, isStill: Bool, newest: Newest?) {
        guard isStill else {
            self = .withdrawn
            return
        }
        guard let newest, !newest.isConfirmed else {
            self = .released
            return
        }
        guard newest.standing.goes(where: own) else {
            self = .narrowed
            return
        }
        // Who has the revocation needs the older version no more; who has not must not go on with it.
        if newest.isRevocation {
            self = newest.isGiven ? .released : .revoked
        } else {
            self = newest.isGiven ? .released : .superseded
        }
    }

    /// Whether the version leaves the feed.
    public var leaves: Bool {
        switch self {
        case .released, .superseded: false
        case .narrowed, .revoked, .withdrawn: true
        }
    }

    /// Why an officer is asked about the newest version; nil if nobody is.
    public var question: String? {
        switch self {
        case .released, .withdrawn: nil
        case .superseded: "a newer version waits; the older one stays"
        case .narrowed: "the newer version may not go as the older one did, which has left the feed"
        case .revoked: "its author has revoked it; the older version has left the feed"
        }
    }
}

extension ReleaseStanding {
    /// Whether a version goes wherever an older one goes: whole where that was whole, and with no portion withheld that went before.
    /// - Parameter older: what becomes of the older one.
    /// - Returns: whether it does.
    public func goes(where older: ReleaseStanding) -> Bool {
        switch outcome {
        case .release: true
        case .rendition: older.outcome == .rendition && marked.isSubset(of: older.marked)
        case .refer, .refuse: decision.lasts
        }
    }
}
