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
        var all = [entry(exercise, Taking(view.starts, view.ends, view.zone, view.place, view.sequence))]
        for one in try pieces(ConferenceKind.self) {
            var taking = Taking(one.view.starts, one.view.ends, one.view.zone, one.view.place, one.view.sequence)
            taking.isOff = one.view.state == "cancelled"
            all.append(entry(one, taking))
        }
        for row in try Programme(self).rows where row.isAgreed || row.state == .cancelled {
            let (one, view) = (row.leading.seen, row.view)
            var taking = Taking(view.starts, view.ends, nil, view.areaName, view.sequence)
            taking.isOff = row.state == .cancelled
            taking.title = "\(exercise.title): \(row.number) \(one.title)"
            all.append(entry(one, taking))
        }
        for one in try said(PortCallKind.self) {
            var taking = Taking(one.view.starts, one.view.ends, one.view.zone, one.title, one.view.sequence)
            taking.title = "\(exercise.title): \(one.title)"
            all.append(entry(one, taking))
        }
        return all.compactMap(\.self).filter { span.contains($0.time.start) }
            + (try dues(span.now).filter { span.contains($0.moment) }.map(\.entry))
    }

    /// When and where something of it takes place.
    private struct Taking {
        let (from, until): (Int64?, Int64?)
        let (zone, place): (String?, String?)
        let sequence: Int
        var isOff = false
        var title: String?

        init(_ from: Int64?, _ until: Int64?, _ zone: String?, _ place: String?, _ sequence: Int) {
            (self.from, self.until, self.zone, self.place) = (from, until, zone, place)
            self.sequence = sequence
        }
    }

    /// Something of it in a calendar; nil for what has no time yet.
    private func entry<View>(_ one: Seen<View>, _ taking: Taking) -> CalendarEntry? {
        guard let from = taking.from else { return nil }
        let isItself = one.id == exercise.id
        return CalendarEntry(
            series: one.id,
            objects: isItself ? [one.id] : [one.id, exercise.id],
            time: .moments(from: from, until: max(taking.until ?? from, from)),
            zone: taking.zone ?? exercise.view.zone,
            seriesName: isItself ? "" : exercise.title,
            place: taking.place ?? "",
            title: taking.title ?? one.title,
            banner: one.banner,
            sequence: taking.sequence,
            isCancelled: taking.isOff
        )
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
