internal import Synchronization

/// The partners from which something is being fetched because somebody asked, so that a page can say how it ended.
package final class Fetches: Sendable {
    private let running = Mutex<[String: Int]>([:])

    package init() {}

    /// Whether something that was asked for is still being fetched.
    func isRunning(_ partner: String) -> Bool { running.withLock { $0[partner] != nil } }

    func begin(_ partner: String) { running.withLock { $0[partner, default: 0] += 1 } }

    func end(_ partner: String) {
        running.withLock { running in
            let left = (running[partner] ?? 1) - 1
            running[partner] = left > 0 ? left : nil
        }
    }
}
