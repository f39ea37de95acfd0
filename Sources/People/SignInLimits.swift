internal import Synchronization

/// How often somebody tried to sign in with something wrong, by name whether there is such an account or not.
///
/// Tries count against where they come from: an address, or a browser that has signed in under that name before. So nobody closes
/// an account for somebody else. Because one may have many addresses, there are bounds for a name as a whole as well; they leave
/// open what cannot be guessed (`Node.signIn`).
package final class SignInLimits: Sendable {
    /// What tries count against.
    package enum Key: Hashable, Sendable {
        /// A name from an address.
        case source(name: String, address: String)
        /// A name in a browser that has signed in under it before.
        case browser(name: String, mark: String)
        /// A passkey from an address.
        case passkey(id: [UInt8], address: String)
        /// A name from all addresses, browsers that are known aside.
        case name(String)
        /// One-time codes of a name whose password was right, browsers that are known aside.
        case codes(name: String)
    }

    /// Tries and when they were, and how the keys follow each other in time.
    private struct State {
        var tries: [Key: [Int64]] = [:]
        var order: [Key] = []
    }

    private static let window: Int64 = 900_000_000
    private static let most = 20_000
    private let state = Mutex(State())
    private let limit: Int

    package init(limit: Int) { self.limit = limit }

    /// A name may be tried so many times more often in all than from one address (about 100: NIST SP 800-63B, 5.2.2).
    private static let addresses = 12
    private static let codes = 4

    private func limit(of key: Key) -> Int {
        switch key {
        case .source, .browser, .passkey: limit
        case .name: limit * Self.addresses
        case .codes: limit * Self.codes
        }
    }

    /// Seconds to wait; nil if one may try.
    package func wait(_ key: Key, now: Int64) -> Int? {
        state.withLock { state in
            let recent = (state.tries[key] ?? []).filter { now - $0 < Self.window }
            guard recent.count >= limit(of: key), let first = recent.first else { return nil }
            return Int((first + Self.window - now) / 1_000_000) + 1
        }
    }

    package func noteWrong(_ keys: [Key], now: Int64) {
        state.withLock { state in
            for key in keys {
                let isNew = state.tries[key] == nil
                let recent = (state.tries[key] ?? []).filter { now - $0 < Self.window } + [now]
                state.tries[key] = Array(recent.suffix(limit(of: key)))
                if isNew { state.order.append(key) }
            }
            // Names and addresses are the caller's: the table must not grow without bound. What was begun longest ago goes.
            if state.order.count > Self.most {
                let gone = state.order.prefix(Self.most / 10)
                for key in gone { state.tries.removeValue(forKey: key) }
                state.order.removeFirst(gone.count)
            }
        }
    }

    /// Somebody has signed in: what was wrong before from there is forgotten, what was wrong from elsewhere is not.
    package func noteRight(_ key: Key) {
        state.withLock { state in
            if state.tries.removeValue(forKey: key) != nil { state.order.removeAll { $0 == key } }
        }
    }
}
