extension Store {
    /// Sweeps what was erased out of the search index, the free pages and the write-ahead log (`RULES.md`, 24).
    ///
    /// Freed pages and cells are overwritten by `secure_delete` when they are freed; the index keeps deleted terms
    /// until its segments are merged, and the log keeps old pages until it is folded back and cut to nothing.
    /// - Throws: `StoreError`; code `busy` if a reader of another process does not let go. What is due stays due.
    public func sweep() throws(StoreError) {
        let due = try read { connection throws(StoreError) in
            try connection.first(Statements.Erasure.sweep) { $0.text(0) }
        }
        guard let due else { return }
        try finishIndexing()
        try write { connection throws(StoreError) in
            try connection.run(Statements.Search.optimize)
        }
        try foldLog()
        try write { connection throws(StoreError) in
            // What another process has erased meanwhile stays due.
            try connection.run(Statements.Erasure.noteSwept, [.text(due)])
        }
    }

    /// Folds the write-ahead log back into the file and cuts it to nothing: what was deleted is in no file then.
    /// - Throws: `StoreError`; code `busy` if readers or the writer do not let go in time.
    public func foldLog() throws(StoreError) {
        try Connection(path: path, access: .write, cacheKibibytes: 256).foldLog()
    }
}
