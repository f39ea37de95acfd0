public import JSON
public import Labels

/// A party's ladder of classification levels, with the authority that issues it.
public struct Scheme: Sendable, Hashable {
    /// One level of the ladder.
    public struct Level: Sendable, Hashable {
        /// The level, in the letters of its authority.
        public var name: String
        /// Other spellings and short forms that mean the same level.
        public var spellings: [String] = []
        /// What it means in other languages; these are not markings.
        public var titles: [Title] = []
        /// The first day on which new information may bear it.
        public var from: Day = .first
        /// The last day on which new information may bear it.
        public var until: Day = .last
        /// Where it is declared.
        public var span: SourceSpan
    }

    /// The name that agreements use.
    public var name: String
    /// The party whose scheme it is.
    public var party: String
    /// Its names in languages.
    public var titles: [Title] = []
    /// The law or decision that it stands on.
    public var authority: String?
    /// The levels, the highest first.
    public var levels: [Level] = []
    /// Markings that are no level and no ground to release, such as `LIMITE`.
    public var handling: [String] = []
    /// Markings that say that the information is not classified.
    public var unclassified: [String] = []
    /// The lowest level of which everything is entered in a registry, with a number; nil where none is asked for.
    public var registered: LevelReference?
    /// Where the facts were read.
    public var sources: [Source] = []
    /// Where it is declared.
    public var span: SourceSpan

    /// The scheme as JSON; levels the highest first.
    public var json: JSONTree {
        .members([
            "name": .string(name), "party": .string(party), "titles": titles.json,
            "authority": authority.map { .string($0) },
            "levels": .array(
                levels.map { level in
                    .members([
                        "name": .string(level.name),
                        "spellings": level.spellings.isEmpty ? nil : .strings(level.spellings),
                        "titles": level.titles.json,
                        "from": level.from == .first ? nil : .string(level.from.description),
                        "until": level.until == .last ? nil : .string(level.until.description),
                    ])
                }
            ),
            "registered": registered.map { .string($0.name?.level ?? $0.text) },
            "handling": handling.isEmpty ? nil : .strings(handling),
            "unclassified": unclassified.isEmpty ? nil : .strings(unclassified),
            "sources": sources.isEmpty ? nil : .array(sources.map(\.json)),
        ])
    }
}

extension Scheme {
    /// The levels of which everything is entered in a registry, the highest first.
    public var registeredLevels: ArraySlice<Level> {
        guard let lowest = registered?.name?.level, let place = levels.firstIndex(where: { $0.name == lowest }) else {
            return []
        }
        return levels[...place]
    }

    /// The registered level that some words mean; nil if they mean none.
    /// - Parameter words: a level as written.
    /// - Returns: the level.
    public func registeredLevel(_ words: String) -> Level? {
        let key = LevelKey.of(words)
        return registeredLevels.first { level in
            ([level.name] + level.spellings).contains { LevelKey.of($0) == key }
        }
    }
}

/// A level of a scheme, by their names.
public struct LevelName: Sendable, Hashable {
    /// The scheme's name.
    public var scheme: String
    /// The level's name in the letters of its authority.
    public var level: String

    /// A level.
    /// - Parameters:
    ///   - scheme: the scheme's name.
    ///   - level: the level's name.
    public init(scheme: String, level: String) {
        self.scheme = scheme
        self.level = level
    }

    /// Scheme and level for people.
    public var description: String { "\(scheme) \(level)" }

    var json: JSONTree { .members(["scheme": .string(scheme), "level": .string(level)]) }
}
