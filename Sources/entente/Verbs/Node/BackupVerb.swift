import Configuration
import Glibc
import Installation
import Store
internal import Witnessing

/// `entente backup` and `entente restore`.
enum BackupVerb {
    static let verb = Verb(
        name: "backup",
        summary: "copy a node's store while it serves",
        synopsis: "FILE [--node DIR]",
        description: """
            Copies the whole store into FILE, which must not exist, while the node goes on. The copy is one consistent
            moment. Keys and configuration are plain files in the node's folder; keep them apart from the store.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [NodeAccess.option],
        examples: ["entente backup eu-2026-11-23.db --node run/eu"],
        run: run
    )

    static let restore = Verb(
        name: "restore",
        summary: "put a backup in the place of a node's store",
        synopsis: "FILE [--node DIR]",
        description: """
            Checks FILE as `entente check` does, and puts it in the place of the store, which is kept beside it with
            the ending .replaced. The node must not be serving. What came after the backup is not in it: partners send
            again what they had released, as the place in their feeds is in the backup too. The log is closed: nothing
            is released, and no page given, before `entente log recover` has found the way back.

            Exit status: 0 done, 1 the backup is damaged and nothing was changed, 2 could not be done.
            """,
        options: [NodeAccess.option],
        examples: ["entente restore eu-2026-11-23.db --node run/eu"],
        run: runRestore
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let path = try NodeAccess.operand(arguments, "file")
        guard unsafe access(path, F_OK) != 0 else { throw CommandFailure("`\(path)` exists already") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var progress: Progress?
        try NodeAccess.stored { () throws(StoreError) in
            try node.store.read { connection throws(StoreError) in
                try connection.backup(to: path) { left, total in
                    if progress == nil { progress = Progress("backup", total: total) }
                    progress?.update(total - left)
                }
            }
        }
        progress?.finish()
        return .yes
    }

    /// What the store that is replaced has erased: a backup must not bring it back.
    private static func erasedSince(_ folder: NodeFolder) throws(StoreError) -> [ErasureRows.Key] {
        guard unsafe access(folder.storeFile, F_OK) == 0 else { return [] }
        do throws(StoreError) {
            return try ErasureRows(Connection(path: folder.storeFile, access: .read)).keys()
        } catch {
            // A store that is damaged, or too old to have erased anything, cannot say.
            return []
        }
    }

    @Sendable
    private static func runRestore(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let path = try NodeAccess.operand(arguments, "file")
        let folder = NodeAccess.folder(arguments)
        guard folder.isSetUp else { throw CommandFailure("there is no node in `\(folder.path)`") }
        guard unsafe access(path, R_OK) == 0 else { throw CommandFailure("cannot read `\(path)`") }
        guard let lock = folder.lockForServing() else {
            throw CommandFailure("the node in `\(folder.path)` is serving", help: "stop it first")
        }
        let copy = folder.storeFile + ".restoring"
        unsafe unlink(copy)
        let problems: [StoreCheck.Problem]
        do throws(StoreError) {
            try Connection(path: path, access: .untouched).backup(to: copy) { _, _ in }
            try Store.bringUp(copy)
            problems = try CheckVerb.problems(in: copy)
        } catch {
            discard(copy)
            guard error.code == .corrupt || error.code == .other else { throw CommandFailure(error.description) }
            Output.error("`\(path)` is no whole backup: \(error)\n")
            return .no
        }
        guard problems.isEmpty else {
            discard(copy)
            Output.error("`\(path)` is no whole backup\n")
            CheckVerb.show(problems, arguments)
            return .no
        }
        // The restored log has forgotten what it signed since: it is closed before it can sign another history.
        try NodeAccess.stored { () throws(StoreError) in
            let connection = try Connection(path: copy, access: .write)
            let erased = try erasedSince(folder)
            try connection.transaction { () throws(StoreError) in
                try Node.closeLog(connection, now: SystemClock.now())
                try ErasureRows(connection).eraseAgain(erased, now: SystemClock.now())
            }
        }
        for ending in ["-wal", "-shm"] { unsafe unlink(copy + ending) }
        if unsafe access(folder.storeFile, F_OK) == 0 {
            // Closing the last connection folds the log into the file.
            try NodeAccess.open(arguments).close()
            guard unsafe rename(folder.storeFile, folder.storeFile + ".replaced") == 0 else {
                throw CommandFailure("cannot put the store aside")
            }
            for ending in ["-wal", "-shm"] { unsafe unlink(folder.storeFile + ending) }
        }
        guard unsafe rename(copy, folder.storeFile) == 0 else {
            throw CommandFailure("cannot put the backup in place")
        }
        _ = consume lock
        return .yes
    }

    /// Removes a copy that is not wanted, with its log.
    private static func discard(_ copy: String) {
        for ending in ["", "-wal", "-shm"] { unsafe unlink(copy + ending) }
    }
}
