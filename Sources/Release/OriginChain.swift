public import Agreements
public import JSON

/// Whose information an object is, derived work included (R05, R06): who created it, and whose objects it was made
/// from along `derived-from` relationships.
public struct OriginChain: Sendable {
    private var sources: [String: [String]] = [:]
    private var creators: [String: String] = [:]
    private var identities: [String: String] = [:]

    /// An empty chain.
    public init() {}

    /// Takes note of an object: who created it, what it is derived from, or which party an identity is.
    /// - Parameter object: any object.
    public mutating func add(_ object: JSONValue) {
        guard let id = object["id"]?.string else { return }
        if let creator = object["created_by_ref"]?.string { creators[id] = creator }
        if object["type"]?.isString("identity") ?? false, let name = object["name"]?.string { identities[id] = name }
        if object["relationship_type"]?.isString("derived-from") ?? false, let work = object["source_ref"]?.string,
            let source = object["target_ref"]?.string
        {
            sources[work, default: []].append(source)
        }
    }

    /// Takes note that one object was made from another.
    /// - Parameters:
    ///   - work: the derived object.
    ///   - source: the object that it was made from.
    public mutating func add(_ work: String, derivedFrom source: String) { sources[work, default: []].append(source) }

    /// The declared parties whose information an object is.
    /// - Parameters:
    ///   - id: the object.
    ///   - tables: the parties.
    ///   - known: further parties of an object, such as the partner that it came from.
    /// - Returns: numbers of parties; creators that are no declared party belong to who holds the object.
    public func origins(of id: String, _ tables: AgreementTables, known: (String) -> [Int] = { _ in [] }) -> [Int] {
        var found: [Int] = []
        var seen: Set<String> = [id]
        var queue = [id]
        while let next = queue.popLast() {
            var parties = known(next)
            if let creator = creators[next],
                let party = tables.party(creator) ?? identities[creator].flatMap({ tables.party($0) })
            {
                parties.append(party)
            }
            for party in parties where !found.contains(party) { found.append(party) }
            for source in sources[next] ?? [] where seen.insert(source).inserted { queue.append(source) }
        }
        return found.sorted()
    }
}
