import Desk
import Holdings
import Installation
import JSON
import Labels
import Store
import TestKit
import Testing

/// What an object is tied to, where it came from and where it went, as far as one person may know.
@Suite("Ties and origins", .serialized)
struct RelationDeskTests {
    typealias World = DeskWorld

    private static let (one, two, three) = (World.id("campaign", 1), World.id("campaign", 2), World.id("campaign", 3))

    private static func asking<Value>(
        _ world: World,
        _ name: String,
        _ body: (PersonDesk, RelationDesk, Connection) throws(StoreError) -> Value
    ) throws -> Value {
        try world.at(name) { desk, connection throws(StoreError) in
            try body(desk, try RelationDesk(desk, world.index, in: nil, connection), connection)
        }
    }

    /// The ties of an object as `direction property type id via`.
    private static func ties(_ world: World, _ name: String, _ id: String) throws -> [String] {
        try asking(world, name) { desk, relations, _ throws(StoreError) in
            guard let (_, object) = try desk.versions(of: id).first else { return ["hidden"] }
            let (list, isMore) = try relations.relations(of: object.root, id)
            #expect(!isMore)
            return list.map { tie in
                let (json, way) = (tie.json, tie.isOutgoing ? "to" : "from")
                #expect(json["direction"]?.string == way && json["via"]?.string == tie.via)
                return "\(way) \(tie.property) \(tie.id)" + (tie.via.map { " by \($0)" } ?? "")
            }
        }
    }

    @Test("a relationship is followed to its other end, each way, where the person may see both")
    func relationships() throws {
        let world = try World()
        try world.keep(World.campaign(1), World.campaign(2), World.campaign(3, World.secret))
        try world.keep(World.tie(4, Self.one, Self.two, "uses"), World.tie(5, Self.three, Self.one, "targets"))
        let (four, five) = (World.id("relationship", 4), World.id("relationship", 5))
        #expect(
            try Self.ties(world, "high", Self.one)
                == ["from targets \(Self.three) by \(five)", "to uses \(Self.two) by \(four)"]
        )
        // One end of it is hidden: that there is a tie is in the object that the person sees.
        #expect(
            try Self.ties(world, "low", Self.one).map { $0.replacing(five, with: "5") }
                == ["from target_ref 5", "to uses \(Self.two) by \(four)"]
        )
        #expect(try Self.ties(world, "low", Self.two) == ["from uses \(Self.one) by \(four)"])
        #expect(try Self.ties(world, "low", Self.three) == ["hidden"])
    }

    @Test("an object's own references go out, and those of others come in, by their properties")
    func references() throws {
        let world = try World()
        let report = World.id("report", 5)
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        try world.keep(
            World.object(
                "report",
                5,
                with: [
                    "name": "n", "published": "2026-01-01T00:00:00.000Z",
                    "object_refs": .strings([Self.one, Self.two, report, World.id("campaign", 9)]),
                ]
            )
        )
        #expect(try Self.ties(world, "low", report) == ["to object_refs \(Self.one)"])
        #expect(try Self.ties(world, "high", report) == ["to object_refs \(Self.one)", "to object_refs \(Self.two)"])
        #expect(try Self.ties(world, "low", Self.one) == ["from object_refs \(report)"])
    }

    @Test("a sighting goes out to what was sighted, and comes in from where")
    func sightings() throws {
        let world = try World()
        let (place, sighting) = (World.id("identity", 5), World.id("sighting", 6))
        try world.keep(
            World.campaign(1),
            World.object("identity", 5, with: ["name": "n", "identity_class": "individual"])
        )
        try world.keep(
            World.object(
                "sighting",
                6,
                with: ["name": nil, "sighting_of_ref": .string(Self.one), "where_sighted_refs": .strings([place])]
            )
        )
        #expect(try Self.ties(world, "low", place) == ["to sighting \(Self.one) by \(sighting)"])
        #expect(try Self.ties(world, "low", Self.one) == ["from sighting \(place) by \(sighting)"])
    }

    @Test("who wrote a relationship is tied to it, and to neither of its ends")
    func creators() throws {
        let world = try World()
        let author = World.id("identity", 5)
        try world.keep(
            World.campaign(1),
            World.campaign(2),
            World.object("identity", 5, with: ["name": "n", "identity_class": "individual"])
        )
        var tie = World.tie(6, Self.one, Self.two)
        tie["created_by_ref"] = .string(author)
        try world.keep(tie)
        let found = try Self.asking(world, "low") { desk, relations, _ throws(StoreError) in
            guard let (_, object) = try desk.versions(of: author).first else { return ["hidden"] }
            return try relations.relations(of: object.root, author).list.map {
                "\($0.isOutgoing) \($0.property) \($0.id)"
            }
        }
        #expect(found == ["false created_by_ref \(World.id("relationship", 6))"])
        #expect(
            try Self.ties(world, "low", Self.one) == ["to related-to \(Self.two) by \(World.id("relationship", 6))"]
        )
    }

    @Test("the chain leads to what an object was made from, step by step, each once")
    func origins() throws {
        let world = try World()
        try world.keep(World.campaign(1), World.campaign(2), World.campaign(3, World.secret), World.campaign(4))
        try world.keep(World.campaign(5), from: "japan")
        let (four, five) = (World.id("campaign", 4), World.id("campaign", 5))
        for (number, source, target) in [
            (11, Self.one, Self.two), (12, Self.two, four), (13, Self.one, Self.three), (14, four, Self.one),
            (15, Self.two, five),
        ] {
            try world.keep(World.tie(number, source, target, "derived-from"))
        }
        func chain(_ name: String) throws -> [String] {
            try Self.asking(world, name) { desk, relations, connection throws(StoreError) in
                let versions = try desk.versions(of: Self.one)
                return try OriginDesk(desk, relations, connection).chain(of: Self.one, versions).map { step in
                    let depth = step["depth"].map { String(decoding: $0.bytes(), as: UTF8.self) } ?? ""
                    let partner = step["partner"]?.string ?? ""
                    return [step["step"]?.string ?? "", step["id"]?.string ?? "", depth, partner].joined(
                        separator: " "
                    )
                }
            }
        }
        #expect(
            try chain("low")
                == [
                    "own   ", "derived-from \(Self.two) 1 ", "derived-from \(five) 2 japan",
                    "derived-from \(four) 2 ",
                ]
        )
        #expect(try chain("high").contains("derived-from \(Self.three) 1 "))
    }
}
