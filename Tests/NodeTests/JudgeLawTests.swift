import Agreements
internal import Exchange
import Foundation
internal import Holdings
import Installation
import JSON
import Labels
import Release
import Releasing
import Store
import TestKit
import Testing

/// What a release would refuse stays in no feed, and the other way round: both judges ask one question.
@Suite("The judge of releases and the judge of feeds", .serialized)
struct JudgeLawTests {
    private static let parties = ["japan", "korea"]
    private static let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Examples").path

    /// The EU's node with the example set, the library of agreements, and objects of both partners, one under an own identifier.
    private func node(_ folder: TemporaryFolder) throws -> NodesTests.Running {
        let eu = try NodesTests.Running("eu", folder)
        for name in Self.parties {
            let other = try NodesTests.Running(name, folder)
            let invitation = try other.node.invite("eu", address: "https://127.0.0.1:1")
            let read = try eu.node.accept(invitation.file(signedBy: other.node.signingKey)).invitation
            try eu.node.confirm(name, fingerprint: read.fingerprint)
            _ = try eu.node.invite(name, address: "https://127.0.0.1:1")
        }
        let files =
            ["shared/extensions", "shared/markings", "shared/parties"]
            + ["classified-exercise", "commitments", "exercise", "naval-exercises", "statements", "talks"].map {
                "eu/\($0)"
            }
        for file in files { _ = try eu.node.importFile("\(Self.folder)/eu-japan/\(file).json") }
        for (name, file) in [("japan", "exercise"), ("japan", "classified-exercise"), ("korea", "exercise")] {
            try give("\(Self.folder)/eu-japan/\(name)/\(file).json", from: name, to: eu.node)
        }
        return eu
    }

    /// Keeps what stands in a file as a partner's.
    private func give(_ path: String, from partner: String, to node: Node) throws {
        let root = try JSONDocument(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path)))).root
        let objects = try (root["objects"].map { Array($0.elements) } ?? []).map { try node.intake.object($0) }
        try node.change { connection throws(StoreError) in
            let source = try ObjectRows(connection).source(kind: "partner", name: partner)
            _ = try node.keep(objects, source: source, rule: .given, now: node.clock(), connection)
        }
    }

    /// Puts works, twins, a consent, a refusal and recalls beside what is held.
    private func complicate(_ node: Node) throws {
        let held = try node.reading { connection throws(StoreError) in
            try connection.all(
                """
                SELECT o.row, o.id, s.kind, s.name, o.bytes FROM object o JOIN source s ON s.row=o.source
                JOIN kind k ON k.row=o.kind WHERE k.name NOT IN ('marking-definition', 'relationship') AND o.version<>'' ORDER BY o.row
                """
            ) { (row: $0.integer(0), id: $0.text(1), kind: $0.text(2), name: $0.text(3), bytes: $0.blob(4)) }
        }
        let own = held.filter { $0.kind == "own" }
        let theirs = held.filter { $0.kind == "partner" }
        // Twins: Japan gives a version of every fifth own object, we hold every fourth of theirs under the same identifier.
        var twins: [(source: String, object: JSONTree)] = []
        for item in own.enumerated() where item.offset.isMultiple(of: 5) {
            twins.append(("japan", try Self.later(item.element.bytes, "2026-09-01T00:00:00.000Z")))
        }
        for item in theirs.enumerated() where item.offset.isMultiple(of: 4) {
            twins.append(("", JSONTree(try JSONDocument(parsing: item.element.bytes).root)))
        }
        for (source, tree) in twins {
            let object = try node.intake.object(JSONDocument(parsing: tree.bytes()).root)
            try node.change { connection throws(StoreError) in
                let row = source.isEmpty ? 1 : try ObjectRows(connection).source(kind: "partner", name: source)
                _ = try node.keep([object], source: row, rule: .given, now: node.clock(), connection)
            }
        }
        try node.change { connection throws(StoreError) in
            // Every third own object is made of one of theirs, some over a step between.
            for (place, item) in own.enumerated() where place.isMultiple(of: 3) && !theirs.isEmpty {
                let source =
                    place.isMultiple(of: 2) ? theirs[place % theirs.count].id : own[(place + 3) % own.count].id
                try connection.run(
                    "INSERT OR IGNORE INTO derivation(work, source) VALUES(?, ?)",
                    [.text(item.id), .text(source)]
                )
            }
            for (place, item) in theirs.enumerated() {
                let to = item.name == "japan" ? "Korea" : "Japan"
                let by = item.name == "japan" ? "Japan" : "Korea"
                let granted = place.isMultiple(of: 2) ? "true" : "false"
                if place % 3 < 2 {
                    let body =
                        #"{"by":"\#(by)","to":"\#(to)","granted":\#(granted),"from":"2026-01-01","until":"2028-06-30"}"#
                    try Self.add("consent", item.id, body, connection)
                }
                if place % 5 == 0 {
                    let body =
                        #"{"item":"\#(item.id)","by":"\#(by)","source":"\#(item.name)","action":"withdraw","notice":"n\#(place)"}"#
                    try Self.add("recall", item.id, body, connection)
                }
            }
            try Self.add("reader", "Korea", #"{"party":"Korea","portions":"ignored"}"#, connection)
            for (place, item) in own.enumerated() where place % 7 == 0 {
                // One of ours, and one that a partner has no right to.
                let source = place % 2 == 0 ? "" : #","source":"japan""#
                try Self.add(
                    "recall",
                    item.id,
                    #"{"item":"\#(item.id)","by":"EU"\#(source),"action":"withdraw","notice":"o\#(place)"}"#,
                    connection
                )
            }
        }
    }

    private static func later(_ bytes: [UInt8], _ version: String) throws -> JSONTree {
        var tree = JSONTree(try JSONDocument(parsing: bytes).root)
        tree["modified"] = .string(version)
        return tree
    }

    private static func add(_ kind: String, _ name: String, _ body: String, _ connection: Connection)
        throws(StoreError)
    {
        try RecordRows(connection).add(
            StoredRecord(kind: kind, name: name, body: Array(body.utf8), recorded: 1, officer: "O")
        )
    }

    /// Grounds that come from what else the party has, which the judge of feeds does not ask about.
    private static let settled: Set<GroundCode> = [.meaninglessWithout, .notRenderable, .translationWithheld]

    @Test("give one outcome for every object, party, channel, naming and day", arguments: [false, true])
    func oneOutcome(_ isComplicated: Bool) throws {
        let folder = TemporaryFolder()
        let eu = try node(folder)
        let reading = try AgreementFolder.read(["\(Self.folder)/agreements"])
        #expect(reading.isUsable)
        _ = try eu.node.apply(reading, officer: "O")
        if isComplicated { try complicate(eu.node) }
        var compared = 0
        var outcomes: [Decision.Outcome: Int] = [:]
        for party in Self.parties {
            for channel in Channel.allCases {
                for day in ["2026-11-24", "2029-01-01"].compactMap({ Day($0) }) {
                    for named in [false, true] {
                        let found = try law(eu.node, party, channel, day, named)
                        compared += found.reduce(0) { $0 + $1.value }
                        outcomes.merge(found, uniquingKeysWith: +)
                    }
                }
            }
        }
        #expect(compared > 500)
        #expect(outcomes.count >= 3, "\(outcomes)")
    }

    private func law(_ node: Node, _ party: String, _ channel: Channel, _ day: Day, _ isNamed: Bool) throws
        -> [Decision.Outcome: Int]
    {
        var order = ReleaseOrder(
            parties: [party],
            ids: [],
            named: isNamed ? [party] : [],
            officer: "O",
            isTrial: true
        )
        (order.channel, order.day) = (channel, day)
        return try node.reading { [order] connection throws(StoreError) in
            var outcomes: [Decision.Outcome: Int] = [:]
            guard let survey = try ReleaseSurvey(party, order, node, connection) else { return [:] }
            let tables = try node.tables(day: day, now: node.clock(), connection)
            // Either way of asking the store about where versions came from.
            for extent in [isNamed ? HeldProvenance.Extent.some : .all] {
                var bulk = try BulkDecision(party, tables, extent, node, connection)
                for object in try ObjectRows(connection).objects(after: 0, limit: .max)
                where object.sourceKind != "rendition" {
                    guard let document = try? JSONDocument(parsing: object.bytes) else { continue }
                    let version = bulk.version(object.row, object.sourceKind, object.sourceName)
                    let feeds = try bulk.standing(document.root, version, order.terms(for: party))
                    let releases = try survey.standing(of: document.root, from: version)
                    let grounds = releases.decision.grounds.filter { !Self.settled.contains($0.code) }
                    #expect(
                        feeds.decision.grounds == grounds,
                        "\(object.id) from \(object.sourceName) to \(party) on \(day)"
                    )
                    outcomes[feeds.outcome, default: 0] += 1
                }
            }
            return outcomes
        }
    }
}
