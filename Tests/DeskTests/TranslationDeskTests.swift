import Configuration
import Desk
import Holdings
import Installation
import JSON
import Labels
import Releasing
import STIX
import Store
import TestKit
import Testing

/// Translations for people: who made them and looked at them, and what objects are called by them.
@Suite("Translations at a desk", .serialized)
struct TranslationDeskTests {
    typealias World = DeskWorld

    private static let (one, content) = (World.id("campaign", 1), World.id("language-content", 2))

    private static func translation(
        _ number: Int = 2,
        _ marking: String = World.green,
        version: Int = 0,
        text: String = "nom",
        maker: String? = nil,
        state: String? = nil,
        of: String? = nil
    ) -> JSONTree {
        World.object(
            "language-content",
            number,
            marking,
            version: version,
            with: [
                "object_ref": .string(one), "contents": .members(["fr": .members(["name": .string(text)])]),
                "object_modified": of.map { .string($0) },
                "extensions": state.map { state in
                    .members([
                        TranslationRecord.definition: .members([
                            "extension_type": "property-extension", "made_by": .string(maker ?? "person"),
                            "translator": maker == "machine" ? "M" : nil, "state": .string(state),
                            "checked": state == "draft" ? nil : "2026-01-01T00:00:00.000Z",
                            "approved": state == "approved" ? "2026-01-01T00:00:00.000Z" : nil,
                        ])
                    ])
                },
            ]
        )
    }

    /// Keeps the next version as somebody's.
    private static func keep(_ world: World, _ object: JSONTree, by name: String?) throws {
        try world.keep(object)
        guard let name, let id = object["id"]?.string else { return }
        try world.node.change { connection throws(StoreError) in
            let accounts = AccountRows(connection)
            if try accounts.find(name) == nil {
                try accounts.put(
                    StoredAccount(name: name, title: name.uppercased(), roles: [], register: nil, created: 1)
                )
            }
            let row = try ObjectRows(connection).versions(of: id).last?.row
            try accounts.note(author: name, of: row ?? 0)
        }
    }

    private static func json(_ world: World, _ name: String = "low", of original: String = one) throws -> JSONTree? {
        try world.at(name) { desk, connection throws(StoreError) in
            try TranslationDesk(desk, connection).json(content, of: original)
        }
    }

    @Test("tell who wrote the text, who checked it and who approved it; another text is nobody's check")
    func history() throws {
        let world = try World()
        try world.keep(World.campaign(1))
        try Self.keep(world, Self.translation(state: "draft"), by: "ann")
        try Self.keep(world, Self.translation(version: 1, text: "nom 2", state: "draft"), by: "bob")
        var json = try #require(try Self.json(world))
        #expect(json["made_by"] == "person" && json["state"] == "draft" && json["translator"] == nil)
        #expect(json["translated_by"] == .strings(["ANN", "BOB"]) && json["checked_by"] == nil)
        try Self.keep(world, Self.translation(version: 2, text: "nom 2", state: "checked"), by: "cid")
        json = try #require(try Self.json(world))
        #expect(
            json["checked_by"] == "CID" && json["approved_by"] == nil
                && json["translated_by"] == .strings(["ANN", "BOB"])
        )
        #expect(json["checked"] == "2026-01-01T00:00:00.000Z" && json["approved"] == nil)
        try Self.keep(world, Self.translation(version: 3, text: "nom 2", state: "approved"), by: "dot")
        json = try #require(try Self.json(world))
        #expect(json["checked_by"] == "CID" && json["approved_by"] == "DOT" && json["state"] == "approved")
        #expect(json["approved"] == "2026-01-01T00:00:00.000Z")
        // A draft again: what was looked at before is looked at no more.
        try Self.keep(world, Self.translation(version: 4, text: "nom 3", state: "draft"), by: "ann")
        json = try #require(try Self.json(world))
        #expect(
            json["checked_by"] == nil && json["approved_by"] == nil
                && json["translated_by"] == .strings(["ANN", "BOB"])
        )
    }

    @Test("a machine has no name of a person, and whose text it takes over is that person's no more")
    func machines() throws {
        let world = try World()
        try world.keep(World.campaign(1))
        try Self.keep(world, Self.translation(text: "a", state: "draft"), by: "ann")
        try Self.keep(world, Self.translation(version: 1, text: "b", maker: "machine", state: "draft"), by: "bob")
        var json = try #require(try Self.json(world))
        #expect(json["made_by"] == "machine" && json["translator"] == "M" && json["translated_by"] == nil)
        // Who goes on with the same text as a person's has written it.
        try Self.keep(world, Self.translation(version: 2, text: "b", state: "draft"), by: "cid")
        json = try #require(try Self.json(world))
        #expect(json["translated_by"] == .strings(["CID"]))
        // Of a version that came with its state nobody here is who checked it.
        let other = try World()
        try other.keep(World.campaign(1))
        try Self.keep(other, Self.translation(state: "checked"), by: "ann")
        json = try #require(try Self.json(other))
        #expect(json["checked_by"] == nil && json["translated_by"] == .strings(["ANN"]) && json["checked"] != nil)
    }

    @Test("are shown with source, banner and version; of one that is not its, or hidden, nothing is")
    func shown() throws {
        let world = try World()
        try world.keep(World.campaign(1), Self.translation(of: "2026-01-01T00:00:00.000Z"))
        let json = try #require(try Self.json(world))
        #expect(json["id"]?.string == Self.content && json["source"] == "own" && json["banner"] == "TLP:GREEN")
        #expect(json["of_version"] == "2026-01-01T00:00:00.000Z" && json["made_by"] == nil && json["state"] == nil)
        #expect(json["contents"] == .members(["fr": .members(["name": "nom"])]))
        #expect(try Self.json(world, of: World.id("campaign", 9)) == nil)
        let hidden = try World()
        try hidden.keep(World.campaign(1), Self.translation(2, World.secret))
        #expect(try Self.json(hidden, "low") == nil && Self.json(hidden, "high") != nil)
        // A partner's says nothing of who wrote it.
        let theirs = try World()
        try theirs.keep(World.campaign(1))
        try theirs.keep(Self.translation(state: "checked"), from: "japan")
        let told = try #require(try Self.json(theirs))
        #expect(told["state"] == "checked" && told["translated_by"] == nil && told["source"] == "partner japan")
    }

    private static func name(_ world: World, _ who: String = "low", in language: String? = "fr", _ id: String = one)
        throws -> String
    {
        try world.at(who) { desk, connection throws(StoreError) in
            let holdings = try HoldingDesk(desk, world.index, connection)
            guard let (_, object) = try desk.versions(of: id).first else { return "hidden" }
            let name = try NameDesk(desk, holdings, in: language, connection).name(object.root)
            #expect((name.translation == nil) == (name.translated == nil))
            return name.text + (name.languages.map { " \($0)" } ?? "")
                + (name.translated?["by_machine"] == .bool(true) ? " by machine" : "")
        }
    }

    @Test("an object is called as the best translation that the reader may see calls it")
    func names() throws {
        let world = try World()
        try world.keep(World.campaign(1))
        #expect(try Self.name(world) == "n")
        try world.keep(Self.translation(2, text: "vieux"), Self.translation(3, version: 1, text: "neuf"))
        #expect(try Self.name(world) == "neuf" && Self.name(world, in: "fr-CA") == "neuf")
        #expect(
            try Self.name(world, in: nil) == "n" && Self.name(world, in: "de") == "n"
                && Self.name(world, in: "en") == "n"
        )
        // A machine's draft comes last, what is approved first.
        try world.keep(Self.translation(4, version: 2, text: "machine", maker: "machine", state: "draft"))
        #expect(try Self.name(world) == "neuf")
        try world.keep(Self.translation(5, text: "bon", state: "approved"))
        #expect(try Self.name(world) == "bon")
        // One that the reader may not see gives no name.
        try world.keep(Self.translation(6, World.secret, version: 3, text: "secret", state: "approved"))
        let (low, high) = (try Self.name(world), try Self.name(world, "high"))
        #expect(low == "bon" && high == "secret")
    }

    @Test("not by one that was taken back, or is of another version, or of another object")
    func unfit() throws {
        let world = try World()
        var revoked = Self.translation(2)
        revoked["revoked"] = .bool(true)
        try world.keep(World.campaign(1), revoked, Self.translation(3, of: "2025-01-01T00:00:00.000Z"))
        #expect(try Self.name(world) == "n")
        try world.keep(Self.translation(4, text: "juste", of: "2026-01-01T00:00:00Z"))
        #expect(try Self.name(world) == "juste")
        let machine = try World()
        try machine.keep(World.campaign(1), Self.translation(2, text: "m", maker: "machine", state: "draft"))
        #expect(try Self.name(machine) == "m by machine")
        #expect(try Self.name(machine, "low", in: "fr", Self.content) == "m [\"fr\"] by machine")
    }

    @Test("a translation is called as what it translates, if the reader may see that")
    func called() throws {
        let world = try World()
        try world.keep(World.campaign(1, World.secret), Self.translation())
        #expect(try Self.name(world, "low", in: nil, Self.content) == " [\"fr\"]")
        #expect(try Self.name(world, "high", in: nil, Self.content) == "n [\"fr\"]")
    }
}
