import Configuration
import Desk
import Holdings
import Installation
import JSON
import Labels
import Release
import Releasing
import Store
import TestKit
import Testing
import Transport

/// What is said of releases and renditions at a desk, and what somebody may order.
@Suite("Releases at a desk", .serialized)
struct ReleaseDeskTests {
    typealias World = DeskWorld

    private static let (one, rendition) = (World.id("campaign", 1), World.id("campaign", 8))

    /// A node that has given Japan a rendition of the first campaign, in two versions, and withdrawn it.
    private static func world(_ marking: String = World.green, rendered: String = World.green) throws -> World {
        let world = try World()
        try world.keep(World.campaign(1, marking))
        for version in [0, 1] {
            try world.keep(World.campaign(8, rendered, version: version), from: "japan", kind: "rendition")
        }
        try world.node.change { connection throws(StoreError) in
            let row = try ObjectRows(connection).versions(of: Self.one).first?.row ?? 0
            try RenditionRows(connection).put(
                StoredRendition(
                    source: Self.one,
                    object: row,
                    id: Self.rendition,
                    created: 1,
                    modified: 2,
                    content: []
                ),
                for: "japan"
            )
            let open = #"{"verdict":"permits","code":"tlp-open","text":"open"}"#
            let article = #"{"verdict":"permits","agreement":"A","source":"A, article 1"}"#
            let refused = #"{"verdict":"refuses","agreement":"B","source":"B, article 2"}"#
            let other = #"{"verdict":"permits","code":"x","text":"y"}"#
            for (outcome, officer, grounds) in [
                ("rendition", "O", [open, article, article, refused]),
                ("withdraw", Node.newerVersion, [open, other]),
            ] {
                try ReleaseRows(connection).add(
                    ReleaseAct(
                        object: row,
                        party: "japan",
                        officer: officer,
                        made: 1,
                        outcome: outcome,
                        grounds: Array(#"{"grounds":[\#(grounds.joined(separator: ","))]}"#.utf8),
                        question: Array(#"{"channel":"courier","purpose":"p","first_officer":"F"}"#.utf8)
                    )
                )
            }
        }
        return world
    }

    @Test("renditions are for who may see them and what they stand for, the newest first")
    func renditions() throws {
        let world = try Self.world(World.secret)
        func seen(_ world: World, _ name: String, _ id: String = ReleaseDeskTests.rendition) throws -> [String] {
            try world.at(name) { desk, _ throws(StoreError) in
                try desk.renditions(of: id).map { String($0.version.version.suffix(7)) }
            }
        }
        #expect(try seen(world, "high") == ["01.000Z", "00.000Z"])
        #expect(try seen(world, "low") == [] && seen(world, "high", Self.one) == [])
        let hidden = try Self.world(World.green, rendered: World.secret)
        #expect(try seen(hidden, "low") == [] && seen(hidden, "high").count == 2)
        let source = try world.at("low") { desk, _ throws(StoreError) in
            try [Self.rendition, Self.one, World.id("campaign", 9)].map { id throws(StoreError) in
                try desk.source(ofRendition: id)
            }
        }
        #expect(source == [Self.one, nil, nil])
        // A rendition is no version of something held.
        #expect(try world.at("high") { desk, _ throws(StoreError) in try desk.versions(of: Self.rendition).isEmpty })
        #expect(try world.at("low") { desk, _ throws(StoreError) in try desk.mayKnow(of: Self.rendition) })
    }

    @Test("where it came from: what it stands for, if the person may see that")
    func chain() throws {
        func steps(_ world: World, _ name: String) throws -> [String] {
            try world.at(name) { desk, connection throws(StoreError) in
                let relations = try RelationDesk(desk, world.index, in: nil, connection)
                let versions = try desk.renditions(of: Self.rendition)
                return try OriginDesk(desk, relations, connection).chain(of: Self.rendition, versions).map { step in
                    "\(step["step"]?.string ?? "") \(step["partner"]?.string ?? "") \(step["id"]?.string ?? "")"
                }
            }
        }
        let world = try Self.world()
        #expect(
            try steps(world, "low") == ["rendition japan ", "rendition japan ", "rendition-of japan \(Self.one)"]
        )
        // What a partner gave as its rendition says so itself.
        let note: JSONTree = .members([
            RenditionExtension.rendition: .members(["extension_type": "property-extension", "commitment": "c"])
        ])
        try world.keep(World.campaign(5, with: ["name": "n", "extensions": note]), World.campaign(6), from: "japan")
        try world.node.change { connection throws(StoreError) in
            try ReceiptRows(connection).put(
                StoredReceipt(
                    partner: "japan",
                    id: World.id("campaign", 6),
                    version: "2026-01-01T00:00:00.000Z",
                    taken: 1,
                    origin: "japan.entente/log",
                    place: 7,
                    size: 8,
                    body: [],
                    salt: [],
                    path: []
                )
            )
        }
        func step(_ number: Int) throws -> JSONTree? {
            try world.at("low") { desk, connection throws(StoreError) in
                let relations = try RelationDesk(desk, world.index, in: nil, connection)
                let versions = try desk.versions(of: World.id("campaign", number))
                return try OriginDesk(desk, relations, connection).chain(of: World.id("campaign", number), versions)
                    .first
            }
        }
        #expect(try step(5)?["is_rendition"] == .bool(true) && step(5)?["receipt"] == nil)
        #expect(try step(6)?["is_rendition"] == nil && step(6)?["receipt"]?["place"] == .integer(7))
        #expect(try step(1)?["partner"] == nil && step(1)?["step"] == "own" && step(6)?["partner"] == "japan")
    }

    @Test(
        "where it went: acts with their articles; that a newer version overtook it, to who decides or sees that one"
    )
    func given() throws {
        let world = try Self.world()
        func acts(_ name: String, tellsOfNewer: Bool = false) throws -> [JSONTree] {
            try world.at(name) { desk, connection throws(StoreError) in
                let relations = try RelationDesk(desk, world.index, in: nil, connection)
                let versions = try desk.versions(of: Self.one)
                return try OriginDesk(desk, relations, connection).given(versions, tellsOfNewer: tellsOfNewer)
            }
        }
        let told = try acts("low")
        #expect(told.map { $0["outcome"] } == ["rendition", "withdraw"])
        #expect(told[0]["basis"] == .strings(["A, article 1"]) && told[1]["basis"] == .strings(["open"]))
        #expect(told[0]["rendition"]?.string == Self.rendition && told[1]["rendition"] == nil)
        #expect(told[0]["channel"] == "courier" && told[0]["purpose"] == "p" && told[0]["first_officer"] == "F")
        #expect(told[0]["version"] == "2026-01-01T00:00:00.000Z" && told[0]["party"] == "japan")
        try world.keep(World.campaign(1, World.secret, version: 1))
        #expect(try acts("low").map { $0["outcome"] } == ["rendition"])
        #expect(try acts("low", tellsOfNewer: true).count == 2 && acts("high").count == 2)
    }

    @Test("somebody releases what they may see, and with four eyes nothing that they wrote")
    func orders() throws {
        func world(_ isFourEyes: Bool) throws -> World {
            let world = try World { $0.asksFourEyes = isFourEyes }
            try world.keep(World.campaign(1), World.campaign(2, World.secret))
            try world.node.change { connection throws(StoreError) in
                let accounts = AccountRows(connection)
                try accounts.put(StoredAccount(name: "officer", title: "O", roles: [], register: nil, created: 1))
                for row in try ObjectRows(connection).versions(of: Self.one) {
                    try accounts.note(author: "officer", of: row.row)
                }
            }
            return world
        }
        func allowed(_ world: World, _ ids: [String]?, person: String? = "officer") throws -> String {
            let signed = try person.map { try world.person($0) }
            let actor = Actor(officer: "T", account: signed?.account.name, person: signed)
            let order = ReleaseOrder(parties: ["japan"], ids: ids, named: [], officer: "X", isTrial: true)
            do throws(NodeError) {
                let found = try world.node.allowed(order, for: actor)
                #expect(found.officer == "T" && found.account == signed?.account.name)
                return "\(found.rows?.count ?? -1)"
            } catch {
                return error.description
            }
        }
        let (strict, lax) = (try world(true), try world(false))
        #expect(try allowed(strict, [Self.one]).contains("another officer has to release what you wrote yourself"))
        #expect(try allowed(lax, [Self.one]) == "1")
        #expect(try allowed(strict, [Self.one], person: "guard") == "1")
        #expect(try allowed(strict, [Self.one, World.id("campaign", 2)], person: "guard") == "2")
        for id in [World.id("campaign", 2), World.id("campaign", 9)] {
            #expect(try allowed(strict, [id]).contains("no object has the id `\(id)`"))
        }
        #expect(try allowed(strict, nil).contains("`--all` is for the host itself"))
        #expect(try allowed(strict, nil, person: nil) == "-1" && allowed(strict, [Self.one], person: nil) == "-1")
    }

    @Test("markings have the words that were written, and the kind of marking that they are")
    func words() throws {
        let world = try World()
        let statement = "marking-definition--" + Samples.uuid(0xB1)
        try world.keep(
            .members([
                "type": "marking-definition", "spec_version": "2.1", "id": .string(statement),
                "created": "2026-01-01T00:00:00.000Z", "definition_type": "statement",
                "definition": .members(["statement": .string(String(repeating: "x", count: 400))]),
            ])
        )
        let more: KeyValuePairs<String, JSONTree?> = [
            "name": "n",
            "object_marking_refs": .strings([World.secret, World.green, statement, World.unknown, World.green]),
            "extensions": .members([
                RenditionExtension.tearLine: .members([
                    "tear_lines": .array([.members(["object_marking_refs": .strings([World.restricted])])])
                ])
            ]),
        ]
        let document = try JSONDocument(parsing: World.campaign(1, with: more).bytes())
        try world.keep(World.campaign(1))
        let told = try world.at("high") { desk, connection throws(StoreError) in
            let version = try desk.versions(of: Self.one)[0].version
            return try MarkingWords(connection).json(of: [(version, document), (version, document)])
        }
        let texts = told.map { "\($0["kind"]?.string ?? "") \($0["text"]?.string?.prefix(12) ?? "")" }
        #expect(texts == ["label EU-SECRET", "tlp TLP:GREEN", "unknown xxxxxxxxxxxx", "label EU-RESTRICTE"])
        #expect(told[2]["text"]?.string?.count == 300)
    }

    @Test("faults are problems of HTTP that say what is wrong, and when to come again")
    func faults() throws {
        func json(_ fault: APIFault) throws -> JSONTree {
            JSONTree(try JSONDocument(parsing: fault.response.body.bytes).root)
        }
        let invalid = APIFault.invalid("d")
        #expect(
            try json(invalid)
                == .members([
                    "status": .integer(422), "code": "invalid", "title": .string(invalid.title), "detail": "d",
                ])
        )
        #expect(try json(.notFound)["detail"] == nil)
        func field(_ fault: APIFault, _ name: String) -> String? {
            fault.response.fields.first { $0.name == name }?.value
        }
        #expect(
            field(.notFound, "Content-Type") == "application/problem+json" && field(.notFound, "Retry-After") == nil
        )
        #expect(field(.unavailable, "Retry-After") == "2")
        let refused = APIFault(NodeError("why"))
        #expect(refused.status == 422 && refused.code == "refused" && refused.detail == "why")
        #expect(APIFault(NodeError(StoreError(.busy, "x"))).status == 503)
    }
}
