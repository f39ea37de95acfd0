internal import JSON
internal import Labels
internal import MerkleLog
internal import Release
internal import STIX
internal import Store
internal import Transport

extension APIService {
    /// A holding in a list.
    private static func holding(_ version: ObjectRows.Summary, _ object: JSONValue, _ desk: PersonDesk) -> JSONTree {
        .members([
            "id": .string(version.id), "type": .string(version.type), "name": .string(PersonDesk.title(object)),
            "version": .string(version.version), "source": .string(source(version)),
            "kept": .string(Moment.text(version.kept)), "banner": .string(desk.banner(object)),
            "quarantine": version.quarantine.map { .string($0) },
        ])
    }

    private static func source(_ version: ObjectRows.Summary) -> String {
        version.sourceKind == "own" ? "own" : "\(version.sourceKind) \(version.sourceName)"
    }

    /// The newest of some rows that a person may see.
    private func newest(
        _ entries: some Sequence<HoldingIndex.Entry>,
        limit: Int,
        _ desk: PersonDesk,
        _ connection: Connection
    ) throws(StoreError) -> [JSONTree] {
        var items: [JSONTree] = []
        for entry in entries {
            guard items.count < limit else { break }
            guard let version = try ObjectRows(connection).object(row: entry.row),
                let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
            else { continue }
            items.append(Self.holding(version, document.root, desk))
        }
        return items
    }

    /// Everything that the person may see, or what a search finds of it: counts are over that alone, and lists are in the order
    /// of keeping, so that nothing of what is hidden shows in ranks or gaps.
    func list(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.reader()
        let limit = try call.number("limit", 1...200, default: 50)
        let before = try call.number("next", 1...Int.max, default: Int.max)
        let (search, type, source) = (call.asked("q"), call.asked("type"), call.asked("source"))
        guard search?.utf8.count ?? 0 <= 1_000 else { throw .invalid("`q` is too long") }
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let look = try holdings.look(connection)
            let desk = try PersonDesk(person, node, connection)
            let isSeen = try desk.filter(look)
            // Both are in the order of keeping, newest first: they are walked side by side.
            var found = try search.map { text throws(StoreError) in
                try SearchRows(connection).find(text, limit: .max).rows[...]
            }
            var types: [Int32: Int] = [:]
            var count = 0
            var page: [HoldingIndex.Entry] = []
            for entry in look.entries.reversed() {
                if found != nil {
                    while let row = found?.first, row > entry.row { found?.removeFirst() }
                    guard let row = found?.first else { break }
                    guard row == entry.row else { continue }
                }
                guard isSeen(entry) else { continue }
                if let source, look.sources[entry.source] != source { continue }
                types[entry.kind, default: 0] += 1
                if let type, look.kinds[entry.kind] != type { continue }
                count += 1
                if entry.row < before, page.count <= limit { page.append(entry) }
            }
            let items = try newest(page.prefix(limit), limit: limit, desk, connection)
            let next = page.count > limit ? page[limit - 1].row : nil
            let names = types.compactMap { kind, number in look.kinds[kind].map { JSONMember($0, .integer(number)) } }
            return .members([
                "items": .array(items), "count": .integer(count),
                "types": .object(names.sorted { $0.name < $1.name }),
                "next": next.map { .string(String($0)) },
            ])
        }
        return Self.json(answer)
    }

    func today(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let isOfficer = person.has(.disclosureOfficer)
        var answer: [JSONMember] = []
        if isOfficer {
            let queue = try waiting(call, person)
            let consents = try consents(for: person)
            let recalls = try recalls(for: person)
            let told = try attempt { () throws(NodeError) in try node.losses() }
            let known = try known(Set(told.map(\.notice.item)), person)
            let losses = told.filter { known.contains($0.notice.item) }
            answer += [
                JSONMember("queue", .integer(queue.count)),
                JSONMember(
                    "consents",
                    .integer(consents.filter { $0.isIncoming && ($0.state == .asked || $0.state == .overdue) }.count)
                ),
                JSONMember(
                    "recalls",
                    .integer(recalls.filter { $0.isIncoming && $0.standing != .confirmed }.count)
                ),
                JSONMember("losses", .integer(losses.filter { $0.standing != .confirmed }.count)),
            ]
        } else {
            answer += ["queue", "consents", "recalls", "losses"].map { JSONMember($0, .integer(0)) }
        }
        let keepsRegisters = isOfficer || person.has(.securityOfficer)
        var duties = try keepsRegisters ? attempt { () throws(NodeError) in try node.openDuties() } : []
        if !duties.isEmpty {
            let known = try known(Set(duties.compactMap(\.item)), person)
            duties = duties.filter { $0.item.map(known.contains) ?? true }
        }
        answer.append(JSONMember("duties", .array(duties.map(\.json))))
        let (links, recent, due) = try reading {
            connection throws(StoreError) -> ([StoredPartner], [JSONTree], Int) in
            let partners = try PartnerRows(connection).all()
            guard person.seesContent else { return (partners, [], 0) }
            let look = try holdings.look(connection)
            let desk = try PersonDesk(person, node, connection)
            let isSeen = try desk.filter(look)
            let seen = look.entries.reversed().lazy.filter(isSeen)
            let due = try dueCommitments(desk, connection)
            return (partners, try newest(seen, limit: 12, desk, connection), due)
        }
        answer.append(JSONMember("commitments", .integer(due)))
        answer.append(
            JSONMember(
                "partners",
                .array(
                    links.map { partner in
                        .members([
                            "name": .string(partner.name), "title": .string(partner.title),
                            "confirmed": .bool(partner.confirmed != nil),
                            "pulled": partner.pulled.map { .string(Moment.text($0)) },
                            "problem": partner.problem.map { .string($0) },
                        ])
                    }
                )
            )
        )
        answer.append(JSONMember("recent", .array(recent)))
        return Self.json(.object(answer))
    }

    func object(_ id: String, _ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.reader()
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            let desk = try PersonDesk(person, node, connection)
            let versions = try desk.versions(of: id)
            guard let (newest, object) = versions.first else { return nil }
            var releases: [JSONTree] = []
            for (version, _) in versions.reversed() {
                for act in try ReleaseRows(connection).acts(on: version.row) {
                    releases.append(
                        .members([
                            "party": .string(act.party), "officer": .string(act.officer),
                            "made": .string(Moment.text(act.made)), "outcome": .string(act.outcome),
                        ])
                    )
                }
            }
            let receipts = try ReceiptRows(connection).all(of: id).map { receipt in
                JSONTree.members(["partner": .string(receipt.partner), "version": .string(receipt.version)])
            }
            return .members([
                "id": .string(id), "type": .string(newest.type), "name": .string(PersonDesk.title(object.root)),
                "versions": .array(
                    versions.map { version, object in
                        .members([
                            "version": .string(version.version), "source": .string(Self.source(version)),
                            "kept": .string(Moment.text(version.kept)), "banner": .string(desk.banner(object.root)),
                            "quarantine": version.quarantine.map { .string($0) },
                            "object": desk.shown(JSONTree(object.root), own: id),
                        ])
                    }
                ),
                "releases": .array(releases), "receipts": .array(receipts),
                "relations": .array(try relations(of: object.root, id, desk, connection)),
            ])
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }

    /// What an object refers to, as far as the person may see it.
    private func relations(
        of object: JSONValue,
        _ id: String,
        _ desk: PersonDesk,
        _ connection: Connection
    ) throws(StoreError) -> [JSONTree] {
        var found: [JSONTree] = []
        for member in object.members {
            let name = member.name.string ?? ""
            guard name.hasSuffix("_ref") || name.hasSuffix("_refs"), name != "object_marking_refs" else { continue }
            let ids = member.value.string.map { [$0] } ?? member.value.elements.compactMap(\.string)
            for other in ids.prefix(500) {
                guard let (version, target) = try desk.versions(of: other).first else { continue }
                found.append(
                    .members([
                        "id": .string(other), "type": .string(version.type),
                        "name": .string(PersonDesk.title(target.root)), "direction": .string("to"),
                        "property": .string(name),
                    ])
                )
            }
        }
        return found
    }

    /// Keeps an object that a person wrote as the party's own.
    func write(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.person(.author)
        guard let value = try call.content()["object"] else { throw .invalid("`object` is missing") }
        let incoming: IncomingObject
        do throws(Intake.Refusal) {
            incoming = try node.intake.object(value)
        } catch {
            throw .invalid(error.message)
        }
        guard incoming.kept.type != "marking-definition", incoming.kept.type != Notice.type else {
            throw .invalid("objects of this type are not written here")
        }
        // Nobody writes what they could not read afterwards, and nobody learns by writing what is held under an identifier.
        let (mayWrite, mayReplace) = try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let held = try ObjectRows(connection).versions(of: incoming.kept.id)
            let seen = try desk.versions(of: incoming.kept.id)
            return (desk.sees(value), held.isEmpty || !seen.isEmpty)
        }
        guard mayWrite else { throw .invalid("your clearances do not cover the markings of the object") }
        guard mayReplace else { throw .notFound }
        let (name, now) = (person.account.name, node.clock())
        let results = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                let results = try KeepingOutcome.keep([incoming], source: 1, now: now, connection)
                if let row = results.first?.keeping.row {
                    try AccountRows(connection).note(author: name, of: row)
                }
                return results
            }
        }
        guard results.first?.keeping != .conflict else {
            throw APIFault(409, "conflict", "another content has this id and version; give it a newer `modified`")
        }
        return Self.json(
            .members(["id": .string(incoming.kept.id), "version": .string(incoming.kept.version)]),
            status: 201
        )
    }
}
