import Glibc
import JSON
import STIX
import Store

/// What a search found, for people: objects with their names in the reader's language.
///
/// A translation is found as the object that it translates.
struct FoundObjects {
    /// More rows than this are not looked through to bring translations and their objects together.
    private static let looked = 2_000

    /// One object that was found.
    struct Item {
        /// The newest version.
        let object: ObjectRows.Summary
        /// Its name in the reader's language, else its own; what a machine has translated says so.
        let name: String
    }

    /// How many objects there are; of more rows than are looked through, how many rows.
    let count: Int64
    /// The objects, the newest finding first.
    let items: [Item]

    /// Looks for the words.
    /// - Throws: `StoreError`.
    init(_ query: String, limit: Int, language: String, _ connection: Connection) throws(StoreError) {
        let rows = ObjectRows(connection)
        let found = try SearchRows(connection).find(query, limit: max(limit, Self.looked))
        var objects: [ObjectRows.Summary] = []
        var known: Set<String> = []
        for row in found.rows {
            guard var object = try rows.object(row: row) else { continue }
            if object.type == "language-content", let original = Self.original(of: object.bytes),
                let version = try rows.versions(of: original).last
            {
                object = version
            }
            if known.insert(object.id).inserted { objects.append(object) }
        }
        count = found.count > Int64(found.rows.count) ? found.count : Int64(objects.count)
        let shown = objects.prefix(limit)
        let names = try Self.translated(Set(shown.map(\.id)), language, rows)
        items = shown.map { Item(object: $0, name: names[$0.id] ?? Self.name($0.bytes)) }
    }

    private static func original(of translation: [UInt8]) -> String? {
        (try? JSONDocument(parsing: translation))?.root["object_ref"]?.string
    }

    /// The names of objects as translations into a language have them.
    private static func translated(
        _ ids: Set<String>,
        _ language: String,
        _ rows: ObjectRows
    ) throws(StoreError) -> [String: String] {
        var names: [String: (rank: Int, name: String)] = [:]
        guard !ids.isEmpty else { return [:] }
        for translation in try rows.objects(ofType: "language-content") {
            guard let root = (try? JSONDocument(parsing: translation.bytes))?.root,
                let id = root["object_ref"]?.string, ids.contains(id), let contents = root["contents"]
            else { continue }
            // `ja` is answered by `ja-JP` as well, as people set their terminals.
            let entry = contents.members.first { member in
                let tag = member.name.string?.lowercased() ?? ""
                return tag == language || tag.hasPrefix(language + "-")
            }
            guard let text = entry.flatMap({ Self.text($0.value) }) else { continue }
            let record = TranslationRecord(of: root)
            let rank = record?.rank ?? 0
            guard names[id].map({ $0.rank <= rank }) ?? true else { continue }
            names[id] = (rank, record?.maker == .machine ? "\(text) (machine translation)" : text)
        }
        return names.mapValues(\.name)
    }

    private static func name(_ bytes: [UInt8]) -> String {
        (try? JSONDocument(parsing: bytes)).flatMap { text($0.root) } ?? ""
    }

    private static func text(_ value: JSONValue) -> String? {
        let text = ["name", "value", "abstract", "description", "content"].lazy.compactMap { value[$0]?.string }.first
        return text.map { String($0.prefix(80)) }
    }

    /// The reader's language: what the option says, else the language of the terminal, else English.
    static func language(_ option: String?) -> String {
        if let option { return option.lowercased() }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = unsafe getenv(name), let text = unsafe String(validatingCString: value), !text.isEmpty
            else { continue }
            let tag = text.prefix { $0.isLetter }.lowercased()
            return (2...3).contains(tag.count) ? tag : "en"
        }
        return "en"
    }
}
