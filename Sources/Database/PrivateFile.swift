internal import Glibc

/// Files that only their owner may read and write, whatever the umask says.
enum PrivateFile {
    /// Makes an empty file.
    /// - Parameter path: the file.
    /// - Returns: false if something is there already, or it cannot be made.
    @discardableResult
    static func make(_ path: String) -> Bool {
        // A file that is there is never opened here: closing it would end this process's locks on it (fcntl(2)).
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        // A strict umask may have taken the owner's rights.
        fchmod(descriptor, 0o600)
        close(descriptor)
        return true
    }
}
