internal import Installation
internal import JSON
package import Store

/// Destroying: one registrar says so, another one confirms it in a session of their own.
extension RegistryDesk {
    /// Keeps the word of the first person.
    package func propose(_ entry: StoredRegistryEntry, _ number: Int64, by way: Destroying, reason: String)
        throws(StoreError) -> APIFault?
    {
        let rows = RegistryDestructionRows(connection)
        let before = try rows.all(of: entry.row)
        guard !before.contains(where: { $0.number == number && $0.decided == nil }) else { return Self.waits }
        guard before.count < RegistryLimits.records else {
            return .invalid("an entry has at most \(RegistryLimits.records) destructions")
        }
        guard (way == .payload) == (number == 0) else {
            return .invalid("`payload` is for what the node keeps, which is copy 0, and for nothing else")
        }
        if number == 0 {
            guard entry.destroyed == nil else { return Self.isDestroyed }
            guard entry.sourceKind == "partner" else {
                return APIFault(409, "own-object", "what the party wrote itself stays; its copies can be destroyed")
            }
        } else {
            guard let copy = try RegistryCopyRows(connection).find(entry.row, number) else { return .notFound }
            guard copy.ended == nil else { return Self.hasLeft }
        }
        _ = try rows.add(
            entry: entry.row,
            number: number,
            method: way.rawValue,
            reason: reason,
            account: person.account.name,
            officer: person.account.title,
            now: now
        )
        try note(
            "destruction-proposed",
            entry,
            ["copy": .integer(Int(number)), "method": .string(way.rawValue), "reason": .string(reason)]
        )
        return nil
    }

    /// Why the person is not the one to decide about a destruction, or nil; the first person may only take it back.
    package func mayDecide(_ destruction: StoredDestruction, confirms: Bool) -> APIFault? {
        guard destruction.decided == nil else { return APIFault(409, "decided", "it was decided before") }
        guard !confirms || destruction.account != person.account.name else {
            return APIFault(409, "second-person", "another registrar has to confirm it")
        }
        return nil
    }

    /// Ends a destruction that is not to be.
    package func withdraw(_ destruction: StoredDestruction, _ entry: StoredRegistryEntry) throws(StoreError)
        -> APIFault?
    {
        if let fault = mayDecide(destruction, confirms: false) { return fault }
        _ = try RegistryDestructionRows(connection).decide(
            destruction.row,
            .withdrawn,
            account: person.account.name,
            officer: person.account.title,
            certificate: nil,
            now: now
        )
        try note("destruction-withdrawn", entry, ["copy": .integer(Int(destruction.number))])
        return nil
    }
}
