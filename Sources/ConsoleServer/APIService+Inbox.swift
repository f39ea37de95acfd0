internal import Calls
internal import Configuration
package import Desk
internal import Exchange
internal import Installation
internal import JSON
internal import People
internal import Release
internal import Store
package import Transport
internal import Work
internal import Workspaces

/// Everything that waits for a person, in one list: what is due first, then what has waited longest.
extension APIService {
    package static let inboxCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "inbox",
            .signedIn,
            "What waits for the person: decisions, requests, what is due, what failed.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "kind": .choices(Errand.Kind.allCases.map(\.rawValue)),
                                "key": .text.noted("names it as long as it waits"), "item?": .identifier,
                                "type?": .text, "name?": .text, "translated?": .translated, "claim?": .claim,
                                "languages?": .languages,
                                "banner?": .text, "version?": .text,
                                "party?": .text.noted("a partner's short name"), "title?": .text,
                                "since?": .time, "due?": .text.noted("a day or timestamp"), "state?": .text,
                                "text?": .text.noted("a sentence of the node"), "rule?": .text,
                                "given?": .given, "first?": .firstYes,
                                "count?": .number.noted("how many objects it is about"),
                                "mode?": .choices(["exact", "practical", "undecided"]).noted("how it is met"),
                                "submission?": .text.noted(
                                    "what an author handed in, where it waits because of that"
                                ),
                                "for?": .text.noted("who is away, where the person acts as the deputy"),
                                "author?": .text, "page?": .text.noted("the workspace in which something is due"),
                            ])
                        ),
                        "counts": .map(.number).noted("how much of it is done on each page of the console"),
                    ])
                )
            ],
            run: APIService.inbox
        )
    ]

    /// One thing that waits.
    struct Errand {
        enum Kind: String, CaseIterable {
            case decision
            /// What the person handed in, and something happened to.
            case paper
            case consent
            case recall
            case loss
            case duty
            case due
            /// What came in meets an indicator, or an indicator came that is met.
            case hit
            /// There is more of that than is listed.
            case hits
            case link
            /// Markings that nobody here knows the meaning of yet.
            case markings
        }

        let kind: Kind
        let key: String
        var item: String?
        var since: Int64?
        /// A day or timestamp, as it was written.
        var due: String?
        /// The page on which it is done.
        let page: String
        var members: [JSONMember] = []

        init(_ kind: Kind, _ key: String, page: String) { (self.kind, self.key, self.page) = (kind, key, page) }

        /// What has a day comes first, the earliest day before others; then what has waited longest.
        static func precedes(_ one: Errand, _ other: Errand) -> Bool {
            let (first, second) = (one.due ?? "~", other.due ?? "~")
            if first != second { return first < second }
            return (one.since ?? .max, one.key) < (other.since ?? .max, other.key)
        }
    }

    /// So many are listed; `counts` has all.
    private static let listed = 500

    package func inbox(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let all = try errands(of: person, in: call.readersLanguage).sorted(by: Errand.precedes)
        var counts: [String: Int] = ["inbox": all.count]
        for errand in all { counts[errand.page, default: 0] += 1 }
        let items = try named(all.prefix(Self.listed), person, in: call.readersLanguage)
        return Self.json(
            .members([
                "items": .array(items),
                "counts": .object(
                    counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }
                ),
            ])
        )
    }

    /// All that waits for a person, as far as that person may be told of it.
    func errands(of person: SignedIn, in language: String?) throws(APIFault) -> [Errand] {
        let isOfficer = person.has(.disclosureOfficer)
        var all: [Errand] = []
        let submitted = try isOfficer || person.has(.author) ? submissions(of: person) : []
        let away = try reading { connection throws(StoreError) in
            try DeputyDesk(node, connection).represented(by: person)
        }
        if isOfficer {
            let byItem = Self.byItem(submitted)
            all += try waiting(in: language, person).map { item in
                Self.errand(item, byItem[[item.id, item.party]], person, away)
            }
            all += try asked(person)
        }
        if person.has(.author) { all += submitted.compactMap { Self.paper($0, person, away) } }
        if isOfficer || person.has(.securityOfficer) { all += try duties(of: person) }
        if isOfficer || person.has(.administrator) { all += try links() }
        if person.has(.securityOfficer) { all += try unexplained(person) }
        guard person.seesContent else { return all }
        return all
            + (try reading { connection throws(StoreError) in
                let desk = try PersonDesk(person, node, connection)
                let seen = try desk.seen(try HoldingDesk(desk, holdings, connection), in: nil, connection)
                return try due(seen) + (person.has(.author) ? hits(seen) : [])
            })
    }

    private func submissions(of person: SignedIn) throws(APIFault) -> [SubmissionDesk.Seen] {
        try reading { connection throws(StoreError) in try SubmissionDesk(person, node, connection).all() }
    }

    /// What waits because an author handed it in, by object and party.
    private static func byItem(_ submitted: [SubmissionDesk.Seen]) -> [[String]: SubmissionDesk.Seen] {
        var found: [[String]: SubmissionDesk.Seen] = [:]
        for seen in submitted where seen.state == .open {
            for outcome in seen.outcomes where outcome.act == nil {
                found[[seen.stored.object, outcome.party]] = seen
            }
        }
        return found
    }

    /// What the person handed in and does not know the newest of.
    private static func paper(
        _ seen: SubmissionDesk.Seen,
        _ person: SignedIn,
        _ away: [String: StoredAccount]
    ) -> Errand? {
        let absentee = away[seen.stored.account]
        guard seen.stored.account == person.account.name || absentee != nil, seen.isNews else { return nil }
        var errand = Errand(.paper, seen.stored.id, page: "papers")
        (errand.item, errand.since) = (seen.stored.object, seen.stored.made)
        errand.members = [JSONMember("state", .string(seen.state.rawValue))]
        if let absentee { errand.members.append(JSONMember("for", .string(absentee.title))) }
        return errand
    }

    private static func errand(
        _ item: Waiting,
        _ submitted: SubmissionDesk.Seen?,
        _ person: SignedIn,
        _ away: [String: StoredAccount]
    ) -> Errand {
        var errand = Errand(.decision, "\(item.id) \(item.party)", page: "queue")
        (errand.item, errand.since) = (item.id, item.since)
        errand.members = [
            JSONMember("version", .string(item.version.version)), JSONMember("party", .string(item.party)),
            JSONMember("text", .string(item.reason)),
        ]
        if let given = item.given { errand.members.append(JSONMember("given", given.json)) }
        if let submitted {
            errand.members.append(JSONMember("submission", .string(submitted.stored.id)))
            errand.members.append(JSONMember("author", .string(submitted.stored.author)))
            if let absentee = submitted.stored.assigned.flatMap({ away[$0] }) {
                errand.members.append(JSONMember("for", .string(absentee.title)))
            }
        }
        if let first = item.first { errand.members.append(JSONMember("first", json(first, person))) }
        return errand
    }

    /// What partners asked that nobody has answered, and losses without a report.
    private func asked(_ person: SignedIn) throws(APIFault) -> [Errand] {
        func errand(_ kind: Errand.Kind, _ state: some NoticeState, _ due: String?, _ standing: String) -> Errand {
            var errand = Errand(kind, state.begun.id, page: "requests")
            (errand.item, errand.due) = (state.begun.item, due)
            errand.members = [
                JSONMember("party", .string(state.partner)), JSONMember("state", .string(standing)),
            ]
            return errand
        }
        let consents = try consents(for: person).filter {
            $0.isIncoming && ($0.state == .asked || $0.state == .overdue)
        }
        let recalls = try recalls(for: person).filter { $0.isIncoming && $0.standing != .confirmed }
        let losses = try losses(for: person).filter { !$0.isIncoming && $0.standing != .confirmed }
        return consents.map { errand(.consent, $0, $0.request.due, $0.state.rawValue) }
            + recalls.map { errand(.recall, $0, $0.notice.due, $0.standing.rawValue) }
            + losses.map { errand(.loss, $0, $0.notice.due, $0.standing.rawValue) }
    }

    /// What the registers leave open.
    ///
    /// A recall that waits stands for itself.
    private func duties(of person: SignedIn) throws(APIFault) -> [Errand] {
        let open = try attempt { () throws(NodeError) in try node.openDuties() }
        let known = try known(Set(open.compactMap(\.item)), person)
        return open.enumerated().compactMap { place, duty in
            guard duty.item.map(known.contains) ?? true, !duty.code.hasPrefix("recall-") else { return nil }
            var errand = Errand(.duty, "\(duty.code) \(place)", page: "register")
            errand.item = duty.item
            errand.members = [JSONMember("text", .string(duty.text)), JSONMember("rule", .string(duty.rule))]
            return errand
        }
    }

    /// Links that do not work.
    private func links() throws(APIFault) -> [Errand] {
        try reading { connection throws(StoreError) in
            try PartnerRows(connection).linked().compactMap { partner in
                guard let problem = partner.problem else { return nil }
                var errand = Errand(.link, partner.name, page: "partners")
                errand.members = [
                    JSONMember("party", .string(partner.name)), JSONMember("title", .string(partner.title)),
                    JSONMember("text", .string(problem)),
                ]
                return errand
            }
        }
    }

    /// What came with a marking whose meaning is not known, as far as the person may see it.
    private func unexplained(_ person: SignedIn) throws(APIFault) -> [Errand] {
        let (count, since) = try reading { connection throws(StoreError) -> (Int, Int64) in
            let desk = try PersonDesk(person, node, connection)
            var (count, since) = (0, Int64.max)
            try QuarantineRows(connection).visit { item throws(StoreError) in
                guard item.version.reason.text.hasPrefix("marking-unknown"),
                    let object = try? JSONDocument(parsing: item.bytes), desk.sees(object.root)
                else { return }
                (count, since) = (count + 1, min(since, item.since))
            }
            return (count, since)
        }
        guard count > 0 else { return [] }
        var errand = Errand(.markings, "unknown", page: "quarantine")
        errand.since = since
        errand.members = [JSONMember("count", .integer(count))]
        return [errand]
    }

    /// What is due in the workspaces.
    private func due(_ seen: SeenObjects) throws(StoreError) -> [Errand] {
        let now = node.clock()
        var all: [Errand] = []
        for workspace in Workspaces.all {
            do throws(SeenFault) {
                all += try workspace.dues(seen, now).map { due in
                    var errand = Errand(.due, "\(workspace.name) \(due.id)", page: workspace.name)
                    (errand.item, errand.due) = (due.id, Moment.text(due.moment))
                    errand.members = [JSONMember("page", .string(workspace.name))]
                    return errand
                }
            } catch {
                throw error.storeError
            }
        }
        return all
    }

    /// As they are told, each with what the person may know of its object.
    private func named(
        _ errands: ArraySlice<Errand>,
        _ person: SignedIn,
        in language: String?
    ) throws(APIFault) -> [JSONTree] {
        let titles = Dictionary(try partnerList().map { ($0.name, $0.title) }) { first, _ in first }
        return try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let names = NameDesk(desk, try HoldingDesk(desk, holdings, connection), in: language, connection)
            return try errands.map { errand throws(StoreError) in
                var members = [
                    JSONMember("kind", .string(errand.kind.rawValue)), JSONMember("key", .string(errand.key)),
                ]
                if let item = errand.item, let (version, object) = try desk.versions(of: item).first {
                    let name = try names.name(object.root)
                    members += [
                        JSONMember("item", .string(item)), JSONMember("type", .string(version.type)),
                        JSONMember("name", .string(name.text)),
                        JSONMember("banner", .string(desk.banner(object.root))),
                    ]
                    if let translated = name.translated { members.append(JSONMember("translated", translated)) }
                    if let claim = name.claim { members.append(JSONMember("claim", claim)) }
                    if let tags = name.tags { members.append(JSONMember("languages", tags)) }
                }
                if let since = errand.since { members.append(JSONMember("since", .string(Moment.text(since)))) }
                if let due = errand.due { members.append(JSONMember("due", .string(due))) }
                let party = errand.members.first { $0.name == "party" }?.value.string
                if errand.kind != .link, let title = party.flatMap({ titles[$0] }) {
                    members.append(JSONMember("title", .string(title)))
                }
                return .object(members + errand.members)
            }
        }
    }
}
