import Desk
import Installation
import Store
import TestKit
import Testing

/// Who acts for whom on a day.
@Suite("Deputies", .serialized)
struct DeputyDeskTests {
    private static func account(_ name: String, _ roles: [String]) -> StoredAccount {
        StoredAccount(name: name, title: name, roles: roles, register: nil, created: 1)
    }

    private static func world(_ absences: [Absence]) throws -> DeskWorld {
        let world = try DeskWorld()
        try world.node.change { connection throws(StoreError) in
            let accounts = AccountRows(connection)
            try accounts.put(account("high", ["author"]))
            try accounts.put(account("low", ["author"]))
            try accounts.put(account("officer", ["disclosure-officer"]))
            try accounts.put(account("chief", ["administrator"]))
            try accounts.put(account("both", ["author", "disclosure-officer"]))
            for absence in absences { try AbsenceRows(connection).put(absence) }
        }
        return world
    }

    private static func represented(by name: String, in world: DeskWorld) throws -> [String] {
        let person = try world.person(name)
        return try world.node.reading { connection throws(StoreError) in
            try DeputyDesk(world.node, connection).represented(by: person).keys.sorted()
        }
    }

    /// First day, last day, and whether the deputy acts; the clock of the world stands on 1 March 2026.
    static let spans: [(String, String, Bool)] = [
        ("2026-02-01", "2026-02-28", false), ("2026-02-01", "2026-03-01", true), ("2026-03-01", "2026-03-01", true),
        ("2026-03-01", "2026-12-31", true), ("2026-03-02", "2026-03-03", false),
    ]

    @Test("act from the first day to the last one", arguments: spans)
    func days(since: String, until: String, acts: Bool) throws {
        let absence = Absence(account: "high", deputy: "low", since: since, until: until)
        let world = try Self.world([absence])
        #expect(try Self.represented(by: "low", in: world) == (acts ? ["high"] : []))
        #expect(try Self.represented(by: "high", in: world).isEmpty)
    }

    @Test("have every role that has a queue, and are nobody's deputies through others")
    func roles() throws {
        func absence(_ account: String, _ deputy: String) -> Absence {
            Absence(account: account, deputy: deputy, since: "2026-03-01", until: "2026-03-02")
        }
        let world = try Self.world([absence("both", "low"), absence("high", "both"), absence("low", "high")])
        // An author is no deputy for somebody who decides as well.
        #expect(try Self.represented(by: "low", in: world).isEmpty)
        #expect(try Self.represented(by: "high", in: world) == ["low"])
        let names = try world.node.reading { connection throws(StoreError) -> [[String]] in
            let desk = try DeputyDesk(world.node, connection)
            return ["high", "officer", "both"].map { name in
                desk.worker(name).map(desk.deputies)?.map(\.name).sorted() ?? []
            }
        }
        #expect(names == [["both", "low"], ["both"], []])
        let isWorker = try world.node.reading { connection throws(StoreError) in
            try DeputyDesk(world.node, connection).worker("chief") != nil
        }
        #expect(!isWorker)
    }
}
