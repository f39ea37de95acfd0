internal import Work

extension Talks {
    /// The rounds that begin within a span, and what the own side has to do by a day.
    func entries(in span: CalendarSpan) -> [CalendarEntry] {
        let titles = Dictionary(series.map { ($0.id, $0.title) }) { first, _ in first }
        let meetings = rounds.values.joined().compactMap { round -> CalendarEntry? in
            guard let starts = round.view.starts, span.contains(starts) else { return nil }
            let view = round.view
            return CalendarEntry(
                series: round.id,
                objects: [round.id, view.dialogue],
                time: .moments(from: starts, until: max(view.ends ?? starts, starts)),
                zone: view.zone,
                seriesName: titles[view.dialogue] ?? "",
                place: view.place ?? "",
                title: round.title,
                banner: round.banner,
                sequence: view.sequence,
                isCancelled: view.state == "cancelled"
            )
        }
        let own = actions.compactMap { action -> CalendarEntry? in
            guard action.view.owner == seen.parties.own, action.view.state == "open", let due = action.view.due,
                span.contains(due)
            else { return nil }
            return Due(id: action.id, title: action.title, banner: action.banner, moment: due).entry
        }
        return (meetings + own).sorted { ($0.time.start, $0.series) < ($1.time.start, $1.series) }
    }
}
