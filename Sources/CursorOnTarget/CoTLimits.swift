/// What is read at most of events of others.
public enum CoTLimits {
    /// Bytes of a file or stream.
    public static let bytes = 64 << 20
    /// Bytes of one event.
    public static let event = 1 << 20
    /// Elements inside each other.
    static let depth = 64
    /// Elements of one event.
    static let elements = 20_000
    /// Attributes of an element, declarations of namespaces among them.
    static let attributes = 64
    /// Elements of `detail`.
    static let details = 1_000
    /// Different names that the parser keeps before it is made anew.
    static let names: Int32 = 1_024
}
