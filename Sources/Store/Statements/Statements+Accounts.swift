extension Statements {
    /// Who may sign in.
    enum Account {
        static let all: StaticString = """
            SELECT name, title, roles, register, password, totp, totp_step, created, disabled, subject FROM account
            ORDER BY name
            """
        static let named: StaticString = """
            SELECT name, title, roles, register, password, totp, totp_step, created, disabled, subject FROM account
            WHERE name=?
            """
        /// The names that differ in capitals alone, two at most.
        static let namesAlike: StaticString = "SELECT name FROM account WHERE name=? COLLATE NOCASE LIMIT 2"
        static let ofSubject: StaticString = """
            SELECT name, title, roles, register, password, totp, totp_step, created, disabled, subject FROM account
            WHERE subject=?
            """
        static let put: StaticString = """
            INSERT INTO account(name, title, roles, register, password, totp, totp_step, created, disabled, subject)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(name) DO UPDATE SET title=excluded.title, roles=excluded.roles, register=excluded.register,
            password=excluded.password, totp=excluded.totp, totp_step=excluded.totp_step, disabled=excluded.disabled,
            subject=excluded.subject
            """
    }

    /// One-time links.
    enum AccountLink {
        static let add: StaticString = "INSERT INTO account_link(digest, account, totp, expires) VALUES(?, ?, ?, ?)"
        static let endAll: StaticString = "DELETE FROM account_link WHERE account=?"
        /// ?2 the moment.
        static let valid: StaticString = "SELECT account, totp FROM account_link WHERE digest=? AND expires>?"
        /// Whose link holds still at a moment.
        static let accounts: StaticString = "SELECT account FROM account_link WHERE expires>?"
    }

    /// Recovery codes.
    enum Recovery {
        static let removeAll: StaticString = "DELETE FROM recovery WHERE account=?"
        static let add: StaticString = "INSERT INTO recovery(digest, account) VALUES(?, ?)"
        static let use: StaticString = "DELETE FROM recovery WHERE digest=? AND account=?"
    }

    /// Sessions.
    enum Session {
        static let add: StaticString = """
            INSERT INTO session(digest, account, csrf, created, seen) VALUES(?, ?, ?, ?, ?)
            """
        static let find: StaticString = "SELECT account, csrf, created, seen FROM session WHERE digest=?"
        static let touch: StaticString = "UPDATE session SET seen=? WHERE digest=?"
        /// ?2 the digest; NULL for every session of the account.
        static let end: StaticString = "DELETE FROM session WHERE account=?1 AND (?2 IS NULL OR digest=?2)"
        /// ?2 the one that goes on.
        static let endOthers: StaticString = "DELETE FROM session WHERE account=? AND digest<>?"
        static let ofAccount: StaticString = """
            SELECT account, csrf, created, seen FROM session WHERE account=? ORDER BY created DESC
            """
        /// ?1 not used since, ?2 begun before.
        static let forget: StaticString = "DELETE FROM session WHERE seen<? OR created<?"
    }

    /// Who wrote which version.
    enum Author {
        static let note: StaticString = "INSERT OR IGNORE INTO authored(object, account) VALUES(?, ?)"
        /// The account and its name for people.
        static let ofVersion: StaticString = """
            SELECT w.account, coalesce(a.title, w.account) FROM authored w LEFT JOIN account a ON a.name=w.account
            WHERE w.object=?
            """
        static let ofObject: StaticString = """
            SELECT a.account FROM authored a JOIN object o ON o.row=a.object WHERE o.id=?
            """
    }
}
