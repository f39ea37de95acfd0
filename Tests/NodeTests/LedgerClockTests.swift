import Configuration
internal import Exchange
import Installation
import JSON
import MerkleLog
internal import Node
import Releasing
import Store
import TestKit
import Testing
import Witnessing

/// Clocks that differ or jump: nothing stops, nothing is lost, the order of entries holds (DESIGN.md, 11).
@Suite("The ledger and clocks", .serialized)
struct LedgerClockTests {
    static let day: Int64 = 86_400_000_000

    static func pair(_ folder: TemporaryFolder, _ clocks: [TestClock]) throws -> [NodesTests.Running] {
        let nodes = try zip(["eu", "japan"], clocks).map { try NodesTests.Running($0.0, folder, clock: $0.1) }
        for node in nodes { try node.serve() }
        for (inviter, invited) in [(nodes[0], nodes[1]), (nodes[1], nodes[0])] {
            let address = try #require(inviter.server?.address)
            let invitation = try inviter.node.invite(invited.node.configuration.name, address: address)
            let read = try invited.node.accept(invitation.file(signedBy: inviter.node.signingKey)).invitation
            try invited.node.confirm(inviter.node.configuration.name, fingerprint: read.fingerprint)
        }
        return nodes
    }

    static func made(_ node: Node) throws -> [Int64] {
        try node.reading { connection throws(StoreError) in
            try connection.all("SELECT made FROM log_entry ORDER BY log, place") { $0.integer(0) }
        }
    }

    /// Both nodes go on meanwhile: one look at the store has to be of one moment, as `entente check` takes it.
    static func problems(_ node: Node) throws -> [StoreCheck.Problem] {
        try node.reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in try LedgerCheck(node, connection).problems() }
        }
    }

    @Test("two nodes whose clocks differ by a day, and jump, exchange and keep the order", arguments: [-1, 1])
    func skew(direction: Int64) throws {
        let folder = TemporaryFolder()
        let now = SystemClock.now()
        let clocks = [TestClock(now), TestClock(now + direction * Self.day)]
        let nodes = try Self.pair(folder, clocks)
        let (eu, japan) = (nodes[0], nodes[1])
        for number in 1...4 {
            _ = try eu.keep(
                [
                    Samples.campaign(
                        number,
                        name: "n\(number)",
                        markings: ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]
                    )
                ],
                folder
            )
            let id = "campaign--" + Samples.uuid(number)
            _ = try eu.node.release(ReleaseOrder(parties: ["japan"], ids: [id], named: [], officer: "o"))
            _ = try japan.node.pull(from: "eu")
            #expect(try japan.holdings(from: "eu").count == number)
            // Forward two hours, then back three.
            clocks[0].turn(by: number.isMultiple(of: 2) ? -10_800_000_000 : 7_200_000_000)
            clocks[1].turn(by: number.isMultiple(of: 2) ? 7_200_000_000 : -10_800_000_000)
        }
        for node in nodes.map(\.node) {
            let made = try Self.made(node)
            #expect(made == made.sorted() && made.count > 8)
            let found = try Self.problems(node)
            #expect(found.isEmpty, "\(found)")
        }
        #expect(try LedgerCheck.problems(ofPartner: "eu", japan.node).isEmpty)
    }
}
