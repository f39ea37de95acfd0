/// Which dates the members of lists get, as a value without a clock (`RULES.md`, 14).
///
/// 1. A date is a whole millisecond, and later than every moment for which a list was read: a list that is read as of
///    a moment has every member that was added up to it, and gets none afterwards.
/// 2. Dates never fall along a list. At most `group` members share a millisecond; the others get the next ones, and are
///    listed when theirs has come.
/// 3. The time of lists follows the machine's clock. Where that is set back it goes on at half its pace until the clock
///    has caught up, so that what was added is listed and nothing is dated twice.
/// 4. A list that was dated ahead before the start (a clock that was wrong once) goes on from there in the same way.
/// 5. Who gets an empty page perhaps goes on by a clock of its own, which it may look at only when the page has
///    come: for `respite` after an empty page nothing is dated, and a list that grew within `respite` gives no empty
///    page.
struct ListDates: Sendable {
    /// The most members that share a millisecond: the smallest page that real clients ask for (MISP's browser: 50).
    static let group: Int64 = 50
    /// How long after an empty page nothing is dated, in microseconds.
    static let respite: Int64 = 100_000

    /// What a list needs so that its new members can be dated.
    struct Undated: Sendable {
        /// The list's row.
        let list: Int64
        /// The date of its last member that has one, in microseconds since 1970; 0 for none.
        let last: Int64
        /// How many members have that date.
        let filled: Int64
    }

    private var time: Int64 = .min
    private var steady: Int64 = 0
    /// The lists that were ahead at the start.
    let leads: ListLeads
    /// Nothing of a list is dated up to this, for the sake of those who got an empty page.
    private var promised: [Int64: Int64] = [:]
    /// The last date that was given out of a list.
    private var given: [Int64: Int64] = [:]

    /// Dates of a node that starts.
    /// - Parameters:
    ///   - lasts: the last dates of lists that are ahead of the clock, by list.
    ///   - steady: microseconds of a clock that nobody sets.
    init(lasts: [Int64: Int64] = [:], steady: Int64 = 0) {
        leads = ListLeads(lasts: lasts, since: steady)
        self.steady = steady
    }

    /// The time of lists now; never earlier than it was.
    /// - Parameters:
    ///   - wall: the machine's clock, in microseconds since 1970.
    ///   - steady: microseconds of a clock that nobody sets.
    /// - Returns: microseconds since 1970.
    mutating func now(wall: Int64, steady: Int64) -> Int64 {
        let elapsed = max(steady - self.steady, 0)
        time = time == .min ? wall : max(wall, time + elapsed / 2)
        self.steady += elapsed
        return time
    }

    /// Where the members of a list that have no date go: in units of which `group` make a millisecond.
    /// - Parameters:
    ///   - undated: the list.
    ///   - time: the time of lists, from `now`.
    /// - Returns: the place of the first of them; each further one has the next place.
    mutating func firstPlace(_ undated: Undated, time: Int64) -> Int64 {
        let now = leads.time(of: undated.list, time: time, steady: steady)
        let earliest = Self.millisecond(max(now, promised[undated.list] ?? now)) + 1
        let isWhole = undated.last % 1_000 == 0
        let behind = Self.millisecond(undated.last) * Self.group + (isWhole ? undated.filled : Self.group)
        promised[undated.list] = nil
        return max(earliest * Self.group, behind)
    }

    /// Notes how far a list was dated.
    /// - Parameters:
    ///   - list: the list's row.
    ///   - last: its last date; nil if what was given is undone.
    mutating func note(_ list: Int64, last: Int64?) { given[list] = last }

    /// The date of a place, in microseconds since 1970.
    static func date(_ place: Int64) -> Int64 { place / group * 1_000 }

    /// Promises whoever got an empty page of a list as of a moment that nothing will be dated shortly after it.
    /// - Parameters:
    ///   - list: the list's row.
    ///   - time: the time of the list at which it was read.
    ///   - seen: the last date of the list as it was read.
    /// - Returns: false if something was dated meanwhile: then the list has to be read again.
    mutating func promise(_ list: Int64, time: Int64, seen: Int64) -> Bool {
        guard (given[list] ?? seen) <= seen else { return false }
        promised[list] = max(promised[list] ?? .min, time + Self.respite)
        return true
    }

    private static func millisecond(_ microseconds: Int64) -> Int64 {
        microseconds >= 0 ? microseconds / 1_000 : (microseconds - 999) / 1_000
    }
}

/// The lists that were dated ahead of the machine's clock when the node started; nearly always none.
struct ListLeads: Sendable {
    /// Their last dates then, by list.
    let lasts: [Int64: Int64]
    /// When that was, by the clock that nobody sets.
    let since: Int64

    /// The time of one list.
    /// - Parameters:
    ///   - list: the list's row.
    ///   - time: the time of lists.
    ///   - steady: when that is, by the clock that nobody sets.
    /// - Returns: microseconds since 1970.
    func time(of list: Int64, time: Int64, steady: Int64) -> Int64 {
        guard !lasts.isEmpty, let last = lasts[list] else { return time }
        return max(time, last + max(steady - since, 0) / 2)
    }
}
