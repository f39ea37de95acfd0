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
    /// Declarations of namespaces in force at a place.
    static let namespaces = 256
    /// Attributes of an element, declarations of namespaces among them.
    public static let attributes = 64
    /// Spaces that one element stands for.
    static let spaces = 200
    /// Characters of the pattern of a number.
    static let levelText = 256
    /// Changes that are open at one place.
    static let openChanges = 200
    /// Changes inside each other of which each has the text.
    static let nested = 4
    /// Characters of the text that a comment is about.
    public static let anchor = 400
    /// UTF-16 units of a text that is compared or merged.
    public static let units = 4_000_000
    /// Steps of a comparison: behind them what differs is one change.
    static let steps = 20_000_000
}
