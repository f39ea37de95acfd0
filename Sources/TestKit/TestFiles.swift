internal import Configuration

/// Files that tests write and read.
public enum TestFiles {
    /// Writes a file.
    /// - Parameters:
    ///   - bytes: the content.
    ///   - path: the file.
    /// - Throws: what the system says.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        try Files.write(bytes, to: path)
    }
}
