internal import Configuration
internal import Desk
internal import Holdings
internal import Installation
import JSON
internal import Releasing
import Store
import TestKit
import Testing
internal import Witnessing

/// The registry gives numbers with what it numbers, or not at all.
@Suite("Registry")
struct RegistryTests {
    private static func counts(_ node: Node) throws -> [Int64] {
        try node.store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT (SELECT count(*) FROM object WHERE id LIKE 'campaign--%'), (SELECT count(*) FROM registry),
                    (SELECT coalesce(max(running), 0) FROM registry),
                    (SELECT count(*) FROM registry_act WHERE length(sealed)=32),
                    (SELECT count(*) FROM log_entry WHERE kind='registry')
                """
            ) { row in (0..<5).map { row.integer($0) } } ?? []
        }
    }

    private static func keep(_ number: Int, _ level: CanarySecrets.Level, _ world: CanaryWorld) throws {
        let object = Samples.campaign(number, markings: [CanaryWorld.marking[level] ?? ""])
        let (node, now) = (world.node, world.clock.now)
        let incoming = try node.intake.object(JSONDocument(parsing: object.bytes()).root)
        try node.change { connection throws(StoreError) in
            _ = try node.keep([incoming], source: 1, now: now, connection)
        }
    }

    @Test("an object of a registered level and its number are kept together, wherever the store fails")
    func together() throws {
        let faults = Faults()
        let world = try CanaryWorld(faults: faults)
        try Self.keep(1, .open, world)
        try Self.keep(2, .secret, world)
        let clean = try Self.counts(world.node)
        #expect(clean == [2, 1, 1, 1, 1])
        var place = 1
        var isRefused = true
        while isRefused {
            faults.arm(at: place, .refused)
            do {
                try Self.keep(2 + place, .secret, world)
                // What failed in reading what nothing rests on is passed over; the number is there.
                isRefused = faults.disarm() >= place
            } catch {
                _ = faults.disarm()
            }
            let counts = try Self.counts(world.node)
            #expect(counts[0] == counts[1] + 1 && counts[1] == counts[2], "\(place): \(counts)")
            #expect(counts[1] == counts[3] && counts[3] == counts[4], "\(place): \(counts)")
            place += 1
        }
        #expect(place > 10)
        #expect(try world.node.checkStore().map(\.message) == [])
    }

    @Test("numbers begin anew with a year of the party, and none is used twice")
    func years() throws {
        let world = try CanaryWorld()
        try Self.keep(1, .restricted, world)
        try Self.keep(2, .secret, world)
        world.clock.turn(by: 366 * 86_400_000_000)
        try Self.keep(3, .secret, world)
        let numbers = try world.node.store.read { connection throws(StoreError) in
            try RegistryRows(connection).page(RegistryRows.Filter(), before: .max, limit: 10).map {
                RegistryNumber($0).text
            }
        }
        let years = numbers.compactMap { RegistryNumber($0)?.year }
        #expect(numbers.compactMap { RegistryNumber($0)?.running } == [1, 2, 1])
        #expect(years.count == 3 && years[0] == years[1] + 1 && years[1] == years[2])
    }

    @Test(
        "a number in an address is two numbers",
        arguments: [
            "", "2026", "2026-", "-1", "2026-0", "0-1", "2026-1-1", "2026-x", "２０２６-a", "9999999999999999999-1",
        ]
    )
    func noNumber(_ text: String) { #expect(RegistryNumber(text) == nil) }
}
