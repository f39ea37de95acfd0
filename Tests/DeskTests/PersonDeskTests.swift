import Desk
import Holdings
import Installation
import JSON
import Labels
import Release
import Store
import TestKit
import Testing
import Work

/// What a person may see, and in what form.
@Suite("What one person sees", .serialized)
struct PersonDeskTests {
    typealias World = DeskWorld

    private static func document(_ tree: JSONTree) throws -> JSONDocument { try JSONDocument(parsing: tree.bytes()) }

    @Test("is what the person is cleared for")
    func levels() throws {
        let world = try World()
        for (number, marking, people) in [
            (1, World.green, ["high", "low", "officer", "guard"]),
            (2, World.restricted, ["high", "officer", "guard"]),
            (3, World.secret, ["high", "guard"]), (4, World.red, []),
        ] {
            let object = World.campaign(number, marking)
            try world.keep(object)
            let document = try Self.document(object)
            #expect(try world.whoever { desk in desk.sees(document.root) } == people)
            #expect(try world.whoever { desk in desk.sees(markings: [marking]) } == people)
            #expect(
                try world.whoever { desk throws(StoreError) in
                    try !desk.versions(of: World.id("campaign", number)).isEmpty
                } == people
            )
            #expect(
                try world.whoever { desk throws(StoreError) in try desk.mayKnow(of: World.id("campaign", number)) }
                    == people
            )
        }
        // Of what is nowhere everybody may speak who sees content.
        #expect(
            try world.whoever { desk throws(StoreError) in try desk.mayKnow(of: World.id("campaign", 9)) }
                == ["high", "low", "officer", "guard"]
        )
        #expect(
            try world.whoever { desk throws(StoreError) in
                try !desk.versions(of: World.id("campaign", 9)).isEmpty
            }.isEmpty
        )
    }

    @Test("is what nobody can read the marking of, for who has to say what it means, and for nobody else")
    func unknown() throws {
        let world = try World()
        func people(_ markings: [String]) throws -> [String] {
            try world.whoever { desk in desk.sees(markings: markings) }
        }
        #expect(try people([World.unknown]) == ["guard"])
        #expect(try people([World.unknown, World.green]) == ["guard"])
        #expect(try people([World.unknown, World.secret]) == ["guard"])
        // What else it is marked with holds for the one who explains it as well.
        #expect(try people([World.unknown, World.red]) == [])
        let torn = try JSONDocument(
            #"{"type":"campaign","object_marking_refs":["\#(World.unknown)"],"granular_markings":7}"#
        )
        #expect(try world.whoever { desk in desk.sees(torn.root) }.isEmpty)
    }

    @Test("is TLP:RED and what is held on a list for who is named, and for nobody else")
    func named() throws {
        let world = try World()
        let item = World.id("campaign", 1)
        try world.keep(
            World.campaign(1, World.secret),
            World.campaign(2, World.secret),
            World.campaign(3, World.secret)
        )
        try world.record("holder", item, #"{"person":"high"}"#)
        try world.record("holder", World.id("campaign", 2), #"{"facility":"F"}"#)
        try world.record("holder", World.id("campaign", 3), "torn")
        func people(_ number: Int) throws -> [String] {
            try world.whoever { desk throws(StoreError) in
                try !desk.versions(of: World.id("campaign", number)).isEmpty
            }
        }
        #expect(try people(1) == ["high"])
        #expect(try people(2) == [])
        #expect(try people(3) == [])
        // Two lists of one item: who stands on one of them.
        try world.record("holder", item, #"{"person":"guard"}"#)
        #expect(try people(1) == ["high", "guard"])
    }

    @Test("of versions is the newest first, those of the party before those of others")
    func versions() throws {
        let world = try World()
        try world.keep(World.campaign(1), World.campaign(1, World.secret, version: 1), World.campaign(1, version: 2))
        try world.keep(World.campaign(1, version: 3), from: "japan")
        func seen(_ name: String) throws -> [String] {
            try world.at(name) { desk, _ throws(StoreError) in
                try desk.versions(of: World.id("campaign", 1)).map {
                    "\($0.version.sourceKind) \($0.version.version)"
                }
            }
        }
        let all = ["own 2026-01-01T00:00:02.000Z", "own 2026-01-01T00:00:01.000Z", "own 2026-01-01T00:00:00.000Z"]
        #expect(try seen("high") == all + ["partner 2026-01-01T00:00:03.000Z"])
        #expect(try seen("low") == [all[0], all[2], "partner 2026-01-01T00:00:03.000Z"])
    }

    @Test("of an object has no reference to what is hidden, and its portions are where they stand in what is left")
    func shown() throws {
        let world = try World()
        let (open, hidden, nowhere) = (World.id("campaign", 1), World.id("campaign", 2), World.id("campaign", 9))
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        let report = World.object(
            "report",
            3,
            with: [
                "name": "r", "published": "2026-01-01T00:00:00.000Z",
                "object_refs": .strings([hidden, open, nowhere]),
            ]
        )
        func shown(_ name: String) throws -> JSONTree? {
            try world.at(name) { desk, _ in desk.shown(report, own: World.id("report", 3))["object_refs"] }
        }
        #expect(try shown("high") == .strings([hidden, open, nowhere]))
        #expect(try shown("low") == .strings([open, nowhere]))
        func place(_ name: String, _ selector: String) throws -> String? {
            try world.at(name) { desk, _ in desk.place(of: selector, in: report, own: World.id("report", 3)) }
        }
        for (selector, high, low) in [
            ("object_refs.[0]", "object_refs.[0]", nil), ("object_refs.[1]", "object_refs.[1]", "object_refs.[0]"),
            ("object_refs.[2]", "object_refs.[2]", "object_refs.[1]"), ("object_refs.[3]", nil, nil),
            ("object_refs", "object_refs", "object_refs"), ("name", "name", "name"), ("name.x", nil, nil),
            ("nothing", nil, nil), ("object_refs.0", nil, nil), ("object_refs.[x]", nil, nil),
            ("object_refs.[1", nil, nil),
            ("object_refs.1]", nil, nil),
        ] as [(String, String?, String?)] {
            #expect(try place("high", selector) == high, "\(selector)")
            #expect(try place("low", selector) == low, "\(selector)")
        }
        // Its own identifier everybody knows who reads it.
        let own = World.campaign(2, World.secret)
        #expect(try world.at("low") { desk, _ in desk.shown(own, own: hidden)["id"] } == .string(hidden))
        #expect(try world.at("low") { desk, _ in desk.shown(own, own: open)["id"] } == nil)
    }

    @Test("is nothing of what cannot be looked up")
    func faults() throws {
        let world = try World()
        try world.keep(World.campaign(1))
        let id = World.id("campaign", 1)
        let shown = try [false, true].map { isFailing in
            try world.at("low") { desk, _ in
                if isFailing { world.faults.arm(at: 1, .refused) }
                defer { world.faults.disarm() }
                return desk.sight().mayShow(id)
            }
        }
        #expect(shown == [true, false])
    }

    @Test("of warnings are those about what is shown")
    func warnings() throws {
        let world = try World()
        try world.keep(World.campaign(2, World.secret))
        let object = World.object(
            "note",
            3,
            with: ["content": "c", "object_refs": .strings([World.id("campaign", 2), "x"])]
        )
        let properties = try world.at("low") { desk, _ in
            desk.shown(
                [
                    .init(.timestampPrecision, at: "object_refs.[0]"),
                    .init(.timestampPrecision, at: "object_refs.[1]"),
                ],
                in: object,
                own: "x"
            ).map(\.property)
        }
        #expect(properties == ["object_refs.[0]"])
    }

    @Test("is masked so that hidden and absent are alike, and one thing stays one thing")
    func masked() throws {
        let world = try World()
        let (open, hidden, nowhere) = (World.id("campaign", 1), World.id("campaign", 2), World.id("campaign", 9))
        try world.keep(World.campaign(1), World.campaign(2, World.secret))
        let object = JSONTree.members([
            "a": .strings([open, hidden, nowhere, hidden, World.green]), "b": .members(["c": .string(hidden)]),
            "d": .integer(7),
        ])
        let masked = try world.at("low") { desk, _ in desk.masked(object) }
        let texts = masked["a"]?.elements?.compactMap(\.string) ?? []
        #expect(texts.count == 5 && texts[0] == open && texts[4] == World.green && masked["d"] == .integer(7))
        #expect(texts[1] != hidden && texts[1] == texts[3] && texts[2] != nowhere && texts[1] != texts[2])
        #expect(texts[1].hasPrefix("campaign--") && texts[1].utf8.count == hidden.utf8.count)
        #expect(masked["b"]?["c"]?.string == texts[1])
        let high = try world.at("high") { desk, _ in desk.masked(object)["a"]?.elements?.compactMap(\.string) ?? [] }
        #expect(high[1] == hidden && high[2] != nowhere)
    }

    @Test("identifiers are all that an object names, but those of markings and extensions")
    func identifiers() throws {
        let object = JSONTree.members([
            "id": .string(World.id("campaign", 1)), "object_marking_refs": .strings([World.green]),
            "x": .array([.members(["y": .string(World.id("report", 2))]), .bool(true), "campaign--1"]),
        ])
        #expect(PersonDesk.identifiers(in: object) == [World.id("campaign", 1), World.id("report", 2)])
    }

    @Test("is called by its name, else by what it says, else by its identifier; a long name ends behind a word")
    func title() throws {
        func title(_ text: String) throws -> String { PersonDesk.title(try JSONDocument(text).root) }
        #expect(try title(#"{"id":"i","name":"n","value":"v"}"#) == "n")
        #expect(try title(#"{"id":"i","name":"","value":"v"}"#) == "v")
        #expect(try title(#"{"id":"i"}"#) == "i" && title("{}") == "")
        func named(_ name: String) throws -> String { try title(#"{"name":"\#(name)"}"#) }
        let (long, word) = (String(repeating: "x", count: 300), String(repeating: "y", count: 180))
        #expect(try named(String(long.prefix(200))) == long.prefix(200))
        #expect(try named(String(long.prefix(201))) == long.prefix(199) + "…")
        #expect(try named("\(word) \(long)") == word + "…")
        // Where the last word alone is long, the cut is where it is.
        #expect(try named("\(word.prefix(169)) \(long)") == word.prefix(169) + " " + long.prefix(29) + "…")
        #expect(try named("\(word.prefix(170)) \(long)") == word.prefix(170) + "…")
    }

    @Test("notices are for officers who may know of their item")
    func notices() throws {
        let world = try World()
        try world.keep(World.campaign(1, World.secret), World.campaign(2))
        for number in [1, 2] {
            try world.keep(
                World.object(
                    "entente-notice",
                    number,
                    with: [
                        "kind": "recall", "item": .string(World.id("campaign", number)), "addressee": "japan",
                        "action": "withdraw",
                        "extensions": .members([
                            "extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43": .members([
                                "extension_type": "new-sdo"
                            ])
                        ]),
                    ]
                )
            )
        }
        func people(_ number: Int) throws -> [String] {
            try world.whoever { desk throws(StoreError) in
                try !desk.versions(of: World.id("entente-notice", number)).isEmpty
            }
        }
        #expect(try people(1) == ["guard"])
        #expect(try people(2) == ["officer", "guard"])
    }

    @Test("somebody who is on no register is cleared for nothing")
    func unregistered() throws {
        let world = try World()
        try world.keep(World.campaign(1), World.campaign(2, World.restricted))
        var person = try world.person("high")
        var account = person.account
        account.register = nil
        person = SignedIn(account: account, roles: person.roles, csrf: "", expires: .max, digest: [])
        let seen = try world.node.reading { [person] connection throws(StoreError) in
            let desk = try PersonDesk(person, world.node, connection)
            return try [1, 2].map { number throws(StoreError) in
                try !desk.versions(of: World.id("campaign", number)).isEmpty
            }
        }
        #expect(seen == [true, false])
        // Nor is somebody who is there twice, since nobody can say which record holds.
        try world.record(
            "person",
            "high",
            #"{"nationality":"EU","clearances":["EU EU-SECRET"],"briefed":"2026-01-12","needs":["canary"]}"#
        )
        let twice = try world.at("high") { desk, _ throws(StoreError) in
            try [1, 2].map { number throws(StoreError) in try !desk.versions(of: World.id("campaign", number)).isEmpty
            }
        }
        #expect(twice == [true, false])
    }
}
