import Agreements
import JSON
import Labels
import Node
import Release
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
}
