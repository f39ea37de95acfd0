/// What a JSON value is.
public enum JSONKind: UInt8, Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool
    /// A number.
    case number
    /// A string.
    case string
    /// A list.
    case array
    /// A set of named members.
    case object
}

/// One entry of the tape: 16 bytes that say what stands where in the source.
///
/// A container's entry is followed by those of its children in order (for objects: name, value, name, value …).
/// `[1, "a"]` is three entries: array (2 children, next = 3), number, string.
struct JSONNode: Sendable {
    /// Where the content starts in the source: behind the quote of a string, at the bracket of a container.
    var offset: UInt32
    /// Bytes of content of a scalar; number of elements or members of a container.
    var length: UInt32
    /// For containers the index of the entry behind the last descendant; unused for scalars.
    var next: UInt32 = 0
    /// What the value is.
    var kind: JSONKind
    /// For strings: has escapes. For booleans: is true. For numbers: is a plain integer, written as RFC 8785 would.
    var flag: Bool = false
    /// For names: a hash of the raw bytes, to find equal names quickly.
    var hash: UInt16 = 0
}
