internal import Holdings
package import JSON
internal import Labels
internal import Release
package import Store

/// The words of the markings that an object bears, so that people read what was written and not that there is something.
package struct MarkingWords {
    private static let letters = 300

    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// Each marking of some versions once: identifier, words, and what kind of marking it is.
    ///
    /// Whoever sees an object sees what it is marked with. A definition that is not here has no words.
    /// - Parameter versions: versions that the person sees.
    /// - Returns: `id`, `text` and `kind` of each.
    /// - Throws: `StoreError`.
    package func json(of versions: [(version: ObjectRows.Summary, object: JSONDocument)]) throws(StoreError)
        -> [JSONTree]
    {
        var found: [JSONTree] = []
        var known: Set<String> = []
        for (version, object) in versions {
            let source = try VersionRows(connection).source(of: version.row)
            for id in Self.references(of: object.root) where known.insert(id).inserted {
                if let words = try json(of: id, source: source ?? 1) { found.append(words) }
            }
        }
        return found
    }

    private func json(of id: String, source: Int64) throws(StoreError) -> JSONTree? {
        let definition = try MarkingRows(connection).definition(id, for: source).flatMap {
            try? JSONDocument(parsing: $0)
        }
        let directory = MarkingDirectory(connection, source: source)
        let reading = MarkingReading(references: [id], meaning: directory.meaning)
        let text: String?
        let kind: String
        if let label = reading.labels.first {
            (text, kind) = (MarkingFloor.text(of: label), "label")
        } else if let level = reading.level?.label ?? reading.actions?.label {
            (text, kind) = (level, reading.level == nil ? "actions" : "tlp")
        } else {
            text = definition?.root["definition"]?["statement"]?.string ?? definition?.root["name"]?.string
            kind = reading.unknown.isEmpty ? "statement" : "unknown"
        }
        guard let text, !text.isEmpty else { return nil }
        return .members([
            "id": .string(id), "text": .string(String(text.prefix(Self.letters))), "kind": .string(kind),
        ])
    }

    /// The markings of the whole, of portions and of tear lines, in this order.
    private static func references(of object: JSONValue) -> [String] {
        var found = MarkingReading.references(of: object)
        let lines = object["extensions"]?[RenditionExtension.tearLine]?["tear_lines"].map { Array($0.elements) } ?? []
        for line in lines { found += line["object_marking_refs"]?.elements.compactMap(\.string) ?? [] }
        return found
    }
}
