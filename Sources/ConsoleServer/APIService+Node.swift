internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Release
internal import Store
package import Transport
internal import Witnessing

/// The node itself, for administrators: figures, files and keys, and nothing of what it holds.
extension APIService {
    package static let nodeCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "health",
            .roles([.administrator]),
            "How the node itself is: store, log, work, links; nothing of what it holds.",
            answers: [
                .json(
                    .record([
                        "store": .record([
                            "bytes": .number, "free?": .number, "disk?": .number, "backup_free?": .number,
                            "sweep_due": .flag,
                        ]),
                        "log": .record([
                            "entries": .number, "sealed?": .time, "closed?": .time,
                            "evidence": .number.noted("evidence against partners that no officer has settled"),
                        ]),
                        "work": .record([
                            "threads": .number, "waiting": .number, "limit": .number,
                            "envelopes": .number.noted("envelopes that are taken and not worked off"),
                        ]),
                        "partners": .list(
                            .record([
                                "name": .text, "title": .text, "confirmed?": .time, "pulled?": .time,
                                "failing": .flag, "requests": .number.noted("within this minute"),
                                "bytes": .number.noted("fetched and handed in within this day (UTC)"),
                                "refused": .number.noted("requests refused for a limit since the node started"),
                                "clock?": .record([
                                    "difference": .number.noted(
                                        "seconds by which the partner's clock is ahead, as it signed it last"
                                    ), "seen": .time,
                                ]),
                            ])
                        ),
                        "clock": .record([
                            "synchronised?": .flag.noted("as the kernel says; left out where it does not"),
                            "ahead": .number.noted(
                                "seconds by which the newest date of the store is ahead of the clock"
                            ), "newest?": .time, "tolerance": .number,
                        ]),
                    ])
                )
            ],
            run: APIService.health
        ),
        Endpoint(
            .post,
            "health",
            .roles([.administrator]),
            "Proves that the store is whole, as `entente check` does; what is wrong is told by kinds and counts.",
            answers: [
                .json(.record(["whole": .flag, "problems": .list(.record(["code": .text, "count": .number]))]))
            ],
            run: APIService.checkStore
        ),
        Endpoint(
            .get,
            "backups",
            .roles([.administrator]),
            "The backups in the folder of the configuration, newest first.",
            answers: [
                .json(
                    .record([
                        "folder": .text, "items": .list(.record(["name": .text, "made": .time, "bytes": .number])),
                    ])
                )
            ],
            run: APIService.backups
        ),
        Endpoint(
            .post,
            "backups",
            .roles([.administrator]),
            "Makes a backup now, in the folder of the configuration.",
            answers: [.json(.record(["name": .text, "made": .time, "bytes": .number]), 201)],
            run: APIService.makeBackup
        ),
        Endpoint(
            .get,
            "limits",
            .roles([.administrator]),
            "Every limit of the configuration; a change needs the file and a restart.",
            answers: [
                .json(
                    .record([
                        "file": .text, "four_eyes": .flag, "open_witness": .flag,
                        "two_officers": .record([
                            "policy": .texts.noted("the lowest levels, as the configuration has them"),
                            "unclear": .flag.noted(
                                "whether one of them is no level here, so that two are asked for whatever is classified"
                            ),
                            "agreed": .list(.record(["party": .text, "title": .text, "levels": .texts])).noted(
                                "the lowest levels by the agreements in force today, for partners with such a rule"
                            ),
                        ]),
                        "export": .record([
                            "up_to": .texts.noted(
                                "the levels up to which people take objects out; none for no limit"
                            ),
                            "unclear": .flag.noted("whether one of them is no level here, so that nothing leaves"),
                        ]),
                        "mail": .mail,
                        "items": .list(
                            .record([
                                "name": .text, "value": .number, "default": .number, "least": .number,
                                "most": .number,
                            ])
                        ),
                    ])
                )
            ],
            run: APIService.limits
        ),
        Endpoint(
            .get,
            "keys",
            .roles([.administrator]),
            "The API keys of the party's own tools; the keys themselves are not kept.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record(["name": .text, "scopes": .texts, "created": .time, "revoked?": .time])
                        )
                    ])
                )
            ],
            run: APIService.keys
        ),
        Endpoint(
            .post,
            "keys",
            .roles([.administrator]),
            "Makes an API key, which is shown this once. A security officer signs for one that reads.",
            once: .secret,
            body: .json(
                .record([
                    "name": .text,
                    "scopes": .texts.noted(
                        "`read:ID`, `write:ID` with a collection's identifier or `*`, `metrics:*`"
                    ), "second?": .countersignature,
                ])
            ),
            answers: [.json(.record(["name": .text, "key": .text]), 201)],
            refusals: [429],
            run: APIService.addKey
        ),
        Endpoint(
            .post,
            "keys/{name}",
            .roles([.administrator]),
            "Revokes an API key.",
            once: .secret,
            body: .json(.record(["revoked": .yes])),
            answers: [.nothing()],
            run: APIService.changeKey
        ),
    ]

    package func health(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let store = node.folder.storeFile
        let bytes = [store, store + "-wal"].compactMap { Files.state(of: $0)?.bytes }.reduce(0, +)
        let room = Files.room(at: node.folder.path)
        let backups = Files.room(at: node.backupFolder)
        let clock = try attempt { () throws(NodeError) in try node.clockState() }
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let head = try LogRows(connection).head()
            let spooled = try StatusRows(connection).spooled()
            let traffic = node.traffic.all(now: node.clock())
            let clocks = node.clockWatch.all
            let partners = try PartnerRows(connection).linked().map { partner in
                let use = traffic[partner.name] ?? PartnerTraffic.Use()
                return JSONTree.members([
                    "name": .string(partner.name), "title": .string(partner.title),
                    "confirmed": partner.confirmed.map { .string(Moment.text($0)) },
                    "pulled": partner.pulled.map { .string(Moment.text($0)) },
                    "failing": .bool(partner.problem != nil), "requests": .integer(use.now),
                    "bytes": .integer(use.today), "refused": .integer(use.refused),
                    "clock": clocks[partner.name].map { reading in
                        .members([
                            "difference": .integer(reading.difference), "seen": .string(Moment.text(reading.seen)),
                        ])
                    },
                ])
            }
            return .members([
                "store": .members([
                    "bytes": .integer(Int(bytes)), "free": room.map { .integer(Int($0.free)) },
                    "disk": room.map { .integer(Int($0.all)) }, "backup_free": backups.map { .integer(Int($0.free)) },
                    "sweep_due": .bool(try ErasureRows(connection).isSweepDue),
                ]),
                "log": .members([
                    "entries": .integer(Int(head?.size ?? 0)),
                    "sealed": head.map { .string(Moment.text($0.sealed)) },
                    "closed": head?.closed.map { .string(Moment.text($0)) },
                    "evidence": .integer(try ReceiptRows(connection).evidence(openOnly: true).count),
                ]),
                "work": .members([
                    "threads": .integer(node.configuration.workers), "waiting": .integer(workers.waiting),
                    "limit": .integer(node.configuration.maximumQueuedRequests), "envelopes": .integer(Int(spooled)),
                ]),
                "clock": .members([
                    "synchronised": clock.isSynchronised.map { .bool($0) }, "ahead": .integer(clock.ahead),
                    "newest": clock.newest.map { .string(Moment.text($0)) },
                    "tolerance": .integer(node.configuration.clockToleranceSeconds),
                ]),
                "partners": .array(partners),
            ])
        }
        return Self.json(answer)
    }

    /// Whether the store is whole; what is wrong is told by kinds and counts, as its words may name what is held.
    package func checkStore(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let problems = try attempt { () throws(NodeError) in try node.checkStore() }
        let counts = Dictionary(grouping: problems, by: \.code).mapValues(\.count).sorted { $0.key < $1.key }
        return Self.json(
            .members([
                "whole": .bool(problems.isEmpty),
                "problems": .array(
                    counts.map { .members(["code": .string($0.key), "count": .integer($0.value)]) }
                ),
            ])
        )
    }

    private static func json(_ backup: Backup) -> JSONTree {
        .members([
            "name": .string(backup.name), "made": .string(Moment.text(backup.made)),
            "bytes": .integer(Int(backup.bytes)),
        ])
    }

    package func backups(_ call: APICall) throws(APIFault) -> HTTPResponse {
        Self.json(
            .members(["folder": .string(node.backupFolder), "items": .array(node.backups().map(Self.json))])
        )
    }

    package func makeBackup(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let made = try attempt { () throws(NodeError) in try node.makeBackup(by: person.account.name) }
        return Self.json(Self.json(made), status: 201)
    }

    /// Every limit with its default and its bounds; a change needs the file and a restart.
    package func limits(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let items = node.configuration.limits.map { limit in
            JSONTree.members([
                "name": .string(limit.name), "value": .integer(limit.value), "default": .integer(limit.standard),
                "least": .integer(limit.range.lowerBound), "most": .integer(limit.range.upperBound),
            ])
        }
        return Self.json(
            .members([
                "file": .string(node.folder.configurationFile), "four_eyes": .bool(node.configuration.asksFourEyes),
                "open_witness": .bool(node.configuration.isOpenWitness), "items": .array(items),
                "two_officers": try twoOfficers(), "export": try exportLimit(), "mail": try mailState(),
            ])
        )
    }

    /// Up to which levels people take objects out as files.
    private func exportLimit() throws(APIFault) -> JSONTree {
        try reading { connection throws(StoreError) in
            let words = node.configuration.exportLevels
            let limit = ExportLimit(words, try node.tables(now: node.clock(), connection))
            return .members(["up_to": .strings(words), "unclear": .bool(limit.isUnclear)])
        }
    }

    /// From which levels on two officers release, by the configuration and by the agreements in force today.
    private func twoOfficers() throws(APIFault) -> JSONTree {
        let words = node.configuration.twoOfficerLevels
        return try reading { connection throws(StoreError) in
            let tables = try node.tables(now: node.clock(), connection)
            let policy = SecondOfficer.Policy(words, tables)
            var agreed: [JSONTree] = []
            for partner in try PartnerRows(connection).linked() {
                let to = Node.number(of: partner, tables)
                let levels = SecondOfficer(policy, from: node.ownParty(tables), to: to, tables).agreedLevels
                guard !levels.isEmpty else { continue }
                agreed.append(
                    .members([
                        "party": .string(partner.name), "title": .string(partner.title),
                        "levels": .strings(levels.map { "\($0.name.scheme) \($0.name.level)" }),
                    ])
                )
            }
            return .members([
                "policy": .strings(words), "unclear": .bool(policy.isUnclear), "agreed": .array(agreed),
            ])
        }
    }

    package func keys(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let keys = try reading { connection throws(StoreError) in try KeyRows(connection).all() }
        let items = keys.map { key in
            JSONTree.members([
                "name": .string(key.name), "scopes": .strings(key.scopes.split(separator: " ").map(String.init)),
                "created": .string(Moment.text(key.created)),
                "revoked": key.revoked.map { .string(Moment.text($0)) },
            ])
        }
        return Self.json(.members(["items": .array(items)]))
    }

    /// A new key, shown this once.
    ///
    /// An administrator sees no content, and a key that reads would show it: a security officer signs for those.
    package func addKey(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (name, scopes) = (try call.text("name"), try call.texts("scopes"))
        let isReading = scopes.contains { $0.hasPrefix("read:") }
        let second = try isReading ? countersigner(call, beside: person).account.title : nil
        let key = try attempt { () throws(NodeError) in
            try node.addKey(name, scopes: scopes, by: person.account.name, countersigned: second)
        }
        return Self.json(.members(["name": .string(name), "key": .string(key)]), status: 201)
    }

    package func changeKey(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = call.target
        let person = try call.signedIn()
        guard try call.flag("revoked") ?? false else { throw .invalid("`revoked` is missing") }
        let isDone = try attempt { () throws(NodeError) in try node.revokeKey(name, by: person.account.name) }
        guard isDone else { throw .notFound }
        return Self.nothing
    }
}
