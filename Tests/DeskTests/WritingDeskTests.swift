import Configuration
import Desk
import Holdings
import Installation
import JSON
import Labels
import STIX
import Store
import TestKit
import Testing

/// What a person may write: nothing that the person could not read, over nothing but the party's own (decisions/0011).
@Suite("What one person may write", .serialized)
struct WritingDeskTests {
    typealias World = DeskWorld

    /// What is said against an order: status, code and a part of the detail; nil for nothing.
    private static func fault(
        _ world: World,
        _ name: String,
        _ object: JSONTree,
        isNew: Bool = true,
        sources: [String] = [],
        base: String? = nil,
        beside: Set<String> = [],
        translated: String? = nil
    ) throws -> String? {
        let document = try JSONDocument(parsing: JSONDocument(parsing: object.bytes()).root.canonicalBytes())
        let fault = try world.writing(name) { desk throws(StoreError) in
            let order = WritingDesk.Order(
                object: document.root,
                isNew: isNew,
                sources: sources,
                base: base,
                beside: beside,
                translated: translated
            )
            return try desk.refusal(of: order)
        }
        return fault.map { "\($0.status) \($0.code): \($0.detail ?? $0.title)" }
    }

    @Test("is what the person could read")
    func clearance() throws {
        let world = try World()
        #expect(try Self.fault(world, "high", World.campaign(1, World.secret)) == nil)
        #expect(try Self.fault(world, "low", World.campaign(1)) == nil)
        let refused = try Self.fault(world, "low", World.campaign(1, World.restricted))
        #expect(refused == "422 invalid: your clearances do not cover the markings of the object")
    }

    @Test("is marked no lower than its portions")
    func portions() throws {
        let world = try World()
        func marked(_ whole: String, _ portion: String) -> JSONTree {
            World.campaign(
                1,
                whole,
                with: [
                    "name": "n",
                    "granular_markings": .array([
                        .members(["marking_ref": .string(portion), "selectors": .strings(["name"])])
                    ]),
                ]
            )
        }
        #expect(try Self.fault(world, "high", marked(World.secret, World.restricted)) == nil)
        let low = try Self.fault(world, "high", marked(World.restricted, World.secret))
        #expect(low == "422 invalid: the whole is marked lower than a portion of it: `EU-SECRET` is missing")
    }

    @Test("has paragraphs that say what the text says, each marked no lower than what it quotes")
    func blocks() throws {
        let world = try World()
        try world.keep(World.campaign(1), World.campaign(2, World.restricted))
        func note(_ marking: String, source: Int, text: String = "one") -> JSONTree {
            let block = ParagraphBlocks.selector(0)
            var object = World.campaign(
                3,
                World.restricted,
                with: [
                    "description": .string(text),
                    "granular_markings": .array([
                        .members(["marking_ref": .string(marking), "selectors": .strings([block])])
                    ]),
                    "extensions": .members([
                        "\(ParagraphBlocks.definition)": .members([
                            "extension_type": "property-extension", "property": "description",
                            "blocks": .array([
                                .members([
                                    "text": "one", "source_refs": .strings([World.id("campaign", source)]),
                                ])
                            ]),
                        ])
                    ]),
                ]
            )
            object["object_marking_refs"] = .strings([World.green, World.restricted])
            return object
        }
        #expect(try Self.fault(world, "high", note(World.restricted, source: 2)) == nil)
        #expect(try Self.fault(world, "high", note(World.green, source: 1)) == nil)
        let low = try Self.fault(world, "high", note(World.green, source: 2))
        #expect(low == "422 invalid: a paragraph is marked lower than what it quotes: `EU-RESTRICTED` is missing")
        let other = try Self.fault(world, "high", note(World.green, source: 1, text: "other"))
        #expect(other == "422 invalid: the text `description` is not what its paragraphs say")
    }

    @Test("is marked no lower than what it quotes, as far as the person sees that; of the rest nothing is said")
    func sources() throws {
        let world = try World()
        let (open, secret, nowhere) = (World.id("campaign", 1), World.id("campaign", 2), World.id("campaign", 9))
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        #expect(try Self.fault(world, "high", World.campaign(3), sources: [open]) == nil)
        let low = try Self.fault(world, "high", World.campaign(3), sources: [open, secret])
        #expect(low == "422 invalid: the marking is lower than that of what is quoted: `EU-SECRET` is missing")
        #expect(try Self.fault(world, "high", World.campaign(3, World.secret), sources: [secret]) == nil)
        // Hidden and absent are alike.
        for source in [secret, nowhere] {
            #expect(try Self.fault(world, "low", World.campaign(3), sources: [source])?.hasPrefix("404") == true)
        }
        // What it was made from earlier holds, whoever made it.
        try world.keep(World.campaign(3))
        try world.node.change { connection throws(StoreError) in
            try DerivationRows(connection).add(World.id("campaign", 3), of: secret)
        }
        for name in ["high", "low"] {
            let fault = try Self.fault(world, name, World.campaign(3, version: 1), isNew: false)
            #expect(fault == "422 invalid: the marking is lower than that of what the object was made from")
        }
        let demands = try world.writing("high") { desk throws(StoreError) in try desk.demands(of: [open, secret]) }
        #expect(demands.map { Set($0.map(\.text)) } == ["TLP:GREEN", "EU-SECRET"])
        #expect(try world.writing("low") { desk throws(StoreError) in try desk.demands(of: [open, secret]) } == nil)
    }

    @Test("is the next version of the party's own, seen whole and not changed meanwhile")
    func versions() throws {
        let world = try World()
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        try world.keep(World.campaign(3), from: "japan")
        func next(_ name: String, _ number: Int, version: Int = 1, base: String? = nil) throws -> String? {
            try Self.fault(world, name, World.campaign(number, version: version), isNew: false, base: base)
        }
        #expect(try next("low", 1) == nil && next("low", 1, base: "2026-01-01T00:00:00.000Z") == nil)
        #expect(try next("low", 1, base: "2025-01-01T00:00:00.000Z")?.hasPrefix("409 changed-meanwhile") == true)
        // The same version is judged where it is kept; an older one not.
        #expect(try next("low", 1, version: 0) == nil)
        try world.keep(World.campaign(1, version: 2))
        #expect(try next("low", 1)?.hasPrefix("409 changed-meanwhile: ") == true)
        #expect(try next("low", 1, version: 3) == nil)
        // What is hidden answers as what is nowhere, what came from elsewhere is no one's here to change.
        #expect(try next("low", 2)?.hasPrefix("404") == true && next("low", 9)?.hasPrefix("404") == true)
        #expect(
            try next("low", 3)
                == "422 invalid: this object came from elsewhere; write one of your own that refers to it"
        )
        // Rules of versions (STIX 2.1, 3.6): nothing follows a revocation, and nobody else creates what is there.
        var changed = World.campaign(1, version: 3)
        changed["created"] = "2025-12-31T00:00:00.000Z"
        #expect(try Self.fault(world, "low", changed, isNew: false)?.hasPrefix("409 ") == true)
        var revoked = World.campaign(1, version: 3)
        revoked["revoked"] = .bool(true)
        try world.keep(revoked)
        #expect(try next("low", 1, version: 4)?.hasPrefix("409 ") == true)
    }

    @Test("names what the person may see, or what the version before named")
    func references() throws {
        let world = try World()
        let (open, secret, nowhere) = (World.id("campaign", 1), World.id("campaign", 2), World.id("campaign", 9))
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        #expect(try Self.fault(world, "low", World.tie(3, open, open)) == nil)
        for target in [secret, nowhere] {
            let fault = try Self.fault(world, "low", World.tie(3, open, target))
            #expect(fault == "422 invalid: it refers to `\(target)`, which is not here")
            #expect(try Self.fault(world, "low", World.tie(3, open, target), beside: [target]) == nil)
        }
        #expect(try Self.fault(world, "high", World.tie(3, open, secret)) == nil)
        // Of the version before everything may stay that the person sees of it.
        try world.keep(World.tie(3, open, nowhere))
        var next = World.tie(3, open, nowhere)
        next["modified"] = "2026-01-01T00:00:01.000Z"
        #expect(try Self.fault(world, "low", next, isNew: false) == nil)
        #expect(try Self.fault(world, "low", next) == "422 invalid: it refers to `\(nowhere)`, which is not here")
        let tie = try JSONDocument(parsing: World.tie(3, secret, nowhere).bytes())
        let unseen = try world.writing("low") { desk throws(StoreError) in
            try desk.unseen(in: tie.root, besides: [])
        }
        #expect(unseen == [secret, nowhere].min())
    }

    @Test("can be edited where the person sees all of the newest own version")
    func editing() throws {
        let world = try World()
        let secret = World.id("campaign", 2)
        try world.keep(
            World.campaign(1),
            World.campaign(2, World.secret),
            World.object(
                "report",
                3,
                with: ["name": "r", "published": "2026-01-01T00:00:00.000Z", "object_refs": .strings([secret])]
            )
        )
        try world.keep(World.campaign(4), from: "japan")
        var revoked = World.campaign(5)
        revoked["revoked"] = .bool(true)
        try world.keep(revoked)
        func may(_ name: String, _ id: String) throws -> Bool {
            try world.writing(name) { desk throws(StoreError) in try desk.mayEdit(id) }
        }
        #expect(try may("low", World.id("campaign", 1)) && !may("low", secret) && may("high", secret))
        #expect(try !may("low", World.id("report", 3)) && may("high", World.id("report", 3)))
        #expect(try !may("high", World.id("campaign", 4)) && !may("high", World.id("campaign", 5)))
        #expect(try !may("high", World.id("campaign", 9)) && !may("high", World.secret))
    }

    @Test("a translation is marked as what it translates, and begins as a draft")
    func translations() throws {
        let world = try World()
        let secret = World.id("campaign", 2)
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        func content(_ number: Int, _ marking: String, _ of: String, state: String? = nil) -> JSONTree {
            World.object(
                "language-content",
                number,
                marking,
                with: [
                    "object_ref": .string(of), "contents": .members(["fr": .members(["name": "m"])]),
                    "extensions": state.map {
                        .members([
                            TranslationRecord.definition: .members([
                                "extension_type": "property-extension", "made_by": "person", "state": .string($0),
                                "checked": $0 == "draft" ? nil : "2026-01-01T00:00:00.000Z",
                            ])
                        ])
                    },
                ]
            )
        }
        func fault(_ name: String, _ marking: String, _ of: String) throws -> String? {
            try Self.fault(world, name, content(3, marking, of), translated: of)
        }
        #expect(try fault("high", World.secret, secret) == nil)
        let low = try fault("high", World.restricted, secret)
        #expect(low?.contains("`EU-SECRET` is missing; translate its newest version") == true)
        #expect(try fault("low", World.green, secret)?.contains("which is not here") == true)
        #expect(try fault("high", World.secret, World.id("campaign", 9)) != nil)
        // Not as a step of a translation, it is a draft, or says nothing of how it was made.
        let open = World.id("campaign", 1)
        #expect(try Self.fault(world, "high", content(3, World.green, open)) == nil)
        #expect(try Self.fault(world, "high", content(3, World.green, open, state: "draft")) == nil)
        let checked = try Self.fault(world, "high", content(3, World.green, open, state: "checked"))
        #expect(checked?.contains("a translation comes as a draft") == true)
        try world.keep(content(3, World.green, open, state: "checked"))
        var next = content(3, World.green, open, state: "checked")
        next["modified"] = "2026-01-01T00:00:01.000Z"
        let again = try Self.fault(world, "high", next, isNew: false)
        #expect(again == nil)
        next["contents"] = .members(["fr": .members(["name": "other"])])
        #expect(try Self.fault(world, "high", next, isNew: false)?.contains("comes as a draft") == true)
    }

    @Test("a file's objects are known as far as the person sees the whole of them")
    func brought() throws {
        let world = try World()
        let (one, secret) = (World.id("campaign", 1), World.id("campaign", 2))
        try world.keep(World.campaign(1), World.campaign(1, version: 2), World.campaign(2, World.secret))
        try world.keep(World.campaign(3), from: "japan")
        func held(_ name: String) throws -> [String: HeldObject] {
            try world.writing(name) { desk throws(StoreError) in
                try desk.held(of: [one, secret, World.id("campaign", 3), World.id("campaign", 9), one])
            }
        }
        #expect(try Set(held("low").keys) == [one] && Set(held("high").keys) == [one, secret])
        let known = try #require(held("low")[one])
        #expect(
            known.id == one
                && known.versions.map(\.version) == ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:02.000Z"]
        )
        func place(_ object: JSONTree, _ held: HeldObject?) throws -> BroughtObject.Place {
            let document = try JSONDocument(parsing: object.bytes())
            let incoming = try world.node.intake.object(document.root)
            return BroughtObject(old: one, incoming: incoming, object: document, held: held).place
        }
        #expect(try place(World.campaign(1), nil) == .new)
        #expect(
            try place(World.campaign(1), known) == .known && place(World.campaign(1, version: 2), known) == .known
        )
        #expect(try place(World.campaign(1, version: 1), known) == .known)
        #expect(try place(World.campaign(1, version: 3), known) == .later)
        #expect(try place(World.campaign(1, version: 2, with: ["name": "other"]), known) == .conflict)
        #expect(try place(World.campaign(1, with: ["name": "other"]), known) == .conflict)
        // What a file brought in under another name is found by the name in the file.
        try world.node.change { connection throws(StoreError) in
            try ImportedRows(connection).put(World.id("campaign", 8), as: one)
        }
        let other = try world.writing("low") { desk throws(StoreError) in try desk.held(of: [World.id("campaign", 8)])
        }
        #expect(other[World.id("campaign", 8)]?.id == one)
    }
}
