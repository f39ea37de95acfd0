/// What is read at most of a package of others.
public struct PackageLimits: Sendable, Hashable {
    /// Bytes of the file.
    public var bytes: Int
    /// Parts of the package.
    public var parts: Int
    /// Bytes of a part once it is unpacked.
    public var partBytes: Int
    /// Bytes of all parts together once they are unpacked.
    public var unpackedBytes: Int
    /// How many times the bytes of the file its parts may come to, once they are more than `plainBytes`.
    public var ratio: Int
    /// Bytes that may be unpacked whatever the file's length.
    public var plainBytes: Int

    /// Bounds of one kind of file.
    public init(bytes: Int, parts: Int, partBytes: Int, unpackedBytes: Int, ratio: Int, plainBytes: Int) {
        (self.bytes, self.parts, self.partBytes) = (bytes, parts, partBytes)
        (self.unpackedBytes, self.ratio, self.plainBytes) = (unpackedBytes, ratio, plainBytes)
    }
}
