internal import Calls
internal import JSON
internal import STIX
internal import Store
internal import Transport

/// Read views of the partnership's work: what was promised, and what was seen, with every claimant's figures side by side.
extension APIService {
    static let workCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "commitments",
            .reader,
            "Commitments with the events that are evidence for them.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "id": .text, "name?": .text, "clause?": .text, "area?": .text, "verb?": .text,
                                "force?": .text, "instrument?": .text, "description?": .text, "cadence?": .text,
                                "due?": .text, "status_note?": .text, "evidence?": .text, "banner": .text,
                                "source": .text, "last_evidence?": .text,
                                "events": .list(
                                    .record([
                                        "id": .text, "name?": .text, "occurred_from?": .text,
                                        "occurred_precision?": .text, "banner": .text,
                                    ])
                                ), "state": .choice("evidence", "no-evidence", "due"),
                            ])
                        )
                    ])
                )
            ],
            run: APIService.commitments
        ),
        Endpoint(
            .get,
            "watch",
            .reader,
            "Events with every claimant's figures side by side, and statements.",
            query: [QueryField("kind", .text.noted("a kind of event"))],
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "id": .text, "name?": .text, "kind?": .text, "occurred_from?": .text,
                                "occurred_until?": .text, "occurred_precision?": .text, "place?": .text,
                                "outcome?": .text, "banner": .text, "source": .text, "exercise": .flag,
                                "position?": .record(["latitude": .real, "longitude": .real]),
                                "claims": .list(
                                    .record([
                                        "id": .text, "claimant": .text, "measure?": .text, "text_value?": .text,
                                        "unit?": .text, "comparison?": .text, "as_of?": .text,
                                        "source_reliability?": .text, "banner": .text, "revises?": .text,
                                        "value?": .real, "value_min?": .real, "value_max?": .real,
                                        "information_credibility?": .number, "contradicts": .texts,
                                    ])
                                ),
                                "statements": .list(
                                    .record([
                                        "id": .text, "actor": .text, "stance?": .text, "text?": .text,
                                        "made_at?": .text, "banner": .text,
                                    ])
                                ),
                            ])
                        )
                    ])
                )
            ],
            run: APIService.watch
        ),
    ]

    /// An object that a person may see, in its newest version.
    private struct Seen {
        let id: String
        let source: String
        let banner: String
        let object: JSONValue

        func text(_ name: String) -> JSONTree? { object[name]?.string.map { .string($0) } }

        func references(_ name: String) -> [String] { object[name]?.elements.compactMap(\.string) ?? [] }

        /// Members as they are, those that are there.
        func members(_ names: [String]) -> [JSONMember] {
            names.compactMap { name in object[name].map { JSONMember(name, JSONTree($0)) } }
        }
    }

    /// The newest objects of some types that a person may see; a view shows at most so many.
    private static let viewObjects = 2_000

    private func seen(_ types: Set<String>, _ desk: PersonDesk, _ connection: Connection) throws(StoreError)
        -> [String:
        [Seen]]
    {
        let look = try holdings.look(connection)
        let isSeen = try desk.filter(look)
        let wanted = Set(look.kinds.filter { types.contains($0.value) }.keys)
        var found: [String: [Seen]] = [:]
        for entry in look.entries.reversed() where wanted.contains(entry.kind) && isSeen(entry) {
            guard let version = try ObjectRows(connection).object(row: entry.row),
                found[version.type]?.count ?? 0 < Self.viewObjects,
                let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
            else { continue }
            guard !(document.root["revoked"]?.bool ?? false) else { continue }
            let source = Self.source(version)
            let banner = desk.banner(document.root)
            found[version.type, default: []].append(
                Seen(id: version.id, source: source, banner: banner, object: document.root)
            )
        }
        return found
    }

    /// The name of an object, where the person may see it.
    private static func name(_ id: String?, _ desk: PersonDesk) throws(StoreError) -> JSONTree? {
        guard let id, let (_, object) = try desk.versions(of: id).first else { return nil }
        return .string(PersonDesk.title(object.root))
    }

    /// The commitments that a person may see, each with its evidence, the newest first.
    private func promises(_ desk: PersonDesk, _ connection: Connection) throws(StoreError) -> [(
        commitment: Seen, events: [Seen]
    )] {
        let found = try seen(["entente-commitment", "entente-event"], desk, connection)
        var evidence: [String: [Seen]] = [:]
        for event in found["entente-event"] ?? [] {
            for id in event.references("fulfils_refs") { evidence[id, default: []].append(event) }
        }
        return (found["entente-commitment"] ?? []).map { commitment in
            (commitment, (evidence[commitment.id] ?? []).sorted { Self.moment($0) > Self.moment($1) })
        }
    }

    /// Whether a commitment's day has passed and no evidence is of that day or later.
    private static func isDue(_ commitment: Seen, _ events: [Seen], _ now: Int64) -> Bool {
        let due = commitment.object["due"]?.string.flatMap { STIXTimestamp($0) }?.microsecondsSinceEpoch
        return due.map { $0 < now && (events.first.map(moment) ?? .min) < $0 } ?? false
    }

    /// How many commitments that a person may see are due without evidence.
    func dueCommitments(_ desk: PersonDesk, _ connection: Connection) throws(StoreError) -> Int {
        let now = node.clock()
        return try promises(desk, connection).count { Self.isDue($0.commitment, $0.events, now) }
    }

    /// Commitments with their evidence: soft ones are never breached, there is or is no evidence.
    func commitments(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let now = node.clock()
        let items = try reading { connection throws(StoreError) -> [JSONTree] in
            let desk = try PersonDesk(person, node, connection)
            return try promises(desk, connection).map { commitment, events in
                let isDue = Self.isDue(commitment, events, now)
                let state = isDue ? "due" : events.isEmpty ? "no-evidence" : "evidence"
                var members = [
                    JSONMember("id", .string(commitment.id)), JSONMember("banner", .string(commitment.banner)),
                    JSONMember("source", .string(commitment.source)), JSONMember("state", .string(state)),
                ]
                members += commitment.members([
                    "name", "clause", "area", "verb", "force", "instrument", "description", "cadence", "due",
                    "status_note", "evidence",
                ])
                let list = events.map { event in
                    JSONTree.object(
                        [JSONMember("id", .string(event.id)), JSONMember("banner", .string(event.banner))]
                            + event.members(["name", "occurred_from", "occurred_precision"])
                    )
                }
                members.append(JSONMember("events", .array(list)))
                if let newest = events.first?.text("occurred_from") {
                    members.append(JSONMember("last_evidence", newest))
                }
                return .object(members)
            }
        }
        return Self.json(.members(["items": .array(items)]))
    }

    private static func moment(_ event: Seen) -> Int64 {
        event.object["occurred_from"]?.string.flatMap { STIXTimestamp($0) }?.microsecondsSinceEpoch ?? .min
    }

    /// Events with claims and statements about them; contradictions stay side by side.
    func watch(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let kind = call.asked("kind")
        let types: Set = ["entente-event", "entente-claim", "entente-statement"]
        let items = try reading { connection throws(StoreError) -> [JSONTree] in
            let desk = try PersonDesk(person, node, connection)
            let found = try seen(types, desk, connection)
            var claims: [String: [JSONTree]] = [:]
            for claim in (found["entente-claim"] ?? []).reversed() {
                guard let about = claim.object["about_ref"]?.string else { continue }
                var members = [JSONMember("id", .string(claim.id)), JSONMember("banner", .string(claim.banner))]
                let claimant = try Self.name(claim.object["claimant_ref"]?.string, desk)
                members.append(JSONMember("claimant", claimant ?? .string("?")))
                members += claim.members([
                    "measure", "value", "value_min", "value_max", "text_value", "unit", "comparison", "as_of",
                    "source_reliability", "information_credibility",
                ])
                if let earlier = claim.object["revises_ref"]?.string, try desk.mayKnow(of: earlier) {
                    members.append(JSONMember("revises", .string(earlier)))
                }
                var others: [String] = []
                for other in claim.references("contradicts_refs") where try desk.mayKnow(of: other) {
                    others.append(other)
                }
                members.append(JSONMember("contradicts", .strings(others)))
                claims[about, default: []].append(.object(members))
            }
            var statements: [String: [JSONTree]] = [:]
            for statement in found["entente-statement"] ?? [] {
                let actor = try Self.name(statement.object["actor_ref"]?.string, desk)
                let members =
                    [
                        JSONMember("id", .string(statement.id)), JSONMember("banner", .string(statement.banner)),
                        JSONMember("actor", actor ?? .string("?")),
                    ] + statement.members(["stance", "text", "made_at"])
                let about = Set(statement.references("about_refs") + statement.references("target_refs"))
                for id in about { statements[id, default: []].append(.object(members)) }
            }
            let events = (found["entente-event"] ?? []).filter { event in
                kind == nil || event.object["kind"]?.string == kind
            }.sorted { Self.moment($0) > Self.moment($1) }
            var items: [JSONTree] = []
            for event in events.prefix(500) {
                var members = [
                    JSONMember("id", .string(event.id)), JSONMember("banner", .string(event.banner)),
                    JSONMember("source", .string(event.source)),
                    JSONMember("exercise", .bool(event.object["exercise_marker"]?.bool ?? false)),
                ]
                members += event.members([
                    "name", "kind", "occurred_from", "occurred_until", "occurred_precision", "place", "outcome",
                ])
                if let id = event.object["location_ref"]?.string, let (_, place) = try desk.versions(of: id).first,
                    let latitude = place.root["latitude"], let longitude = place.root["longitude"]
                {
                    let position = JSONTree.members([
                        "latitude": JSONTree(latitude), "longitude": JSONTree(longitude),
                    ])
                    members.append(JSONMember("position", position))
                }
                members.append(JSONMember("claims", .array(claims[event.id] ?? [])))
                members.append(JSONMember("statements", .array(statements[event.id] ?? [])))
                items.append(.object(members))
            }
            return items
        }
        return Self.json(.members(["items": .array(items)]))
    }
}
