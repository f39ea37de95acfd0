extension Statements {
    /// Settings of the node itself.
    enum Setting {
        static let find: StaticString = "SELECT value FROM setting WHERE name=?"
        static let put: StaticString = "INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)"
        static let remove: StaticString = "DELETE FROM setting WHERE name=?"
    }
}
