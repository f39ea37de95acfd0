import JSON
import Labels
import TestKit
import Testing

@testable import Store

/// The index of the holdings, whatever happened: what is kept with the versions is what all rows say when they are read
/// anew.
@Suite("The index of the holdings")
struct HoldingLawTests {
    /// What the index says of a version that stands for its object.
    struct Standing: Hashable, Comparable {
        let row: Int64
        let markings: [String]
        let isUnclear: Bool
        let kind: String
        let source: String
        let isApart: Bool
        let references: [String]

        static func < (left: Standing, right: Standing) -> Bool { left.row < right.row }
    }

    /// What all rows say, by a plain reading of each.
    static func recomputed(_ connection: Connection) throws(StoreError) -> [Standing] {
        struct Version {
            let row: Int64
            let stamp: Int64
            let isQuarantined: Bool
            let kind: String
            let source: (kind: String, name: String)
            let bytes: [UInt8]
        }
        var newest: [String: Version] = [:]
        try connection.rows(
            """
            SELECT o.row, o.stamp, o.quarantine IS NOT NULL, k.name, s.kind, s.name, o.bytes, o.id FROM object o
            JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind WHERE o.erased IS NULL
            """
        ) { row in
            let version = Version(
                row: row.integer(0),
                stamp: row.integer(1),
                isQuarantined: row.integer(2) == 1,
                kind: row.text(3),
                source: (row.text(4), row.text(5)),
                bytes: row.blob(6)
            )
            let key = "\(row.text(7)) \(row.text(4)) \(row.text(5))"
            let other = newest[key].map { ($0.stamp, $0.row) } ?? (.min, .min)
            if (version.stamp, version.row) > other { newest[key] = version }
            return true
        }
        return newest.values.compactMap { version in
            guard ["own", "partner", "found"].contains(version.source.kind),
                !["marking-definition", "entente-notice"].contains(version.kind),
                version.source.kind != "found" || version.isQuarantined,
                let document = try? JSONDocument(parsing: version.bytes)
            else { return nil }
            let (kind, name) = version.source
            return Standing(
                row: version.row,
                markings: MarkingReading.references(of: document.root),
                isUnclear: !MarkingReading.faults(of: document.root).isEmpty,
                kind: version.kind,
                source: name.isEmpty ? kind : "\(kind) \(name)",
                isApart: version.isQuarantined && kind != "found",
                references: references(of: document.root)
            )
        }.sorted()
    }

    /// What an object refers to, each once, with a sign for authorship; read without the store's help.
    static func references(of object: JSONValue) -> [String] {
        var found: [String: Bool] = [:]
        for member in object.members {
            guard let name = member.name.string, name != "object_marking_refs" else { continue }
            var ids: [String] = []
            if name.hasSuffix("_refs") { ids = member.value.elements.compactMap(\.string) }
            if name.hasSuffix("_ref") { ids = [member.value.string ?? ""] }
            for id in ids where found[id] == nil { found[id] = name == "created_by_ref" }
        }
        return found.map { "\(HoldingFacts.mark(of: $0.key)) \($0.value)" }.sorted()
    }

    /// What the index says.
    static func indexed(_ connection: Connection) throws(StoreError) -> [Standing] {
        let rows = HoldingRows(connection)
        let (groups, classes) = (try rows.groups(), try rows.classes())
        var references: [Int64: [String]] = [:]
        try connection.rows("SELECT object, target, authorship FROM reference") { row in
            references[row.integer(0), default: []].append("\(row.integer(1)) \(row.integer(2) == 1)")
            return true
        }
        let known = Dictionary(uniqueKeysWithValues: groups.map { ($0.number, $0) })
        let entries = try connection.all("SELECT row, grp FROM holding") { ($0.integer(0), $0.integer(1)) }
        var counts: [Int64: Int64] = [:]
        var found: [Standing] = []
        for (row, number) in entries {
            counts[number, default: 0] += 1
            guard let group = known[number], let markings = classes[group.markings] else { continue }
            #expect(row <= group.newest)
            found.append(
                Standing(
                    row: row,
                    markings: markings.markings,
                    isUnclear: markings.isUnclear,
                    kind: group.kind,
                    source: group.source,
                    isApart: group.isApart,
                    references: (references.removeValue(forKey: row) ?? []).sorted()
                )
            )
        }
        #expect(references.isEmpty, "references of what does not stand")
        #expect(counts == known.mapValues(\.count), "tallies")
        return found.sorted()
    }

    @Test("the index is what all rows say, after every step of any history", arguments: Engines.inTurn([1, 2, 3, 4]))
    func history(seed: UInt64, engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        var history = try HoldingHistory(path: folder.path + "/store.db", seed: seed, engine)
        defer { history.close() }
        for step in 0..<250 {
            let done = try history.step()
            try history.check("seed \(seed), step \(step): \(done)")
        }
        #expect(try history.standing() > 5)
        // Made anew, and made by a release that had no index: the same.
        try history.rebuild()
        try history.check("seed \(seed): made anew")
    }

    @Test("check finds a holding that is missing, one too many, and a wrong count", .tags(.fault), arguments: 0..<4)
    func check(place: Int) throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/store.db"
        var history = try HoldingHistory(path: path, seed: 8)
        for _ in 0..<60 { _ = try history.keep() }
        history.close()
        let connection = try Connection(path: path, access: .write)
        #expect(try StoreCheck.problems(connection, digest: { $0 }).filter { $0.code == "holdings" }.isEmpty)
        switch place {
        case 0: try connection.run("DELETE FROM holding WHERE row=(SELECT max(row) FROM holding)")
        case 1: try connection.run("INSERT INTO holding(row, grp) VALUES(9999, 1)")
        case 2: try connection.run("UPDATE holding_group SET count=count+1 WHERE number=1")
        default: try connection.run("INSERT INTO reference(target, authorship, grp, object) VALUES(1, 0, 1, 9999)")
        }
        #expect(try StoreCheck.problems(connection, digest: { $0 }).contains { $0.code == "holdings" })
    }

    @Test(
        "lists and references are walked newest first, over any groups, from any place",
        arguments: Engines.inTurn([5, 6])
    )
    func walks(seed: UInt64, engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        var history = try HoldingHistory(path: folder.path + "/store.db", seed: seed, engine)
        defer { history.close() }
        for _ in 0..<400 { _ = try history.keep() }
        try history.checkWalks()
    }

    @Test("two stores over one file agree at once, and by the epoch", arguments: Engines.all)
    func twoStores(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let stores = try (0..<2).map { _ in try engine.store(folder.path + "/store.db") }
        defer { for store in stores { store.close() } }
        let looks = { () throws(StoreError) -> [(Int64, Int64)] in
            try stores.map { store throws(StoreError) in
                try store.read { connection throws(StoreError) in
                    let rows = HoldingRows(connection)
                    return (try rows.epoch(), try rows.groups().reduce(0) { $0 + $1.count })
                }
            }
        }
        var last: Int64 = 0
        for number in 1...6 {
            try stores[number % 2].write { connection throws(StoreError) in
                _ = try ObjectRows(connection).keep(StoreTests.object(number, text: "n"), source: 1, now: 0)
            }
            let found = try looks()
            #expect(found.allSatisfy { $0.0 > last && $0.1 == Int64(number) })
            #expect(found[0] == found[1])
            last = found[0].0
        }
        // What is not of the holdings leaves the epoch as it is.
        try stores[0].write { connection throws(StoreError) in
            let source = try ObjectRows(connection).source(kind: "collection", name: "x")
            _ = try ObjectRows(connection).keep(StoreTests.object(9, text: "n"), source: source, now: 0)
        }
        #expect(try looks()[1].0 == last)
    }

    @Test(
        "a store of an earlier schema gets its index in pieces, goes on after an end, and keeps a way back",
        arguments: Engines.all
    )
    func migration(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/store.db"
        var history = try HoldingHistory(path: path, seed: 7, engine)
        for _ in 0..<150 { _ = try history.step() }
        let before = try history.list()
        history.close()
        let old = try Connection(path: path, access: .write)
        try old.script(HoldingHistory.undo)
        let steps = Handover<[MigrationProgress]>()
        let open = { (free: (@Sendable (String) -> Int64)?) throws(StoreError) -> Store in
            try engine.store(path) { options in
                options.migrating = { one in steps.put((steps.value ?? []) + [one]) }
                options.freeBytes = free
            }
        }
        // Too small a disk: nothing is changed.
        let error = #expect(throws: StoreError.self) { try open { _ in 1 << 20 } }
        #expect(error?.code == .full && error?.message.contains("MiB") ?? false)
        #expect(try old.schemaVersion == 17 && steps.value == nil)
        let store = try open(nil)
        #expect(try store.read { connection throws(StoreError) in try Self.indexed(connection) } == before)
        store.close()
        let backup = path + ".schema-17"
        #expect(steps.value?.first == .backup(path: backup, schema: 17))
        #expect(steps.value?.last == .holdings(percent: 100))
        #expect(try Connection(path: backup, access: .untouched).schemaVersion == 17)
        // The next opening has nothing to do.
        steps.put([])
        try open(nil).close()
        #expect(steps.value?.isEmpty ?? false)
    }

    /// The statements that readers and writers run again and again.
    static let statements = Statements.all.filter { statement in
        let change = [
            "source", "kind", "findClass", "findGroup", "remove", "removeReference", "count", "raise", "newest",
        ]
        let names =
            change.map { "Change.\($0)" } + ["epoch", "group", "walk", "nextGroup", "walkReferences", "refers"]
        return (names.map { "Holding.\($0)" } + ["Object.bytes", "Object.key"]).contains(statement.name)
    }

    @Test("every statement walks an index and sorts nothing that grows", arguments: statements)
    func plan(statement: NamedStatement) throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        let plan = try store.read { connection throws(StoreError) in
            try connection.explain(statement.sql.description)
        }
        #expect(!plan.isEmpty)
        for line in plan where line != "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY" {
            #expect(line.hasPrefix("SEARCH"), "\(line)")
        }
    }

    @Test("a search walks its hits from the newest, and looks each up; the groups alone are read whole")
    func plans() throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        let (search, groups, piece) = try store.read { connection throws(StoreError) in
            (
                try connection.explain(Statements.Search.holdings.description),
                try connection.explain(Statements.Holding.groups.description),
                try connection.explain(Statements.Holding.Fill.piece.description)
            )
        }
        #expect(search.count == 2 && search[0].contains("VIRTUAL TABLE"))
        #expect(search[1].hasPrefix("SEARCH h USING INTEGER"))
        #expect(groups.filter { $0.hasPrefix("SCAN") } == ["SCAN g"])
        #expect(piece.allSatisfy { !$0.hasPrefix("SCAN") })
    }
}
