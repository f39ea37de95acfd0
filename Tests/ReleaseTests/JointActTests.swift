import Testing

@testable import Release

@Suite("What parties agree on together")
struct JointActTests {
    private static let parties = ["identity--a", "identity--b", "identity--c"]

    private func act(_ party: Int, _ verb: JointAct.Verb, _ digest: String = "d", at moment: Int64 = 0)
        -> JointAct.Act
    {
        JointAct.Act(party: Self.parties[party], verb, digest: digest, moment: moment, id: "act--\(moment)")
    }

    @Test("is agreed when the last act of every party agrees to one digest")
    func agreed() {
        let all = [act(0, .agree), act(1, .agree), act(2, .agree)]
        #expect(JointAct(of: Self.parties, after: all).state == .agreed("d"))
        #expect(JointAct(of: Self.parties, after: Array(all.dropLast())).state == .open)
        #expect(
            JointAct(of: Self.parties, after: [act(0, .agree), act(1, .agree), act(2, .agree, "e")]).state == .open
        )
        let referendum = [act(0, .agree), act(1, .agreeAdReferendum), act(2, .agree)]
        #expect(JointAct(of: Self.parties, after: referendum).state == .adReferendum("d"))
    }

    @Test("the acts of others than the parties say nothing, and one party alone agrees on nothing")
    func others() {
        let two = Array(Self.parties.prefix(2))
        let acts = [act(0, .agree), act(2, .reserve, at: 5)]
        #expect(JointAct(of: two, after: acts).state == .open)
        #expect(JointAct(of: [Self.parties[0]], after: [act(0, .agree)]).state == .open)
    }

    @Test("a later act takes the place of an earlier one, in whatever order they come")
    func order() {
        let acts = [
            act(0, .agree, at: 1), act(1, .agree, at: 2), act(2, .agree, at: 3), act(1, .withdraw, at: 4),
            act(1, .reserve, at: 5), act(1, .agree, at: 6),
        ]
        for shift in acts.indices {
            for upTo in 1...acts.count {
                let part = Array(acts.prefix(upTo))
                let turned = Array(part[min(shift, part.count)...] + part[..<min(shift, part.count)])
                let state = JointAct(of: Self.parties, after: turned).state
                let expected: [JointAct.State] = [
                    .open, .open, .agreed("d"), .open, .reserved([.scrutiny]), .agreed("d"),
                ]
                #expect(state == expected[upTo - 1])
            }
        }
    }

    @Test("reservations are told by their grounds, each once")
    func reservations() {
        let acts = [
            JointAct.Act(party: Self.parties[0], .reserve, .parliamentary, digest: "d", moment: 1, id: "1"),
            JointAct.Act(party: Self.parties[1], .reserve, .language, digest: "d", moment: 1, id: "2"),
            JointAct.Act(party: Self.parties[2], .reserve, .language, digest: "d", moment: 1, id: "3"),
        ]
        #expect(JointAct(of: Self.parties, after: acts).state == .reserved([.language, .parliamentary]))
    }
}
