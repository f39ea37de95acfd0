internal import Calls
package import Configuration
package import Installation
internal import JSON
package import Store

/// Personal tokens: a person's own programs use the API with what the person may do, or less.
extension Node {
    private static let mostTokens = 50
    private static let tokens = TokenKind(
        word: "token",
        most: mostTokens,
        full: "an account has at most \(mostTokens) tokens",
        noted: 3_600_000_000,
        holds: { !isCalendar($0) },
        counts: { _ in true }
    )

    /// Makes a token for somebody who has signed in.
    /// - Returns: its text, which is kept nowhere.
    package func makeToken(_ name: String, scopes words: [String], days: Int, for person: SignedIn) throws(NodeError)
        -> (text: String, token: StoredPersonalToken)
    {
        var scopes: [TokenScope] = []
        for word in words {
            guard let scope = TokenScope(rawValue: word) else {
                let known = TokenScope.allCases.map(\.rawValue).joined(separator: ", ")
                throw NodeError("there is no scope `\(word)`; the scopes are \(known)")
            }
            scopes.append(scope)
        }
        guard !scopes.isEmpty else { throw NodeError("a token needs a scope") }
        let kept = TokenScope.allCases.filter { scopes.contains($0) }.map(\.rawValue)
        let told = [JSONMember("scopes", .strings(kept))]
        return try make(Self.tokens, name, scopes: kept, days: days, for: person, telling: told)
    }

    /// Ends a token.
    /// - Returns: whether there was such a token.
    package func endToken(_ digest: [UInt8], of person: SignedIn) throws(NodeError) -> Bool {
        try end(Self.tokens, digest, of: person)
    }

    /// Who a personal token belongs to; nil if it does not hold.
    package func owner(ofToken text: String) throws(NodeError) -> SignedIn? { try owner(of: Self.tokens, text) }
}
