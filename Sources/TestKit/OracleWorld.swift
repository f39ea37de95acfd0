internal import Agreements
internal import Configuration
internal import Exchange
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Ledger
internal import Release
internal import Releasing
internal import STIX
internal import Store
internal import Witnessing

/// One node of the EU with two partners, at which everybody acts at random.
///
/// Authors write and mark, officers release and recall, originators consent, agreements are applied, days pass, partners read.
/// Each act and what came of it is a line of a trace.
public final class OracleWorld {
    private static let partners = ["japan": "Japan", "korea": "Korea"]
    private static let levels = ["EU-SECRET", "EU-RESTRICTED"]
    private static let tlp: [TLPLevel] = [.clear, .green, .green, .amber, .amberStrict, .red]

    private let node: Node
    private let clock: TestClock
    private var random: SeededGenerator
    private let trace: (JSONTree) throws -> Void
    private var items: [(id: String, source: String)] = []
    private var counter = 0
    private var read: Int64 = 0
    private var records: [Int64] = []

    /// A world.
    /// - Parameters:
    ///   - folder: where the nodes have their files.
    ///   - seed: what decides the acts.
    ///   - write: takes each line, as JSON.
    /// - Throws: what a node says that cannot be set up.
    public init(_ folder: TemporaryFolder, seed: UInt64, _ write: @escaping ([UInt8]) throws -> Void) throws {
        (random, clock) = (SeededGenerator(seed: seed), TestClock())
        trace = { try write($0.bytes() + [UInt8(ascii: "\n")]) }
        let clock = clock
        node = try Self.node("eu", folder, clock)
        for name in Self.partners.keys.sorted() {
            let other = try Self.node(name, folder, clock)
            let read = try node.accept(
                other.invite("eu", address: "https://127.0.0.1:1").file(signedBy: other.signingKey)
            ).invitation
            try node.confirm(name, fingerprint: read.fingerprint)
            _ = try node.invite(name, address: "https://127.0.0.1:1")
            other.close()
        }
        for number in 0..<30 { items.append(("indicator--" + Samples.uuid(number), "own")) }
        for (place, name) in Self.partners.keys.sorted().enumerated() {
            for number in 0..<10 { items.append(("indicator--" + Samples.uuid(100 * (place + 1) + number), name)) }
        }
        let markings = Self.levels.indices.map { place in
            JSONTree.members([
                "type": .string("marking-definition"), "spec_version": .string("2.1"),
                "id": .string(Self.label(place)),
                "created": .string("2026-01-01T00:00:00.000Z"), "name": .string(Self.levels[place]),
                "extensions": .members([
                    "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": LabelExtension.content(
                        of: Label(policy: "EU", classification: Self.levels[place])
                    )
                ]),
            ])
        }
        try keep(markings, source: "own")
        let labels = Self.levels.indices.map { JSONMember(Self.label($0), .string(Self.levels[$0])) }
        let parties = Self.partners.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
        try trace(.members(["act": .string("world"), "labels": .object(labels), "parties": .object(parties)]))
        try passTime(by: 0)
        try apply()
    }

    deinit { node.close() }

    private static func node(_ name: String, _ folder: TemporaryFolder, _ clock: TestClock) throws -> Node {
        var configuration = NodeConfiguration()
        configuration.name = name
        let files = NodeFolder(folder.path + "/" + name)
        try files.setUp(configuration)
        return try Node(folder: files) { clock.now }
    }

    private static func label(_ place: Int) -> String { "marking-definition--" + Samples.uuid(900 + place) }

    private func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private func party() -> String { chance(50) ? "japan" : "korea" }

    /// One act, and what came of it.
    /// - Throws: what a node says that could not do it.
    public func act() throws {
        clock.turn(by: 60_000_000)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<34: try save()
        case 34..<38: try derive()
        case 38..<74: try release()
        case 74..<80: try consent()
        case 80..<83: try recall()
        case 83..<86: try close()
        case 86..<88: try apply()
        case 88..<91: try passTime(by: Int.random(in: 1...40, using: &random))
        default: try readFeed(of: party())
        }
    }

    // MARK: acts

    private func save() throws {
        guard let item = items.randomElement(using: &random) else { return }
        // Partners give versions under our identifiers, too, and we bring in what they gave.
        let source = chance(88) ? item.source : item.source == "own" ? party() : "own"
        counter += 1
        var object = indicator(item.id)
        object["object_marking_refs"] = .array([.string(marking())])
        if chance(30) {
            object["description"] = .string("described \(counter)")
            object["granular_markings"] = .array([
                .members(["marking_ref": .string(marking()), "selectors": .strings(["description"])])
            ])
        }
        if chance(2) { object["revoked"] = .bool(true) }
        if chance(4), source == "own", let copy = try newest(of: item.id, from: Self.partners.keys) { object = copy }
        try keep([object], source: source)
    }

    /// A version of an indicator; each is newer than all before, and has a name of its own.
    private func indicator(_ id: String) -> JSONTree {
        let start: Int64 = 1_767_225_600_000_000
        let moment = STIXTimestamp(microsecondsSinceEpoch: start + Int64(counter) * 1_000_000)?.description ?? ""
        return .members([
            "type": .string("indicator"), "spec_version": .string("2.1"), "id": .string(id),
            "created": .string("2026-01-01T00:00:00.000Z"),
            "modified": .string(moment.dropLast(4) + "Z"),
            "name": .string("version \(counter)"), "pattern": .string("[ipv4-addr:value = '192.0.2.1']"),
            "pattern_type": .string("stix"), "valid_from": .string("2026-01-01T00:00:00Z"),
        ])
    }

    private func marking() -> String {
        if chance(25) { return Self.label(chance(50) ? 0 : 1) }
        return (Self.tlp.randomElement(using: &random) ?? .red).markingDefinition
    }

    private func newest(of id: String, from sources: some Collection<String>) throws -> JSONTree? {
        let bytes = try node.reading { connection throws(StoreError) in
            try ObjectRows(connection).versions(of: id).last { sources.contains($0.sourceName) }?.bytes
        }
        return try bytes.map { JSONTree(try JSONDocument(parsing: $0).root) }
    }

    private func keep(_ objects: [JSONTree], source: String) throws {
        let incoming = try objects.map { try self.node.intake.object(JSONDocument(parsing: $0.bytes()).root) }
        let (node, now) = (self.node, clock.now)
        let rows = try node.change { connection throws(StoreError) -> [Int64?] in
            let row = source == "own" ? 1 : try ObjectRows(connection).source(kind: "partner", name: source)
            let rule: KeepingOutcome.Rule = source == "own" ? .standard : .given
            return try node.keep(incoming, source: row, rule: rule, now: now, connection).map { result in
                guard case .added(let row) = result.keeping else { return nil }
                return row
            }
        }
        for (object, row) in zip(objects, rows) where object["type"]?.string == "indicator" {
            guard let row else { continue }
            try trace(
                .members([
                    "act": .string("save"), "id": object["id"], "row": .integer(Int(row)),
                    "version": object["modified"], "source": .string(source), "object": object,
                ])
            )
        }
    }

    private func derive() throws {
        let held = try node.reading { connection throws(StoreError) in
            try connection.all(
                "SELECT DISTINCT o.id FROM object o JOIN kind k ON k.row=o.kind WHERE k.name='indicator' ORDER BY o.id"
            ) { $0.text(0) }
        }
        guard let work = held.randomElement(using: &random), let source = held.randomElement(using: &random),
            work != source
        else { return }
        counter += 1
        let tie = JSONTree.members([
            "type": .string("relationship"), "spec_version": .string("2.1"),
            "id": .string("relationship--" + Samples.uuid(5_000 + counter)),
            "created": .string("2026-01-01T00:00:00.000Z"), "modified": .string("2026-01-01T00:00:00.000Z"),
            "relationship_type": .string("derived-from"), "source_ref": .string(work), "target_ref": .string(source),
        ])
        try keep([tie], source: "own")
        try trace(.members(["act": .string("derived"), "work": .string(work), "source": .string(source)]))
    }

    private func release() throws {
        guard let item = items.randomElement(using: &random) else { return }
        let held = try node.reading { connection throws(StoreError) in
            try ObjectRows(connection).versions(of: item.id).filter { $0.sourceKind != "rendition" }.map(\.version)
        }
        guard !held.isEmpty else { return }
        let to = party()
        var order = ReleaseOrder(parties: [to], ids: [item.id], named: chance(40) ? [to] : [], officer: "O")
        if chance(15) { order.versions = [item.id: held.randomElement(using: &random) ?? ""] }
        // Midnight may have come since the last act.
        try trace(.members(["act": .string("day"), "day": .string(day(in: 0))]))
        let results = try node.release(order).filter { $0.id == item.id }
        try trace(
            .members([
                "act": .string("release"), "id": .string(item.id), "to": .string(to),
                "named": .bool(order.named.contains(to)),
                "version": order.versions[item.id].map { .string($0) },
                "outcome": .string(
                    // What was given of the item before may be looked at as well; what was asked for comes first.
                    results.first?.decision.outcome.rawValue ?? "nothing"
                ),
            ])
        )
    }

    private func consent() throws {
        guard let item = items.filter({ $0.source != "own" }).randomElement(using: &random),
            let by = Self.partners[item.source]
        else { return }
        let to = item.source == "japan" ? "Korea" : "Japan"
        var members = [
            JSONMember("item", .string(item.id)), JSONMember("by", .string(by)), JSONMember("to", .string(to)),
        ]
        if chance(25) { members.append(JSONMember("granted", .bool(false))) }
        if chance(30) {
            members.append(JSONMember("until", .string(day(in: Int.random(in: 1...300, using: &random)))))
        }
        if chance(20) { members.append(JSONMember("from", .string(day(in: Int.random(in: 0...60, using: &random))))) }
        guard let kind = RecordKind.all.first(where: { $0.name == "consent" }) else { return }
        records.append(try node.record(kind, members, officer: "O"))
        try tellRecords(all: true)
    }

    private func recall() throws {
        guard let item = items.randomElement(using: &random) else { return }
        if item.source != "own", chance(50) {
            // The partner recalls what it gave.
            let body = JSONTree.members([
                "item": .string(item.id), "by": Self.partners[item.source].map { .string($0) },
                "source": .string(item.source),
                "action": .string("withdraw"), "notice": .string("n\(counter)"),
            ])
            let record = StoredRecord(
                kind: "recall",
                name: item.id,
                body: body.bytes(),
                recorded: clock.now,
                officer: "O"
            )
            let node = self.node
            records.append(
                try node.change { connection throws(StoreError) in
                    let row = try RecordRows(connection).add(record)
                    try node.withdraw(items: [item.id], officer: "O", connection)
                    return row
                }
            )
        } else {
            var details = NoticeDetails()
            details.due = "2099-01-01T00:00:00Z"
            guard (try? node.recall(item.id, RecallOrder(.withdraw, officer: "O", details: details))) != nil else {
                return
            }
            records = try node.reading { connection throws(StoreError) in
                try RecordRows(connection).all(nil).filter { ["consent", "recall"].contains($0.kind) }.map(\.row)
            }
        }
        try tellRecords(all: false)
    }

    private func close() throws {
        guard let place = records.indices.randomElement(using: &random) else { return }
        _ = try node.closeRecord(records.remove(at: place), officer: "O")
        try tellRecords(all: true)
    }

    private func tellRecords(all: Bool) throws {
        let held = try node.reading { connection throws(StoreError) in
            try RecordRows(connection).all("consent") + RecordRows(connection).all("recall")
        }
        let open = try held.map { record in
            JSONTree.members([
                "kind": .string(record.kind), "name": .string(record.name),
                "body": JSONTree(try JSONDocument(parsing: record.body).root),
            ])
        }
        try trace(.members(["act": .string("records"), "all": .bool(all), "records": .array(open)]))
    }

    private func apply() throws {
        let text = agreements()
        let reading = AgreementReading([SourceFile(name: "set.accord", text: text)])
        _ = try node.apply(reading, officer: "O")
        try trace(.members(["act": .string("agreements"), "set": reading.set.json]))
    }

    private func agreements() -> String {
        var text = "party EU\n  codes eu\n\nparty Japan\n  codes japan\n\nparty Korea\n  codes korea\n"
        text += "\nscheme EU of EU\n  levels, highest first\n    EU-SECRET\n    EU-RESTRICTED\n"
        for party in ["Japan", "Korea"] {
            text +=
                "\nscheme \(party) of \(party)\n  levels, highest first\n    \(party)-SECRET\n    \(party)-CONFIDENTIAL\n"
        }
        for party in ["Japan", "Korea"] where chance(75) {
            text +=
                "\nagreement E\(party)\n  between EU and \(party)\n  in force from \(day(in: Int.random(in: -400...40, using: &random)))"
            text += chance(50) ? " until \(day(in: Int.random(in: 50...300, using: &random)))\n" : "\n"
            text += "  article 1: covers all classified information\n  article 2: levels, both ways\n"
            text +=
                chance(70) ? "    EU EU-SECRET = \(party) \(party)-SECRET\n" : "    EU EU-SECRET = \(party) none\n"
            text +=
                chance(80)
                ? "    EU EU-RESTRICTED = \(party) \(party)-CONFIDENTIAL\n" : "    EU EU-RESTRICTED = \(party) none\n"
        }
        return text
    }

    private func day(in days: Int) -> String {
        DayOfMoment.day(clock.now + Int64(days) * 86_400_000_000, zone: nil).description
    }

    private func passTime(by days: Int) throws {
        clock.turn(by: Int64(days) * 86_400_000_000)
        try trace(.members(["act": .string("day"), "day": .string(day(in: 0))]))
    }

    /// What a partner reads, the delivery that is logged of it, and the entries that were made since the last reading.
    private func readFeed(of party: String) throws {
        try trace(.members(["act": .string("day"), "day": .string(day(in: 0))]))
        let feed = try node.reading { connection throws(StoreError) in try CollectionRows(connection).feed(of: party)
        }
        guard let feed else { return }
        _ = try node.judgeIfDue(feed)
        let (node, after) = (self.node, read)
        let (objects, delivered, log, last) = try node.change { connection throws(StoreError) in
            let rows = try connection.all(
                """
                SELECT o.row, o.bytes FROM member m JOIN object o ON o.row=m.object JOIN kind k ON k.row=o.kind
                WHERE m.collection=? AND k.name='indicator' ORDER BY m.seq
                """,
                [.integer(feed.row)]
            ) { ($0.integer(0), $0.blob(1)) }
            try node.ledger.append([try Delivery(rows.map(\.0), connection).entry(for: party)], connection)
            let entries = try connection.all(
                "SELECT place, kind, party, subject, body FROM log_entry WHERE place>? ORDER BY place",
                [.integer(after)]
            ) {
                (
                    place: $0.integer(0), kind: $0.text(1), party: $0.optionalText(2) ?? "",
                    subject: $0.optionalText(3) ?? "", body: $0.blob(4)
                )
            }
            return (rows.map(\.1), rows.map(\.0), entries, entries.last?.place ?? after)
        }
        read = last
        try trace(
            .members([
                "act": .string("read"), "party": .string(party),
                "objects": .array(try objects.map { JSONTree(try JSONDocument(parsing: $0).root) }),
                "rows": .array(delivered.map { .integer(Int($0)) }),
                "log": .array(
                    try log.map { entry in
                        let body = try JSONDocument(parsing: entry.body).root
                        return .members([
                            "kind": .string(entry.kind), "party": .string(entry.party),
                            "subject": .string(entry.subject), "version": body["version"].map { JSONTree($0) },
                        ])
                    }
                ),
            ])
        )
    }
}
