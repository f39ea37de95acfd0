public import Configuration
internal import Cryptography
internal import Glibc
internal import JSON
internal import Ledger
internal import Store
internal import Synchronization

/// A copy of the store that the node made in its folder of backups.
public struct Backup: Sendable, Equatable {
    /// The file's name in the folder.
    public let name: String
    /// When it was finished, in microseconds since 1970.
    public let made: Int64
    /// Its bytes.
    public let bytes: Int64
}

extension Node {
    /// The folder of backups that are made from the console; it is set up, and never asked of anybody.
    public var backupFolder: String {
        let wanted = configuration.backupFolder
        return wanted.hasPrefix("/") ? wanted : "\(folder.path)/\(wanted)"
    }

    /// The backups in the folder, newest first.
    /// - Returns: files that have the form of a backup's name.
    public func backups() -> [Backup] {
        Files.contents(of: backupFolder).filter { !$0.isFolder && isBackup($0.name) }
            .compactMap { file -> Backup? in
                guard let state = Files.state(of: "\(backupFolder)/\(file.name)") else { return nil }
                return Backup(name: file.name, made: state.changed, bytes: state.bytes)
            }
            .sorted { $0.name > $1.name }
    }

    private func isBackup(_ name: String) -> Bool {
        let stamp = name.dropFirst(configuration.name.count + 1).dropLast(3)
        return name.hasPrefix("\(configuration.name)-") && name.hasSuffix(".db") && stamp.utf8.count == 16
            && stamp.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "Z") }
    }

    /// Copies the whole store into the folder of backups while the node serves.
    ///
    /// The act is in the log before the copy begins, so that the copy has it too. The file gets its name once it is durable.
    /// - Parameter officer: who asks for it.
    /// - Returns: the backup.
    /// - Throws: `NodeError` if there is no room, or the file cannot be written.
    public func makeBackup(by officer: String) throws(NodeError) -> Backup {
        try longWork.alone { () throws(NodeError) in try copyStore(by: officer) }
    }

    private func copyStore(by officer: String) throws(NodeError) -> Backup {
        let stamp = Moment.text(clock()).prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" } + "Z"
        let name = "\(configuration.name)-\(stamp).db"
        let (path, temporary) = ("\(backupFolder)/\(name)", "\(backupFolder)/.\(configuration.name).making")
        do throws(Files.Failure) {
            try Files.makeFolder(backupFolder)
        } catch {
            throw NodeError("cannot make the folder of backups: \(Files.reason)")
        }
        guard !Files.isThere(path) else { throw NodeError("a backup was made in this second; try again") }
        let files = [folder.storeFile, folder.storeFile + "-wal"]
        let needed = files.compactMap { Files.state(of: $0)?.bytes }.reduce(0, +)
        guard let room = Files.room(at: backupFolder), room.free > needed else {
            throw NodeError("there is not enough room for a backup: \(needed) bytes are needed")
        }
        unsafe unlink(temporary)
        // What a crash or a full disk leaves is not taken for a backup, and nobody else may read it.
        let made = unsafe Glibc.open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw NodeError("cannot write into the folder of backups: \(Files.reason)") }
        defer { Glibc.close(made) }
        do throws(NodeError) {
            try change { connection throws(StoreError) in
                var entry = LedgerEntry(.export, officer: officer)
                entry.internalMembers = [JSONMember("backup", .string(name))]
                try self.ledger.append([entry], connection)
            }
            try reading { connection throws(StoreError) in
                try connection.backup(to: temporary, isMade: true) { _, _ in }
            }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        guard fsync(made) == 0, unsafe rename(temporary, path) == 0 else {
            unsafe unlink(temporary)
            throw NodeError("cannot finish the backup: \(Files.reason)")
        }
        Files.syncFolder(of: path)
        guard let state = Files.state(of: path) else { throw NodeError("the backup cannot be read") }
        return Backup(name: name, made: state.changed, bytes: state.bytes)
    }
}
