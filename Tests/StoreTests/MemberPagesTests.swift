import Store
import TestKit
import Testing

@testable import Store

/// Pages of a collection against a plain model, over every small combination of filters.
@Suite("Pages of a collection", .tags(.spec))
struct MemberPagesTests {
    /// What the model knows of a member.
    struct Member {
        let seq: Int64
        let added: Int64
        let id: String
        let type: String
        let stamp: Int64
        let specification: Int64
    }

    /// A store with a collection, and the model of it.
    static func filled(
        seed: UInt64,
        _ folder: TemporaryFolder,
        _ engine: StoreEngine
    ) throws -> (Store, StoredCollection, [Member]) {
        var random = SeededGenerator(seed: seed)
        let store = try engine.store(folder.path + "/store.db")
        var plan: [(KeptObject, Int64)] = []
        var date: Int64 = 1_000_000
        var taken: Set<String> = []
        for _ in 0..<300 {
            let number = Int.random(in: 0..<60, using: &random)
            let type = ["indicator", "malware", "tool"][number % 3]
            let stamp = Int64(Int.random(in: 1...5, using: &random)) * 1_000_000
            let specification: Int64 = Int.random(in: 0..<5, using: &random) == 0 ? 20 : 21
            let id = "\(type)--\(Samples.uuid(number))"
            guard taken.insert("\(id) \(stamp)").inserted else { continue }
            date += Int64(Int.random(in: 0...2, using: &random))
            let bytes = Array("{\"id\":\"\(id)\",\"v\":\(stamp)}".utf8)
            let object = KeptObject(
                id: id,
                type: type,
                version: "v\(stamp)",
                stamp: stamp,
                specification: specification,
                quarantine: nil,
                digest: bytes,
                bytes: bytes
            )
            plan.append((object, date))
        }
        let fixed = plan
        try store.write { connection throws(StoreError) in
            let new = NewCollection(root: "r", id: "c", kind: .shelf, title: "t")
            let collection = try CollectionRows(connection).add(new)
            for (object, added) in fixed {
                guard let row = try ObjectRows(connection).keep(object, source: 1, now: 0).row else { continue }
                try MemberRows(connection).add(objects: [row], to: collection, explicit: added)
            }
        }
        let collection = try #require(
            try store.read { connection throws(StoreError) in
                try CollectionRows(connection).find(root: "r", key: "c")
            }
        )
        let model = plan.enumerated().map { place, entry in
            Member(
                seq: Int64(place + 1),
                added: entry.1,
                id: entry.0.id,
                type: entry.0.type,
                stamp: entry.0.stamp,
                specification: entry.0.specification
            )
        }
        return (store, collection, model)
    }

    /// What TAXII 2.1 (3.4) asks for, said as plainly as possible.
    static func expected(_ model: [Member], _ query: MemberQuery) -> [Int64] {
        model.filter { member in
            let siblings = model.filter { $0.id == member.id }
            let peers = siblings.filter { $0.specification == member.specification }.map(\.stamp)
            if let after = query.addedAfter, member.added <= after { return false }
            if member.seq <= query.after { return false }
            if let ids = query.ids, !ids.contains(member.id) { return false }
            if let types = query.types, !types.contains(member.type) { return false }
            if let wanted = query.specifications {
                if !wanted.contains(member.specification) { return false }
            } else if member.specification != siblings.map(\.specification).max() {
                return false
            }
            return query.versions.contains { version in
                switch version {
                case .all: true
                case .last: member.stamp == peers.max()
                case .first: member.stamp == peers.min()
                case .exactly(let stamp, _): member.stamp == stamp
                }
            }
        }.map(\.seq)
    }

    static let versions: [[MemberQuery.Version]] = [
        [.last], [.first], [.all], [.exactly(2_000_000, finer: "")], [.first, .last],
        [.last, .exactly(3_000_000, finer: "")],
        [.exactly(1_000_000, finer: ""), .exactly(4_000_000, finer: "")],
    ]

    @Test("every pair of filters gives what the model gives, page by page", arguments: Engines.inTurn([1, 2, 3]))
    func filters(seed: UInt64, engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let (store, collection, model) = try Self.filled(seed: seed, folder, engine)
        let ids = [model[0].id, model[7].id, "tool--" + Samples.uuid(999)]
        for versions in Self.versions {
            for types in [nil, ["malware"], ["tool", "indicator"], ["nothing"]] as [[String]?] {
                for wanted in [nil, ids] as [[String]?] {
                    for specifications in [nil, [20], [21], [20, 21]] as [[Int64]?] {
                        for addedAfter in [nil, model[model.count / 2].added] as [Int64?] {
                            var query = MemberQuery(limit: 7)
                            query.versions = versions
                            query.types = types
                            query.ids = wanted
                            query.specifications = specifications
                            query.addedAfter = addedAfter
                            let want = Self.expected(model, query)
                            #expect(try Self.walk(store, collection, query) == want, "seed \(seed): \(query)")
                        }
                    }
                }
            }
        }
        store.close()
    }

    /// All pages of a query, one after the other.
    static func walk(_ store: Store, _ collection: StoredCollection, _ query: MemberQuery) throws -> [Int64] {
        var query = query
        var seen: [Int64] = []
        while true {
            let (members, more) = try store.read { [query] connection throws(StoreError) in
                try MemberPages(connection).page(of: collection, query)
            }
            #expect(members.count <= query.limit)
            seen += members.map(\.seq)
            guard more, let last = members.last else { return seen }
            query.after = last.seq
        }
    }

    /// What a page can be asked for; TAXII's four matches (a version by a word and by a date), and where it starts.
    enum Filter: CaseIterable, CustomTestStringConvertible {
        case id, type, version, date, specification, addedAfter, next, limit

        var testDescription: String { "\(self)" }

        func apply(to query: inout MemberQuery, _ model: [Member]) {
            switch self {
            case .id: query.ids = [model[0].id, model[7].id]
            case .type: query.types = [model[0].type]
            case .version: query.versions = [.all]
            case .date: query.versions = [.exactly(model[0].stamp, finer: "")]
            case .specification: query.specifications = [20, 21]
            case .addedAfter: query.addedAfter = model[3].added
            case .next: query.after = 2
            case .limit: query.limit = 3
            }
        }
    }

    /// The one way that each pair is to be answered: the indexes that are searched, and no others.
    static func indexes(_ filters: Set<Filter>) -> Set<String> {
        var wanted: Set<String> =
            if filters.contains(.id) {
                ["object_version", "member_object"]
            } else if filters.contains(.date) {
                // The version is compared to its last digit.
                ["member_stamp", "INTEGER PRIMARY KEY"]
            } else if filters.contains(.type) {
                ["member_kind"]
            } else {
                ["member_state"]
            }
        if filters.contains(.type), !filters.contains(.id) { wanted.insert("sqlite_autoindex_kind_1") }
        // The places of a list are bisected by its primary key, between the ends that the collection's row knows.
        if filters.contains(.addedAfter) { wanted.formUnion(["PRIMARY KEY", "INTEGER PRIMARY KEY"]) }
        return wanted
    }

    @Test(
        "every pair of filters searches its own indexes only, and sorts nothing",
        arguments: Filter.allCases,
        Filter.allCases
    )
    func plan(first: Filter, second: Filter) throws {
        let folder = TemporaryFolder()
        let (store, collection, model) = try Self.filled(seed: 1, folder, Engines.all[0])
        defer { store.close() }
        var query = MemberQuery(limit: 7)
        first.apply(to: &query, model)
        second.apply(to: &query, model)
        // A connection of its own has run nothing else.
        let connection = try Connection(path: store.path, access: .read)
        _ = try MemberPages(connection).page(of: collection, query)
        var found: Set<String> = []
        for line in try connection.explainAll() {
            #expect(line.hasPrefix("SEARCH"), "\(line)")
            let index = line.matches(of: /USING (?:COVERING )?(?:INDEX )?(INTEGER PRIMARY KEY|PRIMARY KEY|\w+)/)
            found.formUnion(index.map { String($0.output.1) })
        }
        var filters: Set<Filter> = [first, second]
        // The later of two words about versions is the one that counts.
        if second == .version { filters.remove(.date) }
        #expect(found == Self.indexes(filters))
    }

    /// The statements of a page.
    static let statements = Statements.all.filter {
        let names = ["byState", "byKind", "byStamp", "byID", "counter", "dateAt", "name"].map { "Member.\($0)" }
        return (names + ["Object.bytes"]).contains($0.name)
    }

    @Test("each statement walks an index and sorts nothing", arguments: statements)
    func plan(statement: NamedStatement) throws {
        let folder = TemporaryFolder()
        let (store, _, _) = try Self.filled(seed: 1, folder, Engines.all[0])
        let plan = try store.read { connection throws(StoreError) in
            try connection.explain(statement.sql.description)
        }
        #expect(!plan.isEmpty)
        for line in plan {
            #expect(line.hasPrefix("SEARCH"), "\(line)")
            #expect(!line.contains("SCAN"))
        }
        store.close()
    }
}

extension Tag {
    /// A rule of a standard.
    @Tag static var spec: Self
    /// A fault that is really made to happen.
    @Tag static var fault: Self
}
