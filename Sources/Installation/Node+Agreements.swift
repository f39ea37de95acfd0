package import Agreements
internal import Configuration
package import Labels
package import Store

extension Node {
    /// The agreements of a day as the node sees them.
    /// - Parameters:
    ///   - row: the row of a set; nil for the one in use.
    ///   - assumed: drafts that count as in force.
    ///   - day: the day; nil for the day of `now` in each agreement's zone.
    ///   - now: microseconds since 1970.
    ///   - connection: the store.
    /// - Returns: the tables.
    /// - Throws: `StoreError` if there is no such set or draft.
    package func tables(
        set row: Int64? = nil,
        assumed: [String] = [],
        day: Day? = nil,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> AgreementTables {
        let used = try AgreementRows(connection).current()
        return try tables(
            of: agreements.set(row ?? used, connection),
            assumed: assumed,
            day: day,
            now: now,
            connection
        )
    }

    /// The tables of any set, with the parties of this node's links.
    package func tables(
        of set: AgreementSet,
        assumed: [String] = [],
        day: Day? = nil,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> AgreementTables {
        let (set, unknown) = set.assuming(assumed)
        if let name = unknown.first { throw StoreError(.other, "there is no agreement `\(name)`") }
        var links = [(name: configuration.name, title: configuration.title, identity: configuration.identity)]
        for partner in try PartnerRows(connection).all() {
            links.append((name: partner.name, title: partner.title, identity: partner.identity))
        }
        let full = set.including(links)
        if let day { return AgreementTables(full, on: day) }
        return AgreementTables(full) { DayOfMoment.day(now, zone: $0) }
    }

    /// The number of the node's own party.
    package func ownParty(_ tables: AgreementTables) -> Int {
        configuration.identity.flatMap { tables.party($0) } ?? tables.party(configuration.name) ?? -1
    }

    /// The number of a partner's party.
    package static func number(of partner: StoredPartner, _ tables: AgreementTables) -> Int {
        partner.identity.flatMap { tables.party($0) } ?? tables.party(partner.name) ?? -1
    }
}
