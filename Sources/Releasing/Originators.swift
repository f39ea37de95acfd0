internal import Agreements
package import Installation
package import JSON
package import Store

/// Who has an object because it is theirs: to give it back is never offered.
package struct Originators {
    private let partners: [(name: String, party: Int)]
    private let tables: AgreementTables

    package init(_ node: Node, _ connection: Connection) throws(StoreError) {
        let tables = try node.tables(now: node.clock(), connection)
        partners = try PartnerRows(connection).all().map { ($0.name, Node.number(of: $0, tables)) }
        self.tables = tables
    }

    /// The partners from whom an object came and who created it, by their short names.
    ///
    /// Nobody has given what is the party's own as well.
    /// - Parameter versions: what is held of it.
    /// - Returns: short names of partners.
    package func partners(of versions: [(version: ObjectRows.Summary, object: JSONDocument)]) -> Set<String> {
        guard versions.allSatisfy({ $0.version.sourceKind == "partner" }) else { return [] }
        var found = Set(versions.map(\.version.sourceName))
        for (_, object) in versions {
            guard let creator = object.root["created_by_ref"]?.string.flatMap(tables.party) else { continue }
            found.formUnion(partners.filter { $0.party == creator }.map(\.name))
        }
        return found
    }

    /// Whether a partner has an object because it is its own, whatever was released to it.
    package func hasGiven(_ id: String, _ partner: String, _ connection: Connection) throws(StoreError) -> Bool {
        let versions = try ObjectRows(connection).versions(of: id).compactMap { version in
            (try? JSONDocument(parsing: version.bytes)).map { (version: version, object: $0) }
        }
        return !versions.isEmpty && partners(of: versions).contains(partner)
    }
}
