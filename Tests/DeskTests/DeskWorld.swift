import Agreements
import Calls
import Configuration
import Desk
import Holdings
import Installation
import JSON
import Labels
import Releasing
import Store
import TestKit
import Testing

/// A node with people of different clearances, who are asked for at their desks, without a listener between.
///
/// `high` writes up to secret, `low` what is open, `officer` decides up to restricted, `guard` keeps the registers up
/// to secret, `chief` keeps accounts and sees nothing.
final class DeskWorld {
    static let (green, red) = (TLPLevel.green.markingDefinition, TLPLevel.red.markingDefinition)
    static let restricted = "marking-definition--" + Samples.uuid(0xA1)
    static let secret = "marking-definition--" + Samples.uuid(0xA2)
    static let unknown = "marking-definition--" + Samples.uuid(0xFF)

    let node: Node
    let index = HoldingIndex()
    private let folder = TemporaryFolder()
    private let clock = TestClock(1_772_323_200_000_000)

    private static let accord = """
        party EU
          codes eu

        scheme EU of EU
          levels, highest first
            EU-SECRET
            EU-RESTRICTED

        """

    /// Roles and clearances by the people's names.
    private static let people: [String: (role: Role, clearance: String?)] = [
        "high": (.author, "EU EU-SECRET"), "low": (.author, nil), "officer": (.disclosureOfficer, "EU EU-RESTRICTED"),
        "guard": (.securityOfficer, "EU EU-SECRET"), "chief": (.administrator, nil),
    ]

    /// When the store fails.
    let faults = Faults()

    init(_ settings: (inout NodeConfiguration) -> Void = { _ in }) throws {
        var configuration = NodeConfiguration()
        configuration.name = "eu"
        settings(&configuration)
        let files = NodeFolder(folder.path + "/eu")
        try files.setUp(configuration)
        node = try Node(folder: files, faults: faults) { [clock] in clock.now }
        try node.makeToolsRoot()
        let reading = AgreementReading([SourceFile(name: "set.accord", text: Self.accord)])
        #expect(reading.isUsable)
        _ = try node.apply(reading, officer: "O")
        for (name, (_, clearance)) in Self.people {
            let clearances = clearance.map { #"["\#($0)"]"# } ?? "[]"
            let rest = #""clearances":\#(clearances),"briefed":"2026-01-12","needs":["canary"]"#
            try record("person", name, #"{"nationality":"EU",\#(rest)}"#)
        }
        for (id, level) in [(Self.restricted, "EU-RESTRICTED"), (Self.secret, "EU-SECRET")] {
            let label: JSONTree = .members([
                "extension_type": "property-extension", "policy": "EU", "classification": .string(level),
                "categories": .array([
                    .members(["tag": "Subject", "type": "informative", "values": .strings(["canary"])])
                ]),
            ])
            try keep(
                .members([
                    "type": "marking-definition", "spec_version": "2.1", "id": .string(id),
                    "created": "2026-01-01T00:00:00.000Z",
                    "extensions": .object([JSONMember(LabelExtension.definition, label)]),
                ])
            )
        }
    }

    deinit { node.close() }

    /// Somebody as signed in.
    func person(_ name: String) throws -> SignedIn {
        let role = try #require(Self.people[name]).role
        let account = StoredAccount(name: name, title: name, roles: [role.rawValue], register: name, created: 1)
        return SignedIn(account: account, roles: [role], csrf: "", expires: .max, digest: [])
    }

    /// Keeps objects as the party's own, or as a partner's.
    func keep(_ objects: JSONTree..., from partner: String? = nil, kind: String = "partner") throws {
        let (node, now) = (self.node, clock.now)
        let incoming = try objects.map { try node.intake.object(JSONDocument(parsing: $0.bytes()).root) }
        let kept = try node.change { connection throws(StoreError) in
            let row = try partner.map { name throws(StoreError) in
                try ObjectRows(connection).source(kind: kind, name: name)
            }
            return try node.keep(
                incoming,
                source: row ?? 1,
                rule: row == nil ? .standard : .given,
                now: now,
                connection
            ).map(\.keeping)
        }
        for outcome in kept {
            guard case .added = outcome else {
                Issue.record("not kept: \(outcome)")
                continue
            }
        }
    }

    /// What is read at somebody's desk.
    func at<Value>(_ name: String, _ body: (PersonDesk, Connection) throws(StoreError) -> Value) throws -> Value {
        let person = try person(name)
        return try node.reading { connection throws(StoreError) in
            try body(try PersonDesk(person, node, connection), connection)
        }
    }

    /// What is read where somebody writes.
    func writing<Value>(_ name: String, _ body: (WritingDesk) throws(StoreError) -> Value) throws -> Value {
        let person = try person(name)
        return try node.reading { connection throws(StoreError) in
            try body(try WritingDesk(person, node, connection))
        }
    }

    /// Who of the people gets yes for an answer, in their order.
    func whoever(_ body: (PersonDesk) throws(StoreError) -> Bool) throws -> [String] {
        try ["high", "low", "officer", "guard", "chief"].filter { name in
            try at(name) { desk, _ throws(StoreError) in try body(desk) }
        }
    }

    /// Those of the people who see what is in the open.
    static let readers = ["high", "low", "officer", "guard"]

    /// Who sees an object by itself, and who finds it in lists; both are the same.
    func seers(of object: JSONTree) throws -> [String] {
        let document = try JSONDocument(parsing: object.bytes())
        let id = document.root["id"]?.string ?? ""
        let alone = try whoever { desk in desk.sees(document.root) }
        let listed = try Self.readers.filter { name in
            try at(name) { desk, connection throws(StoreError) in
                let holdings = try HoldingDesk(desk, index, connection)
                var entries = holdings.newest(HoldingFilter(kinds: ["campaign"]))
                while let entry = try entries.next() {
                    if try ObjectRows(connection).object(row: entry.row)?.id == id { return true }
                }
                return false
            }
        }
        #expect(alone == listed)
        return alone
    }

    /// A record of a register.
    func record(_ kind: String, _ name: String, _ body: String) throws {
        try node.change { connection throws(StoreError) in
            try RecordRows(connection).add(
                StoredRecord(kind: kind, name: name, body: Array(body.utf8), recorded: 1, officer: "O")
            )
        }
    }

    static func id(_ type: String, _ number: Int) -> String { "\(type)--\(Samples.uuid(number))" }

    /// An object of the first version, or of a later one.
    static func object(
        _ type: String,
        _ number: Int,
        _ marking: String = green,
        version: Int = 0,
        with more: KeyValuePairs<String, JSONTree?> = ["name": "n"]
    ) -> JSONTree {
        var tree = JSONTree.members([
            "type": .string(type), "spec_version": "2.1", "id": .string(id(type, number)),
            "created": "2026-01-01T00:00:00.000Z", "modified": .string("2026-01-01T00:00:0\(version).000Z"),
            "object_marking_refs": .strings([marking]),
        ])
        for (name, value) in more { tree[name] = value }
        return tree
    }

    static func campaign(
        _ number: Int,
        _ marking: String = green,
        version: Int = 0,
        with more: KeyValuePairs<String, JSONTree?> = ["name": "n"]
    ) -> JSONTree { object("campaign", number, marking, version: version, with: more) }

    static func tie(
        _ number: Int,
        _ source: String,
        _ target: String,
        _ kind: String = "related-to",
        _ marking: String = green
    )
        -> JSONTree
    {
        object(
            "relationship",
            number,
            marking,
            with: ["relationship_type": .string(kind), "source_ref": .string(source), "target_ref": .string(target)]
        )
    }
}
