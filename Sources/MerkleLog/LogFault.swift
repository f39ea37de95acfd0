/// Why a note, checkpoint, proof, tile or policy is not accepted.
public struct LogFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is; stable words for programs.
    public enum Code: String, Sendable {
        /// The bytes are not in the format.
        case malformed
        /// No known key signed it, or a known key's signature is wrong.
        case untrusted
        /// It belongs to another log.
        case origin
        /// A hash does not come out as it must.
        case mismatch
        /// Two checkpoints of one log cannot both be true, or one is older than what was seen.
        case inconsistent
        /// The policy asks for more witnesses.
        case quorum
        /// Something that the proof needs is not there.
        case missing
        /// What should be there could not be read.
        case unreadable
    }

    /// The kind of fault.
    public let code: Code
    /// What is wrong and where.
    public let description: String

    /// A fault.
    /// - Parameters:
    ///   - code: its kind.
    ///   - description: what is wrong and where.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
