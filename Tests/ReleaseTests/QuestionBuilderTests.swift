import Agreements
import JSON
import Labels
import Release
import TestKit
import Testing

/// Whose information a version is: where it came from, who created it, what it was made of (R05, R06).
@Suite("The question about what is held")
struct QuestionBuilderTests {
    /// What is held, written down.
    struct Held: Provenance {
        struct Fault: Error {}

        var shared: Set<String> = []
        var derived: Set<String> = []
        var held: [String: [HeldVersion]] = [:]
        var made: [String: [String]] = [:]

        func isShared(_ id: String) throws(Fault) -> Bool { shared.contains(id) }
        func isDerived(_ id: String) throws(Fault) -> Bool { derived.contains(id) }
        func versions(of id: String) throws(Fault) -> [HeldVersion] { held[id] ?? [] }
        func sources(of work: String) throws(Fault) -> [String] { made[work] ?? [] }
    }

    private static let tables = AgreementTables(Accords.reading.set, on: Day("2026-06-01") ?? .last)
    private static func number(_ name: String) -> Int { tables.party(name) ?? -9 }
    private static let bora = VersionSource.partner(name: "bora", party: number("Bora"))
    private static let cora = VersionSource.partner(name: "cora", party: number("Cora"))

    private static func builder(
        _ held: Held,
        consents: [Consent] = [],
        recalls: [RecallBlock] = []
    ) -> QuestionBuilder<Held> {
        QuestionBuilder(
            Circumstances(
                tables,
                from: number("Alba"),
                to: number("Dora"),
                consents: consents,
                recalls: recalls,
                assurances: [1]
            ),
            held
        )
    }

    private static func question(
        _ version: HeldVersion,
        _ object: String = #"{"id":"x"}"#,
        in held: Held = Held(),
        consents: [Consent] = [],
        recalls: [RecallBlock] = [],
        terms: ReleaseTerms = ReleaseTerms()
    ) throws -> ReleaseQuestion {
        let object = try JSONDocument(object).root
        let reading = MarkingReading(of: object) { _ in nil }
        return try builder(held, consents: consents, recalls: recalls)
            .question(about: object, bearing: reading, from: version, terms)
    }

    private static func names(_ question: ReleaseQuestion) -> [String] {
        question.origins.map { tables.set.parties[$0].name }
    }

    @Test("what is the party's own has no other originator")
    func own() throws {
        let question = try Self.question(HeldVersion(row: 1, source: .own))
        #expect(question.origins.isEmpty && question.unknownOrigins.isEmpty && question.handedInBy == nil)
        #expect(question.item == "x" && question.from == Self.number("Alba") && question.to == Self.number("Dora"))
        #expect(question.assurances == [1])
    }

    @Test("what a partner gave is its party's, and one without a party is no declared originator")
    func partner() throws {
        #expect(Self.names(try Self.question(HeldVersion(row: 1, source: Self.bora))) == ["Bora"])
        let unknown = try Self.question(HeldVersion(row: 1, source: .partner(name: "zed", party: -1)))
        #expect(unknown.origins.isEmpty && unknown.unknownOrigins == ["zed"])
    }

    @Test("the first party that there is, is one")
    func first() throws {
        #expect(Self.number("Alba") == 0)
        let question = try Self.question(HeldVersion(row: 1, source: .partner(name: "alba", party: 0)))
        #expect(question.origins == [0] && question.unknownOrigins.isEmpty)
    }

    @Test("what was handed in is nobody's until somebody takes it over; a rendition is the party's own")
    func handedIn() throws {
        #expect(try Self.question(HeldVersion(row: 1, source: .handedIn("tools/a"))).handedInBy == "tools/a")
        let rendition = try Self.question(HeldVersion(row: 1, source: .rendition))
        #expect(rendition.handedInBy == nil && rendition.origins.isEmpty)
    }

    @Test("what is for the own eyes is refused for itself, and so is what was made of it, over every step")
    func ownEyes() throws {
        let brief = "entente-own-brief--33333333-3333-4333-8333-333333333333"
        func isRefused(_ object: String, _ held: Held = Held()) throws -> Bool {
            let question = try Self.question(HeldVersion(row: 1, source: .own), object, in: held)
            return ReleaseEngine.decide(question, Self.tables).grounds.contains { $0.code == .ownEyes }
        }
        #expect(try isRefused(#"{"id":"\#(brief)"}"#))
        #expect(try !isRefused(#"{"id":"entente-owner--33333333-3333-4333-8333-333333333333"}"#))
        #expect(try Self.builder(Held()).isSingle(brief))
        var held = Held()
        held.made["x"] = ["y"]
        #expect(try !isRefused(#"{"id":"x"}"#, held))
        held.made["y"] = [brief]
        #expect(try isRefused(#"{"id":"x"}"#, held))
    }

    @Test("who created it is an originator")
    func creator() throws {
        let text = #"{"id":"x","created_by_ref":"identity--33333333-3333-4333-8333-333333333333"}"#
        #expect(Self.names(try Self.question(HeldVersion(row: 1, source: .own), text)) == ["Cora"])
        let stranger = #"{"id":"x","created_by_ref":"identity--99999999-3333-4333-8333-333333333333"}"#
        #expect(try Self.question(HeldVersion(row: 1, source: .own), stranger).origins.isEmpty)
    }

    @Test(
        "what a partner gave first stays its information, whoever brings it in again; what came back is nobody else's"
    )
    func shared() throws {
        var held = Held()
        held.held["x"] = [
            HeldVersion(row: 1, source: Self.bora, digest: [1]), HeldVersion(row: 2, source: .own, digest: [2]),
            HeldVersion(row: 3, source: Self.cora, digest: [2]), HeldVersion(row: 5, source: Self.cora, digest: [5]),
        ]
        // As long as one source has it, nobody looks further.
        #expect(try Self.question(HeldVersion(row: 4, source: .own), in: held).origins.isEmpty)
        held.shared = ["x"]
        #expect(Self.names(try Self.question(HeldVersion(row: 4, source: .own), in: held)) == ["Bora"])
        #expect(Self.names(try Self.question(HeldVersion(row: 5, source: .own), in: held)) == ["Bora"])
        #expect(Self.names(try Self.question(HeldVersion(row: 6, source: .own), in: held)) == ["Bora", "Cora"])
        #expect(try Self.question(HeldVersion(row: 1, source: .own), in: held).origins.isEmpty)
        // A partner's own version stands for itself.
        #expect(Self.names(try Self.question(HeldVersion(row: 6, source: Self.cora), in: held)) == ["Cora"])
        // A sensor that was first has no say in it.
        held.held["x"] = [HeldVersion(row: 1, source: .handedIn("s")), HeldVersion(row: 2, source: .rendition)]
        let question = try Self.question(HeldVersion(row: 4, source: .own), in: held)
        #expect(question.handedInBy == nil && question.origins.isEmpty)
    }

    @Test("a copy of an own version counts where it was here before that one, in whatever order versions are told")
    func copies() throws {
        var held = Held(shared: ["x"])
        held.held["x"] = [
            HeldVersion(row: 2, source: .own, digest: [1]), HeldVersion(row: 1, source: Self.bora, digest: [1]),
        ]
        #expect(Self.names(try Self.question(HeldVersion(row: 3, source: .own), in: held)) == ["Bora"])
    }

    @Test("a work is of every originator of every version of what it was made of, over all steps, in circles too")
    func derived() throws {
        var held = Held()
        held.made = ["x": ["y"], "y": ["z"], "z": ["x", "y"]]
        held.held["y"] = [HeldVersion(row: 1, source: Self.bora)]
        var label = Label(policy: "Cora", classification: "C-SECRET")
        (label.originator, label.origins) = ("Cora", ["Zembla", "Alba"])
        held.held["z"] = [HeldVersion(row: 2, source: .own, labels: [label])]
        let question = try Self.question(HeldVersion(row: 9, source: .own), in: held)
        #expect(Self.names(question) == ["Alba", "Bora", "Cora"])
        #expect(question.unknownOrigins == ["Zembla"])
        let creator = "identity--22222222-2222-4222-8222-222222222222"
        held.held["z"] = [HeldVersion(row: 2, source: .own, creator: creator)]
        held.held["y"] = nil
        #expect(Self.names(try Self.question(HeldVersion(row: 9, source: .own), in: held)) == ["Bora"])
    }

    @Test("what a sensor handed in counts until somebody has taken it over")
    func sensor() throws {
        var held = Held()
        held.made = ["x": ["y"]]
        held.held["y"] = [HeldVersion(row: 1, source: .handedIn("s"), digest: [1])]
        #expect(try Self.question(HeldVersion(row: 9, source: .own), in: held).handedInBy == "s")
        held.held["y"]?.append(HeldVersion(row: 2, source: .own, digest: [2]))
        #expect(try Self.question(HeldVersion(row: 9, source: .own), in: held).handedInBy == nil)
    }

    @Test("consents and recalls are those of its item")
    func records() throws {
        let consent = Consent(reference: "c", originator: 1, recipient: 3, item: "x")
        let other = Consent(reference: "d", originator: 1, recipient: 3, item: "y")
        let own = HeldVersion(row: 1, source: .own)
        let question = try Self.question(own, consents: [consent, other])
        #expect(question.consents == [consent] && question.recall == nil)
        func recall(_ item: String, source: String? = nil, recipient: Int? = nil) -> RecallBlock {
            RecallBlock(item: item, version: nil, originator: 1, recipient: recipient, source: source, reference: "r")
        }
        #expect(try Self.question(own, recalls: [recall("y")]).recall == nil)
        #expect(try Self.question(own, recalls: [recall("x")]).recall?.reference == "r")
        #expect(try Self.question(own, recalls: [recall("x", recipient: 1)]).recall == nil)
        // A partner recalls only what came from it.
        #expect(try Self.question(own, recalls: [recall("x", source: "bora")]).recall == nil)
        let given = HeldVersion(row: 1, source: Self.bora)
        #expect(try Self.question(given, recalls: [recall("x", source: "bora")]).recall != nil)
        #expect(try Self.question(given, recalls: [recall("x", source: "cora")]).recall == nil)
        // Nor does who gave a source of the work recall the work.
        var held = Held()
        held.made = ["x": ["y"]]
        held.held["y"] = [HeldVersion(row: 1, source: Self.bora)]
        #expect(try Self.question(own, in: held, recalls: [recall("x", source: "bora")]).recall == nil)
    }

    @Test("an object is decided about for itself where something is known of it alone")
    func single() throws {
        let consent = Consent(reference: "c", originator: 1, recipient: 3, item: "x")
        let recall = RecallBlock(item: "y", version: nil, originator: 1, recipient: nil, reference: "r")
        let held = Held(shared: ["s"], derived: ["d"])
        let builder = Self.builder(held, consents: [consent], recalls: [recall])
        #expect(try ["x", "y", "s", "d", "n"].map { try builder.isSingle($0) } == [true, true, true, true, false])
    }

    @Test("what the act asks is in the question")
    func terms() throws {
        var terms = ReleaseTerms()
        let plain = try Self.question(HeldVersion(row: 1, source: .own))
        #expect(plain.channel == .electronic && !plain.isNamed && plain.purpose == nil && !plain.givesAbsent)
        #expect(plain.maker == .officer && plain.recipient == .authority && !plain.isKnownMarking)
        (terms.channel, terms.isNamed, terms.purpose, terms.givesAbsent) = (.courier, true, "p", true)
        (terms.maker, terms.recipient) = (.nobody, .contractor(isCleared: true))
        let question = try Self.question(HeldVersion(row: 1, source: .own), terms: terms)
        #expect(question.channel == .courier && question.isNamed && question.purpose == "p" && question.givesAbsent)
        #expect(question.maker == .nobody && question.recipient == .contractor(isCleared: true))
        #expect(ReleaseTerms(question) == terms)
    }

    @Test("a marking definition whose meaning is known travels with what it marks")
    func definition() throws {
        let id = TLPLevel.green.markingDefinition
        let text = #"{"type":"marking-definition","id":"\#(id)"}"#
        #expect(try Self.question(HeldVersion(row: 1, source: .own), text).isKnownMarking)
    }

    @Test("the objects of a file are the party's own, made of what derived-from says, and their creators'")
    func file() throws {
        var chain = OriginChain()
        func tie(_ name: String, _ kind: String, _ source: String, _ target: String) -> String {
            #"{"type":"relationship",\#(name)"relationship_type":"\#(kind)","source_ref":"\#(source)","#
                + #""target_ref":"\#(target)"}"#
        }
        for text in [
            #"{"type":"identity","id":"identity--1","name":"Bora"}"#,
            #"{"type":"campaign","id":"campaign--1","created_by_ref":"identity--1"}"#,
            #"{"type":"campaign","id":"campaign--2","name":"Cora"}"#,
            tie("", "derived-from", "campaign--2", "campaign--1"),
            tie(#""id":"relationship--2","#, "derived-from", "campaign--2", "campaign--1"),
            tie(#""id":"relationship--3","#, "uses", "campaign--1", "campaign--2"),
        ] {
            chain.add(try JSONDocument(text).root)
        }
        #expect(chain.isDerived("campaign--2") && !chain.isDerived("campaign--1") && !chain.isShared("campaign--2"))
        #expect(chain.sources(of: "campaign--2") == ["campaign--1"] && chain.sources(of: "campaign--1").isEmpty)
        #expect(chain.versions(of: "campaign--1").map(\.creator) == ["identity--1"])
        #expect(chain.party(of: "identity--1", Self.tables) == Self.number("Bora"))
        #expect(chain.party(of: "campaign--2", Self.tables) == nil)
        #expect(chain.party(of: "identity--22222222-2222-4222-8222-222222222222", Self.tables) == Self.number("Bora"))
    }
}
