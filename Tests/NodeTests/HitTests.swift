import Configuration
import Hits
import JSON
import Store
import TestKit
import Testing

@testable import Installation

/// What was met when it came in, as the node notes it.
@Suite("Hits at arrival")
struct HitTests {
    /// A node with a follower that holds when it is told to.
    final class World {
        let folder = TemporaryFolder()
        let clock = TestClock()
        let running: NodesTests.Running
        var follower: HitFollower
        private var number = 0

        init() throws {
            running = try NodesTests.Running("eu", folder, clock: clock)
            follower = HitFollower(node: running.node, log: .none)
        }

        deinit { running.node.close() }

        func id(_ type: String) -> String {
            number += 1
            return "\(type)--\(Samples.uuid(50_000 + number))"
        }

        func indicator(_ pattern: String, from: String = "2026-01-01T00:00:00Z", until: String? = nil) -> JSONTree {
            .members([
                "type": .string("indicator"), "spec_version": .string("2.1"), "id": .string(id("indicator")),
                "created": .string("2026-01-01T00:00:00.000Z"), "modified": .string("2026-01-01T00:00:00.000Z"),
                "pattern": .string(pattern), "pattern_type": .string("stix"), "valid_from": .string(from),
                "valid_until": until.map { .string($0) },
            ])
        }

        /// A later version of an object.
        func version(_ object: JSONTree, _ month: Int, _ change: (inout JSONTree) -> Void) -> JSONTree {
            var next = object
            next["modified"] = .string("2026-0\(month)-01T00:00:00.000Z")
            change(&next)
            return next
        }

        /// How many indicators wait for their begin, or are to be held.
        func waiting() throws -> Int64 {
            try running.node.reading { connection throws(StoreError) in
                try connection.first("SELECT count(*) FROM hit_due") { $0.integer(0) } ?? 0
            }
        }

        func domain(_ name: String) -> JSONTree {
            .members([
                "type": .string("domain-name"), "spec_version": .string("2.1"), "id": .string(id("domain-name")),
                "value": .string(name),
            ])
        }

        func observed(_ objects: [JSONTree], at minute: Int = 0) -> JSONTree {
            let moment = "2026-03-01T00:0\(minute):00Z"
            return .members([
                "type": .string("observed-data"), "spec_version": .string("2.1"), "id": .string(id("observed-data")),
                "created": .string("2026-03-01T00:00:00.000Z"), "modified": .string("2026-03-01T00:00:00.000Z"),
                "first_observed": .string(moment), "last_observed": .string(moment), "number_observed": .integer(1),
                "object_refs": .strings(objects.compactMap { $0["id"]?.string }),
            ])
        }

        /// Keeps objects, and holds what came.
        func keep(_ objects: [JSONTree]) throws {
            _ = try running.keep(objects, folder)
            try follower.finish()
        }

        /// The pairs that are noted, by identifiers.
        func hits() throws -> Set<[String]> {
            try running.node.reading { connection throws(StoreError) in
                Set(
                    try connection.all(
                        """
                        SELECT i.id, o.id FROM hit h JOIN object i ON i.row=h.indicator
                        JOIN object o ON o.row=h.observed
                        """
                    ) { [$0.text(0), $0.text(1)] }
                )
            }
        }

        func count() throws -> (hits: Int64, leftOut: Int64) {
            try running.node.reading { connection throws(StoreError) in
                try connection.first(
                    "SELECT (SELECT count(*) FROM hit), (SELECT coalesce(sum(left_out), 0) FROM hit_groups_kept)"
                ) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
            }
        }
    }

    private func pair(_ indicator: JSONTree, _ observed: JSONTree) -> [String] {
        [indicator, observed].compactMap { $0["id"]?.string }
    }

    @Test("what comes in is held against what is here, whichever of both it is")
    func both() throws {
        let world = try World()
        let warning = world.indicator("[domain-name:value = 'Bad.Example.']")
        let ended = world.indicator("[domain-name:value = 'bad.example']", until: "2026-02-01T00:00:00Z")
        try world.keep([warning, ended, world.domain("other.example")])
        #expect(try world.hits().isEmpty)
        let seen = world.domain("bad.example")
        try world.keep([seen])
        #expect(try world.hits() == [pair(warning, seen)])
        // However much came since: all that is held is found by its values.
        try world.keep((0..<1_300).map { world.domain("h\($0).example") })
        let (late, network) = (
            world.indicator("[domain-name:value IN ('bad.example','no.example')]"), world.domain("x.example")
        )
        try world.keep([late, network])
        #expect(try world.hits() == [pair(warning, seen), pair(late, seen)])
    }

    @Test("an observation is held with what it names, and by what is named in what it names")
    func named() throws {
        let world = try World()
        let address = JSONTree.members([
            "type": .string("ipv4-addr"), "spec_version": .string("2.1"), "id": .string(world.id("ipv4-addr")),
            "value": .string("198.51.100.7"),
        ])
        let flow = JSONTree.members([
            "type": .string("network-traffic"), "spec_version": .string("2.1"),
            "id": .string(world.id("network-traffic")), "protocols": .strings(["tcp"]), "dst_port": .integer(443),
            "dst_ref": address["id"],
        ])
        let seen = world.observed([address, flow])
        try world.keep([address, flow, seen])
        let pattern = "[network-traffic:dst_ref.value ISSUBSET '198.51.100.0/24' AND network-traffic:dst_port = 443]"
        let warning = world.indicator(pattern)
        try world.keep([warning])
        #expect(try world.hits() == [pair(warning, seen)])
    }

    @Test("a pattern about several observations is met by one that came before and one that came now")
    func joined() throws {
        let world = try World()
        let pattern = "[domain-name:value = 'a.example'] FOLLOWEDBY [domain-name:value = 'b.example']"
        let warning = world.indicator(pattern)
        let (first, second) = (world.domain("a.example"), world.domain("b.example"))
        let (before, after) = (world.observed([first]), world.observed([second], at: 1))
        try world.keep([warning, first, before])
        #expect(try world.hits().isEmpty)
        try world.keep([second, after])
        #expect(try world.hits() == [pair(warning, before), pair(warning, after)])
    }

    @Test("what came while nobody followed is held at the next start, and once")
    func restart() throws {
        let world = try World()
        let (warning, seen) = (world.indicator("[domain-name:value LIKE 'bad.%']"), world.domain("bad.example"))
        try world.keep([warning])
        _ = try world.running.keep([seen], world.folder)
        world.follower = HitFollower(node: world.running.node, log: .none)
        try world.follower.finish()
        #expect(try world.hits() == [pair(warning, seen)])
        let before = try world.count()
        world.follower = HitFollower(node: world.running.node, log: .none)
        try world.follower.finish()
        #expect(try world.count() == before)
    }

    @Test("an indicator that begins to count later is held against all that came before, also after a restart")
    func later() throws {
        let world = try World()
        let (before, meanwhile) = (world.domain("bad.example"), world.domain("BAD.example"))
        let begins = "2026-10-01T00:00:00Z"
        let warning = world.indicator("[domain-name:value = 'bad.example']", from: begins)
        let revoked = world.indicator("[domain-name:value LIKE 'bad.%']", from: begins)
        let never = world.indicator("[domain-name:value LIKE 'b%']", from: begins, until: "2026-09-01T00:00:00Z")
        try world.keep([before, warning, revoked, never])
        try world.keep([meanwhile, world.version(revoked, 2) { $0["revoked"] = .bool(true) }])
        #expect(try world.hits().isEmpty)
        #expect(try world.waiting() == 1)
        // The test's clock stands in September 2026; now it stands in October.
        world.clock.turn(by: 30 * 86_400_000_000)
        world.follower = HitFollower(node: world.running.node, log: .none)
        try world.follower.finish()
        #expect(try world.hits() == [pair(warning, before), pair(warning, meanwhile)])
        #expect(try world.waiting() == 0)
        let after = world.domain("bad.example")
        try world.keep([after])
        #expect(try world.hits().count == 3)
    }

    @Test("an indicator that counts again by a new version is held against what came in between")
    func again() throws {
        let world = try World()
        let ended = world.indicator("[domain-name:value = 'bad.example']", until: "2026-02-01T00:00:00Z")
        let seen = world.domain("bad.example")
        try world.keep([ended])
        try world.keep([seen])
        #expect(try world.hits().isEmpty)
        let back = world.version(ended, 3) { $0["valid_until"] = nil }
        try world.keep([back])
        #expect(try world.hits() == [pair(ended, seen)])
        // And later still, where a newer version says so.
        try world.keep([world.version(back, 4) { $0["valid_from"] = .string("2026-10-01T00:00:00Z") }])
        #expect(try world.hits().isEmpty)
        world.clock.turn(by: 30 * 86_400_000_000)
        try world.follower.finish()
        #expect(try world.hits() == [pair(ended, seen)])
    }

    @Test("a flood of 122,500 hits stays bounded, and says so")
    func flood() throws {
        let world = try World()
        try world.keep(
            (0..<350).map { _ in world.indicator("[domain-name:value = 'bad.example']") }
                + (0..<350).map { _ in world.domain("bad.example") }
        )
        let (hits, leftOut) = try world.count()
        #expect(hits == Int64(HitRows.mostOfGroups))
        #expect(hits + leftOut >= 122_500)
    }

    @Test("what was erased or set apart is no hit any more, and one again when it stands again")
    func leaves() throws {
        let world = try World()
        let (warning, seen) = (world.indicator("[domain-name:value = 'bad.example']"), world.domain("bad.example"))
        try world.keep([warning, seen])
        #expect(try world.hits() == [pair(warning, seen)])
        let row = try world.running.node.reading { connection throws(StoreError) in
            try ObjectRows(connection).versions(of: seen["id"]?.string ?? "").first?.row ?? 0
        }
        let group = { () throws in
            try world.running.node.reading { connection throws(StoreError) in
                try connection.first("SELECT observed_group FROM hit") { $0.integer(0) }
            }
        }
        let before = try group()
        for reason in ["recalled", nil] {
            try world.running.node.change { connection throws(StoreError) in
                try QuarantineRows(connection).put(row, reason: reason)
            }
            try world.follower.finish()
            // The same two, under another group: who may see it is decided by that.
            #expect(try world.hits() == [pair(warning, seen)])
            #expect(try (group() == before) == (reason == nil))
        }
        try world.running.node.change { connection throws(StoreError) in
            let versions = try ErasureRows(connection).versions(of: seen["id"]?.string ?? "", kind: "own", name: "")
            try ErasureRows(connection).erase(versions, now: 1)
        }
        #expect(try world.hits().isEmpty)
    }
}
