internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Outside
internal import Store
internal import TAXII
package import Transport

/// Servers of others at the console: how each stands, under which marking, and what may be done with it. No content.
extension APIService {
    private static let faults = Shape.choices(SourceFault.allCases.map(\.rawValue))
    private static let ways = Shape.choices(StoredOutsideSource.Way.allCases.map(\.rawValue))

    /// The calls.
    package static let sourceCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "sources",
            .roles([.securityOfficer, .administrator]),
            "The servers of others that are read or written: how each stands, and under which marking.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "name": .text, "title": .text, "address": .text, "way": ways,
                                "marking?": .identifier, "banner?": .text, "party?": .text, "fetched?": .time,
                                "problem?": faults, "cut_off?": .time,
                                "fetching": .flag.noted("whether it is being read because somebody asked for it"),
                                "quarantine": .number.noted(
                                    "what is in quarantine from there; for officers, what they may see"
                                ),
                            ])
                        ),
                        "markings?": .list(.record(["id": .identifier, "name": .text])).noted(
                            "for security officers: what everything from a server can be put under"
                        ),
                        "servers?": .texts.noted(
                            "for administrators: where sources can be, as it is listed at the command line"
                        ),
                    ])
                )
            ],
            run: APIService.sources
        ),
        Endpoint(
            .post,
            "sources",
            .roles([.administrator]),
            "Adds a collection of a server that was listed at the command line, after looking for it there; a security "
                + "officer signs. What comes from it is in quarantine.",
            body: .json(
                serverAccess.adding([
                    "server": listedServer, "path?": placePath, "name": .text(upTo: 40),
                    "collection": .text(upTo: 200).noted("its identifier, alias or title"),
                    "party?": .text(upTo: 40).noted("for which it stands when something is posted there"),
                    "second?": .countersignature,
                ])
            ),
            answers: [.json(.record(["name": .text, "title": .text]), 201)],
            refusals: [422, 429],
            waits: true,
            run: APIService.addSource
        ),
        Endpoint(
            .post,
            "sources/{name}/access",
            .roles([.administrator]),
            "Has the node show itself otherwise at a server, after trying it there; a security officer signs.",
            body: .json(serverAccess.adding(["second?": .countersignature])),
            answers: [.nothing("it holds from now on")],
            refusals: [422, 429],
            waits: true,
            run: APIService.changeSource
        ),
        Endpoint(
            .post,
            "sources/{name}/marking",
            .roles([.securityOfficer]),
            "Says under which marking everything stands that comes from a server, beside the markings of its own; "
                + "without one it is in quarantine.",
            body: .json(.record(["marking?": .identifier])),
            answers: [.nothing("it holds from now on")],
            run: APIService.markSource
        ),
        Endpoint(
            .post,
            "sources/{name}/fetch",
            .roles([.securityOfficer, .administrator]),
            "Has a server read soon, also one that was cut off; a fetch that ends well lets the schedule go on.",
            answers: [.json(.record([:]), 202, "it is read soon")],
            run: APIService.fetchSource
        ),
        Endpoint(
            .delete,
            "sources/{name}",
            .roles([.administrator]),
            "Takes a server away, with the secrets that this node has there; what came from it stays as it was marked.",
            answers: [.nothing()],
            run: APIService.removeSource
        ),
    ]

    package func sources(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let directory = MarkingDirectory(connection, source: 1)
            let held = try quarantined(for: person, connection)
            let sources = try OutsideRows(connection).all().filter { $0.removed == nil }
            let items = sources.map { source -> JSONTree in
                .members([
                    "name": .string(source.name), "title": .string(source.title), "address": .string(source.root),
                    "way": .string(source.way.rawValue), "marking": source.marking.map { .string($0) },
                    "banner": source.marking.map { .string(directory.banner(of: [$0])) },
                    "party": source.party.map { .string($0) },
                    "fetched": source.fetched.map { .string(Moment.text($0)) },
                    "problem": source.problem.map { .string($0) },
                    "cut_off": source.stopped.map { .string(Moment.text($0)) },
                    "fetching": .bool(node.errands.isRunning(.source, source.name)),
                    "quarantine": .integer(held[source.name] ?? 0),
                ])
            }
            return .members([
                "items": .array(items),
                "markings": person.has(.securityOfficer) ? try markings(for: person, connection) : nil,
                "servers": person.has(.administrator)
                    ? .strings(try node.listedServers(.source, connection).map(\.origin)) : nil,
            ])
        }
        return Self.json(answer)
    }

    /// What is in quarantine of each server; for who sees content, as far as that person may see it.
    private func quarantined(for person: SignedIn, _ connection: Connection) throws(StoreError) -> [String: Int] {
        var counts: [String: Int] = [:]
        let rows = QuarantineRows(connection)
        guard person.seesContent else {
            try rows.visitReasons { reason in
                if reason.sourceKind == OutsideRows.kind { counts[reason.sourceName, default: 0] += 1 }
            }
            return counts
        }
        let desk = try PersonDesk(person, node, connection)
        try rows.visit { item throws(StoreError) in
            guard item.version.reason.sourceKind == OutsideRows.kind,
                let object = try? JSONDocument(parsing: item.bytes), desk.sees(object.root)
            else { return }
            counts[item.version.reason.sourceName, default: 0] += 1
        }
        return counts
    }

    /// The levels of TLP, and the labels of the party that the person may see.
    private func markings(for person: SignedIn, _ connection: Connection) throws(StoreError) -> JSONTree {
        let levels = TLPLevel.allCases.map { (id: $0.markingDefinition, name: $0.label) }
        return .array(
            (levels + (try labels(for: person, connection))).map { one in
                .members(["id": .string(one.id), "name": .string(one.name)])
            }
        )
    }

    package func addSource(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, place) = (try call.signedIn(), try listedPlace(call, .source))
        var new = NewOutsideSource(
            name: try call.text("name"),
            address: place.address,
            collection: try call.text("collection")
        )
        new.party = try call.optional("party").flatMap { $0.isEmpty ? nil : $0 }
        new.authorities = place.server.authorities.map { Array($0.utf8) }
        try say(&new, call)
        let second = try countersigner(call, beside: person).account.title
        let source = try attempt { [new] () throws(NodeError) in
            try node.addSource(new, by: person.account.name, countersigned: second)
        }
        return Self.json(.members(["name": .string(source.name), "title": .string(source.title)]), status: 201)
    }

    package func changeSource(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        try requireSource(call.target)
        var new = NewOutsideSource(name: call.target, address: "", collection: "")
        try say(&new, call)
        let second = try countersigner(call, beside: person).account.title
        try attempt { [new] () throws(NodeError) in
            try node.changeSource(call.target, to: new, by: person.account.name, countersigned: second)
        }
        return Self.nothing
    }

    /// How the node shows itself, as a call says it.
    private func say(_ new: inout NewOutsideSource, _ call: APICall) throws(APIFault) {
        let way = try call.text("way")
        guard ["open", "user", "bearer"].contains(way) else {
            throw .invalid("`way` is none of those that there are")
        }
        guard way != "open" else { return }
        if way == "user" { new.user = try call.text("account") }
        let secret = try call.text("secret")
        guard secret.utf8.count <= 4_096, !secret.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .invalid("a password or token has no control characters, and at most 4096 bytes")
        }
        new.secret = secret
    }

    package func markSource(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, name) = (try call.signedIn(), call.target)
        let marking = try call.optional("marking").flatMap { $0.isEmpty ? nil : $0 }
        try requireSource(name)
        try attempt { () throws(NodeError) in try node.markSource(name, marking, by: person.account.title) }
        return Self.nothing
    }

    package func fetchSource(_ call: APICall) throws(APIFault) -> HTTPResponse {
        try requireSource(call.target)
        guard node.errands.begin(.source, call.target) else { throw .unavailable }
        return Self.json(.members([:]), status: 202)
    }

    package func removeSource(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, name) = (try call.signedIn(), call.target)
        let isDone = try attempt { () throws(NodeError) in try node.removeSource(name, by: person.account.name) }
        guard isDone else { throw .notFound }
        return Self.nothing
    }

    private func requireSource(_ name: String) throws(APIFault) {
        let isThere = try reading { connection throws(StoreError) in try OutsideRows(connection).find(name) != nil }
        guard isThere else { throw .notFound }
    }
}
