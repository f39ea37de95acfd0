import Labels
import Testing

@testable import Release

/// What becomes of a version that was given, once there is a newer one (decisions/0014).
@Suite("A released version and the newer one")
struct ReleasedVersionTests {
    private static func decision(_ outcome: Decision.Outcome, _ codes: [(GroundCode, Ground.Verdict)] = [])
        -> Decision
    {
        var decision = Decision.undecided
        decision.outcome = outcome
        decision.grounds = codes.map { Ground(code: $0.0, verdict: $0.1) }
        return decision
    }

    private static func standing(
        _ outcome: Decision.Outcome,
        _ codes: [(GroundCode, Ground.Verdict)] = [],
        marked: [String] = [],
        references: [String] = []
    ) -> ReleaseStanding {
        let refused = decision(.refuse)
        let portions =
            marked.map { WithheldPortion(selector: $0, decision: refused, hasTearLine: false) }
            + references.map { WithheldPortion(selector: $0, decision: nil, hasTearLine: false) }
        return ReleaseStanding(outcome: outcome, decision: decision(outcome, codes), withheld: portions, content: [1])
    }

    /// What is said of the newest version: may it go the same way, is it a revocation, confirmed, given.
    struct Case: CustomTestStringConvertible, Sendable {
        let isStill: Bool
        let newest: (goes: Bool, isRevocation: Bool, isConfirmed: Bool, isGiven: Bool)?
        let state: ReleasedVersion
        var testDescription: String { "\(isStill) \(newest.map { "\($0)" } ?? "none"): \(state)" }
    }

    static let cases: [Case] = [
        Case(isStill: true, newest: nil, state: .released), Case(isStill: false, newest: nil, state: .withdrawn),
        Case(isStill: false, newest: (true, false, true, true), state: .withdrawn),
        Case(isStill: true, newest: (false, false, false, false), state: .narrowed),
        Case(isStill: true, newest: (false, true, false, true), state: .narrowed),
        Case(isStill: true, newest: (false, false, true, false), state: .released),
        Case(isStill: true, newest: (true, true, true, false), state: .released),
        Case(isStill: true, newest: (true, false, false, false), state: .superseded),
        Case(isStill: true, newest: (true, false, false, true), state: .released),
        Case(isStill: true, newest: (true, true, false, false), state: .revoked),
        Case(isStill: true, newest: (true, true, false, true), state: .released),
    ]

    @Test("is in the state that follows from the two", arguments: cases)
    func state(_ one: Case) {
        let newest = one.newest.map { newest in
            ReleasedVersion.Newest(
                newest.goes ? Self.standing(.release) : Self.standing(.refuse, [(.noAgreement, .refuses)]),
                isRevocation: newest.isRevocation,
                isConfirmed: newest.isConfirmed,
                isGiven: newest.isGiven
            )
        }
        #expect(ReleasedVersion(Self.standing(.release), isStill: one.isStill, newest: newest) == one.state)
    }

    @Test(
        "leaves the feed where the author, or the rules, say that it may not stand; an officer is asked about the rest"
    )
    func consequences() {
        #expect(ReleasedVersion.allCases.filter(\.leaves) == [.narrowed, .revoked, .withdrawn])
        #expect(ReleasedVersion.allCases.filter { $0.question != nil } == [.superseded, .narrowed, .revoked])
        #expect(Set(ReleasedVersion.allCases.compactMap(\.question)).count == 3)
    }

    @Test(
        "a version goes where an older one went: whole, or with nothing withheld that went",
        arguments: [
            (standing(.release), standing(.rendition, marked: ["name"]), true),
            (standing(.rendition, marked: ["name"]), standing(.rendition, marked: ["name", "description"]), true),
            (standing(.rendition, marked: ["name"]), standing(.rendition, marked: ["description"]), false),
            (standing(.rendition, marked: ["name"]), standing(.release), false),
            // References that the recipient has not are no matter of the portion's marking.
            (
                standing(.rendition, marked: ["name"], references: ["a_ref"]), standing(.rendition, marked: ["name"]),
                true
            ),
            (standing(.refuse, [(.noAgreement, .refuses)]), standing(.release), false),
            (standing(.refer, [(.reviewPast, .refers), (.tlpOpen, .permits)]), standing(.release), true),
            (standing(.refer, [(.consentMissing, .refers)]), standing(.release), false),
        ]
    )
    func goes(newer: ReleaseStanding, older: ReleaseStanding, expected: Bool) {
        #expect(newer.goes(where: older) == expected)
    }

    @Test("what was given lasts past a review, and without the purpose that was stated when it was given")
    func lasts() {
        #expect(Self.decision(.release).lasts)
        #expect(Self.decision(.refer, [(.reviewPast, .refers), (.reviewMissing, .refers)]).lasts)
        #expect(Self.decision(.refer, [(.purposeMissing, .refers)]).lasts)
        #expect(!Self.decision(.refuse, [(.purposeDiffers, .refuses)]).lasts)
        #expect(!Self.decision(.refuse, [(.reviewPast, .refers), (.tlpClosed, .refuses)]).lasts)
    }

    @Test("what named something that is not here waits for an officer where no article says any more that it may")
    func absent() {
        var kept = Self.standing(.release)
        kept.namesAbsent = true
        kept.withoutAbsentRule()
        #expect(kept.outcome == .release && kept.decision.grounds.isEmpty)
        for (before, after) in [
            (Decision.Outcome.release, Decision.Outcome.refer), (.rendition, .refer), (.refuse, .refuse),
        ] {
            var standing = Self.standing(before)
            standing.withoutAbsentRule()
            #expect(standing.outcome == after && standing.decision.outcome == after)
            #expect(standing.decision.grounds == [Ground(code: .referenceAbsent, verdict: .refers)])
        }
    }

    @Test("a block is the same one in every version, wherever it stands")
    func blocks() {
        func standing(_ places: [(Int, String?)]) -> ReleaseStanding {
            let withheld = places.map { place, name in
                let selector = "blocks.[\(place)].text"
                return WithheldPortion(
                    selector: selector,
                    decision: Self.decision(.refuse),
                    hasTearLine: false,
                    name: name
                )
            }
            return ReleaseStanding(outcome: .rendition, decision: Self.decision(.rendition), withheld: withheld)
        }
        // It has moved down; another one stands in its place and is withheld now; nobody says which one it is.
        #expect(standing([(2, "a")]).goes(where: standing([(1, "a")])))
        #expect(!standing([(1, "b")]).goes(where: standing([(1, "a")])))
        #expect(!standing([(1, nil)]).goes(where: standing([(1, "a")])))
        #expect(standing([(1, nil)]).goes(where: standing([(1, nil)])))
    }

    @Test("selectors are those of every portion that does not go")
    func selectors() {
        let standing = Self.standing(.rendition, marked: ["name"], references: ["a_ref"])
        #expect(standing.selectors == ["name", "a_ref"])
        #expect(standing.content == [1])
    }

    @Test("outcomes are ordered from the most to the least that is given")
    func order() {
        #expect(Decision.Outcome.allCases.shuffled().sorted() == [.release, .rendition, .refer, .refuse])
        #expect(Decision.Outcome.allCases.filter(\.lets) == [.release, .rendition])
    }
}
