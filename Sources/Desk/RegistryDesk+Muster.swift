internal import Installation
internal import JSON
internal import Releasing
package import Store

/// The yearly muster: every copy is looked for, and what differs is written down.
extension RegistryDesk {
    /// What was found of a copy.
    package enum Finding: String, Sendable, CaseIterable {
        /// It is where it should be.
        case seen
        /// It is with somebody else, or somewhere else.
        case elsewhere
        case missing
    }

    /// Begins a muster, if none is open.
    package func openMuster() throws(StoreError) -> APIFault? {
        let rows = RegistryMusterRows(connection)
        guard try rows.current() == nil else {
            return APIFault(409, "muster-open", "a muster is open; close it first")
        }
        let (_, year) = try node.registryDay(now, connection)
        let (account, title) = (person.account.name, person.account.title)
        _ = try rows.open(year: year, account: account, officer: title, now: now)
        try note("muster-opened", nil, ["year": .integer(Int(year))])
        return nil
    }

    /// Keeps what was found of a copy.
    package func sight(
        _ muster: StoredMuster,
        _ entry: StoredRegistryEntry,
        _ number: Int64,
        _ finding: Finding,
        note remark: String
    ) throws(StoreError) -> APIFault? {
        guard let copy = try RegistryCopyRows(connection).find(entry.row, number) else { return .notFound }
        guard copy.ended == nil else { return Self.hasLeft }
        try RegistryMusterRows(connection).note(
            StoredSighting(
                entry: entry.row,
                number: number,
                state: finding.rawValue,
                note: remark,
                made: now,
                officer: person.account.title
            ),
            at: muster.row
        )
        try note(
            "sighting",
            entry,
            [
                "copy": .integer(Int(number)), "note": .string(remark), "state": .string(finding.rawValue),
                "year": .integer(Int(muster.year)),
            ]
        )
        return nil
    }

    /// Closes a muster: what nobody looked for, and what the node no longer keeps, are differences.
    package func closeMuster(_ muster: StoredMuster) throws(StoreError) {
        let title = person.account.title
        let differing = try RegistryMusterRows(connection).close(muster.row, officer: title, now: now)
        try note(
            "muster-closed",
            nil,
            [
                "differing": .integer(Int(differing)), "expected": .integer(Int(muster.expected)),
                "year": .integer(Int(muster.year)),
            ]
        )
    }
}
