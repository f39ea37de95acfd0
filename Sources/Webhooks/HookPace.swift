/// Why what a hook sent has not arrived, or why it ended: the words that are kept.
package enum HookFault: String, Error, Sendable, CaseIterable {
    /// The name resolves to no address.
    case noAddress = "no-address"
    /// It resolves to no address to which the hook may go.
    case notListed = "not-listed"
    /// There is no connection.
    case notReached = "not-reached"
    /// The other end does not prove who it is.
    case notTrusted = "not-trusted"
    /// There was no answer in time.
    case slow
    /// The answer is larger than is taken.
    case tooMuch = "too-much"
    /// The answer sends the node elsewhere.
    case redirected
    /// The answer is no success.
    case status
    /// The secret cannot be read.
    case secret
    /// The listener wants nothing more (410): the hook has ended.
    case gone
    /// It was tried as often as it is tried: the hook has ended.
    case tries
    /// The key was revoked, or reads the collection no more: the hook has ended.
    case key
    /// The collection was taken away: the hook has ended.
    case collection

    /// The same in a word for the node's own log.
    package var word: StaticString {
        switch self {
        case .noAddress: "no-address"
        case .notListed: "not-listed"
        case .notReached: "not-reached"
        case .notTrusted: "not-trusted"
        case .slow: "slow"
        case .tooMuch: "too-much"
        case .redirected: "redirected"
        case .status: "status"
        case .secret: "secret"
        case .gone: "gone"
        case .tries: "tries"
        case .key: "key"
        case .collection: "collection"
        }
    }
}

/// When a hook sends again what has not arrived, and when it gives up: pauses that grow fourfold, up to a day.
package struct HookPace: Sendable {
    /// How often a message is sent at most.
    package var tries: Int
    /// The first pause, in seconds.
    package var pause: Int

    /// The longest pause, in seconds.
    package static let longest: Int64 = 86_400

    /// A pace.
    package init(tries: Int, pause: Int) { (self.tries, self.pause) = (tries, pause) }

    /// What follows from an attempt that failed.
    package enum Next: Sendable, Equatable {
        /// It is sent again after so many seconds.
        case again(seconds: Int64)
        /// The hook ends.
        case end(HookFault)
    }

    /// What follows from an attempt that failed.
    /// - Parameters:
    ///   - fault: why.
    ///   - count: how often it was sent by now.
    ///   - wish: after how many seconds the listener wants to be asked again, or nil.
    ///   - chance: a random number: up to a quarter is added, so that those who failed together do not come together.
    /// - Returns: what follows.
    package func next(after fault: HookFault, sent count: Int64, wish: Int64?, chance: UInt8) -> Next {
        if [.gone, .key, .collection].contains(fault) { return .end(fault) }
        guard count < Int64(tries) else { return .end(.tries) }
        var seconds = Int64(pause)
        for _ in 1..<max(count, 1) where seconds < Self.longest { seconds *= 4 }
        seconds = max(min(seconds, Self.longest), min(wish ?? 0, Self.longest))
        return .again(seconds: seconds + seconds * Int64(chance) / 1_024)
    }
}
