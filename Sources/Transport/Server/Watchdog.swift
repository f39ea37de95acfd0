internal import Dispatch
internal import Glibc
internal import Synchronization

/// Ends connections that take too long, even if a byte comes now and then.
///
/// libmicrohttpd restarts its own time-out with every byte, so a client that sends one byte a second would hold its
/// connection for ever. A connection has at most one deadline; shutting its socket down makes the library close it.
/// The deadline stands with the connection: it moves several times a request, and threads must not meet there.
final class Watchdog: Sendable {
    private let peers = Mutex<[Int32: Peer]>([:])
    private let queue = DispatchQueue(label: "entente.transport.watchdog")

    init() { lookAgain() }

    /// Looks twice a second for as long as the server lives.
    private func lookAgain() {
        queue.asyncAfter(deadline: .now() + 0.5) { [weak self] in
            self?.end()
            self?.lookAgain()
        }
    }

    /// Watches a connection that begins.
    func watch(_ peer: Peer) { peers.withLock { $0[peer.socket] = peer } }

    /// Leaves a connection alone, before its socket is closed.
    func forget(_ peer: Peer) { peers.withLock { _ = $0.removeValue(forKey: peer.socket) } }

    private func end() {
        let now = DispatchTime.now().uptimeNanoseconds
        // The lock is held, so that no socket is closed and its number reused in between.
        peers.withLock { peers in
            for peer in peers.values where peer.isLate(at: now) {
                shutdown(peer.socket, Int32(SHUT_RDWR))
                peer.disarm()
            }
        }
    }
}
