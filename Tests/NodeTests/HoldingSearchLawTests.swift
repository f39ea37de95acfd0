import Desk
import Holdings
import Store
import TestKit
import Testing

/// A search as lists show it, against a plain reading of all rows: hits in translations give what they translate, once,
/// and every count is what a list of that type or source has.
@Suite("What a search finds through translations")
struct HoldingSearchLawTests {
    /// A version that stands for its object, and that the reader may see.
    struct Standing {
        let row: Int64
        let id: String
        let kind: String
        let source: String
        let original: String?
        let words: Set<String>
    }

    static let words = ["anchor", "beacon", "cable", "delta"]
    static let sources = [(kind: "own", name: ""), (kind: "partner", name: "jp"), (kind: "partner", name: "kr")]

    /// An object or a translation, in some version, from some source, with some words; some are set apart.
    static func put(_ store: Store, _ random: inout SeededGenerator, _ clock: Int64) throws {
        let isTranslation = Bool.random(using: &random)
        let number = Int.random(in: 1...(isTranslation ? 40 : 20), using: &random)
        let kind = isTranslation ? HoldingFilter.translation : ["note", "report"][number % 2]
        let of = Int.random(in: 1...22, using: &random)
        let original = "\(["note", "report"][of % 2])--\(Samples.uuid(of))"
        let words = Self.words.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.joined(separator: " ")
        let id = "\(kind)--\(Samples.uuid(number))"
        let reference = isTranslation ? #""object_ref":"\#(original)","# : ""
        let author = #""created_by_ref":"note--\#(Samples.uuid(2))","#
        let text =
            isTranslation
            ? #"{"contents":{"de":{"name":"\#(words)"}},\#(author)"id":"\#(id)",\#(reference)"type":"\#(kind)"}"#
            : #"{"content":"\#(words)","id":"\#(id)","type":"\#(kind)"}"#
        let stamp = Int64.random(in: 1...4, using: &random)
        let object = KeptObject(
            id: id,
            type: kind,
            version: "\(stamp)",
            stamp: stamp,
            specification: 21,
            quarantine: Int.random(in: 0..<8, using: &random) == 0 ? "marking-unknown: x" : nil,
            digest: Array(text.utf8),
            bytes: Array(text.utf8)
        )
        let (source, name) = sources[Int.random(in: 0..<sources.count, using: &random)]
        try store.write { connection throws(StoreError) in
            let rows = ObjectRows(connection)
            _ = try rows.keep(object, source: try rows.source(kind: source, name: name), now: clock)
            if isTranslation { try TranslationRows(connection).add(id, of: original) }
        }
    }

    /// What stands and is seen, the newest first, by a reading of all rows.
    static func standing(_ connection: Connection, upTo last: Int64) throws(StoreError) -> [Standing] {
        var newest: [String: (stamp: Int64, version: ObjectRows.Summary)] = [:]
        for row in stride(from: 1, through: last, by: 1) {
            guard let version = try ObjectRows(connection).object(row: row) else { continue }
            let key = "\(version.id) \(version.source)"
            let stamp = Int64(version.version) ?? 0
            if let other = newest[key], (other.stamp, other.version.row) > (stamp, row) { continue }
            newest[key] = (stamp, version)
        }
        return newest.values.map(\.version).filter { $0.quarantine == nil }.map { version in
            let text = String(decoding: version.bytes, as: UTF8.self)
            let original = text.split(separator: "\"object_ref\":\"").dropFirst().first?.prefix { $0 != "\"" }
            return Standing(
                row: version.row,
                id: version.id,
                kind: version.type,
                source: version.source,
                original: original.map(String.init),
                words: words.filter { text.contains($0) }.reduce(into: Set()) { $0.insert($1) }
            )
        }.sorted { $0.row > $1.row }
    }

    /// What a list of a word has, one row a hit.
    static func listed(_ word: String, _ filter: HoldingFilter, _ all: [Standing]) -> [(place: Int64, row: Int64)] {
        let takes = { (one: Standing) in
            (filter.source == nil || filter.source == one.source)
                && (filter.kinds?.contains(one.kind) ?? (one.kind != HoldingFilter.translation))
        }
        let hits = all.filter { $0.words.contains(word) }
        return hits.compactMap { hit in
            if takes(hit) { return (hit.row, hit.row) }
            guard let original = hit.original else { return nil }
            let isLedTo = hits.contains { $0.original == original && $0.row > hit.row }
            let rows = all.filter { $0.id == original && takes($0) }
            guard !isLedTo, let first = rows.first, !rows.contains(where: { $0.words.contains(word) }) else {
                return nil
            }
            return (hit.row, first.row)
        }
    }

    @Test("pages, counts, types and sources are what a plain reading says", arguments: [1, 2, 3] as [UInt64])
    func search(seed: UInt64) throws {
        let folder = TemporaryFolder()
        let store = try Store(path: folder.path + "/store.db")
        defer { store.close() }
        var random = SeededGenerator(seed: seed)
        let (kinds, sources) = (["note", "report", HoldingFilter.translation], ["own", "partner jp", "partner kr"])
        for round in 1...3 {
            for step in 0..<60 { try Self.put(store, &random, Int64(round * 100 + step)) }
            try store.finishIndexing()
            try store.read { connection throws(StoreError) in
                let all = try Self.standing(connection, upTo: 500)
                let desk = try HoldingDesk(operatorOver: HoldingIndex(), connection)
                for word in Self.words {
                    for kind in [nil] + kinds.map(Optional.some) {
                        for source in [nil] + sources.map(Optional.some) {
                            let filter = HoldingFilter(kinds: kind.map { [$0] }, source: source)
                            try Self.compare(
                                desk,
                                word,
                                filter,
                                all,
                                "seed \(seed), round \(round): \(word) \(filter)"
                            )
                        }
                    }
                }
            }
        }
    }

    private static func compare(
        _ desk: HoldingDesk,
        _ word: String,
        _ filter: HoldingFilter,
        _ all: [Standing],
        _ remark: String
    ) throws(StoreError) {
        let wanted = listed(word, filter, all)
        // However few hits are counted, the pages have all of them, in order.
        for most in [3, HoldingDesk.counted] {
            var (rows, before): ([Int64], Int64) = ([], .max)
            while true {
                let found = try desk.search(HoldingWords(word), filter, before: before, limit: 2, counting: most)
                #expect(found.count == min(wanted.count, most) && found.isMore == (wanted.count > most), "\(remark)")
                rows += found.page.map(\.row)
                guard found.page.count == 2, let place = found.places.last else { break }
                before = place
            }
            #expect(rows == wanted.map(\.row), "\(remark)")
        }
        let found = try desk.search(HoldingWords(word), filter, before: .max, limit: 1)
        for kind in ["note", "report", HoldingFilter.translation] {
            let one = HoldingFilter(kinds: [kind], source: filter.source)
            #expect(found.kinds[kind] ?? 0 == listed(word, one, all).count, "\(remark), of \(kind)")
        }
        for source in ["own", "partner jp", "partner kr"] {
            let one = HoldingFilter(kinds: filter.kinds, source: source)
            #expect(found.sources[source] ?? 0 == listed(word, one, all).count, "\(remark), from \(source)")
        }
    }
}
