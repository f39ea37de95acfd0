extension Statements {
    /// Translations by what they are of.
    enum Translation {
        static let add: StaticString = "INSERT OR IGNORE INTO translation(original, id) VALUES(?, ?)"
        static let ofObject: StaticString = "SELECT id FROM translation WHERE original=?"
        static let versions: StaticString = """
            SELECT o.row, o.bytes, o.source, o.id
            FROM translation t JOIN object o ON o.id=t.id JOIN source s ON s.row=o.source
            WHERE t.original=? AND o.erased IS NULL AND s.kind<>'rendition'
            ORDER BY o.id, o.source, o.stamp DESC, rtrim(o.version, 'Z') DESC
            """
    }
}
