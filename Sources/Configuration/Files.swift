internal import Glibc

/// Whole files, read with a bound and written so that a crash leaves the old or the new content.
public enum Files {
    /// Why a file could not be read or written.
    public struct Failure: Error, CustomStringConvertible {
        /// The file and the system's reason.
        public let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// What the system says about the last failed call.
    package static var reason: String { unsafe String(cString: strerror(errno)) }

    /// Whether there is a file.
    package static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Bytes and last change of a file, in microseconds since 1970; nil if there is none.
    package static func state(of path: String) -> (bytes: Int64, changed: Int64)? {
        var state = stat()
        guard unsafe stat(path, &state) == 0 else { return nil }
        let (seconds, nanoseconds) = (Int64(state.st_mtim.tv_sec), Int64(state.st_mtim.tv_nsec))
        return (Int64(state.st_size), seconds &* 1_000_000 &+ nanoseconds / 1_000)
    }

    /// Bytes of the file system that a path lies in: free for this process, and in all; nil if the path is not there.
    package static func room(at path: String) -> (free: Int64, all: Int64)? {
        var state = statvfs()
        guard unsafe statvfs(path, &state) == 0 else { return nil }
        let size = Int64(clamping: state.f_frsize)
        let (free, isTooMuch) = Int64(clamping: state.f_bavail).multipliedReportingOverflow(by: size)
        let (all, isBeyond) = Int64(clamping: state.f_blocks).multipliedReportingOverflow(by: size)
        return (isTooMuch ? .max : free, isBeyond ? .max : all)
    }

    /// What lies in a folder.
    /// - Parameter folder: the folder.
    /// - Returns: names, and whether each is a folder; nothing if it cannot be read.
    public static func contents(of folder: String) -> [(name: String, isFolder: Bool)] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(handle) }
        var found: [(name: String, isFolder: Bool)] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." {
                found.append((name, unsafe entry.pointee.d_type == UInt8(DT_DIR)))
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Reads a plain file.
    ///
    /// A pipe or a device of that name is refused: it would wait for a writer, or never end.
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: bytes at most.
    ///   - isNamed: whether a person named this very file: then it may be a pipe (`<(…)` of a shell), or `-`.
    /// - Returns: the content.
    /// - Throws: `Failure`.
    public static func read(_ path: String, limit: Int, isNamed: Bool = false) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        try readChunks(path, isNamed: isNamed) { chunk throws(Failure) in
            guard content.count + chunk.count <= limit else {
                throw Failure(description: "`\(path)` is larger than \(limit) bytes")
            }
            content += chunk
        }
        return content
    }

    /// Reads a file piece by piece; `-` is standard input where a person named it.
    /// - Parameters:
    ///   - path: the file.
    ///   - isNamed: whether a person named this very file, so that it may be a pipe.
    ///   - body: gets each piece.
    /// - Throws: `Failure`, or what the body throws.
    public static func readChunks(
        _ path: String,
        isNamed: Bool,
        _ body: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let descriptor = isNamed && path == "-" ? STDIN_FILENO : try openToRead(path, isNamed: isNamed)
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(description: "cannot read `\(path)`: \(reason)") }
            if count == 0 { return }
            try body(Array(buffer.prefix(count)))
        }
    }

    /// Opens a file for reading; what was opened is looked at, not the name, which may change in between.
    private static func openToRead(_ path: String, isNamed: Bool) throws(Failure) -> Int32 {
        // Without `O_NONBLOCK`, opening a pipe waits for its writer.
        let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (isNamed ? 0 : O_NONBLOCK)
        let descriptor = unsafe open(path, flags)
        guard descriptor >= 0 else { throw Failure(description: "cannot read `\(path)`: \(reason)") }
        var state = stat()
        let isPlain = unsafe fstat(descriptor, &state) == 0 && state.st_mode & S_IFMT == S_IFREG
        guard isNamed || isPlain else {
            close(descriptor)
            throw Failure(description: "cannot read `\(path)`: it is no plain file")
        }
        return descriptor
    }

    /// Makes the folders that a file lies in; those that are made are their owner's alone unless said otherwise.
    /// - Parameters:
    ///   - path: the file.
    ///   - mode: their permissions, whatever the umask.
    /// - Throws: `Failure`.
    public static func makeFolders(above path: String, mode: UInt32 = 0o700) throws(Failure) {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            try makeFolder(folder, mode: mode)
        }
    }

    /// Makes a folder; one that is there stays as it is.
    package static func makeFolder(_ folder: String, mode: UInt32 = 0o700) throws(Failure) {
        if unsafe mkdir(folder, mode) == 0 {
            // A strict umask may have taken the owner's rights.
            unsafe chmod(folder, mode)
        } else if errno != EEXIST {
            throw Failure(description: "cannot make the folder `\(folder)`: \(reason)")
        }
    }

    /// The permissions of a file that is there.
    /// - Parameter path: the file.
    /// - Returns: the bits for owner, group and others; nil if there is no such file.
    public static func mode(of path: String) -> UInt32? {
        var state = stat()
        return unsafe stat(path, &state) == 0 ? state.st_mode & 0o777 : nil
    }

    /// Takes a file away.
    /// - Parameter path: the file.
    /// - Returns: whether it is gone.
    package static func remove(_ path: String) -> Bool { unsafe unlink(path) == 0 || errno == ENOENT }

    /// Writes a file durably: beside it, synced, then renamed over it.
    /// - Parameters:
    ///   - bytes: the content.
    ///   - path: the file.
    ///   - mode: its permissions, whatever the umask: its owner's alone unless said otherwise.
    /// - Throws: `Failure`.
    public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o600) throws(Failure) {
        let temporary = path + ".new"
        // What a crash left, or somebody put there, is not written into: it may be open to others, or lead elsewhere.
        unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(description: "cannot write `\(path)`: \(reason)") }
        // Carriers with file systems that have no permissions refuse this, and need none.
        fchmod(descriptor, mode)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let why = reason
                close(descriptor)
                throw Failure(description: "cannot write `\(path)`: \(why)")
            }
            done += count
        }
        let isSynced = fsync(descriptor) == 0
        close(descriptor)
        guard isSynced, unsafe rename(temporary, path) == 0 else {
            throw Failure(description: "cannot write `\(path)`: \(reason)")
        }
        syncFolder(of: path)
    }

    /// Makes a name durable that was given to a file: syncs the folder.
    ///
    /// File systems that cannot are left as they are.
    package static func syncFolder(of path: String) {
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let folder = unsafe open(parent.isEmpty ? "/" : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
