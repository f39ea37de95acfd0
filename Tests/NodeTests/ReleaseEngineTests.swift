import JSON
import Labels
import Release
import TestKit
import Testing

/// What may go to a partner, for every level, naming and origin.
@Suite("Release engine")
struct ReleaseEngineTests {
    /// A level (nil: no marking), whether the partner is named, and whether the object may go.
    static let levels: [(level: TLPLevel?, isNamed: Bool, mayGo: Bool)] = [
        (.clear, false, true), (.green, false, true), (.amber, false, false), (.amber, true, true),
        (.amberStrict, true, false), (.red, true, false), (nil, true, false),
    ]

    static func question(_ level: TLPLevel?, named: Bool, origin: ReleaseQuestion.Origin = .own) -> ReleaseQuestion {
        ReleaseQuestion(
            markings: MarkingReading(level: level, references: [], unknown: []),
            origin: origin,
            recipient: "japan",
            named: named ? ["japan"] : ["korea"]
        )
    }

    @Test("TLP decides", arguments: levels.indices)
    func level(place: Int) {
        let (level, isNamed, mayGo) = Self.levels[place]
        let decision = ReleaseEngine.decide(Self.question(level, named: isNamed))
        #expect((decision.outcome == .release) == mayGo)
        #expect(decision.grounds.count == 3)
        #expect(decision.grounds.allSatisfy(\.permits) == mayGo)
        #expect((decision.remedy == nil) == mayGo)
    }

    @Test("only the party's own objects go out, whatever their level", arguments: TLPLevel.allCases)
    func origin(level: TLPLevel) {
        for origin in [ReleaseQuestion.Origin.partner("eu"), .handedIn("sensor")] {
            #expect(ReleaseEngine.decide(Self.question(level, named: true, origin: origin)).outcome == .refuse)
        }
    }

    @Test("an unknown marking beside an open one is quarantine")
    func unknown() {
        var question = Self.question(.clear, named: true)
        question.markings.unknown = ["marking-definition--x"]
        let decision = ReleaseEngine.decide(question)
        #expect(decision.outcome == .refuse)
        #expect(decision.grounds.contains { $0.code == "marking-unknown" && !$0.permits })
    }

    @Test("a portion that is marked higher raises the whole object")
    func portions() throws {
        var object = Samples.campaign(1, markings: [TLPLevel.clear.markingDefinition])
        object["granular_markings"] = .array([
            .members(["marking_ref": .string(TLPLevel.red.markingDefinition), "selectors": .strings(["name"])])
        ])
        let reading = MarkingReading(of: try JSONDocument(parsing: object.bytes()).root) { _ in nil }
        #expect(reading.level == .red)
    }

    @Test("TLP 1 amber is read as AMBER+STRICT, TLP 1 white as CLEAR")
    func oldLevels() {
        #expect(
            TLPLevel(markingDefinition: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82") == .amberStrict
        )
        #expect(TLPLevel(markingDefinition: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9") == .clear)
    }
}
