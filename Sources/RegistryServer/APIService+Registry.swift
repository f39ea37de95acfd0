internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Releasing
internal import Store
package import Transport

/// The registry (R13, R15, R16), for the registrar and for nobody else: numbers, records, who has seen and who holds
/// what.
///
/// The registrar is told number, level and place of everything; the title, and which object it is, only where the
/// registrar may see it.
extension APIService {
    package static let registryCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "registry",
            .roles([.registrar]),
            "The entries of the registry, the newest first.",
            query: [
                QueryField("number", .text.noted("a number, such as `2026-17`")),
                QueryField("object", .text.noted("the identifier of an object that the registrar may see")),
                QueryField("year", .number(from: 1)), QueryField("level", .text(upTo: RegistryLimits.line)),
                QueryField("scheme", .text(upTo: RegistryLimits.line)),
                QueryField("state", .choice("held", "destroyed")), .language,
                QueryField("limit", .number(from: 1, to: RegistryLimits.longestPage)),
                QueryField("next", .text.noted("where the page before ended, as it was given to this person")),
            ],
            answers: [
                .json(
                    .record([
                        "items": .list(registryEntry), "next?": .text,
                        "levels": .list(.record(["scheme": .text, "level": .text])).noted("what is registered today"),
                    ])
                )
            ],
            run: APIService.registry
        ),
        Endpoint(
            .get,
            "registry/{number}",
            .roles([.registrar]),
            "The record of an entry: copies and holders, transfers, musters, destructions, and who was given it.",
            query: [.language],
            answers: [.json(registryRecord)],
            run: APIService.registryEntry
        ),
        Endpoint(
            .get,
            "registry/{number}/acts",
            .roles([.registrar]),
            "What happened to an entry, the newest first; with `act=opening`, who has seen it.",
            query: [
                QueryField("act", .text(upTo: RegistryLimits.line)),
                QueryField("limit", .number(from: 1, to: RegistryLimits.longestPage)),
                QueryField("next", .text.noted("where the page before ended, as it was given to this person")),
            ],
            answers: [.json(.record(["items": .list(registryAct), "next?": .text]))],
            run: APIService.registryActs
        ),
    ]

    /// The entries of a page.
    package func registry(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let limit = try call.number("limit", 1...RegistryLimits.longestPage, default: RegistryLimits.page)
        let places = node.places(of: "registry", for: person)
        let before = try call.place("next", places) ?? .max
        var filter = RegistryRows.Filter()
        (filter.scheme, filter.level) = (call.asked("scheme"), call.asked("level"))
        filter.year = call.asked("year") == nil ? nil : Int64(try call.number("year", 1...9_999, default: 1))
        filter.isDestroyed = call.asked("state").map { $0 == "destroyed" }
        let (number, object) = (call.asked("number"), call.asked("object"))
        let titles = try partnerTitles()
        let answer = try reading { [filter] connection throws(StoreError) -> JSONTree in
            let names = try registryNames(person, call, titles, connection)
            var found: [StoredRegistryEntry]
            if let number {
                found = try RegistryDesk(person, node, connection).entry(number).map { [$0] } ?? []
            } else if let object {
                // Who does not see it learns nothing of its number by asking.
                found =
                    try names.desk.versions(of: object).isEmpty ? [] : RegistryRows(connection).entries(of: object)
            } else {
                found = try RegistryRows(connection).page(filter, before: before, limit: limit + 1)
            }
            let next = found.count > limit ? found[limit - 1].row : nil
            var items: [JSONTree] = []
            for entry in found.prefix(limit) { items.append(try names.json(entry)) }
            let levels = try RegisteredLevels(node, now: node.clock(), connection).all
            return .members([
                "items": .array(items), "next": next.map { .string(places.text($0)) },
                "levels": .array(
                    levels.map { .members(["scheme": .string($0.scheme), "level": .string($0.level)]) }
                ),
            ])
        }
        return Self.json(answer)
    }

    /// What a registrar is told of entries.
    func registryNames(
        _ person: SignedIn,
        _ call: APICall,
        _ titles: [String: String],
        _ connection: Connection
    ) throws(StoreError) -> RegistryNames {
        try RegistryNames(person, node, holdings, in: call.readersLanguage, titles, connection)
    }

    /// The short names and titles of partners.
    package func partnerTitles() throws(APIFault) -> [String: String] {
        Dictionary(try partnerList().map { ($0.name, $0.title) }) { first, _ in first }
    }

    /// The record of an entry.
    package func registryEntry(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (number, titles) = (call.target, try partnerTitles())
        let places = node.places(of: "destructions", for: person)
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            guard let entry = try RegistryDesk(person, node, connection).entry(number) else { return nil }
            let names = try registryNames(person, call, titles, connection)
            let (rows, copies) = (RegistryRows(connection), RegistryCopyRows(connection))
            let parent = try entry.parent.flatMap { row throws(StoreError) in try rows.entry(row: row) }
            let accounts = try AccountRows(connection).all().filter { $0.disabled == nil }
            let destructions = try RegistryDestructionRows(connection).all(of: entry.row)
            return .members([
                "entry": try names.json(entry), "way": .string(try rows.entering(entry.row)?.way ?? "arrived"),
                "translation_of": parent.map { .string(RegistryNumber($0).text) },
                "translations": .strings(
                    try rows.translations(of: entry.row, most: RegistryLimits.listed).map { RegistryNumber($0).text }
                ),
                "copies": .array(try copies.all(of: entry.row).map(Self.json)),
                "transfers": .array(try copies.transfers(of: entry.row).map(Self.json)),
                "given": .array(try Self.given(entry, titles, connection)),
                "sightings": .array(
                    try RegistryMusterRows(connection).sightings(of: entry.row).map { year, sighting in
                        .members([
                            "year": .integer(Int(year)), "copy": .integer(Int(sighting.number)),
                            "state": .string(sighting.state), "note": .string(sighting.note),
                            "made": .string(Moment.text(sighting.made)), "officer": .string(sighting.officer),
                        ])
                    }
                ),
                "destructions": .array(destructions.map { Self.json($0, number: number, person, places) }),
                "holders": .array(
                    accounts.map { .members(["account": .string($0.name), "title": .string($0.title)]) }
                ),
                "registries": .array(
                    titles.sorted { $0.key < $1.key }.map {
                        .members(["name": .string($0.key), "title": .string($0.value)])
                    }
                ),
            ])
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }

    private static func json(_ copy: StoredRegistryCopy) -> JSONTree {
        .members([
            "copy": .integer(Int(copy.number)), "kind": .string(copy.kind), "person": .string(copy.person),
            "account": copy.account.isEmpty ? nil : .string(copy.account), "place": .string(copy.place),
            "made": .string(Moment.text(copy.made)), "since": .string(Moment.text(copy.since)),
            "ended": copy.ended.map { .string(Moment.text($0)) }, "ending": copy.ending.map { .string($0) },
        ])
    }

    private static func json(_ transfer: StoredRegistryTransfer) -> JSONTree {
        .members([
            "copy": .integer(Int(transfer.number)), "registry": .string(transfer.registry),
            "method": .string(transfer.method), "covers": .integer(Int(transfer.covers)),
            "courier": .string(transfer.courier), "sent": .string(Moment.text(transfer.sent)),
            "receipt": transfer.receipt.map { .string($0) },
            "received": transfer.received.map { .string(Moment.text($0)) },
        ])
    }

    /// Who was given what was entered: the acts of release are the only record of it.
    private static func given(
        _ entry: StoredRegistryEntry,
        _ titles: [String: String],
        _ connection: Connection
    ) throws(StoreError) -> [JSONTree] {
        var given: [ReleaseAct] = []
        for version in try ObjectRows(connection).versions(of: entry.object)
        where version.sourceKind == entry.sourceKind && version.sourceName == entry.sourceName {
            given += try ReleaseRows(connection).acts(on: version.row).filter {
                ["release", "rendition"].contains($0.outcome)
            }
        }
        return given.sorted { $0.made < $1.made }.map { act in
            .members([
                "party": .string(act.party), "title": .string(titles[act.party] ?? act.party),
                "made": .string(Moment.text(act.made)),
            ])
        }
    }

    /// What happened to an entry.
    package func registryActs(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let limit = try call.number("limit", 1...RegistryLimits.longestPage, default: RegistryLimits.page)
        let places = node.places(of: "registry-acts", for: person)
        let before = try call.place("next", places) ?? .max
        let (number, act) = (call.target, call.asked("act"))
        let found = try reading { connection throws(StoreError) -> [StoredRegistryAct]? in
            guard let entry = try RegistryDesk(person, node, connection).entry(number) else { return nil }
            return try RegistryRows(connection).acts(on: entry.row, act: act, before: before, limit: limit + 1)
        }
        guard let found else { throw .notFound }
        return Self.json(
            .members([
                "items": .array(found.prefix(limit).map(\.json)),
                "next": found.count > limit ? .string(places.text(found[limit - 1].row)) : nil,
            ])
        )
    }
}
