internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport

/// The yearly muster of the registry, with its differences.
extension APIService {
    package static let mustersCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "musters",
            .roles([.registrar]),
            "The musters, the newest first.",
            answers: [.json(.record(["items": .list(muster)]))],
            run: APIService.musters
        ),
        Endpoint(
            .post,
            "musters",
            .roles([.registrar]),
            "Begins a muster of this year; one is open at a time.",
            answers: [.nothing("it is open")],
            refusals: [409],
            run: APIService.openMuster
        ),
        Endpoint(
            .get,
            "musters/{id}",
            .roles([.registrar]),
            "A muster: the copies that nobody has looked for yet, or what differs.",
            query: [
                QueryField("part", .choice("unseen", "differences")), .language,
                QueryField("limit", .number(from: 1, to: RegistryLimits.longestPage)),
                QueryField(
                    "next",
                    .text.noted("where the page before ended: the number and the copy of its last row")
                ),
            ],
            answers: [
                .json(
                    .record([
                        "muster": muster, "next?": .text,
                        "items": .list(
                            .record([
                                "entry": registryEntry, "copy": .number,
                                "kind?": .choices(RegistryDesk.CopyKind.allCases.map(\.rawValue)), "person?": .text,
                                "place?": .text, "since?": .time,
                                "state?": .choice("elsewhere", "missing", "not-seen", "gone"), "note?": .text,
                                "officer?": .text, "made?": .time,
                            ])
                        ),
                    ])
                )
            ],
            run: APIService.muster
        ),
        Endpoint(
            .post,
            "musters/{id}",
            .roles([.registrar]),
            "Writes down what was found of copies, or closes the muster: what nobody looked for is a difference then.",
            body: .json(
                .record([
                    "act": .choices(MusterAct.allCases.map(\.rawValue)),
                    "sightings?": .list(
                        .record([
                            "number": .text, "copy": .number(from: 1),
                            "state": .choices(RegistryDesk.Finding.allCases.map(\.rawValue)),
                            "note?": .text(upTo: RegistryLimits.text),
                        ]),
                        from: 1,
                        to: RegistryLimits.sightings
                    ),
                ])
            ),
            answers: [.nothing("done")],
            refusals: [404, 409],
            run: APIService.actOnMuster
        ),
    ]

    enum MusterAct: String, CaseIterable {
        case sight
        case close
    }

    private static func json(_ muster: StoredMuster, _ connection: Connection) throws(StoreError) -> JSONTree {
        let counts = try RegistryMusterRows(connection).counts(muster.row)
        return .members([
            "id": .string(String(muster.row)), "year": .integer(Int(muster.year)),
            "opened": .string(Moment.text(muster.opened)), "officer": .string(muster.officer),
            "closed": muster.closed.map { .string(Moment.text($0)) }, "closer": muster.closer.map { .string($0) },
            "expected": .integer(Int(muster.expected)), "looked": .integer(Int(counts.looked)),
            "differing": .integer(Int(muster.differing ?? counts.differing)),
        ])
    }

    package func musters(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let items = try reading { connection throws(StoreError) -> [JSONTree] in
            try RegistryMusterRows(connection).all(most: RegistryLimits.listed).map { one throws(StoreError) in
                try Self.json(one, connection)
            }
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func openMuster(_ call: APICall) throws(APIFault) -> HTTPResponse {
        try inRegistry(call.signedIn()) { desk, _ throws(StoreError) in try desk.openMuster() }
        return Self.nothing
    }

    private func musterRow(_ call: APICall) throws(APIFault) -> Int64 {
        guard call.target.utf8.count <= 10, let row = Int64(call.target), row > 0 else { throw .notFound }
        return row
    }

    package func muster(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, row) = (try call.signedIn(), try musterRow(call))
        let limit = try call.number("limit", 1...RegistryLimits.longestPage, default: RegistryLimits.page)
        let isUnseen = call.asked("part") != "differences"
        let places = node.places(of: "muster", for: person)
        let after = try Self.place(call, places)
        let titles = try partnerTitles()
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            let rows = RegistryMusterRows(connection)
            guard let muster = try rows.find(row) else { return nil }
            let names = try registryNames(person, call, titles, connection)
            let copies = isUnseen ? try rows.unseen(row, after: after, limit: limit + 1) : []
            let differences = isUnseen ? [] : try rows.differences(row, after: after, limit: limit + 1)
            let found = copies.map { ($0.entry, $0.number) } + differences.map { ($0.entry, $0.number) }
            var items: [JSONTree] = []
            for (place, (entry, number)) in found.prefix(limit).enumerated() {
                guard let entry = try RegistryRows(connection).entry(row: entry) else { continue }
                var item = JSONTree.members(["entry": try names.json(entry), "copy": .integer(Int(number))])
                let copy =
                    isUnseen ? copies[place] : try RegistryCopyRows(connection).find(entry.row, number)
                if let copy {
                    (item["kind"], item["person"]) = (.string(copy.kind), .string(copy.person))
                    (item["place"], item["since"]) = (.string(copy.place), .string(Moment.text(copy.since)))
                }
                if !isUnseen {
                    let one = differences[place]
                    (item["state"], item["note"]) = (.string(one.state), .string(one.note))
                    (item["officer"], item["made"]) = (.string(one.officer), .string(Moment.text(one.made)))
                }
                items.append(item)
            }
            let next = found.count > limit ? found[limit - 1] : nil
            return .members([
                "muster": try Self.json(muster, connection), "items": .array(items),
                "next": next.map { .string("\(places.text($0.0)).\($0.1)") },
            ])
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }

    /// Behind which copy a page begins.
    private static func place(_ call: APICall, _ places: SealedPlace) throws(APIFault) -> (
        entry: Int64, number: Int64
    ) {
        guard let text = call.asked("next") else { return (0, 0) }
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 2, let entry = places.place(parts[0]), let number = Int64(parts[1]) else {
            throw .invalid("`next` was not given to you for this list")
        }
        return (entry, number)
    }

    /// A copy that was looked for, as the body names it.
    private struct Sighting: Sendable {
        let number: String
        let copy: Int64
        let state: RegistryDesk.Finding
        let note: String
    }

    private static func sightings(_ call: APICall) throws(APIFault) -> [Sighting] {
        guard let list = try call.content()["sightings"], list.kind == .array, list.count > 0,
            list.count <= RegistryLimits.sightings
        else { throw .invalid("`sightings` is no list of at most \(RegistryLimits.sightings)") }
        var sightings: [Sighting] = []
        for one in list.elements {
            guard let number = one["number"]?.string, let copy = one["copy"]?.integer, copy > 0,
                let state = one["state"]?.string.flatMap(RegistryDesk.Finding.init)
            else { throw .invalid("`sightings` has something that is no finding about a copy") }
            let note = one["note"]?.string ?? ""
            guard note.utf8.count <= RegistryLimits.text else { throw .invalid("`note` is too long") }
            sightings.append(Sighting(number: number, copy: Int64(copy), state: state, note: note))
        }
        return sightings
    }

    package func actOnMuster(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let row = try musterRow(call)
        let act: MusterAct = try word("act", call)
        let sightings = act == .sight ? try Self.sightings(call) : []
        try inRegistry(call.signedIn()) { desk, connection throws(StoreError) in
            guard let muster = try RegistryMusterRows(connection).find(row) else { return .notFound }
            guard muster.closed == nil else { return APIFault(409, "muster-closed", "the muster is closed") }
            if act == .close { try desk.closeMuster(muster) }
            var found: [(StoredRegistryEntry, Sighting)] = []
            for one in sightings {
                // Nothing is written down if one of them is not there.
                guard let entry = try desk.entry(one.number),
                    let copy = try RegistryCopyRows(connection).find(entry.row, one.copy)
                else { return .notFound }
                guard copy.ended == nil else { return RegistryDesk.hasLeft }
                found.append((entry, one))
            }
            for (entry, one) in found {
                if let fault = try desk.sight(muster, entry, one.copy, one.state, note: one.note) { return fault }
            }
            return nil
        }
        return Self.nothing
    }
}
