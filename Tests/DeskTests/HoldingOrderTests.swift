import Desk
import Holdings
import Installation
import JSON
import Store
import TestKit
import Testing

/// Lists and searches in other orders than the newest first.
@Suite("The order of a list", .serialized)
struct HoldingOrderTests {
    typealias World = DeskWorld

    private static let (one, two) = (World.id("campaign", 1), World.id("campaign", 2))
    private static let (three, four) = (World.id("tool", 3), World.id("campaign", 4))
    private static let five = World.id("tool", 5)

    private static func world() throws -> World {
        let world = try World()
        try world.keep(
            World.campaign(1, with: ["name": "kelp one"]),
            World.campaign(2, World.secret, with: ["name": "kelp two"]),
            World.object("tool", 3, with: ["name": "kelp three"])
        )
        try world.keep(
            World.campaign(4, with: ["name": "kelp four", "modified": "2029-01-01T00:00:00.000Z"]),
            from: "japan"
        )
        try world.keep(World.object("tool", 5, with: ["name": "kelp five"]))
        try world.node.store.finishIndexing()
        return world
    }

    /// Every page of a list and of a search, some objects each.
    private static func pages(_ world: World, _ name: String, _ order: HoldingOrder, limit: Int) throws -> [[String]]
    {
        try world.at(name) { desk, connection throws(StoreError) in
            let holdings = try HoldingDesk(desk, world.index, connection)
            var lists: [[String]] = []
            for words in [nil, HoldingWords("kelp")] {
                var (ids, place) = ([String](), Int64?.none)
                while true {
                    let found =
                        try words == nil
                        ? holdings.list(HoldingFilter(), in: order, after: place, limit: limit)
                        : holdings.search(
                            words,
                            HoldingFilter(),
                            VersionFilter(),
                            in: order,
                            after: place,
                            limit: limit
                        )
                    guard let found, let last = found.places.last else { break }
                    ids += try found.page.map { entry throws(StoreError) in
                        try ObjectRows(connection).object(row: entry.row)?.id ?? ""
                    }
                    place = last
                }
                lists.append(ids.filter { !$0.hasPrefix("marking-definition") })
            }
            return lists
        }
    }

    /// An order, who asks, and what is listed.
    struct Row: CustomTestStringConvertible, Sendable {
        let order: HoldingOrder
        let name: String
        let listed: [String]
        var testDescription: String { "\(order) for \(name)" }
    }

    static let rows: [Row] = [
        Row(order: .newest, name: "high", listed: [five, four, three, two, one]),
        Row(order: .oldest, name: "high", listed: [one, two, three, four, five]),
        Row(order: .oldest, name: "low", listed: [one, three, four, five]),
        Row(order: .type, name: "high", listed: [four, two, one, five, three]),
        Row(order: .type, name: "low", listed: [four, one, five, three]),
        Row(order: .source, name: "low", listed: [five, three, one, four]),
        Row(order: .marking, name: "high", listed: [two, five, four, three, one]),
        Row(order: .version, name: "low", listed: [four, five, three, one]),
        Row(order: .version, name: "chief", listed: []),
    ]

    @Test("is the same in lists and searches, however long their pages are", arguments: rows)
    func orders(row: Row) throws {
        let world = try Self.world()
        for limit in [1, 2, 10] {
            #expect(try Self.pages(world, row.name, row.order, limit: limit) == [row.listed, row.listed])
        }
    }

    @Test("goes on where it ended, though that object is replaced or gone from its group")
    func goesOn() throws {
        let world = try Self.world()
        func page(_ order: HoldingOrder, _ place: Int64?, _ limit: Int) throws -> (rows: [Int64], place: Int64?) {
            try world.at("low") { desk, connection throws(StoreError) in
                let holdings = try HoldingDesk(desk, world.index, connection)
                let found = try holdings.list(HoldingFilter(), in: order, after: place, limit: limit)
                return (found?.page.map(\.row) ?? [], found?.places.last)
            }
        }
        let tools = HoldingOrder.type
        let first = try page(tools, nil, 3)
        let rest = try page(tools, first.place, 10).rows
        // The last of the page gets a newer version, which stands elsewhere: nothing is shown twice or left out.
        try world.keep(
            World.object("tool", 5, with: ["name": "kelp again", "modified": "2029-01-01T00:00:00.000Z"])
        )
        #expect(first.rows.count == 3 && !rest.isEmpty)
        #expect(try page(tools, first.place, 10).rows == rest)
    }

    @Test("puts what is classified above what bears no marking, and that above TLP")
    func banners() {
        let banners = ["TLP:CLEAR", "", "EU-RESTRICTED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED", "TLP:GREEN"]
        let order = banners.sorted { BannerOrder.key($0) < BannerOrder.key($1) }
        #expect(
            order == ["EU-RESTRICTED", "", "TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]
        )
        #expect(BannerOrder.highest(["TLP:GREEN", "B", "", "A", "A"]) == "A · B")
        #expect(BannerOrder.highest(["TLP:GREEN", ""]).isEmpty)
        #expect(BannerOrder.highest(["TLP:GREEN", "TLP:AMBER"]) == "TLP:AMBER")
        #expect(BannerOrder.highest([String]()).isEmpty)
    }
}
