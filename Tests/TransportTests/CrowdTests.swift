import TestKit
import Testing

@testable import Transport

/// Who gives way when too many connections are open (fault D3).
@Suite("The crowd before the door")
struct CrowdTests {
    static func stranger(_ network: UInt64, since: UInt64?, began: UInt64 = 0) -> Crowd.Stranger {
        Crowd.Stranger(network: network, began: began, waitingSince: since)
    }

    @Test("nobody goes as long as there is room")
    func room() {
        let crowd = Crowd(most: 100, mostWaiting: 10, mostOfNetwork: 10, reserve: 50)
        #expect(crowd.whoGoes((0..<10).map { Self.stranger($0, since: $0) }, known: 50).isEmpty)
        #expect(crowd.whoGoes([], known: 1_000).isEmpty)
    }

    @Test("the longest of the network with most goes; of networks with as many, the longest of all")
    func longest() {
        let crowd = Crowd(most: 100, mostWaiting: 4, mostOfNetwork: 10, reserve: 50)
        let many = [Self.stranger(1, since: 1), Self.stranger(2, since: 5), Self.stranger(2, since: 4)]
        #expect(crowd.whoGoes(many + [Self.stranger(3, since: 6), Self.stranger(4, since: 7)], known: 0) == [2])
        let alike = [7, 3, 9, 5, 8].enumerated().map { Self.stranger(UInt64($0), since: $1) }
        #expect(crowd.whoGoes(alike, known: 0) == [1])
    }

    @Test("those whose request is whole go last, and only for room")
    func answered() {
        let crowd = Crowd(most: 8, mostWaiting: 4, mostOfNetwork: 100, reserve: 4)
        let atWork = (0..<4).map { Self.stranger(1, since: nil, began: 9 - $0) }
        #expect(crowd.whoGoes(atWork + [Self.stranger(2, since: 10)], known: 0) == [3])
        #expect(
            crowd.whoGoes([Self.stranger(3, since: 9)] + atWork.dropLast() + [Self.stranger(2, since: 10)], known: 0)
                == [0]
        )
    }

    @Test("one network has its own limit")
    func network() {
        let crowd = Crowd(most: 100, mostWaiting: 40, mostOfNetwork: 3, reserve: 50)
        let others = (10..<20).map { Self.stranger($0, since: $0) }
        let same = [Self.stranger(1, since: nil, began: 2), Self.stranger(1, since: 30), Self.stranger(1, since: 20)]
        #expect(crowd.whoGoes(others + same + [Self.stranger(1, since: 40)], known: 0) == [12])
        #expect(crowd.whoGoes(others + same + [Self.stranger(5, since: 40)], known: 0).isEmpty)
    }

    @Test("laws, over random crowds: the newest stays, the limits hold, nobody goes without need")
    func laws() {
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let crowd = Crowd(
                most: Int.random(in: 2...60, using: &random),
                mostWaiting: Int.random(in: 1...40, using: &random),
                mostOfNetwork: Int.random(in: 1...40, using: &random),
                reserve: Int.random(in: 0...80, using: &random)
            )
            let count = Int.random(in: 1...80, using: &random)
            let known = Int.random(in: 0...80, using: &random)
            var strangers = (0..<count).map { place in
                Self.stranger(
                    UInt64.random(in: 0..<5, using: &random),
                    since: Bool.random(using: &random) ? UInt64(place) : nil,
                    began: UInt64(place)
                )
            }
            strangers[count - 1] = Self.stranger(strangers[count - 1].network, since: UInt64(count))
            let gone = Set(crowd.whoGoes(strangers, known: known))
            let left = strangers.indices.filter { !gone.contains($0) }.map { strangers[$0] }
            #expect(!gone.contains(count - 1), "seed \(seed)")
            #expect(left.count { $0.waitingSince != nil } <= crowd.mostWaiting, "seed \(seed)")
            #expect(left.count { $0.network == strangers[count - 1].network } <= crowd.mostOfNetwork, "seed \(seed)")
            #expect(left.count <= max(crowd.most - max(crowd.reserve, known), 1), "seed \(seed)")
            if count <= crowd.threshold, known <= crowd.reserve { #expect(gone.isEmpty, "seed \(seed)") }
        }
    }
}
