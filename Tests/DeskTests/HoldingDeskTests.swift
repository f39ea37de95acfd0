import Desk
import Holdings
import Installation
import JSON
import Labels
import Store
import TestKit
import Testing

/// Lists, counts and searches of one person, and what refers to an object.
@Suite("What one person finds", .serialized)
struct HoldingDeskTests {
    typealias World = DeskWorld

    private static func asking<Value>(
        _ world: World,
        _ name: String,
        _ body: (HoldingDesk, Connection) throws(StoreError) -> Value
    ) throws -> Value {
        try world.at(name) { desk, connection throws(StoreError) in
            try body(try HoldingDesk(desk, world.index, connection), connection)
        }
    }

    /// The identifiers of entries, in their order.
    private static func ids(_ entries: [HoldingRows.Entry], _ connection: Connection) throws(StoreError) -> [String] {
        try entries.map { entry throws(StoreError) in
            try ObjectRows(connection).object(row: entry.row)?.id ?? ""
        }
    }

    private static func world() throws -> World {
        let world = try World()
        try world.keep(
            World.campaign(1, with: ["name": "kelp one"]),
            World.campaign(2, World.secret, with: ["name": "kelp two"]),
            World.object("tool", 3, with: ["name": "kelp three"])
        )
        try world.keep(World.campaign(4, with: ["name": "kelp four"]), from: "japan")
        try world.node.store.finishIndexing()
        return world
    }

    /// A filter, who asks, the numbers of what is listed, and how many of each kind and from each source.
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let kinds: Set<String>?
        let source: String?
        let listed: [String]
        let count: [String: Int]
        let sources: [String: Int]
        var testDescription: String { "\(name) \(kinds?.sorted() ?? []) \(source ?? "")" }
    }

    private static let (one, two) = (World.id("campaign", 1), World.id("campaign", 2))
    private static let (three, four) = (World.id("tool", 3), World.id("campaign", 4))

    static let rows: [Row] = [
        Row(
            name: "high",
            kinds: nil,
            source: nil,
            listed: [four, three, two, one],
            count: ["campaign": 3, "tool": 1],
            sources: ["own": 3, "partner japan": 1]
        ),
        Row(
            name: "low",
            kinds: nil,
            source: nil,
            listed: [four, three, one],
            count: ["campaign": 2, "tool": 1],
            sources: ["own": 2, "partner japan": 1]
        ),
        Row(
            name: "low",
            kinds: ["campaign"],
            source: "own",
            listed: [one],
            count: ["campaign": 1, "tool": 1],
            sources: ["own": 1, "partner japan": 1]
        ),
        Row(
            name: "low",
            kinds: ["tool"],
            source: nil,
            listed: [three],
            count: ["campaign": 2, "tool": 1],
            sources: ["own": 1]
        ),
        Row(name: "chief", kinds: nil, source: nil, listed: [], count: [:], sources: [:]),
    ]

    @Test("is listed the newest first and counted, in lists and in searches alike")
    func lists() throws {
        let world = try Self.world()
        for row in Self.rows {
            let filter = HoldingFilter(kinds: row.kinds, source: row.source)
            let (list, search) = try Self.asking(world, row.name) { desk, _ throws(StoreError) in
                (
                    try desk.list(filter, before: .max, limit: 10),
                    try desk.search(HoldingWords("kelp"), filter, before: .max, limit: 10)
                )
            }
            for found in [list, search] {
                let ids = try world.node.reading { connection throws(StoreError) in
                    try Self.ids(found.page, connection)
                }
                // What the node keeps for itself is no row of a person's search.
                #expect(ids.filter { !$0.hasPrefix("marking-definition") } == row.listed, "\(row)")
                #expect(found.kinds.filter { $0.key != "marking-definition" } == row.count, "\(row)")
                #expect(!found.isMore && !found.areCountsMore && found.places == found.page.map(\.row))
            }
            #expect(search.sources == row.sources, "\(row)")
            #expect(search.count == row.listed.count, "\(row)")
            #expect(list.count == list.page.count)
        }
    }

    @Test("is given in pages, and a search goes on where the page before ended")
    func pages() throws {
        let world = try Self.world()
        try Self.asking(world, "high") { desk, connection throws(StoreError) in
            let first = try desk.search(HoldingWords("kelp"), HoldingFilter(), before: .max, limit: 2)
            #expect(try Self.ids(first.page, connection) == [Self.four, Self.three] && first.count == 4)
            let last = first.places.last ?? 0
            let second = try desk.search(HoldingWords("kelp"), HoldingFilter(), before: last, limit: 2)
            #expect(try Self.ids(second.page, connection) == [Self.two, Self.one] && second.count == 4)
            let kinds: Set = ["campaign", "tool"]
            let page = try desk.list(HoldingFilter(kinds: kinds), before: last, limit: 1)
            #expect(try Self.ids(page.page, connection) == [Self.two] && page.count == 4)
            #expect(try desk.search(HoldingWords("nothing"), HoldingFilter(), before: .max, limit: 2).page.isEmpty)
        }
    }

    @Test("counts as many hits as it is told, and says that there are more")
    func counted() throws {
        let world = try Self.world()
        try Self.asking(world, "high") { desk, connection throws(StoreError) in
            for (most, isMore) in [(3, true), (4, false), (5, false)] {
                let found = try desk.search(
                    HoldingWords("kelp"),
                    HoldingFilter(),
                    before: .max,
                    limit: 10,
                    counting: most
                )
                #expect(found.count == min(most, 4) && found.isMore == isMore && found.areCountsMore == isMore)
                #expect(try Self.ids(found.page, connection) == [Self.four, Self.three, Self.two, Self.one])
            }
            let found = try desk.search(HoldingWords("kelp"), HoldingFilter(), before: .max, limit: 10, counting: 2)
            #expect(found.kinds["campaign"] == 1 && found.kinds["tool"] == 1)
            #expect(found.sources["own"] == 1 && found.sources["partner japan"] == 1)
            // What is further behind has a count of nothing, so that it can be asked for.
            let first = try desk.search(HoldingWords("kelp"), HoldingFilter(), before: .max, limit: 10, counting: 1)
            #expect(first.kinds["campaign"] == 1 && first.kinds["tool"] == 0)
            #expect(first.sources["partner japan"] == 1 && first.sources["own"] == 0)
        }
    }

    @Test("is what the person may see of what is decided about one by one")
    func single() throws {
        let world = try Self.world()
        try world.record("holder", Self.one, #"{"person":"high"}"#)
        func listed(_ name: String) throws -> [String] {
            try Self.asking(world, name) { desk, connection throws(StoreError) in
                let found = try desk.list(HoldingFilter(kinds: ["campaign"]), before: .max, limit: 10)
                #expect(found.count == found.page.count)
                for entry in found.page { #expect(try desk.sees(row: entry.row, connection)) }
                return try Self.ids(found.page, connection)
            }
        }
        // Lists hold for what is classified.
        #expect(try listed("low") == [Self.four, Self.one])
        try world.record("holder", Self.two, #"{"person":"guard"}"#)
        #expect(try listed("high") == [Self.four, Self.one])
        #expect(try listed("guard") == [Self.four, Self.two, Self.one])
        let row = try world.node.reading { connection throws(StoreError) in
            try ObjectRows(connection).versions(of: Self.two).first?.row
        }
        let seen = try ["high", "guard", "low"].map { name in
            try Self.asking(world, name) { desk, connection throws(StoreError) in
                try desk.sees(row: row ?? 0, connection)
            }
        }
        #expect(seen == [false, true, false])
        // A kind of which everything is hidden one by one is none.
        let only = World.id("infrastructure", 7)
        try world.keep(World.object("infrastructure", 7, World.secret, with: ["name": "t"]))
        try world.record("holder", only, #"{"person":"guard"}"#)
        let kinds = try ["high", "guard"].map { name in
            try Self.asking(world, name) { desk, _ throws(StoreError) in
                try desk.list(HoldingFilter(), before: .max, limit: 10).kinds["infrastructure"]
            }
        }
        #expect(kinds == [nil, 1])
        #expect(
            try !Self.asking(world, "high") { desk, connection throws(StoreError) in
                try desk.sees(row: 99_999, connection)
            }
        )
    }

    @Test("refers to an object, the newest first, who wrote for it as its creator behind the rest")
    func referrers() throws {
        let world = try Self.world()
        try world.keep(
            World.campaign(5, with: ["name": "n", "created_by_ref": .string(World.id("identity", 7))]),
            World.tie(6, Self.one, World.id("identity", 7)),
            World.tie(8, World.id("identity", 7), Self.one, "uses", World.secret)
        )
        func found(_ name: String, _ filter: HoldingFilter = HoldingFilter(), limit: Int = 10) throws -> [String] {
            try Self.asking(world, name) { desk, connection throws(StoreError) in
                try Self.ids(try desk.referrers(of: World.id("identity", 7), filter, limit: limit), connection)
            }
        }
        let ties = [World.id("relationship", 8), World.id("relationship", 6)]
        #expect(try found("high") == ties + [World.id("campaign", 5)])
        #expect(try found("low") == [ties[1], World.id("campaign", 5)])
        #expect(try found("high", limit: 2) == ties)
        #expect(try found("high", HoldingFilter(kinds: ["campaign"])) == [World.id("campaign", 5)])
        #expect(try found("high", HoldingFilter(source: "partner japan")) == [])
    }
}
