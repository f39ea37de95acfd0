import Desk
import Holdings
import Installation
import JSON
import Labels
import Store
import TestKit
import Testing

/// What is invented for an exercise, and who sees it before it is played.
@Suite("The wall of an exercise", .serialized)
struct WallTests {
    private static let exercise = DeskWorld.id("entente-exercise", 1)
    private static let (mark, wall) = (
        DeskWorld.id("marking-definition", 0xE1), DeskWorld.id("marking-definition", 0xE2)
    )

    private static func definition(_ id: String, cells: [String]?) -> JSONTree {
        .members([
            "type": "marking-definition", "spec_version": "2.1", "id": .string(id),
            "created": "2026-01-01T00:00:00.000Z",
            "extensions": ExerciseMarking(exercise: exercise, name: "LOTUS 27", cells: cells).extensions,
        ])
    }

    /// A world with the markings of an exercise, of which `low` is in the white cell and `high`, cleared for more,
    /// plays.
    private static func world(from partner: String? = nil) throws -> DeskWorld {
        let world = try DeskWorld()
        try world.keep(definition(mark, cells: nil), from: partner)
        try world.keep(definition(wall, cells: ["white", "trusted"]), from: partner)
        try seat("low", "white", in: world)
        try seat("high", "bridge", in: world)
        return world
    }

    private static func seat(_ name: String, _ cell: String, in world: DeskWorld) throws {
        let number = try world.node.reading { connection throws(StoreError) in
            try RecordRows(connection).all("person", name: name).first?.row
        }
        let clearances = name == "high" ? #"["EU EU-SECRET"]"# : "[]"
        let seats = #""exercises":[{"exercise":"\#(exercise)","cell":"\#(cell)"}]"#
        try world.node.change { connection throws(StoreError) in
            if let number { _ = try RecordRows(connection).close(number, now: 2) }
        }
        let rest = #""clearances":\#(clearances),"briefed":"2026-01-12","needs":["canary"],\#(seats)"#
        try world.record("person", name, #"{"nationality":"EU",\#(rest)}"#)
    }

    /// An object under markings, beside TLP:GREEN.
    private static func object(_ number: Int, _ markings: [String]) -> JSONTree {
        var tree = DeskWorld.object("campaign", number)
        tree["object_marking_refs"] = .strings([DeskWorld.green] + markings)
        return tree
    }

    @Test("who plays sees nothing behind it, whatever the clearance", arguments: [nil, "japan"])
    func players(partner: String?) throws {
        let world = try Self.world(from: partner)
        let (walled, open) = (Self.object(1, [Self.wall]), Self.object(2, [Self.mark]))
        try world.keep(walled, open, from: partner)
        #expect(try world.seers(of: walled) == ["low"])
        #expect(try world.seers(of: open) == DeskWorld.readers)
        #expect(
            try world.at("high") { desk, _ throws(StoreError) in
                try desk.versions(of: DeskWorld.id("campaign", 1)).count
            } == 0
        )
    }

    @Test("the banner says first that it is invented")
    func banner() throws {
        let world = try Self.world()
        let (walled, open) = (Self.object(1, [Self.wall]), Self.object(2, [Self.mark]))
        let banners = try world.at("low") { desk, _ throws(StoreError) in
            [walled, open].compactMap { try? JSONDocument(parsing: $0.bytes()) }.map { desk.banner($0.root) }
        }
        #expect(banners == ["EXERCISE LOTUS 27: trusted, white // TLP:GREEN", "EXERCISE LOTUS 27 // TLP:GREEN"])
        #expect(BannerOrder.highest(banners).hasSuffix(" // TLP:GREEN"))
        #expect(
            BannerOrder.highest(["EXERCISE LOTUS 27 // TLP:GREEN", "TLP:AMBER"])
                == "EXERCISE LOTUS 27 (IN PART) // TLP:AMBER"
        )
        #expect(
            BannerOrder.highest(["EXERCISE A // TLP:GREEN", "EXERCISE A // TLP:AMBER"]) == "EXERCISE A // TLP:AMBER"
        )
        #expect(BannerOrder.key("EXERCISE A // TLP:RED") < BannerOrder.key("TLP:AMBER"))
        #expect(BannerOrder.key("EXERCISE A // TLP:GREEN") > BannerOrder.key("TLP:AMBER"))
        #expect(BannerOrder.key("EXERCISE A // EU-SECRET") < BannerOrder.key(""))
    }

    @Test("what is made of something behind it stays behind it")
    func floor() throws {
        let world = try Self.world()
        try world.keep(Self.object(1, [Self.wall]), Self.object(2, [Self.mark]))
        func missing(_ source: Int, _ markings: [String]) throws -> [String] {
            let object = try JSONDocument(parsing: Self.object(3, markings).bytes())
            return try world.writing("low") { desk throws(StoreError) in
                try desk.sourceShortfalls(of: object.root, [DeskWorld.id("campaign", source)]).map(\.text)
            }
        }
        #expect(try missing(1, []) == ["EXERCISE LOTUS 27: trusted, white"])
        #expect(try missing(1, [Self.mark]) == ["EXERCISE LOTUS 27: trusted, white"])
        #expect(try missing(1, [Self.wall]).isEmpty)
        #expect(try missing(2, []) == ["EXERCISE LOTUS 27"])
        #expect(try missing(2, [Self.wall]).isEmpty)
    }

    @Test("a definition in another form is not known, so that nobody sees what bears it")
    func otherForms() throws {
        let content = #""exercise":"\#(Self.exercise)","name":"X""#
        for (content, isKnown) in [
            (content, true), (#"\#(content),"cells":["a"]"#, true), (#"\#(content),"cells":"a""#, false),
            (#"\#(content),"cells":[1]"#, false), (#"\#(content),"cells":[""]"#, false),
            (#"\#(content),"until":"x""#, false),
            (#""exercise":"campaign--1","name":"X""#, false), (#""exercise":"\#(Self.exercise)""#, false),
        ] {
            let text =
                #"{"extensions":{"\#(ExerciseMarking.definition)":{"extension_type":"property-extension",\#(content)}}}"#
            #expect((ExerciseMarking(definition: try JSONDocument(text).root) != nil) == isKnown, "\(content)")
        }
    }
}
