internal import Exchange
internal import Installation
import Labels
internal import Node
import Releasing
import Store
import TestKit
import Testing
internal import Witnessing

/// The store of the node that pulls fails at each of its calls, one after the other.
@Suite("A pull into a store that fails")
struct PullFaultTests {
    @Test("the next pull brings what this one did not, once", arguments: [Faults.Kind.refused, .kept])
    func everyCall(_ kind: Faults.Kind) throws {
        let (folder, faults) = (TemporaryFolder(), Faults())
        let (eu, japan) = try NodesTests.pair(folder, faults: faults)
        // Else hints would have it pull by itself.
        japan.server?.stop()
        var given = 0
        func give() throws {
            given += 1
            _ = try eu.keep([Samples.campaign(given, markings: [TLPLevel.green.markingDefinition])], folder)
            let order = ReleaseOrder(parties: ["japan"], ids: nil, named: [], officer: "o")
            #expect(try eu.node.release(order).filter(\.isNew).count == 1)
            try japan.node.store.finishIndexing()
        }
        try give()
        faults.arm(at: 0, kind)
        #expect(try japan.node.pull(from: "eu").added == 1)
        let calls = faults.disarm()
        #expect(calls > 10)
        for place in 1...calls {
            try give()
            faults.arm(at: place, kind)
            let first = try? japan.node.pull(from: "eu").added
            faults.disarm()
            let added = (first ?? 0) + (try japan.node.pull(from: "eu").added)
            #expect(try japan.holdings(from: "eu").count == given, "\(kind) \(place)/\(calls)")
            // A commit that is durable though its caller heard of a failure is counted by nobody.
            let told = first.map { "\($0)" } ?? "failed"
            let words = Comment(rawValue: "\(kind) \(place)/\(calls): \(told), \(added) in all")
            #expect(added == 1 || kind == .kept && first == nil && added == 0, words)
        }
        let evidence = try japan.node.reading { connection throws(StoreError) in
            try ReceiptRows(connection).openEvidence(against: "eu")
        }
        #expect(evidence == nil)
        #expect(try japan.node.checkStore().map(\.message) == [] && eu.node.checkStore().map(\.message) == [])
    }
}
