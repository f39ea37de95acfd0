extension Statements {
    /// Keyed calls that were done.
    enum DoneCall {
        static let find: StaticString = "SELECT request, status, body FROM done_call WHERE account=? AND key=?"
        static let forget: StaticString = "DELETE FROM done_call WHERE made<?"
        static let note: StaticString = """
            INSERT INTO done_call(account, key, request, made) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING
            """
        static let keep: StaticString = "UPDATE done_call SET status=?, body=? WHERE account=? AND key=?"
        static let forgetAnswers: StaticString = "UPDATE done_call SET status=NULL, body=NULL WHERE body IS NOT NULL"
    }
}
