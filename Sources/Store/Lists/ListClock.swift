internal import Synchronization

/// The time of the lists that a serving process dates and reads; every thread asks here.
///
/// A transaction that dates members departs before it commits and lands when it is durable or lost. Who reads a list as
/// of a moment at which members of a flight are due waits for its landing: so nobody reads a list without what was
/// added up to that moment, however long the disk takes.
public final class ListClock: Sendable {
    /// A moment of the clock, to be taken before a list is looked at.
    public struct Moment: Sendable {
        let time: Int64
        let steady: Int64
        let flight: ListFlight?

        /// The same moment for one who has waited for the transaction that was under way.
        public var afterLanding: Moment { Moment(time: time, steady: steady, flight: nil) }
    }

    private struct State {
        var dates: ListDates
        var flight: ListFlight?
    }

    private let wall: @Sendable () -> Int64
    private let steady: @Sendable () -> Int64
    /// Outside of the lock, for all readers ask.
    private let leads: ListLeads
    private let state: Mutex<State>

    /// A clock.
    /// - Parameters:
    ///   - lasts: the last dates of lists that are ahead of the machine's clock, by the lists' rows.
    ///   - wall: the machine's clock, in microseconds since 1970.
    ///   - steady: microseconds of a clock that nobody sets.
    init(
        lasts: [Int64: Int64],
        wall: @escaping @Sendable () -> Int64,
        steady: @escaping @Sendable () -> Int64
    ) {
        (self.wall, self.steady) = (wall, steady)
        let dates = ListDates(lasts: lasts, steady: steady())
        leads = dates.leads
        state = Mutex(State(dates: dates))
    }

    /// The moment from which a list is read.
    /// - Returns: the moment.
    public func moment() -> Moment {
        state.withLock { state in
            // Within the lock, so that no date is given that a reader's moment has passed.
            let steady = self.steady()
            let time = state.dates.now(wall: wall(), steady: steady)
            return Moment(time: time, steady: steady, flight: state.flight)
        }
    }

    /// The time of a list at a moment.
    /// - Parameters:
    ///   - list: the list's row.
    ///   - moment: the moment.
    /// - Returns: microseconds since 1970; members with later dates are not on the list yet.
    public func time(of list: Int64, at moment: Moment) -> Int64 {
        leads.time(of: list, time: moment.time, steady: moment.steady)
    }

    /// The transaction that holds members of a list that are due at a moment, and was not durable then.
    ///
    /// Also one that has landed since: what the reader saw of the list after its moment may be older than the landing.
    /// - Parameters:
    ///   - list: the list's row.
    ///   - moment: the moment.
    /// - Returns: the flight to wait for before the list is looked at again, or nil.
    public func flight(of list: Int64, at moment: Moment) -> ListFlight? {
        guard let flight = moment.flight, let first = flight.firsts[list] else { return nil }
        return first <= time(of: list, at: moment) ? flight : nil
    }

    /// How long to wait before an empty page of a list that grew a moment ago is given.
    /// - Parameters:
    ///   - time: the time of the list at which it was read.
    ///   - seen: its last date as it was read.
    /// - Returns: microseconds; 0 for a list that is at rest.
    public static func unrest(_ time: Int64, seen: Int64) -> Int64 {
        min(max(seen + ListDates.respite - time, 0), ListDates.respite)
    }

    /// Promises whoever got an empty page that nothing will be dated shortly after it.
    /// - Parameters:
    ///   - list: the list's row.
    ///   - moment: the moment from which the list was read.
    ///   - seen: the last date of the list as it was read.
    /// - Returns: false if something was dated meanwhile: then the list has to be read again.
    public func promise(_ list: Int64, _ moment: Moment, seen: Int64) -> Bool {
        let time = self.time(of: list, at: moment)
        return state.withLock { $0.dates.promise(list, time: time, seen: seen) }
    }

    /// Gives places to what has no date; from now on readers know of the transaction that does so.
    /// - Parameter lists: the lists with the number of members that have no date.
    /// - Returns: the transaction for those who wait for it, and the first place of each list.
    func depart(_ lists: [(undated: ListDates.Undated, count: Int64)]) -> (flight: ListFlight, places: [Int64]) {
        state.withLock { state in
            let time = state.dates.now(wall: wall(), steady: steady())
            var places: [Int64] = []
            var firsts: [Int64: Int64] = [:]
            for (undated, count) in lists {
                let place = state.dates.firstPlace(undated, time: time)
                places.append(place)
                firsts[undated.list] = ListDates.date(place)
                state.dates.note(undated.list, last: ListDates.date(place + count - 1))
            }
            let flight = ListFlight(firsts: firsts)
            state.flight = flight
            return (flight, places)
        }
    }

    /// Lets go on who waits for a transaction.
    /// - Parameters:
    ///   - flight: the transaction.
    ///   - isKept: whether it is durable; else it is undone.
    func land(_ flight: ListFlight, isKept: Bool) {
        state.withLock { state in
            if state.flight === flight { state.flight = nil }
            for list in flight.firsts.keys where !isKept { state.dates.note(list, last: nil) }
        }
        flight.land()
    }
}

/// A transaction that dates members and is not durable yet.
public final class ListFlight: Sendable {
    private struct State {
        var hasLanded = false
        var waiting: [@Sendable () -> Void] = []
    }

    /// The first date that it gives in each list.
    let firsts: [Int64: Int64]
    private let state = Mutex(State())

    init(firsts: [Int64: Int64]) { self.firsts = firsts }

    /// Runs something when the transaction is durable or undone; at once if it is.
    /// - Parameter work: runs on the writer's thread, or the caller's; it must not take long.
    public func whenLanded(_ work: @escaping @Sendable () -> Void) {
        let isWaiting = state.withLock { state in
            if !state.hasLanded { state.waiting.append(work) }
            return !state.hasLanded
        }
        if !isWaiting { work() }
    }

    fileprivate func land() {
        let waiting = state.withLock { state in
            defer { state = State(hasLanded: true) }
            return state.waiting
        }
        for work in waiting { work() }
    }
}
