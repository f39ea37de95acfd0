package import Holdings
package import JSON
internal import STIX
package import Store

/// What an object is tied to, in both directions, as far as one person may know.
///
/// A relationship or sighting is followed to its other end. Each end is asked for by itself: who may not see it is not told of it.
package struct RelationDesk {
    /// One tie.
    package struct Relation {
        package let id: String
        package let type: String
        package let name: NameDesk.Name
        package let banner: String
        /// Whether the object refers to this one, or this one to it.
        package let isOutgoing: Bool
        /// The property, or the kind of the relationship.
        package let property: String
        /// The relationship object that ties the two, where there is one.
        package let via: String?

        package var json: JSONTree {
            .members([
                "id": .string(id), "type": .string(type), "name": .string(name.text), "banner": .string(banner),
                "translated": name.translated, "claim": name.claim, "direction": .string(isOutgoing ? "to" : "from"),
                "property": .string(property),
                "via": via.map { .string($0) },
            ])
        }
    }

    /// So many ties of each direction are shown at most; the newest.
    package static let limit = 200

    private let desk: PersonDesk
    private let holdings: HoldingDesk
    private let connection: Connection
    /// What objects are called in the reader's language.
    package let names: NameDesk

    /// The ties that a person may know of.
    /// - Parameters:
    ///   - desk: what the person may see.
    ///   - index: the index of the holdings.
    ///   - language: the language of names; nil for the objects' own.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(_ desk: PersonDesk, _ index: HoldingIndex, in language: String?, _ connection: Connection)
        throws(StoreError)
    {
        (self.desk, self.connection) = (desk, connection)
        holdings = try HoldingDesk(desk, index, connection)
        names = NameDesk(desk, holdings, in: language, connection)
    }

    /// The ties of an object: what it refers to, then what refers to it; and whether there is more that the person may see.
    package func relations(of object: JSONValue, _ id: String) throws(StoreError) -> (list: [Relation], isMore: Bool)
    {
        var list: [Relation] = []
        let wanted = Self.references(of: object).filter { $0.id != id }
        for (property, other) in wanted where list.count <= Self.limit {
            if let tie = try relation(other, isOutgoing: true, property, via: nil) { list.append(tie) }
        }
        let isFull = list.count > Self.limit
        if isFull { list.removeLast() }
        let referrers = try holdings.referrers(of: id, limit: Self.limit + 1)
        var known: Set<String> = []
        for entry in referrers.prefix(Self.limit) {
            guard let row = try ObjectRows(connection).object(row: entry.row), row.id != id,
                known.insert(row.id).inserted, let (_, referrer) = try desk.versions(of: row.id).first
            else { continue }
            list += try ties(to: id, from: referrer.root, row.id, row.type)
        }
        return (list, isFull || referrers.count > Self.limit)
    }

    /// So many translations are shown at most; the newest.
    private static let translations = 20

    /// The translations of an object that the person may see (`language-content`, STIX 2.1, 7.1), newest first.
    package func translations(of id: String) throws(StoreError) -> [JSONTree] {
        let entries = try holdings.translations(of: id, limit: Self.translations)
        let translated = TranslationDesk(desk, connection)
        var found: [JSONTree] = []
        var known: Set<String> = []
        for entry in entries {
            // The same translation may have come from several sources.
            guard let row = try ObjectRows(connection).object(row: entry.row), known.insert(row.id).inserted,
                let one = try translated.json(row.id, of: id)
            else { continue }
            found.append(one)
        }
        return found
    }

    /// The ties that one object makes to another: itself, or the other ends if it is a relationship.
    private func ties(to id: String, from object: JSONValue, _ other: String, _ type: String) throws(StoreError)
        -> [Relation]
    {
        let references = Self.references(of: object)
        let own = references.filter { $0.id == id }
        guard let first = own.first else { return [] }
        let isTie = (type == "relationship" || type == "sighting") && first.property != "created_by_ref"
        var ends: [Relation] = []
        guard isTie else {
            for (property, _) in own {
                if let tie = try relation(other, isOutgoing: false, property, via: nil) { ends.append(tie) }
            }
            return ends
        }
        let word = object["relationship_type"]?.string ?? type
        let isSource = object["source_ref"]?.string == id
        for (property, end) in references where end != id && property != "created_by_ref" {
            let isOutgoing = type == "relationship" ? isSource : property == "sighting_of_ref"
            if let tie = try relation(end, isOutgoing: isOutgoing, word, via: other) { ends.append(tie) }
        }
        if ends.isEmpty, let tie = try relation(other, isOutgoing: false, first.property, via: nil) {
            ends.append(tie)
        }
        return ends
    }

    private func relation(_ id: String, isOutgoing: Bool, _ property: String, via: String?) throws(StoreError)
        -> Relation?
    {
        guard let (version, object) = try desk.versions(of: id).first else { return nil }
        return Relation(
            id: id,
            type: version.type,
            name: try names.name(object.root),
            banner: desk.banner(object.root),
            isOutgoing: isOutgoing,
            property: property,
            via: via
        )
    }

    private static func references(of object: JSONValue) -> [(property: String, id: String)] {
        var found: [(property: String, id: String)] = []
        ObjectReferences.visit(object) { name, id in
            if let name = name.string, let id = id.string { found.append((name, id)) }
        }
        return found
    }
}
