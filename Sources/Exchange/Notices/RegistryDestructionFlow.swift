internal import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
internal import Releasing
package import Store
internal import Witnessing

/// What two persons answer for: a destruction of the registry is made when the second one confirms it.
extension Node {
    /// What a certificate is called in its first line.
    package static let destructionHead = "entente-destruction-1"

    /// Destroys a copy, or what the node keeps, in one transaction with the certificate and the act.
    ///
    /// The certificate is a note that the log's key signs: the number, the copy, the level, how and why, and the two
    /// names. It holds no name of the object.
    /// - Parameters:
    ///   - destruction: what the first person has said.
    ///   - entry: the entry.
    ///   - person: the second person.
    ///   - now: microseconds since 1970.
    ///   - connection: the store, in a transaction.
    /// - Throws: `StoreError`.
    package func destroy(
        _ destruction: StoredDestruction,
        _ entry: StoredRegistryEntry,
        by person: SignedIn,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        if destruction.number == 0 {
            _ = try RegistryRows(connection).destroy(entry.row, now: now)
            let names = "\(destruction.officer), \(person.account.title)"
            let reason = destruction.reason
            try erase(entry.object, of: entry.sourceName, officer: names, reason: reason, now: now, connection)
        } else if let copy = try RegistryCopyRows(connection).find(entry.row, destruction.number) {
            try RegistryCopyRows(connection).end(copy.row, "destroyed", now: now)
        }
        let number = Self.registryNumber(entry)
        let body = JSONTree.members([
            "copy": .integer(Int(destruction.number)), "destroyed": .string(Moment.text(now)),
            "first": .members([
                "name": .string(destruction.officer), "when": .string(Moment.text(destruction.made)),
            ]),
            "level": .string(entry.level), "method": .string(destruction.method), "number": .string(number),
            "reason": .string(destruction.reason), "scheme": .string(entry.scheme),
            "second": .members(["name": .string(person.account.title), "when": .string(Moment.text(now))]),
        ]).bytes()
        let text = "\(Self.destructionHead)\nnode \(configuration.name)\n" + String(decoding: body, as: UTF8.self)
        let certificate = try signed(text + "\n", connection)
        _ = try RegistryDestructionRows(connection).decide(
            destruction.row,
            .destroyed,
            account: person.account.name,
            officer: person.account.title,
            certificate: certificate,
            now: now
        )
        let sha256 = Encoding.hex(SHA256.digest(of: certificate))
        let act = StoredRegistryAct(
            entry: entry.row,
            act: "destroyed",
            made: now,
            account: person.account.name,
            officer: person.account.title,
            body: JSONTree.members([
                "certificate": .string(sha256), "copy": .integer(Int(destruction.number)),
                "first": .string(destruction.officer),
            ]).bytes()
        )
        _ = try keepActs([(act, number)], connection)
    }
}
