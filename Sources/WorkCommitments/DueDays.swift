internal import Work

/// The days on which something falls due, and which of them evidence stands for.
///
/// 1. Without a cadence there is one day at most, and any evidence stands for it.
/// 2. With one, the days are the first one and so many periods after it. Where a text names a cadence and no first day,
///    the first is a period after the latest evidence.
/// 3. Evidence of the period before a day stands for that day. Where there is none, the first evidence after it does,
///    late, and stands for no other day.
struct DueDays {
    private let first: CivilDay?
    private let period: CalendarPeriod?
    /// The days of evidence, the oldest first.
    private let evidence: [CivilDay]

    /// So many periods are looked at back from a day.
    private static let most = 1_000

    /// - Parameters:
    ///   - first: the first day, as the text or its author names it.
    ///   - period: how often it falls due.
    ///   - evidence: the days of the evidence, in any order.
    init(first: CivilDay?, period: CalendarPeriod?, evidence: [CivilDay]) {
        self.evidence = evidence.sorted()
        self.period = period
        let latest = self.evidence.last
        self.first = first ?? period.flatMap { period in latest.flatMap { period.times(1, from: $0) } }
    }

    /// How it stands on a day.
    struct State: Equatable {
        /// The last day that has passed without evidence.
        var missed: CivilDay?
        /// The next one for which there is none yet.
        var next: CivilDay?
    }

    /// How it stands on a day.
    func state(on today: CivilDay) -> State {
        guard let first else { return State() }
        // What is still to come shows nothing yet.
        let evidence = evidence.filter { $0 <= today }
        guard let period else {
            if !evidence.isEmpty { return State() }
            return first < today ? State(missed: first) : State(next: first)
        }
        var state = State()
        var used = 0
        for count in start(before: today, period, first)... {
            guard let day = period.times(count, from: first) else { break }
            if let before = period.times(count - 1, from: first) {
                while used < evidence.count, evidence[used] <= before { used += 1 }
            }
            let inTime = evidence[used...].prefix { $0 <= day }.count
            if inTime > 0 {
                used += inTime
                state.missed = nil
            } else if day >= today {
                state.next = day
                break
            } else if used < evidence.count {
                used += 1
                state.missed = nil
            } else {
                state.missed = day
            }
        }
        return state
    }

    /// The days within a span, the end left out.
    func days(from: CivilDay, until: CivilDay) -> [CivilDay] {
        guard let first else { return [] }
        guard let period else { return from <= first && first < until ? [first] : [] }
        var days: [CivilDay] = []
        for count in start(before: from, period, first)... {
            guard let day = period.times(count, from: first), day < until, days.count < Self.most else { break }
            if day >= from { days.append(day) }
        }
        return days
    }

    /// From which one on the days are looked at.
    private func start(before day: CivilDay, _ period: CalendarPeriod, _ first: CivilDay) -> Int {
        max(0, (day.number - first.number) / period.about - Self.most)
    }
}
