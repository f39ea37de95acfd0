public import JSON

/// A state or an organisation.
///
/// An organisation has members, but is a party of its own.
public struct Party: Sendable, Hashable {
    /// What a party is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A state.
        case state
        /// An organisation of states or of other parties.
        case organisation
    }

    /// The name that agreements use.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// Its names in languages.
    public var titles: [Title] = []
    /// Codes and other names that releasable-to lists use, such as `JPN`.
    public var codes: [String] = []
    /// The members of an organisation, by name.
    public var members: [String] = []
    /// STIX identities that stand for it.
    public var identities: [String] = []
    /// The time zone whose midnight bounds the days of its answers (IANA), where no agreement applies; UTC without one.
    public var zone: String?
    /// Where the facts were read.
    public var sources: [Source] = []
    /// Where it is declared.
    public var span: SourceSpan

    /// A party.
    /// - Parameters:
    ///   - name: the name that agreements use.
    ///   - kind: what it is.
    ///   - span: where it is declared.
    public init(name: String, kind: Kind, span: SourceSpan) {
        (self.name, self.kind, self.span) = (name, kind, span)
    }

    /// The party as JSON.
    public var json: JSONTree {
        .members([
            "name": .string(name), "kind": .string(kind.rawValue), "titles": titles.json,
            "codes": codes.isEmpty ? nil : .strings(codes), "members": members.isEmpty ? nil : .strings(members),
            "identities": identities.isEmpty ? nil : .strings(identities), "zone": zone.map { .string($0) },
            "sources": sources.isEmpty ? nil : .array(sources.map(\.json)),
        ])
    }
}
