internal import Calls
internal import Configuration
package import ConsoleServer
internal import Cryptography
package import Desk
internal import Exchange
internal import Installation
internal import JSON
internal import Labels
internal import MISP
internal import People
internal import Releasing
internal import Store
package import Transport
internal import Work

/// Events of MISP: looked at before anything is kept, taken in by the rules of writing, and written for readers there.
extension APIService {
    private static let lost = Shape.record([
        "path": .text, "value_kind": .text, "reason": .text,
        "code": .choices(LostField.Reason.allCases.map { "\($0)" }),
    ])

    package static let mispCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "misp/review",
            .roles([.author]),
            "What an event of MISP comes to: its objects with their markings, for whom it was meant, what could not be"
                + " carried, and what of it is here already. Nothing is kept.",
            scope: .write,
            once: OncePolicy.none,
            body: .json(.record(["event": .record([:]).noted("as MISP writes it, one event"), "lang?": .text])),
            answers: [
                .json(
                    .record([
                        "event": .text.noted("its UUID"), "name": .text, "total": .number,
                        "types": .map(.number).noted("how many objects of each type"),
                        "banners": .map(.number).noted("how many objects bear each banner; empty for none"),
                        "distribution": .number.noted("0 to 4, as MISP has it"), "group?": .text,
                        "recipients": .texts.noted(
                            "partners for whom it was meant, by their short names: a proposal about which agreements"
                                + " decide at the release"
                        ),
                        "unknown": .texts.noted("organisations of the sharing group that are no partner here"),
                        "narrower": .number.noted("attributes and objects that are meant for fewer than the event"),
                        "lost": .list(lost),
                        "counts": .map(.number).noted("what of it is here, as `imports/doubles` has it"),
                        "refusals": .number.noted("how many objects would not be taken"),
                        "refused": .list(.record(["id": .text, "message": .text])).noted("the first of them"),
                        "listed": ListedValue.shapes,
                    ])
                )
            ],
            run: APIService.reviewEvent
        ),
        Endpoint(
            .post,
            "misp/events",
            .roles([.author]),
            "Takes an event of MISP in, as `imports` takes a bundle; the entry of the log says how much was not"
                + " carried.",
            scope: .write,
            body: .json(
                .record([
                    "event": .record([:]), "same?": .map(.text), "known?": .choice("skip", "versions"),
                ])
            ),
            answers: [
                .json(
                    .record([
                        "total": .number, "question": .record(["known": .number, "newer": .number]),
                    ]),
                    200,
                    "nothing was kept: older versions are here, and `known` says what becomes of them"
                ),
                .json(
                    .record([
                        "total": .number, "added": .number, "known": .number, "versions": .number,
                        "refusals": .number, "refused": .list(.record(["id": .text, "message": .text])),
                        "names": .map(.text).noted("the identifiers of the event's objects and those here"),
                    ]),
                    201
                ),
            ],
            run: APIService.takeEvent
        ),
        Endpoint(
            .get,
            "misp/event",
            .reader,
            "A report with what it names as an event of MISP, as the person may see it and may take it out; an entry of"
                + " the log.",
            query: [QueryField("id", .identifier.noted("of the report"))],
            answers: [
                .json(
                    .record([
                        "event": .record([:]), "marking": .text.noted("the highest of its objects; empty for none"),
                        "sha256": .text.noted("of the canonical form (RFC 8785) of the event, as the log has it"),
                        "count": .number.noted("objects"),
                        "left": .number.noted("what the person sees and may not take out"),
                        "lost": .list(lost),
                    ])
                )
            ],
            refusals: [404],
            run: APIService.writeEvent
        ),
    ]

    /// The one event of a body.
    private func reading(_ call: APICall) throws(APIFault) -> MISPReading {
        guard let given = try call.content()["event"] else { throw .invalid("`event` is missing") }
        let events = EventConversion.events(in: given)
        guard let event = events.first, events.count == 1 else {
            throw .invalid("exactly one event of MISP is expected")
        }
        do throws(MISPFault) {
            return try MISPReading(event)
        } catch {
            throw .invalid(error.description)
        }
    }

    /// The objects of an event, without the published markings, which every node knows.
    private func objects(of reading: MISPReading) throws(APIFault) -> [JSONValue] {
        let trees = reading.objects.filter { $0["type"] != .string("marking-definition") }
        let bytes = JSONTree.array(trees).bytes()
        guard let document = try? JSONDocument(parsing: bytes) else { throw .unavailable }
        return try objects(Array(document.root.elements))
    }

    package func reviewEvent(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let reading = try reading(call)
        let objects = try objects(of: reading)
        let doubles = try doubles(of: objects, call)
        let refused = try refusals(of: objects, call)
        let (recipients, unknown) = try attempt { () throws(NodeError) in
            (try node.recipients(of: reading.audience), try node.unknown(in: reading.audience))
        }
        let banners = try self.reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            return objects.map { desk.banner($0) }
        }
        return Self.json(
            .members([
                "event": .string(reading.event), "name": .string(reading.title), "total": .integer(objects.count),
                "types": Self.counted(objects.map { $0["type"]?.string ?? "" }), "banners": Self.counted(banners),
                "distribution": .integer(reading.audience.distribution),
                "group": reading.audience.group.map { .string($0) }, "recipients": .strings(recipients),
                "unknown": .strings(unknown), "narrower": .integer(reading.narrower), "lost": Self.told(reading.lost),
                "counts": doubles["counts"] ?? .object([]), "refusals": .integer(refused.count),
                "refused": refused.items, "listed": ListedDesk.json(of: objects, node),
            ])
        )
    }

    package func takeEvent(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let reading = try reading(call)
        return try bring(try objects(of: reading), call, beside: reading.members(node), sharing: true)
    }

    private static func counted(_ words: [String]) -> JSONTree {
        let counts = Dictionary(grouping: words) { $0 }.mapValues(\.count)
        return .object(counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) })
    }

    private static func told(_ lost: [LostField]) -> JSONTree {
        .array(
            lost.prefix(1_000).map {
                .members([
                    "path": .string($0.path), "value_kind": .string($0.kind), "reason": .string($0.reason.rawValue),
                    "code": .string("\($0.reason)"),
                ])
            }
        )
    }
}

/// An event of MISP that leaves.
extension APIService {
    /// What is to leave.
    private struct Taken {
        var objects: [JSONValue] = []
        /// What marks of exercises say that they bear: tags have their names.
        var marks: [JSONValue] = []
        var ids: [String] = []
        var banners: Set<String> = []
        var opened: Set<Node.Opened> = []
        var left = 0
    }

    package func writeEvent(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let id = call.asked("id"), id.hasPrefix("report--") else { throw .invalid("`id` is no report") }
        let taken = try taken(id, person)
        var conversion = BundleConversion(now: node.clock() / 1_000_000, sha1: { SHA1.digest(of: $0) })
        guard let event = conversion.events(of: taken.objects + taken.marks).first,
            let document = try? JSONDocument(parsing: event.bytes())
        else { throw .unavailable }
        let marking = BannerOrder.highest(taken.banners)
        let digest = Encoding.hex(SHA256.digest(of: document.root.canonicalBytes()))
        var leaving = Leaving(kind: .bundle, marking: marking, digest: digest, objects: taken.ids)
        leaving.members = [
            JSONMember("format", .string("misp")), JSONMember("lost", .integer(conversion.lost.count)),
        ]
        try log(leaving, by: person)
        try noteOpening(taken.opened, by: person, .export)
        return Self.json(
            .members([
                "event": .members(["Event": event]), "marking": .string(marking), "sha256": .string(digest),
                "count": .integer(taken.objects.count), "left": .integer(taken.left),
                "lost": Self.told(conversion.lost),
            ])
        )
    }

    /// A report and what it names, as far as the person sees it and it may leave.
    private func taken(_ id: String, _ person: SignedIn) throws(APIFault) -> Taken {
        let taken = try self.reading { connection throws(StoreError) -> Taken? in
            let desk = try PersonDesk(person, node, connection)
            let limit = desk.exportLimit(node.configuration.exportLevels)
            var (taken, asked) = (Taken(), Set<String>())
            func take(_ id: String) throws(StoreError) {
                guard asked.insert(id).inserted, asked.count <= node.configuration.maximumPageObjects,
                    let (version, object) = try desk.versions(of: id).first
                else { return }
                guard desk.lets(object.root, limit) else {
                    taken.left += 1
                    return
                }
                let shown = desk.shown(JSONTree(object.root), own: version.id)
                guard let read = try? JSONDocument(parsing: shown.bytes()) else { return }
                taken.objects.append(read.root)
                taken.ids.append(version.id)
                taken.banners.insert(desk.banner(object.root))
                taken.opened.insert(Node.Opened(version.id, source: version.source))
            }
            try take(id)
            guard let report = taken.objects.first else { return nil }
            let named = (report["object_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
            for one in named { try take(one) }
            // Who wrote or saw them, and the file of an attribute.
            for one in taken.objects {
                for name in ["created_by_ref", "where_sighted_refs"] {
                    guard let value = one[name] else { continue }
                    for id in value.string.map({ [$0] }) ?? value.elements.compactMap(\.string) { try take(id) }
                }
            }
            for id in Set(taken.objects.flatMap(MarkingReading.references)).sorted()
            where !desk.reading(of: [id]).exercises.isEmpty {
                let definition = try MarkingRows(connection).definitions(of: id).first
                if let mark = definition.flatMap({ try? JSONDocument(parsing: $0.bytes) }) {
                    taken.marks.append(mark.root)
                }
            }
            return taken
        }
        guard let taken else { throw .notFound }
        return taken
    }
}
