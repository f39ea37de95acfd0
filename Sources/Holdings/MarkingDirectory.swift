internal import Cryptography
package import JSON
package import Labels
package import Store

/// What the marking definitions that a node holds mean; only its own party's and published ones are believed, and what
/// a security officer has said that others mean.
package struct MarkingDirectory {
    private let connection: Connection
    private let source: Int64
    /// Definitions that are about to be kept beside what bears them.
    private let beside: [String: MarkingMeaning]
    /// What all definitions mean; nil where each is read when somebody asks for it.
    private let known: [String: MarkingMeaning]?

    /// The definitions known to a source.
    /// - Parameters:
    ///   - connection: the store.
    ///   - source: the source whose objects are judged; the party's own definitions (source 1) count for all.
    package init(_ connection: Connection, source: Int64) {
        (self.connection, self.source, beside, known) = (connection, source, [:], nil)
    }

    /// What definitions mean for the party itself, out of the memory of a node.
    /// - Parameters:
    ///   - connection: the store.
    ///   - memory: what all definitions mean.
    ///   - beside: definitions that are about to be kept beside what bears them.
    /// - Throws: `StoreError`.
    package init(_ connection: Connection, _ memory: MarkingMemory, beside: [JSONValue] = []) throws(StoreError) {
        (self.connection, source, known) = (connection, 1, try memory.meanings(connection))
        var meanings: [String: MarkingMeaning] = [:]
        for definition in beside {
            if let id = definition["id"]?.string { meanings[id] = MarkingMeaning(definition: definition) }
        }
        self.beside = meanings
    }

    /// The meaning of a marking definition, or nil if it is not known.
    ///
    /// It says so itself, or a security officer has said it of these very words; what cannot be read is not known.
    package func meaning(_ id: String) -> MarkingMeaning? { (try? found(id)) ?? nil }

    /// The same where what cannot be read is no answer: for what is done once, and not again when the store is well.
    package func found(_ id: String) throws(StoreError) -> MarkingMeaning? {
        if let meaning = MarkingMeaning(published: id) ?? beside[id] { return meaning }
        if let known { return known[id] }
        let held = try MarkingRows(connection).definitions(of: id)
        let believed =
            held.filter { $0.source == 1 }.isEmpty
            ? held.filter { $0.source == source } : held.filter { $0.source == 1 }
        // A definition has no versions (STIX 2.1, 3.6): of two contents neither is believed.
        let contents = Self.distinct(believed.isEmpty ? held : believed)
        guard contents.count < 2 else { return nil }
        let document = contents.first.flatMap { try? JSONDocument(parsing: $0.bytes) }
        if contents.first != nil, document == nil { return nil }
        if let document, let meaning = MarkingMeaning(definition: document.root) {
            if !believed.isEmpty { return meaning }
            // That something is invented, and for whom it is, is for those to say who play together: it opens nothing
            // by itself.
            if case .exercise = meaning { return meaning }
        }
        return try Self.explanation(of: id, contents.first?.digest, connection)?.meaning(of: document?.root)
    }

    /// Each content once.
    package static func distinct(_ contents: [MarkingRows.Definition]) -> [MarkingRows.Definition] {
        var found: [MarkingRows.Definition] = []
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

    /// The party's own marking definitions that carry a label, in the order of their rows.
    package static func held(_ connection: Connection) throws(StoreError) -> [(id: String, label: Label)] {
        try MarkingRows(connection).own().compactMap { bytes in
            guard let document = try? JSONDocument(parsing: bytes),
                let label = MarkingMeaning(definition: document.root)?.label
            else { return nil }
            return document.root["id"]?.string.map { ($0, label) }
        }
    }

    /// Why an object with these markings may not be released before an officer has looked at it, or nil.
    package func quarantine(_ markings: [String]) -> String? {
        let unknown = markings.filter { meaning($0) == nil }
        return unknown.isEmpty ? nil : "marking-unknown: " + unknown.joined(separator: " ")
    }

    /// Whether any part of an object bears a level of a classification scheme, or a marking whose meaning is not known.
    package static func isClassified(_ row: Int64, _ connection: Connection) throws(StoreError) -> Bool {
        let found = try QuarantineRows(connection).bearer(row)
        guard let found, let document = try? JSONDocument(parsing: found.bytes) else { return true }
        let directory = MarkingDirectory(connection, source: found.source)
        let reading = MarkingReading(of: document.root, meaning: directory.meaning)
        return !reading.labels.isEmpty || !reading.unknown.isEmpty
    }

    /// Judges again what is in quarantine for its markings, after new marking definitions or explanations have come.
    /// - Parameter connection: the store, in a transaction.
    /// - Throws: `StoreError`.
    package static func judgeAgain(_ connection: Connection) throws(StoreError) {
        try judgeAgain(try QuarantineRows(connection).ofUnknownMarkings(), connection)
    }

    /// Judges again whatever bears some markings, after it became less clear what they mean.
    package static func judgeAgain(bearing markings: Set<String>, _ connection: Connection) throws(StoreError) {
        guard !markings.isEmpty else { return }
        let bearers = try QuarantineRows(connection).bearers { bytes in
            let references = (try? JSONDocument(parsing: bytes)).map { MarkingReading.references(of: $0.root) } ?? []
            return references.contains(where: markings.contains)
        }
        try judgeAgain(bearers, connection)
    }

    private static func judgeAgain(_ held: [QuarantineRows.Bearer], _ connection: Connection) throws(StoreError) {
        let rows = QuarantineRows(connection)
        for bearer in held {
            guard let document = try? JSONDocument(parsing: bearer.bytes) else { continue }
            let reason = MarkingDirectory(connection, source: bearer.source).quarantine(
                MarkingReading.references(of: document.root)
            )
            try rows.put(bearer.row, reason: reason)
        }
    }
}

extension MarkingDirectory {
    /// The banner of an object.
    package func banner(of object: JSONValue) -> String {
        MarkingReading(of: object, meaning: meaning).banner
    }

    /// The banner of whatever refers to some marking definitions, in this order.
    package func banner(of markings: [String]) -> String {
        MarkingReading(references: markings, meaning: meaning).banner
    }
}
