internal import Work

extension ExerciseFile {
    /// What a party has to do by a moment: products of conferences, clearances, lessons that it took, injects to send.
    func dues(_ now: Int64) throws(SeenFault) -> [Due] {
        guard part == .joined || part == .closed else { return [] }
        let own = seen.parties.own
        var dues: [Due] = []
        for one in try observations() where one.act(.tasked)?.view.party == own {
            guard let due = one.due else { continue }
            dues.append(Due(id: one.seen.id, title: one.seen.title, banner: one.seen.banner, moment: due))
        }
        for conference in try pieces(ConferenceKind.self) where conference.view.state != "cancelled" {
            for product in conference.view.products where product.isOpen && product.party == own {
                guard let due = product.due else { continue }
                let title = "\(conference.title): \(product.name)"
                dues.append(Due(id: conference.id, title: title, banner: conference.banner, moment: due))
            }
        }
        guard standing.state == .running else { return dues }
        for inject in try injects()
        where inject.source == "own" && InjectAnswer.isLate(inject.view, due(inject.view), now) {
            let title = "\(inject.view.number): \(inject.title)"
            dues.append(Due(id: inject.id, title: title, banner: inject.banner, moment: due(inject.view) ?? now))
        }
        return dues
    }

    /// What calendars have of it: the exercise, its conferences, serials and port calls, and what is due on a day.
    func entries(in span: CalendarSpan) throws(SeenFault) -> [CalendarEntry] {
        let view = exercise.view
        var entries: [CalendarEntry] = []
        func add<View>(
            _ one: Seen<View>,
            _ from: Int64?,
            _ until: Int64?,
            _ zone: String?,
            _ place: String?,
            sequence: Int,
            isOff: Bool = false,
            named title: String? = nil
        ) {
            guard let from, span.contains(from) else { return }
            let isItself = one.id == exercise.id
            entries.append(
                CalendarEntry(
                    series: one.id,
                    objects: isItself ? [one.id] : [one.id, exercise.id],
                    time: .moments(from: from, until: max(until ?? from, from)),
                    zone: zone ?? view.zone,
                    seriesName: isItself ? "" : exercise.title,
                    place: place ?? "",
                    title: title ?? one.title,
                    banner: one.banner,
                    sequence: sequence,
                    isCancelled: isOff
                )
            )
        }
        add(exercise, view.starts, view.ends, view.zone, view.place, sequence: view.sequence)
        for one in try pieces(ConferenceKind.self) {
            let isOff = one.view.state == "cancelled"
            add(
                one,
                one.view.starts,
                one.view.ends,
                one.view.zone,
                one.view.place,
                sequence: one.view.sequence,
                isOff: isOff
            )
        }
        for row in try Programme(self).rows where row.isAgreed || row.state == .cancelled {
            let one = row.leading.seen
            let title = "\(exercise.title): \(row.number) \(one.title)"
            add(
                one,
                one.view.starts,
                one.view.ends,
                nil,
                one.view.areaName,
                sequence: one.view.sequence,
                isOff: row.state == .cancelled,
                named: title
            )
        }
        for one in try said(PortCallKind.self) {
            let title = "\(exercise.title): \(one.title)"
            add(
                one,
                one.view.starts,
                one.view.ends,
                one.view.zone,
                one.title,
                sequence: one.view.sequence,
                named: title
            )
        }
        return entries + (try dues(span.now).filter { span.contains($0.moment) }.map(\.entry))
    }
}

extension Workspace {
    /// What is due in exercises and was to be done before a moment.
    static func exerciseDues(_ seen: SeenObjects, _ now: Int64) throws(SeenFault) -> [Due] {
        var dues: [Due] = []
        for file in try ExerciseFile.all(seen) { dues += try file.dues(now).filter { $0.moment < now } }
        return dues
    }

    /// What calendars have of exercises.
    static func exerciseEntries(_ seen: SeenObjects, _ span: CalendarSpan) throws(SeenFault) -> [CalendarEntry] {
        var entries: [CalendarEntry] = []
        for file in try ExerciseFile.all(seen) { entries += try file.entries(in: span) }
        return entries.sorted { ($0.time.start, $0.series) < ($1.time.start, $1.series) }
    }
}
