internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Labels
internal import People
internal import Release
internal import Releasing
internal import Store
package import Transport

/// Standing instructions: an officer's dated authority for a class of objects (R02).
extension APIService {
    package static let instructionsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "instructions",
            .roles([.disclosureOfficer]),
            "Standing instructions in force, and what a new one can name.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "number": .text, "name": .text, "to": .text, "tlp?": .text, "levels": .texts,
                                "types": .texts, "from?": .text, "until?": .text, "officer": .text, "recorded": .time,
                            ])
                        ), "levels": .texts, "partners": .list(.record(["name": .text, "title": .text])),
                    ])
                )
            ],
            run: APIService.instructions
        ),
        Endpoint(
            .post,
            "instructions",
            .roles([.disclosureOfficer]),
            "Gives a standing instruction.",
            body: .json(
                .record([
                    "name": .words, "to": .words, "tlp?": .text.noted("the highest level that it covers"),
                    "levels?": .texts, "types?": .texts, "from?": .text.noted("a day"),
                    "until": .words.noted("a day"),
                ])
            ),
            answers: [.json(.record(["number": .text]), 201, "recorded")],
            run: APIService.addInstruction
        ),
        Endpoint(
            .post,
            "instructions/{number}",
            .roles([.disclosureOfficer]),
            "Ends a standing instruction.",
            body: .optional(.record([:])),
            answers: [.nothing("ended")],
            run: APIService.endInstruction
        ),
    ]

    package func instructions(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let places = node.places(of: "instructions", for: try call.signedIn())
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let records = try RecordRows(connection).all("instruction")
            let tables = try node.tables(now: node.clock(), connection)
            let levels = tables.levels.map(\.name.description)
            return .members([
                "items": .array(records.compactMap { Self.json($0, places) }), "levels": .strings(levels),
                "partners": .array(
                    try PartnerRows(connection).linked().map { partner in
                        .members(["name": .string(partner.name), "title": .string(partner.title)])
                    }
                ),
            ])
        }
        return Self.json(answer)
    }

    private static func json(_ record: StoredRecord, _ places: SealedPlace) -> JSONTree? {
        guard let body = try? JSONDocument(parsing: record.body).root,
            let instruction = StandingInstruction(name: record.name, body)
        else { return nil }
        return .members([
            "number": .string(places.text(record.row)), "name": .string(record.name),
            "to": .string(instruction.party),
            "tlp": instruction.tlp.map { .string($0.label) }, "levels": .strings(instruction.levels),
            "types": .strings(instruction.types),
            "from": instruction.from == .first ? nil : .string(instruction.from.description),
            "until": instruction.until == .last ? nil : .string(instruction.until.description),
            "officer": .string(record.officer), "recorded": .string(Moment.text(record.recorded)),
        ])
    }

    package func addInstruction(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let kind = RecordKind.all.first(where: { $0.name == "instruction" }) else { throw .unavailable }
        let (name, until) = (try call.text("name"), try call.text("until"))
        let party = try partner(called: call.text("to"))
        let (levels, types) = (try call.texts("levels"), try call.texts("types"))
        let (isPartner, isKnown, unknown) = try reading { connection throws(StoreError) in
            let partners = try PartnerRows(connection).linked()
            let tables = try node.tables(now: node.clock(), connection)
            let known = Set(tables.levels.map { $0.name.description.lowercased() })
            return (
                partners.contains { $0.name == party },
                try !RecordRows(connection).all("instruction", name: name).isEmpty,
                levels.first { !known.contains($0.lowercased()) }
            )
        }
        guard isPartner else { throw .invalid("there is no partner `\(party)`") }
        guard !isKnown else { throw .invalid("an instruction `\(name)` is in force; end it first") }
        if let unknown { throw .invalid("no scheme has the level `\(unknown)`") }
        guard let last = Day(until), last >= DayOfMoment.day(node.clock(), zone: nil) else {
            throw .invalid("`until` is no day from today on")
        }
        var members = [JSONMember("name", .string(name)), JSONMember("to", .string(party))]
        if let tlp = try call.optional("tlp"), !tlp.isEmpty {
            members.append(JSONMember("tlp", .string(tlp.lowercased().replacing("tlp:", with: ""))))
        }
        if !levels.isEmpty { members.append(JSONMember("levels", .strings(levels))) }
        if !types.isEmpty { members.append(JSONMember("types", .strings(types))) }
        if let from = try call.optional("from"), !from.isEmpty { members.append(JSONMember("from", .string(from))) }
        members.append(JSONMember("until", .string(until)))
        let number = try attempt { [members] () throws(NodeError) in
            try node.record(kind, members, officer: person.account.title)
        }
        let places = node.places(of: "instructions", for: person)
        return Self.json(.members(["number": .string(places.text(number))]), status: 201)
    }

    package func endInstruction(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let number = call.target
        let person = try call.signedIn()
        guard let row = node.places(of: "instructions", for: person).place(number) else { throw .notFound }
        let isInstruction = try reading { connection throws(StoreError) in
            try RecordRows(connection).all("instruction").contains { $0.row == row }
        }
        guard isInstruction else { throw .notFound }
        _ = try attempt { () throws(NodeError) in try node.closeRecord(row, officer: person.account.title) }
        return Self.nothing
    }
}
