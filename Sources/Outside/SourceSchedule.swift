package import Configuration
internal import Dispatch
package import Installation
internal import Store
internal import Synchronization

/// Reads servers of others on a schedule, and posts there what was released; one that is cut off is left alone.
///
/// Each has a queue of its own, so that a slow one does not hold up the others.
package final class SourceSchedule: Sendable {
    private struct State {
        var queues: [String: DispatchQueue] = [:]
        var waiting: Set<String> = []
        var isStopped = false
    }

    /// In whose name what was released goes on schedule.
    private static let officer = "schedule"

    private let node: Node
    private let log: NodeLog
    private let state = Mutex(State())
    private let schedule = DispatchQueue(label: "entente.node.sources")

    package init(node: Node, log: NodeLog) { (self.node, self.log) = (node, log) }

    package func start() {
        node.errands.serve(.source) { [weak self] name in self?.fetchSoon(name) ?? false }
        schedule.async { self.tick() }
    }

    package func stop() { state.withLock { $0.isStopped = true } }

    private func tick() {
        guard !state.withLock({ $0.isStopped }) else { return }
        for source in (try? node.sources()) ?? [] where source.stopped == nil { visit(source) }
        let seconds = node.configuration.sourceSeconds
        schedule.asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in self?.tick() }
    }

    /// Reads one that somebody wants read, though it was cut off.
    /// - Returns: false if there is none, or the node is being stopped.
    private func fetchSoon(_ name: String) -> Bool {
        guard let source = try? node.source(name), !state.withLock({ $0.isStopped }) else { return false }
        visit(source)
        return true
    }

    private func visit(_ source: StoredOutsideSource) {
        let name = source.name
        let queue: DispatchQueue? = state.withLock { state in
            guard !state.isStopped, state.waiting.insert(name).inserted else { return nil }
            let queue = state.queues[name] ?? DispatchQueue(label: "entente.node.source.\(name)")
            state.queues[name] = queue
            return queue
        }
        queue?.async {
            self.fetch(name)
            if source.party != nil { self.push(name) }
            _ = self.state.withLock { $0.waiting.remove(name) }
            self.node.errands.ended(.source, name)
        }
    }

    private func fetch(_ name: String) {
        do throws(NodeError) {
            let report = try node.fetchSource(name)
            if report.total > 0 { log(.source, .source(name), .count(report.total), .new(report.added)) }
        } catch {
            let isCutOff = (try? node.source(name))?.stopped != nil
            log(isCutOff ? .sourceCutOff : .sourceFailed, .source(name), .reason(error.reason))
        }
    }

    private func push(_ name: String) {
        do throws(NodeError) {
            _ = try node.pushSource(name, by: Self.officer)
        } catch {
            log(.sourceFailed, .source(name), .reason(error.reason))
        }
    }
}
