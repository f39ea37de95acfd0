/// Brings a file of any release to today's schema, by the steps of `SchemaSteps`.
enum Migrations {
    /// Brings a file to today's schema: one transaction a step, then the index of the holdings in pieces.
    ///
    /// Whenever it is ended, what is done is done, and the next opening goes on.
    /// - Parameters:
    ///   - connection: a connection that may write.
    ///   - keeping: makes sure of a way back, before anything of an older file is changed.
    ///   - progress: gets what is done.
    /// - Throws: `StoreError`; code `newer` if a later release wrote the file.
    static func apply(
        to connection: Connection,
        keeping: SchemaBackup? = nil,
        progress: (MigrationProgress) -> Void = { _ in }
    ) throws(StoreError) {
        let version = try connection.schemaVersion
        guard version <= SchemaSteps.all.count else {
            throw StoreError(
                .newer,
                "the store has schema \(version), this release knows \(SchemaSteps.all.count); use the newer release"
            )
        }
        if version > 0, version < SchemaSteps.all.count { try keeping?.make(of: version, connection, progress) }
        if version == 0 {
            // A new file: one wait for the disk instead of many.
            try connection.transaction { () throws(StoreError) in
                for place in try connection.schemaVersion..<SchemaSteps.all.count {
                    try connection.script(SchemaSteps.all[place])
                }
            }
        }
        for place in version..<SchemaSteps.all.count {
            let isDone = try connection.transaction { () throws(StoreError) -> Bool in
                // Another process may have done it meanwhile.
                guard try connection.schemaVersion == place else { return false }
                try connection.script(SchemaSteps.all[place])
                return true
            }
            if isDone, version > 0 { progress(.schema(place + 1)) }
        }
        try HoldingFill(connection).run { progress(.holdings(percent: $0)) }
    }
}
