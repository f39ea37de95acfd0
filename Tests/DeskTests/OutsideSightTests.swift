import Desk
import Holdings
import Installation
import JSON
import Releasing
import Store
import TestKit
import Testing

/// What a server of others gave is seen under its own markings and under the one that was chosen for the server.
@Suite("What servers of others gave", .serialized)
struct OutsideSightTests {
    /// A world with a server of others, under a marking or in quarantine.
    private static func world(_ marking: String?) throws -> DeskWorld {
        let world = try DeskWorld()
        try world.node.change { connection throws(StoreError) in
            let row = try ObjectRows(connection).source(kind: OutsideRows.kind, name: "feed")
            var source = StoredOutsideSource(
                name: "feed",
                source: row,
                root: "https://feed.example/",
                collection: "c",
                title: "c",
                way: .open,
                made: 1
            )
            source.marking = marking
            try OutsideRows(connection).add(source)
        }
        return world
    }

    @Test("is seen by who is cleared for both")
    func both() throws {
        let world = try Self.world(DeskWorld.restricted)
        let (open, secret) = (DeskWorld.campaign(1), DeskWorld.campaign(2, DeskWorld.secret))
        try world.keep(open, secret, from: "feed", kind: OutsideRows.kind)
        #expect(try world.seers(of: open) == ["high", "officer", "guard"])
        #expect(try world.seers(of: secret) == ["high", "guard"])
        let banner = try world.at("high") { desk, _ throws(StoreError) in
            (try? JSONDocument(parsing: open.bytes())).map { desk.banner($0.root) }
        }
        #expect(banner == "EU-RESTRICTED // TLP:GREEN")
    }

    @Test("is judged as their own where the party itself or a partner gave the same content, and only then")
    func copies() throws {
        let world = try Self.world(DeskWorld.restricted)
        let (same, ours, theirs) = (
            DeskWorld.campaign(1), DeskWorld.campaign(2, with: ["name": "ours"]),
            DeskWorld.campaign(2, with: ["name": "theirs"])
        )
        try world.keep(same, theirs, from: "feed", kind: OutsideRows.kind)
        try world.keep(same, from: "japan")
        try world.keep(ours)
        #expect(try world.seers(of: same) == DeskWorld.readers)
        for (object, people) in [(ours, DeskWorld.readers), (theirs, ["high", "officer", "guard"])] {
            let document = try JSONDocument(parsing: object.bytes())
            #expect(try world.whoever { desk in desk.sees(document.root) } == people)
        }
        let names = try world.at("low") { desk, _ throws(StoreError) in
            try desk.versions(of: DeskWorld.id("campaign", 2)).map { $0.object.root["name"]?.string }
        }
        #expect(names == ["ours"])
    }

    @Test("is for officers alone while nothing is said of the server")
    func apart() throws {
        let world = try Self.world(nil)
        let (open, secret) = (DeskWorld.campaign(1), DeskWorld.campaign(2, DeskWorld.secret))
        let node = world.node
        try node.change { connection throws(StoreError) in
            let row = try ObjectRows(connection).source(kind: OutsideRows.kind, name: "feed")
            for object in [open, secret] {
                guard let document = try? JSONDocument(parsing: object.bytes()),
                    let incoming = try? node.intake.object(document.root)
                else { continue }
                _ = try node.keep(
                    [incoming],
                    source: row,
                    rule: .outside,
                    heldBack: OutsideRows.reason,
                    now: 2,
                    connection
                )
            }
        }
        #expect(try world.seers(of: open) == ["officer", "guard"])
        #expect(try world.seers(of: secret) == ["guard"])
        // Once it is marked, the index follows, and back again.
        try world.node.change { connection throws(StoreError) in
            let source = try OutsideRows(connection).find("feed")
            if let source { try OutsideRows(connection).mark(DeskWorld.green, source) { _ in nil } }
        }
        #expect(try world.seers(of: open) == DeskWorld.readers)
        #expect(try world.seers(of: secret) == ["high", "guard"])
    }
}
