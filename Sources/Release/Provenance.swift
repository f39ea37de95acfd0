public import Agreements
public import Labels

/// Where one version of an object came from.
public enum VersionSource: Sendable, Hashable {
    /// The party's own authors, or what its operators imported.
    case own
    /// A partner gave it; its party by number, -1 if it is not declared.
    case partner(name: String, party: Int)
    /// A sensor or a tool handed it in.
    case handedIn(String)
    /// The node made it for a party, in place of another object.
    case rendition
}

/// What is known of one version that is held, or was held and is destroyed.
public struct HeldVersion: Sendable {
    /// Its place in the order in which versions came; `Int64.max` for one that is not kept yet.
    public var row: Int64
    /// Where it came from.
    public var source: VersionSource
    /// SHA-256 of its canonical bytes.
    public var digest: [UInt8]
    /// The identity that created it (STIX 2.1, 3.2); nil where it does not say.
    public var creator: String?
    /// The labels of its markings; those of a version that is destroyed are not known any more.
    public var labels: [Label]
    /// The embargo that it is under; that of a version that is destroyed is not known any more.
    public var embargo: Embargo?

    /// A version.
    /// - Parameters:
    ///   - row: its place in the order in which versions came.
    ///   - source: where it came from.
    ///   - digest: SHA-256 of its canonical bytes.
    ///   - creator: the identity that created it.
    ///   - labels: the labels of its markings.
    public init(row: Int64, source: VersionSource, digest: [UInt8] = [], creator: String? = nil, labels: [Label] = [])
    {
        (self.row, self.source, self.digest) = (row, source, digest)
        (self.creator, self.labels) = (creator, labels)
    }
}

/// Where held versions came from, and what works were made of: by the node over its store, by a plain file over its objects.
public protocol Provenance {
    /// Why it cannot be said; then nothing is decided.
    associatedtype Fault: Error

    /// Whether an identifier is held from more than one source, so that a version may be another source's information.
    func isShared(_ id: String) throws(Fault) -> Bool

    /// Whether a work is made of others.
    func isDerived(_ id: String) throws(Fault) -> Bool

    /// Every version under an identifier, in the order in which they came, destroyed ones too; renditions aside.
    func versions(of id: String) throws(Fault) -> [HeldVersion]

    /// The identifiers of what a work was made of.
    func sources(of work: String) throws(Fault) -> [String]

    /// The declared party that an identity is.
    func party(of identity: String, _ tables: AgreementTables) throws(Fault) -> Int?
}

extension Provenance {
    /// The declared party that an identity is, by the tables alone.
    public func party(of identity: String, _ tables: AgreementTables) throws(Fault) -> Int? { tables.party(identity) }
}
