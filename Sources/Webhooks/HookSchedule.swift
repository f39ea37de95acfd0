package import Configuration
internal import Dispatch
package import Installation
internal import Store
internal import Synchronization
package import TAXIIServer

/// Looks once a second whether something is to be told to the listeners of hooks.
///
/// Each hook has a queue of its own, so that a slow listener does not hold up the others, and one message under way at
/// a time: what comes meanwhile is in the next count.
package final class HookSchedule: Sendable {
    private struct State {
        var queues: [String: DispatchQueue] = [:]
        var waiting: Set<String> = []
        var beats = 0
        var isStopped = false
    }

    /// Beats between two looks where nothing in the store has changed.
    private static let quietBeats = 15

    private let node: Node
    private let service: TAXIIService
    private let log: NodeLog
    private let state = Mutex(State())
    private let schedule = DispatchQueue(label: "entente.node.hooks")
    private let watch: ChangeWatch?

    package init(node: Node, service: TAXIIService, log: NodeLog) {
        (self.node, self.service, self.log) = (node, service, log)
        watch = try? ChangeWatch(node.store)
    }

    package func start() {
        node.errands.serve(.hook) { [weak self] name in self?.visit(name, isAsked: true) ?? false }
        schedule.async { self.beat() }
    }

    package func stop() { state.withLock { $0.isStopped = true } }

    private func beat() {
        let beats = state.withLock { state -> Int? in
            state.beats += 1
            return state.isStopped ? nil : state.beats
        }
        guard let beats else { return }
        let isQuiet = beats % Self.quietBeats == 1
        let looks = (watch?.hasChanged() ?? true) || isQuiet
        let now = node.clock()
        for hook in (try? node.hooks()) ?? [] where hook.ended == nil {
            let isDue = hook.due <= now && (hook.message != nil || hook.counter > hook.told)
            if looks || isDue { _ = visit(hook.name) }
        }
        schedule.asyncAfter(deadline: .now() + 1) { [weak self] in self?.beat() }
    }

    /// Counts and tells, after what is under way of the hook.
    /// - Returns: false if the node is being stopped.
    @discardableResult
    private func visit(_ name: String, isAsked: Bool = false) -> Bool {
        let queue: DispatchQueue? = state.withLock { state in
            guard !state.isStopped, state.waiting.insert(name).inserted || isAsked else { return nil }
            let queue = state.queues[name] ?? DispatchQueue(label: "entente.node.hook.\(name)")
            state.queues[name] = queue
            return queue
        }
        guard let queue else { return false }
        queue.async {
            _ = self.state.withLock { $0.waiting.remove(name) }
            self.work(name, isAsked)
            if isAsked { self.node.errands.ended(.hook, name) }
        }
        return true
    }

    private func work(_ name: String, _ isAsked: Bool) {
        do throws(NodeError) {
            if let fault = try node.countHook(name, service) { return ended(name, fault) }
            switch try node.tellHook(name, isAsked: isAsked) {
            case .quiet: return
            case .told(let count): log(.hook, .hook(name), .count(Int(count)))
            case .failed(let fault): log(.hookFailed, .hook(name), .reason(fault.word))
            case .ended(let fault): ended(name, fault)
            }
        } catch {
            log(.hookFailed, .hook(name), .reason(error.reason))
        }
    }

    private func ended(_ name: String, _ fault: HookFault) { log(.hookEnded, .hook(name), .reason(fault.word)) }
}
