internal import Dispatch
internal import Glibc
internal import Synchronization

/// Ends connections that take too long, even if a byte comes now and then, and those that give way when there are too many.
///
/// libmicrohttpd restarts its own time-out with every byte, so a client that sends one byte a second would hold its
/// connection for ever. A connection has at most one deadline; shutting its socket down makes the library close it.
/// The deadline stands with the connection: it moves several times a request, and threads must not meet there.
final class Watchdog: Sendable {
    private let peers = Mutex<[Int32: Peer]>([:])
    private let queue = DispatchQueue(label: "entente.transport.watchdog")
    private let crowd: Crowd
    private let crowded = Atomic(false)
    private let givenWay = Atomic(0)

    init(_ crowd: Crowd) {
        self.crowd = crowd
        lookAgain()
    }

    /// Whether it is time to find out who is known: before, nobody has to give way.
    var isCrowded: Bool { crowded.load(ordering: .relaxed) }

    /// How many connections have given way to newer ones.
    var endedForOthers: Int { givenWay.load(ordering: .relaxed) }

    /// Looks twice a second for as long as the server lives.
    private func lookAgain() {
        queue.asyncAfter(deadline: .now() + 0.5) { [weak self] in
            self?.end()
            self?.lookAgain()
        }
    }

    /// Watches a connection that begins; others may have to give way to it.
    func watch(_ peer: Peer) {
        peers.withLock { peers in
            peers[peer.socket] = peer
            crowded.store(peers.count > crowd.threshold / 2, ordering: .relaxed)
            guard peers.count > crowd.threshold else { return }
            // The lock is held, so that no socket is closed and its number reused in between.
            let open = peers.values.filter { !$0.isEnded && $0 !== peer }
            let strangers = open.filter { !$0.isKnown } + [peer]
            let gone = crowd.whoGoes(
                strangers.map { Crowd.Stranger(network: $0.network, began: $0.began, waitingSince: $0.waitingSince) },
                known: open.count - strangers.count + 1
            )
            for place in gone { strangers[place].end() }
            givenWay.add(gone.count, ordering: .relaxed)
        }
    }

    /// Keeps the connection of a known caller, as long as not all are of known callers.
    func know(_ peer: Peer) {
        peers.withLock { peers in
            guard peers.values.count(where: \.isKnown) < crowd.most else { return }
            peer.know()
        }
    }

    /// Leaves a connection alone, before its socket is closed.
    func forget(_ peer: Peer) {
        peers.withLock { peers in
            peers.removeValue(forKey: peer.socket)
            crowded.store(peers.count > crowd.threshold / 2, ordering: .relaxed)
        }
    }

    private func end() {
        let now = DispatchTime.now().uptimeNanoseconds
        // The lock is held, so that no socket is closed and its number reused in between.
        peers.withLock { peers in
            for peer in peers.values where peer.isLate(at: now) { peer.end() }
        }
    }
}
