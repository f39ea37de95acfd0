package import Configuration
internal import Cryptography
internal import Ledger
internal import MerkleLog
package import Store
internal import Synchronization
package import Transport

/// How partners' clocks differ from this node's: by the time that each signs with its checkpoints.
///
/// Receipts, deadlines and the days of agreements depend on clocks; a wrong one is seen by comparing.
package final class ClockWatch: Sendable {
    /// What one partner's clock said last.
    package struct Reading: Sendable, Equatable {
        /// By how many seconds it is ahead of this node's, below 0 behind.
        package var difference: Int
        /// When it was compared, in microseconds since 1970.
        package var seen: Int64
    }

    private struct State {
        var readings: [String: Reading] = [:]
        var reported: Set<String> = []
    }

    private let state = Mutex(State())

    /// Notes what a partner signed.
    /// - Parameters:
    ///   - partner: the partner.
    ///   - time: the time that it signed, in seconds since 1970.
    ///   - asked: when it was asked, in microseconds since 1970.
    ///   - now: when the answer was there.
    package func note(_ partner: String, time: UInt64, asked: Int64, now: Int64) {
        let theirs = Int64(clamping: time)
        // Within the second that it names and the time that the call took, the clocks agree.
        let (first, last) = (asked / 1_000_000, now / 1_000_000)
        let difference = theirs < first ? theirs - first : theirs > last ? theirs - last : 0
        state.withLock { $0.readings[partner] = Reading(difference: Int(difference), seen: now) }
    }

    /// What each partner's clock said last.
    package var all: [String: Reading] { state.withLock { $0.readings } }

    /// The difference to a partner's clock, if it is larger than a limit and was not reported since it last was not.
    package func news(of partner: String, beyond limit: Int) -> Int? {
        state.withLock { state in
            guard let difference = state.readings[partner]?.difference, abs(difference) > limit else {
                state.reported.remove(partner)
                return nil
            }
            return state.reported.insert(partner).inserted ? difference : nil
        }
    }
}

extension Node {
    /// The state of the own clock, beside the dates that the store has already: dates that were given never go back.
    package func clockState() throws(NodeError) -> ClockState {
        let newest = try reading { connection throws(StoreError) in
            let listed = try CollectionRows(connection).newestDate()
            return max(listed, try LogRows(connection).head()?.sealed ?? 0)
        }
        let ahead = (newest - clock()) / 1_000_000
        let isAhead = ahead >= 60
        return ClockState(
            isSynchronised: HostClock.isSynchronised,
            ahead: isAhead ? Int(ahead) : 0,
            newest: isAhead ? newest : nil
        )
    }

    /// Compares the clock with a partner's: its node cosigns the checkpoint that it shows, with the time.
    ///
    /// A node of release 0.1.0 does not; what it cosigns of this node's log is compared in its place (`WitnessFlow`).
    package func compareClock(with partner: StoredPartner, _ client: HTTPClient) {
        let asked = clock()
        guard let response = try? client.send("GET", partner.address + "/entente/v1/log/checkpoint"),
            response.status == 200, let note = try? SignedCheckpoint(response.body.bytes).note,
            let key = try? NoteKey(partner.witnessKey, Ledger.hasher),
            let time = try? note.verify(by: [key], Ed25519Verifier()).first?.time
        else { return }
        clockWatch.note(partner.name, time: time, asked: asked, now: clock())
    }
}
