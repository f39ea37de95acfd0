public import JSON
package import PatternMatching

/// The objects that one reader may see, at one moment of the store: the only way by which a workspace comes to objects.
///
/// Made by the desk of a reader alone, so that a workspace has no way past it. The newest version stands for each
/// object, what is
/// revoked is left out, and references to what is hidden are not there.
public struct SeenObjects {
    /// An object that a reader may see.
    package struct Held {
        let id: String
        let source: String
        let banner: String
        let title: String
        /// When its version was kept here, in microseconds since 1970.
        let kept: Int64
        /// Where texts of it come from that are in the reader's language; nil if they are its own.
        let translation: SeenTranslation?
        let object: SeenValue

        package init(
            id: String,
            source: String,
            banner: String,
            title: String,
            kept: Int64 = 0,
            translation: SeenTranslation? = nil,
            object: SeenValue
        ) {
            (self.id, self.source, self.banner, self.title) = (id, source, banner, title)
            (self.kept, self.translation, self.object) = (kept, translation, object)
        }

        /// What the API says of each object, whatever it is.
        var members: [JSONMember] {
            [JSONMember("id", .string(id)), JSONMember("banner", .string(banner))]
                + (translation.map { [JSONMember("translated", $0.json)] } ?? [])
        }
    }

    /// The most objects of one type that a question looks at: the newest.
    public static let most = 2_000

    /// On which days a seat works, by its name: a country's code by ISO 3166, or `EU` for the institutions.
    ///
    /// Nil where there is no table of the seat at all.
    public let workingDays: (_ seat: String) -> WorkingDays?
    /// The party for which the reader works, and its partners.
    public let parties: SeenParties
    /// What the desk can do with texts and drafts.
    package let engines: TextEngines
    /// Who has a value.
    package let values: SeenValues
    /// What was met when it came in: of an indicator or all; also what the reader is done with.
    package let arrived: (String?, Bool) throws(SeenFault) -> SeenArrivals
    /// The live indicators that are met by observations at a moment.
    private let met: ([Observation], PatternMode, Int64) throws(SeenFault) -> MetPatterns
    private let newest: (String, Int) throws(SeenFault) -> [Held]
    private let one: (String) throws(SeenFault) -> Held?
    private let referring: (String, String, Int) throws(SeenFault) -> [Held]

    /// The objects of a reader.
    /// - Parameters:
    ///   - newest: the newest objects of a type, so many at most, the newest first.
    ///   - one: an object by its identifier; nil if there is none or the reader may not see it.
    ///   - referring: the newest objects of a type that refer to an identifier, so many at most.
    ///   - parties: the reader's party, and its partners.
    ///   - workingDays: on which days a seat works; left out, by the national days alone.
    ///   - engines: what the desk can do with texts and drafts; left out, nothing.
    ///   - values: who has a value; left out, nobody.
    ///   - arrived: what was met when it came in; left out, nothing.
    ///   - met: the live indicators that are met by observations.
    package init(
        newest: @escaping (String, Int) throws(SeenFault) -> [Held],
        one: @escaping (String) throws(SeenFault) -> Held?,
        referring: @escaping (_ id: String, _ type: String, Int) throws(SeenFault) -> [Held],
        parties: SeenParties = SeenParties(),
        workingDays: @escaping (_ seat: String) -> WorkingDays? = { WorkingDays(national: $0) },
        engines: TextEngines = TextEngines(),
        values: SeenValues = SeenValues(),
        arrived: @escaping (String?, Bool) throws(SeenFault) -> SeenArrivals = { _, _ in SeenArrivals() },
        met: @escaping ([Observation], PatternMode, Int64) throws(SeenFault) -> MetPatterns
    ) {
        (self.newest, self.one, self.referring, self.met) = (newest, one, referring, met)
        (self.parties, self.workingDays, self.engines) = (parties, workingDays, engines)
        (self.values, self.arrived) = (values, arrived)
    }

    /// The objects of a view's type that it can read, the newest first, `most` of them.
    public func all<View: WorkObject>(_ view: View.Type) throws(SeenFault) -> [Seen<View>] {
        try listed(View.type).compactMap(Seen.init)
    }

    /// The newest objects of a view's type that it can read, so many at most, the newest first.
    public func newest<View: WorkObject>(_ view: View.Type, _ limit: Int) throws(SeenFault) -> [Seen<View>] {
        try newest(View.type, limit, as: view)
    }

    /// The newest objects of a type that a view can read, so many at most, the newest first.
    package func newest<View: WorkObject>(_ type: String, _ limit: Int, as view: View.Type) throws(SeenFault)
        -> [Seen<View>]
    {
        try newest(type, limit).compactMap(Seen.init)
    }

    /// The objects of a view's type that refer to an object and that it can read, the newest first, `most` of them.
    /// - Parameters:
    ///   - view: how they are read.
    ///   - id: the object's identifier.
    /// - Returns: the objects.
    /// - Throws: `SeenFault` if the store cannot be read.
    public func all<View: WorkObject>(_ view: View.Type, referringTo id: String) throws(SeenFault) -> [Seen<View>] {
        try newest(view, Self.most, referringTo: id)
    }

    /// The newest objects of a view's type that refer to an object and that it can read, so many at most.
    public func newest<View: WorkObject>(_ view: View.Type, _ limit: Int, referringTo id: String) throws(SeenFault)
        -> [Seen<View>]
    {
        try referring(id, View.type, limit).compactMap(Seen.init)
    }

    /// The objects of a type as they are, the newest first, `most` of them.
    func listed(_ type: String) throws(SeenFault) -> [Held] { try newest(type, Self.most) }

    /// One object.
    /// - Parameters:
    ///   - id: its identifier.
    ///   - view: how it is read.
    /// - Returns: the object; nil if there is none, the reader may not see it or the view cannot read it.
    /// - Throws: `SeenFault` if the store cannot be read.
    public func one<View: WorkObject>(_ id: String, as view: View.Type) throws(SeenFault) -> Seen<View>? {
        try one(id).flatMap(Seen.init)
    }

    /// The live indicators that the reader may see and that are met by observations.
    /// - Parameters:
    ///   - observations: the observations.
    ///   - mode: how values are compared.
    ///   - now: the moment, in microseconds since 1970.
    ///   - view: how indicators are read.
    /// - Returns: those that are met, those whose pattern is none, how many were held, and whether that is all.
    /// - Throws: `SeenFault` if the store cannot be read.
    package func met<View: WorkObject>(
        by observations: [Observation],
        _ mode: PatternMode,
        on now: Int64,
        as view: View.Type
    ) throws(SeenFault) -> SeenMet<View> {
        let found = try met(observations, mode, now)
        return SeenMet(
            met: found.met.compactMap { one in Seen(one.indicator).map { ($0, one.hits) } },
            wrong: found.wrong.compactMap(Seen.init),
            count: found.count,
            isComplete: found.isComplete
        )
    }

    /// What people call an object; nil if there is none or the reader may not see it.
    public func title(of id: String?) throws(SeenFault) -> String? {
        guard let id else { return nil }
        return try one(id)?.title
    }
}

/// An object that a reader may see, through the view of a workspace.
public struct Seen<View: WorkObject> {
    /// Its identifier.
    public let id: String
    /// Where it came from: `own`, or `partner NAME`.
    public let source: String
    /// Its banner, for every line that holds something of it.
    public let banner: String
    /// What people call it.
    public let title: String
    /// When its version was kept here, in microseconds since 1970.
    public let kept: Int64
    /// What the API says of each object: its identifier, its banner, and whether texts of it are translated.
    public let members: [JSONMember]
    /// What it says.
    public let view: View

    package init?(_ held: SeenObjects.Held) {
        guard let view = View(held.object) else { return nil }
        (id, source, banner, title) = (held.id, held.source, held.banner, held.title)
        (kept, members, self.view) = (held.kept, held.members, view)
    }
}

/// Indicators that are met, as the desk finds them.
package struct MetPatterns {
    /// One of them.
    package struct Met {
        let indicator: SeenObjects.Held
        let hits: [PatternSet.Hit]

        package init(indicator: SeenObjects.Held, hits: [PatternSet.Hit]) {
            (self.indicator, self.hits) = (indicator, hits)
        }
    }

    let met: [Met]
    let wrong: [SeenObjects.Held]
    let count: Int
    let isComplete: Bool

    package init(met: [Met], wrong: [SeenObjects.Held], count: Int, isComplete: Bool) {
        (self.met, self.wrong, self.count, self.isComplete) = (met, wrong, count, isComplete)
    }
}

/// Indicators that are met, through the view of a workspace.
package struct SeenMet<View: WorkObject> {
    /// Each with its hits, whose pattern's number means nothing here.
    package let met: [(indicator: Seen<View>, hits: [PatternSet.Hit])]
    /// Those whose pattern is none.
    package let wrong: [Seen<View>]
    /// How many were held.
    package let count: Int
    /// Whether there was time enough for all of them.
    package let isComplete: Bool
}

/// How a workspace reads an object: a view that exists is one that it can work with.
public protocol WorkObject: Sendable {
    /// The type of the objects.
    static var type: String { get }
    /// Reads an object; nil if something is missing without which the workspace can say nothing of it.
    init?(_ object: SeenValue)
}

/// Why objects cannot be looked at: the store cannot be read.
public struct SeenFault: Error {
    /// What the store said.
    package let cause: any Error

    package init(_ cause: any Error) { self.cause = cause }
}
