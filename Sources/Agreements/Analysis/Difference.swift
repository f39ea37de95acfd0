public import JSON

/// What opens or closes when one set of agreements takes the place of another.
public struct Difference: Sendable {
    /// One level from one party to another one.
    public struct Change: Sendable, Hashable {
        /// The sender.
        public var from: String
        /// The recipient.
        public var to: String
        /// The sender's level.
        public var level: LevelName
        /// How it may go before: `electronic`, `courier`, or nil for not at all; with the level that answers.
        public var old: Way?
        /// How it may go afterwards.
        public var new: Way?
    }

    /// How a level may go.
    public struct Way: Sendable, Hashable {
        /// The level that the recipient applies.
        public var level: LevelName
        /// `electronic` or `courier`.
        public var channel: String
        /// The articles.
        public var articles: [String]
    }

    /// The changes, by sender, recipient and level.
    public let changes: [Change]

    /// Compares two sets on their days.
    /// - Parameters:
    ///   - old: the set before.
    ///   - new: the set afterwards.
    public init(_ old: AgreementTables, _ new: AgreementTables) {
        let (before, after) = (Self.ways(old), Self.ways(new))
        changes = Set(before.keys).union(after.keys).compactMap { key -> Change? in
            let (one, other) = (before[key], after[key])
            guard one?.level != other?.level || one?.channel != other?.channel else { return nil }
            return Change(from: key.from, to: key.to, level: key.level, old: one, new: other)
        }.sorted { ($0.from, $0.to, $0.level.description) < ($1.from, $1.to, $1.level.description) }
    }

    private struct Key: Hashable {
        var from: String
        var to: String
        var level: LevelName
    }

    private static func ways(_ tables: AgreementTables) -> [Key: Way] {
        var ways: [Key: Way] = [:]
        let parties = tables.set.parties
        for (number, level) in tables.levels.enumerated() where level.party >= 0 {
            for to in parties.indices where to != level.party {
                guard let step = Reach.step(from: level.party, to: to, originator: level.party, number, tables),
                    tables.levels.indices.contains(step.level)
                else { continue }
                ways[Key(from: parties[level.party].name, to: parties[to].name, level: level.name)] = Way(
                    level: tables.levels[step.level].name,
                    channel: step.isElectronic ? "electronic" : "courier",
                    articles: step.articles
                )
            }
        }
        return ways
    }

    /// The difference for people.
    public var text: String {
        changes.map { change in
            let verb = change.old == nil ? "opens" : change.new == nil ? "closes" : "changes"
            func said(_ way: Way?) -> String { way.map { "\($0.level.level) (\($0.channel))" } ?? "nothing" }
            let articles = (change.new ?? change.old)?.articles.joined(separator: "; ") ?? ""
            return "\(verb): \(change.level.description) from \(change.from) to \(change.to): "
                + "\(said(change.old)) -> \(said(change.new))  [\(articles)]\n"
        }.joined()
    }

    /// The difference for machines.
    public var json: JSONTree {
        func json(_ way: Way) -> JSONTree {
            .members([
                "level": way.level.json, "channel": .string(way.channel), "articles": .strings(way.articles),
            ])
        }
        return .array(
            changes.map { change in
                .members([
                    "from": .string(change.from), "to": .string(change.to), "level": change.level.json,
                    "old": change.old.map(json), "new": change.new.map(json),
                ])
            }
        )
    }
}
