package import Configuration
internal import Dispatch
package import Installation
internal import Releasing
internal import Store
internal import Synchronization
internal import Witnessing

/// Pulls from every confirmed partner: on a schedule, and at once when a partner hints that something is there.
///
/// Each partner has a queue of its own, so that a slow one does not hold up the others.
package final class Puller: Sendable {
    private struct State {
        var queues: [String: DispatchQueue] = [:]
        var waiting: Set<String> = []
        /// Who is told when the pull from a partner that waits is over.
        var asked: [String: [@Sendable () -> Void]] = [:]
        var isStopped = false
    }

    private let node: Node
    private let log: NodeLog
    private let state = Mutex(State())
    private let schedule = DispatchQueue(label: "entente.node.schedule")

    package init(node: Node, log: NodeLog) {
        self.node = node
        self.log = log
    }

    package func start() { schedule.async { self.tick() } }

    package func stop() { state.withLock { $0.isStopped = true } }

    private func tick() {
        guard !state.withLock({ $0.isStopped }) else { return }
        let partners =
            (try? node.reading { connection throws(StoreError) in try PartnerRows(connection).all() }) ?? []
        for partner in partners where partner.confirmed != nil { pullSoon(partner.name, isScheduled: true) }
        // A newer version of what a standing instruction covers goes without asking again.
        _ = try? node.releaseByInstruction()
        // What was logged without a release (deliveries, receipts, records) is seen by witnesses too.
        _ = try? node.seekCosignatures()
        if let parties = try? node.listWitnessed() { node.tell(parties) }
        schedule.asyncAfter(deadline: .now() + .seconds(node.configuration.pullSeconds)) { [weak self] in self?.tick()
        }
    }

    /// Pulls from a partner as soon as its running pull has ended; several hints become one pull.
    ///
    /// On schedule the agreements are compared as well.
    /// - Parameters:
    ///   - partner: the partner's short name.
    ///   - isScheduled: nobody has asked.
    ///   - ended: called when it is over, however it ended; never if the node stops first.
    package func pullSoon(_ partner: String, isScheduled: Bool = false, ended: (@Sendable () -> Void)? = nil) {
        let queue: DispatchQueue? = state.withLock { state in
            guard !state.isStopped else { return nil }
            if let ended { state.asked[partner, default: []].append(ended) }
            guard state.waiting.insert(partner).inserted else { return nil }
            let queue = state.queues[partner] ?? DispatchQueue(label: "entente.node.pull.\(partner)")
            state.queues[partner] = queue
            return queue
        }
        queue?.async {
            let asked = self.state.withLock { state in
                state.waiting.remove(partner)
                return state.asked.removeValue(forKey: partner) ?? []
            }
            defer { for ended in asked { ended() } }
            do throws(NodeError) {
                let report = try self.node.pull(from: partner)
                if report.total > 0 {
                    self.log(.pull, .partner(partner), .count(report.total), .new(report.added))
                }
                if let seconds = self.node.clockWatch.news(
                    of: partner,
                    beyond: self.node.configuration.clockToleranceSeconds
                ) {
                    self.log(.clockDiffers, .partner(partner), .seconds(seconds))
                }
                if isScheduled { try self.node.askAgreements(of: partner) }
            } catch {
                self.log(.pullFailed, .partner(partner), .reason(error.reason))
            }
        }
    }
}
