import Configuration
internal import Exchange
internal import Installation
import Store
import TestKit
import Testing

@testable import Node

/// Partners' clocks, compared by what each signs (fault D8).
@Suite("Partners' clocks", .serialized)
struct ClockWatchTests {
    @Test("a pull says by how much the partner's clock is ahead", arguments: [-4_000, 0, 400])
    func compared(seconds: Int64) throws {
        let folder = TemporaryFolder()
        let moment = SystemClock.now()
        let (own, other) = (TestClock(moment), TestClock(moment + seconds * 1_000_000))
        let eu = try NodesTests.Running("eu", folder, clock: own)
        let japan = try NodesTests.Running("japan", folder, clock: other)
        for (inviter, invited) in [(eu, japan), (japan, eu)] {
            try inviter.serve()
            let address = try #require(inviter.server?.address)
            let invitation = try inviter.node.invite(invited.node.configuration.name, address: address)
            let read = try invited.node.accept(inviter.node.file(invitation)).invitation
            try invited.node.confirm(inviter.node.configuration.name, fingerprint: read.fingerprint)
        }
        _ = try eu.node.pull(from: "japan")
        #expect(eu.node.clockWatch.all["japan"]?.difference == Int(seconds))
        let isFar = abs(seconds) > 30
        #expect(eu.node.clockWatch.news(of: "japan", beyond: 30) == (isFar ? Int(seconds) : nil))
        #expect(eu.node.clockWatch.news(of: "japan", beyond: 30) == nil)
    }
}
