internal import Configuration
internal import Dispatch
internal import Installation
package import Store
package import TAXII
package import Transport

/// How far a reader of a list has waited for what was there when it came.
package struct ListPatience {
    /// The moment as of which the list is read; taken before the store is looked at.
    package var moment: ListClock.Moment
    /// The date of the last member that was there when the reader came, if that was to come.
    package var awaited: Int64?
    /// Whether the reader has waited once for a list that grows.
    package var hasRested = false
    /// How often the reader has waited, or read anew.
    package var turns = 0
    /// The identifier of the key for which the node itself asks; nil for who the request proves to be.
    package let key: String?

    package init(_ moment: ListClock.Moment, forKey key: String? = nil) { (self.moment, self.key) = (moment, key) }
}

/// A list as of a moment.
package struct ListView {
    /// Members with later dates are not on it yet, in microseconds since 1970.
    package let time: Int64
}

/// Reading lists as of a moment (`RULES.md`, 14).
///
/// Every member whose date has come is on the list, and none whose has not. Who comes within the milliseconds over which the
/// members of a commit are spread waits for the last of them, so that what was acknowledged is read.
extension TAXIIService {
    /// How often a reader waits, and how long at a time, before it gets what is on the list so far.
    private static let turns = 8
    private static let longestWait: Int64 = 1_000_000

    /// Answers with what a list has, now or when it has come; `isWhole` says that not one object of it is asked for.
    package func listed(
        _ request: HTTPRequest,
        _ asked: Asked,
        _ patience: ListPatience,
        isWhole: Bool = false,
        _ make: (StoredCollection, ListView) throws(TAXIIError) -> ReadyPage
    ) throws(TAXIIError) -> HTTPAnswer {
        let collection = try asked.readable()
        let time = lists.time(of: collection.row, at: patience.moment)
        if let flight = lists.flight(of: collection.row, at: patience.moment) {
            // However often the reader has waited: without these members the page would lack what is due. The moment
            // stays: what is dated up to it is in the store after the landing.
            return .later { reply in
                flight.whenLanded {
                    self.late.async { self.resume(request, patience, at: patience.moment.afterLanding, reply) }
                }
            }
        }
        if patience.turns < Self.turns, let waiting = wait(request, collection, patience, time) { return waiting }
        let page = try make(collection, ListView(time: time))
        if isWhole, page.isEmpty, patience.turns < Self.turns {
            // While a list grows the next members are better than an empty page, after which a client goes by its own clock.
            let unrest = ListClock.unrest(time, seen: collection.lastAdded)
            if unrest > 0, !patience.hasRested {
                var patience = patience
                patience.hasRested = true
                return later(request, patience, microseconds: unrest)
            }
            if !lists.promise(collection.row, patience.moment, seen: collection.lastAdded) {
                return again(request, patience, at: lists.moment())
            }
        }
        return logged(page, collection, asked.caller)
    }

    /// The answer of one who has to wait; nil if there is nothing to wait for.
    private func wait(
        _ request: HTTPRequest,
        _ collection: StoredCollection,
        _ patience: ListPatience,
        _ time: Int64
    ) -> HTTPAnswer? {
        if collection.hasUndated {
            // Every transaction of this process dates what it finds.
            return .later { reply in
                self.node.store.write { _ throws(StoreError) in
                } done: { error in
                    guard error == nil else { return reply(Self.response(Self.unavailable)) }
                    self.late.async { self.resume(request, patience, at: self.lists.moment(), reply) }
                }
            }
        }
        let awaited = patience.awaited ?? collection.lastAdded
        guard time < awaited else { return nil }
        var patience = patience
        patience.awaited = awaited
        // Where the machine's clock was set back the time of lists goes at half its pace.
        return later(request, patience, microseconds: (awaited - time) * (patience.turns == 0 ? 1 : 2))
    }

    /// The answer after a while.
    private func later(_ request: HTTPRequest, _ patience: ListPatience, microseconds: Int64) -> HTTPAnswer {
        let microseconds = Int(min(microseconds, Self.longestWait))
        return .later { reply in
            self.late.asyncAfter(deadline: .now() + .microseconds(microseconds)) {
                self.resume(request, patience, at: self.lists.moment(), reply)
            }
        }
    }

    private func again(_ request: HTTPRequest, _ patience: ListPatience, at moment: ListClock.Moment) -> HTTPAnswer {
        var patience = patience
        patience.moment = moment
        patience.turns += 1
        return answer(request, patience)
    }

    private func resume(
        _ request: HTTPRequest,
        _ patience: ListPatience,
        at moment: ListClock.Moment,
        _ reply: @escaping @Sendable (HTTPResponse) -> Void
    ) {
        switch again(request, patience, at: moment) {
        case .ready(let response): reply(response)
        case .later(let start): start(reply)
        // Nothing of TAXII is streamed.
        case .stream: reply(Self.response(Self.unavailable))
        }
    }
}
