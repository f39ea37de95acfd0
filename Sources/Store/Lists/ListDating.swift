/// Gives dates to the members of lists that have none yet, at the end of the transaction that lists them.
///
/// Only the process that serves the lists does so: whoever else writes to the store (the command line) leaves its
/// members without a date, and nobody sees them before the serving process has dated them.
enum ListDating {
    /// `added` of a member that has no date yet: behind all others.
    static let noDate = Int64.max
    /// `stamp` of a member without a version of its own that has no date yet.
    static let noStamp = Int64.min

    /// Dates what has no date.
    /// - Parameters:
    ///   - clock: the time of lists.
    ///   - connection: the writer's connection, in its transaction.
    /// - Returns: the flight that ends when the transaction does; nil if everything has its date.
    /// - Throws: `StoreError`.
    static func date(by clock: ListClock, _ connection: Connection) throws(StoreError) -> ListFlight? {
        struct List {
            let row: Int64
            let first: Int64
            let end: Int64
            let last: Int64
        }
        let lists = try connection.all(
            Statements.Collection.undated
        ) { List(row: $0.integer(0), first: $0.integer(1), end: $0.integer(2), last: $0.integer(3)) }
        guard !lists.isEmpty else { return nil }
        var undated: [(undated: ListDates.Undated, count: Int64)] = []
        for list in lists {
            // Deleted places are given again: no more than a group is ever there.
            let filled = try connection.first(
                Statements.Member.countDated,
                [
                    .integer(list.row), .integer(list.first - ListDates.group), .integer(list.first),
                    .integer(list.last),
                ]
            ) { $0.integer(0) }
            let state = ListDates.Undated(list: list.row, last: list.last, filled: filled ?? 0)
            undated.append((state, list.end - list.first))
        }
        let (flight, places) = clock.depart(undated)
        do throws(StoreError) {
            for (list, place) in zip(lists, places) {
                try connection.run(
                    Statements.Member.date,
                    [
                        .integer(place - list.first), .integer(ListDates.group), .integer(list.row),
                        .integer(list.first),
                    ]
                )
                try connection.run(Statements.Member.dateStamps, [.integer(list.row), .integer(noStamp)])
                try connection.run(
                    Statements.Collection.noteDated,
                    [.integer(ListDates.date(place + list.end - 1 - list.first)), .integer(list.row)]
                )
            }
        } catch {
            clock.land(flight, isKept: false)
            throw error
        }
        return flight
    }
}
