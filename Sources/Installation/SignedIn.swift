package import Calls
package import Store

/// A person who has signed in, by a session or by a token.
package struct SignedIn: Sendable {
    package let account: StoredAccount
    package let roles: [Role]
    /// What every change of a session has to be sent with.
    package let csrf: String
    /// When the session or the token ends at the latest, in microseconds since 1970.
    package let expires: Int64
    /// SHA-256 of the text of the session or the token.
    package let digest: [UInt8]
    /// What a token may do; nil for a session, which may do all that the roles allow.
    package var scopes: Set<TokenScope>?

    package init(
        account: StoredAccount,
        roles: [Role],
        csrf: String,
        expires: Int64,
        digest: [UInt8],
        scopes: Set<TokenScope>? = nil
    ) {
        self.account = account
        self.roles = roles
        self.csrf = csrf
        self.expires = expires
        self.digest = digest
        self.scopes = scopes
    }

    package func has(_ role: Role) -> Bool { roles.contains(role) }
    package var seesContent: Bool { roles.contains { $0.seesContent } }
}
