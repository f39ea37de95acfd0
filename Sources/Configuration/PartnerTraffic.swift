internal import Synchronization

/// How much each partner asks of this node: requests within a minute, bytes within a day (UTC), both ways.
///
/// It is counted in memory: a node that starts again begins to count anew.
package final class PartnerTraffic: Sendable {
    /// What one partner may ask.
    package struct Limits: Sendable {
        /// Requests within a minute.
        package var requestsPerMinute: Int
        /// Bytes of bodies within a day, both ways.
        package var bytesPerDay: Int

        package init(requestsPerMinute: Int, bytesPerDay: Int) {
            (self.requestsPerMinute, self.bytesPerDay) = (requestsPerMinute, bytesPerDay)
        }
    }

    /// What one partner has asked.
    package struct Use: Sendable, Equatable {
        /// Requests and bytes since the node began to serve, and requests that were refused for a limit.
        package var (requests, bytes, refused) = (0, 0, 0)
        /// Requests within this minute, and bytes within this day.
        package var (now, today) = (0, 0)
        fileprivate var (minute, day) = (Int64(0), Int64(0))
        fileprivate var isReported = false

        package init() {}

        fileprivate mutating func move(to moment: Int64) {
            let (minute, day) = (moment / 60_000_000, moment / 86_400_000_000)
            if minute != self.minute { (self.minute, now) = (minute, 0) }
            if day != self.day { (self.day, today) = (day, 0) }
        }
    }

    /// A limit that was reached, by the word of its setting.
    package enum Limit: Sendable {
        case requests
        case bytes

        /// The setting.
        package var word: StaticString {
            switch self {
            case .requests: "partner_requests_per_minute"
            case .bytes: "partner_bytes_per_day"
            }
        }
    }

    /// What becomes of a request.
    package enum Verdict: Equatable {
        /// It is answered.
        case admitted
        /// It is refused until so many seconds have passed; the first in a row that is, is to be reported.
        case refused(limit: Limit, seconds: Int, isFirst: Bool)
    }

    private let limits: Limits
    private let uses = Mutex<[String: Use]>([:])

    package init(_ limits: Limits) { self.limits = limits }

    /// Counts a request of a partner with the bytes of its body.
    package func admit(_ partner: String, bytes: Int, now: Int64) -> Verdict {
        uses.withLock { uses in
            var use = uses[partner] ?? Use()
            defer { uses[partner] = use }
            use.move(to: now)
            var refusal: (limit: Limit, seconds: Int)?
            if use.today >= limits.bytesPerDay {
                refusal = (.bytes, 86_400 - Int(now / 1_000_000 % 86_400))
            } else if use.now >= limits.requestsPerMinute {
                refusal = (.requests, 60 - Int(now / 1_000_000 % 60))
            }
            use.requests += 1
            guard let refusal else {
                use.now += 1
                use.today += bytes
                use.bytes += bytes
                use.isReported = false
                return .admitted
            }
            use.refused += 1
            defer { use.isReported = true }
            return .refused(limit: refusal.limit, seconds: refusal.seconds, isFirst: !use.isReported)
        }
    }

    /// Counts what is sent to a partner; a page that has begun is sent whole.
    package func sent(_ partner: String, bytes: Int, now: Int64) {
        uses.withLock { uses in
            uses[partner, default: Use()].move(to: now)
            uses[partner, default: Use()].today += bytes
            uses[partner, default: Use()].bytes += bytes
        }
    }

    /// What each partner has asked, by name.
    package func all(now: Int64) -> [String: Use] {
        uses.withLock { uses in
            uses.mapValues { use in
                var use = use
                use.move(to: now)
                return use
            }
        }
    }
}
