import Store
import Synchronization
import TestKit
import Testing

@testable import Store

/// Dates of lists (fault B1): whole milliseconds that no reader has passed.
@Suite("Dates of lists", .tags(.spec))
struct ListDatesTests {
    /// The dates that so many members get.
    static func dates(_ dates: inout ListDates, list: Int64, last: Int64, filled: Int64, count: Int64, at time: Int64)
        -> [Int64]
    {
        let first = dates.firstPlace(ListDates.Undated(list: list, last: last, filled: filled), time: time)
        let found = (0..<count).map { ListDates.date(first + $0) }
        dates.note(list, last: found.last)
        return found
    }

    @Test("a commit gets the next whole milliseconds, fifty members each")
    func spread() {
        var dates = ListDates()
        let now = dates.now(wall: 7_000_400, steady: 0)
        let found = Self.dates(&dates, list: 1, last: 0, filled: 0, count: 120, at: now)
        #expect(found.prefix(50).allSatisfy { $0 == 7_001_000 })
        #expect(found[50..<100].allSatisfy { $0 == 7_002_000 })
        #expect(found.suffix(20).allSatisfy { $0 == 7_003_000 })
    }

    @Test("many commits within one millisecond fill it, and go on in the next")
    func sharing() {
        var dates = ListDates()
        var (last, filled): (Int64, Int64) = (0, 0)
        var found: [Int64] = []
        for _ in 0..<130 {
            let now = dates.now(wall: 9_000_000, steady: 0)
            let date = Self.dates(&dates, list: 1, last: last, filled: filled, count: 1, at: now)[0]
            filled = date == last ? filled + 1 : 1
            last = date
            found.append(date)
        }
        #expect(found == found.sorted())
        #expect(
            Dictionary(grouping: found) { $0 }.mapValues(\.count) == [9_001_000: 50, 9_002_000: 50, 9_003_000: 30]
        )
    }

    @Test("a clock that is set back goes on at half its pace until it has caught up")
    func setBack() {
        var dates = ListDates()
        let clocks: [(wall: Int64, steady: Int64)] = [(10, 0), (4, 1), (5, 2), (14, 11), (18, 15)]
        let found = clocks.map { dates.now(wall: $0.wall * 1_000_000, steady: $0.steady * 1_000_000) }
        #expect(found == [10_000_000, 10_500_000, 11_000_000, 15_500_000, 18_000_000])
    }

    @Test("a list that was dated ahead before the start is read whole, and goes on from there")
    func ahead() {
        let year: Int64 = 31_536_000_000_000
        var dates = ListDates(lasts: [1: year], steady: 100)
        let now = dates.now(wall: 5_000_000, steady: 100)
        #expect(dates.leads.time(of: 1, time: now, steady: 100) == year)
        #expect(dates.leads.time(of: 2, time: now, steady: 100) == now)
        #expect(
            Self.dates(&dates, list: 1, last: year, filled: 50, count: 2, at: now) == [year + 1_000, year + 1_000]
        )
        #expect(Self.dates(&dates, list: 2, last: 0, filled: 0, count: 1, at: now) == [5_001_000])
        #expect(
            dates.leads.time(of: 1, time: dates.now(wall: 5_004_000, steady: 4_100), steady: 4_100) == year + 2_000
        )
    }

    @Test("seeded dates that are no whole milliseconds are passed")
    func seeded() {
        var dates = ListDates()
        let now = dates.now(wall: 1_000_000, steady: 0)
        let found = Self.dates(&dates, list: 1, last: 3_000_250, filled: 1, count: 1, at: now)
        #expect(found == [3_001_000])
    }

    @Test("after an empty page nothing is dated for a while; who was overtaken reads again")
    func promise() {
        var dates = ListDates()
        let now = dates.now(wall: 2_000_000, steady: 0)
        let isPromised = dates.promise(1, time: now, seen: 0)
        #expect(isPromised)
        let found = Self.dates(&dates, list: 1, last: 0, filled: 0, count: 1, at: now)
        #expect(found == [2_000_000 + ListDates.respite + 1_000])
        let other = Self.dates(&dates, list: 2, last: 0, filled: 0, count: 1, at: now)
        #expect(other == [2_001_000])
        let isOvertaken = !dates.promise(1, time: now, seen: 0)
        #expect(isOvertaken)
        let isPromisedAgain = dates.promise(1, time: now, seen: found[0])
        #expect(isPromisedAgain)
    }

    @Test("pages end with a millisecond wherever the limit allows")
    func ends() {
        let dates: [Int64] = [1_000, 1_250, 2_000, 2_000, 2_999, 3_000]
        #expect((1...5).map { MemberPages.end(of: dates, atMost: $0) } == [1, 2, 2, 2, 5])
    }

    /// A store with one empty list, and a clock that stands still until it is turned.
    static func store(_ engine: StoreEngine, _ folder: TemporaryFolder, _ wall: TestClock, _ steady: TestClock) throws
        -> (Store, ListClock)
    {
        let store = try engine.store(folder.path + "/store.db")
        try store.write { connection throws(StoreError) in
            _ = try CollectionRows(connection).add(NewCollection(root: "r", id: "c", kind: .shelf, title: "t"))
        }
        return (store, try store.dateLists(wall: { wall.now }, steady: { steady.now }))
    }

    static func list(_ store: Store) throws -> StoredCollection {
        try #require(
            try store.read { connection throws(StoreError) in
                try CollectionRows(connection).find(root: "r", key: "c")
            }
        )
    }

    /// Keeps and lists objects, in a transaction of their own.
    static func add(_ numbers: Range<Int>, _ store: Store) throws {
        try store.write { connection throws(StoreError) in
            for number in numbers {
                let bytes = Array("\(number)".utf8)
                let object = KeptObject(
                    id: "tool--" + Samples.uuid(number),
                    type: "tool",
                    version: number % 2 == 0 ? "v" : "",
                    stamp: 1,
                    specification: 21,
                    quarantine: nil,
                    digest: bytes,
                    bytes: bytes
                )
                let row = try ObjectRows(connection).keep(object, source: 1, now: 0).row
                try MemberRows(connection).add(objects: [row ?? 0], to: 1)
            }
        }
    }

    static func dates(_ store: Store) throws -> [[Int64]] {
        try store.read { connection throws(StoreError) in
            try connection.all("SELECT added, stamp FROM member ORDER BY seq") { [$0.integer(0), $0.integer(1)] }
        }
    }

    @Test(
        "members are dated with the transaction that lists them, and read when their time has come",
        arguments: Engines.all
    )
    func stored(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let (wall, steady) = (TestClock(1_000_400), TestClock(0))
        let (store, clock) = try Self.store(engine, folder, wall, steady)
        defer { store.close() }
        let before = clock.moment()
        try Self.add(0..<60, store)
        try Self.add(60..<61, store)
        let dates = try Self.dates(store)
        #expect(
            dates.map { $0[0] } == Array(repeating: 1_001_000, count: 50) + Array(repeating: 1_002_000, count: 11)
        )
        // What has no version of its own has the date for it.
        #expect(dates.enumerated().allSatisfy { $1[1] == ($0 % 2 == 0 ? 1 : $1[0]) })
        let list = try Self.list(store)
        #expect(!list.hasUndated && list.lastAdded == 1_002_000)
        let visible = { (moment: ListClock.Moment) throws in
            try store.read { connection throws(StoreError) in
                try MemberPages(connection).end(of: list, at: clock.time(of: 1, at: moment))
            }
        }
        #expect(try visible(before) == 0)
        wall.turn(by: 600)
        #expect(try visible(clock.moment()) == 50)
        wall.turn(by: 1_000)
        #expect(try visible(clock.moment()) == 61)
        #expect(clock.flight(of: 1, at: clock.moment()) == nil)
    }

    @Test(
        "who reads while due members are being committed waits for the landing",
        .tags(.fault),
        arguments: Engines.all
    )
    func flight(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let (wall, steady) = (TestClock(1_000_000), TestClock(0))
        let (store, clock) = try Self.store(engine, folder, wall, steady)
        defer { store.close() }
        let undated = ListDates.Undated(list: 1, last: 0, filled: 0)
        let early = clock.moment()
        let (flight, _) = clock.depart([(undated, 10)])
        let notDue = clock.moment()
        wall.turn(by: 5_000)
        let due = clock.moment()
        #expect(clock.flight(of: 1, at: early) == nil)
        #expect(clock.flight(of: 1, at: notDue) == nil)
        #expect(clock.flight(of: 2, at: due) == nil)
        #expect(clock.flight(of: 1, at: due) === flight)
        let landed = Mutex(0)
        flight.whenLanded { landed.withLock { $0 += 1 } }
        #expect(landed.withLock { $0 } == 0)
        clock.land(flight, isKept: true)
        #expect(landed.withLock { $0 } == 1)
        flight.whenLanded { landed.withLock { $0 += 1 } }
        #expect(landed.withLock { $0 } == 2)
        // Who took its moment before the landing may have looked at the list before it too: it has to look again.
        #expect(clock.flight(of: 1, at: due) === flight)
        #expect(clock.flight(of: 1, at: due.afterLanding) == nil)
        #expect(clock.flight(of: 1, at: clock.moment()) == nil)
    }

    @Test("a transaction that fails leaves no flight and no date behind", .tags(.fault), arguments: Engines.all)
    func failure(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let (wall, steady) = (TestClock(1_000_000), TestClock(0))
        let (store, clock) = try Self.store(engine, folder, wall, steady)
        defer { store.close() }
        #expect(throws: StoreError.self) {
            try store.write { connection throws(StoreError) in
                try connection.run("UPDATE collection SET next=next+1 WHERE row=1")
                throw StoreError(.other, "on purpose")
            }
        }
        wall.turn(by: 60_000_000)
        #expect(clock.flight(of: 1, at: clock.moment()) == nil)
        #expect(clock.promise(1, clock.moment(), seen: try Self.list(store).lastAdded))
    }

    @Test("what another process lists has no date until the serving one gives it", arguments: Engines.all)
    func other(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let (wall, steady) = (TestClock(1_000_000), TestClock(0))
        let (store, clock) = try Self.store(engine, folder, wall, steady)
        defer { store.close() }
        let other = try engine.store(folder.path + "/store.db")
        try Self.add(0..<3, other)
        other.close()
        #expect(try Self.list(store).hasUndated)
        let none = try store.read { connection throws(StoreError) in
            try StoreCheck.problems(connection, digest: { $0 })
        }
        #expect(none == [])
        wall.turn(by: 9_000)
        // Whatever is written next dates it too.
        try store.write { _ throws(StoreError) in }
        #expect(try Self.dates(store).map { $0[0] } == [1_010_000, 1_010_000, 1_010_000])
        #expect(clock.time(of: 1, at: clock.moment()) < 1_010_000)
    }
}
