internal import Agreements
public import Configuration
internal import Cryptography
internal import Holdings
public import Installation
public import JSON
internal import Labels
internal import STIX
package import Store

/// What markings mean that do not say it in a form that is known: a security officer says it, once for each definition.
///
/// 1. The record speaks of the definition that is here, by its digest; other words under the same identifier are unknown
///    again.
/// 2. Where the definition itself says what it means, nobody says something else.
/// 3. What waits for it in quarantine is free in the same transaction, and what may not go any more leaves the feeds.
extension Node {
    /// The record of an explanation with the digest of what it speaks of.
    package func bound(_ record: StoredRecord, _ connection: Connection) throws(StoreError) -> StoredRecord {
        guard let document = try? JSONDocument(parsing: record.body),
            let explanation = MarkingExplanation(document.root)
        else { throw StoreError(.other, Self.explanationNeeds) }
        let id = explanation.marking
        guard STIXIdentifier(id)?.type == "marking-definition" else {
            throw StoreError(.other, "`\(id)` is no identifier of a marking definition")
        }
        guard MarkingMeaning(published: id) == nil else { throw StoreError(.other, Self.saysItself(id)) }
        guard try RecordRows(connection).all(record.kind, name: id).isEmpty else {
            throw StoreError(.other, "what `\(id)` means has been said already; close that record first")
        }
        let held = try MarkingRows(connection).definitions(of: id)
        let own = held.filter { $0.source == 1 }
        let contents = MarkingDirectory.distinct(own.isEmpty ? held : own)
        guard contents.count < 2 else {
            throw StoreError(.other, "the definition `\(id)` is here with several contents; import the right one")
        }
        var record = record
        var body = JSONTree(document.root)
        if let content = contents.first {
            guard let definition = try? JSONDocument(parsing: content.bytes) else {
                throw StoreError(.corrupt, "the definition `\(id)` cannot be read")
            }
            guard own.isEmpty || MarkingMeaning(definition: definition.root) == nil else {
                throw StoreError(.other, Self.saysItself(id))
            }
            body["definition"] = .string(Encoding.hex(content.digest))
        }
        if case .level(let scheme, let level) = explanation.meaning {
            let tables = try tables(now: clock(), connection)
            guard tables.scheme(scheme).flatMap({ tables.level(level, in: $0) }) != nil else {
                throw StoreError(.other, "`\(scheme)` has no level `\(level)`")
            }
        }
        record.body = body.bytes()
        return record
    }

    /// What follows from an explanation that was kept or closed.
    package func judge(explained markings: Set<String>, officer: String, _ connection: Connection) throws(StoreError)
        -> [Withdrawal]
    {
        try MarkingDirectory.judgeAgain(bearing: markings, connection)
        try takeUp(bearing: markings, now: clock(), connection)
        return try withdrawAll(officer: officer, connection)
    }

    /// Statements were read as saying nothing in earlier releases: what bears one waits until somebody has said what it
    /// means, and leaves the feeds.
    package func judgeStatementsOnce() throws(NodeError) {
        let isDue = try reading { connection throws(StoreError) in
            try SettingRows(connection).value(.statements) != nil
        }
        guard isDue else { return }
        try change { connection throws(StoreError) in
            let directory = MarkingDirectory(connection, source: 1)
            let unknown = Set(try MarkingRows(connection).identifiers().filter { directory.meaning($0) == nil })
            try MarkingDirectory.judgeAgain(bearing: unknown, connection)
            if !unknown.isEmpty { _ = try self.withdrawAll(officer: "upgrade", connection) }
            try SettingRows(connection).remove(.statements)
        }
    }

    package static let explanationNeeds =
        "`meaning` is `informs`, a level of TLP or PAP, or `level` with `scheme` and `level`"

    private static func saysItself(_ id: String) -> String { "`\(id)` says itself what it means" }
}

/// One object that is set apart, for the operator.
public struct SetApart: Sendable {
    /// Its identifier.
    public let id: String
    /// Its version.
    public let version: String
    /// Who handed it in.
    public let source: String
    /// Why it is set apart.
    public let reason: String
    /// The markings whose meaning is not known, with their words where the definition is here.
    public let markings: [(id: String, words: String?)]

    /// For programs.
    public var json: JSONTree {
        .members([
            "id": .string(id), "version": .string(version), "source": .string(source), "reason": .string(reason),
            "markings": markings.isEmpty
                ? nil
                : .array(markings.map { .members(["id": .string($0.id), "words": $0.words.map { .string($0) }]) }),
        ])
    }
}

extension Node {
    /// What is set apart, the oldest first.
    /// - Returns: objects with reasons.
    /// - Throws: `NodeError` if the store cannot be read.
    public func setApart() throws(NodeError) -> [SetApart] {
        try reading { connection throws(StoreError) in
            var words: [String: String?] = [:]
            return try QuarantineRows(connection).all().map { version throws(StoreError) in
                let reason = version.reason.text
                var markings: [(String, String?)] = []
                for part in reason.hasPrefix("marking-unknown:") ? reason.split(separator: " ").dropFirst() : [] {
                    let marking = String(part)
                    if words[marking] == nil {
                        let content = try MarkingRows(connection).definitions(of: marking).first
                        let document = content.flatMap { try? JSONDocument(parsing: $0.bytes) }
                        words[marking] = .some(MarkingExplanation.words(of: document?.root))
                    }
                    markings.append((marking, words[marking] ?? nil))
                }
                let (kind, name) = (version.reason.sourceKind, version.reason.sourceName)
                return SetApart(
                    id: version.id,
                    version: version.version,
                    source: name.isEmpty ? kind : "\(kind) \(name)",
                    reason: reason,
                    markings: markings
                )
            }
        }
    }
}
