internal import Dispatch
internal import Glibc
internal import Synchronization

/// Ends connections that take too long, even if a byte comes now and then.
///
/// libmicrohttpd restarts its own time-out with every byte, so a client that sends one byte a second would hold its
/// connection for ever. A connection has at most one deadline; shutting its socket down makes the library close it.
final class Watchdog: Sendable {
    private let deadlines = Mutex<[Int32: UInt64]>([:])
    private let queue = DispatchQueue(label: "entente.transport.watchdog")

    init() { lookAgain() }

    /// Looks twice a second for as long as the server lives.
    private func lookAgain() {
        queue.asyncAfter(deadline: .now() + 0.5) { [weak self] in
            self?.end()
            self?.lookAgain()
        }
    }

    /// Sets or moves the deadline of a connection.
    func arm(_ socket: Int32, seconds: Int) {
        let deadline = DispatchTime.now().uptimeNanoseconds + UInt64(max(seconds, 1)) * 1_000_000_000
        deadlines.withLock { $0[socket] = deadline }
    }

    /// Takes the deadline of a connection away.
    func disarm(_ socket: Int32) {
        deadlines.withLock { _ = $0.removeValue(forKey: socket) }
    }

    private func end() {
        let now = DispatchTime.now().uptimeNanoseconds
        // The lock is held, so that no socket is closed and its number reused in between.
        deadlines.withLock { deadlines in
            for (socket, deadline) in deadlines where deadline < now {
                shutdown(socket, Int32(SHUT_RDWR))
                deadlines[socket] = nil
            }
        }
    }
}
