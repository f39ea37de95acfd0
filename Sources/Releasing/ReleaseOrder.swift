public import JSON
public import Labels
public import Release
package import Store

/// What an officer releases.
public struct ReleaseOrder: Sendable {
    /// The parties that may get it; each is a partner's short name.
    public var parties: [String]
    /// The ids to release; nil means every object of the party's own.
    public var ids: [String]?
    /// The versions that are asked for by name, by the identifiers of their objects; of every other object the newest one goes.
    public var versions: [String: String] = [:]
    /// The parties that are named for TLP:AMBER (FIRST); stored with the act.
    public var named: Set<String>
    /// Who decides (R02: a release always has a named decision maker).
    public var officer: String
    /// The account of who decides; nil for the host itself, whose word counts as that of one officer.
    public var account: String?
    /// For whom the officer decides, being the deputy, by the identifiers of objects: the names of those who are away.
    public var absentees: [String: String] = [:]
    /// Decides and shows, but changes nothing.
    public var isTrial: Bool
    /// How it goes.
    public var channel = Channel.electronic
    /// What the recipients want it for.
    public var purpose: String?
    /// The day of the decision, for a trial; nil for today.
    public var day: Day?
    /// Drafts that count as in force, for a trial.
    public var assumed: [String] = []
    /// The set of agreements, for a trial; nil for the one in use.
    public var agreements: Int64?
    /// Whether identifiers of what is not held here may go with what names them.
    public var givesAbsent = false
    /// The standing instruction that it is made under; the officer is the one who gave it.
    public var instruction: String?
    /// Why, in the officer's words.
    public var reason: String?
    /// The language of explanations.
    public var language = "en"
    /// With a notice: identifiers that the party knows from what it gave or was given, whatever its feed lists now.
    ///
    /// Nothing but the notice is looked at then.
    package var spokenOf: Set<String> = []
    /// Whether what is asked about was given before: it is judged by the terms of the act that gave it.
    package var isAgain = false
    /// Whether nothing but what is asked about is looked at: earlier renditions are left as they are.
    package var isAlone = false
    /// The rows that the officer may see, of which alone is decided; nil for all.
    package var rows: Set<Int64>?
    /// Whether it is told that a newer version speaks against an older one, where only the older one may be seen: officers are told, since
    /// they would release it; others learn nothing of what they may not see.
    package var tellsOfNewer = true
    /// What is done in the transaction that makes the first of it durable, if that goes.
    package var along: (@Sendable (Connection) throws(StoreError) -> Void)?

    /// An order.
    /// - Parameters:
    ///   - parties: the parties that may get it.
    ///   - ids: the ids to release, or nil for all.
    ///   - named: the parties that are named for TLP:AMBER.
    ///   - officer: who decides.
    ///   - isTrial: whether nothing is changed.
    public init(parties: [String], ids: [String]?, named: Set<String>, officer: String, isTrial: Bool = false) {
        self.parties = parties
        self.ids = ids
        self.named = named
        self.officer = officer
        self.isTrial = isTrial
    }
}

extension ReleaseOrder {
    /// What the order asks for a party, beside the objects.
    package func terms(for party: String) -> ReleaseTerms {
        var terms = ReleaseTerms()
        (terms.channel, terms.isNamed, terms.purpose) = (channel, named.contains(party), purpose)
        terms.givesAbsent = givesAbsent
        terms.maker = instruction.map { .instruction($0) } ?? (officer.isEmpty ? .nobody : .officer)
        return terms
    }
}

/// What became of one object for one party.
public struct ReleaseResult: Sendable {
    /// The party.
    public let party: String
    /// The object's identifier.
    public let id: String
    /// The object's version.
    public let version: String
    /// The object's row.
    public let row: Int64
    /// The decision with its grounds.
    public let decision: Decision
    /// The decision in words.
    public let explanation: Explanation
    /// Whether the party gets it only now.
    public var isNew: Bool
    /// Whether the party has it because it is its own: it came from there, or that party created it.
    public var isTheirs = false
    /// What it gets in place of the object, with what was withheld.
    public var rendition: Renderer.Rendition?
    /// What the officer is told of it, though it keeps nothing back.
    public var warnings: [ReleaseWarning] = []
    /// Whether a second officer is needed for it.
    public var needsTwo = false
    /// Who said yes so far, where another officer has to say it as well; empty if nobody did.
    ///
    /// Nil for what does not wait.
    public var firstOfficer: String?
    /// The translation that stands in the rendition: its identifier and version, and the language that was asked for.
    package var translation: (id: String, version: String, language: String)?
    /// The newest version, where the officer asked for an older one by name and may see both: the older one stands beside it.
    package var beside: String?
    /// The row of the newest version from the same source when this was decided.
    package var newest: Int64?

    /// The result as JSON.
    public var json: JSONTree {
        var json = explanation.json(withWords: true)
        json["party"] = .string(party)
        json["id"] = .string(id)
        json["version"] = .string(version)
        json["new"] = .bool(isNew)
        if needsTwo { json["officers"] = .integer(2) }
        if let firstOfficer { json["first_officer"] = .string(firstOfficer) }
        json["warnings"] = explanation.json(of: warnings)
        json["theirs"] = isTheirs ? .bool(true) : nil
        if let rendition {
            json["rendition"] = .string(rendition.id)
            json["withheld"] = .array(
                rendition.withheld.map { $0.json(explanation) }
            )
        }
        return json
    }
}
