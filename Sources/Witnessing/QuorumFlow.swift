public import Configuration
internal import Cryptography
internal import Holdings
public import Installation
internal import Ledger
package import MerkleLog
package import Store

/// The witnesses that the trust policy asks for: under what partners give, and under what this node gives that is
/// classified (`RULES.md`, 22).
extension Node {
    /// The node's trust policy; nil where there is none.
    private func trustPolicy() throws(NodeError) -> TrustPolicy? {
        guard Files.isThere(folder.trustPolicy) else { return nil }
        do {
            return try TrustPolicy(try Files.read(folder.trustPolicy, limit: 1 << 20), Ledger.hasher)
        } catch {
            throw NodeError("`\(folder.trustPolicy)`: \(error)")
        }
    }

    /// What is missing where not enough witnesses have seen a checkpoint for the node's trust policy; else nil.
    ///
    /// This is what shows a fork to one who sees only one side of it: the witnesses of the other side do not cosign.
    package func missingQuorum(under signed: SignedCheckpoint, of partner: StoredPartner) throws(NodeError) -> String?
    {
        guard let policy = try trustPolicy() else { return nil }
        do throws(LogFault) {
            guard policy.logs.contains(where: { $0.key.description == partner.logKey }) else {
                return "the trust policy does not name the log of `\(partner.name)`"
            }
            let witnesses = try signed.note.signers(among: policy.witnesses.map(\.key), Ed25519Verifier())
            if policy.isSatisfied(by: witnesses.map(\.key)) { return nil }
            let names = witnesses.map { "`\($0.key.name)`" }.joined(separator: ", ")
            let seen = names.isEmpty ? "no witness" : "only \(names)"
            return "\(seen) of the trust policy cosigned the checkpoint of `\(partner.name)`"
        } catch {
            return error.description
        }
    }

    /// The policy, where it names this node's own log and asks for a quorum.
    ///
    /// Then what is classified is given only under a checkpoint that the quorum has cosigned. A log that this node had
    /// before counts: a new key ends no demand.
    package func quorumOfOwnLog() throws(NodeError) -> TrustPolicy? {
        guard let policy = try trustPolicy(), policy.quorum != nil else { return nil }
        let own = try reading { connection throws(StoreError) in try LogRows(connection).heads().map(\.origin) }
        return policy.logs.contains { own.contains($0.key.name) } ? policy : nil
    }

    /// How many objects were released and wait for witnesses.
    /// - Returns: the number, over all parties.
    /// - Throws: `NodeError`.
    public func waitingForWitnesses() throws(NodeError) -> Int {
        try reading { connection throws(StoreError) in try Self.waitingForWitnesses(connection) }
    }

    package static func waitingForWitnesses(_ connection: Connection) throws(StoreError) -> Int {
        try GivenRows(connection).waiting()
    }

    /// Checks that the quorum has seen the release of everything classified that a courier file is to carry.
    /// - Throws: `StoreError`; nothing is written then, and the next writing tries again.
    package func checkWitnessed(
        _ rows: [Int64],
        to party: String,
        _ policy: TrustPolicy,
        _ connection: Connection
    ) throws(StoreError) {
        guard let head = try LogRows(connection).head() else { return }
        let seen = try Self.witnessed(head, policy, connection)
        for row in rows where try MarkingDirectory.isClassified(row, connection) {
            let entry = try LogRows(connection).release(of: row, to: party)
            guard let entry, entry.log == head.log, entry.place < seen else {
                throw StoreError(
                    .other,
                    "the witnesses of `trust.policy` have not seen the log yet; nothing was written"
                )
            }
        }
    }

    /// The size of the largest checkpoint of the own log that the quorum of a policy has cosigned; 0 for none.
    package static func witnessed(
        _ head: StoredLogHead,
        _ policy: TrustPolicy,
        _ connection: Connection
    ) throws(StoreError) -> Int64 {
        let lines = try LogRows(connection).cosignatures(head.log).filter { !$0.line.isEmpty && $0.size <= head.size }
        // A line was kept only after it had verified under the partner's witness key.
        var keys: [Int64: [NoteKey]] = [:]
        for line in lines {
            guard let text = try PartnerRows(connection).find(line.witness)?.witnessKey,
                let key = try? NoteKey(text, Ledger.hasher)
            else { continue }
            keys[line.size, default: []].append(key)
        }
        return keys.filter { policy.isSatisfied(by: $0.value) }.keys.max() ?? 0
    }
}
