internal import Glibc

/// A folder of a test's own, removed with everything in it when the test lets go of it.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let path: String

    /// Makes an empty folder.
    /// - Parameter isKeptInMemory: whether nothing is learnt from a disk, and its waits are saved where the system has a place for that.
    public init(isKeptInMemory: Bool = false) {
        let memory = "/dev/shm"
        let place = unsafe isKeptInMemory && access(memory, W_OK) == 0 ? memory : "/tmp"
        var template = Array("\(place)/entente-test-XXXXXX".utf8CString)
        unsafe mkdtemp(&template)
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        if let folder = unsafe opendir(path) {
            while let entry = unsafe readdir(folder) {
                let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
                    unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            unsafe closedir(folder)
            unsafe rmdir(path)
        } else {
            unsafe unlink(path)
        }
    }
}
