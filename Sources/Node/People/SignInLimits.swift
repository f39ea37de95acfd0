internal import Synchronization

/// How often an account was tried with a wrong password or code; by name, whether there is such an account or not.
final class SignInLimits: Sendable {
    private static let window: Int64 = 900_000_000
    private static let names = 10_000
    private let tries = Mutex<[String: [Int64]]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Seconds to wait; nil if one may try.
    func wait(_ name: String, now: Int64) -> Int? {
        tries.withLock { tries in
            let recent = (tries[name] ?? []).filter { now - $0 < Self.window }
            guard recent.count >= limit, let first = recent.first else { return nil }
            return Int((first + Self.window - now) / 1_000_000) + 1
        }
    }

    func noteWrong(_ name: String, now: Int64) {
        tries.withLock { tries in
            // Names are the caller's: the table must not grow without bound.
            if tries.count >= Self.names { tries = tries.filter { now - ($0.value.last ?? 0) < Self.window } }
            if tries.count >= Self.names { tries.removeAll() }
            tries[name, default: []] = ((tries[name] ?? []).filter { now - $0 < Self.window } + [now]).suffix(limit)
        }
    }

    func noteRight(_ name: String) { tries.withLock { _ = $0.removeValue(forKey: name) } }
}
