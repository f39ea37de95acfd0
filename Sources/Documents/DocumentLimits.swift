/// What is read at most of documents of others.
public enum DocumentLimits {
    /// Bytes of a file.
    public static let bytes = 64 << 20
    /// Parts of a package.
    public static let parts = 2_000
    /// Bytes of a part once it is unpacked.
    public static let partBytes = 48 << 20
    /// Bytes of all parts together once they are unpacked.
    public static let unpackedBytes = 256 << 20
    /// Elements inside each other.
    public static let depth = 200
    /// Elements, attributes and texts of a part.
    public static let nodes = 4_000_000
    /// Different names of elements, attributes and namespaces in a part.
    public static let names = 4_096
    /// Attributes of an element.
    public static let attributes = 64
    /// UTF-16 units of a text that is compared or merged.
    public static let units = 4_000_000
    /// Steps of a comparison: behind them what differs is one change.
    static let steps = 20_000_000
}
