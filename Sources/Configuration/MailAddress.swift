/// An address of mail, as far as a node takes one: local part and domain in ASCII (RFC 5321, 4.1.2).
public struct MailAddress: Sendable, Equatable {
    /// The address.
    public let text: String

    private static let longest = 254
    private static let local = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-".utf8
    )
    private static let domain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-".utf8)

    /// Reads an address; nil for anything else, so that none is taken for an option or a field of a mail's head.
    /// - Parameter text: the text.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.longest, let local = parts.first, let domain = parts.last,
            !local.isEmpty, !domain.isEmpty, local.first != UInt8(ascii: "-"), domain.first != UInt8(ascii: "-"),
            local.allSatisfy(Self.local.contains), domain.allSatisfy(Self.domain.contains)
        else { return nil }
        self.text = text
    }
}
