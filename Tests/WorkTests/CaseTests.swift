import Testing

@testable import Work
@testable import WorkCases

/// Who takes part in a case and how it stands.
@Suite("Cases")
struct CaseTests {
    private typealias Done = CaseStanding.Done

    private static func standing(_ acts: [(String, CaseStanding.Verb, [String])]) -> CaseStanding {
        CaseStanding(
            acts.enumerated().map { place, act in
                Done(party: act.0, verb: act.1, named: act.2, moment: Int64(place), id: "act-\(place)")
            }
        )
    }

    @Test("opened, joined and closed by each party for itself")
    func states() {
        let acts: [(String, CaseStanding.Verb, [String])] = [
            ("eu", .opened, ["japan"]), ("japan", .joined, []), ("japan", .closed, []), ("eu", .closed, []),
        ]
        let states = (0...acts.count).map { Self.standing(Array(acts.prefix($0))) }
        #expect(states.map(\.opened) == [nil, 0, 0, 0, 0])
        #expect(states.dropFirst().map(\.state) == [.open, .joint, .closing, .closed])
        #expect(states[1].parties == ["eu", "japan"] && states[1].parts == ["eu": .joined, "japan": .invited])
        // Whoever joins again works on it again.
        #expect(Self.standing(acts + [("japan", .joined, [])]).state == .closing)
    }

    @Test("who is not asked says nothing, and who is asked may ask more, in whatever order that came here")
    func strangers() {
        let stranger = Self.standing([
            ("eu", .opened, ["japan"]), ("other", .joined, []), ("other", .shared, ["more"]),
        ])
        #expect(stranger.parties == ["eu", "japan"] && stranger.state == .open)
        let acts = [
            Done(party: "eu", verb: .opened, named: ["japan"], moment: 5, id: "a"),
            Done(party: "korea", verb: .joined, moment: 1, id: "b"),
            Done(party: "japan", verb: .shared, named: ["korea"], moment: 2, id: "c"),
        ]
        for order in [acts, acts.reversed()] {
            let standing = CaseStanding(order)
            #expect(Set(standing.parties) == ["eu", "japan", "korea"] && standing.state == .joint)
        }
        #expect(CaseStanding([Done(party: "japan", verb: .joined, moment: 1, id: "x")]).opened == nil)
    }

    @Test("numbers of techniques")
    func techniques() {
        for (text, framework, isOne) in [
            ("T1566", "attack", true), ("T1566.001", "attack", true), ("T15", "attack", false),
            ("t1566", "attack", false), ("T1566.1", "attack", false), ("T1566.001.1", "attack", false),
            ("IA-0004", "sparta", true), ("IA-0004.02", "sparta", true), ("REC-0001", "sparta", true),
            ("IA-004", "sparta", false), ("ia-0004", "sparta", false), ("T1566", "sparta", false),
            ("", "attack", false), ("T0085.003", "disarm", true), ("IA-0004", "disarm", false),
        ] {
            #expect(Technique.isNumber(text, of: framework) == isOne, "\(text)")
        }
    }

    @Test(
        "an act counts from its own party's node alone, nobody opens what another wrote, what is hidden is not there"
    )
    func sources() throws {
        let (incident, own, theirs) = (
            SeenSample.id("incident", 1), SeenSample.id("identity", 2), SeenSample.id("identity", 3)
        )
        var sample = SeenSample()
        sample.parties = SeenParties(own: own, partners: ["partner japan": theirs])
        sample.add("incident", 1)
        func act(_ number: Int, _ party: String, _ verb: String, from source: String? = nil) {
            let more =
                #","case_ref":"\#(incident)","party_ref":"\#(party)","verb":"\#(verb)","party_refs":["\#(theirs)"]"#
            sample.add("entente-case-act", number, more + #","modified":"2026-03-0\#(number - 9)T00:00:00Z""#)
            sample.sources[SeenSample.id("entente-case-act", number)] = source
        }
        act(10, theirs, "opened", from: "partner japan")
        act(11, own, "opened")
        act(12, theirs, "closed")
        let found = try #require(try CaseFile.all(sample.seen()).first)
        #expect(found.standing.parties.first == own && found.standing.parts[theirs] == .invited)
        act(13, theirs, "joined", from: "partner japan")
        #expect(try CaseFile.all(sample.seen()).first?.standing.state == .joint)
        let task = #","case_ref":"\#(incident)","owner_ref":"\#(own)","owner":"desk","due":"2026-03-04""#
        sample.add("entente-case-task", 20, task)
        sample.add("entente-case-task", 21, task)
        sample.hidden = [SeenSample.id("entente-case-task", 21)]
        let dues = try #require(try CaseFile.all(sample.seen()).first).dues(for: own)
        #expect(dues.map(\.id) == [SeenSample.id("entente-case-task", 20)])
        sample.hidden = [SeenSample.id("entente-case-act", 11)]
        #expect(try CaseFile.all(sample.seen()).isEmpty)
    }
}
