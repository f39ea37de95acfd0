internal import Configuration
internal import Cryptography
package import Holdings
package import Installation
package import JSON
internal import Labels
package import Store

/// What a registrar is told of entries: number, level and place of each, title and object of those that the registrar
/// may see.
package struct RegistryNames {
    package let desk: PersonDesk
    private let names: NameDesk
    private let titles: [String: String]
    private let connection: Connection

    /// Names for a registrar.
    /// - Parameters:
    ///   - person: the registrar.
    ///   - node: the node.
    ///   - index: the holdings.
    ///   - language: the language that names are wanted in; nil for the objects' own.
    ///   - titles: partners' titles by their short names.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(
        _ person: SignedIn,
        _ node: Node,
        _ index: HoldingIndex,
        in language: String?,
        _ titles: [String: String],
        _ connection: Connection
    ) throws(StoreError) {
        desk = try PersonDesk(person, node, connection)
        names = NameDesk(desk, try HoldingDesk(desk, index, connection), in: language, connection)
        (self.titles, self.connection) = (titles, connection)
    }

    /// An entry as the registrar is told of it.
    package func json(_ entry: StoredRegistryEntry) throws(StoreError) -> JSONTree {
        let seen = try desk.versions(of: entry.object).first {
            $0.version.sourceKind == entry.sourceKind && $0.version.sourceName == entry.sourceName
        }
        let name = try seen.map { found throws(StoreError) in try names.name(found.object.root) }
        let copies = try RegistryCopyRows(connection).all(of: entry.row).filter { $0.ended == nil }.count
        return .members([
            "number": .string(RegistryNumber(entry).text), "year": .integer(Int(entry.year)),
            "running": .integer(Int(entry.running)), "scheme": .string(entry.scheme), "level": .string(entry.level),
            "source": .string(
                entry.sourceName.isEmpty ? entry.sourceKind : "\(entry.sourceKind) \(entry.sourceName)"
            ), "source_title": .string(titles[entry.sourceName] ?? entry.sourceName),
            "made": .string(Moment.text(entry.made)),
            "destroyed": entry.destroyed.map { .string(Moment.text($0)) }, "copies": .integer(copies),
            "item": seen.map { _ in .string(entry.object) }, "type": seen.map { .string($0.version.type) },
            "name": name.map { .string($0.text) }, "translated": name?.translated, "claim": name?.claim,
            "banner": seen.map { .string(desk.banner($0.object.root)) },
        ])
    }
}

extension StoredRegistryAct {
    /// The act as the registrar is told of it.
    package var json: JSONTree {
        let body = (try? JSONDocument(parsing: body)).map { JSONTree($0.root) } ?? .members([:])
        return .members([
            "act": .string(act), "made": .string(Moment.text(made)), "officer": .string(officer),
            "account": account.isEmpty ? nil : .string(account),
            "way": way.isEmpty ? nil : .string(way),
            "day": day == 0 ? nil : Day(number: Int(day)).map { .string($0.description) }, "body": body,
            "proof": .members([
                "salt": .string(Encoding.base64(salt)), "sealed": .string(Encoding.base64(sealed)),
            ]),
        ])
    }
}
