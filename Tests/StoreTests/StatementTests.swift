import Foundation
import TestKit
import Testing

@testable import Store

/// Every statement of the store: it can be prepared, and reads no whole table that grows.
@Suite("Statements")
struct StatementTests {
    /// Tables that stay small, whatever the node holds and however long it runs; every other one grows.
    static let small: [String: String] = [
        "absence": "one an account", "account": "people of the party", "account_link": "one an account",
        "agreement_set": "one a change by officers",
        "api_key": "clients of the party", "api_root": "a few", "collection": "a few a partner",
        "confirmed_invitation": "a few a partner", "cosignature": "one a witness", "courier_volume": "files by hand",
        "hook": "so many that administrators name",
        "holding_group": "different markings, types and sources", "holding_state": "one row",
        "hit_groups_kept": "pairs of groups", "hit_state": "one row", "kind": "types of STIX",
        "log_head": "one a restore", "log_key": "a few a partner",
        "log_successor": "a few a partner", "marking_class": "different markings",
        "outside_source": "servers that administrators name", "partner": "partners",
        "passkey": "a few an account", "personal_token": "a few an account", "recovery": "ten an account",
        "registry_muster": "one a year",
        "saved_search": "so many an account at most", "seen_log": "one a partner's log", "session": "people at work",
        "setting": "names of our own", "source": "partners and collections", "value_state": "one row",
        "waiting_invitation": "one a partner",
    ]

    /// Statements that read a whole table that grows, each with its reason.
    static let whole: [String: String] = [
        "Check.contents": "check reads everything", "Holding.Check.counts": "check reads everything",
        "Holding.Check.missing": "check reads everything", "Check.lastRowEver": "a row a table",
        "Derivation.all": "what was made of what is laid out once for all that is judged",
        "DoneCall.forgetAnswers": "erasing is seldom, and calls are forgotten after a day",
        "Erasure.versions": "erasing is seldom; what parties got lies by party",
        "Erasure.translations": "erasing is seldom",
        "Erasure.removeConflicts": "erasing is seldom, and what is set apart is little",
        "Erasure.revokeRenditions": "erasing is seldom; what parties got lies by party",
        "Evidence.all": "for people to look at, and little",
        "Marking.identifiers": "once, when a store of an earlier release is opened",
        "Object.countAll": "after the index was made anew, which reads everything",
        "Object.counts": "counted for an overview", "Quarantine.bearers": "after a marking has become known",
        "Quarantine.items": "what is set apart is little", "Quarantine.reasons": "what is set apart is little",
        "Queue.all": "what waits for officers, for them to look at", "Queue.removeParty": "when a link ends",
        "Receipt.all": "an audit reads everything",
        "Receipt.ofObject": "for people to look at; receipts lie by partner",
        "Register.all": "records made by hand, remembered by their mark",
        "RegistryMuster.noteGone": "a muster looks for everything, once a year",
        "Search.blockBytes": "after a reindex",
        "Search.sizeBytes": "after a reindex", "Search.terms": "from one term on, and ends after a few hundred",
        "Spool.next": "ends with the first row",
        "Spool.count": "what waits, and is little", "Status.refused": "counted for an overview",
        "Submission.waiting": "what waits for officers, for them to look at",
        "Value.Check.count": "check reads everything", "Value.Check.excess": "check reads everything",
        "Version.all": "who looks through everything for a partner",
        "Version.newestOwn": "who looks through everything",
        "Version.shared": "who looks through everything",
        "Version.ungiven": "who looks through everything for a partner",
    ]

    /// The tables behind the names in a statement.
    static func tables(_ sql: String) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for match in sql.matches(of: /\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?([a-z]\w*))?/) {
            let table = String(match.output.1)
            found[match.output.2.map(String.init) ?? table, default: []].insert(table)
            found[table, default: []].insert(table)
        }
        return found
    }

    /// The steps of a plan that read more than they give: a whole table that grows, or an index made for one run.
    ///
    /// A partial index is no whole table: it has what is open, in quarantine or erased.
    static func scans(_ plan: [String], of sql: String, partial: Set<String>) -> [String] {
        let tables = tables(sql)
        return plan.filter { line in
            if line.contains("AUTOMATIC") { return true }
            guard let scan = line.firstMatch(of: /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/) else {
                return false
            }
            // What the full-text index is asked for stands behind the colon.
            if line.contains(/VIRTUAL TABLE INDEX \d+:./) { return false }
            if let index = scan.output.2, partial.contains(String(index)) { return false }
            return tables[String(scan.output.1), default: []].contains { small[$0] == nil }
        }
    }

    /// The statements of a text that may hold several.
    static func pieces(_ statement: NamedStatement) -> [String] {
        statement.sql.description.split(separator: ";").map(String.init)
    }

    /// What is found of each statement in a store that was made now.
    static func findings(_ connection: Connection) throws(StoreError) -> [String: [String]] {
        let partial = try connection.all(
            "SELECT name FROM sqlite_master WHERE type='index' AND sql LIKE '% WHERE %'"
        ) { $0.text(0) }
        var found: [String: [String]] = [:]
        for statement in Statements.all {
            for piece in pieces(statement) {
                found[statement.name, default: []] += scans(
                    try connection.explain(piece),
                    of: piece,
                    partial: Set(partial)
                )
            }
        }
        return found
    }

    @Test("each can be prepared, and reads no whole table that grows but for the few that have to")
    func plans() throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        let found = try store.read { connection throws(StoreError) in try Self.findings(connection) }
        #expect(found.count == Statements.all.count)
        for (name, scans) in found.sorted(by: { $0.key < $1.key }) {
            #expect(scans.isEmpty == (Self.whole[name] == nil), "\(name): \(scans)")
        }
        #expect(Set(Self.whole.keys).isSubset(of: found.keys))
    }

    @Test("the tables that stay small are tables")
    func tables() throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        let tables = try store.read { connection throws(StoreError) in
            try connection.all("SELECT name FROM sqlite_master WHERE type='table'") { $0.text(0) }
        }
        #expect(Set(Self.small.keys).subtracting(tables) == [])
    }

    @Test("a whole table that grows is seen as such, and a part of one is not")
    func sight() throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        let expected: [(sql: String, isWhole: Bool)] = [
            ("SELECT bytes FROM object", true), ("SELECT o.id FROM partner p JOIN object o", true),
            ("SELECT id FROM object ORDER BY id", true), ("UPDATE member SET state=0 WHERE state=1", true),
            ("SELECT 1 FROM receipt a JOIN receipt b ON b.size=a.size WHERE a.partner=?", true),
            ("SELECT name FROM partner", false), ("SELECT bytes FROM object WHERE row=?", false),
            ("SELECT row FROM object WHERE quarantine IS NOT NULL", false),
            ("SELECT rowid FROM search WHERE search MATCH ?", false), ("SELECT rowid FROM search", true),
        ]
        for (sql, isWhole) in expected {
            let scans = try store.read { connection throws(StoreError) in
                Self.scans(try connection.explain(sql), of: sql, partial: ["object_quarantine"])
            }
            #expect(scans.isEmpty != isWhole, "\(sql): \(scans)")
        }
    }

    @Test("the list has every statement of the source, once")
    func complete() throws {
        let room = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Store").standardizedFileURL
        var declared: [String] = []
        for folder in ["Statements", "Search"] {
            let files = try FileManager.default.contentsOfDirectory(
                at: room.appendingPathComponent(folder),
                includingPropertiesForKeys: nil
            )
            for file in files where file.lastPathComponent.hasPrefix("Statements") {
                let text = try String(contentsOf: file, encoding: .utf8)
                // As deep as it is set in.
                var groups: [String] = []
                for line in text.split(separator: "\n") {
                    let depth = line.prefix { $0 == " " }.count / 4
                    if let group = line.firstMatch(of: /^ +enum (\w+) \{/) {
                        groups = groups.prefix(depth - 1) + [String(group.output.1)]
                    } else if let statement = line.firstMatch(of: /^ +static (?:let|var) (\w+): StaticString/) {
                        let name = groups.prefix(depth - 1) + [String(statement.output.1)]
                        declared.append(name.joined(separator: "."))
                    }
                }
            }
        }
        #expect(declared.sorted() == Statements.all.map(\.name).sorted())
        let texts = Dictionary(grouping: Statements.all) { $0.sql.description }
        #expect(texts.values.filter { $0.count > 1 }.map { $0.map(\.name) } == [])
    }
}
