public import Configuration
public import Installation
internal import Ledger
internal import MerkleLog
internal import Store

extension Node {
    /// The verifier key of the log in use.
    /// - Returns: name, identifier and key (C2SP signed-note).
    /// - Throws: `NodeError`.
    public func logKey() throws(NodeError) -> String {
        try reading { connection throws(StoreError) in
            guard let head = try LogRows(connection).head() else { throw StoreError(.other, "the node has no log") }
            return try ledger.key(head.origin).description
        }
    }
}
