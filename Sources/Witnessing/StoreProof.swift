public import Configuration
internal import Cryptography
public import Installation
public import Store

extension Node {
    /// Proves that the store is whole, as `entente check` does.
    /// - Returns: what is wrong, by codes.
    /// - Throws: `NodeError` if the store cannot be read, or other long work is under way.
    public func checkStore() throws(NodeError) -> [StoreCheck.Problem] {
        try longWork.alone { () throws(NodeError) in
            try reading { connection throws(StoreError) in
                try connection.snapshot { () throws(StoreError) in
                    let found = try StoreCheck.problems(connection, digest: SHA256.digest(of:))
                    return try found.isEmpty ? LedgerCheck(self, connection).problems() : found
                }
            }
        }
    }
}
