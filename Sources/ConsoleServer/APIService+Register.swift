internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Labels
internal import People
internal import Releasing
internal import STIX
internal import Store
package import Transport

/// The registers that a security officer keeps: cleared persons, facilities, holders, transports, incidents, visits and more
/// (R08, R09, R13 to R21). Consents and instructions are a disclosure officer's, and have calls of their own.
extension APIService {
    package static let registerCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "register",
            .roles([.auditor, .securityOfficer]),
            "The registers: cleared persons, facilities, holders, transports, incidents, visits and more.",
            query: [QueryField("kind", .text), QueryField("closed", .choice("true", "false"))],
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "number": .text, "kind": .text, "name": .text, "record": .record([:]),
                                "recorded": .time, "officer": .text, "closed?": .time,
                            ])
                        ),
                        "kinds": .list(
                            .record(["name": .text, "rule": .text, "required": .texts, "optional": .texts])
                        ),
                    ])
                )
            ],
            run: APIService.register
        ),
        Endpoint(
            .post,
            "register",
            .roles([.securityOfficer]),
            "Keeps a record, perhaps in place of one.",
            body: .json(
                .record([
                    "kind": .text, "record": .record([:]), "replaces?": .text,
                    "new?": .flag.noted("a need that stands nowhere yet is meant"),
                ])
            ),
            answers: [.json(.record(["number": .text]), 201)],
            refusals: [404],
            run: APIService.keepRecord
        ),
        Endpoint(
            .delete,
            "register/{number}",
            .roles([.securityOfficer]),
            "Closes a record.",
            answers: [.nothing()],
            run: APIService.closeRecord
        ),
    ]

    private static let kinds = RecordKind.all.filter { !["consent", "instruction"].contains($0.name) }

    /// The records, as far as they are about what the person may know.
    package func register(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let wanted = call.asked("kind")
        let isAll = call.asked("closed") == "true"
        let places = node.places(of: "register", for: person)
        let items = try reading { connection throws(StoreError) -> [JSONTree] in
            let desk = try PersonDesk(person, node, connection)
            var items: [JSONTree] = []
            for record in try RecordRows(connection).all(wanted, closed: isAll).reversed() {
                guard let kind = Self.kinds.first(where: { $0.name == record.kind }),
                    let body = try Self.shown(record, kind, desk)
                else { continue }
                items.append(
                    .members([
                        "number": .string(places.text(record.row)), "kind": .string(record.kind),
                        "name": .string(record.name), "record": body,
                        "recorded": .string(Moment.text(record.recorded)), "officer": .string(record.officer),
                        "closed": record.closed.map { .string(Moment.text($0)) },
                    ])
                )
            }
            return items
        }
        let kinds = Self.kinds.map { kind in
            JSONTree.members([
                "name": .string(kind.name), "rule": .string(kind.rule), "required": .strings(kind.required),
                "optional": .strings(kind.optional),
            ])
        }
        return Self.json(.members(["items": .array(items), "kinds": .array(kinds)]))
    }

    /// A record without what the person may not know; nil if it is about such a thing.
    private static func shown(_ record: StoredRecord, _ kind: RecordKind, _ desk: PersonDesk) throws(StoreError)
        -> JSONTree?
    {
        guard let body = try? JSONDocument(parsing: record.body).root else { return nil }
        if kind.subject == "item", try !desk.mayKnow(of: record.name) { return nil }
        var members: [JSONMember] = []
        for member in body.members {
            let name = member.name.string ?? ""
            if name == "notice" { continue }
            if name == "translation_of", let other = member.value.string, try !isKnown(other, desk) { continue }
            guard name == "needs" else {
                members.append(JSONMember(name, JSONTree(member.value)))
                continue
            }
            var needs: [String] = []
            for need in member.value.elements.compactMap(\.string) where try isKnown(need, desk) {
                needs.append(need)
            }
            members.append(JSONMember(name, .strings(needs)))
        }
        return .object(members)
    }

    /// Whether a record may name something: a community always, an item if the person may see it.
    ///
    /// One that is nowhere is refused as one that is hidden: the answer would tell which it is.
    private static func mayName(_ name: String, _ desk: PersonDesk) throws(StoreError) -> Bool {
        guard STIXIdentifier(name) != nil else { return true }
        return try !desk.versions(of: name).isEmpty
    }

    /// Whether a person may know of a need: of a community always, of an item if the item may be known.
    private static func isKnown(_ need: String, _ desk: PersonDesk) throws(StoreError) -> Bool {
        guard need.contains("--") else { return true }
        return try desk.mayKnow(of: need)
    }

    /// Keeps a record, perhaps in place of one that is closed with it.
    package func keepRecord(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let word = try call.text("kind")
        guard let kind = Self.kinds.first(where: { $0.name == word }) else {
            throw .invalid("`kind` is none of \(Self.kinds.map(\.name).joined(separator: ", "))")
        }
        guard let given = try call.content()["record"], given.kind == .object else {
            throw .invalid("`record` is no json object")
        }
        var members = given.members.map { JSONMember($0.name.string ?? "", JSONTree($0.value)) }
        let places = node.places(of: "register", for: person)
        // A number that was not given to this person is as one that is not there.
        let replaced = try call.optional("replaces").map { places.place($0) ?? -1 }
        let subject = given[kind.subject]?.string ?? ""
        if kind.name == "person", person.account.register == subject {
            throw APIFault(403, "own-record", "another security officer keeps your own record")
        }
        let hidden = try reading { connection throws(StoreError) -> [String]? in
            let desk = try PersonDesk(person, node, connection)
            var named = given["needs"].map { $0.elements.compactMap(\.string) } ?? []
            if kind.subject == "item" { named.append(subject) }
            if let other = given["translation_of"]?.string { named.append(other) }
            guard let replaced else {
                for name in named where try !Self.mayName(name, desk) { return nil }
                return []
            }
            let records = try RecordRows(connection).all(kind.name, name: subject)
            guard let old = records.first(where: { $0.row == replaced }),
                let body = try? JSONDocument(parsing: old.body).root
            else { return nil }
            let needs = body["needs"].map { $0.elements.compactMap(\.string) } ?? []
            let before = Set(needs + [body["translation_of"]?.string, subject].compactMap { $0 })
            for name in named {
                if before.contains(name), try Self.isKnown(name, desk) { continue }
                guard try Self.mayName(name, desk) else { return nil }
            }
            // What this officer may not know of stays as it was.
            var hidden: [String] = []
            for need in needs where try !Self.isKnown(need, desk) { hidden.append(need) }
            return hidden
        }
        guard let hidden else { throw .notFound }
        if !hidden.isEmpty {
            let needs = given["needs"].map { $0.elements.compactMap(\.string) } ?? []
            members.removeAll { $0.name == "needs" }
            members.append(JSONMember("needs", .strings(needs + hidden)))
        }
        let isNew = try call.flag("new") ?? false
        // What a label says of its subject is told to who may see something that bears it.
        let subjects = try reading { connection throws(StoreError) -> [String] in
            let desk = try PersonDesk(person, node, connection)
            return try Node.subjectsOfLabels(connection) { desk.sees(markings: [$0]) }
        }
        let needs = RecordedNeeds(isNew: isNew, subjects: subjects)
        let row = try attempt { [members] () throws(NodeError) in
            try node.record(kind, members, officer: person.account.title, replacing: replaced, needs: needs)
        }
        return Self.json(.members(["number": .string(places.text(row))]), status: 201)
    }

    /// Closes a record; it stays to be seen.
    package func closeRecord(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let number = call.target
        let person = try call.signedIn()
        guard let row = node.places(of: "register", for: person).place(number) else { throw .notFound }
        let isKnown = try reading { connection throws(StoreError) -> Bool in
            let desk = try PersonDesk(person, node, connection)
            guard let record = try RecordRows(connection).all(nil).first(where: { $0.row == row }),
                let kind = Self.kinds.first(where: { $0.name == record.kind })
            else { return false }
            return try Self.shown(record, kind, desk) != nil
        }
        guard isKnown else { throw .notFound }
        _ = try attempt { () throws(NodeError) in try node.closeRecord(row, officer: person.account.title) }
        return Self.nothing
    }
}
