internal import Glibc

/// What is done when the file of an earlier release is brought to today's schema.
public enum MigrationProgress: Sendable, Equatable {
    /// The copy of before was made: the way back.
    case backup(path: String, schema: Int)
    /// A schema was reached.
    case schema(Int)
    /// So much of a hundred of the index of the holdings is there.
    case holdings(percent: Int)
}

/// The copy of a store that is made before its schema is changed; an older release can work on with it.
struct SchemaBackup {
    /// The store's file.
    let path: String
    /// The bytes that are free for the user beside a file.
    let freeBytes: @Sendable (String) -> Int64

    /// What the disk of a file has left for the user that runs this.
    @Sendable
    static func freeBytes(_ path: String) -> Int64 {
        var state = statvfs()
        guard unsafe statvfs(path, &state) == 0 else { return .max }
        let (bytes, isMore) = UInt64(state.f_bavail).multipliedReportingOverflow(by: UInt64(state.f_frsize))
        return isMore ? .max : Int64(clamping: bytes)
    }

    /// Makes the copy.
    /// - Parameters:
    ///   - schema: the schema of the store.
    ///   - connection: the store.
    ///   - progress: gets the name of the copy.
    /// - Throws: `StoreError`; code `full` if there is too little room, before anything is written.
    func make(of schema: Int, _ connection: Connection, _ progress: (MigrationProgress) -> Void) throws(StoreError) {
        let size =
            try connection.first("SELECT p.page_count*s.page_size FROM pragma_page_count p, pragma_page_size s") {
                $0.integer(0)
            } ?? 0
        // The copy, and the new tables with the log of the changes that make them.
        let (needed, free) = (size + size / 4 + 16 << 20, freeBytes(path))
        guard free >= needed else {
            throw StoreError(
                .full,
                "the store is to be brought to a newer schema, and a copy of it is made first: that takes "
                    + "\(needed >> 20) MiB, and \(free >> 20) MiB are free; nothing was changed"
            )
        }
        let (name, part) = ("\(path).schema-\(schema)", "\(path).schema-\(schema).\(getpid())")
        unsafe unlink(part)
        do throws(StoreError) {
            try connection.backup(to: part) { _, _ in }
            let copied = try Connection(path: part, access: .untouched, cacheKibibytes: 64).schemaVersion
            // Another process was first, and has made the copy.
            guard copied == schema else {
                unsafe unlink(part)
                return
            }
            guard unsafe rename(part, name) == 0 else {
                throw StoreError(.inputOutput, "the copy of the store cannot be put at `\(name)`")
            }
        } catch {
            unsafe unlink(part)
            throw error
        }
        Self.sync(name)
        progress(.backup(path: name, schema: schema))
    }

    /// Has the name of a file survive a power cut.
    private static func sync(_ path: String) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let descriptor = unsafe open(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, O_RDONLY)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
