extension Statements {
    /// Passkeys.
    enum Passkey {
        static let ofAccount: StaticString = """
            SELECT id, account, algorithm, key, counter, host, name, created, used FROM passkey WHERE account=?
            ORDER BY created, id
            """
        static let accounts: StaticString = "SELECT DISTINCT account FROM passkey"
        static let find: StaticString = """
            SELECT id, account, algorithm, key, counter, host, name, created, used FROM passkey WHERE id=?
            """
        static let add: StaticString = """
            INSERT INTO passkey(id, account, algorithm, key, counter, host, name, created, used)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, NULL)
            """
        /// ?2 the counter, ?3 the one before, ?4 the moment.
        static let use: StaticString = "UPDATE passkey SET counter=?2, used=?4 WHERE id=?1 AND counter=?3"
        /// ?2 the passkey; NULL for all of the account.
        static let remove: StaticString = "DELETE FROM passkey WHERE account=?1 AND (?2 IS NULL OR id=?2)"
    }

    /// Personal tokens.
    enum PersonalToken {
        static let ofAccount: StaticString = """
            SELECT digest, account, name, scopes, created, expires, used FROM personal_token WHERE account=?
            ORDER BY created, digest
            """
        static let find: StaticString = """
            SELECT digest, account, name, scopes, created, expires, used FROM personal_token WHERE digest=?
            """
        static let add: StaticString = """
            INSERT INTO personal_token(digest, account, name, scopes, created, expires, used)
            VALUES(?, ?, ?, ?, ?, ?, NULL)
            """
        static let touch: StaticString = "UPDATE personal_token SET used=? WHERE digest=?"
        /// ?2 the digest; NULL for all of the account.
        static let remove: StaticString = "DELETE FROM personal_token WHERE account=?1 AND (?2 IS NULL OR digest=?2)"
    }
}
