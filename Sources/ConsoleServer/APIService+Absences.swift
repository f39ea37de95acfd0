internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Ledger
internal import STIX
internal import Store
package import Transport

/// Absence and deputies: who does whose work from one day to another.
extension APIService {
    package static let absencesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "absences",
            .signedIn,
            "The person's own absence, for whom the person acts today, and who could be asked to act.",
            answers: [
                .json(
                    .record([
                        "own?": .absence, "for": .list(.record(["name": .text, "title": .text, "until": .day])),
                        "people": .list(
                            .record([
                                "name": .text, "title": .text, "own": .flag, "absence?": .absence,
                                "deputies": .list(.record(["name": .text, "title": .text])),
                            ])
                        ).noted("whose absence the person may enter"),
                    ])
                )
            ],
            run: APIService.absences
        ),
        Endpoint(
            .post,
            "absences",
            .roles([.author, .disclosureOfficer, .administrator]),
            "Enters an absence with its deputy: the own one, and, for officers and administrators, that of somebody"
                + " else, whose queue is so handed over.",
            body: .json(.record(["name": .words, "deputy": .words, "from": .day, "until": .day])),
            answers: [.nothing("entered")],
            refusals: [404],
            run: APIService.enterAbsence
        ),
        Endpoint(
            .delete,
            "absences/{name}",
            .roles([.author, .disclosureOfficer, .administrator]),
            "Ends an absence.",
            answers: [.nothing("ended")],
            run: APIService.endAbsence
        ),
    ]

    /// Whether a person may enter the absence of an account.
    private static func mayEnter(_ name: String, _ person: SignedIn) -> Bool {
        name == person.account.name || person.has(.disclosureOfficer) || person.has(.administrator)
    }

    private static func json(_ absence: Absence, _ desk: DeputyDesk) -> JSONTree {
        .members([
            "deputy": .string(absence.deputy), "title": .string(desk.title(absence.deputy)),
            "from": .string(absence.since), "until": .string(absence.until),
        ])
    }

    package func absences(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let desk = try reading { connection throws(StoreError) in try DeputyDesk(node, connection) }
        let represented = desk.represented(by: person).values.sorted { $0.name < $1.name }
        let people = desk.workers.filter { Self.mayEnter($0.name, person) }
        return Self.json(
            .members([
                "own": desk.absence(of: person.account.name).map { Self.json($0, desk) },
                "for": .array(
                    represented.map { account in
                        .members([
                            "name": .string(account.name), "title": .string(account.title),
                            "until": .string(desk.absence(of: account.name)?.until ?? desk.today),
                        ])
                    }
                ),
                "people": .array(
                    people.map { account in
                        .members([
                            "name": .string(account.name), "title": .string(account.title),
                            "own": .bool(account.name == person.account.name),
                            "absence": desk.absence(of: account.name).map { Self.json($0, desk) },
                            "deputies": .array(
                                desk.deputies(of: account).map {
                                    .members(["name": .string($0.name), "title": .string($0.title)])
                                }
                            ),
                        ])
                    }
                ),
            ])
        )
    }

    package func enterAbsence(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let absence = Absence(
            account: try call.text("name"),
            deputy: try call.text("deputy"),
            since: try Self.day(call, "from"),
            until: try Self.day(call, "until")
        )
        guard Self.mayEnter(absence.account, person) else { throw .notFound }
        let fault = try attempt { () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) -> APIFault? in
                let desk = try DeputyDesk(node, connection)
                guard let account = desk.worker(absence.account) else { return .notFound }
                if let fault = Self.fault(absence, account, desk) { return fault }
                try AbsenceRows(connection).put(absence)
                try node.ledger.append([DeputyDesk.entry(absence, "absent", by: person)], connection)
                return nil
            }
        }
        if let fault { throw fault }
        return Self.nothing
    }

    /// What is wrong with an absence.
    private static func fault(_ absence: Absence, _ account: StoredAccount, _ desk: DeputyDesk) -> APIFault? {
        guard desk.deputies(of: account).contains(where: { $0.name == absence.deputy }) else {
            return .invalid("the deputy needs each role of the absent person that has a queue")
        }
        guard absence.since <= absence.until, absence.until >= desk.today else {
            return .invalid("the last day is before the first one, or has passed")
        }
        let days = [absence.since, absence.until, desk.today].map { day in
            (STIXTimestamp("\(day)T00:00:00Z")?.microsecondsSinceEpoch ?? 0) / 86_400_000_000
        }
        guard days[1] - max(days[0], days[2]) <= DeputyDesk.most, days[0] - days[2] <= DeputyDesk.most else {
            return .invalid("an absence has \(DeputyDesk.most) days at most, and begins within as many")
        }
        return nil
    }

    private static func day(_ call: APICall, _ name: String) throws(APIFault) -> String {
        let text = try call.text(name)
        guard text.utf8.count == 10, STIXTimestamp("\(text)T00:00:00Z") != nil else {
            throw .invalid("`\(name)` is no day")
        }
        return text
    }

    package func endAbsence(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (name, person) = (call.target, try call.signedIn())
        guard Self.mayEnter(name, person) else { throw .notFound }
        let isEnded = try attempt { () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) in
                let before = try AbsenceRows(connection).all().first { $0.account == name }
                guard let before, try AbsenceRows(connection).remove(name) else { return false }
                try node.ledger.append([DeputyDesk.entry(before, "back", by: person)], connection)
                return true
            }
        }
        guard isEnded else { throw .notFound }
        return Self.nothing
    }

    /// For whom a person decides about some objects, by their identifiers: the title of who is away.
    func absentees(for ids: [String], _ person: SignedIn) throws(APIFault) -> [String: String] {
        try reading { connection throws(StoreError) in
            let desk = try DeputyDesk(node, connection)
            var found: [String: String] = [:]
            for id in ids { found[id] = try desk.absentee(for: id, person, connection)?.title }
            return found
        }
    }
}
