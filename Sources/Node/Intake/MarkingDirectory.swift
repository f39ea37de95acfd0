internal import JSON
internal import Labels
internal import Store

/// What the marking definitions that a node holds mean; only its own party's and published ones are believed.
struct MarkingDirectory {
    private let connection: Connection
    private let source: Int64

    /// The definitions known to a source.
    /// - Parameters:
    ///   - connection: the store.
    ///   - source: the source whose objects are judged; the party's own definitions (source 1) count for all.
    init(_ connection: Connection, source: Int64) {
        self.connection = connection
        self.source = source
    }

    /// The meaning of a marking definition, or nil if it is not held or of an unknown kind.
    func meaning(_ id: String) -> MarkingMeaning? {
        if let meaning = MarkingMeaning(published: id) { return meaning }
        let bytes = try? connection.first(
            "SELECT bytes FROM object WHERE id=? AND source IN (1, ?) ORDER BY source, row DESC LIMIT 1",
            [.text(id), .integer(source)]
        ) { $0.blob(0) }
        guard let bytes, let document = try? JSONDocument(parsing: bytes) else { return nil }
        return MarkingMeaning(definition: document.root)
    }

    /// The labels of the party's own marking definitions, in the order of their rows.
    static func labels(_ connection: Connection) throws(StoreError) -> [Label] { try held(connection).map(\.label) }

    /// The party's own marking definitions that carry a label, in the order of their rows.
    static func held(_ connection: Connection) throws(StoreError) -> [(id: String, label: Label)] {
        try connection.all(
            """
            SELECT o.bytes FROM object o JOIN kind k ON k.row=o.kind
            WHERE o.source=1 AND k.name='marking-definition' ORDER BY o.row
            """
        ) { $0.blob(0) }.compactMap { bytes in
            guard let document = try? JSONDocument(parsing: bytes),
                let label = MarkingMeaning(definition: document.root)?.label
            else { return nil }
            return document.root["id"]?.string.map { ($0, label) }
        }
    }

    /// Why an object with these markings may not be released before an officer has looked at it, or nil.
    func quarantine(_ markings: [String]) -> String? {
        let unknown = markings.filter { meaning($0) == nil }
        return unknown.isEmpty ? nil : "marking-unknown: " + unknown.joined(separator: " ")
    }

    /// Whether any part of an object bears a level of a classification scheme, or a marking whose meaning is not known.
    static func isClassified(_ row: Int64, _ connection: Connection) throws(StoreError) -> Bool {
        let found = try connection.first("SELECT bytes, source FROM object WHERE row=?", [.integer(row)]) {
            ($0.blob(0), $0.integer(1))
        }
        guard let (bytes, source) = found, let document = try? JSONDocument(parsing: bytes) else { return true }
        let directory = MarkingDirectory(connection, source: source)
        let reading = MarkingReading(of: document.root, meaning: directory.meaning)
        return !reading.labels.isEmpty || !reading.unknown.isEmpty
    }

    /// Judges again what is in quarantine for its markings, after new marking definitions have come.
    /// - Parameter connection: the store, in a transaction.
    /// - Throws: `StoreError`.
    static func judgeAgain(_ connection: Connection) throws(StoreError) {
        let held = try connection.all(
            "SELECT row, source, bytes FROM object WHERE quarantine LIKE 'marking-unknown:%'"
        ) { ($0.integer(0), $0.integer(1), $0.blob(2)) }
        for (row, source, bytes) in held {
            guard let document = try? JSONDocument(parsing: bytes) else { continue }
            let reason = MarkingDirectory(connection, source: source).quarantine(
                MarkingReading.references(of: document.root)
            )
            try connection.run("UPDATE object SET quarantine=? WHERE row=?", [.optional(reason), .integer(row)])
        }
    }
}
