internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
package import Store

/// How the acts of the registry stand in the log: as a digest alone.
///
/// Who has opened what, and who holds what, is for the registrar and for nobody else; the log is read by others. So an
/// entry holds what proves the acts of its transaction and tells none of them: a digest over commitments, each with a
/// salt that the registry keeps. Whoever is shown an act with its salt can find it in the log.
extension Node {
    /// The number of an entry as it is written: `2026/17`.
    package static func registryNumber(_ entry: StoredRegistryEntry) -> String { "\(entry.year)/\(entry.running)" }

    /// The commitment to an act: SHA-256 over a fixed prefix, the salt and what the act says.
    package static func commitment(to act: StoredRegistryAct, number: String?) -> [UInt8] {
        let text = JSONTree.object(
            [
                JSONMember("account", .string(act.account)), JSONMember("act", .string(act.act)),
                JSONMember("body", .encoded(act.body)), JSONMember("day", .integer(Int(act.day))),
                JSONMember("made", .integer(Int(act.made))), JSONMember("number", .string(number ?? "")),
                JSONMember("officer", .string(act.officer)), JSONMember("way", .string(act.way)),
            ]
        )
        return SHA256.digest(of: Array("entente-registry-1\n".utf8) + act.salt + text.bytes())
    }

    /// Keeps acts and logs them, in the transaction of what they record.
    /// - Parameters:
    ///   - acts: the acts, each with the number of its entry.
    ///   - mayWait: whether they are kept without the log where it is closed after a restore, as what is written is.
    ///   - connection: the store, in a transaction.
    /// - Returns: their rows.
    /// - Throws: `StoreError`.
    package func keepActs(
        _ acts: [(act: StoredRegistryAct, number: String?)],
        mayWait: Bool = false,
        _ connection: Connection
    ) throws(StoreError) -> [Int64] {
        guard !acts.isEmpty else { return [] }
        let salts = Random.bytes(32 * acts.count)
        var kept: [StoredRegistryAct] = []
        var commitments: [[UInt8]] = []
        for (place, one) in acts.enumerated() {
            var act = one.act
            act.salt = Array(salts[(32 * place)..<(32 * place + 32)])
            commitments.append(Self.commitment(to: act, number: one.number))
            kept.append(act)
        }
        let head = try LogRows(connection).head()
        let isLogged = !mayWait || head.map { $0.closed == nil } ?? false
        let sealed = commitments.count == 1 ? commitments[0] : SHA256.digest(of: Array(commitments.joined()))
        let rows = RegistryRows(connection)
        var places: [Int64] = []
        for var act in kept {
            act.sealed = isLogged ? sealed : []
            places.append(try rows.add(act))
        }
        guard isLogged else { return places }
        var entry = LedgerEntry(.registry)
        entry.internalMembers = [JSONMember("sealed", .string(Encoding.base64(sealed)))]
        try ledger.append([entry], connection)
        return places
    }
}
