/// What a witness adds to a checkpoint: a time and an Ed25519 signature (C2SP tlog-cosignature, "Ed25519").
public struct Cosignature: Sendable, Equatable {
    /// Seconds since 1970 at which the log was seen so.
    public let time: UInt64
    /// The signature, 64 bytes.
    public let signature: [UInt8]

    /// Reads the bytes of a signature line.
    /// - Parameter bytes: the time in eight bytes, and the signature; nil for another length.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 72 else { return nil }
        time = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        signature = Array(bytes.dropFirst(8))
    }

    /// What is signed.
    /// - Parameters:
    ///   - text: the text of the checkpoint.
    ///   - time: seconds since 1970.
    /// - Returns: the message.
    public static func message(text: String, time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }

    /// Makes the signature of a witness.
    /// - Parameters:
    ///   - text: the text of the checkpoint.
    ///   - time: seconds since 1970.
    ///   - key: the witness's key.
    ///   - sign: makes an Ed25519 signature.
    /// - Returns: the signature line's content.
    public static func make(
        text: String,
        time: UInt64,
        key: NoteKey,
        sign: ([UInt8]) -> [UInt8]
    ) -> Note.Signature {
        let stamp = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        return Note.Signature(key, stamp + sign(message(text: text, time: time)))
    }
}
