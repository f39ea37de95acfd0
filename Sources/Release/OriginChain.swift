public import Agreements
public import JSON

/// Whose information the objects of a plain file are, derived work included (R05, R06): who created them, and whose objects they
/// were made from along `derived-from` relationships.
///
/// All of it is held by the party that decides; what others created is theirs.
public struct OriginChain: Provenance, Sendable {
    private var made: [String: [String]] = [:]
    private var creators: [String: String] = [:]
    private var identities: [String: String] = [:]
    private var embargoes: [String: Embargo] = [:]

    /// An empty chain.
    public init() {}

    /// Takes note of an object: who created it, what it is derived from, or which party an identity is.
    /// - Parameter object: any object.
    public mutating func add(_ object: JSONValue) {
        guard let id = object["id"]?.string else { return }
        if let creator = object["created_by_ref"]?.string { creators[id] = creator }
        if let embargo = Embargo.stricter(embargoes[id], Embargo(of: object)) { embargoes[id] = embargo }
        if object["type"]?.isString("identity") ?? false, let name = object["name"]?.string { identities[id] = name }
        if object["relationship_type"]?.isString("derived-from") ?? false, let work = object["source_ref"]?.string,
            let source = object["target_ref"]?.string
        {
            made[work, default: []].append(source)
        }
    }

    /// A file has one source.
    public func isShared(_ id: String) -> Bool { false }

    /// Whether a `derived-from` relationship of the file names the object as its work.
    public func isDerived(_ id: String) -> Bool { made[id] != nil }

    /// What the file says of an identifier; its digest is not needed, as there is one source.
    public func versions(of id: String) -> [HeldVersion] {
        var version = HeldVersion(row: 0, source: .own, creator: creators[id])
        version.embargo = embargoes[id]
        return [version]
    }

    /// What a work was made of, by `derived-from` relationships of the file.
    public func sources(of work: String) -> [String] { made[work] ?? [] }

    /// The declared party that an identity is: by its identifier, else by the name that the file gives it.
    public func party(of identity: String, _ tables: AgreementTables) -> Int? {
        tables.party(identity) ?? identities[identity].flatMap { tables.party($0) }
    }
}
