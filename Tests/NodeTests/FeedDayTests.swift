import Agreements
internal import Exchange
internal import Holdings
internal import Installation
import JSON
import Labels
internal import Node
import Release
import Releasing
import STIX
import Store
import TestKit
import Testing

/// A feed on the day after an agreement ended (RULES.md, 11 and 13).
@Suite("Feeds and days", .serialized)
struct FeedDayTests {
    static let label = "marking-definition--" + Samples.uuid(70)

    static func agreements() -> AgreementReading {
        let text = """
            party EU
              codes eu

            party Japan
              codes japan

            scheme EU of EU
              levels, highest first
                EU-SECRET

            scheme Japan of Japan
              levels, highest first
                J-SECRET

            agreement EJ
              between EU and Japan
              in force from 2020-01-01 until 2027-03-31
              days in Asia/Tokyo
              article 1: covers all classified information
              article 2: levels, both ways
                EU EU-SECRET = Japan J-SECRET

            """
        return AgreementReading([SourceFile(name: "ej.accord", text: text)])
    }

    static func marking() -> JSONTree {
        .members([
            "type": .string("marking-definition"), "spec_version": .string("2.1"), "id": .string(label),
            "created": .string("2026-01-01T00:00:00.000Z"), "name": .string("EU-SECRET"),
            "extensions": .members([
                "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": LabelExtension.content(
                    of: Label(policy: "EU", classification: "EU-SECRET")
                )
            ]),
        ])
    }

    @Test("midnight in the agreement's zone takes it off the feed before the next reading")
    func midnight() throws {
        let folder = TemporaryFolder()
        // 2027-03-31 23:59:50 in Tokyo is 14:59:50 UTC.
        let clock = TestClock(1_806_505_190_000_000)
        let (eu, japan) = try NodesTests.pair(folder, clock: clock)
        _ = try eu.keep([Self.marking(), Samples.campaign(1, name: "first", markings: [Self.label])], folder)
        _ = try eu.keep([Samples.campaign(2, name: "second", markings: [Self.label])], folder)
        _ = try eu.node.apply(Self.agreements(), officer: "o")
        let ids = (1...2).map { "campaign--" + Samples.uuid($0) }
        let first = try eu.node.release(ReleaseOrder(parties: ["japan"], ids: [ids[0]], named: [], officer: "o"))
        #expect(first.first { $0.id == ids[0] }?.decision.outcome == .release)
        _ = try japan.node.pull(from: "eu")
        #expect(try japan.holdings(from: "eu").joined().contains("first"))
        // Without a server Japan gets no hint, and pulls only when it is told to.
        japan.server?.stop()
        japan.server = nil
        let second = try eu.node.release(ReleaseOrder(parties: ["japan"], ids: [ids[1]], named: [], officer: "o"))
        #expect(second.first { $0.id == ids[1] }?.isNew == true)
        clock.turn(by: 11_000_000)
        _ = try japan.node.pull(from: "eu")
        #expect(try !japan.holdings(from: "eu").joined().contains("second"))
        let acts = try eu.node.reading { connection throws(StoreError) in
            try connection.all("SELECT outcome FROM release_act ORDER BY row") { $0.text(0) }
        }
        #expect(acts.filter { $0 == "withdraw" }.count == 2)
    }

    /// A set in which only the lower of two levels may go, and a label that is one of them until April 2027.
    static func stepping(_ before: String, _ after: String) -> (AgreementReading, JSONTree) {
        let text = """
            party EU
              codes eu

            party Japan
              codes japan

            scheme EU of EU
              levels, highest first
                EU-SECRET
                EU-LOW

            scheme Japan of Japan
              levels, highest first
                J-LOW

            agreement EJ
              between EU and Japan
              in force from 2020-01-01
              article 1: covers all classified information
              article 2: up to EU EU-LOW
              article 3: levels, both ways
                EU EU-LOW = Japan J-LOW
                EU EU-SECRET = none

            """
        let next = Label(policy: "EU", classification: after)
        var marking = marking()
        marking["extensions"] = .members([
            "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": LabelExtension.content(
                of: Label(
                    policy: "EU",
                    classification: before,
                    succession: [LabelSuccession(instant: "2027-04-01T00:00:00Z", label: next)]
                )
            )
        ])
        return (AgreementReading([SourceFile(name: "ej.accord", text: text)]), marking)
    }

    /// Two nodes ten seconds before midnight of the 31st of March 2027 in UTC.
    static func beforeMidnight(_ folder: TemporaryFolder, _ before: String, _ after: String) throws -> (
        eu: NodesTests.Running, japan: NodesTests.Running, clock: TestClock, id: String
    ) {
        let clock = TestClock(1_806_537_590_000_000)
        let (eu, japan) = try NodesTests.pair(folder, clock: clock)
        let (set, marking) = stepping(before, after)
        #expect(set.isUsable, "\(set.report())")
        _ = try eu.keep([marking, Samples.campaign(1, name: "dated", markings: [label])], folder)
        _ = try eu.node.apply(set, officer: "o")
        return (eu, japan, clock, "campaign--" + Samples.uuid(1))
    }

    @Test("what a dated downgrade lets go waits for an officer from that day on")
    func downgrade() throws {
        let folder = TemporaryFolder()
        let (eu, japan, clock, id) = try Self.beforeMidnight(folder, "EU-SECRET", "EU-LOW")
        let order = ReleaseOrder(parties: ["japan"], ids: [id], named: [], officer: "o")
        #expect(try eu.node.release(order).map(\.decision.outcome) == [.refuse])
        #expect(try eu.node.queue().isEmpty)
        clock.turn(by: 9_000_000)
        #expect(try eu.node.queue().isEmpty)
        clock.turn(by: 2_000_000)
        let waiting = try eu.node.queue()
        #expect(waiting.map(\.id) == [id] && waiting.map(\.reason) == ["day 2027-04-01"])
        _ = try japan.node.pull(from: "eu")
        #expect(try japan.holdings(from: "eu").isEmpty)
        // Once released, it does not come back into the queue.
        #expect(try eu.node.release(order).first { $0.id == id }?.isNew == true)
        #expect(try eu.node.queue().isEmpty)
        _ = try japan.node.pull(from: "eu")
        #expect(try japan.holdings(from: "eu").joined().contains("dated"))
        clock.turn(by: 86_400_000_000)
        #expect(try eu.node.queue().isEmpty)
    }

    @Test("a standing instruction lets go on that day what the successor is, not what the label was")
    func instruction() throws {
        let folder = TemporaryFolder()
        let (eu, japan, clock, _) = try Self.beforeMidnight(folder, "EU-SECRET", "EU-LOW")
        let kind = try #require(RecordKind.all.first { $0.name == "instruction" })
        let members = [
            JSONMember("name", .string("SI")), JSONMember("to", .string("japan")),
            JSONMember("levels", .strings(["EU EU-LOW"])),
        ]
        _ = try eu.node.record(kind, members, officer: "Chief")
        _ = try japan.node.pull(from: "eu")
        #expect(try japan.holdings(from: "eu").isEmpty)
        clock.turn(by: 11_000_000)
        _ = try japan.node.pull(from: "eu")
        #expect(try japan.holdings(from: "eu").joined().contains("dated"))
        #expect(try eu.node.queue().isEmpty)
    }

    @Test("what a dated label does not let go any more is off the feed before the next reading")
    func upgrade() throws {
        let folder = TemporaryFolder()
        let (eu, japan, clock, id) = try Self.beforeMidnight(folder, "EU-LOW", "EU-SECRET")
        japan.server?.stop()
        japan.server = nil
        // The feed is judged on the day before as well, so that it is the midnight that counts.
        _ = try japan.node.pull(from: "eu")
        let order = ReleaseOrder(parties: ["japan"], ids: [id], named: [], officer: "o")
        #expect(try eu.node.release(order).first { $0.id == id }?.isNew == true)
        clock.turn(by: 11_000_000)
        _ = try japan.node.pull(from: "eu")
        #expect(try !japan.holdings(from: "eu").joined().contains("dated"))
    }

    @Test("a no that begins on a day counts also where another consent was closed and one that is to come was made")
    func changingConsents() throws {
        let world = try CanaryWorld()
        let (node, clock) = (world.node, world.clock)
        func day(_ number: Int64) -> JSONTree {
            let moment = STIXTimestamp(microsecondsSinceEpoch: clock.now + number * 86_400_000_000)
            return .string(String(moment?.description.prefix(10) ?? ""))
        }
        let item = "campaign--" + Samples.uuid(1)
        let object = Samples.campaign(1, name: "of Korea", markings: [CanaryWorld.marking[.open] ?? ""])
        let incoming = try node.intake.object(JSONDocument(parsing: object.bytes()).root)
        try node.change { connection throws(StoreError) in
            let row = try ObjectRows(connection).source(kind: "partner", name: "korea")
            _ = try node.keep([incoming], source: row, rule: .given, now: clock.now, connection)
        }
        let kind = try #require(RecordKind.all.first { $0.name == "consent" })
        func consent(_ item: String, _ more: [JSONMember] = []) throws -> Int64 {
            let members = [("item", item), ("by", "Korea"), ("to", "Japan")].map { JSONMember($0, .string($1)) }
            return try node.record(kind, members + more, officer: "s")
        }
        func isRead() throws -> Bool {
            let answer = try #require(world.actors["japan"]).client.send("GET", "/japan/collections/feed/objects/")
            #expect(answer.status == 200)
            return String(decoding: answer.body, as: UTF8.self).contains(item)
        }
        _ = try consent(item)
        let other = try consent("campaign--" + Samples.uuid(2))
        _ = try consent(item, [JSONMember("granted", .bool(false)), JSONMember("from", day(2))])
        let given = try node.release(ReleaseOrder(parties: ["japan"], ids: [item], named: [], officer: "o"))
        #expect(given.first?.decision.outcome == .release)
        clock.turn(by: 1_000_000)
        #expect(try isRead())
        _ = try node.closeRecord(other, officer: "s")
        _ = try consent("campaign--" + Samples.uuid(3), [JSONMember("from", day(9))])
        #expect(try isRead())
        clock.turn(by: 3 * 86_400_000_000)
        #expect(try !isRead())
    }
}
