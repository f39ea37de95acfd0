import Correlation
import Foundation
import HostNames
import JSON
import NormalForms
import TestKit
import Testing

@testable import Store

private let forms = NormalForms(names: ICUHostNames())

/// The index of values, whatever happened: who has a value by the index is who has it when all that stands is read.
@Suite("The index of values")
struct ValueLawTests {
    @Test("it is right after every step of any history, and whole when it has caught up", arguments: [11, 12])
    func history(seed: UInt64) throws {
        let folder = TemporaryFolder()
        var history = try HoldingHistory(path: folder.path + "/store.db", seed: seed)
        defer { history.close() }
        for step in 0..<150 {
            let done = try history.step()
            try history.checkValues("seed \(seed), step \(step): \(done)")
        }
        try history.rebuild()
        try history.checkValues("seed \(seed): made anew")
    }

    /// Looks that who has a value, lies within it or has a network around it by the index is so by a plain reading.
    static func check(_ text: String, _ store: Store, _ words: String) throws {
        let value = try #require(forms.recognised(text))
        try store.read { connection throws(StoreError) in
            let rows = ValueRows(connection)
            #expect(try rows.isWhole())
            let all = try standing(connection)
            let seen = { (group: Int64) in group % 2 == 1 }
            for isSeen in [{ _ in true }, seen] {
                let groups = try HoldingRows(connection).groups().map(\.number).filter(isSeen)
                let asked = all.filter { isSeen($0.entry.group) }
                let having = asked.filter { $0.texts.contains(value.text) }.map(\.entry)
                #expect(try rows.holders(of: ValueKey(value), most: 100, where: isSeen).entries == having, "\(words)")
                let two = try rows.holders(of: ValueKey(value), most: 2, where: isSeen)
                #expect(two.entries == Array(having.prefix(2)) && two.isMore == (having.count > 2), "\(words)")
                guard let span = ValueKey.span(within: value) else { continue }
                let within = asked.filter { one in
                    one.texts.contains { other in
                        if let range = value.range, let inner = NetworkRange(other) {
                            return range.contains(inner) && range != inner
                        }
                        return value.range == nil && other.hasSuffix("." + value.text)
                    }
                }
                #expect(try rows.within(span, of: groups, most: 100).entries == within.map(\.entry), "\(words)")
            }
            if let range = value.range {
                let kept = Set(all.flatMap(\.texts).compactMap { NetworkRange($0) }.filter { !$0.isAddress })
                let around = kept.filter { $0.contains(range) }.sorted { $0.length > $1.length }
                #expect(try rows.networks(around: range) == around, "\(words)")
            }
        }
    }

    /// What stands, the newest first, with its values as they are written.
    private static func standing(_ connection: Connection) throws(StoreError) -> [(
        entry: HoldingRows.Entry, texts: [String]
    )] {
        try connection.all(
            "SELECT h.row, h.grp, o.bytes FROM holding h JOIN object o ON o.row=h.row ORDER BY h.row DESC"
        ) { row in
            let entry = HoldingRows.Entry(row: row.integer(0), group: row.integer(1))
            guard let object = (try? JSONDocument(parsing: row.blob(2)))?.root, object["revoked"] == nil else {
                return (entry, [])
            }
            let quoted = object["pattern"]?.string?.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
            return (entry, (quoted ?? []).map { String($0.element) } + [object["value"]?.string].compactMap(\.self))
        }
    }

    private static func domain(_ number: Int, _ name: String) -> KeptObject {
        let bytes = Array(
            #"{"id":"domain-name--\#(Samples.uuid(number))","type":"domain-name","value":"\#(name)"}"#.utf8
        )
        return KeptObject(
            id: "domain-name--\(Samples.uuid(number))",
            type: "domain-name",
            version: "",
            stamp: 0,
            specification: 21,
            quarantine: nil,
            // It stays when the payload is erased.
            digest: Array("\(number)".utf8),
            bytes: bytes
        )
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array("1".utf8) }

    private func holders(_ name: String, _ store: Store) throws -> Int {
        let value = try #require(forms.recognised(name))
        return try store.read { connection throws(StoreError) in
            try ValueRows(connection).holders(of: ValueKey(value), most: 10) { _ in true }.entries.count
        }
    }

    @Test("what came while nobody followed is caught up, and an index of other rules is made anew")
    func catchesUp() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/store.db"
        let first = try Store(path: path)
        try first.write { connection throws(StoreError) in
            for number in 1...5 {
                _ = try ObjectRows(connection).keep(Self.domain(number, "a.example"), source: 1, now: 0)
            }
        }
        try first.finishIndexing()
        first.close()
        let writing = try Connection(path: path, access: .write)
        try writing.transaction { () throws(StoreError) in
            _ = try ObjectRows(writing).keep(Self.domain(9, "a.example"), source: 1, now: 0)
        }
        let second = try Store(path: path)
        try second.finishIndexing()
        #expect(try holders("a.example", second) == 6)
        second.close()
        try writing.transaction { () throws(StoreError) in
            try writing.run("UPDATE value_state SET rules=0")
            try writing.run("DELETE FROM value WHERE object<4")
        }
        let third = try Store(path: path)
        defer { third.close() }
        try third.finishIndexing()
        #expect(try holders("a.example", third) == 6)
        #expect(try third.read { connection throws(StoreError) in try ValueRows(connection).differences() } == 0)
    }

    @Test("nothing of a value is left in any file once its object is erased and swept up")
    func erased() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/store.db"
        let store = try Store(path: path)
        defer { store.close() }
        let row = try store.write { connection throws(StoreError) in
            try ObjectRows(connection).keep(Self.domain(1, "hiddenlabel.example"), source: 1, now: 0).row ?? 0
        }
        try store.finishIndexing()
        let found = { () throws in
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
                let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
                return data.range(of: Data("hiddenlabel".utf8)) != nil
            }
        }
        #expect(try !found().isEmpty)
        try store.write { connection throws(StoreError) in
            let versions = try ErasureRows(connection).versions(
                of: "domain-name--\(Samples.uuid(1))",
                kind: "own",
                name: ""
            )
            #expect(versions.map(\.row) == [row])
            try ErasureRows(connection).erase(versions, now: 1)
        }
        try store.sweep()
        #expect(try found() == [])
    }

    @Test("check finds a value that is missing, and one too many", .tags(.fault), arguments: 0..<4)
    func check(place: Int) throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/store.db"
        let store = try Store(path: path)
        try store.write { connection throws(StoreError) in
            _ = try ObjectRows(connection).keep(Self.domain(1, "a.example"), source: 1, now: 0)
        }
        try store.finishIndexing()
        store.close()
        let connection = try Connection(path: path, access: .write)
        #expect(try StoreCheck.problems(connection, digest: Self.digest).isEmpty)
        switch place {
        case 0: try connection.run("DELETE FROM value")
        case 1: try connection.run("DELETE FROM value_span")
        case 2: try connection.run("INSERT INTO value(key, grp, object) VALUES(x'20', 1, 9999)")
        default: try connection.run("INSERT INTO value_span(grp, key, object) VALUES(1, x'10', 1)")
        }
        #expect(try StoreCheck.problems(connection, digest: Self.digest).map(\.code) == ["values"])
    }

    @Test("a value that everything has costs what is wanted of it")
    func everywhere() throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        try store.write { connection throws(StoreError) in
            for number in 1...3_000 {
                _ = try ObjectRows(connection).keep(Self.domain(number, "a.example"), source: 1, now: 0)
            }
        }
        try store.finishIndexing()
        let value = try #require(forms.recognised("a.example"))
        let found = try store.read { connection throws(StoreError) in
            try ValueRows(connection).holders(of: ValueKey(value), most: 10) { _ in true }
        }
        #expect(found.entries.map(\.row) == (2_991...3_000).reversed().map { Int64($0) } && found.isMore)
    }
}
