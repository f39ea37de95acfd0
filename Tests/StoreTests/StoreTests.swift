import TestKit
import Testing

@testable import Store

/// Keeping, searching, checking and copying.
@Suite("Store")
struct StoreTests {
    static func object(_ number: Int, text: String, version: String = "v", language: String = "en") -> KeptObject {
        let id = "note--\(Samples.uuid(number))"
        let json = "{\"content\":\"\(text)\",\"id\":\"\(id)\",\"lang\":\"\(language)\"}"
        return KeptObject(
            id: id,
            type: "note",
            version: version,
            stamp: 1,
            specification: 21,
            quarantine: nil,
            digest: Array(text.utf8),
            bytes: Array(json.utf8)
        )
    }

    static func keep(_ store: Store, _ objects: [KeptObject]) throws {
        try store.write { connection throws(StoreError) in
            for object in objects { _ = try ObjectRows(connection).keep(object, source: 1, now: 0) }
        }
        try store.finishIndexing()
    }

    static func count(_ store: Store, _ query: String) throws -> Int64 {
        try store.read { connection throws(StoreError) in try SearchRows(connection).find(query, limit: 5).count }
    }

    @Test(
        "the same content twice is known, another content of the same version is a conflict",
        arguments: Engines.all
    )
    func conflict(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let store = try engine.store(folder.path + "/store.db")
        defer { store.close() }
        try store.write { connection throws(StoreError) in
            let rows = ObjectRows(connection)
            let first = try rows.keep(Self.object(1, text: "one"), source: 1, now: 0)
            #expect(first == .added(row: 1))
            #expect(try rows.keep(Self.object(1, text: "one"), source: 1, now: 0) == .known(row: 1))
            #expect(try rows.keep(Self.object(1, text: "two"), source: 1, now: 0) == .conflict)
            // Conflict is judged per source: another source learns nothing of what this one holds.
            let other = try rows.source(kind: "partner", name: "x")
            let apart = try rows.keep(Self.object(1, text: "two"), source: other, now: 0)
            #expect(apart.row != nil && apart.row != first.row)
        }
    }

    @Test("a change that fails takes only itself with it", arguments: Engines.all)
    func savepoints(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let store = try engine.store(folder.path + "/store.db")
        defer { store.close() }
        try store.write { connection throws(StoreError) in
            _ = try CollectionRows(connection).add(NewCollection(root: "r", id: "c", kind: .shelf, title: "t"))
        }
        #expect(throws: StoreError.self) {
            try store.write { connection throws(StoreError) in
                _ = try ObjectRows(connection).keep(Self.object(9, text: "lost"), source: 1, now: 0)
                _ = try CollectionRows(connection).add(NewCollection(root: "r", id: "c", kind: .shelf, title: "t"))
            }
        }
        let counts = try store.read { connection throws(StoreError) in try ObjectRows(connection).counts() }
        #expect(counts.kept == 0)
    }

    /// A text, a query, and whether the query finds the text.
    static let searches: [(text: String, language: String, query: String, isFound: Bool)] = [
        ("衛星回線を妨害した", "ja", "衛星", true),
        ("衛星回線を妨害した", "ja", "衛", true),
        ("衛星回線を妨害した", "ja", "た", true),
        ("衛星回線を妨害した", "ja", "回線を妨害", true),
        ("衛星回線を妨害した", "ja", "星線", false),
        ("衛星回線", "ja", "線", true),
        ("ミサイル発射", "ja", "ﾐｻｲﾙ", true),
        ("ミサイル発射", "ja", "サイ", true),
        ("ＡＢＣ条約", "ja", "abc", true),
        ("military exercises in the Gulf", "en", "exercise", true),
        ("military exercises in the Gulf", "en", "exercising", true),
        ("military exercises in the Gulf", "en", "gulf exercises", true),
        ("military exercises in the Gulf", "en", "\"gulf exercises\"", false),
        ("military exercises in the Gulf", "en", "\"military exercise\"", true),
        ("Les exercices à Djibouti", "fr", "exercice", true),
        ("Coopération spatiale", "fr", "cooperation", true),
        ("Übungen der Marine", "de", "ubung", true),
        ("ref012345 in a sentence", "en", "ref012345", true),
        ("ref012345 in a sentence", "en", "ref01234", true),
        ("ref012345 in a sentence", "en", "\"ref01234\"", false),
        ("an anchor chain", "en", "ancho", true),
        ("an anchor chain", "en", "an ancho", true),
        ("an anchor chain", "en", "ancho chai", true),
        ("an anchor chain", "en", "nchor", false),
        ("an anchor chain", "en", "a", false),
        ("anchoring off the coast", "en", "anchori", true),
        ("EUNAVFOR Atalanta", "en", "EUNAV", true),
        ("Zusammenarbeit der Behörden", "de", "zusammenar", true),
        ("Zusammenarbeit der Behörden", "de", "Behörde", true),
        ("Coopération opérationnelle", "fr", "opérationn", true),
        ("Москва и Севастополь", "ru", "сева", true),
        ("Ναυτική επιχείρηση", "el", "επιχ", true),
        ("군사훈련 계획", "ko", "군사", true),
        ("군사훈련 계획", "ko", "훈련", true),
        ("plain", "en", "\" * OR NEAR(", false),
    ]

    @Test("search finds words, parts of Japanese words and inflected forms", arguments: searches.indices, Engines.all)
    func search(place: Int, engine: StoreEngine) throws {
        let (text, language, query, isFound) = Self.searches[place]
        let folder = TemporaryFolder()
        let store = try engine.store(folder.path + "/store.db")
        defer { store.close() }
        try Self.keep(store, [Self.object(1, text: text, language: language), Self.object(2, text: "unrelated")])
        #expect(try Self.count(store, query) == (isFound ? 1 : 0), "`\(query)` in `\(text)`")
    }

    @Test("a deleted object is found no more, and the index stays right", arguments: Engines.all)
    func deletedFromSearch(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let store = try engine.store(folder.path + "/store.db")
        defer { store.close() }
        try store.write { connection throws(StoreError) in
            let collection = try CollectionRows(connection).add(
                NewCollection(root: "r", id: "c", kind: .shelf, title: "t")
            )
            for number in 1...3 {
                let object = Self.object(number, text: "訓練 exercise")
                let row = try ObjectRows(connection).keep(object, source: 1, now: 0).row
                try MemberRows(connection).add(objects: [row ?? 0], to: collection)
            }
        }
        try store.finishIndexing()
        #expect(try Self.count(store, "訓練") == 3)
        let collection = try #require(
            try store.read { connection throws(StoreError) in
                try CollectionRows(connection).find(root: "r", key: "c")
            }
        )
        try store.delete([2], from: collection)
        #expect(try Self.count(store, "訓練") == 2)
        #expect(try Self.count(store, "exercises") == 2)
    }

    @Test("a store of a newer release is not touched")
    func newer() throws {
        let folder = TemporaryFolder()
        try Connection(path: folder.path + "/store.db", access: .write).script("PRAGMA user_version=999")
        let error = #expect(throws: StoreError.self) { try Store(path: folder.path + "/store.db") }
        #expect(error?.code == .newer)
    }

    @Test("a file that is no store is refused")
    func noStore() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/store.db"
        try TestFiles.write(Array(repeating: 0x41, count: 8_192), to: path)
        let error = #expect(throws: StoreError.self) { try Store(path: path) }
        #expect(error?.code == .corrupt)
    }

    @Test("check finds a changed byte, and a copy is as whole as its source", .tags(.fault), arguments: Engines.all)
    func checkAndBackup(engine: StoreEngine) throws {
        let folder = TemporaryFolder()
        let store = try engine.store(folder.path + "/store.db")
        defer { store.close() }
        let digest: ([UInt8]) -> [UInt8] = { bytes in
            String(decoding: bytes, as: UTF8.self).contains("changed") ? [] : Array("one".utf8)
        }
        try Self.keep(store, [Self.object(1, text: "one")])
        let copy = folder.path + "/copy.db"
        let problems = try store.read { connection throws(StoreError) in
            try connection.backup(to: copy) { _, _ in }
            return try StoreCheck.problems(connection, digest: digest)
        }
        #expect(problems == [])
        let other = try engine.store(copy)
        #expect(try Self.count(other, "one") == 1)
        try other.write { connection throws(StoreError) in
            try connection.run("UPDATE object SET bytes=?", [.blob(Array("changed".utf8))])
        }
        let found = try other.read { connection throws(StoreError) in
            try StoreCheck.problems(connection, digest: digest)
        }
        #expect(found.map(\.code) == ["digest"])
        other.close()
    }
}
