internal import Cryptography
internal import JSON
internal import Labels
internal import Store

/// What the marking definitions that a node holds mean; only its own party's and published ones are believed, and what a
/// security officer has said that others mean.
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

    /// The meaning of a marking definition, or nil if it is not known.
    ///
    /// It says so itself, or a security officer has said it of these very words; what cannot be read is not known.
    func meaning(_ id: String) -> MarkingMeaning? {
        if let meaning = MarkingMeaning(published: id) { return meaning }
        guard let held = try? Self.contents(of: id, connection) else { return nil }
        let believed =
            held.filter { $0.source == 1 }.isEmpty
            ? held.filter { $0.source == source } : held.filter { $0.source == 1 }
        // A definition has no versions (STIX 2.1, 3.6): of two contents neither is believed.
        let contents = Self.distinct(believed.isEmpty ? held : believed)
        guard contents.count < 2 else { return nil }
        let document = contents.first.flatMap { try? JSONDocument(parsing: $0.bytes) }
        if contents.first != nil, document == nil { return nil }
        if !believed.isEmpty, let document, let meaning = MarkingMeaning(definition: document.root) { return meaning }
        return try? Self.explanation(of: id, contents.first?.digest, connection)?.meaning(of: document?.root)
    }

    /// A marking definition as a source gave it.
    typealias Content = (source: Int64, digest: [UInt8], bytes: [UInt8])

    /// A marking definition as each source gave it, the party's own first.
    static func contents(of id: String, _ connection: Connection) throws(StoreError) -> [Content] {
        try connection.all(
            "SELECT source, digest, bytes FROM object WHERE id=? AND erased IS NULL ORDER BY source, row",
            [.text(id)]
        ) { ($0.integer(0), $0.blob(1), $0.blob(2)) }
    }

    /// Each content once.
    static func distinct(_ contents: [Content]) -> [Content] {
        var found: [Content] = []
        for one in contents where !found.contains(where: { $0.digest == one.digest }) { found.append(one) }
        return found
    }

    /// What a security officer has said of a definition; nil if nothing, or not of these words.
    private static func explanation(of id: String, _ digest: [UInt8]?, _ connection: Connection) throws(StoreError)
        -> MarkingExplanation?
    {
        let digest = digest.map { Encoding.hex($0) }
        return try RecordRows(connection).all(MarkingExplanation.kind, name: id).lazy
            .compactMap { (try? JSONDocument(parsing: $0.body)).flatMap { MarkingExplanation($0.root) } }
            .first { $0.definition == digest }
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

    /// Judges again what is in quarantine for its markings, after new marking definitions or explanations have come.
    /// - Parameter connection: the store, in a transaction.
    /// - Throws: `StoreError`.
    static func judgeAgain(_ connection: Connection) throws(StoreError) {
        try judgeAgain(
            try connection.all(
                "SELECT row, source, bytes FROM object WHERE quarantine LIKE 'marking-unknown:%'"
            ) { ($0.integer(0), $0.integer(1), $0.blob(2)) },
            connection
        )
    }

    /// Judges again whatever bears some markings, after it became less clear what they mean.
    static func judgeAgain(bearing markings: Set<String>, _ connection: Connection) throws(StoreError) {
        guard !markings.isEmpty else { return }
        var bearers: [(Int64, Int64, [UInt8])] = []
        try connection.rows(
            """
            SELECT row, source, bytes FROM object
            WHERE erased IS NULL AND (quarantine IS NULL OR quarantine LIKE 'marking-unknown:%')
            """
        ) { row in
            let bytes = row.blob(2)
            let references = (try? JSONDocument(parsing: bytes)).map { MarkingReading.references(of: $0.root) } ?? []
            if references.contains(where: markings.contains) {
                bearers.append((row.integer(0), row.integer(1), bytes))
            }
            return true
        }
        try judgeAgain(bearers, connection)
    }

    private static func judgeAgain(_ held: [(Int64, Int64, [UInt8])], _ connection: Connection) throws(StoreError) {
        for (row, source, bytes) in held {
            guard let document = try? JSONDocument(parsing: bytes) else { continue }
            let reason = MarkingDirectory(connection, source: source).quarantine(
                MarkingReading.references(of: document.root)
            )
            try connection.run("UPDATE object SET quarantine=? WHERE row=?", [.optional(reason), .integer(row)])
        }
    }
}
