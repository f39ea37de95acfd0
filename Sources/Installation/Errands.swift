internal import Synchronization

/// What somebody at the console wants a serving node to do soon: the jobs of the node do it, after what is under way.
package final class Errands: Sendable {
    /// What is to be done.
    package enum Kind: Sendable, Hashable {
        /// A server of others is to be read.
        case source
        /// A hook is to be tried.
        case hook
    }

    private struct Errand: Hashable {
        let kind: Kind
        let name: String
    }

    private struct State {
        var jobs: [Kind: @Sendable (String) -> Bool] = [:]
        var running: Set<Errand> = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Says which job does it.
    /// - Parameters:
    ///   - kind: what is to be done.
    ///   - job: begins with it, and returns false if it does not.
    package func serve(_ kind: Kind, _ job: @escaping @Sendable (String) -> Bool) {
        state.withLock { $0.jobs[kind] = job }
    }

    /// Has something done; it counts as under way until `ended`.
    /// - Returns: false if nobody does it: the node does not serve.
    package func begin(_ kind: Kind, _ name: String) -> Bool {
        let errand = Errand(kind: kind, name: name)
        let job = state.withLock { state in
            state.running.insert(errand)
            return state.jobs[kind]
        }
        if job?(name) ?? false { return true }
        ended(kind, name)
        return false
    }

    /// Says that it is done, however it ended.
    package func ended(_ kind: Kind, _ name: String) {
        _ = state.withLock { $0.running.remove(Errand(kind: kind, name: name)) }
    }

    /// Whether something is under way.
    package func isRunning(_ kind: Kind, _ name: String) -> Bool {
        state.withLock { $0.running.contains(Errand(kind: kind, name: name)) }
    }
}
