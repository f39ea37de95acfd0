import TestKit
import Testing

@testable import Store

/// Two stores over one file to which random things happen: new versions, erasures, what is given again, quarantine,
/// healing, deletion from a list, and changes that fail.
struct HoldingHistory {
    static let sources = [
        (kind: "own", name: ""), (kind: "partner", name: "jp"), (kind: "partner", name: "kr"),
        (kind: "found", name: ""), (kind: "collection", name: "c"), (kind: "rendition", name: "jp"),
    ]
    static let kinds = [
        "note", "report", "indicator", "marking-definition", "entente-notice", "language-content", "domain-name",
        "ipv4-addr",
    ]
    /// The values that objects have.
    static let names = ["bad.example", "c2.bad.example", "x.c2.bad.example", "other.example"]
    static let addresses = ["198.51.100.7", "198.51.100.0/24", "198.51.0.0/16", "203.0.113.1"]
    /// Back to the schema before.
    static let undo: StaticString = """
        DROP TABLE holding; DROP TABLE reference; DROP TABLE holding_group; DROP TABLE marking_class; DROP TABLE holding_state;
        DROP TABLE remark; DROP TABLE submission; ALTER TABLE saved_search DROP COLUMN filters;
        DROP TABLE registry_destruction; DROP TABLE registry_sighting; DROP TABLE registry_muster;
        DROP TABLE registry_transfer; DROP TABLE registry_copy; DROP TABLE registry; DROP TABLE registry_act;
        DROP TABLE absence; DROP TABLE outside_posted; DROP TABLE outside_post; DROP TABLE outside_source;
        DROP TABLE value; DROP TABLE value_span; DROP TABLE value_state; DROP TABLE hook;
        DROP TABLE hit; DROP TABLE hit_groups_kept; DROP TABLE hit_due; DROP TABLE hit_settled; DROP TABLE hit_state;
        PRAGMA user_version=17;
        """

    private let stores: [Store]
    private var random: SeededGenerator
    private let collection: StoredCollection
    private var clock: Int64 = 0

    init(path: String, seed: UInt64, _ engine: StoreEngine = Engines.all[0]) throws {
        stores = try (0..<2).map { _ in try engine.store(path) }
        random = SeededGenerator(seed: seed)
        try stores[0].write { connection throws(StoreError) in
            for source in Self.sources { _ = try ObjectRows(connection).source(kind: source.kind, name: source.name) }
            _ = try CollectionRows(connection).add(NewCollection(root: "r", id: "c", kind: .shelf, title: "t"))
        }
        collection = try #require(
            try stores[0].read { connection throws(StoreError) in
                try CollectionRows(connection).find(root: "r", key: "c")
            }
        )
    }

    func close() { for store in stores { store.close() } }

    private var store: Store {
        mutating get { stores[Int.random(in: 0..<2, using: &random)] }
    }

    /// An object of a few, in some version, with some markings and references.
    private mutating func object() -> KeptObject {
        let number = Int.random(in: 1...25, using: &random)
        let kind = Self.kinds[number % Self.kinds.count]
        let id = "\(kind)--\(Samples.uuid(number))"
        let stamp = Int64.random(in: 1...6, using: &random)
        let marked = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            "\"marking-definition--\(Samples.uuid(Int.random(in: 900...902, using: &random)))\""
        }
        let others = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            "\"note--\(Samples.uuid(Int.random(in: 1...12, using: &random)))\""
        }
        var members = ["\"id\":\"\(id)\"", "\"object_refs\":[\(others.joined(separator: ","))]"]
        if Bool.random(using: &random) { members.append("\"created_by_ref\":\"note--\(Samples.uuid(1))\"") }
        if let first = others.first { members.append("\"sighting_of_ref\":\(first)") }
        let isUnclear = Int.random(in: 0..<10, using: &random) == 0
        members.append("\"object_marking_refs\":\(isUnclear ? "7" : "[\(marked.joined(separator: ","))]")")
        members += values(of: kind)
        let text = "{\(members.sorted().joined(separator: ","))}"
        return KeptObject(
            id: id,
            type: kind,
            version: "\(stamp)",
            stamp: stamp,
            specification: 21,
            quarantine: Int.random(in: 0..<8, using: &random) == 0 ? "marking-unknown: x" : nil,
            digest: Array(text.utf8),
            bytes: Array(text.utf8)
        )
    }

    /// The type of an object, with a value or two; now and then it is revoked.
    private mutating func values(of kind: String) -> [String] {
        let name = Self.names.randomElement(using: &random) ?? ""
        let address = Self.addresses.randomElement(using: &random) ?? ""
        var members = ["\"type\":\"\(kind)\""]
        if Int.random(in: 0..<8, using: &random) == 0 { members.append("\"revoked\":true") }
        switch kind {
        case "domain-name": members.append("\"value\":\"\(name)\"")
        case "ipv4-addr": members.append("\"value\":\"\(address)\"")
        case "indicator":
            let tests = "domain-name:value = '\(name)' OR ipv4-addr:value ISSUBSET '\(address)'"
            members.append("\"pattern\":\"[\(tests)]\"")
            members.append("\"pattern_type\":\"stix\"")
        default: break
        }
        return members
    }

    /// Keeps a version, which may be known, in conflict or gone.
    mutating func keep() throws -> String {
        let (object, place) = (object(), Int.random(in: 0..<Self.sources.count, using: &random))
        let (kind, name) = Self.sources[place]
        clock += 1
        let now = clock
        let keeping = try store.write { [collection] connection throws(StoreError) in
            let rows = ObjectRows(connection)
            let source = try rows.source(kind: kind, name: name)
            let keeping =
                kind == FoundRows.kind
                ? try FoundRows(connection).keep(object, findings: "x", now: now)
                : try rows.keep(object, source: source, now: now)
            if kind == "own", case .added = keeping, let found = try FoundRows(connection).source {
                try FoundRows(connection).heal(object, in: found)
            }
            if kind == "collection", let row = keeping.row {
                try MemberRows(connection).add(objects: [row], to: collection.row)
            }
            return keeping
        }
        return "\(kind) \(name) \(object.id) \(object.version): \(keeping)"
    }

    /// Does something.
    mutating func step() throws -> String {
        let row = Int64.random(in: 1...60, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0...11: return try keep()
        case 12, 13: return try erase(row)
        case 14: return try allow(row)
        case 15, 16:
            let reason = Bool.random(using: &random) ? "recalled" : nil
            try store.write { connection throws(StoreError) in
                let isThere = try ObjectRows(connection).object(row: row) != nil
                if isThere { try QuarantineRows(connection).put(row, reason: reason) }
            }
            return "quarantine of \(row): \(reason ?? "none")"
        case 17:
            try store.delete([row], from: collection)
            return "deletion of \(row)"
        case 18: return try failing()
        default: return try again(row)
        }
    }

    private mutating func versions(_ row: Int64) throws -> [ErasureRows.Version] {
        try store.read { connection throws(StoreError) in
            guard let origin = try VersionRows(connection).origin(of: row) else { return [] }
            return try ErasureRows(connection).versions(
                of: origin.id,
                kind: origin.sourceKind,
                name: origin.sourceName
            )
        }
    }

    private mutating func erase(_ row: Int64) throws -> String {
        let (versions, isWhole) = (try versions(row), Bool.random(using: &random))
        let gone = isWhole ? versions : Array(versions.suffix(1))
        try store.write { connection throws(StoreError) in try ErasureRows(connection).erase(gone, now: 5) }
        return "erasure of \(gone.map(\.row))"
    }

    private mutating func allow(_ row: Int64) throws -> String {
        let versions = try versions(row).filter { $0.erased != nil }
        try store.write { connection throws(StoreError) in try ErasureRows(connection).allowAgain(versions) }
        return "\(versions.map(\.row)) may come again"
    }

    /// Gives something again that was erased and may come again: the same content, so the same digest.
    private mutating func again(_ row: Int64) throws -> String {
        let known = try store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT o.source, o.id, o.version, o.stamp, o.digest, k.name FROM object o JOIN kind k ON k.row=o.kind
                WHERE o.erased<0 AND o.row>=? ORDER BY o.row LIMIT 1
                """,
                [.integer(row)]
            ) { ($0.integer(0), $0.text(1), $0.text(2), $0.integer(3), $0.blob(4), $0.text(5)) }
        }
        guard let (source, id, version, stamp, digest, type) = known else { return "nothing may come again" }
        let object = KeptObject(
            id: id,
            type: type,
            version: version,
            stamp: stamp,
            specification: 21,
            quarantine: nil,
            digest: digest,
            bytes: digest
        )
        let keeping = try store.write { connection throws(StoreError) in
            try ObjectRows(connection).keep(object, source: source, now: 9)
        }
        return "\(id) \(version) again: \(keeping)"
    }

    /// A change that fails when much of it is done: of new markings too.
    private mutating func failing() throws -> String {
        let object = object()
        #expect(throws: StoreError.self) {
            try self.store.write { connection throws(StoreError) in
                _ = try ObjectRows(connection).keep(object, source: 1, now: 0)
                throw StoreError(.other, "on purpose")
            }
        }
        return "a change that failed"
    }

    /// What stands, by the index.
    func list() throws -> [HoldingLawTests.Standing] {
        try stores[0].read { connection throws(StoreError) in try HoldingLawTests.indexed(connection) }
    }

    func standing() throws -> Int { try list().count }

    func check(_ words: String) throws {
        let (found, wanted, wrong) = try stores[1].read { connection throws(StoreError) in
            (
                try HoldingLawTests.indexed(connection), try HoldingLawTests.recomputed(connection),
                try HoldingRows(connection).differences()
            )
        }
        #expect(found == wanted && wrong == 0, "\(words)")
    }

    mutating func rebuild() throws { _ = try store.rebuildIndex() }

    /// The index of values is right as far as it has come, and whole once it has caught up.
    mutating func checkValues(_ words: String) throws {
        // It follows meanwhile.
        let wrong = try stores[1].read { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in try ValueRows(connection).differences() }
        }
        #expect(wrong == 0, "\(words)")
        guard Int.random(in: 0..<3, using: &random) == 0 else { return }
        try store.finishIndexing()
        for text in Self.names + Self.addresses { try ValueLawTests.check(text, stores[0], words) }
    }

    /// Walks over random groups, from random places, are what sorting all of them gives.
    mutating func checkWalks() throws {
        for _ in 0..<40 {
            let (share, before) = (Int.random(in: 1...3, using: &random), Int64.random(in: 1...500, using: &random))
            let number = Int.random(in: 1...12, using: &random)
            let id = "note--\(Samples.uuid(number))"
            try stores[0].read { connection throws(StoreError) in
                let rows = HoldingRows(connection)
                let groups = try rows.groups().filter { $0.number % Int64(share) == 0 }
                let numbers = Set(groups.map(\.number))
                let all = try connection.all("SELECT row, grp FROM holding ORDER BY row DESC") {
                    HoldingRows.Entry(row: $0.integer(0), group: $0.integer(1))
                }
                var walk = rows.walk(groups.map { ($0.number, $0.newest) }, before: before)
                #expect(try Self.all(&walk) == all.filter { numbers.contains($0.group) && $0.row < before })
                for isAuthorship in [false, true] {
                    var referrers = try rows.referrers(of: id, isAuthorship: isAuthorship) { numbers.contains($0) }
                    var wanted: [HoldingRows.Entry] = []
                    for entry in all where numbers.contains(entry.group) {
                        if try rows.refers(entry, to: id, isAuthorship: isAuthorship) { wanted.append(entry) }
                    }
                    #expect(try Self.all(&referrers) == wanted)
                }
            }
        }
    }

    private static func all(_ walk: inout HoldingWalk) throws(StoreError) -> [HoldingRows.Entry] {
        var found: [HoldingRows.Entry] = []
        while let entry = try walk.next() { found.append(entry) }
        return found
    }
}
