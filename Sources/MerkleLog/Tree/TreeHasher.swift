/// The hash functions of a log (RFC 6962, 2.1): SHA-256, passed in so that this room needs no library.
///
/// A hasher belongs to one thread; it may keep a context between calls.
public protocol TreeHasher {
    /// SHA-256 of some bytes.
    /// - Parameter bytes: the bytes.
    /// - Returns: the digest.
    func digest(_ bytes: [UInt8]) -> Digest

    /// The hash of a leaf: SHA-256 of 0x00 and the entry.
    /// - Parameter entry: the entry's bytes.
    /// - Returns: the leaf hash.
    func leaf(_ entry: [UInt8]) -> Digest

    /// The hash of an inner node: SHA-256 of 0x01 and both children.
    /// - Parameters:
    ///   - left: the left child.
    ///   - right: the right child.
    /// - Returns: the node hash.
    func node(_ left: Digest, _ right: Digest) -> Digest
}
