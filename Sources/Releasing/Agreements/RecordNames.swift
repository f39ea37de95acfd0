internal import Agreements
package import Configuration
internal import Holdings
internal import Installation
package import JSON
internal import Labels
internal import STIX
package import Store

/// What records name: levels, parties and needs.
///
/// A clearance for a level that no scheme has clears for nothing, and a need that nothing is marked with is none,
/// without a word to anybody. So what stands nowhere is refused when it is recorded, with what may have been meant.
extension Node {
    /// Refuses a record that names a level, a party or a need that stands nowhere.
    /// - Parameters:
    ///   - kind: what kind of record.
    ///   - body: the record.
    ///   - replaced: the number of the record that it takes the place of; what stands there may stay.
    ///   - needs: how needs are looked at.
    /// - Throws: `NodeError` that says what stands nowhere, and what may have been meant.
    package func checkNames(
        _ kind: RecordKind,
        _ body: JSONValue,
        replacing replaced: Int64?,
        _ needs: RecordedNeeds
    ) throws(NodeError) {
        try reading { connection throws(StoreError) in
            let tables = try tables(now: clock(), connection)
            for text in Self.levels(kind, body) {
                let label = tables.label(text)
                let level = tables.scheme(label.policy).flatMap { tables.level(label.classification, in: $0) }
                // Without any scheme a facility may still be put down; a clearance would clear for nothing.
                guard level == nil, kind.name == "person" || !tables.levels.isEmpty else { continue }
                throw Nowhere.level.error(text, tables.levels.map(\.name.description))
            }
            for text in Self.parties(kind, body) where tables.party(text) == nil {
                // An instruction is about a partner, which may have another name than its party.
                if kind.name == "instruction", try PartnerRows(connection).find(text) != nil { continue }
                let names = tables.set.parties.flatMap { [$0.name] + $0.codes }
                throw Nowhere.party.error(text, names)
            }
            guard kind.name == "person", let given = body["needs"], !needs.isNew else { return }
            let records = try RecordRows(connection).all("person")
            let before = records.first { $0.row == replaced }.map { Self.needs($0) } ?? []
            let held = try Self.subjectsOfLabels(connection) { _ in needs.subjects == nil }
            let recorded = records.flatMap { Self.needs($0) }.filter { STIXIdentifier($0) == nil }
            let known = Self.subjects(tables) + (needs.subjects ?? held) + recorded
            for need in given.elements.compactMap(\.string) where !before.contains(need) {
                if STIXIdentifier(need) != nil {
                    guard try ObjectRows(connection).versions(of: need).isEmpty else { continue }
                    throw StoreError(.other, "`\(need)` is not here")
                }
                guard !known.contains(where: { $0.lowercased() == need.lowercased() }) else { continue }
                throw Nowhere.need.error(need, known)
            }
        }
    }

    private static func levels(_ kind: RecordKind, _ body: JSONValue) -> [String] {
        switch kind.name {
        case "person": body["clearances"]?.elements.compactMap { $0.string ?? $0["level"]?.string } ?? []
        case "instruction": body["levels"]?.elements.compactMap(\.string) ?? []
        case "facility", "visit": ["level", "approved_level"].compactMap { body[$0]?.string }
        default: []
        }
    }

    private static func parties(_ kind: RecordKind, _ body: JSONValue) -> [String] {
        switch kind.name {
        case "person": ["nationality"].compactMap { body[$0]?.string }
        case "instruction": ["to"].compactMap { body[$0]?.string }
        case "law-change", RecordKind.reader, RecordKind.exercise: ["party"].compactMap { body[$0]?.string }
        case "assurance": ["by"].compactMap { body[$0]?.string }
        default: []
        }
    }

    private static func needs(_ record: StoredRecord) -> [String] {
        (try? JSONDocument(parsing: record.body))?.root["needs"]?.elements.compactMap(\.string) ?? []
    }

    /// What labels that are held say their objects are about.
    package static func subjectsOfLabels(_ connection: Connection, where isSeen: (String) -> Bool) throws(StoreError)
        -> [String]
    {
        try MarkingDirectory.held(connection).filter { isSeen($0.id) }.flatMap { held in
            held.label.categories.filter { $0.tag.lowercased() == "subject" }.flatMap(\.values)
        }
    }

    /// The subjects that agreements cover, in whatever state they are.
    private static func subjects(_ tables: AgreementTables) -> [String] {
        var found: [String] = []
        for rule in tables.set.agreements.flatMap(\.rules) {
            if case .subjects(let list) = rule.content { found += list }
        }
        return found
    }
}

/// How the needs of a person are looked at when they are recorded.
public struct RecordedNeeds: Sendable {
    /// Whether a need that stands nowhere yet is meant.
    public var isNew: Bool
    /// The subjects of labels that the officer may see; nil for all that are held.
    public var subjects: [String]?

    /// Needs that stand somewhere.
    /// - Parameters:
    ///   - isNew: whether a need that stands nowhere yet is meant.
    ///   - subjects: the subjects of labels that the officer may see; nil for all that are held.
    public init(isNew: Bool = false, subjects: [String]? = nil) { (self.isNew, self.subjects) = (isNew, subjects) }
}

/// What stands nowhere, in words that say what may have been meant.
private enum Nowhere {
    case level
    case party
    case need

    /// Names that are listed at most where none is near.
    private static let listed = 8

    func error(_ word: String, _ known: [String]) -> StoreError {
        if let near = Suggestion.nearest(to: word, in: known) { return StoreError(.other, meant(word, near)) }
        var some: [String] = []
        for name in known where some.count < Self.listed && !some.contains(name) { some.append(name) }
        return StoreError(.other, some.isEmpty ? plain(word) : listed(word, some.joined(separator: ", ")))
    }

    private func plain(_ word: String) -> String {
        switch self {
        case .level: "no scheme has the level `\(word)`"
        case .party: "no party is called `\(word)`"
        case .need: "nothing is about `\(word)` so far"
        }
    }

    private func meant(_ word: String, _ near: String) -> String {
        switch self {
        case .level: "no scheme has the level `\(word)`; did you mean `\(near)`?"
        case .party: "no party is called `\(word)`; did you mean `\(near)`?"
        case .need: "nothing is about `\(word)` so far; did you mean `\(near)`?"
        }
    }

    private func listed(_ word: String, _ known: String) -> String {
        switch self {
        case .level: "no scheme has the level `\(word)`; known are \(known)"
        case .party: "no party is called `\(word)`; known are \(known)"
        case .need: "nothing is about `\(word)` so far; known are \(known)"
        }
    }
}
