internal import Synchronization

/// What a listener remembers of those who are about to sign in.
package final class Door: Sendable {
    package let limits: SignInLimits
    package let challenges = Challenges()

    package init(limit: Int) { limits = SignInLimits(limit: limit) }
}

/// Challenges that were given to authenticators, each to be answered once and soon.
package final class Challenges: Sendable {
    /// What an answer is for.
    package enum Purpose: Equatable {
        case signIn
        /// The signature of a second person under somebody's act: an answer that was given to sign in does not do for it.
        case signature
        /// Another passkey of an account.
        case passkey(account: String)
    }

    private static let lifetime: Int64 = 300_000_000
    private static let most = 10_000
    private let waiting = Mutex<[[UInt8]: (purpose: Purpose, ends: Int64)]>([:])

    /// Remembers a challenge.
    package func note(_ challenge: [UInt8], _ purpose: Purpose, now: Int64) {
        waiting.withLock { waiting in
            // Anybody may ask for challenges: the table must not grow without bound.
            if waiting.count >= Self.most { waiting = waiting.filter { $0.value.ends > now } }
            // Any one goes for a new one: who floods the table mostly throws out own entries.
            if waiting.count >= Self.most { waiting.remove(at: waiting.startIndex) }
            waiting[challenge] = (purpose, now + Self.lifetime)
        }
    }

    /// Takes an answered challenge away; false if it was not given for that purpose, or too long ago.
    package func take(_ challenge: [UInt8], _ purpose: Purpose, now: Int64) -> Bool {
        let found = waiting.withLock { $0.removeValue(forKey: challenge) }
        return found.map { $0.purpose == purpose && $0.ends > now } ?? false
    }
}
