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
/// `[1, "a"]` is three entries: array (2 children, next = 3), number, string. Readers that look at millions of
/// objects walk the tape itself, because a `JSONValue` counts references each time it is copied.
public struct JSONNode: Sendable {
    /// Where the content starts in the source: behind the quote of a string, at the bracket of a container.
    public internal(set) var offset: UInt32
    /// Bytes of content of a scalar; number of elements or members of a container.
    public internal(set) var length: UInt32
    /// For containers the index of the entry behind the last descendant.
    ///
    /// For strings 1 if they have an escape that RFC 8785 would spell in another way; 0 for all other scalars.
    public internal(set) var next: UInt32 = 0
    /// What the value is.
    public internal(set) var kind: JSONKind
    /// What the kind needs one bit for.
    ///
    /// For strings: has escapes. For booleans: is true. For numbers: is a plain integer, as RFC 8785 would write it.
    public internal(set) var flag: Bool = false
    /// For strings: `hash(of:in:)` of the raw bytes, to find equal ones quickly.
    public internal(set) var hash: UInt16 = 0

    /// The hash that string entries carry: over the length, the first eight bytes and the last eight.
    /// - Parameter text: the raw bytes of the string.
    /// - Returns: the hash; equal for equal bytes.
    public static func hash(of text: Span<UInt8>) -> UInt16 {
        var (head, tail): (UInt64, UInt64) = (0, 0)
        for index in 0..<min(text.count, 8) {
            head |= UInt64(text[index]) << UInt64(index * 8)
        }
        if text.count > 8 {
            for index in 0..<8 {
                tail |= UInt64(text[text.count - 8 + index]) << UInt64(index * 8)
            }
        }
        return hash(count: text.count, head: head, tail: tail)
    }

    /// The hash of a string from its length and its ends as little-endian words; `tail` is 0 up to eight bytes.
    @inline(__always)
    static func hash(count: Int, head: UInt64, tail: UInt64) -> UInt16 {
        let ends = (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        return UInt16(truncatingIfNeeded: ((ends ^ ends >> 32 ^ tail) &* 0xD1B5_4A32_D192_ED03) >> 48)
    }
}
